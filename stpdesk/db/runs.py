"""Generator and UPS runs as recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stpdesk.core.money import E4
from stpdesk.core.outages import Run
from stpdesk.core.spans import FOREVER, Span
from stpdesk.db.moments import overlapping
from stpdesk.db.rows import fetch

if TYPE_CHECKING:
    from sqlite_utils import Database

_COLUMNS = (
    f"id, source, carries, unixepoch(starts), coalesce(unixepoch(ends), {FOREVER}), litres_e4, kwh_e4, hour_meter_e4,"
    " note, number"
)


def live(db: Database, window: Span | None = None) -> list[Run]:
    """The runs that count, in the order of their start; with a window, those at least partly inside it."""
    where, values = overlapping(window)
    return [
        _run(row)
        for row in fetch(
            db, f"SELECT {_COLUMNS} FROM supply_runs WHERE {where} ORDER BY starts, number", values
        )
    ]


def _run(row: tuple[Any, ...]) -> Run:
    """One run from its row."""
    key, source, carries, start, end, litres, kwh, hours, note, number = row
    return Run(key, source, carries, Span(start, end), _e4(litres), _e4(kwh), _e4(hours), note, number)


def _e4(value: int | None) -> E4 | None:
    """A quantity, or that none was entered."""
    return None if value is None else E4(value)
