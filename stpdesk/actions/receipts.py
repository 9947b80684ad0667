"""Money that comes in: receipts, bounced cheques, certificates (rule B12)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from stpdesk.actions.certificates import enter_certificate
from stpdesk.actions.receipt_lines import wanted
from stpdesk.actions.session import Role, Session
from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.core.money import LARGEST, Paisa
from stpdesk.core.months import Month, fiscal_year
from stpdesk.core.receipts import Allocation, Source, Withholding, check_fixed, less, settle, suggested
from stpdesk.core.tenants import Tenant
from stpdesk.core.terms import OpenItem
from stpdesk.db import closings, documents, ledger, receipts, settings, tenants, withholding

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class ReceiptEntry:
    """What is typed for a receipt; amounts in paisa, `invoices` are document numbers, perhaps with how much (see receipt_lines)."""

    tenant: str
    day: date
    cash: int
    income_tax: int = 0
    sales_tax: int = 0
    method: str | None = None
    certificate: str | None = None
    invoices: Sequence[str] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """A receipt as stored: what it settles (document or "opening balance", amount), and what stays an advance."""

    number: str
    tenant: str
    value: Paisa
    allocations: tuple[tuple[str, Paisa], ...]
    advance: Paisa
    settled: tuple[tuple[str, Paisa], ...] = ()
    """the same by the items' keys"""


def record_receipt(
    session: Session,
    *,
    tenant: str,
    day: date,
    cash: int,
    income_tax: int = 0,
    sales_tax: int = 0,
    method: str | None = None,
    certificate: str | None = None,
    invoices: Sequence[str] = (),
    note: str | None = None,
) -> Changes:
    """Records one receipt and allocates it; `told["receipt"]` is Recorded, `told["number"]` its number."""
    entry = ReceiptEntry(tenant, day, cash, income_tax, sales_tax, method, certificate, tuple(invoices), note)
    made = record_receipts(session, [entry])
    recorded = made.told["receipts"]
    assert isinstance(recorded, list)
    return Changes(made.nouns, receipt=recorded[0], number=recorded[0].number)


def record_receipts(session: Session, entries: Iterable[ReceiptEntry]) -> Changes:
    """Records several receipts in one transaction, in their order."""
    session.require(Role.ACCOUNTS)
    with session.park.writing() as db:
        till = Till(db)
        known: dict[str, Tenant] = {}
        recorded = []
        for entry in entries:
            if entry.tenant not in known:
                known[entry.tenant] = tenants.by_code(db, entry.tenant)
            recorded.append(till.take(entry, known[entry.tenant]))
        till.flush()
    return Changes({"receipts", "allocations"}, receipts=recorded)


class Till:
    """Takes receipts inside the transaction at hand; they are written by `flush`, which must come last."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._code = settings.code(db)
        self._items: dict[str, list[OpenItem]] = {}
        self._seqs: dict[str, int] = {}
        self._rows: list[dict[str, Any]] = []
        self._made: list[Allocation] = []

    def take(self, entry: ReceiptEntry, tenant: Tenant) -> Recorded:
        """Numbers and allocates one receipt (rule B12)."""
        value = check_amounts(entry)
        items = self._items.get(tenant.id)
        if items is None:
            items = ledger.open_items(self._db, tenant.id)
        named, fixed = wanted(self._db, tenant, items, entry.invoices)
        check_fixed(items, fixed, value)
        year = fiscal_year(entry.day)
        if year not in self._seqs:
            self._seqs[year] = receipts.next_seq(self._db, year)
        row = receipts.row(
            self._code, tenant.id, year, self._seqs[year], entry.day, cash=entry.cash, income_tax=entry.income_tax,
            sales_tax=entry.sales_tax, method=entry.method, certificate=entry.certificate,
            named="; ".join(entry.invoices) or None, note=entry.note,
        )  # fmt: skip
        self._seqs[year] += 1
        made = settle(Source(row["id"], tenant.id, row["number"], entry.day, value), items, named, fixed)
        self._rows.append(row)
        self._made += made
        self._items[tenant.id] = less(items, made)
        return _recorded(row["number"], tenant, value, made, items)

    def flush(self) -> None:
        """Writes what was taken; what is open is read anew afterwards."""
        receipts.store(self._db, self._rows)
        ledger.allocate(self._db, self._made)
        self._rows, self._made = [], []
        self._items.clear()
        self._seqs.clear()

    def undo(self, number: str, day: date, reason: str) -> None:
        """Reverses a receipt, one taken just now too."""
        self.flush()
        undo_receipt(self._db, receipts.by_number(self._db, number), day, reason)


def check_amounts(entry: ReceiptEntry) -> Paisa:
    """The receipt's value; refused when an amount is negative, absurd, or all are nothing."""
    for field in ("cash", "income_tax", "sales_tax"):
        amount = getattr(entry, field)
        if amount < 0:
            raise Refused(
                "A receipt's amounts cannot be negative; to undo a receipt, reverse it.", field=field
            )
        if amount > LARGEST:
            raise Refused("An amount above Rs 1,000 crore cannot be right; check it.", field=field)
    value = entry.cash + entry.income_tax + entry.sales_tax
    if value == 0:
        raise Refused("A receipt needs an amount: cash, or tax that was withheld.", field="cash")
    return Paisa(value)


