"""What tenants are in arrears with on every day of a window, in three queries for all the days (rule B13)."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING

from stpdesk.core.money import Paisa
from stpdesk.core.months import DAY
from stpdesk.db.rows import fetch, packed

if TYPE_CHECKING:
    from sqlite_utils import Database

# Open before the window, begun within it, or paid or reopened within it; what was settled before stays settled.
_ITEMS = """
SELECT i.id, i.tenant_id, i.date, i.due, i.total, coalesce(
    (SELECT sum(a.amount) FROM allocations a WHERE a.item_id = i.id AND a.date < :first), 0) AS paid
  FROM invoices i WHERE i.kind = 'invoice' AND i.date <= :last AND i.due < :last
    AND (paid < i.total OR i.id IN (SELECT item_id FROM allocations WHERE amount < 0 AND date BETWEEN :first AND :last))
UNION ALL
SELECT o.id, o.tenant_id, o.date, o.due, o.amount, coalesce(
    (SELECT sum(a.amount) FROM allocations a WHERE a.item_id = o.id AND a.date < :first), 0) AS paid
  FROM openings o WHERE o.amount > 0 AND o.date <= :last AND o.due < :last
"""
_PAID = """
SELECT item_id, date, amount FROM allocations
WHERE item_id IN (SELECT value FROM json_each(:items)) AND date BETWEEN :first AND :last ORDER BY item_id, date
"""


def by_day(db: Database, first: date, last: date) -> dict[date, dict[str, Paisa]]:
    """Paisa overdue by tenant on each day from the first to the last; who is not in arrears is left out.

    The same as `standing.standing(db, day)[tenant].overdue` of every day.
    """
    window = {"first": first.isoformat(), "last": last.isoformat()}
    items = fetch(db, _ITEMS, window)
    paid: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for item, day, amount in fetch(db, _PAID, {**window, "items": packed(row[0] for row in items)}):
        paid[item].append((day, amount))
    days = [first + n * DAY for n in range((last - first).days + 1)]
    found: dict[date, dict[str, Paisa]] = {day: {} for day in days}
    for key, tenant, begun, due, amount, before in items:
        dates = [day for day, _ in paid[key]]
        sums = list(accumulate((part for _, part in paid[key]), initial=before))
        for day in days:
            text = day.isoformat()
            left = amount - sums[bisect_right(dates, text)]
            if due < text and begun <= text and left > 0:
                found[day][tenant] = Paisa(found[day].get(tenant, 0) + left)
    return found
