"""What tenants withhold tax of: the rent and services of an invoice net of subsidies, and its sales tax (rule B12)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from stpdesk.db.rows import fetch, packed

if TYPE_CHECKING:
    from sqlite_utils import Database


def bases(db: Database, invoices: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Invoice key → its rent and service lines with their subsidies, and its sales tax, in paisa."""
    sql = (
        "SELECT i.id, coalesce((SELECT sum(l.amount) FROM invoice_lines l WHERE l.invoice_id = i.id"
        " AND l.head IN ('rent', 'service')), 0), i.tax_total FROM invoices i"
        " WHERE i.id IN (SELECT value FROM json_each(:keys))"
    )
    found = fetch(db, sql, {"keys": packed(list(invoices))})
    return {key: (services, taxes) for key, services, taxes in found}
