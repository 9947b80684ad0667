"""A sheet of several small tables under each other: one wide first column, narrow ones beside it."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from stpdesk.reports.figures.table import Cell, Table
from stpdesk.reports.xlsx.page import (
    GREEN,
    HIGHEST,
    LINE,
    heading,
    heighten,
    pens,
    print_setup,
    totals_row,
    width,
)
from stpdesk.workbook.excel import text

WIDEST_FIRST, WIDEST_OTHER = 46, 24
TITLE = Font(name="Calibri", size=16, bold=True, color=GREEN)
CAPTION = Font(name="Calibri", size=12, bold=True, color=GREEN)
PLAIN = Font(name="Calibri", size=11)
SMALL = Font(name="Calibri", size=10, color="5B6670")


Formats = Callable[[int, int], str | None]
"""The number format of a cell by its place in a table's rows; None for its kind's own."""


class Stacked:
    """Writes a sheet from above; `row` is the number of the next one."""

    def __init__(
        self, page: Any, title: str, park: str, tables: Sequence[Table], widths: Sequence[float] = ()
    ) -> None:
        self.page, self.row = page, 1
        self.columns = len(widths) or max((len(table.headings) for table in tables), default=1)
        self._widths = list(widths) or [self._width(at, tables) for at in range(self.columns)]
        for at, wide in enumerate(self._widths, start=1):
            page.column_dimensions[get_column_letter(at)].width = wide
        print_setup(page, title, park, wide=sum(self._widths) > 95)
        page.freeze_panes = "A2"
        page.print_title_rows = "1:1"
        self.line(title, TITLE, height=24)

    @staticmethod
    def _width(at: int, tables: Sequence[Table]) -> float:
        """The widest of a column's cells, within bounds."""
        found = [width(at, table) for table in tables if at < len(table.headings)]
        return min(max(found, default=9), WIDEST_OTHER if at else WIDEST_FIRST)

    def line(self, words: str, font: Font = PLAIN, height: float | None = None) -> None:
        """A line of text over all columns, as high as it needs."""
        letters = max(int(sum(self._widths) * 11 / float(font.size or 11)) - 2, 20)
        lines = len(textwrap.wrap(words, letters)) or 1
        self.page.row_dimensions[self.row].height = height or min(
            lines * LINE * float(font.size or 11) / 11, HIGHEST
        )
        if self.columns > 1:
            self.page.merged_cells.add(CellRange(None, 1, self.row, self.columns, self.row))
        self.put([self.cell(words, font)])

    def cell(self, words: str, font: Font = PLAIN) -> Any:
        """A text that wraps."""
        cell = WriteOnlyCell(self.page, text(words))
        cell.data_type, cell.font, cell.alignment = (
            "s",
            font,
            Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1),
        )
        cell.quotePrefix = words[:1] in {"=", "+", "-", "@"}
        return cell

    def put(self, cells: list[Any]) -> None:
        """One row."""
        self.page.append(cells)
        self.row += 1

    def heads(self, table: Table) -> None:
        """A table's caption and heading row."""
        self.put([])
        self.line(table.title, CAPTION, height=18)
        heighten(self.page, self.row, [head.name for head in table.headings], self._widths)
        self.put([heading(self.page, head) for head in table.headings])

    def table(self, table: Table, formats: Formats = lambda _row, _column: None) -> int:
        """A caption, the heading row, the rows, totals, the note; the number of its first row comes back.

        `formats` gives cells another number format than their kind's.
        """
        self.heads(table)
        first = self.row
        written = pens(self.page, table)
        last = len(written) - 1
        free = (
            table.headings[last].kind is Cell.TEXT and last > 0
        )  # its text runs on over what is empty beside
        for number, row in enumerate(table.rows):
            heighten(self.page, self.row, row[:last] if free else row, self._widths)
            cells = [
                pen.cell(value, shown_as=formats(number, column))
                for column, (pen, value) in enumerate(zip(written, row, strict=False))
            ]
            if free and row[last]:
                cells[last] = self.running(str(row[last]))
            self.put(cells)
        if not table.rows:
            self.line(table.empty)
        elif table.totals is not None:
            self.put(list(totals_row(written, table.totals)))
        if table.note:
            self.line(table.note, SMALL)
        return first

    def running(self, words: str) -> Any:
        """A text that does not wrap."""
        cell = self.cell(words)
        cell.alignment = Alignment(horizontal="left", vertical="top", indent=1)
        return cell
