"""Deposits held of tenants (rule B15)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from stpdesk.core.money import Paisa
from stpdesk.db import rows
from stpdesk.db.ids import uuid7

if TYPE_CHECKING:
    from sqlite_utils import Database


def held(db: Database, tenant_id: str, as_at: date | None = None) -> Paisa:
    """What is held of a tenant: taken less adjusted less refunded."""
    sql = (
        "SELECT coalesce(sum(CASE kind WHEN 'taken' THEN amount ELSE -amount END), 0) FROM deposits"
        " WHERE tenant_id = ? AND date <= ?"
    )
    return Paisa(rows.fetch(db, sql, (tenant_id, as_at.isoformat() if as_at else "9999-12-31"))[0][0])


def sums(db: Database, as_at: date) -> dict[str, dict[str, int]]:
    """Tenant key → what was taken, adjusted and refunded of it up to a day, by kind, in paisa."""
    sql = "SELECT tenant_id, kind, sum(amount) FROM deposits WHERE date <= ? GROUP BY tenant_id, kind"
    found: dict[str, dict[str, int]] = {}
    for tenant, kind, amount in rows.fetch(db, sql, (as_at.isoformat(),)):
        found.setdefault(tenant, {})[kind] = amount
    return found


def entries(db: Database, tenant_id: str) -> list[tuple[date, Paisa]]:
    """Every entry by its date, in order: what is taken is positive, what is adjusted or refunded negative."""
    sql = (
        "SELECT date, CASE kind WHEN 'taken' THEN amount ELSE -amount END FROM deposits"
        " WHERE tenant_id = ? ORDER BY date, rowid"
    )
    return [(date.fromisoformat(day), Paisa(amount)) for day, amount in rows.fetch(db, sql, (tenant_id,))]


def history(db: Database, tenant_id: str) -> list[tuple[date, str, Paisa, str | None]]:
    """Every entry with its kind (taken, adjusted, refunded), its amount as entered and its note, in order."""
    sql = "SELECT date, kind, amount, note FROM deposits WHERE tenant_id = ? ORDER BY date, rowid"
    return [
        (date.fromisoformat(day), kind, Paisa(amount), note)
        for day, kind, amount, note in rows.fetch(db, sql, (tenant_id,))
    ]


def least_held(db: Database, tenant_id: str, day: date) -> Paisa:
    """The least that is held of a tenant on a day and after it, by what is entered."""
    sql = (
        "SELECT date, sum(CASE kind WHEN 'taken' THEN amount ELSE -amount END) FROM deposits"
        " WHERE tenant_id = ? GROUP BY date ORDER BY date"
    )
    running, least, later = 0, 0, False
    for entered, amount in rows.fetch(db, sql, (tenant_id,)):
        if entered > day.isoformat():
            least = running if not later else least
            later = True
        running += amount
        if later:
            least = min(least, running)
    return Paisa(least if later else running)


def add(db: Database, tenant_id: str, day: date, kind: str, amount: int, note: str | None) -> str:
    """Stores one entry; returns its key."""
    key = uuid7()
    rows.insert(
        db,
        "deposits",
        [
            {
                "id": key,
                "tenant_id": tenant_id,
                "date": day.isoformat(),
                "kind": kind,
                "amount": amount,
                "note": note,
            }
        ],
    )
    return key
