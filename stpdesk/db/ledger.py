"""Tenants' accounts: open items, sources that can settle them, allocations, movements (rules B12 to B14)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from stpdesk.core.ageing import Ageing, Movement, age
from stpdesk.core.documents import PaidSince
from stpdesk.core.money import Paisa
from stpdesk.core.receipts import Allocation, Source
from stpdesk.core.terms import OpenItem
from stpdesk.db import rows
from stpdesk.db.ids import uuid7
from stpdesk.db.rows import fetch

if TYPE_CHECKING:
    from sqlite_utils import Database

_TOMORROWS = "9999-12-31"

# straight from the two tables: through the view of all movements it takes twice as long
_ITEMS = """
SELECT g.id, g.tenant_id, g.ref, g.date, g.due, g.amount,
  g.amount - coalesce((SELECT sum(a.amount) FROM allocations a WHERE a.item_id = g.id AND a.date <= :day), 0) AS open,
  CASE WHEN g.kind = 'invoice' AND :fees THEN coalesce((SELECT sum(l.amount) FROM invoice_lines l
    WHERE l.invoice_id = g.id AND l.kind = 'late_fee'), 0) ELSE 0 END
FROM (SELECT id, tenant_id, kind, number AS ref, date, due, total AS amount FROM invoices WHERE kind = 'invoice'
  UNION ALL SELECT id, tenant_id, 'opening', '', date, due, amount FROM openings WHERE amount > 0) g
WHERE g.amount > 0 AND g.date <= :day {of_tenant} AND open > 0
ORDER BY g.due, g.ref
"""

_BALANCES = """
SELECT tenant_id, sum(balance) FROM (
  SELECT tenant_id, sum(total) AS balance FROM invoices INDEXED BY invoices_tenant WHERE date <= :day GROUP BY tenant_id
  UNION ALL SELECT tenant_id, amount FROM openings WHERE date <= :day
  UNION ALL SELECT tenant_id, -sum(cash + income_tax + sales_tax) FROM receipts INDEXED BY receipts_tenant
    WHERE date <= :day GROUP BY tenant_id
  UNION ALL SELECT tenant_id, amount FROM reversals WHERE date <= :day
  UNION ALL SELECT tenant_id, -amount FROM deposits WHERE kind = 'adjusted' AND date <= :day)
GROUP BY tenant_id
"""

_SOURCES = """
SELECT g.id, g.tenant_id, g.ref, g.date,
  -g.amount - coalesce((SELECT sum(a.amount) FROM allocations a WHERE a.source_id = g.id AND a.date <= :day), 0)
  - coalesce((SELECT v.amount FROM reversals v WHERE v.receipt_id = g.id AND v.date <= :day), 0) AS left
FROM ledger g
WHERE g.amount < 0 AND g.kind IN ('credit', 'opening', 'receipt', 'deposit') AND g.date <= :day
  {of_tenant} AND left > 0
