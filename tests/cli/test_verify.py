"""`verify` knows every paper of the park again, and says plainly when one was changed, is older, or is somebody else's."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from .desk import Desk

MONTH = "2026-01"


@pytest.fixture(scope="module")
def closed_template(billed_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """January closed, put right, and closed again."""
    folder = tmp_path_factory.mktemp("closed") / "gilgit.stpdesk"
    shutil.copytree(billed_template, folder)
    desk = Desk(folder)
    desk("close", MONTH).done()
    desk("reopen", MONTH, "--reason", "a receipt was forgotten").done()
    desk("receipt", "--tenant", "T2", "--date", "2026-01-25", "--cash", "1000").done()
    desk("close", MONTH).done()
    return folder


@pytest.fixture
def closed(closed_template: Path, tmp_path: Path) -> Desk:
    """A copy of it."""
    shutil.copytree(closed_template, tmp_path / "gilgit.stpdesk")
    return Desk(tmp_path / "gilgit.stpdesk")


def written(desk: Desk, name: str, *words: str, form: str = "pdf") -> Path:
    """A report as a file."""
    place = desk.place / f"{name}{len(list(desk.place.iterdir()))}.{form}"
    desk("report", name, *words, "--format", form, "--out", place).done()
    return place


def changed(desk: Desk, *words: object) -> Any:
    """The JSON of a verdict that is not “unchanged”; its sentence is on stderr without --json."""
    said = desk("verify", *words)
    told = said.sentence()
    found = desk("verify", *words, "--json")
    assert (found.status, found.err) == (1, "")
    data = json.loads(found.out)
    assert data["unchanged"] is False
    assert data["told"][0] == told
    return data


@pytest.mark.parametrize("form", ["pdf", "xlsx"])
def test_a_frozen_paper_is_known_again(closed: Desk, form: str) -> None:
    told = closed("verify", written(closed, "monthly", MONTH, form=form), "--json").json
    assert (told["unchanged"], told["number"], told["revision"], told["newest_revision"]) == (
        True, "GLT/monthly/2026-01", 2, 2,
    )  # fmt: skip
    assert (told["month"], told["park"], told["form"]) == (MONTH, {"code": "GLT", "name": "Gilgit STP"}, form)
    assert len(told["told"]) == 1


def test_an_older_revision_is_unchanged_and_names_the_newest(closed: Desk) -> None:
    told = closed("verify", written(closed, "ageing", MONTH, "--revision", "1"), "--json").json
    assert (told["unchanged"], told["revision"], told["newest_revision"]) == (True, 1, 2)
    assert "It is not the newest: revision 2 was frozen" in told["told"][1]
    assert any("was" in line and line.startswith("Revision 2 says: ") for line in told["told"][2:])


def test_one_byte_more_is_a_change_and_the_file_on_record_is_named(closed: Desk) -> None:
    paper = written(closed, "rent-roll", MONTH)
    paper.write_bytes(paper.read_bytes() + b"\n")
    told = changed(closed, paper)
    assert "is not the file that was frozen" in told["told"][0]
    assert (told["number"], told["revision"]) == ("GLT/rent-roll/2026-01", 2)
    command = told["told"][1].split("stpdesk ")[1].replace("FILE", str(closed.place / "again.pdf"))
    closed(*command.split()).done()
    closed("verify", closed.place / "again.pdf").done()


def test_a_workbook_that_was_edited_and_saved_is_a_change(closed: Desk) -> None:
    paper = written(closed, "ageing", MONTH, form="xlsx")
    book = load_workbook(paper)
    book.worksheets[0]["B2"] = "other"
    book.save(paper)
    told = changed(closed, paper)
    assert (told["number"], told["revision"], told["form"]) == ("GLT/ageing/2026-01", 2, "xlsx")


def test_a_draft_is_made_again_and_compared(closed: Desk) -> None:
    month, statement = written(closed, "ageing", "2026-02"), written(closed, "statement", "--tenant", "T1")
    for paper in (month, statement, written(closed, "rent-roll", "--as-at", "2026-02-10")):
        told = closed("verify", paper, "--json").json
        assert (told["unchanged"], told["revision"]) == (True, None)
        assert "made again it is the same" in told["told"][0]
        assert ("is a draft" in told["told"][0]) == (paper != statement), (
            "a statement is never frozen, so it is no draft"
        )
    closed("receipt", "--tenant", "T1", "--date", "2026-02-20", "--cash", "7").done()
    assert "figures are others now" in changed(closed, month)["told"][0]
    other = written(closed, "ageing", "2026-02")
    other.write_bytes(other.read_bytes() + b"\n")
    assert "its figures are still those of the park" in changed(closed, other)["told"][0]


def test_the_words_on_a_paper_are_enough(closed: Desk) -> None:
    mark = re.search(rb"STPDESK (\S+) (r\d) (\w{64})", written(closed, "monthly", MONTH).read_bytes())
    assert mark is not None
    number, revision, digest = (part.decode() for part in mark.groups())
    for words in (
        f"STPDESK {number} {revision} {digest}",
        digest[:16].upper(),
        f"{number}, revision 2  ·  data hash {digest[:16]}",
    ):
        told = closed("verify", *words.split(), "--json").json
        assert (told["unchanged"], told["number"], told["revision"]) == (True, "GLT/monthly/2026-01", 2)
    assert "hash is not that" in changed(closed, number, "r2", "0" * 64)["told"][0]
    assert "r1" not in revision
    assert changed(closed, f"STPDESK {number} r1 {digest}")["unchanged"] is False
    assert "has not frozen" in changed(closed, f"STPDESK GLT/monthly/2026-02 draft {digest}")["told"][0]
    assert "No document" in changed(closed, "0123456789abcdef")["told"][0]


def test_figures_saved_as_json_are_known_by_their_hash(closed: Desk) -> None:
    told = closed("verify", written(closed, "ageing", MONTH, form="json"), "--json").json
    assert (told["unchanged"], told["number"]) == (True, "GLT/ageing/2026-01")


def test_a_paper_of_another_park_says_whose_it_is(closed: Desk, tmp_path: Path) -> None:
    other = Desk(tmp_path / "other").make("SWT", "Swat STP")
    paper = written(closed, "rent-roll", MONTH)
    assert "of the park GLT; open that park" in changed(other, paper)["told"][0]


BAD: dict[str, tuple[bytes, str]] = {
    "cut.pdf": (b"%PDF-1.4\n1 0 obj", "the end of the PDF is missing"),
    "locked.pdf": (b"%PDF-1.4\ntrailer << /Encrypt 5 0 R >>\n%%EOF\n", "locked with a password"),
    "cut.xlsx": (b"PK\x03\x04" + bytes(40), "the end of the workbook is missing"),
    "locked.xlsx": (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "locked with a password"),
    "empty.pdf": (b"", "is empty"),
    "notes.txt": (b"Dear sir", "neither a PDF"),
    "cut.json": (b'{"a": 1', "JSON cannot be read"),
    "strange.pdf": (b"%PDF-1.4\n%%EOF\n", "carries no mark"),
}


@pytest.mark.parametrize("name", list(BAD))
def test_a_bad_file_gets_a_sentence(closed: Desk, name: str) -> None:
    contents, sentence = BAD[name]
    place = closed.place / name
    place.write_bytes(contents)
    assert sentence in closed.refuses("verify", place)


def test_no_file_and_no_words_get_a_sentence(closed: Desk) -> None:
    assert "is no file" in closed.refuses("verify", closed.place)
    assert "There is no file" in closed.refuses("verify", closed.place / "none.pdf")
    assert "neither a file nor" in closed.refuses("verify", "October", "report")


def test_a_workbook_whose_parts_are_broken_gets_a_sentence(closed: Desk) -> None:
    paper = written(closed, "ageing", MONTH, form="xlsx")
    held = bytearray(paper.read_bytes())
    at = held.find(b"docProps/custom.xml") + 30
    held[at : at + 8] = bytes(8)
    paper.write_bytes(bytes(held))
    assert "“" in closed.refuses("verify", paper)


def test_a_revision_that_is_not_there_is_refused(closed: Desk) -> None:
    words = ("report", "monthly", MONTH, "--format", "pdf", "--out", closed.place / "x.pdf", "--revision")
    assert "has no revision 3" in closed.refuses(*words, "3")
    assert "name the month" in closed.refuses("report", "monthly", MONTH, "--revision", "1")


def test_a_closed_months_paper_is_the_same_whatever_comes_later(closed: Desk) -> None:
    before = written(closed, "ageing", MONTH).read_bytes()
    closed("receipt", "--tenant", "T1", "--date", "2026-03-05", "--cash", "7").done()
    assert written(closed, "ageing", MONTH).read_bytes() == before
    assert written(closed, "ageing", MONTH, "--as-at", "2026-01-31").read_bytes() != before


def test_an_invoice_is_printed_again_and_compared(closed: Desk) -> None:
    paper = closed.place / "invoice.pdf"
    number = "GLT/INV/2025-26/00001"
    closed("invoice", number, "--format", "pdf", "--out", paper).done()
    told = closed("verify", paper, "--json").json
    assert (told["unchanged"], told["number"], told["revision"]) == (True, number, 1)
    closed("receipt", "--tenant", "T1", "--date", "2026-03-05", "--cash", "7").done()
    assert closed("verify", paper, "--json").json["unchanged"] is True, (
        "a payment changes nothing that was issued"
    )
    mark = re.search(rb"STPDESK \S+ r1 (\w{64})", paper.read_bytes())
    assert mark is not None
    assert closed("verify", number, mark[1].decode()[:16], "--json").json["unchanged"] is True
    assert "hash is not that" in changed(closed, number, "0" * 16)["told"][0]
    paper.write_bytes(paper.read_bytes() + b"\n")
    assert "printed again it is not the same" in changed(closed, paper)["told"][0]
    paper.write_bytes(paper.read_bytes().replace(mark[1], b"0" * 64))
    assert "not those that were issued" in changed(closed, paper)["told"][0]


def test_a_mark_that_somebody_made_up_gets_a_sentence(closed: Desk) -> None:
    for mark in (
        "GLT/monthly/2026-99 draft",
        "GLT/ageing/2026-02-31 draft",
        "GLT/monthly/2026-01 r7",
        "GLT/INV/1 r1",
    ):
        paper = closed.place / "made up.pdf"
        paper.write_bytes(f"%PDF-1.4\nSTPDESK {mark} {'0' * 64} 9999999999\n%%EOF\n".encode())
        assert changed(closed, paper)["told"][0].startswith("“made up.pdf” ")
