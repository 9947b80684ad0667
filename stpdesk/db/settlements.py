"""What settled an invoice or opening balance, and the credit notes of an invoice (rules B11, B12)."""

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
class Settlement:
    """One source that settles an item: `kind` of the ledger, its number, the day it counted, and how much of it (paisa).

    `withheld` is income and sales tax of the whole receipt. A receipt that was `reversed_on` a day settles nothing any more.
    """

    kind: str
    number: str
    date: Date
    amount: Paisa
    withheld: Paisa = Paisa(0)
    certificate: str | None = None
    reversed_on: Date | None = None

    @property
    def awaited(self) -> bool:
        """Whether the certificate of what was withheld is still to come."""
        return bool(self.withheld) and not self.certificate and self.reversed_on is None


@dataclass(frozen=True, slots=True)
class Note:
    """A credit note of an invoice; `total` is negative."""

    number: str
    date: Date
    total: Paisa
    reason: str | None


# by the keys of each table: through the view of all movements every one of them is read
_SETTLED = """
SELECT CASE WHEN r.id IS NOT NULL THEN 'receipt' WHEN c.id IS NOT NULL THEN 'credit' WHEN d.id IS NOT NULL THEN 'deposit'
  ELSE 'opening' END, coalesce(r.number, c.number, ''), min(a.date), sum(a.amount), coalesce(r.income_tax + r.sales_tax, 0),
  r.certificate, v.date
FROM allocations a LEFT JOIN receipts r ON r.id = a.source_id LEFT JOIN invoices c ON c.id = a.source_id
LEFT JOIN deposits d ON d.id = a.source_id LEFT JOIN reversals v ON v.receipt_id = a.source_id
WHERE a.item_id = ? GROUP BY a.source_id ORDER BY 3, 2
"""

_NOTES = """
SELECT number, date, total, reason FROM invoices WHERE id IN (
  SELECT c.invoice_id FROM invoice_lines l JOIN invoice_lines c ON c.credits_line_id = l.id WHERE l.invoice_id = ?)
ORDER BY date, number
"""


def of_item(db: Database, item_id: str) -> list[Settlement]:
    """What settles an invoice or opening balance, in the order it came; also what was reversed since."""
    return [
        Settlement(kind, number, date.fromisoformat(begun), Paisa(amount), Paisa(withheld), certificate, day(undone))
        for kind, number, begun, amount, withheld, certificate, undone in fetch(db, _SETTLED, (item_id,))
    ]  # fmt: skip


def credit_notes(db: Database, invoice_id: str) -> list[Note]:
    """The credit notes of an invoice, oldest first."""
    return [
        Note(number, date.fromisoformat(made), Paisa(total), reason)
        for number, made, total, reason in fetch(db, _NOTES, (invoice_id,))
    ]
