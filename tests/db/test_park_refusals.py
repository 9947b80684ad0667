"""Everything that can stand in the way of opening a park: one sentence each, and nothing changed."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from stpdesk.core.errors import Refused
from stpdesk.db import change_log, lock
from stpdesk.db.park import Park

from .conftest import CHEAP, Clock, Made


def _refused(made: Made, *, write: bool = True) -> str:
    with pytest.raises(Refused) as refused:
        made.open(write=write).close()
    sentence = str(refused.value)
    assert "\n" not in sentence
    assert "{" not in sentence
    assert sentence.endswith(".")
    return sentence


@pytest.mark.parametrize("write", [False, True])
def test_a_missing_folder_a_strange_folder_and_lost_files(made: Made, tmp_path: Path, write: bool) -> None:
    (made.folder / "park.keys").rename(tmp_path / "keys")
    assert "has lost park.keys" in _refused(made, write=write)
    (tmp_path / "keys").rename(made.folder / "park.keys")
    (made.folder / "park.db").unlink()
    assert "has lost park.db" in _refused(made, write=write)
    (made.folder / "park.keys").unlink()
    assert "is not a park folder" in _refused(made, write=write)
    shutil.rmtree(made.folder)
    assert "does not exist" in _refused(made, write=write)
    made.folder.write_text("a file")
    assert "is not a park folder" in _refused(made, write=write)


def test_a_wrong_password_and_an_unknown_person(made: Made, clock: Clock) -> None:
    made.password = "wrong"
    assert _refused(made) == "The password is not right for manager."
    with pytest.raises(Refused, match="no person named Bilal"):
        Park.open(made.folder, user="Bilal", password="gilgit", write=True, clock=clock)
    with pytest.raises(Refused, match="password is empty"):
        Park.open(made.folder, user="manager", write=True, clock=clock)
    assert not (made.folder / "park.owner").exists()


def test_a_person_with_a_key_but_no_row(made: Made) -> None:
    triggers = ("log_people_delete",)
    made.with_another_tool(*(f"DROP TRIGGER {name}" for name in triggers), "DELETE FROM people")
    assert "no person named manager" in _refused(made, write=False)


def test_a_damaged_file(made: Made) -> None:
    contents = bytearray((made.folder / "park.db").read_bytes())
    contents[50] ^= 255
    (made.folder / "park.db").write_bytes(contents)
    assert "damaged" in _refused(made)
    assert "damaged" in _refused(made, write=False)


def test_a_damaged_page_further_in(made: Made) -> None:
    with made.open() as park, park.writing() as db:
        root = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'people'").fetchone()[0]
    contents = bytearray((made.folder / "park.db").read_bytes())
    contents[(root - 1) * 4096 + 77] ^= 1
    (made.folder / "park.db").write_bytes(contents)
    assert "damaged" in _refused(made)


def test_the_keys_of_another_park(made: Made, tmp_path: Path, clock: Clock) -> None:
    other = tmp_path / "other"
    Park.create(other, user="manager", password="gilgit", code="X", name="X", clock=clock, kdf=CHEAP)[
        0
    ].close()
    shutil.copy(other / "park.keys", made.folder / "park.keys")
    assert "belongs to another park" in _refused(made)


@pytest.mark.parametrize("write", [False, True])
def test_a_file_newer_than_the_program(made: Made, write: bool) -> None:
    made.with_another_tool(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('park', 'm0099_later', 'x')"
    )
    assert "newer STP Desk (m0099_later)" in _refused(made, write=write)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DROP TRIGGER guard_invoices_delete", "Trigger guard_invoices_delete is missing"),
        ("DROP TRIGGER log_units_update", "Trigger log_units_update is missing"),
        (
            "CREATE TRIGGER extra AFTER INSERT ON units BEGIN SELECT 1; END",
            "Trigger extra does not belong to this file",
        ),
    ],
)
def test_changed_triggers_are_named_and_the_park_can_still_be_read(
    made: Made, statement: str, said: str
) -> None:
    made.with_another_tool(statement)
    assert said in _refused(made)
    made.open(write=False).close()


def test_a_trigger_that_was_replaced_by_a_weaker_one(made: Made) -> None:
    made.with_another_tool(
        "DROP TRIGGER guard_invoices_delete",
        "CREATE TRIGGER guard_invoices_delete BEFORE DELETE ON invoices BEGIN SELECT 1; END",
    )
    assert "Trigger guard_invoices_delete was changed" in _refused(made)


def test_an_emptied_change_log(made: Made) -> None:
    made.with_another_tool(
        "DROP TRIGGER keep_log_rows",
        "DELETE FROM change_log",
        "CREATE TRIGGER keep_log_rows BEFORE DELETE ON change_log"
        " BEGIN SELECT RAISE(ABORT, 'the change log only grows'); END",
    )
    assert "change log is empty" in _refused(made)


def test_a_read_only_folder_can_be_read_and_not_written(
    made: Made, add_unit: Callable[..., str], read_only: Callable[[Path], None]
) -> None:
    with made.open() as park:
        add_unit(park, "A-101")
    read_only(made.folder)
    assert "is read-only" in _refused(made)
    before = sorted(path.name for path in made.folder.iterdir())
    with made.open(write=False) as park, park.reading() as db:
        assert db.execute("SELECT code FROM units").fetchall() == [("A-101",)]
        assert change_log.verify(db) == []
    assert sorted(path.name for path in made.folder.iterdir()) == before


def test_a_read_only_folder_left_by_a_crash_is_read_with_its_log(
    made: Made, tmp_path: Path, add_unit: Callable[..., str], read_only: Callable[[Path], None]
) -> None:
    with made.open() as park:
        add_unit(park, "A-101")
        shutil.copytree(made.folder, tmp_path / "crashed")
    made.folder = tmp_path / "crashed"
    assert (made.folder / "park.db-wal").stat().st_size
    read_only(made.folder)
    with made.open(write=False) as park, park.reading() as db:
        assert db.execute("SELECT code FROM units").fetchall() == [("A-101",)]


@pytest.mark.parametrize(("lost", "readable"), [("park.db-shm", False), ("park.db-wal", True)])
def test_a_crashed_park_on_a_read_only_medium_is_never_read_without_its_log(
    made: Made,
    tmp_path: Path,
    add_unit: Callable[..., str],
    read_only: Callable[[Path], None],
    lost: str,
    readable: bool,
) -> None:
    with made.open() as park:
        if not readable:
            add_unit(park, "A-101")
        shutil.copytree(made.folder, tmp_path / "crashed")
    made.folder = tmp_path / "crashed"
    (made.folder / lost).unlink(missing_ok=True)
    read_only(made.folder)
    if readable:
        made.open(write=False).close()
    else:
        assert "copy the park's folder to a disk that can be written" in _refused(made, write=False)


def test_a_park_is_not_made_in_a_read_only_folder(
    tmp_path: Path, clock: Clock, read_only: Callable[[Path], None]
) -> None:
    (tmp_path / "disc").mkdir()
    read_only(tmp_path / "disc")
    with pytest.raises(Refused, match="cannot be written here"):
        Park.create(
            tmp_path / "disc" / "a",
            user="manager",
            password="x",
            code="GLT",
            name="G",
            clock=clock,
            kdf=CHEAP,
        )


@pytest.mark.parametrize("place", ["\\\\server\\parks\\gilgit", "//server/parks/gilgit"])
def test_a_network_path_is_refused_with_the_reason(place: str, clock: Clock) -> None:
    with pytest.raises(Refused, match="network drive, where a power or network failure can damage"):
        Park.create(Path(place), user="manager", password="x", code="GLT", name="G", clock=clock, kdf=CHEAP)
    with pytest.raises(Refused, match="network drive"):
        Park.open(Path(place), user="manager", password="x", write=False, clock=clock)


MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
31 22 0:44 / {0}/nas\\040share rw - nfs4 nas:/export rw
32 31 8:2 / {0}/nas\\040share/local rw - ext4 /dev/sdb1 rw
33 22 0:45 / {0}/win rw shared:9 master:1 - cifs //pc/d rw
34 22 0:46 / {0}/nasty rw - tmpfs tmpfs rw
"""


@pytest.mark.parametrize(
    ("place", "remote"),
    [
        ("a", False),
        ("nas share/a", True),
        ("nas share/local/a", False),
        ("win", True),
        ("nasty/a", False),
        ("windows/a", False),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="mounts are drives there")
def test_a_remote_mount_is_known_by_its_file_system(tmp_path: Path, place: str, remote: bool) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS.format(tmp_path))
    if remote:
        with pytest.raises(Refused, match="network drive"):
            lock.refuse_network(tmp_path / place, mounts)
    else:
        lock.refuse_network(tmp_path / place, mounts)
