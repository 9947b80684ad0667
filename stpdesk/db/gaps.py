"""Time the monitor could not tell, as recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stpdesk.core.outages import Gap
from stpdesk.core.spans import Span
from stpdesk.db.moments import overlapping
from stpdesk.db.rows import fetch

if TYPE_CHECKING:
    from sqlite_utils import Database


def live(db: Database, window: Span | None = None) -> list[Gap]:
    """The gaps that count, in the order of their start; with a window, those at least partly inside it."""
    where, values = overlapping(window)
    sql = (
        "SELECT id, unixepoch(starts), unixepoch(ends), service, link_id, note, proposal FROM gaps"
        f" WHERE {where} ORDER BY starts, rowid"
    )
    return [
        Gap(key, Span(start, end), service, link, note, proposal)
        for key, start, end, service, link, note, proposal in fetch(db, sql, values)
    ]
