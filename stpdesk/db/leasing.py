"""Which units a lease holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stpdesk.db import rows

if TYPE_CHECKING:
    from sqlite_utils import Database


def units_of(db: Database, lease_id: str) -> list[tuple[str, int | None]]:
    """Keys of the lease's units with the seats held, None for the whole unit, in order."""
    return rows.fetch(db, "SELECT unit_id, seats FROM lease_units WHERE lease_id = ? ORDER BY n", (lease_id,))


def drop_units(db: Database, lease_id: str) -> None:
    """Takes all units off a lease, so that others can be put on it."""
    db.table("lease_units").delete_where("lease_id = ?", (lease_id,))
