"""Many documents in one go: a month's set, its invoices, statements or reminders in one file or one each; all or none."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from stpdesk.core.documents import Document
from stpdesk.core.errors import NothingToSay, Refused
from stpdesk.core.frozen import PDF
from stpdesk.core.months import Month
from stpdesk.db import closings, documents, frozen
from stpdesk.reports import catalogue, freezing
from stpdesk.reports.asked import Asked
from stpdesk.reports.catalogue import Kind
from stpdesk.reports.figures.context import Context
from stpdesk.reports.figures.imprint import Imprint
from stpdesk.reports.freezing import month_set
from stpdesk.reports.saving import flush_folder, refusing

Progress = Callable[[int, int], None]
SET, INVOICES, STATEMENT, REMINDER = "set", freezing.INVOICES, "statement", "reminder"
"""What is made in one go."""

_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')


@dataclass(frozen=True, slots=True)
class File:
    """One file to be: its name in the folder, and what makes its bytes."""

    name: str
    make: Callable[[], bytes]


def month_files(context: Context) -> list[File]:
    """Every document of the context's month as PDF and as workbook, the invoices and the statements as one PDF each.

    Of a closed month they are the frozen ones.
    """
    closed = closings.is_closed(context.db, context.month)
    found = [one for kind in month_set() for one in _of_kind(context, kind, closed=closed)]
    if context.terms.tenants:
        found.append(File(f"statements {context.month}.pdf", lambda: statements_in_one(context)))
    return found


def _of_kind(context: Context, kind: Kind, *, closed: bool) -> Iterator[File]:
    """A kind's forms; its figures are taken once."""
    asked = Asked(month=context.month)
    kept = frozen.newest(context.db, context.month, kind.name) if closed else None
    taken: list[tuple[Any, Imprint]] = []

    def made(form: str) -> bytes:
        stored = kept.file(form) if kept is not None else None
        if stored is not None and context.vault is not None:
            return context.vault.read(stored.sha256)
        if not taken:
            found = kind.figures(context, asked)
            taken.append((found, catalogue.imprint(found, context, asked)))
        return freezing.made(context.db, kind, form, *taken[0], context.month)

    for form in kind.formats[1:]:
        yield File(f"{kind.name} {context.month}.{form}", partial(made, form))


def invoice_files(context: Context) -> list[File]:
    """The month's invoices and credit notes, a PDF each; refused where there is none."""
    found = documents.find(context.db, "month", str(context.month))
    if not found:
        raise _nothing(context.month)
    return [File(file_name(f"{one.number} {one.tenant}.pdf"), partial(_invoice, one)) for one in found]


def invoices_in_one(context: Context, progress: Progress | None = None) -> bytes:
    """The month's invoices and credit notes as one PDF, of a closed month the frozen one; refused where there is none."""
    from stpdesk.reports.pdf.invoice import invoices_pdf

    kind = catalogue.kind(freezing.INVOICES)
    if closings.is_closed(context.db, context.month) and context.vault is not None:
        kept = frozen.newest(context.db, context.month, kind.name)
        stored = kept.file(PDF) if kept is not None else None
        if stored is not None:
            return context.vault.read(stored.sha256)
    found = documents.find(context.db, "month", str(context.month))
    if not found:
        raise _nothing(context.month)
    figures, asked = kind.figures(context, Asked(month=context.month)), Asked(month=context.month)
    return invoices_pdf(found, catalogue.imprint(figures, context, asked), progress)


def _nothing(month: Month) -> Refused:
    """Why there are no invoices to print."""
    return Refused(
        "Nothing was issued in {month}; there are no invoices to print.", field="month", month=month
    )


def _invoice(document: Document) -> bytes:
    """One document's PDF."""
    from stpdesk.reports.pdf.invoice import invoice_pdf

    return invoice_pdf(document)


def statements_in_one(context: Context, progress: Progress | None = None) -> bytes:
    """The statement of every tenant who ever had a movement, from the month's first day, as one PDF; refused without any."""
    return letters_in_one(context, STATEMENT, _statements(context), progress)


def statement_files(context: Context) -> list[File]:
    """The same, a PDF each."""
    return letter_files(context, STATEMENT, str(context.month), _statements(context))


def reminders_in_one(context: Context, tone: str | None = None, progress: Progress | None = None) -> bytes:
    """The reminder, in a tone, of every tenant with something overdue on the day, as one PDF; refused where nobody has."""
    return letters_in_one(context, REMINDER, _reminders(context, tone), progress)


def reminder_files(context: Context, tone: str | None = None) -> list[File]:
    """The same, a PDF each."""
    return letter_files(context, REMINDER, str(context.day), _reminders(context, tone))


