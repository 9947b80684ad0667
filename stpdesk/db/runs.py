"""Generator and UPS runs as recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from stpdesk.core.errors import Refused
from stpdesk.core.money import E4
from stpdesk.core.outages import Run
from stpdesk.core.spans import FOREVER, Span
from stpdesk.db import numbers, rows
from stpdesk.db.ids import uuid7
from stpdesk.db.moments import end_text, overlapping, text

if TYPE_CHECKING:
    from sqlite_utils import Database

_COLUMNS = (
    f"id, source, carries, unixepoch(starts), coalesce(unixepoch(ends), {FOREVER}), litres_e4, kwh_e4, hour_meter_e4,"
    " note, number"
)


def live(db: Database, window: Span | None = None) -> list[Run]:
    """The runs that count, in the order of their start; with a window, those at least partly inside it."""
    where, values = overlapping(window)
    return _found(db, where, values)


def retired(db: Database) -> list[Run]:
    """The runs that were put right or dismissed, in the order of their start."""
    return _found(db, "retired_by IS NOT NULL", ())


def open_ones(db: Database, source: str) -> list[Run]:
    """The runs of a source that count and have no end yet, latest last."""
    return _found(db, "retired_by IS NULL AND ends IS NULL AND source = ?", (source,))


def by_number(db: Database, number: int) -> Run:
    """The run of a number; refused where there is none, or where it no longer counts."""
    found = _found(db, "number = ?", (number,))
    if not found:
        raise Refused("There is no run {number}.", field="number", number=number)
    if rows.fetch(db, "SELECT 1 FROM supply_runs WHERE number = ? AND retired_by IS NOT NULL", (number,)):
        raise Refused(
            "Run {number} was put right or dismissed already and no longer counts; run list shows what does.",
            field="number", number=number,
        )  # fmt: skip
    return found[0]


def _found(db: Database, where: str, values: Sequence[Any]) -> list[Run]:
    """Runs by a condition."""
    sql = f"SELECT {_COLUMNS} FROM supply_runs WHERE {where} ORDER BY starts, number"
    return [_run(row) for row in rows.fetch(db, sql, values)]


def _run(row: tuple[Any, ...]) -> Run:
    """One run from its row."""
    key, source, carries, start, end, litres, kwh, hours, note, number = row
    return Run(key, source, carries, Span(start, end), _e4(litres), _e4(kwh), _e4(hours), note, number)


def _e4(value: int | None) -> E4 | None:
    """A quantity, or that none was entered."""
    return None if value is None else E4(value)


def store(db: Database, run: Run, correction: str | None = None) -> Run:
    """Adds a run as a new row; returns it with its key and number. `correction`: the one that makes it, if any."""
    made = replace(run, id=uuid7(), number=numbers.following(db, "supply_runs"))
    row = {
        "id": made.id,
        "number": made.number,
        "source": made.source,
        "starts": text(made.span.start),
        "ends": end_text(made.span.end),
        "carries": made.carries,
        "litres_e4": made.litres,
        "kwh_e4": made.kwh,
        "hour_meter_e4": made.hour_meter,
        "note": made.note,
        "made_by": correction,
    }
    rows.insert(db, "supply_runs", [row])
    return made


def fill(db: Database, run: Run) -> None:
    """Writes what may come later of a run that counts: its end, litres, kWh, hour meter and note."""
    values = {
        "ends": end_text(run.span.end),
        "litres_e4": run.litres,
        "kwh_e4": run.kwh,
        "hour_meter_e4": run.hour_meter,
        "note": run.note,
    }
    rows.update(db, "supply_runs", run.id, values)


def retire(db: Database, run: Run, correction: str) -> None:
    """Takes a run out of every figure; it stays on record with the correction that did it."""
    rows.update(db, "supply_runs", run.id, {"retired_by": correction})
