"""Numbers of records of power and internet, and of matters for PSEB: 1, 2, 3 … in the order they are stored, never used twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stpdesk.db.rows import fetch

if TYPE_CHECKING:
    from sqlite_utils import Database

NUMBERED = ("outages", "supply_runs", "schedule", "attention")


def following(db: Database, table: str) -> int:
    """The number the table's next row gets."""
    return int(fetch(db, f"SELECT coalesce(max(number), 0) + 1 FROM {table}")[0][0])
