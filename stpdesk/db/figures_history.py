"""Many months at once straight from the file: billed, received, returned, and the first month anything is known of."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from stpdesk.core.money import Paisa
from stpdesk.core.months import Month
from stpdesk.db import rows
from stpdesk.db.rows import fetch

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Billed:
    """A month's documents in paisa: invoices, the subsidies and taxes in them, credit notes (positive)."""

    invoiced: Paisa = Paisa(0)
    subsidy: Paisa = Paisa(0)
    tax: Paisa = Paisa(0)
    credited: Paisa = Paisa(0)

    @property
    def net(self) -> Paisa:
        """Invoices less credit notes; negative where these are more."""
        return Paisa(self.invoiced - self.credited)


@dataclass(frozen=True, slots=True)
class Received:
    """A month's receipts in paisa, less what was reversed in it."""

    cash: Paisa = Paisa(0)
    income_tax: Paisa = Paisa(0)
    sales_tax: Paisa = Paisa(0)

    @property
    def value(self) -> Paisa:
        """What they settle (rule B12)."""
        return Paisa(self.cash + self.income_tax + self.sales_tax)


@dataclass(frozen=True, slots=True)
class Returned:
    """What tenants returned for a month: how many did, and sums of what they told; None where nobody did."""

    tenants: frozenset[str] = frozenset()
    men: int | None = None
    women: int | None = None
    exports: int | None = None
    """US cents"""


def billed(db: Database, first: Month, last: Month, as_at: date) -> dict[Month, Billed]:
    """Documents dated in each month up to a day; months without any are left out."""
    sql = (
        "SELECT substr(date, 1, 7), sum(CASE kind WHEN 'invoice' THEN total ELSE 0 END),"
        " sum(CASE kind WHEN 'invoice' THEN subsidy ELSE 0 END), sum(CASE kind WHEN 'invoice' THEN tax_total ELSE 0 END),"
        " -sum(CASE kind WHEN 'credit' THEN total ELSE 0 END)"
        " FROM invoices WHERE date BETWEEN :first AND :last GROUP BY 1"
    )
    found = fetch(db, sql, days_of(first, last, as_at))
    return {rows.month(text): Billed(*map(Paisa, sums)) for text, *sums in found}


def received(db: Database, first: Month, last: Month, as_at: date) -> dict[Month, Received]:
    """Receipts dated in each month up to a day, less those reversed in it; months without any are left out."""
    sql = (
        "SELECT substr(date, 1, 7), sum(cash), sum(income_tax), sum(sales_tax) FROM ("
        "SELECT date, cash, income_tax, sales_tax FROM receipts WHERE date BETWEEN :first AND :last"
        " UNION ALL SELECT v.date, -r.cash, -r.income_tax, -r.sales_tax FROM reversals v"
        " JOIN receipts r ON r.id = v.receipt_id WHERE v.date BETWEEN :first AND :last) GROUP BY 1"
    )
    found = fetch(db, sql, days_of(first, last, as_at))
    return {rows.month(text): Received(*map(Paisa, sums)) for text, *sums in found}


def returned(db: Database, first: Month, last: Month) -> dict[Month, Returned]:
    """Returns of each month; months without any are left out."""
    sql = (
        "SELECT month, json_group_array(tenant_id), sum(men), sum(women), sum(exports_usd) FROM returns"
        " WHERE month BETWEEN ? AND ? GROUP BY month"
    )
    return {
        rows.month(text): Returned(frozenset(json.loads(tenants)), *sums)
        for text, tenants, *sums in fetch(db, sql, (str(first), str(last)))
    }


def books_begin(db: Database, billing_from: Month | None) -> Month | None:
    """The first month whose documents are in the file: the park's own setting, else that of the first one; None without."""
    if billing_from is not None:
        return billing_from
    return _earliest(db, "SELECT min(date) FROM invoices UNION ALL SELECT min(date) FROM receipts")


def records_begin(db: Database) -> Month | None:
    """The first month anything of the park is known of: a lease, a document, an outage; None in an empty park."""
    return _earliest(
        db,
        "SELECT min(starts) FROM leases UNION ALL SELECT min(date) FROM invoices UNION ALL SELECT min(date) FROM receipts"
        " UNION ALL SELECT min(starts) FROM outages WHERE retired_by IS NULL",
    )


def _earliest(db: Database, sql: str) -> Month | None:
    """The month of the earliest of some dates."""
    days = [text[:7] for (text,) in fetch(db, sql) if text]
    return rows.month(min(days)) if days else None


def days_of(first: Month, last: Month, as_at: date) -> dict[str, str]:
    """The days of some months up to a day."""
    return {"first": first.first.isoformat(), "last": min(last.last, as_at).isoformat()}
