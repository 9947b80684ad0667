"""Matters for PSEB's attention as stored."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from stpdesk.core.attention import Matter, MatterForm
from stpdesk.core.errors import Refused
from stpdesk.core.money import Paisa
from stpdesk.core.months import Month
from stpdesk.db import numbers, rows
from stpdesk.db.ids import uuid7

if TYPE_CHECKING:
    from sqlite_utils import Database

_SELECT = (
    "SELECT id, number, matter, since, exposure, decision, place, month, settled_on, outcome FROM attention"
    " {where} ORDER BY place, number"
)


def every(db: Database) -> list[Matter]:
    """All matters, settled ones too, in their order."""
    return _found(db, "", ())


def open_matters(db: Database, day: date) -> list[Matter]:
    """The matters that the report as at this day carries, in their order."""
    return [one for one in every(db) if one.open_on(day)]


def by_number(db: Database, number: int) -> Matter:
    """The matter of this number; refused where there is none."""
    found = _found(db, "WHERE number = ?", (number,))
    if not found:
        raise Refused("There is no matter {number} on record.", field="number", number=number)
    return found[0]


def _found(db: Database, where: str, values: tuple[Any, ...]) -> list[Matter]:
    """Matters as stored."""
    return [
        Matter(
            key, number, matter, date.fromisoformat(since), None if exposure is None else Paisa(exposure), decision, place,
            rows.month(month), rows.day(settled_on), outcome,
        )
        for key, number, matter, since, exposure, decision, place, month, settled_on, outcome in rows.fetch(
            db, _SELECT.format(where=where), values
        )
    ]  # fmt: skip


def first_report(db: Database, since: date) -> Month:
    """The first report that can carry what began on this day: those of closed months stay as they are."""
    begun = Month.of(since)
    ((last,),) = rows.fetch(db, "SELECT max(month) FROM closings WHERE reopened_at IS NULL")
    return begun if last is None else max(begun, rows.month(last) + 1)


def last_place(db: Database) -> int:
    """The place of the matter that comes last; 0 where there is none."""
    return int(rows.fetch(db, "SELECT coalesce(max(place), 0) FROM attention")[0][0])


def add(db: Database, form: MatterForm, place: int) -> Matter:
    """Stores a matter at a place in the order; a guard refuses a sixth one that is open."""
    row = {
        "id": uuid7(), "number": numbers.following(db, "attention"), "matter": form.matter.strip(),
        "since": form.since.isoformat(), "exposure": form.exposure, "decision": form.decision.strip(), "place": place,
        "month": str(first_report(db, form.since)),
    }  # fmt: skip
    rows.insert(db, "attention", [row])
    return by_number(db, int(str(row["number"])))


def change(db: Database, matter: Matter, form: MatterForm) -> None:
    """Writes a matter anew; a guard refuses that where the report of a closed month carries it."""
    values = {
        "matter": form.matter.strip(), "since": form.since.isoformat(), "exposure": form.exposure,
        "decision": form.decision.strip(),
    }  # fmt: skip
    if Month.of(form.since) > matter.month:
        values["month"] = str(Month.of(form.since))
    rows.update(db, "attention", matter.id, values)


def move(db: Database, matter: Matter, place: int) -> None:
    """Gives a matter another place in the order."""
    rows.update(db, "attention", matter.id, {"place": place})


def settle(db: Database, matter: Matter, day: date, outcome: str) -> None:
    """Settles a matter on a day with a word; it stays on record."""
    rows.update(db, "attention", matter.id, {"settled_on": day.isoformat(), "outcome": outcome.strip()})
