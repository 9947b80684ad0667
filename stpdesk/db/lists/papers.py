"""What papers can be asked for: the newest numbers of invoices and receipts, each with its tenant's code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stpdesk.db.rows import fetch

if TYPE_CHECKING:
    from sqlite_utils import Database

MOST = 500
"""Offered at most; any other number can be typed."""


def invoices(db: Database) -> list[tuple[str, str]]:
    """Numbers of invoices and credit notes with the tenant's code, the newest first."""
    sql = "SELECT i.number, t.code FROM invoices i JOIN tenants t ON t.id = i.tenant_id ORDER BY i.rowid DESC LIMIT ?"
    return [(number, code) for number, code in fetch(db, sql, (MOST,))]


def receipts(db: Database) -> list[tuple[str, str]]:
    """Numbers of receipts with the tenant's code, the newest first."""
    sql = "SELECT r.number, t.code FROM receipts r JOIN tenants t ON t.id = r.tenant_id ORDER BY r.rowid DESC LIMIT ?"
    return [(number, code) for number, code in fetch(db, sql, (MOST,))]
