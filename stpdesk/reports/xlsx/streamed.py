"""A sheet whose long lists are written as XML, row by row: openpyxl makes the workbook, its styles and all around the rows.

Its own way, an object a cell, takes four times as long: 20,000 rows of a dozen columns would take as many seconds.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet._writer import WorksheetWriter, create_temporary_file

from stpdesk.reports.xlsx.cells import Held

_FIRST = date(1899, 12, 30).toordinal()
"""Excel's day 0."""


PENDING = 256
"""So many rows are written at once."""


class Streamed(WriteOnlyWorksheet):
    """A write-only sheet that takes rows as cells (`append`) or as XML (`put`), in any order.

    Rows of XML go past openpyxl's writer into the same file, after what it has written so far.
    """

    _writer: Any  # the stubs lack what openpyxl keeps to itself; its version is pinned
    _rows: Any

    def __init__(self, book: Any, name: str) -> None:
        super().__init__(book, name)
        self._file: Any = None
        self._stream: Any = None
        self._pending: list[str] = []
        self._next = 1  # the number of the row that comes next

    def put(self, number: int, cells: Iterable[str], height: float | None = None) -> None:
        """One row of cells written by `cell`; `height` in points, where it is not the usual."""
        self._next = number + 1
        tall = f' ht="{height:g}" customHeight="1"' if height else ""
        self._pending.append(f'<row r="{number}"{tall}>{"".join(cells)}</row>')
        if len(self._pending) >= PENDING:
            self._spill()

    def append(self, row: Any) -> None:
        """One row of cells or values."""
        self._spill()
        super().append(row)

    def close(self) -> None:
        """Ends the sheet; its file is whole then."""
        try:
            self._spill()
            super().close()
        finally:
            if self._file is not None:
                self._file.close()

    def _spill(self) -> None:
        """Writes the rows that wait."""
        if not self._pending:
            return
        if self._rows is None:
            self._get_writer()
            self._rows = self._write_rows()
            next(self._rows)
        self._stream.flush()
        self._file.write("".join(self._pending).encode())
        self._pending.clear()

    def _get_writer(self) -> None:
        """Openpyxl's writer, on a file that is open here, too."""
        if self._writer is None:
            path = create_temporary_file()
            self._file = Path(path).open("wb")  # noqa: SIM115  # closed with the sheet
            self._writer = WorksheetWriter(self, out=self._file)
            self._writer.out = path
            self._writer.write_top()

    def _write_rows(self) -> Any:
        """Openpyxl's own, which keeps its stream for rows of XML."""
        stream = self._stream = self._writer.xf.send(True)
        with stream.element("sheetData"):
            try:
                while True:
                    row = yield
                    number = self._next
                    self._writer.write_row(stream, self._values_to_row(row, number), number)  # type: ignore[attr-defined]  # openpyxl's stubs leave it out
                    self._next = number + 1
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
