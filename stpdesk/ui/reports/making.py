"""Documents made off the window's thread, each from one snapshot, as pages or as a workbook; what can be chosen for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from stpdesk.apart.papers import Paper, Wanted
from stpdesk.apart.papers import paper as one_paper
from stpdesk.core.codes import natural_key
from stpdesk.core.floors import in_order
from stpdesk.core.frozen import XLSX
from stpdesk.core.matching import Item
from stpdesk.core.months import Month
from stpdesk.db import closings, frozen, terms
from stpdesk.db.lists import papers
from stpdesk.reports import batches, catalogue, taking
from stpdesk.reports.saving import save
from stpdesk.ui.papers import pages
from stpdesk.ui.papers.pages import Size

if TYPE_CHECKING:
    from stpdesk.actions.session import Session


@dataclass(frozen=True, slots=True)
class Made(Paper):
    """With the sizes of its pages, so that the window can lay them out."""

    sizes: list[Size] = field(default_factory=list)

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
    return laid_out(one_paper(session, wanted))


def laid_out(made: Paper) -> Made:
    """With the sizes of its pages."""
    return Made(
        made.wanted, made.number, made.pdf, made.revision, made.frozen_at, made.closed, made.notices,
        pages.sizes(made.pdf),
    )  # fmt: skip


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
