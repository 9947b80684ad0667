"""Files that are no workbook, or none that can be read: exit 1, one plain sentence, nothing changed."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from .desk import Desk
from .workbooks import only, save, town

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
NOBODY = 65534
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="persons and modes of Linux")


def _text(path: Path) -> None:
    path.write_text("unit,sqft\nA-101,1000\n")


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _ole(path: Path) -> None:
    path.write_bytes(OLE)


def _encrypted(path: Path) -> None:
    """What Excel writes with a password: an OLE container with the stream EncryptedPackage."""
    path.write_bytes(OLE + "EncryptedPackage".encode("utf-16-le") + bytes(4096))


def _zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<w/>")


def _cut(path: Path) -> None:
    save(path, town())
    path.write_bytes(path.read_bytes()[:-2000])


def _flipped(path: Path) -> None:
    save(path, town())
    contents = bytearray(path.read_bytes())
    for place in range(200, len(contents) - 200, 97):
        contents[place] ^= 255
    path.write_bytes(contents)


def _strange_sheets(path: Path) -> None:
    save(path, {"Sheet1": [["a", "b"], [1, 2]]})


def _bomb(path: Path) -> None:
    """An XML entity bomb where the sheet should be."""
    save(path, town())
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    evil = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{entities}]><worksheet>&a9;</worksheet>'
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, contents in parts.items():
            new.writestr(name, evil if name.endswith("sheet1.xml") else contents)


FILES: dict[str, Callable[[Path], None]] = {
    "text": _text,
    "nothing in it": _empty,
    "an old or encrypted container": _ole,
    "encrypted": _encrypted,
    "another zip": _zip,
    "cut short": _cut,
    "damaged": _flipped,
    "none of our sheets": _strange_sheets,
    "an entity bomb": _bomb,
}


@pytest.mark.parametrize("what", FILES)
def test_what_is_no_workbook_is_refused(desk: Desk, what: str) -> None:
    path = desk.place / "park.xlsx"
    FILES[what](path)
    assert "park.xlsx" in desk.refuses("import", path)
    assert "park.xlsx" in desk.refuses("import", path, "--dry-run")


def test_an_encrypted_workbook_is_told_as_such(desk: Desk) -> None:
    _encrypted(desk.place / "park.xlsx")
    assert "password" in desk.refuses("import", desk.place / "park.xlsx")


def test_no_file_and_a_folder(desk: Desk) -> None:
    assert "no workbook" in desk.refuses("import", desk.place / "missing.xlsx")
    assert "is a folder" in desk.refuses("import", desk.place)


def test_a_formula_without_a_stored_value(desk: Desk) -> None:
    sheets = only("Receipts", ("date", "tenant", "cash"), [date(2026, 2, 1), "T1", "=2*50"])
    with desk.unchanged():
        said = desk("import", save(desk.place / "formula.xlsx", sheets))
    (fault,) = said.faults()
    assert fault.startswith("sheet Receipts, row 2, column cash")
    assert "save it" in fault


@linux
def test_a_workbook_that_may_not_be_read(town_template: Path) -> None:
    """Excel holds a file open: Windows then refuses to open it, as any system does without the right to read."""
    with tempfile.TemporaryDirectory() as place, unprivileged(Path(place), town_template) as desk:
        path = desk.place / "park.xlsx"
        desk("import", path, "--dry-run").done()
        path.chmod(0)
        sentence = desk.refuses("import", path)
    assert "park.xlsx" in sentence
    assert "another program holds it" in sentence


@contextlib.contextmanager
def unprivileged(place: Path, template: Path) -> Iterator[Desk]:
    """A desk, beside it a workbook, for a while in the hands of somebody who is not root."""
    desk = Desk(place / template.name)
    shutil.copytree(template, desk.folder)
    save(desk.place / "park.xlsx", town())
    desk("import", desk.place / "park.xlsx", "--dry-run").done()  # all modules are read while it may
    if os.geteuid():
        yield desk
        return
    for path in (place, *place.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield desk
    finally:
        os.setresuid(0, 0, 0)


@pytest.mark.parametrize("blank", [True, False])
def test_a_million_rows(desk: Desk, blank: bool) -> None:
    """A sheet filled to Excel's last row is refused quickly; a stray cell at the bottom is only a stray cell."""
    path = desk.place / "long.xlsx"
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Units"
    sheet.append(["unit", "sqft"])
    sheet.append(["Z-1", 100])
    sheet.cell(1_048_576, 1, None if blank else "x").number_format = "0.00"
    workbook.save(path)
    if not blank:
        with desk.unchanged():
            assert desk("import", path).sentence()
        return
    assert desk("import", path, "--json").json["added"] == 1


def test_a_million_filled_rows(desk: Desk) -> None:
    """Refused before all of it is in memory."""
    path = save(desk.place / "small.xlsx", only("Units", ("unit", "sqft"), ["Z-1", 100]))
    long = desk.place / "long.xlsx"
    row = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>Z-{0}</t></is></c><c r="B{0}"><v>100</v></c></row>'
    with (
        zipfile.ZipFile(path) as old,
        zipfile.ZipFile(long, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            contents = old.read(name)
            if name.endswith("sheet1.xml"):
                rows = "".join(row.format(n) for n in range(2, 1_000_002))
                contents = contents.replace(b"</sheetData>", rows.encode() + b"</sheetData>", 1)
                contents = contents.replace(b'<row r="2"', b'<row r="1000002"', 1)
            new.writestr(name, contents)
    sentence = desk.refuses("import", long)
    assert "rows" in sentence


def test_the_same_workbook_twice(empty: Desk) -> None:
    path = save(empty.place / "town.xlsx", town())
    assert empty("import", path, "--json").json["added"] == 18
    with empty.unchanged():
        again = empty("import", path, "--json").json
    assert (again["added"], again["changed"], again["skipped"]) == (0, 0, 18)
    assert empty("import", path).done().out.startswith("0 new")


def test_the_same_workbook_by_another_name(desk: Desk) -> None:
    shutil.copy(save(desk.place / "town.xlsx", town()), desk.place / "Copy of town (2).XLSX")
    assert desk("import", desk.place / "Copy of town (2).XLSX", "--json").json["added"] == 0
