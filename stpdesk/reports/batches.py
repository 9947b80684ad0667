"""Many documents in one go: a month's set, its invoices or statements in one file or one each; all of them or none."""

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
from stpdesk.core.errors import Refused
from stpdesk.core.frozen import PDF
from stpdesk.db import closings, documents, frozen
from stpdesk.reports import catalogue, freezing
from stpdesk.reports.asked import Asked
from stpdesk.reports.catalogue import Kind
from stpdesk.reports.figures.context import Context
from stpdesk.reports.figures.imprint import Imprint
from stpdesk.reports.freezing import month_set
from stpdesk.reports.saving import flush_folder, refusing

Progress = Callable[[int, int], None]

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
        raise Refused(
            "Nothing was issued in {month}; there are no invoices to print.",
            field="month",
            month=context.month,
        )
    return [File(file_name(f"{one.number} {one.tenant}.pdf"), partial(_invoice, one)) for one in found]


def _invoice(document: Document) -> bytes:
    """One document's PDF."""
    from stpdesk.reports.pdf.invoice import invoice_pdf

    return invoice_pdf(document)


def _accounts(context: Context) -> list[str]:
    """Codes of the tenants with a movement up to the day."""
    return [tenant.code for tenant in context.tenants() if tenant.id in context.ageing]


def statements_in_one(context: Context) -> bytes:
    """The statement of every tenant who ever had a movement, from the month's first day, as one PDF."""
    from stpdesk.reports.pdf.letter import letters_pdf

    kind = catalogue.kind("statement")
    letters = []
    for code in _accounts(context):
        asked = Asked(month=context.month, tenant=code)
        found = kind.figures(context, asked)
        letters.append((found, catalogue.imprint(found, context, asked)))
    if not letters:
        raise Refused("Nobody has an account yet; there are no statements to print.")
    return letters_pdf(letters)


def statement_files(context: Context) -> list[File]:
    """The same, a PDF each; refused where there is none."""
    kind = catalogue.kind("statement")

    def made(code: str) -> bytes:
        asked = Asked(month=context.month, tenant=code)
        found = kind.figures(context, asked)
        return kind.made(PDF, found, catalogue.imprint(found, context, asked))

    codes = _accounts(context)
    if not codes:
        raise Refused("Nobody has an account yet; there are no statements to print.")
    return [File(file_name(f"statement {context.month} {code}.pdf"), partial(made, code)) for code in codes]


def file_name(text: str) -> str:
    """A text as a name every system takes, sticks formatted as FAT too: `GLT-INV-2026-27-00042 T01.pdf`."""
    return _UNSAFE.sub("-", text).strip(" .")


def write_all(folder: Path, files: Sequence[File], progress: Progress | None = None) -> list[str]:
    """Puts every file into the folder, which is made where it is not there; returns their names.

    They are written beside it first, so that a full disk, a pulled stick or a stop (a `progress` that raises) leaves nothing
    half done; files of the same names that were there are replaced at the end.
    """
    place = folder.resolve()
    beside = place.with_name(f".stpdesk-{os.getpid()}-{place.name}")
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
