"""Importing the workbook: all or nothing, adding only what is new (contract.md, import)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from stpdesk.actions.importing.checks import check
from stpdesk.actions.importing.notices import notices
from stpdesk.actions.importing.plan import SheetPlan, plan_sheet
from stpdesk.actions.importing.rows import Cells, Entry, normal
from stpdesk.actions.importing.settings import check_settings, save_settings, tidied
from stpdesk.actions.importing.sound import sound
from stpdesk.actions.importing.storing import Writer
from stpdesk.actions.session import Role, Session
from stpdesk.core.changes import Changes
from stpdesk.core.errors import Fault, Refused
from stpdesk.db import plan_file, sheets
from stpdesk.workbook.book import Book


@dataclass(frozen=True, slots=True)
class SheetCount:
    """What an import did with a sheet."""

    sheet: str
    added: int
    changed: int
    skipped: int


class _DryRun(Exception):
    """Rolls a rehearsal back."""


def import_book(session: Session, book: Book, *, update: bool = False, dry_run: bool = False) -> Changes:
    """Imports a workbook as read; `told["counts"]` is a list of SheetCount, `told["notices"]` what to look at.

    Refused with every fault when there is any; nothing is changed then.
    """
    session.require(Role.ACCOUNTS)
    rows = {sheet: [(row.number, row.cells) for row in listed] for sheet, listed in book.rows.items()}
    return _import(session, book, rows, update, dry_run)


def import_rows(
    session: Session,
    values: Mapping[str, object],
    rows: Mapping[str, Iterable[Cells]],
    *,
    update: bool = False,
) -> Changes:
    """Imports typed rows that come from a program, not from a workbook."""
    numbered = {sheet: [(0, cells) for cells in listed] for sheet, listed in rows.items()}
    return _import(session, Book(settings=dict(values)), numbered, update, False)


def _import(
    session: Session,
    book: Book,
    rows: Mapping[str, list[tuple[int, Cells]]],
    update: bool,
    dry_run: bool,
) -> Changes:
    """One transaction: plan, check, store; a rehearsal does it all and rolls back.

    A workbook with faults is stored as far as it has none, before all of it is rolled back: what only storing tells is
    told with the rest.
    """
    faults = list(book.faults)
    values = tidied(book.settings)
    counts: list[SheetCount] = []
    told: list[str] = []
    try:
        with session.park.writing() as db:
            faults += check_settings(db, values, book.setting_rows)
            plans = {
                sheet: plan_sheet(db, sheet, rows.get(sheet, ()), update=update, faults=faults)
                for sheet in sheets.PLACES
            }
            _add_unreadable(plans, book)
            faults += check(plans, session.clock())
            counts.append(SheetCount("Park", 0, save_settings(db, values, book.setting_rows, faults), 0))
            writer = Writer(session, db, book.name)
            writer.store(sound(plans, faults) if faults else plans)
            faults += writer.faults
            told += writer.notices
            if faults:
                raise _refusal(faults)
            counts += [_count(sheet, plan) for sheet, plan in plans.items()]
            told = [*book.notices, *notices(plans, values, session.clock()), *told]
            if dry_run:
                raise _DryRun
            plan_file.keep(session.park.folder, db)
    except _DryRun:
        return Changes((), counts=counts, notices=told, dry_run=True)
    nouns = {
        sheets.PLACES[one.sheet].table
        for one in counts
        if one.sheet in sheets.PLACES and one.added + one.changed
    }
    return Changes(
        {*nouns, *({"settings"} if counts[0].changed else ())}, counts=counts, notices=told, dry_run=False
    )


def _add_unreadable(plans: Mapping[str, SheetPlan], book: Book) -> None:
    """Adds to the plans what of the workbook could not be read, so that it can be told from what is not there."""
    for sheet, plan in plans.items():
        plan.unread = sheet in book.unread
        plan.broken = [
            Entry(sheet, row.number, normal(sheet, row.cells), failed=row.failed)
            for row in book.broken.get(sheet, ())
        ]


def _refusal(faults: list[Fault]) -> Refused:
    """The one sentence, with the faults in the order of the workbook."""
    order = {sheet: place for place, sheet in enumerate(("Park", *sheets.PLACES))}
    unique = list(dict.fromkeys(faults))
    unique.sort(key=lambda fault: (order.get(fault.sheet, 99), fault.row or 0))
    count = len(unique)
    sentence = (
        "Nothing was imported: the workbook has a fault."
        if count == 1
        else "Nothing was imported: the workbook has {count} faults."
    )
    return Refused(sentence, faults=unique, count=count)


def _count(sheet: str, plan: SheetPlan) -> SheetCount:
    """What became of a sheet's rows."""
    return SheetCount(sheet, len(plan.added), len(plan.changed), plan.skipped)


def summary(counts: Iterable[SheetCount]) -> dict[str, Any]:
    """The counts as JSON: totals and each sheet with rows."""
    listed = list(counts)
    return {
        "added": sum(one.added for one in listed),
        "changed": sum(one.changed for one in listed),
        "skipped": sum(one.skipped for one in listed),
        "sheets": [
            {"sheet": one.sheet, "added": one.added, "changed": one.changed, "skipped": one.skipped}
            for one in listed
            if one.added or one.changed or one.skipped
        ],
    }
