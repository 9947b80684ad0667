"""Any report of tables as PDF: head, facts, each table with its heading row repeated, totals, page x of y."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from stpdesk.reports.figures.imprint import Imprint
from stpdesk.reports.figures.table import Report
from stpdesk.reports.pdf import columns, letterhead
from stpdesk.reports.pdf.columns import Column, Texts
from stpdesk.reports.pdf.fitting import fitted, wrap
from stpdesk.reports.pdf.fonts import Weight
from stpdesk.reports.pdf.sheet import LANDSCAPE, MARGIN, PORTRAIT, Colour, Sheet, Style, is_tall
from stpdesk.reports.pdf.styles import BODY, LABEL, MUTED, SECTION
from stpdesk.reports.saving import save

BOTTOM = MARGIN + letterhead.FOOT + 4
PAD = 5.0
MOST_LINES = 8
FACTS_IN_A_ROW = 4

Draw = Callable[[Sheet, float], None]


def write_report(report: Report, target: Path) -> None:
    """A report as PDF."""
    save(target, report_pdf(report))


def report_pdf(report: Report, imprint: Imprint | None = None) -> bytes:
    """A report as the bytes of a PDF; on its side where a table is wide."""
    tables = [columns.texts(table) for table in report.tables]
    wide = columns.needs_landscape(tables, PORTRAIT[0] - 2 * MARGIN)
    name = report.park.get("name") or ""
    sheet = Sheet(
        f"{report.title}, {name}" if name else report.title, author=name, size=LANDSCAPE if wide else PORTRAIT
    )
    flow = _Flow(sheet.top - letterhead.HEAD, sheet.right - MARGIN)
    _facts(flow, report)
    for table in tables:
        _table(flow, table)
    for number, page in enumerate(flow.pages, start=1):
        letterhead.head(sheet, report.title, report.park)
        for title in page.begins:
            sheet.bookmark(title)
        for top, draw in page.placed:
            draw(sheet, top)
        sample = letterhead.is_sample(report.park)
        named = imprint.words if imprint else report.title
        letterhead.foot(
            sheet, named, number, len(flow.pages), sample=sample, digest=imprint.digest if imprint else ""
        )
        sheet.next_page()
    return sheet.finish(contents=len(tables) > 1)


@dataclass(slots=True)
class _Page:
    """What stands where on one page, and the tables that begin on it."""

    placed: list[tuple[float, Draw]] = field(default_factory=list)
    begins: list[str] = field(default_factory=list)


class _Flow:
    """Places one thing under another, and turns the page where there is no room."""

    def __init__(self, top: float, room: float) -> None:
        self.room = room
        self.pages = [_Page()]
        self._first = self._top = top

    def place(self, height: float, draw: Draw) -> None:
        """Puts something here."""
        self.pages[-1].placed.append((self._top, draw))
        self._top -= height

    def space(self, height: float) -> None:
        """Leaves room, but none at the head of a page."""
        if self._top < self._first:
            self._top -= height

    def fits(self, height: float) -> bool:
        """Whether so much still goes on this page; on an empty page anything does."""
        return self._top - height >= BOTTOM or self._top >= self._first

    def turn(self) -> None:
        """Goes on at the head of a new page."""
        self.pages.append(_Page())
        self._top = self._first


def _facts(flow: _Flow, report: Report) -> None:
    """What the report is about, a few facts in a row."""
    room = (flow.room - 12 * (FACTS_IN_A_ROW - 1)) / FACTS_IN_A_ROW
    for at in range(0, len(report.about), FACTS_IN_A_ROW):
        row = [(name, wrap(value, BODY, room, 4)) for name, value in report.about[at : at + FACTS_IN_A_ROW]]
        height = LABEL.leading + max(len(lines) for _, lines in row) * BODY.leading + 6

        def draw(sheet: Sheet, top: float, row: Sequence[tuple[str, tuple[str, ...]]] = tuple(row)) -> None:
            for number, (name, lines) in enumerate(row):
                left = MARGIN + number * (room + 12)
                sheet.text(left, top - LABEL.size, name, LABEL)
                for down, line in enumerate(lines):
                    sheet.text(left, top - LABEL.leading - BODY.size - down * BODY.leading, line, BODY)

        flow.place(height, draw)


def _table(flow: _Flow, table: Texts) -> None:
    """One table; its title, note and heading row keep with its first rows."""
    size, across = columns.fit(table, MARGIN, flow.room)
    style = Style(size)
    heading = _heading(table, across, size)
    rows = [_row(cells, across, style) for cells in table.rows]
    totals = _row(table.totals, across, Style(size, Weight.SEMIBOLD)) if table.totals and rows else None
    flow.space(14)
    start = SECTION.leading + 4 + heading.height + sum(row.height for row in rows[:2])
    if not flow.fits(start):
        flow.turn()
    flow.pages[-1].begins.append(table.table.title)
    _titled(flow, table)
    if not rows:
        flow.place(BODY.leading + PAD, lambda sheet, top: _line(sheet, top, table.table.empty, MUTED))
        return
    flow.place(heading.height, heading.draw)
    for at, row in enumerate(rows):
        with_total = totals.height if totals and at == len(rows) - 1 else 0.0
        if not flow.fits(row.height + with_total):
            flow.turn()
            flow.place(heading.height, heading.draw)
        flow.place(row.height, row.draw)
    if totals:
        flow.place(totals.height, _total(totals))


def _titled(flow: _Flow, table: Texts) -> None:
    """The table's title and its note."""
    for line in wrap(table.table.title, SECTION, flow.room, 2):
        flow.place(SECTION.leading + 2, lambda sheet, top, line=line: _line(sheet, top, line, SECTION))  # type: ignore[misc]
    for line in wrap(table.table.note or "", MUTED, flow.room, 6):
        flow.place(MUTED.leading + 1, lambda sheet, top, line=line: _line(sheet, top, line, MUTED))  # type: ignore[misc]


