"""Any report of tables as PDF: head, facts, drawings, each table with its heading row repeated, totals, page x of y."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from stpdesk.reports.figures.imprint import Imprint
from stpdesk.reports.figures.table import Heading as Column
from stpdesk.reports.figures.table import Report
from stpdesk.reports.pdf import columns, letterhead
from stpdesk.reports.pdf.blocks import Beside, Heading, Stack, Words
from stpdesk.reports.pdf.flow import Block, Flow, Page, printed
from stpdesk.reports.pdf.sheet import LANDSCAPE, MARGIN, PORTRAIT, Sheet, width
from stpdesk.reports.pdf.styles import BODY, LABEL
from stpdesk.reports.pdf.tabular import Tabular
from stpdesk.reports.saving import save

BOTTOM = MARGIN + letterhead.FOOT + 4
FACTS_IN_A_ROW = 4
FACTS_APART = 14.0

LONELY = 0.4
"""A last page that is filled no more than this is lonely."""

CLOSER = (4.2, 3.4, 2.6)
"""Points between rows that are tried then."""

MOST_SQUEEZED = 12
"""Of longer reports a page more or less is nothing."""


def write_report(report: Report, target: Path) -> None:
    """A report as PDF."""
    save(target, report_pdf(report))


def report_pdf(report: Report, imprint: Imprint | None = None, drawings: Sequence[Block] = ()) -> bytes:
    """A report as the bytes of a PDF, its drawings above its tables; on its side where a table is wide."""
    tables = _alike([Tabular(table) for table in report.tables])
    wide = columns.needs_landscape([one.written for one in tables], PORTRAIT[0] - 2 * MARGIN)
    name = report.park.get("name") or ""
    title = f"{report.title}, {name}" if name else report.title
    sheet = Sheet(title, author=name, size=LANDSCAPE if wide else PORTRAIT)
    if imprint is not None:
        sheet.identify(imprint)
    sample = letterhead.is_sample(report.park)
    named, digest = (imprint.words, imprint.digest) if imprint else (report.title, "")

    def frame(number: int, count: int) -> None:
        letterhead.head(
            sheet, report.title, report.park, letterhead.draft_of(imprint), logo=imprint.logo if imprint else None, strong=True
        )  # fmt: skip
        letterhead.foot(sheet, named, number, count, sample=sample, digest=digest)

    printed(sheet, _pages(sheet, report, tables, drawings), frame)
    return sheet.finish(contents=len(tables) > 1)


def _alike(tables: Sequence[Tabular]) -> list[Tabular]:
    """The tables, those with the same headings in columns of the same widths."""
    kinds: dict[tuple[Column, ...], list[Tabular]] = {}
    for one in tables:
        if one.written.count:
            kinds.setdefault(tuple(one.written.table.headings), []).append(one)
    same = [kinds.get(tuple(one.written.table.headings), []) for one in tables]
    return [
        one.alike(others) if len(others) > 1 and one.written.count else one
        for one, others in zip(tables, same, strict=True)
    ]


def _pages(sheet: Sheet, report: Report, tables: Sequence[Tabular], drawings: Sequence[Block]) -> list[Page]:
    """The report on pages; rows stand closer where that spares a last page with little on it."""
    flow = _laid_out(sheet, report, tables, drawings)
    pages = flow.finished()
    if not 1 < len(pages) <= MOST_SQUEEZED or flow.filled > LONELY:
        return pages
    for pad in CLOSER:
        closer = _laid_out(sheet, report, [one.closer(pad) for one in tables], drawings).finished()
        if len(closer) < len(pages):
            return closer
    return pages


def _laid_out(sheet: Sheet, report: Report, tables: Sequence[Tabular], drawings: Sequence[Block]) -> Flow:
    """Facts, drawings and tables under each other."""
    flow = Flow(MARGIN, sheet.right - MARGIN, sheet.top - letterhead.HEAD, BOTTOM)
    _facts(flow, report)
    for drawing in drawings:
        flow.add(drawing, gap=14)
    for one in tables:
        flow.mark(one.written.table.title)
        heading = one.written.table
        flow.hold(Heading(heading.title, heading.note or "", rule=False), gap=14)
        flow.add_rows(one)
    return flow


def _facts(flow: Flow, report: Report) -> None:
    """What the report is about, a few facts in a row."""
    facts = [Stack([Words(name, LABEL), Words(value, BODY, 4)]) for name, value in report.about]
    wanted = [max(width(name, LABEL), width(value, BODY)) + 1 for name, value in report.about]
    many, shares = _in_a_row(wanted, flow.width)
    for at in range(0, len(facts), many):
        row = facts[at : at + many]
        flow.add(Beside([*row, *[Stack([])] * (many - len(row))], shares, gap=FACTS_APART), gap=6)


def _in_a_row(wanted: Sequence[float], room: float) -> tuple[int, list[float]]:
    """How many facts stand in a row, rows as even as can be, and the widths of their columns.

    As many as fit with each on one line; where not even two do, four that wrap.
    """
    for most in range(len(wanted), 1, -1):
        rows = -(-len(wanted) // most)
        many = -(-len(wanted) // rows)
        wide = [max(wanted[at::many]) for at in range(many)]
        if sum(wide) + FACTS_APART * (many - 1) <= room:
            return many, wide
    return FACTS_IN_A_ROW, []
