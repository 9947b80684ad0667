"""What is overdue in the whole park on a day (rule B13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from stpdesk.core.money import Paisa
from stpdesk.db.lists.standing import standing

if TYPE_CHECKING:
    from sqlite_utils import Database

_OPEN = """
SELECT i.due, i.{amount} - coalesce((SELECT sum(a.amount) FROM allocations a WHERE a.item_id = i.id AND a.date <= :day), 0)
FROM {items} WHERE i.tenant_id = :tenant AND i.date <= :day AND i.due < :day AND {mine} ORDER BY i.date DESC
"""
# The latest first, as the index has them: these are nearly always what is open, so that a few rows account for all of it.
_ITEMS = (
    _OPEN.format(amount="total", items="invoices i INDEXED BY invoices_tenant", mine="i.kind = 'invoice'"),
    _OPEN.format(amount="amount", items="openings i", mine="i.amount > 0"),
)


@dataclass(frozen=True, slots=True)
class Arrears:
    """All that is overdue in paisa, of how many tenants, and for how many days the oldest of it."""

    total: Paisa
    tenants: int
    oldest: int


def arrears(db: Database, day: date) -> Arrears:
    """What is overdue on a day."""
    late = {tenant: one.overdue for tenant, one in standing(db, day).items() if one.overdue > 0}
    first = min((_first_due(db, tenant, owed, day) for tenant, owed in late.items()), default=day)
    return Arrears(Paisa(sum(late.values())), len(late), (day - first).days)


def _first_due(db: Database, tenant: str, owed: int, day: date) -> date:
    """The earliest due day of what a tenant owes, found once all of it is accounted for."""
    first, left = day, owed
    for sql in _ITEMS:
        for due, still in db.execute(sql, {"tenant": tenant, "day": day.isoformat()}):
            if still > 0:
                first, left = min(first, date.fromisoformat(due)), left - still
            if left <= 0:
                return first
    return first