def _line(sheet: Sheet, top: float, text: str, style: Style) -> None:
    """A line across the page."""
    sheet.text(MARGIN, top - style.size, text, style, sentence=True)


@dataclass(frozen=True, slots=True)
class _Row:
    """A measured row of a table."""

    cells: tuple[tuple[str, ...], ...]
    across: Sequence[Column]
    style: Style
    height: float
    ruled: Colour = Colour.LINE

    def draw(self, sheet: Sheet, top: float) -> None:
        """Every cell, over a hairline."""
        first = top - self.style.size - PAD / 2
        for column, lines in zip(self.across, self.cells, strict=False):
            for number, line in enumerate(lines):
                base = first - number * self.style.leading
                style = fitted(line, self.style, column.room)
                if column.figures:
                    sheet.text_right(column.right, base, line, style)
                else:
                    sheet.text(column.left, base, line, style)
        sheet.rule(MARGIN, sheet.right, top - self.height, self.ruled)


def _row(cells: Sequence[str], across: Sequence[Column], style: Style, ruled: Colour = Colour.LINE) -> _Row:
    """Cells wrapped into their columns; figures stay on one line."""
    wrapped = tuple(
        (cell,) if column.figures and ruled is Colour.LINE else wrap(cell, style, column.room, MOST_LINES)
        for cell, column in zip(cells, across, strict=False)
    )
    tall = any(is_tall(line, style) for lines in wrapped for line in lines)
    lines = max((len(lines) for lines in wrapped), default=1)
    return _Row(wrapped, across, style, max(lines, 1) * style.leading + PAD + (2 if tall else 0), ruled)


def _heading(table: Texts, across: Sequence[Column], size: float) -> _Row:
    """The heading row."""
    style = Style(min(size, LABEL.size), colour=Colour.MUTED)
    return _row([head.name for head in table.table.headings], across, style, Colour.MUTED)


def _total(row: _Row) -> Draw:
    """The totals under a heavier rule."""

    def draw(sheet: Sheet, top: float) -> None:
        sheet.rule(MARGIN, sheet.right, top, Colour.MUTED, 0.8)
        row.draw(sheet, top)

    return draw
