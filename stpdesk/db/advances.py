"""Advances: what receipts, credit notes, openings and deposits did not settle on their own day, and what took them later (rule B12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from stpdesk.core.money import Paisa
from stpdesk.core.months import Date
from stpdesk.db.rows import day, fetch

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Advance:
    """One source that settled less than it was worth on its day; amounts in paisa, `left` of it settles nothing yet.

    `used_on`: the last day something of it was applied, None where nothing was.
    """

    id: str
    tenant: str
    name: str
    kind: str
    ref: str
    date: Date
    amount: Paisa
    used: Paisa
    used_on: Date | None

    @property
    def left(self) -> Paisa:
        """What settles nothing yet."""
        return Paisa(self.amount - self.used)


@dataclass(frozen=True, slots=True)
class Settled:
    """So much of an item that a source settles, from a day on; `ref` is "" for an opening balance."""

    ref: str
    due: Date
    date: Date
    amount: Paisa


# straight from the tables: through the view of all movements it takes twice as long
_ADVANCES = """
SELECT s.id, t.code, t.name, s.kind, s.ref, s.date, s.amount - s.at_once,
  coalesce((SELECT sum(a.amount) FROM allocations a WHERE a.source_id = s.id AND a.date > s.date), 0),
  (SELECT max(a.date) FROM allocations a WHERE a.source_id = s.id AND a.date > s.date)
FROM (SELECT g.*, coalesce((SELECT sum(a.amount) FROM allocations a WHERE a.source_id = g.id AND a.date <= g.date), 0) AS at_once
  FROM (SELECT id, tenant_id, 'receipt' AS kind, number AS ref, date, cash + income_tax + sales_tax AS amount FROM receipts
      WHERE id NOT IN (SELECT receipt_id FROM reversals)
    UNION ALL SELECT id, tenant_id, 'credit', number, date, -total FROM invoices WHERE kind = 'credit' AND total < 0
    UNION ALL SELECT id, tenant_id, 'opening', '', date, -amount FROM openings WHERE amount < 0
    UNION ALL SELECT id, tenant_id, 'deposit', '', date, amount FROM deposits WHERE kind = 'adjusted') g) s
JOIN tenants t ON t.id = s.tenant_id
WHERE s.amount > s.at_once ORDER BY s.date DESC, s.ref DESC
"""

_SETTLED = """
SELECT coalesce(i.number, ''), coalesce(i.due, o.due), max(a.date), sum(a.amount) FROM allocations a
LEFT JOIN invoices i ON i.id = a.item_id LEFT JOIN openings o ON o.id = a.item_id
WHERE a.source_id = ? GROUP BY a.item_id HAVING sum(a.amount) <> 0 ORDER BY 3, 2, 1
"""


def every(db: Database) -> list[Advance]:
    """All there are or were, the latest first; what was reversed is none."""
    return [
        Advance(
            key, code, name, kind, ref, date.fromisoformat(begun), Paisa(ahead), Paisa(used), day(used_on)
        )
        for key, code, name, kind, ref, begun, ahead, used, used_on in fetch(db, _ADVANCES)
    ]


def settled_by(db: Database, source_id: str) -> list[Settled]:
    """What a source settles now, in the order it did."""
    return [
        Settled(ref, date.fromisoformat(due), date.fromisoformat(since), Paisa(amount))
        for ref, due, since, amount in fetch(db, _SETTLED, (source_id,))
    ]
