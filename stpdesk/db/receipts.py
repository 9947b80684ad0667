"""Receipts, their reversals and the certificates that come later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from stpdesk.core.errors import Refused
from stpdesk.core.invoices import number
from stpdesk.core.money import Paisa
from stpdesk.core.months import Date
from stpdesk.db import rows
from stpdesk.db.ids import uuid7
from stpdesk.db.rows import day, fetch

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a tenant paid: cash and withheld taxes in paisa; `reversed_on` where the cheque came back."""

    id: str
    number: str
    tenant_id: str
    date: Date
    method: str | None
    cash: Paisa
    income_tax: Paisa
    sales_tax: Paisa
    certificate: str | None
    named: str | None
    note: str | None
    reversed_on: Date | None = None
    reversal_reason: str | None = None

    @property
    def value(self) -> Paisa:
        """What it settles: cash and both withheld taxes (rule B12)."""
        return Paisa(self.cash + self.income_tax + self.sales_tax)


_SELECT = (
    "SELECT r.id, r.number, r.tenant_id, r.date, r.method, r.cash, r.income_tax, r.sales_tax, r.certificate, r.named,"
    " r.note, v.date, v.reason FROM receipts r LEFT JOIN reversals v ON v.receipt_id = r.id"
)


def every(db: Database) -> list[Receipt]:
    """All receipts in the order they were entered."""
    return [_receipt(row) for row in fetch(db, f"{_SELECT} ORDER BY r.rowid")]


def by_number(db: Database, text: str) -> Receipt:
    """The receipt of a number, case-blind; refused when there is none."""
    found = fetch(db, f"{_SELECT} WHERE upper(r.number) = upper(?)", (text.strip(),))
    if not found:
        raise Refused("There is no receipt {number} in this park.", field="receipt", number=text.strip())
    return _receipt(found[0])


def _receipt(row: Sequence[object]) -> Receipt:
    """One stored receipt."""
    values = list(row)
    values[3] = day(str(values[3]))
    values[11] = day(str(values[11])) if values[11] else None
    return Receipt(*values)  # type: ignore[arg-type]  # columns in the order of the fields


def next_seq(db: Database, year: str) -> int:
    """The next receipt number of a fiscal year, without a gap."""
    found: int = fetch(db, "SELECT 1 + coalesce(max(seq), 0) FROM receipts WHERE fiscal_year = ?", (year,))[
        0
    ][0]
    return found


def row(
    park_code: str,
    tenant_id: str,
    year: str,
    seq: int,
    on: date,
    *,
    cash: int,
    income_tax: int,
    sales_tax: int,
    method: str | None,
    certificate: str | None,
    named: str | None,
    note: str | None,
) -> dict[str, Any]:
    """A receipt as stored, with a new key."""
    return {
        "id": uuid7(), "number": number(park_code, "RCT", year, seq), "fiscal_year": year, "seq": seq,
        "tenant_id": tenant_id, "date": on.isoformat(), "method": method, "cash": cash, "income_tax": income_tax,
        "sales_tax": sales_tax, "certificate": certificate, "named": named, "note": note,
    }  # fmt: skip


def store(db: Database, made: list[dict[str, Any]]) -> None:
    """Writes receipts in the order of their numbers."""
    rows.insert(db, "receipts", made)


def reverse(db: Database, receipt: Receipt, on: date, reason: str) -> str:
    """Records that a receipt came to nothing; returns the reversal's key."""
    key = uuid7()
    rows.insert(
        db,
        "reversals",
        [
            {
                "id": key,
                "receipt_id": receipt.id,
                "tenant_id": receipt.tenant_id,
                "date": on.isoformat(),
                "reason": reason,
                "amount": receipt.value,
            }
        ],
    )
    return key


def set_certificate(db: Database, receipt: Receipt, certificate: str) -> None:
    """Enters the certificate's number on a receipt."""
    rows.update(db, "receipts", receipt.id, {"certificate": certificate})
