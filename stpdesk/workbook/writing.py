"""Writing our own import workbooks: the template, and the same filled (contract.md, template and export).

Texts are always written as text, so that `=cmd()` stays what it is; numbers exactly; whole file or none.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import zip_longest
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from stpdesk.core.errors import Refused
from stpdesk.workbook import layout
from stpdesk.workbook.excel import FORMATS, excel
from stpdesk.workbook.kinds import Column, Kind, Sheet
from stpdesk.workbook.package import LOCKED
from stpdesk.workbook.spec import LISTS, PARK, READ_ME, SHEETS

_EXPLAINED = (
    "Import workbook of STP Desk",
    "One sheet for each kind of thing; leave empty what you do not need. The first row holds the headings.",
    "Bold headings are required. Rest the mouse on a heading to see what is expected there, with an example.",
    "Dates: 2026-10-05 or 05-10-2026, the day before the month. Times: 2026-10-05 14:30, local. Months: 2026-10.",
    "Amounts in rupees, with or without commas. Percentages from 0 to 100. Yes or no.",
    "Several codes in one cell are split by a semicolon: A-101; A-102.",
    "Columns and sheets of your own are left out and named; this sheet may be deleted.",
    "Importing adds. A row that is there already is passed over; if anything in it is wrong, nothing is stored.",
)

Rows = Mapping[str, Iterable[Mapping[str, object]]]
"""Typed cells by column name, row by row, by sheet."""


def write(path: Path, settings: Mapping[str, object], rows: Rows) -> None:
    """Write a filled workbook at `path`. Refused where that file cannot be written; then nothing changes.

    `settings` and `rows` hold what `reading.read` gives: what is written reads back the same.
    """
    with _placed(path) as file:
        book = Workbook(write_only=True)
        try:
            _fill(book, settings, rows)
            _save(book, file)
        except BaseException:
            for page in book.worksheets:
                with suppress(Exception):
                    page.close()
            raise


def _save(book: Workbook, file: IO[bytes]) -> None:
    """What `book.save` does, but an archive that fails is closed at once, not by the garbage collector later."""
    archive = ZipFile(file, "w", ZIP_DEFLATED)
    try:
        ExcelWriter(book, archive).save()
    except BaseException:
        with suppress(Exception):
            archive.close()
        raise


def _fill(book: Workbook, settings: Mapping[str, object], rows: Rows) -> None:
    """Write every sheet of the workbook, our own two around them."""
    ranges = layout.lists()
    _explain(book.create_sheet(READ_ME))
    for sheet in SHEETS.values():
        page = book.create_sheet(sheet.name)
        layout.paper(page)
        if sheet is PARK:
            _park(page, settings)
        else:
            _sheet(page, sheet, rows.get(sheet.name, ()))
        page.data_validations.dataValidation.extend(layout.rules(sheet, ranges))
    _lists(book.create_sheet(LISTS), list(ranges))
    book.active = 1


def _sheet(page: Worksheet, sheet: Sheet, rows: Iterable[Mapping[str, object]]) -> None:
    """Write a sheet's headings and rows."""
    page.freeze_panes = "A2"
    for place, column in enumerate(sheet.columns, 1):
        layout.shape(page, place, layout.width(column), FORMATS.get(column.kind))
    page.append([layout.heading_cell(page, column) for column in sheet.columns])
    pens = [(column.name, _pen(page, column.kind)) for column in sheet.columns]
    for row in rows:
        page.append([pen(row.get(name)) for name, pen in pens])


def _park(page: Worksheet, settings: Mapping[str, object]) -> None:
    """Write every setting's name with its note, and the values there are."""
    page.freeze_panes = "A2"
    layout.shape(page, 1, 26)
    layout.shape(page, 2, 44)
    headings = (Column("setting", required=True, note=PARK.note), Column("value", required=True))
    page.append([layout.heading_cell(page, column) for column in headings])
    for column in PARK.columns:
        label = WriteOnlyCell(page, column.name)
        label.comment = layout.note(layout.described(column))
        page.append([label, _pen(page, column.kind)(settings.get(column.name))])


def _explain(page: Worksheet) -> None:
    """Write the page that explains the workbook."""
    layout.shape(page, 1, 110)
    for place, line in enumerate(_EXPLAINED):
        cell = WriteOnlyCell(page, line)
        cell.font = Font(
            name="Calibri", size=11 if place else 14, bold=not place, color=None if place else layout.INK
        )
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        page.append([cell])


def _lists(page: Worksheet, lists: list[tuple[str, ...]]) -> None:
    """Write the words that cells choose from, one list a column, on a hidden sheet."""
    page.sheet_state = "hidden"
    for line in zip_longest(*lists):
        page.append(list(line))


def _pen(page: Worksheet, kind: Kind) -> Callable[[object], Cell | None]:
    """How a column's values become cells: one reused cell each, for openpyxl writes it at once."""
    usual, guarded = WriteOnlyCell(page), WriteOnlyCell(page)
    for cell in (usual, guarded):
        cell.number_format = FORMATS.get(kind, "General")
    guarded.quotePrefix = True

    def pen(value: object) -> Cell | None:
        held = excel(kind, value)
        if held is None or held == "":
            return None
        if isinstance(held, str):
            cell = guarded if held[0] in "=+-@" else usual
            cell.value = held
            cell.data_type = "s"
            return cell
        usual.value = held
        return usual

    return pen


@contextmanager
def _placed(path: Path) -> Iterator[IO[bytes]]:
    """A file beside `path` to write to; then flushed and renamed over it, or gone without a trace."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with _refusing(path):
        if path.is_dir():
            raise Refused("“{path}” is a folder; give the name of a file.", field="out", path=path)
        try:
            with beside.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            with suppress(OSError):
                beside.unlink(missing_ok=True)


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Turn what the disk says into one sentence naming the file."""
    try:
        yield
    except PermissionError as error:
        if path.with_name(f"~${path.name}").exists():
            raise Refused(LOCKED, field="out", name=path.name) from error
        raise Refused(
            "“{path}” cannot be written: another program holds it, or its folder is read-only.",
            field="out",
            path=path,
        ) from error
    except FileNotFoundError as error:
        raise Refused(
            "There is no folder “{folder}” to write to.", field="out", folder=path.parent
        ) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Refused(
            "“{path}” could not be written: {reason}.", field="out", path=path, reason=reason
        ) from error
