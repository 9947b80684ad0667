"""Backups as acts: made, carried to a stick, read back, and the restore drill."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from stpdesk.actions import backups
from stpdesk.actions.park_settings import set_settings
from stpdesk.actions.session import Role, Session
from stpdesk.core.errors import Refused
from stpdesk.db.keys import Kdf
from stpdesk.db.park import Park

CHEAP = Kdf(memory_kib=8, passes=1, lanes=1)


def clock() -> datetime:
    return datetime(2026, 11, 2, 6, tzinfo=UTC)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    park, _ = Park.create(
        tmp_path / "p", user="Amina", password="old", code="GLT", name="Gilgit", clock=clock, kdf=CHEAP
    )
    with park:
        yield Session(park, park.actor, clock)


def newest(session: Session) -> Path:
    return backups.shelves(session)[0].held[0].place


def test_a_stick_gets_every_backup_while_it_is_there(session: Session, tmp_path: Path) -> None:
    stick, out = tmp_path / "stick", tmp_path / "out"
    stick.mkdir()
    backups.set_plan(session, [stick, out], 60)
    told = backups.keep_up(session).told
    assert (told["copied"], told["missing"], told["failed"]) == ([stick], [out], [])
    own, copy, missing = backups.shelves(session)
    assert [one.place.name for one in own.held] == [one.place.name for one in copy.held]
    assert copy.held[0].verified is not None
    assert not missing.there
    assert not backups.keep_up(session).nouns  # nothing changed, and the stick has it

    out.mkdir()  # the other one comes back: it gets what it lacks, though nothing changed
    assert backups.keep_up(session).told["copied"] == [out]
    backups.verify(session, out / newest(session).name)


def test_only_the_manager_says_where_and_never_into_the_park(session: Session) -> None:
    with pytest.raises(Refused, match="inside the park") as refused:
        backups.set_plan(session, [session.park.folder / "x"], 30)
    assert refused.value.field == "folders"
    with pytest.raises(Refused, match="whole path"):
        backups.set_plan(session, [Path("stick")], 30)
    with pytest.raises(Refused, match="Every 5 minutes"):
        backups.set_plan(session, [], 1)
    session.role = Role.ACCOUNTS
    with pytest.raises(Refused, match="ask the park manager"):
        backups.set_plan(session, [], 30)


def test_a_damaged_backup_is_refused_and_says_so_in_the_list(session: Session, tmp_path: Path) -> None:
    backups.back_up(session)
    place = newest(session)
    whole = (place / "park.db").read_bytes()
    (place / "park.db").write_bytes(whole[:9000] + bytes([whole[9000] ^ 1]) + whole[9001:])
    with pytest.raises(Refused, match="does not read back as it was written"):
        backups.verify(session, place)
    assert "does not read back" in backups.shelves(session)[0].held[0].problem
    with pytest.raises(Refused, match="does not read back"):
        backups.restore(session, place, tmp_path / "again")
    assert not (tmp_path / "again").exists()
    (place / "park.db").write_bytes(whole)
    backups.verify(session, place)
    assert not backups.shelves(session)[0].held[0].problem


def test_the_drill_puts_both_side_by_side_and_knows_what_came_since(session: Session, tmp_path: Path) -> None:
    backups.back_up(session)
    place = newest(session)
    same = backups.restore(session, place, tmp_path / "same")
    assert all(one.equal for one in same.totals)
    assert same.same_history
    assert same.since == 0

    with session.park.writing() as db:
        db.execute("INSERT INTO people (id, name, role) VALUES ('01234567', 'Bilal', 'duty')")
    since = backups.restore(session, place, tmp_path / "since")
    assert [(one.name, one.park, one.copy) for one in since.totals if not one.equal] == [("people", 2, 1)]
    assert since.since == 1
    assert since.same_history
    with Park.open(tmp_path / "since", user="Amina", password="old", write=True, clock=clock) as park:
        assert park.role == "manager"


def test_the_backup_of_another_park_and_a_taken_folder_are_refused(session: Session, tmp_path: Path) -> None:
    other, _ = Park.create(
        tmp_path / "o", user="Amina", password="old", code="GLT", name="Other", clock=clock, kdf=CHEAP
    )
    with other:
        backups.back_up(Session(other, other.actor, clock))
        theirs = newest(Session(other, other.actor, clock))
    with pytest.raises(Refused, match="another park"):
        backups.restore(session, theirs, tmp_path / "n")
    backups.back_up(session)
    with pytest.raises(Refused, match="not empty") as refused:
        backups.restore(session, newest(session), tmp_path / "o")
    assert refused.value.field == "folder"
    with pytest.raises(Refused, match="inside the park"):
        backups.restore(session, newest(session), session.park.folder / "x")


def test_what_is_stopped_leaves_nothing(session: Session, tmp_path: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Refused("Stopped.")

    with pytest.raises(Refused, match="Stopped"):
        backups.back_up(session, stop)
    assert list((session.park.folder / "backups").iterdir()) == []
    backups.back_up(session)
    with pytest.raises(Refused, match="Stopped"):
        backups.restore(session, newest(session), tmp_path / "n", stop)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["p"]


def test_a_stick_keeps_other_parks_backups(session: Session, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    backups.set_plan(session, [stick], 30)
    backups.back_up(session)
    other = stick / "MZF-20200101-000000.stpbackup"
    shutil.copytree(stick / newest(session).name, other)
    set_settings(session, {"city": "Gilgit"})
    backups.back_up(session)
    assert other.is_dir()
    assert len(backups.shelves(session)[1].held) == 2
