"""Time the monitor could not tell, as recorded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from stpdesk.core.outages import Gap
from stpdesk.core.spans import Span
from stpdesk.db.ids import uuid7
from stpdesk.db.moments import overlapping, text
from stpdesk.db.rows import fetch, insert

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


def store(db: Database, gaps: Iterable[Gap]) -> None:
    """Adds gaps as new rows; each must have its end."""
    insert(
        db,
        "gaps",
        [
            {
                "id": uuid7(),
                "starts": text(gap.span.start),
                "ends": text(gap.span.end),
                "service": gap.service or ("internet" if gap.link_id else None),
                "link_id": gap.link_id,
                "note": gap.note,
                "proposal": gap.proposal,
            }
            for gap in gaps
        ],
    )
