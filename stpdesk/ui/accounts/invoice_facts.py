"""What is told of one document: itself, what settled it, its credit notes, what is left to credit; read beside the window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from stpdesk.core.documents import Document
from stpdesk.core.money import Paisa
from stpdesk.db import documents, ledger, settlements
from stpdesk.db.lists import invoices
from stpdesk.db.settlements import Note, Settlement

if TYPE_CHECKING:
    from stpdesk.actions.session import Session


@dataclass(frozen=True, slots=True)
class InvoiceFacts:
    """One document under its key in the list; `settles` is what a credit note settled: number (“” = opening balance) and paisa."""

    key: int
    paper: Document
    today: date
    settled: tuple[Settlement, ...] = ()
    notes: tuple[Note, ...] = ()
    settles: tuple[tuple[str, Paisa], ...] = ()
    creditable: bool = False
    """whether anything is left to credit of it"""

    @property
    def number(self) -> str:
        """Its number."""
        return self.paper.number or ""

    @property
    def is_invoice(self) -> bool:
        """No credit note."""
        return self.paper.kind == "invoice"

    @property
    def overdue(self) -> bool:
        """Whether it should have been paid."""
        paper = self.paper
        return self.is_invoice and paper.open > 0 and paper.due is not None and paper.due < self.today


def facts_of(session: Session, number: str) -> InvoiceFacts:
    """All that is told of a document, in one snapshot; refused where there is none of that number."""
    from stpdesk.actions.credits import left_now

    with session.park.reading() as db:
        paper = documents.by_number(db, number)
        key = invoices.key_of(db, paper.number or "")
        if paper.kind != "invoice":
            used = ((ref, amount) for ref, _, amount in ledger.settled_by(db, paper.id))
            return InvoiceFacts(key, paper, session.today, settles=tuple(used))
        return InvoiceFacts(
            key, paper, session.today, tuple(settlements.of_item(db, paper.id)), tuple(settlements.credit_notes(db, paper.id)),
            creditable=any(left_now(db, paper).lines.values()),
        )  # fmt: skip


def facts_by_key(session: Session, key: int) -> InvoiceFacts | None:
    """The same of a row of the list; None where it is gone."""
    with session.park.reading() as db:
        found = invoices.rows(db, [key], day=session.today)
    return facts_of(session, found[0].number) if found else None
