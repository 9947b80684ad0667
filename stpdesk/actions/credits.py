"""Credit notes: the only way an issued invoice is corrected (rule B11)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
from stpdesk.core.receipts import Source, settle
from stpdesk.db import documents, issuing, ledger, settings, tenants

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


def credit_parts(session: Session, number: str, parts: Mapping[int, int | None], *, reason: str) -> Changes:
    """Credits several lines of an invoice in one note: amounts (paisa) by line, None what is left of one.

    Subsidies go back with their lines, by the same share. `told["document"]` is the note.
    """
    return _issue(session, number, lambda paper, left: credit_each(paper, left, parts), reason, None)


def _issue(
    session: Session,
    number: str,
    choose: Callable[[Document, Left], list[Credited]],
    reason: str,
    day: date | None,
) -> Changes:
    """The note of what is chosen of an invoice and what is left of it, on disk."""
    session.require(Role.ACCOUNTS)
    if not reason.strip():
        raise Refused("Say why the invoice is credited.", field="reason")
    with session.park.writing() as db:
        paper = documents.by_number(db, number)
        if paper.kind != "invoice":
            raise Refused(
                "{number} is a credit note; only invoices are credited.", field="number", number=paper.number
            )
        if day is not None and day < paper.date:
            raise Refused(
                "{number} is of {date}; its credit note cannot be dated before that.",
                field="date",
                number=paper.number,
                date=paper.date,
            )
        taxes, rounding = documents.credited_taxes(db, paper.id)
        left = left_of(paper, documents.credited(db, paper.id), taxes, rounding)
        made = credit_draft(paper, left, choose(paper, left))
        check_total(paper, left, made)
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
        items = ledger.open_items(db, tenant.id)
        named = [item.id for item in items if item.id == paper.id]
        ledger.allocate(db, settle(Source(key, tenant.id, ref, day, Paisa(-total)), items, named))
    return key


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
