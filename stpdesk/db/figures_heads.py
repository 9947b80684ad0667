"""By head of charge: billed in a month, and what every document of some keys is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from stpdesk.core.money import Paisa
from stpdesk.core.months import Month
from stpdesk.db.rows import fetch, packed

if TYPE_CHECKING:
    from sqlite_utils import Database

TAX, ROUNDING = "sales tax", "rounding"
"""What of a document lies under no head of its own."""


def billed(db: Database, month: Month, as_at: date) -> dict[str, Paisa]:
    """Paisa by head in a month's invoices and credit notes, subsidies taken off; they add up to what is billed."""
    wanted = {"first": month.first.isoformat(), "last": min(month.last, as_at).isoformat()}
    # CROSS JOIN: SQLite is to begin with the month's few documents
    sql = (
        "SELECT l.head, sum(l.amount) FROM invoices i CROSS JOIN invoice_lines l ON l.invoice_id = i.id"
        " WHERE i.date BETWEEN :first AND :last GROUP BY l.head"
        f" UNION ALL SELECT '{TAX}', sum(tax_total) FROM invoices WHERE date BETWEEN :first AND :last"
        f" UNION ALL SELECT '{ROUNDING}', sum(rounding) FROM invoices WHERE date BETWEEN :first AND :last"
    )
    found: dict[str, int] = defaultdict(int)
    for head, amount in fetch(db, sql, wanted):
        found[head] += amount or 0
    return {head: Paisa(amount) for head, amount in found.items() if amount}


def of_documents(db: Database, keys: Iterable[str]) -> dict[str, dict[str, int]]:
    """Paisa by head of each of these documents, subsidies taken off; they add up to its total."""
    wanted = {"keys": packed(keys)}
    among = "(SELECT value FROM json_each(:keys))"
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    sql = (
        f"SELECT invoice_id, head, sum(amount) FROM invoice_lines WHERE invoice_id IN {among} GROUP BY 1, 2"
        f" UNION ALL SELECT id, '{TAX}', tax_total FROM invoices WHERE id IN {among}"
        f" UNION ALL SELECT id, '{ROUNDING}', rounding FROM invoices WHERE id IN {among}"
    )
    for key, head, amount in fetch(db, sql, wanted):
        found[key][head] += amount
    return dict(found)


def settled_by_receipts(db: Database, month: Month, as_at: date) -> dict[str, Paisa]:
    """What a month's receipts settled up to a day by item, less what bounced in it of earlier ones."""
    wanted = {"first": month.first.isoformat(), "last": min(month.last, as_at).isoformat()}
    sql = (
        "SELECT item_id, sum(amount) FROM ("
        "SELECT a.item_id, a.amount FROM receipts r CROSS JOIN allocations a ON a.source_id = r.id"
        " WHERE r.date BETWEEN :first AND :last AND a.date <= :last"
        " UNION ALL SELECT a.item_id, a.amount FROM reversals v JOIN receipts r ON r.id = v.receipt_id"
        " JOIN allocations a ON a.source_id = v.receipt_id WHERE v.date BETWEEN :first AND :last AND r.date < :first"
        " AND a.amount < 0 AND a.date <= :last) GROUP BY item_id HAVING sum(amount) <> 0"
    )
    return {item: Paisa(amount) for item, amount in fetch(db, sql, wanted)}
