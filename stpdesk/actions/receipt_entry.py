"""Receipts as a person types them, one after the other: what would be settled and withheld is worked out while typing (rule B12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from stpdesk.actions.receipts import ReceiptEntry, Recorded, Till, check_amounts, suggested_of
from stpdesk.actions.session import Role, Session
from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.core.money import Paisa, lakh
from stpdesk.core.months import Month
from stpdesk.core.receipts import Withholding, oldest_first, still_withheld, suggested_for
from stpdesk.core.tenants import Tenant
from stpdesk.core.terms import OpenItem
from stpdesk.db import closings, drafts, ledger, tenants

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Typed:
    """What is typed so far, amounts in paisa; None where the program proposes: cash and withheld taxes, the day."""

    tenant: str
    day: date | None = None
    cash: int | None = None
    income_tax: int | None = None
    sales_tax: int | None = None
    method: str | None = None
    certificate: str | None = None
    invoices: Sequence[str] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One open item and how much of it the receipt settles, in paisa."""

    item: OpenItem
    amount: Paisa


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What recording would do: the entry with what is proposed, every open item, the advance, and what would be refused.

    `suggested`: what the tenant would withhold with this cash, whatever is typed.
    """

    entry: ReceiptEntry
    tenant: Tenant
    number: str
    lines: tuple[Line, ...]
    advance: Paisa
    suggested: Withholding
    faults: tuple[Refused, ...] = ()

    @property
    def value(self) -> int:
        """What it settles and leaves as an advance."""
        return self.entry.cash + self.entry.income_tax + self.entry.sales_tax


def foresee(session: Session, typed: Typed) -> Foreseen:
    """What a receipt would do; it writes nothing. Refused where there is no such tenant."""
    with session.park.reading() as db:
        payer = tenants.by_code(db, typed.tenant)
        items = ledger.open_items(db, payer.id)
        taxes = _taxes(db, payer, items)
        entry, suggested = _filled(typed, items, taxes, session.today)
        faults = list(_faults(db, entry, items, session.today))
        recorded: Recorded | None = None
        try:
            recorded = Till(db).take(entry, payer)
        except Refused as refused:
            if typed.cash is not None or items:
                faults.append(refused)
        made = dict(recorded.settled) if recorded else {}
        lines = tuple(Line(item, Paisa(made.get(item.id, 0))) for item in oldest_first(items))
        number, advance = (recorded.number, recorded.advance) if recorded else ("", Paisa(0))
        return Foreseen(entry, payer, number, lines, advance, suggested, tuple(faults))


def enter_receipt(session: Session, entry: ReceiptEntry, draft: tuple[str, str] | None = None) -> Changes:
    """Records one receipt; its `draft` (form, thing) goes in the same transaction, so that it can never be entered twice.

    Refused as `foresee` says: a day to come, a closed month, more withheld than is open. `told["receipt"]` is Recorded.
    """
    session.require(Role.ACCOUNTS)
    with session.park.writing() as db:
        payer = tenants.by_code(db, entry.tenant)
        check_amounts(entry)
        for fault in _faults(db, entry, ledger.open_items(db, payer.id), session.today):
            raise fault
        till = Till(db)
        recorded = till.take(entry, payer)
        till.flush()
        if draft is not None:
            drafts.drop(db, *draft)
    return Changes({"receipts", "allocations"}, receipt=recorded, number=recorded.number)


def _taxes(db: Database, payer: Tenant, items: Sequence[OpenItem]) -> dict[str, Withholding]:
    """What would be withheld of what is still open, by item."""
    if not payer.income_tax_pct and not payer.sales_tax_withheld_pct:
        return {}
    by_id = {item.id: item for item in items if item.ref}
    return {key: still_withheld(by_id[key], whole) for key, whole in suggested_of(db, payer, by_id).items()}


def _filled(
    typed: Typed, items: Sequence[OpenItem], taxes: dict[str, Withholding], today: date
) -> tuple[ReceiptEntry, Withholding]:
    """The entry with what is proposed for what is not typed: all that is open, less what is withheld.

    Where what is typed pays all that is open, no tax is proposed: nothing was kept back, and it would only be an advance.
    """
    suggested = suggested_for(typed.cash, items, taxes)
    open_, cash = sum(item.open for item in items), typed.cash
    paid = sum(one or 0 for one in (cash, typed.income_tax, typed.sales_tax))
    proposed = suggested if cash is None or paid < open_ else Withholding(Paisa(0), Paisa(0))
    income = proposed.income_tax if typed.income_tax is None else typed.income_tax
    sales = proposed.sales_tax if typed.sales_tax is None else typed.sales_tax
    if cash is None:
        cash = max(0, open_ - income - sales)
    entry = ReceiptEntry(
        typed.tenant, typed.day or today, cash, income, sales, typed.method, typed.certificate,
        tuple(typed.invoices), typed.note,
    )  # fmt: skip
    return entry, suggested


def _faults(db: Database, entry: ReceiptEntry, items: Sequence[OpenItem], today: date) -> list[Refused]:
    """What of a receipt typed at the desk cannot be."""
    found: list[Refused] = []
    if entry.day > today:
        words = "{date} lies in the future; enter the receipt on the day the money comes."
        found.append(Refused(words, field="date", date=entry.day))
    month = Month.of(entry.day)
    if closings.is_closed(db, month):
        words = "The month {month} is closed; reopen it with a reason first, or take a later date."
        found.append(Refused(words, field="date", month=month))
    open_, withheld = sum(item.open for item in items), entry.income_tax + entry.sales_tax
    if withheld > open_:
        words = "{withheld} would be withheld, but only {open} is open."
        field = "income_tax" if entry.income_tax >= entry.sales_tax else "sales_tax"
        found.append(Refused(words, field=field, withheld=lakh(withheld), open=lakh(open_)))
    return found