def in_one(context: Context, which: str, tone: str | None = None, progress: Progress | None = None) -> bytes:
    """Everybody's statements or reminders as one PDF."""
    if which == REMINDER:
        return reminders_in_one(context, tone, progress)
    return statements_in_one(context, progress)


def files(context: Context, which: str, tone: str | None = None) -> list[File]:
    """A month's set, its invoices, everybody's statements or reminders, a file each."""
    if which == REMINDER:
        return reminder_files(context, tone)
    made = {SET: month_files, INVOICES: invoice_files, STATEMENT: statement_files}
    return made[which](context)


def _statements(context: Context) -> list[Asked]:
    """The tenants with a movement up to the day."""
    found = [one.code for one in context.tenants() if one.id in context.ageing]
    if not found:
        raise NothingToSay("Nobody has an account yet; there are no statements to print.")
    return [Asked(month=context.month, tenant=code) for code in found]


def _reminders(context: Context, tone: str | None) -> list[Asked]:
    """The tenants who owe something that is past its due date; none whose advances come to all that is open."""
    late = {key for key, aged in context.ageing.items() if aged.overdue and not aged.covered}
    if not late:
        raise NothingToSay(
            "Nobody has anything overdue on {day}; there are no reminders to print.", day=context.day
        )
    return [Asked(tenant=one.code, tone=tone) for one in context.tenants() if one.id in late]


def letters_in_one(
    context: Context, name: str, asked: Sequence[Asked], progress: Progress | None = None
) -> bytes:
    """Papers to tenants as one PDF, each beginning on its own page."""
    from stpdesk.reports.pdf.letter import letters_pdf

    kind = catalogue.kind(name)
    letters: list[tuple[Any, Imprint]] = []
    for done, one in enumerate(asked):
        if progress is not None:
            progress(done, 2 * len(asked))
        found = kind.figures(context, one)
        letters.append((found, catalogue.imprint(found, context, one)))

    def drawn(done: int, total: int) -> None:
        """The second half of the work."""
        if progress is not None:
            progress(total + done, 2 * total)

    return letters_pdf(letters, drawn)


def letter_files(context: Context, name: str, of: str, asked: Sequence[Asked]) -> list[File]:
    """A PDF each, named after what it is of and the tenant."""
    kind = catalogue.kind(name)

    def made(one: Asked) -> bytes:
        found = kind.figures(context, one)
        return kind.made(PDF, found, catalogue.imprint(found, context, one))

    return [File(file_name(f"{name} {of} {one.tenant}.pdf"), partial(made, one)) for one in asked]


def file_name(text: str) -> str:
    """A text as a name every system takes, sticks formatted as FAT too: `GLT-INV-2026-27-00042 T01.pdf`."""
    return _UNSAFE.sub("-", text).strip(" .")


def write_all(folder: Path, files: Sequence[File], progress: Progress | None = None) -> list[str]:
    """Puts every file into the folder, which is made where it is not there; returns their names.

    They are written beside it first, so that a full disk, a pulled stick or a stop (a `progress` that raises) leaves nothing
    half done; files of the same names that were there are replaced at the end.
    """
    place = folder.resolve()
    beside = place.with_name(f"{_unfinished(os.getpid())}{place.name}")
    with refusing(folder):
        if place.exists() and not place.is_dir():
            raise Refused("{folder} is a file; give the name of a folder.", field="out", folder=folder)
        beside.mkdir(parents=False)
        try:
            _fill(beside, files, progress)
            _hand_over(beside, place)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    return [one.name for one in files]


def _unfinished(process: int) -> str:
    """How the names of folders begin that a process has not finished."""
    return f".stpdesk-{process}-"


def clear(place: Path, process: int) -> None:
    """Takes away what a process that was ended left unfinished in a folder."""
    for one in place.glob(f"{_unfinished(process)}*"):
        shutil.rmtree(one, ignore_errors=True)


def _fill(beside: Path, files: Sequence[File], progress: Progress | None) -> None:
    """Makes and writes each, flushed to the disk."""
    for done, one in enumerate(files):
        if progress is not None:
            progress(done, len(files))
        with (beside / one.name).open("wb") as file:
            file.write(one.make())
            file.flush()
            os.fsync(file.fileno())
    if progress is not None:
        progress(len(files), len(files))


def _hand_over(beside: Path, place: Path) -> None:
    """The new folder as a whole, or its files into the one that is there."""
    if not place.exists():
        beside.rename(place)
    else:
        for one in sorted(beside.iterdir()):
            one.replace(place / one.name)
    flush_folder(place)
