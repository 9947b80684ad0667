"""`new` and `demo` with --recovery-sheet: the code on paper, at the moment it is shown."""

from __future__ import annotations

from pathlib import Path

from stpdesk.db.park import Park
from tests.reports import reading

from .desk import Desk, now

NEW = ("--code", "GLT", "--name", "Gilgit STP")


def test_the_sheet_holds_the_code_that_opens_the_park(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "gilgit.stpdesk")
    told = desk("new", desk.folder, *NEW, "--recovery-sheet", tmp_path / "sheet.pdf", "--json").json
    (page,) = reading.pages((tmp_path / "sheet.pdf").read_bytes())
    assert told["recovery_code"].replace("-", "") in "".join(page.split())
    assert "Gilgit STP" in page
    with Park.open(
        desk.folder, user="manager", recovery=told["recovery_code"], password=None, write=False, clock=now
    ):
        pass


def test_a_sheet_that_cannot_be_written_makes_no_park(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "gilgit.stpdesk")
    for place in (tmp_path / "nowhere" / "sheet.pdf", tmp_path, desk.folder / "sheet.pdf"):
        assert desk("new", desk.folder, *NEW, "--recovery-sheet", place).sentence()
        assert not desk.folder.exists()


def test_the_code_is_told_without_a_sheet_as_before(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "gilgit.stpdesk")
    assert "Recovery code: " in desk("new", desk.folder, *NEW).done().out
    assert [*tmp_path.glob("*.pdf")] == []