def _recorded(
    number: str, tenant: Tenant, value: Paisa, made: Sequence[Allocation], items: Sequence[OpenItem]
) -> Recorded:
    """What a person is told of a receipt."""
    refs = {item.id: item.ref or "opening balance" for item in items}
    told = tuple((refs[one.item_id], one.amount) for one in made)
    left = Paisa(value - sum(amount for _, amount in told))
    return Recorded(number, tenant.code, value, told, left, tuple((one.item_id, one.amount) for one in made))


def reverse_receipt(session: Session, number: str, *, day: date, reason: str) -> Changes:
    """Undoes a receipt whose cheque came back, on a date of its own; the invoices are open again from then."""
    session.require(Role.ACCOUNTS)
    with session.park.writing() as db:
        receipt = receipts.by_number(db, number)
        undo_receipt(db, receipt, day, reason)
    return Changes({"receipts", "allocations"}, number=receipt.number, amount=receipt.value)


def check_reversal(session: Session, number: str, day: date) -> None:
    """Refuses a day on which a receipt cannot be reversed: before its own, to come, or in a closed month."""
    with session.park.reading() as db:
        receipt = receipts.by_number(db, number)
        _check_reversal(receipt, day)
        if day > session.today:
            raise Refused(
                "{date} lies in the future; reverse it on the day it comes back.", field="date", date=day
            )
        if closings.is_closed(db, Month.of(day)):
            words = "The month {month} is closed; reopen it with a reason first, or take a later date."
            raise Refused(words, field="date", month=Month.of(day))


def undo_receipt(db: Database, receipt: receipts.Receipt, day: date, reason: str) -> None:
    """Reverses a receipt inside the transaction at hand; refused twice or before its own date."""
    _check_reversal(receipt, day)
    if not reason.strip():
        raise Refused("Say why the receipt is reversed.", field="reason")
    settled = ledger.allocations_of(db, receipt.id)
    ledger.allocate(
        db,
        [
            Allocation(one.tenant_id, one.source_id, one.item_id, max(day, one.date), Paisa(-one.amount))
            for one in settled
        ],
    )
    receipts.reverse(db, receipt, day, reason)


def _check_reversal(receipt: receipts.Receipt, day: date) -> None:
    """Not twice, and not before its own date."""
    if receipt.reversed_on is not None:
        raise Refused(
            "Receipt {number} was reversed on {date} already.",
            field="receipt",
            number=receipt.number,
            date=receipt.reversed_on,
        )
    if day < receipt.date:
        raise Refused(
            "Receipt {number} is of {date}; it cannot be reversed before that.",
            field="date",
            number=receipt.number,
            date=receipt.date,
        )


def set_certificate(session: Session, number: str, certificate: str) -> Changes:
    """Enters the number of a withholding certificate that came."""
    session.require(Role.ACCOUNTS)
    with session.park.writing() as db:
        entered = enter_certificate(db, number, certificate)
    return Changes({"receipts"}, number=entered)


def open_items(session: Session, tenant: str) -> list[OpenItem]:
    """What a tenant has open now, oldest due first."""
    with session.park.reading() as db:
        return ledger.open_items(db, tenants.by_code(db, tenant).id)


def suggested_withholding(session: Session, tenant: str, number: str) -> Withholding:
    """Income and sales tax a tenant would withhold from an invoice, by its own percents (rule B12)."""
    with session.park.reading() as db:
        payer, paper = tenants.by_code(db, tenant), documents.stub(db, number, "invoice")
        return suggested_of(db, payer, [paper.id])[paper.id]


def suggested_of(db: Database, payer: Tenant, invoices: Iterable[str]) -> dict[str, Withholding]:
    """The same of several invoices by their keys."""
    return {
        key: suggested(payer.income_tax_pct, payer.sales_tax_withheld_pct, services, taxes)
        for key, (services, taxes) in withholding.bases(db, invoices).items()
    }
