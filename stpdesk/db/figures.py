"""Sums of a month straight from the file: documents, receipts, returns, withheld taxes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from stpdesk.core.money import Paisa
from stpdesk.core.months import Month
from stpdesk.db import figures_history
from stpdesk.db.figures_history import Billed, Received, days_of
from stpdesk.db.rows import fetch, fetch_dicts

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Billing:
    """A month's documents and receipts, in paisa; `subsidy` is negative, `credited` positive."""

    invoiced: Paisa
    subsidy: Paisa
    tax: Paisa
    credited: Paisa
    settled: Paisa
    cash: Paisa
    income_tax: Paisa
    sales_tax: Paisa
    by_head: dict[str, Paisa]


def billing(db: Database, month: Month, as_at: date) -> Billing:
    """What was invoiced, credited and received in a month, and how much of its invoices is settled as at a day."""
    documents = figures_history.billed(db, month, month, as_at).get(month, Billed())
    receipts = figures_history.received(db, month, month, as_at).get(month, Received())
    heads = fetch(
        db,
        "SELECT l.head, sum(l.amount) FROM invoices i CROSS JOIN invoice_lines l ON l.invoice_id = i.id"
        " WHERE i.kind = 'invoice' AND l.scheme IS NULL AND i.date BETWEEN :first AND :last"
        " GROUP BY l.head ORDER BY l.head",
        days_of(month, month, as_at),
    )
    return Billing(
        documents.invoiced, documents.subsidy, documents.tax, documents.credited, settled(db, month, as_at),
        receipts.cash, receipts.income_tax, receipts.sales_tax, {head: Paisa(amount) for head, amount in heads},
    )  # fmt: skip


def settled(db: Database, month: Month, as_at: date) -> Paisa:
    """How much of a month's invoices is settled as at a day, by receipts, credit notes and deposits."""
    sql = (
        "SELECT coalesce(sum(a.amount), 0) FROM invoices i CROSS JOIN allocations a ON a.item_id = i.id"
        " WHERE i.date BETWEEN :first AND :last AND a.date <= :day"
    )
    return Paisa(fetch(db, sql, {**days_of(month, month, as_at), "day": as_at.isoformat()})[0][0])


def returns(db: Database, month: Month) -> dict[str, dict[str, Any]]:
    """The month's returns by tenant key: men, women, freelancers, trainees, exports (cents), domestic (paisa)."""
    return {
        row["tenant_id"]: row
        for row in fetch_dicts(db, "SELECT * FROM returns WHERE month = ?", (str(month),))
    }


def subsidies(db: Database, month: Month, as_at: date) -> list[dict[str, Any]]:
    """Each tenant's subsidies in a month's documents by scheme, funder and head; credit notes lower them."""
    sql = (
        "SELECT l.scheme, l.funder, l.head, t.code, t.name, -sum(l.amount) AS amount FROM invoices i"
        " CROSS JOIN invoice_lines l ON l.invoice_id = i.id JOIN tenants t ON t.id = i.tenant_id"
        " WHERE l.scheme IS NOT NULL AND i.date BETWEEN :first AND :last"
        " GROUP BY l.scheme, l.funder, l.head, t.id HAVING sum(l.amount) <> 0 ORDER BY l.scheme, l.head, t.natural"
    )
    return fetch_dicts(db, sql, days_of(month, month, as_at))


def withheld(db: Database, first: date | None, last: date) -> list[dict[str, Any]]:
    """Receipts with withheld taxes between two days, not reversed by the last of them."""
    sql = (
        "SELECT r.number, r.date, t.code AS tenant, t.name, t.ntn, r.income_tax, r.sales_tax, r.certificate"
        " FROM receipts r JOIN tenants t ON t.id = r.tenant_id WHERE r.income_tax + r.sales_tax > 0"
        " AND r.date BETWEEN :first AND :last AND NOT EXISTS (SELECT 1 FROM reversals v WHERE v.receipt_id = r.id"
        " AND v.date <= :last) ORDER BY r.date, r.number"
    )
    return fetch_dicts(
        db, sql, {"first": first.isoformat() if first else "0001-01-01", "last": last.isoformat()}
    )


def certificates_awaited(db: Database, day: date) -> int:
    """Receipts up to a day with tax withheld whose certificate has not come; those reversed by then wait for nothing."""
    sql = (
        "SELECT count(*) FROM receipts WHERE income_tax + sales_tax > 0 AND coalesce(certificate, '') = '' AND date <= :day"
        " AND id NOT IN (SELECT receipt_id FROM reversals WHERE date <= :day)"
    )
    return int(fetch(db, sql, {"day": day.isoformat()})[0][0])


def unread(db: Database, month: Month) -> tuple[int, int]:
    """Meters without a reading in a month, and all meters."""
    sql = (
        "SELECT count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM readings r WHERE r.meter_id = m.id"
        " AND r.date BETWEEN ? AND ?)), count(*) FROM meters m"
    )
    left, there = fetch(db, sql, (month.first.isoformat(), month.last.isoformat()))[0]
    return int(left), int(there)
