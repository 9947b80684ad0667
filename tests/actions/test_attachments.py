"""Attached files: sealed in the park folder, carried by backups, missed by check when they are gone or damaged."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from stpdesk.actions import floors, units
from stpdesk.actions.attachments import attach, listed, open_copy, rename, withdraw
from stpdesk.actions.undo import undo
from stpdesk.core.errors import Refused
from stpdesk.core.money import E4
from stpdesk.db import attachments, change_log, rows
from stpdesk.db.backup import backup, restore
from stpdesk.db.check import Finding
from stpdesk.db.floor_plans import images
from stpdesk.db.park import Park
from stpdesk.db.schema import LOGGED

from .conftest import Desk

AGREEMENT = b"%PDF-1.4 agreement of Leepa Software" * 50
PNG = b"\x89PNG\r\n\x1a\n" + b"plan" * 9


@pytest.fixture
def park(desk: Desk) -> Desk:
    return desk.let().store()


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "Agreement: 2026.pdf"
    path.write_bytes(AGREEMENT)
    return path


def refused(work: Callable[[], object]) -> tuple[str | None, str]:
    with pytest.raises(Refused) as caught:
        work()
    return caught.value.field, str(caught.value)


def files(desk: Desk) -> dict[str, Path]:
    return {path.name: path for path in (desk.session.park.folder / "documents").iterdir()}


def checked(park: Park) -> Finding:
    with park.reading() as db:
        return attachments.files(park.vault)(db)


def test_a_file_is_sealed_under_its_sha256_listed_and_opened_as_a_copy(
    park: Desk, paper: Path, tmp_path: Path
) -> None:
    told = attach(park.session, "lease", "l1", paper).told
    name = hashlib.sha256(AGREEMENT).hexdigest()
    assert [*files(park)] == [name]
    assert b"Leepa" not in files(park)[name].read_bytes()
    (one,) = listed(park.session, "lease", "L1")
    assert (one.name, one.size, one.sha256, one.added_by) == (
        "Agreement: 2026.pdf",
        len(AGREEMENT),
        name,
        "manager",
    )
    copy = open_copy(park.session, str(told["key"]), tmp_path / "opened")
    assert (copy.name, copy.read_bytes()) == ("Agreement_ 2026.pdf", AGREEMENT)
    assert open_copy(park.session, str(told["key"]), tmp_path / "opened").name == "Agreement_ 2026 (2).pdf"
    assert listed(park.session, "tenant", "T1") == []
    with park.session.park.reading() as db:
        assert change_log.verify(db) == []
        assert change_log.replay(db, LOGGED) == []


def test_one_file_attached_twice_is_stored_once(park: Desk, paper: Path) -> None:
    attach(park.session, "tenant", "T1", paper)
    attach(park.session, "unit", "A-1", paper, "the same")
    assert len(files(park)) == 1
    assert checked(park.session.park).good


def test_a_file_is_renamed_and_withdrawn_and_its_file_stays(park: Desk, paper: Path) -> None:
    key = str(attach(park.session, "tenant", "T1", paper).told["key"])
    rename(park.session, key, " Lease agreement.pdf ")
    assert rename(park.session, key, "Lease agreement.pdf").nouns == frozenset()
    taken = withdraw(park.session, key)
    assert listed(park.session, "tenant", "T1") == []
    (gone,) = listed(park.session, "tenant", "T1", withdrawn=True)
    assert (gone.name, gone.withdrawn_by, len(files(park))) == ("Lease agreement.pdf", "manager", 1)
    assert refused(lambda: withdraw(park.session, key))[1] == "Lease agreement.pdf is withdrawn already."
    undo(park.session, taken.told["act"])  # type: ignore[arg-type]
    assert [one.name for one in listed(park.session, "tenant", "T1")] == ["Lease agreement.pdf"]


def test_what_cannot_be_attached_is_said(park: Desk, paper: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"")
    head = park.head()
    for path, sentence in (
        (tmp_path / "none", "There is no file"), (tmp_path, "is no file"), (tmp_path / "empty", "is empty"),
    ):  # fmt: skip
        field, told = refused(lambda path=path: attach(park.session, "tenant", "T1", path))  # type: ignore[misc]
        assert (field, sentence in told) == ("path", True)
    assert (
        refused(lambda: attach(park.session, "tenant", "T9", paper))[1]
        == "There is no tenant T9 in this park."
    )
    assert refused(lambda: attach(park.session, "tenant", "T1", paper, " "))[0] == "name"
    assert refused(lambda: open_copy(park.session, "none", tmp_path))[1] == "This file is not attached."
    assert park.head() == head
    key = str(attach(park.session, "tenant", "T1", paper).told["key"])
    with pytest.raises(Refused, match="stays on record"), park.session.park.writing() as db:
        db.table("attachments").delete(key)
    with pytest.raises(Refused, match="Only the name"), park.session.park.writing() as db:
        rows.update(db, "attachments", key, {"size": 1})


def test_a_missing_or_damaged_file_is_noticed_and_attaching_it_again_mends_it(
    park: Desk, paper: Path, tmp_path: Path
) -> None:
    key = str(attach(park.session, "tenant", "T1", paper).told["key"])
    (sealed,) = files(park).values()
    whole = sealed.read_bytes()
    sealed.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert checked(park.session.park).problems == ("The attached file Agreement: 2026.pdf is damaged.",)
    assert (
        refused(lambda: open_copy(park.session, key, tmp_path))[1]
        == "The file is damaged; look for it in a backup."
    )
    sealed.unlink()
    assert checked(park.session.park).problems == ("The attached file Agreement: 2026.pdf is missing.",)
    attach(park.session, "unit", "A-1", paper)
    assert checked(park.session.park) == Finding("attached files", 1)


def test_backups_carry_the_files_once_and_a_restored_park_opens_them(
    park: Desk, paper: Path, tmp_path: Path
) -> None:
    key = str(attach(park.session, "tenant", "T1", paper).told["key"])
    (sealed,) = files(park).values()
    (sealed.parent / f"{sealed.name}.part").write_bytes(b"half")
    usb = tmp_path / "usb"
    usb.mkdir()
    first, second = backup(park.session.park, usb), backup(park.session.park, usb)
    kept = f"documents/{sealed.name}"
    assert {*second.files} == {"park.db", "park.keys", kept}
    assert (first.folder / kept).stat().st_ino == (second.folder / kept).stat().st_ino
    assert (second.folder / kept).stat().st_ino != sealed.stat().st_ino
    restore(second.folder, tmp_path / "restored", user="manager", password="x", clock=park.clock)
    with Park.open(
        tmp_path / "restored", user="manager", password="x", write=True, clock=park.clock
    ) as again:
        assert checked(again).good
        with again.reading() as db:
            assert again.vault.read(attachments.by_key(db, key).sha256) == AGREEMENT
        assert (tmp_path / "restored" / kept).stat().st_ino != (second.folder / kept).stat().st_ino


def test_a_floor_has_one_picture_that_is_placed_and_taken_away(park: Desk, tmp_path: Path) -> None:
    plan, other = tmp_path / "first.png", tmp_path / "notes.txt"
    plan.write_bytes(PNG)
    other.write_bytes(b"words")
    session = park.session
    assert (
        refused(lambda: floors.set_picture(session, None, "First", other))[1]
        == "notes.txt is neither a PNG nor a JPEG picture."
    )
    act = floors.set_picture(session, None, "First", plan)
    floors.set_picture(session, "Annexe", "First", plan)
    floors.place_picture(session, None, "first", (E4(0), E4(0), E4(500_000), E4(300_000)))
    with session.park.reading() as db:
        found = {(one.building, one.floor): one.place for one in images(db)}
    assert found == {(None, "First"): (0, 0, 500_000, 300_000), ("Annexe", "First"): None}
    assert floors.picture(session, None, "FIRST") == PNG
    assert (
        refused(lambda: floors.place_picture(session, None, "First", (E4(0), E4(0), E4(0), E4(1))))[0]
        == "place"
    )
    floors.drop_picture(session, None, "First")
    assert floors.picture(session, None, "First") is None
    assert refused(lambda: floors.place_picture(session, None, "First", None))[0] == "path"
    assert act.touch("units")
    assert checked(session.park).good
    assert units.repairs_of(session, "A-1") == []
