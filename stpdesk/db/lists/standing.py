"""What each tenant owes on a day, and what of it is overdue, summed by SQLite from the indexes alone (rules B13, B14)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from stpdesk.core.money import Paisa
from stpdesk.db.lists.listing import among
from stpdesk.db.rows import fetch, packed

if TYPE_CHECKING:
    from sqlite_utils import Database

# All that is open, less what is not due yet, is overdue: most items are settled, few are not due. An item that was paid
# twice for a while, because a cheque bounced later, is open by nothing then and not by less (`twice`).
STANDING = """
parts AS (
  SELECT tenant_id, sum(total) AS balance, sum(CASE kind WHEN 'invoice' THEN total ELSE 0 END) AS open
    FROM invoices INDEXED BY invoices_tenant WHERE date <= :day {mine} GROUP BY tenant_id
  UNION ALL SELECT tenant_id, amount, max(0, amount) FROM openings WHERE date <= :day {mine}
  UNION ALL SELECT tenant_id, -sum(cash + income_tax + sales_tax), 0
    FROM receipts INDEXED BY receipts_tenant WHERE date <= :day {mine} GROUP BY tenant_id
  UNION ALL SELECT tenant_id, amount, 0 FROM reversals WHERE date <= :day {mine}
  UNION ALL SELECT tenant_id, -amount, 0 FROM deposits WHERE kind = 'adjusted' AND date <= :day {mine}
  UNION ALL SELECT tenant_id, 0, -sum(amount)
    FROM allocations INDEXED BY allocations_tenant WHERE date <= :day {mine} GROUP BY tenant_id),
items AS (
  SELECT id, tenant_id, total AS amount FROM invoices INDEXED BY invoices_due
    WHERE kind = 'invoice' AND due >= :day AND date <= :day {mine}
  UNION ALL SELECT id, tenant_id, amount FROM openings WHERE amount > 0 AND due >= :day AND date <= :day {mine}),
later AS (SELECT tenant_id, sum(max(0, open)) AS open FROM (
  SELECT i.tenant_id, i.amount - coalesce((SELECT sum(a.amount) FROM allocations a WHERE a.item_id = i.id
    AND a.date <= :day), 0) AS open FROM items i) GROUP BY tenant_id),
twice AS (SELECT tenant_id, sum(max(0, excess)) AS excess FROM (
  SELECT g.tenant_id, coalesce((SELECT sum(a.amount) FROM allocations a WHERE a.item_id = g.id AND a.date <= :day), 0)
    - g.amount AS excess FROM ledger g
  WHERE g.id IN (SELECT item_id FROM allocations INDEXED BY allocations_undone WHERE amount < 0 AND date > :day) AND g.date <= :day
    AND g.amount > 0) GROUP BY tenant_id),
standing AS (SELECT m.tenant_id, m.balance, m.open + coalesce(w.excess, 0) - coalesce(l.open, 0) AS overdue
  FROM (SELECT tenant_id, sum(balance) AS balance, sum(open) AS open FROM parts GROUP BY tenant_id) m
  LEFT JOIN later l ON l.tenant_id = m.tenant_id LEFT JOIN twice w ON w.tenant_id = m.tenant_id)
"""
"""Common table expressions that end in `standing`, a row for each tenant with any movement up to `:day`."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A tenant's account on a day, in paisa: what it owes (negative: it is in advance) and what is overdue."""

    balance: Paisa = Paisa(0)
    overdue: Paisa = Paisa(0)


NOTHING = Standing()


def everybody() -> str:
    """The expressions for all tenants."""
    return STANDING.format(mine="")


def standing(db: Database, day: date, tenants: Iterable[str] | None = None) -> dict[str, Standing]:
    """How tenants stand by key, all of them or those asked for; who had no movement yet is left out."""
    mine = "" if tenants is None else f"AND tenant_id IN {among('tenants')}"
    values = {"day": day.isoformat()} | ({} if tenants is None else {"tenants": packed(tenants)})
    sql = f"WITH {STANDING.format(mine=mine)} SELECT tenant_id, balance, overdue FROM standing"
    return {key: Standing(Paisa(balance), Paisa(overdue)) for key, balance, overdue in fetch(db, sql, values)}
