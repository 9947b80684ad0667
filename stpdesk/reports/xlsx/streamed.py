"""A sheet whose long lists are written as XML, row by row: openpyxl makes the workbook, its styles and all around the rows.

Its own way, an object a cell, takes five times as long: 20,000 rows of a dozen columns would take as many seconds.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from stpdesk.reports.xlsx.cells import Held

_FIRST = date(1899, 12, 30).toordinal()
"""Excel's day 0."""


class Streamed(WriteOnlyWorksheet):
    """A write-only sheet that takes rows as cells (`append`) or as XML (`put`), in any order."""

    _writer: Any  # the stubs lack what openpyxl keeps to itself; its version is pinned
    _rows: Any

    def put(self, number: int, cells: Iterable[str], height: float | None = None) -> None:
        """One row of cells written by `cell`; `height` in points, where it is not the usual."""
        tall = f' ht="{height:g}" customHeight="1"' if height else ""
        if self._rows is None:
            self._get_writer()  # type: ignore[attr-defined]
            self._rows = self._write_rows()
            next(self._rows)
        self._rows.send(etree.fromstring(f'<row r="{number}"{tall}>{"".join(cells)}</row>'))

    def _write_rows(self) -> Any:
        """Openpyxl's own, which also writes what is XML already."""
        stream = self._writer.xf.send(True)
        with stream.element("sheetData"):
            number = 1
            try:
                while True:
                    row = yield
                    if isinstance(row, etree._Element):
                        stream.write(row)
                    else:
                        self._writer.write_row(stream, self._values_to_row(row, number), number)  # type: ignore[attr-defined]
                    number += 1
            except GeneratorExit:
                pass
        self._writer.xf.send(None)


def sheet(book: Any, name: str) -> Streamed:
    """A new sheet at the end of a workbook."""
    made = Streamed(book, name)
    book._add_sheet(made)
    return made


def cell(at: str, style: int, content: Held) -> str:
    """A cell as XML: `at` is its place (`B7`), `style` the number of its look in the workbook."""
    if isinstance(content, str):
        return f'<c r="{at}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(content)}</t></is></c>'
    if content is None:
        return f'<c r="{at}" s="{style}"/>'
    return f'<c r="{at}" s="{style}"><v>{_number(content)}</v></c>'


def _number(content: float | Decimal | date | datetime) -> str:
    """What a number, day or instant is in the file."""
    if isinstance(content, float):
        return f"{content:.16g}"
    if isinstance(content, datetime):
        return f"{to_excel(content):.16g}"  # type: ignore[no-untyped-call]  # the stub is
    if isinstance(content, date):
        return str(content.toordinal() - _FIRST)
    return str(content)
