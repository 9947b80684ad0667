"""What was open on an earlier day, from what is open now and what was settled between; who paid last; certificates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from stpdesk.core.money import Paisa
from stpdesk.core.terms import OpenItem
from stpdesk.db.rows import fetch, fetch_dicts, packed

if TYPE_CHECKING:
    from sqlite_utils import Database

# the index holds all that is read, so a scan of it is quicker than any way to the few rows between two days
_TOUCHED = """
WITH touched AS (SELECT DISTINCT item_id FROM allocations INDEXED BY allocations_item WHERE date > :before AND date <= :day)
SELECT g.id, g.tenant_id, g.ref, g.date, g.due, g.amount,
  g.amount - coalesce((SELECT sum(a.amount) FROM allocations a WHERE a.item_id = g.id AND a.date <= :before), 0)
FROM (SELECT id, tenant_id, number AS ref, date, due, total AS amount FROM invoices
    WHERE kind = 'invoice' AND id IN (SELECT item_id FROM touched)
  UNION ALL SELECT id, tenant_id, '', date, due, amount FROM openings WHERE id IN (SELECT item_id FROM touched)) g
"""


def earlier(db: Database, items: Iterable[OpenItem], before: date, day: date) -> list[OpenItem]:
    """What was open at the end of an earlier day, oldest due first; `items` are all that are open on `day` (rule B13)."""
    touched = {
        key: OpenItem(key, tenant, ref, date.fromisoformat(begun), date.fromisoformat(due), Paisa(total), Paisa(left))
        for key, tenant, ref, begun, due, total, left in fetch(
            db, _TOUCHED, {"before": before.isoformat(), "day": day.isoformat()}
        )
    }  # fmt: skip
    found = [replace(item, fees=Paisa(0)) for item in items if item.id not in touched]
    found += touched.values()
    there = [item for item in found if item.date <= before and item.open > 0]
    return sorted(there, key=lambda item: (item.due, item.ref))


def last_paid(db: Database, tenants: Iterable[str], day: date) -> dict[str, date]:
    """The day of each tenant's latest receipt up to a day that was not reversed by then; by key, of those who ever paid."""
    sql = (
        "SELECT r.tenant_id, max(r.date) FROM receipts r WHERE r.tenant_id IN (SELECT value FROM json_each(:tenants))"
        " AND r.date <= :day AND r.id NOT IN (SELECT receipt_id FROM reversals WHERE date <= :day) GROUP BY 1"
    )
    wanted = {"tenants": packed(tenants), "day": day.isoformat()}
    return {key: date.fromisoformat(text) for key, text in fetch(db, sql, wanted)}


def certificates_awaited(db: Database, day: date) -> list[dict[str, Any]]:
    """Withheld taxes without a certificate by tenant as at a day, the most first; reversed receipts wait for nothing."""
    sql = (
        "SELECT t.code AS tenant, t.name, t.ntn, count(*) AS receipts, min(r.date) AS since,"
        " sum(r.income_tax) AS income_tax, sum(r.sales_tax) AS sales_tax"
        " FROM receipts r JOIN tenants t ON t.id = r.tenant_id WHERE r.income_tax + r.sales_tax > 0 AND r.date <= :day"
        " AND coalesce(r.certificate, '') = '' AND r.id NOT IN (SELECT receipt_id FROM reversals WHERE date <= :day)"
        " GROUP BY t.id ORDER BY sum(r.income_tax + r.sales_tax) DESC, t.natural"
    )
    return fetch_dicts(db, sql, {"day": day.isoformat()})
