"""Papers as they are asked for and come back: one, a month's invoices in one file, or many into a folder. No Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from stpdesk.apart.wire import Told
from stpdesk.core.frozen import PDF
from stpdesk.core.months import Month
from stpdesk.db import closings, documents
from stpdesk.reports import batches, catalogue, taking
from stpdesk.reports.asked import Asked
from stpdesk.reports.batches import INVOICES, REMINDER, SET, STATEMENT

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.actions.billing import RunResult
    from stpdesk.actions.session import Session

INVOICE = "invoice"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document as the person asks for it: a kind's name or “invoice”, the day it is taken at, or a frozen revision."""

    name: str
    asked: Asked
    as_at: date | None = None
    revision: int | None = None

    @property
    def many(self) -> bool:
        """Whether it is a batch in one file, unless it lies there frozen: what takes seconds to make."""
        if self.revision is not None:
            return False
        return self.name == INVOICES or (self.name in {STATEMENT, REMINDER} and self.asked.tenant is None)


@dataclass(frozen=True, slots=True)
class Paper:
    """A document's bytes; `frozen_at` and `revision` where it is the one of a closed month, `closed` where its month is."""

    wanted: Wanted
    number: str
    pdf: bytes
    revision: int | None = None
    frozen_at: datetime | None = None
    closed: bool = True
    notices: tuple[str, ...] = ()


def paper(session: Session, wanted: Wanted, *, told: Told | None = None) -> Paper:
    """The document as PDF: of a closed month the frozen bytes; refused with a sentence where it cannot be."""
    with session.park.reading() as db:
        return _paper(session, db, wanted, told)


def _paper(session: Session, db: Database, wanted: Wanted, told: Told | None) -> Paper:
    """In the snapshot."""
    asked, park = wanted.asked, session.park
    if wanted.name == INVOICE:
        from stpdesk.reports.pdf.invoice import invoice_pdf

        document = documents.by_number(db, asked.number or "")
        return Paper(wanted, asked.number or "", invoice_pdf(document))
    closed = asked.month is not None and closings.is_closed(db, asked.month)
    kind = catalogue.kind(wanted.name)
    kept = taking.kept(db, kind, asked, PDF, wanted.as_at, wanted.revision)
    if kept is not None:
        pdf = taking.stored(park, kept, PDF)
        return Paper(wanted, kept.number, pdf, kept.revision, kept.frozen_at)
    context = taking.context(park, db, session.clock(), asked.month, wanted.as_at)
    if wanted.name in {STATEMENT, REMINDER} and asked.tenant is None:
        number = f"{context.terms.park.code} {wanted.name} {asked.month or context.day}"
        return Paper(wanted, number, batches.in_one(context, wanted.name, asked.tone, told))
    taken = taking.taken(context, kind, asked)
    return Paper(
        wanted, taken.identity.number, taken.made(PDF, told), closed=closed or asked.month is None,
        notices=taken.notices,
    )  # fmt: skip


def drafts(session: Session, result: RunResult, *, told: Told) -> Paper:
    """Documents of a run as they would be printed, marked as a preview."""
    from stpdesk.actions.billing import papers_of
    from stpdesk.reports.pdf.invoice import invoices_pdf

    pdf = invoices_pdf(papers_of(session, result, apart=True), told=told)
    return Paper(_invoices(result.run.month), f"Preview {result.run.month}", pdf)


def issued(session: Session, month: Month, *, told: Told) -> Paper:
    """All documents of a month, as the register of the month is printed."""
    with session.park.reading_apart() as db:
        context = taking.context(session.park, db, session.clock(), month)
        pdf = batches.invoices_in_one(context, told)
        return Paper(_invoices(month), f"{context.terms.park.code} invoices {month}", pdf)


def _invoices(month: Month) -> Wanted:
    """A month's paper."""
    return Wanted(INVOICES, Asked(month=month))


def write_many(session: Session, which: str, asked: Asked, place: Path, *, told: Told) -> tuple[Path, int]:
    """A month's set, its invoices, statements, or today's reminders into a folder of their own: all or none; it, and how many."""
    with session.park.reading_apart() as db:
        context = taking.context(session.park, db, session.clock(), asked.month)
        files = batches.files(context, which, asked.tone)
        name = "" if which == SET else f" {which}"
        folder = place / batches.file_name(f"{context.terms.park.code}{name} {asked.month or context.day}")
        return folder, len(batches.write_all(folder, files, told))
