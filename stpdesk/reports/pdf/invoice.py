"""Invoices and credit notes as PDF, one or a month's worth in one file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from stpdesk.core.documents import Document
from stpdesk.core.errors import Refused
from stpdesk.core.money import Paisa
from stpdesk.reports.figures.imprint import Imprint
from stpdesk.reports.figures.issued import issued_imprint
from stpdesk.reports.pdf import invoice_parts as parts
from stpdesk.reports.pdf import invoice_table as table
from stpdesk.reports.pdf import invoice_words as words
from stpdesk.reports.pdf import letterhead, written
from stpdesk.reports.pdf.invoice_table import DENSE, HEAD_ROW, ROOMY, SNUG, Density, Room, Row
from stpdesk.reports.pdf.sheet import MARGIN, Sheet
from stpdesk.reports.saving import save

ONE_PAGE = 18
"""So many lines always fit on one page."""

BOTTOM = MARGIN + letterhead.FOOT
GAP = 12.0


def write_invoice(document: Document, target: Path) -> None:
    """One document as PDF."""
    save(target, invoice_pdf(document))


def write_invoices(documents: Iterable[Document], target: Path) -> None:
    """Several in one file, each beginning on its own page, with bookmarks by number; refused where there is none."""
    save(target, invoices_pdf(list(documents)))


def invoice_pdf(document: Document) -> bytes:
    """One document as the bytes of a PDF."""
    sheet = Sheet(_named(document), author=document.park.get("name") or "")
    imprint = issued_imprint(document)
    if imprint is not None:
        sheet.identify(imprint)
    _draw(sheet, document)
    return sheet.finish()


def invoices_pdf(
    documents: list[Document], imprint: Imprint | None = None, told: Callable[[int, int], None] | None = None
) -> bytes:
    """Several documents as the bytes of one PDF; `imprint` is that of the whole file.

    `told` hears how many are done and of how many; what it raises ends the work.
    """
    if not documents:
        raise Refused("There are no invoices to print.")
    first, last = documents[0], documents[-1]
    ends = (
        f"{words.reference(first)} to {words.reference(last)}"
        if len(documents) > 1
        else words.reference(first)
    )
    sheet = Sheet(f"Invoices {ends}", author=first.park.get("name") or "")
    if imprint is not None:
        sheet.identify(imprint)
    for done, document in enumerate(documents):
        if told is not None:
            told(done, len(documents))
        sheet.bookmark(document.number or f"Preview, {document.tenant}")
        _draw(sheet, document)
    return sheet.finish(contents=True)


def _named(document: Document) -> str:
    """The PDF's title."""
    kind = "Credit note" if document.kind == words.CREDIT else "Invoice"
    return f"{kind} {document.number}" if document.number else f"{kind} preview, {document.tenant}"


@dataclass(frozen=True, slots=True)
class _Layout:
    """Rows by page, and the blocks around them."""

    pages: list[list[Row]]
    density: Density
    parties: list[parts.Block]
    sums: list[parts.SumRow]
    closing: parts.Block


def _laid_out(document: Document, top: float, right: float) -> _Layout:
    """The roomiest layout that takes one page; several roomy pages where none does."""
    entries = words.entries(document)
    around, closing = parts.parties(document, right), parts.closing(document)
    beside = max(block.height for block in around) + GAP
    layouts = []
    for density in (ROOMY, SNUG, DENSE) if len(entries) <= ONE_PAGE else (ROOMY, SNUG):
        sums = parts.sum_rows(document, density.pad / 2)
        tail = GAP + max(sum(row.height for row in sums) + parts.fbr_height(document), closing.height)
        carried = table.carried_height(density)
        room = Room(top - BOTTOM - beside - HEAD_ROW, top - BOTTOM - HEAD_ROW - carried, tail, carried)
        pages = table.paged(table.measured(entries, density), room)
        layouts.append(_Layout(pages, density, around, sums, closing))
        if len(pages) == 1:
            return layouts[-1]
    return layouts[0]


def _draw(sheet: Sheet, document: Document) -> None:
    """Every page of one document."""
    layout = _laid_out(document, sheet.top - letterhead.HEAD, sheet.right)
    count = len(layout.pages)
    carried = Paisa(0)
    for number, rows in enumerate(layout.pages, start=1):
        top = _page_head(sheet, document, number)
        if number == 1:
            for block in layout.parties:
                block.draw(sheet, top)
            top -= max(block.height for block in layout.parties) + GAP
        top = table.draw_head(sheet, top)
        if number > 1:
            top = table.draw_carried(sheet, top, "Brought forward", carried, layout.density)
        top = table.draw_rows(sheet, top, rows)
        carried = Paisa(carried + sum(row.entry.amount for row in rows))
        if number == count:
            _tail(sheet, document, top, layout)
        else:
            sheet.rule(MARGIN, sheet.right, top)
            table.draw_carried(sheet, top, "Carried forward", carried, layout.density)
        _page_foot(sheet, document, number, count)
        sheet.next_page()


def _page_head(sheet: Sheet, document: Document, number: int) -> float:
    """The letterhead with the document's number; returns where the page goes on."""
    beneath = written.day(document.date) if number == 1 else f"{written.day(document.date)}, continued"
    return letterhead.head(sheet, words.title(document), document.park, words.reference(document), beneath)


def _tail(sheet: Sheet, document: Document, top: float, layout: _Layout) -> None:
    """The sums at the right, words and payment at their left, the FBR's code below the sums."""
    sheet.rule(MARGIN, sheet.right, top)
    parts.draw_sums(sheet, top - GAP / 2, layout.sums)
    layout.closing.draw(sheet, top - GAP + 1.4)
    parts.draw_fbr(sheet, document, top - GAP / 2 - sum(row.height for row in layout.sums))


def _page_foot(sheet: Sheet, document: Document, number: int, count: int) -> None:
    """The document's number, the hash of what was issued, “sample data”, page x of y."""
    sample, imprint = letterhead.is_sample(document.park), issued_imprint(document)
    hashed = imprint.digest if imprint else ""
    letterhead.foot(sheet, words.reference(document), number, count, sample=sample, digest=hashed)
