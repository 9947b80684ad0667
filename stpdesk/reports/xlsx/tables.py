"""Any report of tables as a workbook: a sheet for each table, and one that says what it is about."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from stpdesk.reports.figures.imprint import PROPERTY, Imprint
from stpdesk.reports.figures.table import Cell, Heading, Report, Table, Value
from stpdesk.reports.saving import refusing, save
from stpdesk.reports.xlsx.cells import FIGURES, GENERAL, held
from stpdesk.workbook.excel import text

ABOUT = "About"
LONGEST_NAME = 31
WIDEST, NARROWEST = 60, 9
PORTRAIT_WIDTH = 95
"""Columns wider than this together print on a page on its side."""

LINE, HIGHEST = 15.0, 409.0
"""Points a line of text takes, and the highest row there is."""

MARGIN = 16 / 25.4
A4 = 9
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_RULE = Side("thin", color="0E5E48")
_HEADED = PatternFill("solid", fgColor="E3F0EB")
_BOLD = Font(name="Calibri", size=11, bold=True)
_PLAIN = Font(name="Calibri", size=11)


def write_report(report: Report, target: Path) -> None:
    """A report as a workbook."""
    with refusing(target):
        content = report_xlsx(report)
    save(target, content)


def report_xlsx(report: Report, imprint: Imprint | None = None) -> bytes:
    """A report as the bytes of a workbook."""
    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = report.title, "STP Desk"
    if imprint is not None:
        props = book.custom_doc_props  # type: ignore[attr-defined]  # the stub lacks it
        props.append(StringProperty(name=PROPERTY, value=imprint.mark))
    names = sheet_names([table.title for table in report.tables])
    for name, table in zip(names, report.tables, strict=True):
        _table(book.create_sheet(name), table, report)
    _about(book.create_sheet(ABOUT), report, imprint)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def sheet_names(titles: Iterable[str]) -> list[str]:
    """Names Excel takes: none of its seven forbidden characters, at most 31, each different without regard to case."""
    taken = {ABOUT.casefold(), "history"}
    names = []
    for title in titles:
        base = _FORBIDDEN.sub(" ", title).strip(" '") or "Table"
        name, again = base[:LONGEST_NAME].strip(" '"), 2
        while name.casefold() in taken:
            tail = f" {again}"
            name, again = base[: LONGEST_NAME - len(tail)].strip(" '") + tail, again + 1
        taken.add(name.casefold())
        names.append(name)
    return names


class _Pen:
    """Turns a column's values into cells; one cell a look is used again and again, for each row is written at once."""

    def __init__(self, page: Any, kind: Cell = Cell.TEXT) -> None:
        self._page, self._kind = page, kind
        self._cells: dict[tuple[str, bool, bool], Any] = {}
        self._blank = WriteOnlyCell(page)
        self._blank.border = Border(top=_RULE)

    def cell(self, value: Value, *, total: bool = False) -> Any:
        """The cell of this column in a row, or None for nothing."""
        content, shown_as = held(value, self._kind)
        if content is None:
            return self._blank if total else None
        as_text = isinstance(content, str)
        look = self._look(shown_as, total=total, guarded=as_text and str(content)[0] in "=+-@")
        look.value = content
        if as_text:
            look.data_type = "s"
        return look

    def _look(self, shown_as: str, *, total: bool, guarded: bool = False) -> Any:
        """The cell of a number format; totals bold under a rule, text that begins like a formula marked as text."""
        key = (shown_as, total, guarded)
        cell = self._cells.get(key)
        if cell is None:
            cell = self._cells[key] = WriteOnlyCell(self._page)
            cell.number_format = shown_as
            cell.font = _BOLD if total else _PLAIN
            if shown_as == GENERAL and self._kind is Cell.TEXT:
                cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
            else:
                cell.alignment = Alignment(vertical="top")
            if total:
                cell.border = Border(top=_RULE)
            if guarded:
                cell.quotePrefix = True
        return cell


def _heading(page: Any, head: Heading) -> Any:
    """A cell of the heading row."""
    cell = WriteOnlyCell(page, text(head.name))
    cell.data_type = "s"
    cell.font, cell.fill = _BOLD, _HEADED
    side = "right" if head.kind in FIGURES else "left"
    cell.alignment = Alignment(horizontal=side, vertical="bottom", wrap_text=True)
    cell.border = Border(bottom=_RULE)
    return cell


