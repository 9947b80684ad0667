"""Repairs of units: dated notes that the floor plan shows; they change no figure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from stpdesk.core.unit_states import Repair
from stpdesk.db import rows
from stpdesk.db.ids import uuid7
from stpdesk.db.rows import day, fetch

if TYPE_CHECKING:
    from sqlite_utils import Database


def every(db: Database, units: Iterable[str] | None = None) -> list[Repair]:
    """All repairs, or those of some units, in the order of their start."""
    mine = "" if units is None else "WHERE unit_id IN (SELECT value FROM json_each(:units))"
    values = {} if units is None else {"units": rows.packed(units)}
    sql = f"SELECT id, unit_id, starts, ends, note FROM repairs {mine} ORDER BY starts, rowid"
    return [
        Repair(key, unit, date.fromisoformat(starts), day(ends), note)
        for key, unit, starts, ends, note in fetch(db, sql, values)
    ]


def add(db: Database, unit_id: str, starts: date, ends: date | None, note: str) -> str:
    """Stores a repair; returns its key."""
    key = uuid7()
    row = {
        "id": key,
        "unit_id": unit_id,
        "starts": str(starts),
        "ends": str(ends) if ends else None,
        "note": note,
    }
    rows.insert(db, "repairs", [row])
    return key


def change(db: Database, key: str, starts: date, ends: date | None, note: str) -> None:
    """Writes a repair anew."""
    rows.update(
        db, "repairs", key, {"starts": str(starts), "ends": str(ends) if ends else None, "note": note}
    )


def remove(db: Database, key: str) -> None:
    """Takes a repair out; the change log keeps it."""
    db.table("repairs").delete(key)
