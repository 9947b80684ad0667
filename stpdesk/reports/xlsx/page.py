"""What every sheet shares: how cells look, how wide and high they are, how it prints."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from stpdesk.reports.figures.decimals import EVENED, of_column
from stpdesk.reports.figures.table import Cell, Heading, Table, Value
from stpdesk.reports.xlsx.cells import FIGURES, GENERAL, held
from stpdesk.reports.xlsx.streamed import cell
from stpdesk.workbook.excel import text

WIDEST, NARROWEST = 60, 6
PORTRAIT_WIDTH = 95
"""Columns wider than this together print on a page on its side."""

LINE, HIGHEST = 15.0, 409.0
"""Points a line of text takes, and the highest row there is."""

MARGIN = 16 / 25.4
A4 = 9
GREEN = "0E5E48"
RULE = Side("thin", color=GREEN)
HEADED = PatternFill("solid", fgColor="E3F0EB")
BOLD = Font(name="Calibri", size=11, bold=True)
PLAIN = Font(name="Calibri", size=11)


class Pen:
    """Turns a column's values into cells; one cell a look is used again and again, for each row is written at once.

    What a cell looks like is never changed once it was written: the workbook would change all that look the same.
    """

    def __init__(self, page: Any, kind: Cell = Cell.TEXT, places: int = 0) -> None:
        self._page, self._kind, self._places = page, kind, places
        self._cells: dict[tuple[str, bool, bool], Any] = {}
        self._blank = WriteOnlyCell(page)
        self._blank.border = Border(top=RULE)
        self._styles: dict[tuple[str, bool], int] = {}
        self._amounts = kind in {Cell.MONEY, Cell.USD}
        self._by_digits: dict[int, int] = {}

    def cell(self, value: Value, *, total: bool = False, shown_as: str | None = None) -> Any:
        """The cell of this column in a row, or None for nothing; `shown_as` is a number format instead of the kind's own."""
        content, usual = held(value, self._kind, self._places)
        if content is None:
            return self._blank if total else None
        as_text = isinstance(content, str)
        look = self._look(shown_as or usual, total=total, guarded=as_text and str(content)[0] in "=+-@")
        look.value = content
        if as_text:
            look.data_type = "s"
        return look

    def xml(self, value: Value, at: str, places: int = 0) -> str:
        """The cell at a place as XML, for lists (`streamed`); nothing for nothing. `places`: of its row, where kinds are mixed."""
        if self._amounts and type(value) is int:
            return self._amount(value, at)
        content, shown_as = held(value, self._kind, places if self._kind is Cell.FIGURE else self._places)
        if content is None:
            return ""
        guarded = isinstance(content, str) and content[:1] in "=+-@"
        style = self._styles.get((shown_as, guarded))
        if style is None:
            style = self._styles[shown_as, guarded] = self._look(
                shown_as, total=False, guarded=guarded
            ).style_id
        return cell(at, style, content)

    def _amount(self, value: int, at: str) -> str:
        """The cell of hundredths: what `held` gives, without a Decimal for each of a list's many."""
        digits = str(value) if value >= 100 else f"{'-' if value < 0 else ''}{abs(value):03d}"
        size = len(digits) - (value < 0)
        style = self._by_digits.get(size)
        if style is None:
            _, shown_as = held(value, self._kind)
            style = self._by_digits[size] = self._look(shown_as, total=False).style_id
        return f'<c r="{at}" s="{style}"><v>{digits[:-2]}.{digits[-2:]}</v></c>'

    def _look(self, shown_as: str, *, total: bool, guarded: bool = False) -> Any:
        """The cell of a number format; totals bold under a rule, text that begins like a formula marked as text."""
        key = (shown_as, total, guarded)
        cell = self._cells.get(key)
        if cell is None:
            cell = self._cells[key] = WriteOnlyCell(self._page)
            cell.number_format = shown_as
            cell.font = BOLD if total else PLAIN
            if shown_as == GENERAL and self._kind is Cell.TEXT:
                cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
            elif self._kind in FIGURES:
                cell.alignment = Alignment(
                    horizontal="right" if shown_as == GENERAL else None, vertical="top"
                )
            else:
                cell.alignment = Alignment(horizontal="left", vertical="top", indent=1)
            if total:
                cell.border = Border(top=RULE)
            if guarded:
                cell.quotePrefix = True
        return cell


