"""What two copies of one park must agree on, in figures a person knows: counted and summed from the tables as they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from stpdesk.core import ageing
from stpdesk.db import ledger
from stpdesk.db.rows import fetch

if TYPE_CHECKING:
    from sqlite_utils import Database

COUNT, MONEY = "count", "money"

_COUNTED = {
    "units": "SELECT count(*) FROM units",
    "tenants": "SELECT count(*) FROM tenants",
    "leases": "SELECT count(*) FROM leases",
    "readings": "SELECT count(*) FROM readings",
    "invoices": "SELECT count(*) FROM invoices WHERE kind = 'invoice'",
    "credits": "SELECT count(*) FROM invoices WHERE kind = 'credit'",
    "receipts": "SELECT count(*) FROM receipts",
    "returns": "SELECT count(*) FROM returns",
    "outages": "SELECT count(*) FROM outages WHERE retired_by IS NULL",
    "runs": "SELECT count(*) FROM supply_runs WHERE retired_by IS NULL",
    "closings": "SELECT count(*) FROM closings WHERE reopened_at IS NULL",
    "papers": "SELECT count(*) FROM frozen_documents",
    "attachments": "SELECT count(*) FROM attachments WHERE withdrawn_at IS NULL",
    "people": "SELECT count(*) FROM people WHERE retired_on IS NULL",
}
_SUMMED = {
    "invoiced": "SELECT coalesce(sum(total), 0) FROM invoices",
    "received": "SELECT coalesce(sum(cash + income_tax + sales_tax), 0) FROM receipts"
    " WHERE id NOT IN (SELECT receipt_id FROM reversals)",
    "deposits": "SELECT coalesce(sum(CASE kind WHEN 'taken' THEN amount ELSE -amount END), 0) FROM deposits",
}
ORDER = (
    "units", "tenants", "leases", "readings", "invoices", "credits", "invoiced", "receipts", "received", "receivable",
    "advances", "deposits", "returns", "outages", "runs", "closings", "papers", "attachments", "people",
)  # fmt: skip
"""As they are shown."""

CALLED = {
    "units": "Units", "tenants": "Tenants", "leases": "Leases", "readings": "Meter readings", "invoices": "Invoices",
    "credits": "Credit notes", "invoiced": "Invoiced less credited, Rs", "receipts": "Receipts", "received": "Received and withheld, Rs",
    "receivable": "Receivable, Rs", "advances": "Advances, Rs", "deposits": "Deposits held, Rs",
    "returns": "Monthly returns", "outages": "Outages", "runs": "Generator and UPS runs", "closings": "Closed months",
    "papers": "Frozen documents", "attachments": "Attached files", "people": "People",
}  # fmt: skip
"""What each is called in a list of them."""


@dataclass(frozen=True, slots=True)
class Total:
    """One figure: its name of `ORDER`, a count or whole paisa."""

    name: str
    kind: str
    value: int


def park_totals(db: Database, day: date) -> tuple[Total, ...]:
    """All of them, what is open as at a day (rule B13)."""
    found = {name: Total(name, COUNT, int(fetch(db, sql)[0][0])) for name, sql in _COUNTED.items()}
    found |= {name: Total(name, MONEY, int(fetch(db, sql)[0][0])) for name, sql in _SUMMED.items()}
    open_now = ageing.add(list(ledger.ageing(db, day).values()))
    found["receivable"] = Total("receivable", MONEY, open_now.total)
    found["advances"] = Total("advances", MONEY, open_now.advances)
    return tuple(found[name] for name in ORDER)
