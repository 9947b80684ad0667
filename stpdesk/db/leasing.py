"""Leases as stored: their units, rate steps and charges are rows of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stpdesk.core.leases import Charge, Lease
from stpdesk.db import rows
from stpdesk.db.ids import uuid7
from stpdesk.db.searched import searched

if TYPE_CHECKING:
    from sqlite_utils import Database


def units_of(db: Database, lease_id: str) -> list[tuple[str, int | None]]:
    """Keys of the lease's units with the seats held, None for the whole unit, in order."""
    return rows.fetch(db, "SELECT unit_id, seats FROM lease_units WHERE lease_id = ? ORDER BY n", (lease_id,))


def drop_units(db: Database, lease_id: str) -> None:
    """Takes all units off a lease, so that others can be put on it."""
    db.table("lease_units").delete_where("lease_id = ?", (lease_id,))


def add(db: Database, lease: Lease) -> None:
    """Stores a new lease with all that hangs on it."""
    rows.insert(db, "leases", [{"id": lease.id, **_row(lease)}])
    _put_units(db, lease)
    rows.insert(db, "lease_rates", _rates(lease))
    rows.insert(db, "lease_charges", [{"id": one.id, **_charge(lease, one)} for one in lease.charges])


def change(db: Database, before: Lease, after: Lease) -> None:
    """Makes a stored lease another one, touching only rows that differ.

    Units go before the term changes and come after it, so that a lease may move and stay longer in one act.
    """
    moved = [(let.unit.id, let.seats) for let in before.units] != [
        (let.unit.id, let.seats) for let in after.units
    ]
    if moved:
        drop_units(db, before.id)
    _update(db, "leases", before.id, _row(before), _row(after))
    if moved:
        _put_units(db, after)
    _change_rates(db, before, after)
    _change_charges(db, before, after)


def remove(db: Database, lease_id: str) -> None:
    """Takes a lease out with all that hangs on it; the change log keeps it."""
    for table in ("lease_units", "lease_rates", "lease_charges"):
        db.table(table).delete_where("lease_id = ?", (lease_id,))
    db.table("leases").delete(lease_id)


def has_files(db: Database, lease_id: str) -> bool:
    """Whether files were attached to a lease, withdrawn ones too."""
    return bool(rows.fetch(db, "SELECT 1 FROM attachments WHERE lease_id = ?", (lease_id,)))


def _row(lease: Lease) -> dict[str, Any]:
    """A lease as its table holds it, without its key."""
    row: dict[str, Any] = {
        "code": lease.code,
        "tenant_id": lease.tenant_id,
        "starts": str(lease.starts),
        "ends": str(lease.ends) if lease.ends else None,
        "basis": lease.basis,
        "rate": lease.rate,
        "seats": lease.seats,
        "rent_free_to": str(lease.rent_free_to) if lease.rent_free_to else None,
        "escalation_pct_e4": lease.escalation_pct,
        "escalation_months": lease.escalation_months,
        "deposit": lease.deposit,
        "holdover": int(lease.holdover),
    }
    return row | searched("leases", row)


def _charge(lease: Lease, one: Charge) -> dict[str, Any]:
    """A charge as its table holds it, without its key."""
    return {
        "lease_id": lease.id, "head": one.head, "description": one.description, "monthly": one.monthly,
        "starts": str(one.starts) if one.starts else None, "ends": str(one.ends) if one.ends else None,
    }  # fmt: skip


def _rates(lease: Lease) -> list[dict[str, Any]]:
    """The lease's rate steps as rows."""
    return [
        {"id": uuid7(), "lease_id": lease.id, "starts": str(step.starts), "rate": step.rate}
        for step in lease.steps
    ]


def _put_units(db: Database, lease: Lease) -> None:
    """Puts units on a lease that has none."""
    rows.insert(
        db,
        "lease_units",
        [
            {"id": uuid7(), "lease_id": lease.id, "unit_id": let.unit.id, "n": n, "seats": let.seats}
            for n, let in enumerate(lease.units, start=1)
        ],
    )


def _change_rates(db: Database, before: Lease, after: Lease) -> None:
    """Adds, changes and takes out rate steps by their date."""
    there = {step.starts: step.rate for step in before.steps}
    wanted = {step.starts: step.rate for step in after.steps}
    sql = "SELECT id, starts FROM lease_rates WHERE lease_id = ?"
    keys = {starts: key for key, starts in rows.fetch(db, sql, (before.id,))}
    for day, rate in there.items():
        if day not in wanted:
            db.table("lease_rates").delete(keys[str(day)])
        elif wanted[day] != rate:
            rows.update(db, "lease_rates", keys[str(day)], {"rate": wanted[day]})
    rows.insert(db, "lease_rates", [row for row in _rates(after) if row["starts"] not in keys])


def _change_charges(db: Database, before: Lease, after: Lease) -> None:
    """Adds, changes and takes out charges by their key."""
    there, wanted = {one.id: one for one in before.charges}, {one.id: one for one in after.charges}
    for key, one in there.items():
        if key not in wanted:
            db.table("lease_charges").delete(key)
        else:
            _update(db, "lease_charges", key, _charge(before, one), _charge(after, wanted[key]))
    fresh = [one for one in after.charges if one.id not in there]
    rows.insert(db, "lease_charges", [{"id": one.id, **_charge(after, one)} for one in fresh])


def _update(db: Database, table: str, key: str, was: dict[str, Any], now: dict[str, Any]) -> None:
    """Writes the columns that became another."""
    changed = {name: value for name, value in now.items() if was[name] != value}
    if changed:
        rows.update(db, table, key, changed)
