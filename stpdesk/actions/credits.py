"""Credit notes: the only way an issued invoice is corrected (rule B11)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from stpdesk.actions.session import Role, Session
from stpdesk.core.changes import Changes
from stpdesk.core.credits import (
    CreditDraft,
    Credited,
    Left,
    check_total,
    credit_draft,
    credit_each,
    credit_lines,
    left_of,
)
from stpdesk.core.documents import Document
from stpdesk.core.errors import Refused
from stpdesk.core.money import Paisa
from stpdesk.core.months import Month
from stpdesk.core.receipts import Allocation, Source, settle
from stpdesk.core.terms import OpenItem
from stpdesk.db import closings, copies, documents, issuing, ledger, settings, tenants

if TYPE_CHECKING:
    from sqlite_utils import Database


def credit(
    session: Session,
    number: str,
    *,
    reason: str,
    line: int | None = None,
    amount: int | None = None,
    with_subsidy: bool = False,
    day: date | None = None,
) -> Changes:
    """Credits what is left of an invoice, of one line, or an amount of one line (paisa); `told["document"]` is the note.

    An amount of a line leaves its subsidy alone unless `with_subsidy`; a whole line takes it along.

    Dated today, but never before its invoice. It settles its own invoice first, then what is due longest.
    """

    def choose(paper: Document, left: Left) -> list[Credited]:
        return credit_lines(paper, left, line, amount, with_subsidy=with_subsidy)

    return _issue(session, number, choose, reason, day)


def credit_parts(
    session: Session,
    number: str,
    parts: Mapping[int, int | None] | None,
    *,
    reason: str,
    with_subsidy: bool = True,
) -> Changes:
    """Credits several lines of an invoice in one note: amounts (paisa) by line, None what is left of one; no parts = all.

    Subsidies go back with their lines, by the same share; `with_subsidy` off leaves those of amounts alone.
    `told["document"]` is the note.
    """  # fmt: skip
    return _issue(session, number, _chosen(parts, with_subsidy=with_subsidy), reason, None)


@dataclass(frozen=True, slots=True)
class CreditPreview:
    """A note as it would be issued now: `paper` without number, and what it would settle, by number ("" = opening balance)."""

    paper: Document
    settles: tuple[tuple[str, Paisa], ...]

    @property
    def advance(self) -> Paisa:
        """What of it would settle nothing yet."""
        return Paisa(-self.paper.total - sum(amount for _, amount in self.settles))


def preview_credit(
    session: Session, number: str, parts: Mapping[int, int | None] | None, *, with_subsidy: bool = True
) -> CreditPreview:
    """The note that `credit_parts` would issue; refused as that would be. Writes nothing."""
    with session.park.reading() as db:
        paper, made = _made(db, number, _chosen(parts, with_subsidy=with_subsidy))
        day = max(session.today, paper.date)
        barred = closed_refusal(db, day)
        if barred is not None:
            raise barred
        park, tenant = settings.load(db), tenants.by_code(db, paper.tenant)
        lines = tuple(
            documents.line_of({**row, "id": "", "n": n, "subsidises": None, "taxed": None})
            for n, row in enumerate(_rows(made), start=1)
        )
        subtotal = Paisa(sum(line.amount for line in lines if line.scheme is None))
        subsidy = Paisa(sum(line.amount for line in lines if line.scheme is not None))
        tax_total = Paisa(sum(tax.amount for tax in made.taxes))
        total = Paisa(subtotal + subsidy + tax_total + made.rounding)
        items = ledger.open_items(db, tenant.id)
        refs = {item.id: item.ref for item in items}
        settled = _settles(paper, Source("", tenant.id, "", day, Paisa(-total)), items) if total else []
        note = Document(
            "", None, "credit", tenant.code, day, None, lines, made.taxes, subtotal, subsidy, tax_total, made.rounding,
            total, Paisa(total + sum(one.amount for one in settled)), copies.provider_copy(park),
            copies.party_copy(tenant), str(Month.of(day)), credits=paper.number,
            previous_balance=ledger.balance_before(db, tenant.id, day),
        )  # fmt: skip
    return CreditPreview(note, tuple((refs[one.item_id], one.amount) for one in settled))


def closed_refusal(db: Database, day: date) -> Refused | None:
    """Why no credit note can be dated on a day: its month is closed; None where it is open."""
    month = Month.of(day)
    if not closings.is_closed(db, month):
        return None
    return Refused(
        "A credit note would be dated {day}, and the month {month} is closed; reopen it with a reason first.",
        day=day, month=month,
    )  # fmt: skip


def _chosen(
    parts: Mapping[int, int | None] | None, *, with_subsidy: bool
) -> Callable[[Document, Left], list[Credited]]:
    """What is chosen of an invoice."""

    def choose(paper: Document, left: Left) -> list[Credited]:
        if parts is None:
            return credit_lines(paper, left, None, None)
        if not parts:
            raise Refused("Say what of {number} is credited: a line at least.", number=paper.number)
        return credit_each(paper, left, parts, with_subsidy=with_subsidy)

    return choose


def _made(
    db: Database, number: str, choose: Callable[[Document, Left], list[Credited]]
) -> tuple[Document, CreditDraft]:
    """The invoice, and the note of what is chosen of it and what is left of it."""
    paper = documents.by_number(db, number)
    if paper.kind != "invoice":
        raise Refused(
            "{number} is a credit note; only invoices are credited.", field="number", number=paper.number
        )
    left = left_now(db, paper)
    made = credit_draft(paper, left, choose(paper, left))
    check_total(paper, left, made)
    return paper, made


def left_now(db: Database, paper: Document) -> Left:
    """What earlier credit notes left of an invoice."""
    taxes, rounding = documents.credited_taxes(db, paper.id)
    return left_of(paper, documents.credited(db, paper.id), taxes, rounding)


def _issue(
    session: Session,
    number: str,
    choose: Callable[[Document, Left], list[Credited]],
    reason: str,
    day: date | None,
) -> Changes:
    """The note of what is chosen of an invoice, on disk."""
    session.require(Role.ACCOUNTS)
    if not reason.strip():
        raise Refused("Say why the invoice is credited.", field="reason")
    with session.park.writing() as db:
        paper, made = _made(db, number, choose)
        if day is not None and day < paper.date:
            raise Refused(
                "{number} is of {date}; its credit note cannot be dated before that.",
                field="date",
                number=paper.number,
                date=paper.date,
            )
        key = _write(db, paper, reason.strip(), made, day or max(session.today, paper.date))
        note = documents.find(db, "key", key)[0]
    return Changes({"invoices", "allocations"}, document=note, number=note.number)


def _write(db: Database, paper: Document, reason: str, made: CreditDraft, day: date) -> str:
    """Stores the credit note and settles with it; returns its key."""
    park = settings.load(db)
    tenant = tenants.by_code(db, paper.tenant)
    key, ref, total = issuing.add_credit_note(
        db, park, tenant, paper.id, reason, day, _rows(made), made.taxes, made.rounding
    )
    if total:
        note = Source(key, tenant.id, ref, day, Paisa(-total))
        ledger.allocate(db, _settles(paper, note, ledger.open_items(db, tenant.id)))
    return key


def _settles(paper: Document, note: Source, items: Sequence[OpenItem]) -> list[Allocation]:
    """Its own invoice first, then what is due longest."""
    return settle(note, items, [item.id for item in items if item.id == paper.id])


def _rows(made: CreditDraft) -> list[dict[str, Any]]:
    """The credited lines as stored: the invoice's own words with the opposite amount."""
    return [
        {
            "kind": line.kind,
            "head": line.head,
            "description": line.description,
            "unit": line.unit,
            "first": line.first.isoformat(),
            "last": line.last.isoformat(),
            "days": line.days,
            "days_in_month": line.days_in_month,
            "quantity": None,
            "rate": None,
            "amount": amount,
            "scheme": line.scheme,
            "funder": line.funder,
            "credits_line_id": line.id,
        }
        for line, amount in made.lines
    ]
