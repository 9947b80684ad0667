"""Documents made off the window's thread, each from one snapshot: as pages, as a workbook, or many into a folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from stpdesk.core.codes import natural_key
from stpdesk.core.floors import in_order
from stpdesk.core.frozen import PDF, XLSX
from stpdesk.core.matching import Item
from stpdesk.core.months import Month
from stpdesk.db import closings, documents, frozen, terms
from stpdesk.db.lists import papers
from stpdesk.reports import batches, catalogue, taking
from stpdesk.reports.asked import Asked
from stpdesk.reports.saving import save
from stpdesk.ui.papers import pages
from stpdesk.ui.papers.pages import Size

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.actions.session import Session
    from stpdesk.reports.figures.context import Context

SET, INVOICES, STATEMENTS, REMINDERS = "set", "invoices", "statement", "reminder"
Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document as the person asks for it: a kind's name or “invoice”, the day it is taken at, or a frozen revision."""

    name: str
    asked: Asked
    as_at: date | None = None
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A document's pages; `frozen_at` and `revision` where it is the one of a closed month, `closed` where its month is."""

    wanted: Wanted
    number: str
    pdf: bytes
    sizes: list[Size]
    revision: int | None = None
    frozen_at: datetime | None = None
    closed: bool = True
    notices: tuple[str, ...] = ()

    @property
    def stem(self) -> str:
        """Its number as the name of a file."""
        return batches.file_name(self.number)


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be asked for, and the month and day to begin with."""

    today: date
    month: Month
    closed: frozenset[Month]
    revisions: dict[Month, list[tuple[int, datetime]]]
    """of each month with frozen documents: every revision, and when it was frozen, the newest first"""
    tenants: list[Item]
    leases: list[Item]
    floors: list[Item]
    receipts: list[Item]
    invoices: list[Item]


def choices(session: Session) -> Choices:
    """Read in one snapshot; the month is the last closed one, else the one before this."""
    today = session.today
    with session.park.reading() as db:
        closed = closings.closed(db)
        units = terms.units(db)
        people = terms.tenants(db)
        leases = terms.leases(db, units)
        revisions = frozen.moments(db)
        invoices, receipts = papers.invoices(db), papers.receipts(db)
    floors = [", ".join(part for part in key if part) for key in in_order(units.values())]
    return Choices(
        today,
        closed[-1] if closed else Month.of(today) + -1,
        frozenset(closed),
        revisions,
        [
            Item(one.code, one.name, one.code)
            for one in sorted(people.values(), key=lambda one: natural_key(one.code))
        ],
        [
            Item(one.code, people[one.tenant_id].name, one.code)
            for one in sorted(leases, key=lambda one: natural_key(one.code))
        ],
        [Item(one, one) for one in floors if one],
        [Item(number, number, about=code) for number, code in receipts],
        [Item(number, number, about=code) for number, code in invoices],
    )


def paper(session: Session, wanted: Wanted) -> Made:
    """The document as pages: of a closed month the frozen bytes; refused with a sentence where it cannot be."""
    with session.park.reading() as db:
        return _paper(session, db, wanted)


def _paper(session: Session, db: Database, wanted: Wanted) -> Made:
    """In the snapshot."""
    asked, park = wanted.asked, session.park
    if wanted.name == "invoice":
        from stpdesk.reports.pdf.invoice import invoice_pdf

        document = documents.by_number(db, asked.number or "")
        return _made(wanted, asked.number or "", invoice_pdf(document))
    closed = asked.month is not None and closings.is_closed(db, asked.month)
    kind = catalogue.kind(wanted.name)
    kept = taking.kept(db, kind, asked, PDF, wanted.as_at, wanted.revision)
    if kept is not None:
        pdf = taking.stored(park, kept, PDF)
        return _made(wanted, kept.number, pdf, kept.revision, kept.frozen_at)
    context = taking.context(park, db, session.clock(), asked.month, wanted.as_at)
    if wanted.name in {STATEMENTS, REMINDERS} and asked.tenant is None:
        number = f"{context.terms.park.code} {wanted.name} {asked.month or context.day}"
        pdf = (
            batches.statements_in_one(context)
            if wanted.name == STATEMENTS
            else batches.reminders_in_one(context, asked.tone)
        )
        return _made(wanted, number, pdf)
    taken = taking.taken(context, kind, asked)
    pdf = taken.made(PDF)
    return _made(
        wanted, taken.identity.number, pdf, closed=closed or asked.month is None, notices=taken.notices
    )


def _made(
    wanted: Wanted,
    number: str,
    pdf: bytes,
    revision: int | None = None,
    frozen_at: datetime | None = None,
    *,
    closed: bool = True,
    notices: tuple[str, ...] = (),
) -> Made:
    """With the sizes of its pages, so that the window can lay them out."""
    return Made(wanted, number, pdf, pages.sizes(pdf), revision, frozen_at, closed, notices)


def save_pdf(made: Made, target: Path) -> str:
    """The very bytes that are shown; returns the file's name."""
    save(target, made.pdf)
    return target.name


def save_excel(session: Session, wanted: Wanted, target: Path) -> str:
    """The same document as a workbook, of a closed month the frozen one; returns the file's name."""
    kind = catalogue.kind(wanted.name)
    with session.park.reading_apart() as db:
        kept = taking.kept(db, kind, wanted.asked, XLSX, wanted.as_at, wanted.revision)
        if kept is not None:
            content = taking.stored(session.park, kept, XLSX)
        else:
            context = taking.context(session.park, db, session.clock(), wanted.asked.month, wanted.as_at)
            content = taking.taken(context, kind, wanted.asked).made(XLSX)
    save(target, content)
    return target.name


def write_many(session: Session, which: str, asked: Asked, place: Path, told: Told) -> tuple[Path, int]:
    """A month's set, its invoices, statements, or today's reminders into a folder of their own: all or none; it, and how many."""
    listed: dict[str, Callable[[Context], list[batches.File]]] = {
        SET: batches.month_files, INVOICES: batches.invoice_files, STATEMENTS: batches.statement_files,
        REMINDERS: partial(batches.reminder_files, tone=asked.tone),
    }  # fmt: skip
    with session.park.reading_apart() as db:
        context = taking.context(session.park, db, session.clock(), asked.month)
        files = listed[which](context)
        name = "" if which == SET else f" {which}"
        folder = place / batches.file_name(f"{context.terms.park.code}{name} {asked.month or context.day}")
        return folder, len(batches.write_all(folder, files, told))