def _table(page: Any, table: Table, report: Report) -> None:
    """One sheet: a frozen heading row, the rows, totals as values."""
    widths = [_width(at, table) for at in range(len(table.headings))]
    _prepare(page, table, report, widths)
    page.append([_heading(page, head) for head in table.headings])
    pens = [_Pen(page, head.kind) for head in table.headings]
    for number, row in enumerate(table.rows, start=2):
        _heighten(page, number, row, widths)
        page.append([pen.cell(value) for pen, value in zip(pens, row, strict=False)])
    if not table.rows:
        page.append([_Pen(page).cell(table.empty)])
    elif table.totals is not None:
        page.append(list(_totals(pens, table.totals)))


def _totals(pens: Sequence[_Pen], totals: Sequence[Value]) -> Iterator[Any]:
    """The totals row, begun with the word where it has none of its own."""
    worded = any(isinstance(value, str) and value for value in totals)
    for at, (pen, value) in enumerate(zip(pens, totals, strict=False)):
        yield pen.cell("Total" if value is None and at == 0 and not worded else value, total=True)


def _prepare(page: Any, table: Table, report: Report, widths: Sequence[float]) -> None:
    """Widths, frozen heading, filter and print set-up: all before the first row."""
    _heighten(page, 1, [head.name for head in table.headings], widths)
    for at, wide in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(at)].width = wide
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    if len(table.rows) > 1:
        page.auto_filter.ref = f"A1:{get_column_letter(max(len(widths), 1))}{len(table.rows) + 1}"
    _print_setup(page, table.title, report, wide=sum(widths) > PORTRAIT_WIDTH)


def _print_setup(page: Any, title: str, report: Report, *, wide: bool) -> None:
    """A4, as wide as the page, named and numbered."""
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.page_setup.orientation = "landscape" if wide else "portrait"
    page.page_setup.paperSize = A4
    for side in ("left", "right", "top", "bottom"):
        setattr(page.page_margins, side, MARGIN)
    page.page_margins.header = page.page_margins.footer = MARGIN / 2
    page.oddHeader.left.text = _printed(f"{title} · {report.park.get('name') or ''}".strip(" ·"))
    page.oddFooter.right.text = "Page &P of &N"


def _printed(words: str) -> str:
    """A text for the printed head: `&` begins a code there, and it holds 255 characters."""
    return "".join(letter for letter in words[:100] if letter.isprintable()).replace("&", "&&")


def _width(at: int, table: Table) -> float:
    """Wide enough for the heading's longest word and the cells, within bounds; longer texts wrap."""
    head = table.headings[at]
    rows = [*table.rows, *([table.totals] if table.totals else [])]
    longest = max((_length(row[at], head.kind) for row in rows if at < len(row)), default=0)
    words = max((len(word) for word in head.name.split()), default=0)
    return min(max(longest + 2, words + 4, min(len(head.name) + 3, 16), NARROWEST), WIDEST)


def _heighten(page: Any, number: int, row: Sequence[Value], widths: Sequence[float]) -> None:
    """Makes a row as high as its longest wrapped text needs: not every program does so by itself."""
    lines = 1
    for value, wide in zip(row, widths, strict=False):
        if isinstance(value, str) and len(value) > wide - 2:
            lines = max(lines, len(textwrap.wrap(value, max(int(wide) - 2, 4))))
    if lines > 1:
        page.row_dimensions[number].height = min(LINE * lines, HIGHEST)


def _length(value: Value, kind: Cell) -> int:
    """About how many characters a cell shows."""
    if value is None:
        return 0
    if kind is Cell.INSTANT and not isinstance(value, str):
        return len("20 Sep 2026 00:00")
    if isinstance(value, int | float) and kind in FIGURES:
        digits = len(f"{value:.6g}" if isinstance(value, float) else str(value))
        return digits + max(digits - 3, 0) // 2 + 1
    return max((len(line) for line in str(value).splitlines()), default=0)


def _about(page: Any, report: Report, imprint: Imprint | None) -> None:
    """What the workbook is: title, park, every fact, its identity, and the notes of the tables."""
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 28, 80
    _print_setup(page, report.title, report, wide=False)
    pen = _Pen(page)
    facts = [("Document", report.title), *report.about]
    named = {name.casefold() for name, _ in report.about}
    if "park" not in named and report.park.get("name"):
        facts.insert(1, ("Park", report.park.get("name") or ""))
    if imprint:
        facts += [("Number", imprint.words), ("Data hash (SHA-256)", imprint.digest)]
    facts += [(table.title, table.note) for table in report.tables if table.note]
    for name, value in facts:
        label = WriteOnlyCell(page, text(name))
        label.data_type, label.font, label.alignment = "s", _BOLD, Alignment(vertical="top", wrap_text=True)
        page.append([label, pen.cell(value)])
