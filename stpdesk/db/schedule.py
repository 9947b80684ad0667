"""Announced load shedding: weekly windows and single dates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from stpdesk.core.errors import Refused
from stpdesk.core.outages import Announced
from stpdesk.db import numbers, rows
from stpdesk.db.ids import uuid7
from stpdesk.db.rows import day

if TYPE_CHECKING:
    from sqlite_utils import Database


_COLUMNS = "id, weekdays, from_minute, to_minute, service, valid_from, valid_to, number"


def live(db: Database) -> list[Announced]:
    """The windows that count, in the order of their numbers."""
    return _found(db, "retired_by IS NULL", ())


def retired(db: Database) -> list[Announced]:
    """The windows that were cancelled or cut, in the order of their numbers."""
    return _found(db, "retired_by IS NOT NULL", ())


def by_number(db: Database, number: int) -> Announced:
    """The window of a number; refused where there is none, or where it was cancelled."""
    found = _found(db, "number = ?", (number,))
    if not found:
        raise Refused("There is no announced window {number}.", field="number", number=number)
    if rows.fetch(db, "SELECT 1 FROM schedule WHERE number = ? AND retired_by IS NOT NULL", (number,)):
        raise Refused(
            "Window {number} was cancelled or replaced already; schedule list shows what holds.",
            field="number", number=number,
        )  # fmt: skip
    return found[0]


def _found(db: Database, where: str, values: Sequence[Any]) -> list[Announced]:
    """Windows by a condition."""
    return [
        Announced(key, tuple(map(int, days.split(","))), begin, end, service, day(first), day(last), number)
        for key, days, begin, end, service, first, last, number in rows.fetch(
            db, f"SELECT {_COLUMNS} FROM schedule WHERE {where} ORDER BY number", values
        )
    ]


def store(db: Database, made: Iterable[Announced], correction: str | None = None) -> list[Announced]:
    """Adds windows as new rows; returns them with their keys and numbers. `correction`: the one that makes them."""
    first = numbers.following(db, "schedule")
    listed = [replace(one, id=uuid7(), number=number) for number, one in enumerate(made, start=first)]
    rows.insert(
        db,
        "schedule",
        [
            {
                "id": one.id,
                "number": one.number,
                "weekdays": ", ".join(map(str, one.weekdays)),
                "from_minute": one.from_minute,
                "to_minute": one.to_minute,
                "service": one.service,
                "valid_from": one.valid_from.isoformat() if one.valid_from else None,
                "valid_to": one.valid_to.isoformat() if one.valid_to else None,
                "made_by": correction,
            }
            for one in listed
        ],
    )
    return listed


def retire(db: Database, window: Announced, correction: str) -> None:
    """Takes a window out of every figure; it stays on record with the correction that did it."""
    rows.update(db, "schedule", window.id, {"retired_by": correction})
