"""Workbooks for the tests, written by openpyxl or by hand as XML."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

Grid = Sequence[Sequence[object]]
Build = Callable[[Mapping[str, Grid]], Path]
Raw = Callable[..., Path]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Write sheets of plain values with openpyxl."""

    def write(sheets: Mapping[str, Grid]) -> Path:
        book = Workbook()
        book.remove(book.worksheets[0])
        for name, grid in sheets.items():
            page = book.create_sheet(name)
            for row in grid:
                page.append(list(row))
        book.save(tmp_path / "book.xlsx")
        return tmp_path / "book.xlsx"

    return write


@pytest.fixture
def by_hand(tmp_path: Path) -> Raw:
    """Write a workbook with one sheet whose XML is given: what other programs produce."""

    def write(sheet: str, *, name: str = "Units", texts: str = "", styles: str = "", book: str = "") -> Path:
        path = tmp_path / "hand.xlsx"
        link = f'<Relationship Id="{{}}" Type="{RELS}/{{}}" Target="{{}}"/>'
        rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
        parts = {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": rels.format(link.format("a", "officeDocument", "xl/workbook.xml")),
            "xl/_rels/workbook.xml.rels": rels.format(
                link.format("s1", "worksheet", "worksheets/sheet1.xml")
                + (link.format("t", "sharedStrings", "/xl/sharedStrings.xml") if texts else "")
                + (link.format("y", "styles", "styles.xml") if styles else "")
            ),
            "xl/workbook.xml": book
            or f'<workbook xmlns="{MAIN}" xmlns:r="{RELS}"><sheets>'
            f'<sheet name="{name}" sheetId="1" r:id="s1"/></sheets></workbook>',
            "xl/worksheets/sheet1.xml": sheet,
        }
        if texts:
            parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{texts}</sst>'
        if styles:
            parts["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, text in parts.items():
                archive.writestr(part, text)
        return path

    return write