ORDER BY g.date, g.ref
"""


def open_items(
    db: Database, tenant_id: str | None = None, as_at: date | None = None, *, fees: bool = False
) -> list[OpenItem]:
    """Invoices and opening balances with something open, oldest due first; as at a day, or with all there is."""
    wanted: dict[str, str | int] = {"day": as_at.isoformat() if as_at else _TOMORROWS, "fees": int(fees)}
    found = _of_tenant(db, _ITEMS, wanted, tenant_id)
    return [
        OpenItem(
            key,
            tenant,
            ref,
            date.fromisoformat(begun),
            date.fromisoformat(due),
            Paisa(total),
            Paisa(left),
            Paisa(fee),
        )
        for key, tenant, ref, begun, due, total, left, fee in found
    ]


def _of_tenant(
    db: Database, sql: str, wanted: dict[str, str | int], tenant_id: str | None
) -> list[tuple[Any, ...]]:
    """A query over everybody, or over one tenant by its index."""
    if tenant_id is None:
        return fetch(db, sql.format(of_tenant=""), wanted)
    return fetch(db, sql.format(of_tenant="AND g.tenant_id = :tenant"), {**wanted, "tenant": tenant_id})


def sources(db: Database, tenant_id: str | None = None, as_at: date | None = None) -> list[Source]:
    """Advances: what of receipts, credit notes, openings and deposits is not allocated, oldest first."""
    found = _of_tenant(db, _SOURCES, {"day": as_at.isoformat() if as_at else _TOMORROWS}, tenant_id)
    return [
        Source(key, tenant, ref, date.fromisoformat(begun), Paisa(left))
        for key, tenant, ref, begun, left in found
    ]


def allocate(db: Database, allocations: Iterable[Allocation]) -> None:
    """Records allocations."""
    rows.insert(
        db,
        "allocations",
        (
            {
                "id": uuid7(),
                "tenant_id": one.tenant_id,
                "source_id": one.source_id,
                "item_id": one.item_id,
                "date": one.date.isoformat(),
                "amount": one.amount,
            }
            for one in allocations
        ),
    )


def allocations_of(db: Database, source_id: str) -> list[Allocation]:
    """What a source settles now, by item: net of what was undone; the date is the latest."""
    sql = (
        "SELECT tenant_id, item_id, max(date), sum(amount) FROM allocations WHERE source_id = ?"
        " GROUP BY item_id HAVING sum(amount) <> 0"
    )
    return [
        Allocation(tenant, source_id, item, date.fromisoformat(made), Paisa(amount))
        for tenant, item, made, amount in fetch(db, sql, (source_id,))
    ]


def settled_by(db: Database, source_id: str) -> list[tuple[str, date, Paisa]]:
    """What a source settles now: number ("" = opening balance), due date and amount of each item, in the order of due dates."""
    sql = (
        "SELECT coalesce(i.number, ''), coalesce(i.due, o.due), sum(a.amount) FROM allocations a"
        " LEFT JOIN invoices i ON i.id = a.item_id LEFT JOIN openings o ON o.id = a.item_id"
        " WHERE a.source_id = ? GROUP BY a.item_id HAVING sum(a.amount) <> 0 ORDER BY 2, 1"
    )
    return [
        (ref, date.fromisoformat(due), Paisa(amount)) for ref, due, amount in fetch(db, sql, (source_id,))
    ]


def ageing(db: Database, as_at: date, items: Iterable[OpenItem] | None = None) -> dict[str, Ageing]:
    """Each tenant's ageing by key, where anything is open or in advance (rule B13); `items` are those open then, if at hand.

    Advances are what is open less what is owed (rule B14): unused receipts and credit notes, what was paid twice.
    """
    opens: dict[str, list[tuple[date, int]]] = defaultdict(list)
    advances: dict[str, int] = defaultdict(int)
    for item in open_items(db, as_at=as_at) if items is None else items:
        opens[item.tenant_id].append((item.due, item.open))
        advances[item.tenant_id] += item.open
    for tenant_id, balance in fetch(db, _BALANCES, {"day": as_at.isoformat()}):
        advances[tenant_id] -= balance
    return {key: age(opens[key], left, as_at) for key, left in advances.items() if left or key in opens}


def movements(db: Database, tenant_id: str) -> list[Movement]:
    """Every movement of a tenant's account (rule B14)."""
    return [
        Movement(date.fromisoformat(begun), kind, ref, Paisa(amount))
        for begun, kind, ref, amount in fetch(
            db,
            "SELECT date, kind, ref, amount FROM ledger WHERE tenant_id = ? ORDER BY date, ref",
            (tenant_id,),
        )
        if amount
    ]


def paid_since(db: Database, day: date, until: date) -> dict[str, PaidSince]:
    """What each tenant paid or was credited after `balance_before` of a day and up to another, by key; none of nothing."""
    if until <= day:
        return {}
    found = fetch(
        db,
        "SELECT tenant_id, -sum(amount) FROM ledger WHERE kind IN ('receipt', 'reversal', 'deposit', 'credit')"
        " AND date BETWEEN ? AND ? AND (date > ? OR kind = 'receipt') GROUP BY tenant_id HAVING sum(amount) <> 0",
        (day.isoformat(), until.isoformat(), day.isoformat()),
    )
    return {tenant: PaidSince(until, Paisa(amount)) for tenant, amount in found}


def balance_before(db: Database, tenant_id: str, day: date) -> Paisa:
    """What a tenant owes before a document of this day that is not issued yet; receipts of the same day come after it."""
    sql = (
        "SELECT coalesce(sum(amount), 0) FROM ledger"
        " WHERE tenant_id = ? AND (date < ? OR (date = ? AND kind <> 'receipt'))"
    )
    return Paisa(fetch(db, sql, (tenant_id, day.isoformat(), day.isoformat()))[0][0])