def pens(page: Any, table: Table) -> list[Pen]:
    """A pen for each column, with the decimals of the column."""
    rows = [*table.rows, *([table.totals] if table.totals else [])]
    return [
        Pen(
            page,
            head.kind,
            of_column(head.kind, [row[at] for row in rows if at < len(row)]) if head.kind in EVENED else 0,
        )
        for at, head in enumerate(table.headings)
    ]


def heading(page: Any, head: Heading) -> Any:
    """A cell of the heading row."""
    cell = WriteOnlyCell(page, text(head.name))
    cell.data_type = "s"
    cell.font, cell.fill = BOLD, HEADED
    figures = head.kind in FIGURES
    side, indent = ("right", 0) if figures else ("left", 1)
    cell.alignment = Alignment(horizontal=side, vertical="bottom", wrap_text=True, indent=indent)
    cell.border = Border(bottom=RULE)
    return cell


def running(page: Any, words: str) -> Any:
    """A text that does not wrap: it runs on over what is empty beside it."""
    cell = WriteOnlyCell(page, text(words))
    cell.data_type, cell.font = "s", PLAIN
    cell.alignment = Alignment(horizontal="left", vertical="top", indent=1)
    return cell


def totals_row(pens: Sequence[Pen], totals: Sequence[Value]) -> Iterator[Any]:
    """The totals row, begun with the word where it has none of its own."""
    worded = any(isinstance(value, str) and value for value in totals)
    for at, (pen, value) in enumerate(zip(pens, totals, strict=False)):
        yield pen.cell("Total" if value is None and at == 0 and not worded else value, total=True)


def print_setup(page: Any, title: str, park: str | None, *, wide: bool) -> None:
    """A4, as wide as the page, named and numbered."""
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.page_setup.orientation = "landscape" if wide else "portrait"
    page.page_setup.paperSize = A4
    for side in ("left", "right", "top", "bottom"):
        setattr(page.page_margins, side, MARGIN)
    page.page_margins.header = page.page_margins.footer = MARGIN / 2
    page.oddHeader.left.text = _printed(f"{title} · {park or ''}".strip(" ·"))
    page.oddFooter.right.text = "Page &P of &N"


def _printed(words: str) -> str:
    """A text for the printed head: `&` begins a code there, and it holds 255 characters."""
    plain = words[:100].replace("\N{NO-BREAK SPACE}", " ")
    return "".join(letter for letter in plain if letter.isprintable()).replace("&", "&&")


def width(at: int, table: Table) -> float:
    """Wide enough for the heading's longest word and the cells, within bounds; longer texts wrap."""
    head = table.headings[at]
    rows = [*table.rows, *([table.totals] if table.totals else [])]
    values = [row[at] for row in rows if at < len(row)]
    longest = max((shown_length(value, head.kind) for value in _longest(values, head.kind)), default=0)
    words = max((len(word) for word in head.name.split()), default=0)
    return min(max(longest + 3, words + 4, min(len(head.name) + 3, 16), NARROWEST), WIDEST)


def _longest(values: Sequence[Value], kind: Cell) -> Iterable[Value]:
    """Those that may be shown longest: of whole numbers the largest and the smallest, of texts one, of days any."""
    kinds = set(map(type, values))
    if kinds <= {int, type(None)} and kind in FIGURES:
        known = [value for value in values if value is not None]
        return [max(known), min(known)] if known else []
    return [values[0]] if kinds == {date} else values


def heighten(page: Any, number: int, row: Sequence[Value], widths: Sequence[float]) -> None:
    """Makes a row as high as its longest wrapped text needs: not every program does so by itself."""
    high = height(row, widths)
    if high is not None:
        page.row_dimensions[number].height = high


def height(row: Sequence[Value], widths: Sequence[float]) -> float | None:
    """The height in points that a row's longest wrapped text needs; None where all fits on a line."""
    lines = 1
    for value, wide in zip(row, widths, strict=False):
        if isinstance(value, str) and len(value) > wide - 2:
            lines = max(lines, len(textwrap.wrap(value, max(int(wide) - 2, 4))))
    return min(LINE * lines, HIGHEST) if lines > 1 else None


def shown_length(value: Value, kind: Cell) -> int:
    """About how many characters a cell shows."""
    if value is None:
        return 0
    if kind is Cell.INSTANT and not isinstance(value, str):
        return len("20 Sep 2026 00:00")
    if isinstance(value, int | float) and kind in FIGURES:
        digits = len(f"{value:.6g}" if isinstance(value, float) else str(value))
        return digits + max(digits - 3, 0) // 2 + 1
    return max((len(line) for line in str(value).splitlines()), default=0)
