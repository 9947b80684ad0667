"""A workbook as bytes: the same content gives the same bytes, and each says at its end what it is about."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment
from openpyxl.writer.excel import ExcelWriter

from stpdesk.reports.figures.imprint import PROPERTY, Imprint
from stpdesk.reports.xlsx.page import BOLD, Pen, heighten, print_setup
from stpdesk.workbook.excel import text

ABOUT = "About"
_EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)
"""The first day a ZIP file can be dated with."""


def new_book(title: str, imprint: Imprint | None) -> Any:
    """An empty workbook that is written row by row, dated with the imprint and marked by it."""
    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = title, "STP Desk"
    made = max(_EARLIEST, datetime.fromtimestamp(imprint.made if imprint else 0, UTC)).replace(tzinfo=None)
    book.properties.created = book.properties.modified = made
    if imprint is not None:
        props = book.custom_doc_props  # type: ignore[attr-defined]  # the stub lacks it
        props.append(StringProperty(name=PROPERTY, value=imprint.mark))
    return book


def finished(book: Any) -> bytes:
    """The workbook's file."""
    file = BytesIO()
    ExcelWriter(book, _Dated(file, book.properties.modified)).save()
    return file.getvalue()


class _Dated(ZipFile):
    """An archive whose parts all bear one date, whenever they are written."""

    def __init__(self, file: BytesIO, made: datetime) -> None:
        super().__init__(file, "w", ZIP_DEFLATED)
        self._stamp = made.timetuple()[:6]

    def _part(self, name: Any) -> ZipInfo:
        """The head of a part."""
        part = ZipInfo(str(name), self._stamp)
        part.compress_type = ZIP_DEFLATED
        return part

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        """A part from memory."""
        super().writestr(self._part(zinfo_or_arcname), data)

    def write(self, filename: str | PathLike[str], arcname: Any = None, *_: Any, **__: Any) -> None:
        """A part from a file: a sheet's rows, which were never in memory together."""
        with Path(filename).open("rb") as rows, self.open(self._part(arcname), "w") as part:
            shutil.copyfileobj(rows, part)


_WIDTHS = (32.0, 80.0)


def about_sheet(
    book: Any, title: str, park: str | None, facts: Iterable[tuple[str, str]], imprint: Imprint | None
) -> None:
    """The last sheet: the document, what it is about, its number and the hash of its figures."""
    page = book.create_sheet(ABOUT)
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = _WIDTHS
    print_setup(page, title, park, wide=False)
    pen = Pen(page)
    known = [("Document", title), *facts]
    if imprint:
        known += [("Number", imprint.words), ("Data hash (SHA-256)", imprint.digest)]
        known += [("Changed since the last revision", change) for change in imprint.changes]
    for number, (name, value) in enumerate(known, start=1):
        heighten(page, number, [name, value], _WIDTHS)
        label = WriteOnlyCell(page, text(name))
        label.data_type, label.font, label.alignment = (
            "s",
            BOLD,
            Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1),
        )
        page.append([label, pen.cell(value)])
