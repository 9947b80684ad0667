"""What is no workbook, or one nobody could have meant, is refused with one sentence that says what to do."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stpdesk.core.errors import Refused
from stpdesk.workbook import index, package
from stpdesk.workbook.reading import read

if TYPE_CHECKING:
    from tests.workbook.conftest import Build, Raw

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def refusal(path: Path) -> str:
    """The sentence a file is refused with."""
    with pytest.raises(Refused) as refused:
        read(path)
    sentence = str(refused.value)
    assert "\n" not in sentence
    assert "{" not in sentence
    assert sentence.endswith(".")
    return sentence


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "There is no workbook" in refusal(tmp_path / "none.xlsx")


def test_a_folder(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path)


@pytest.mark.parametrize(
    "content", [b"unit,sqft\nA-1,5\n", b"<html><table></table></html>", b"PK", b"\x00" * 100]
)
def test_a_file_of_another_kind(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "units.xlsx"
    path.write_bytes(content)
    assert "save it" in refusal(path)


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "none.xlsx").touch()
    assert "is empty" in refusal(tmp_path / "none.xlsx")


def test_an_old_workbook_is_to_be_saved_as_xlsx(tmp_path: Path) -> None:
    (tmp_path / "units.xls").write_bytes(OLE + b"\x00" * 5000 + "Workbook".encode("utf-16-le"))
    assert "save it as .xlsx" in refusal(tmp_path / "units.xls")


def test_an_encrypted_workbook_is_to_be_saved_without_password(tmp_path: Path) -> None:
    place = (1 << 20) - 6  # the word lies across two pieces of the file
    (tmp_path / "units.xlsx").write_bytes(OLE + b"\x00" * place + "EncryptedPackage".encode("utf-16-le"))
    assert "has a password" in refusal(tmp_path / "units.xlsx")


@pytest.mark.parametrize("name", ["word/document.xml", "content.xml", "xl/workbook.bin"])
def test_other_zips_are_no_workbooks(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "units.zip", "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, "<document/>")
    assert "is not an Excel workbook" in refusal(tmp_path / "units.zip")


def test_a_word_document_is_no_workbook(by_hand: Raw) -> None:
    assert "is not an Excel workbook" in refusal(by_hand("<worksheet/>", book="<document/>"))


def test_no_sheet_known(build: Build) -> None:
    assert "none of the sheets" in refusal(build({"Sheet1": [["unit", "sqft"]]}))


def test_every_cut_of_a_workbook_is_refused(build: Build, tmp_path: Path) -> None:
    whole = build({"Units": [["unit", "sqft"], *([f"A-{n}", n] for n in range(50))]}).read_bytes()
    for cut in range(8, len(whole) - 1, 97):
        (tmp_path / "cut.xlsx").write_bytes(whole[:cut])
        assert "damaged" in refusal(tmp_path / "cut.xlsx")


def test_damage_anywhere_is_never_a_crash(build: Build, tmp_path: Path) -> None:
    whole = build({"Units": [["unit", "sqft"], *([f"A-{n}", n] for n in range(50))]}).read_bytes()
    for place in range(8, len(whole), 41):
        (tmp_path / "bad.xlsx").write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        try:
            read(tmp_path / "bad.xlsx")
        except Refused as refused:
            assert str(refused).endswith(".")


@pytest.mark.parametrize(
    "sheet",
    [
        f'<worksheet xmlns="{MAIN}"><sheetData><row>',
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="s"><v>7</v></c></row></sheetData></worksheet>',
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>five</v></c></row></sheetData></worksheet>',
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="x"/></sheetData></worksheet>',
    ],
)
def test_broken_xml_is_damage(by_hand: Raw, sheet: str) -> None:
    assert "damaged" in refusal(by_hand(sheet))


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">',
        '<!ENTITY b SYSTEM "file:///etc/passwd">',
    ],
)
def test_entity_tricks_are_refused(by_hand: Raw, declared: str) -> None:
    sheet = f'<!DOCTYPE x [{declared}]><worksheet xmlns="{MAIN}"><sheetData><row r="1"><c t="str"><v>&b;</v></c></row>'
    assert "damaged" in refusal(by_hand(f"{sheet}</sheetData></worksheet>"))
    assert "damaged" in refusal(
        by_hand("<worksheet/>", book=f"<!DOCTYPE x [{declared}]><workbook>&b;</workbook>")
    )


def test_a_missing_part_is_damage(build: Build, tmp_path: Path) -> None:
    source = build({"Units": [["unit", "sqft"]]})
    with zipfile.ZipFile(source) as whole, zipfile.ZipFile(tmp_path / "part.xlsx", "w") as part:
        for name in whole.namelist():
            if "sheet1" not in name:
                part.writestr(name, whole.read(name))
    assert "damaged" in refusal(tmp_path / "part.xlsx")


def test_an_encrypted_zip_entry_is_damage(build: Build, tmp_path: Path) -> None:
    whole = bytearray(build({"Units": [["unit", "sqft"]]}).read_bytes())
    for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := whole.find(mark, place + 1)) >= 0:
            whole[place + flag] |= 1
    (tmp_path / "locked.xlsx").write_bytes(whole)
    assert "damaged" in refusal(tmp_path / "locked.xlsx")


def test_a_bomb_is_not_unpacked(by_hand: Raw, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "LARGEST_PART", 10_000)
    monkeypatch.setattr(package, "LARGEST_INDEX", 10_000)
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{" " * 20_000}</sheetData></worksheet>'
    assert "unpacks to more" in refusal(by_hand(sheet))
    assert "unpacks to more" in refusal(
        by_hand("<worksheet/>", book="<workbook>" + " " * 20_000 + "</workbook>")
    )


def rows_of(count: int, cell: str) -> str:
    """A sheet of so many rows with one cell each, below headings."""
    heads = '<row r="1"><c t="str"><v>unit</v></c><c t="str"><v>sqft</v></c></row>'
    lines = "".join(f'<row r="{number}">{cell}</row>' for number in range(2, count + 2))
    return f'<worksheet xmlns="{MAIN}"><sheetData>{heads}{lines}</sheetData></worksheet>'


def test_a_million_filled_rows_are_refused_before_anything_is_kept(
    by_hand: Raw, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = by_hand(rows_of(index.MOST_ROWS + 10, '<c t="str"><v>A</v></c><c><v>5</v></c>'))
    monkeypatch.setattr("stpdesk.workbook.reading.rows", lambda *_: pytest.fail("its rows were read"))
    assert (
        refusal(path)
        == "Sheet Units of “hand.xlsx” has more than 200,000 filled rows; split it and import the parts."
    )


def test_many_rows_are_refused_whatever_they_look_like(by_hand: Raw, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stpdesk.workbook.reading.MOST_ROWS", 20)
    path = by_hand(rows_of(25, '<c t="str"><v>A</v></c><c><v>5</v></c>'))
    assert "more than" in refusal(path)


@pytest.mark.parametrize("cell", ['<c s="1"/>', '<c r="B2" s="1"/>', ""])
def test_endless_formatted_rows_are_no_rows(by_hand: Raw, monkeypatch: pytest.MonkeyPatch, cell: str) -> None:
    monkeypatch.setattr(index, "MOST_ROWS", 1_000)
    book = read(by_hand(rows_of(5_000, cell)))
    assert not book.rows["Units"]
    assert not book.faults


@pytest.mark.parametrize(
    ("owner", "words"), [(True, "is open in Excel"), (False, "another program holds it")]
)
def test_a_file_held_by_another_program(
    build: Build, monkeypatch: pytest.MonkeyPatch, *, owner: bool, words: str
) -> None:
    path = build({"Units": [["unit", "sqft"]]})
    if owner:
        path.with_name(f"~${path.name}").touch()

    def denied(*_: object, **__: object) -> io.BytesIO:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    assert words in refusal(path)


def test_an_open_workbook_that_can_be_read_is_read(build: Build) -> None:
    path = build({"Units": [["unit", "sqft"], ["A-1", 5]]})
    path.with_name(f"~${path.name}").touch()
    assert len(read(path).rows["Units"]) == 1


def test_a_disk_that_fails_is_a_sentence(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    path = build({"Units": [["unit", "sqft"]]})

    def broken(*_: object, **__: object) -> io.BytesIO:
        raise OSError(5, os.strerror(5))

    monkeypatch.setattr(Path, "open", broken)
    assert "cannot be read: Input/output error" in refusal(path)
