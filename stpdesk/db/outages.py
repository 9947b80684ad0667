"""Outages as recorded: those that count, and those that another record replaced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from stpdesk.core.errors import Refused
from stpdesk.core.outages import Outage
from stpdesk.core.spans import FOREVER, Span
from stpdesk.db import numbers, rows
from stpdesk.db.ids import uuid7
from stpdesk.db.moments import end_text, overlapping, text

if TYPE_CHECKING:
    from sqlite_utils import Database

_COLUMNS = (
    f"o.id, o.service, unixepoch(o.starts), coalesce(unixepoch(o.ends), {FOREVER}), o.link_id, o.planned, o.cause,"
    " o.note, o.source, o.number, o.proposal, o.unit_count"
)


def live(db: Database, window: Span | None = None) -> list[Outage]:
    """The outages that count, in the order of their start; with a window, those at least partly inside it."""
    where, values = overlapping(window, "o.")
    return _found(db, where, values)


def retired(db: Database) -> list[Outage]:
    """The outages that were put right or dismissed, in the order of their start."""
    return _found(db, "o.retired_by IS NOT NULL", ())


def measured(db: Database) -> set[str]:
    """The keys of the outages that count and that only the monitor tells of."""
    sql = "SELECT id FROM outages WHERE retired_by IS NULL AND source = 'detected'"
    return {row[0] for row in rows.fetch(db, sql)}


def open_ones(db: Database, service: str) -> list[Outage]:
    """The outages of a service that count and have no end yet, latest last."""
    return _found(db, "o.retired_by IS NULL AND o.ends IS NULL AND o.service = ?", (service,))


def by_number(db: Database, number: int) -> Outage:
    """The outage of a number; refused where there is none, or where it no longer counts."""
    found = _found(db, "o.number = ?", (number,))
    if not found:
        raise Refused("There is no outage {number}.", field="number", number=number)
    if rows.fetch(db, "SELECT 1 FROM outages WHERE number = ? AND retired_by IS NOT NULL", (number,)):
        raise Refused(
            "Outage {number} was put right or dismissed already and no longer counts; outage list shows what does.",
            field="number", number=number,
        )  # fmt: skip
    return found[0]


def _found(db: Database, where: str, values: Sequence[Any]) -> list[Outage]:
    """Outages by a condition on `o`."""
    found = rows.fetch(
        db, f"SELECT {_COLUMNS} FROM outages o WHERE {where} ORDER BY o.starts, o.number", values
    )
    units = _units(db, where, values) if any(row[-1] for row in found) else {}
    return [_outage(row, units) for row in found]


def _units(db: Database, where: str, values: Sequence[Any]) -> dict[str, list[str]]:
    """Units of the outages that hit some units only, by outage."""
    sql = (
        "SELECT x.outage_id, x.unit_id FROM outages o JOIN outage_units x ON x.outage_id = o.id"
        f" WHERE o.unit_count > 0 AND {where} ORDER BY x.rowid"
    )
    found: dict[str, list[str]] = {}
    for outage, unit in rows.fetch(db, sql, values):
        found.setdefault(outage, []).append(unit)
    return found


def _outage(row: tuple[Any, ...], units: dict[str, list[str]]) -> Outage:
    """One outage from its row."""
    key, service, start, end, link, planned, cause, note, source, number, proposal, count = row
    hit = frozenset(units.get(key, ())) if count else frozenset()
    return Outage(
        key, service, Span(start, end), link, hit, bool(planned), cause, note, source, number, proposal
    )


def store(db: Database, made: Iterable[Outage], correction: str | None = None) -> list[Outage]:
    """Adds outages, numbered in their order, as new rows; returns them with their keys and numbers.

    `correction` is the key of the correction that makes them, where one does.
    """
    first = numbers.following(db, "outages")
    listed = [replace(one, id=uuid7(), number=number) for number, one in enumerate(made, start=first)]
    rows.insert(db, "outages", [_row(one, correction) for one in listed])
    rows.insert(
        db,
        "outage_units",
        [
            {"id": uuid7(), "outage_id": one.id, "unit_id": unit}
            for one in listed
            for unit in sorted(one.unit_ids)
        ],
    )
    return listed


def _row(one: Outage, correction: str | None) -> dict[str, Any]:
    """An outage as its table holds it."""
    return {
        "id": one.id,
        "number": one.number,
        "service": one.service,
        "link_id": one.link_id,
        "starts": text(one.span.start),
        "ends": end_text(one.span.end),
        "planned": int(one.planned),
        "cause": one.cause,
        "note": one.note,
        "source": one.source,
        "proposal": one.proposal,
        "unit_count": len(one.unit_ids),
        "made_by": correction,
    }


def change(db: Database, key: str, **values: object) -> None:
    """Fills or changes `ends` (an instant in seconds), `cause` or `note` of an outage that counts."""
    if "ends" in values:
        values["ends"] = text(int(str(values["ends"])))
    rows.update(db, "outages", key, values)


def retire(db: Database, outages: Iterable[Outage], correction: str) -> None:
    """Takes outages out of every figure; they stay on record with the correction that did it."""
    for one in outages:
        rows.update(db, "outages", one.id, {"retired_by": correction})
