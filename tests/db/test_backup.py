"""A backup is proved before it is called one, and gives the park back."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from stpdesk.core.errors import Refused
from stpdesk.db import backup, change_log, check, durable, folder
from stpdesk.db.park import Park

from .conftest import Clock, Made

Add = Callable[..., str]


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    (tmp_path / "usb").mkdir()
    return tmp_path / "usb"


def _contents(db: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the log and the node."""
    names = [name for name in db.table_names() if name not in ("change_log", "node")]
    return {name: db.execute(f'SELECT * FROM "{name}" ORDER BY id').fetchall() for name in names}


def test_it_holds_file_keys_and_documents_under_the_parks_code_and_time(
    park: Park, usb: Path, add_unit: Add
) -> None:
    add_unit(park, "A-101")
    sealed = b"sealed agreement"
    (park.folder / "documents" / hashlib.sha256(sealed).hexdigest()).write_bytes(sealed)
    done = backup.backup(park, usb)
    assert done.folder == usb / "GLT-20261005-140000.stpbackup"
    held = {str(path.relative_to(done.folder)) for path in done.folder.rglob("*") if path.is_file()}
    assert held == {*done.files, "backup.json"}
    assert {"park.db", "park.keys", f"documents/{hashlib.sha256(sealed).hexdigest()}"} == set(done.files)
    for name, expected in done.files.items():
        assert hashlib.sha256((done.folder / name).read_bytes()).hexdigest() == expected
    with park.reading() as db:
        assert (done.totals.seq, done.totals.hash) == change_log.head(db)
        assert done.totals.rows["units"] == 1
    assert not list((park.folder / "backups").iterdir())


def test_two_in_one_second_have_two_names_and_a_new_name_is_taken_as_given(park: Park, usb: Path) -> None:
    names = {backup.backup(park, usb).folder.name for _ in range(2)}
    assert names == {"GLT-20261005-140000.stpbackup", "GLT-20261005-140000-2.stpbackup"}
    assert backup.backup(park, usb / "mine").folder == usb / "mine"
    assert backup.backup(park, park.folder / "backups").folder.parent == park.folder / "backups"


def test_it_cannot_be_read_without_the_key(park: Park, usb: Path, add_unit: Add) -> None:
    add_unit(park, "plain-text-name")
    contents = (backup.backup(park, usb).folder / "park.db").read_bytes()
    assert b"plain-text-name" not in contents
    assert b"SQLite format" not in contents


def test_it_is_restored_by_password_and_by_code_into_a_new_incarnation_with_the_same_contents(
    made: Made, usb: Path, tmp_path: Path, add_unit: Add, clock: Clock
) -> None:
    with made.open() as park:
        add_unit(park, "A-101")
        done = backup.backup(park, usb)
        with park.reading() as db:
            before = _contents(db)
    shutil.rmtree(made.folder)
    secrets: dict[str, dict[str, Any]] = {"one": {"password": "gilgit"}, "two": {"recovery": made.recovery}}
    for name, secret in secrets.items():
        restored = backup.restore(done.folder, tmp_path / name, user="manager", clock=clock, **secret)
        assert restored.backup == done.totals
        assert restored.park.seq == restored.backup.seq + 1
        with Park.open(tmp_path / name, user="manager", write=True, clock=clock, **secret) as park:
            assert [found for found in check.check(park) if not found.good] == []
            with park.reading() as db:
                assert _contents(db) == before
                assert db.execute("SELECT incarnation FROM node").fetchone() == (2,)


def test_a_park_open_for_reading_is_backed_up_while_another_writes(
    made: Made, usb: Path, add_unit: Add
) -> None:
    with made.open() as writer, made.open(write=False) as reader:
        add_unit(writer, "A-101")
        assert backup.backup(reader, usb).totals.rows["units"] == 1


def test_a_write_between_the_looks_takes_a_fresh_copy(
    park: Park, usb: Path, add_unit: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    real = park.units.copy_into

    def copy_into(path: Path) -> None:
        if len(written) < 2:
            written.append(add_unit(park, f"before-{len(written)}"))
        real(path)
        if len(written) < 3:
            written.append(add_unit(park, f"after-{len(written)}"))

    monkeypatch.setattr(park.units, "copy_into", copy_into)
    done = backup.backup(park, usb)
    assert len(written) == 3
    with park.reading() as db:
        row = db.execute("SELECT hash FROM change_log WHERE seq = ?", (done.totals.seq,)).fetchone()
        assert done.totals.seq == change_log.head(db)[0] - 1
    assert done.totals.hash == bytes(row[0]).hex()


def test_a_park_on_a_read_only_medium_is_backed_up(
    made: Made, usb: Path, read_only: Callable[[Path], None]
) -> None:
    read_only(made.folder)
    with made.open(write=False) as park:
        assert backup.backup(park, usb).folder.exists()


def test_a_place_inside_the_park_and_a_taken_name_are_refused(park: Park, usb: Path) -> None:
    for inside in (park.folder, park.folder / "documents", park.folder / "new"):
        with pytest.raises(Refused, match="inside the park itself"):
            backup.backup(park, inside)
    (usb / "file").write_text("x")
    with pytest.raises(Refused):
        backup.backup(park, usb / "file")
    with pytest.raises(Refused, match="does not exist"):
        backup.backup(park, usb / "nowhere" / "deeper")


def test_a_damaged_park_is_not_called_backed_up(made: Made, usb: Path, add_unit: Add) -> None:
    with made.open() as park:
        for n in range(3):
            add_unit(park, f"A-{n}")
    made.with_another_tool("DROP TRIGGER keep_log_text", "UPDATE change_log SET actor = 'x' WHERE seq = 4")
    with made.open(write=False) as park, pytest.raises(Refused, match=r"does not verify: Change log: row 4"):
        backup.backup(park, usb)
    assert not list(usb.iterdir())
    assert not list((made.folder / "backups").iterdir())


def test_a_stick_that_reads_back_otherwise_is_refused_and_left_empty(
    park: Park, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        backup, "fingerprint", lambda path: "0" * 64 if path.name == "park.db" else durable.fingerprint(path)
    )
    with pytest.raises(Refused, match=r"park.db does not read back"):
        backup.backup(park, usb)
    assert not list(usb.iterdir())


def test_a_full_stick_is_refused_and_left_empty(
    park: Park, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: Path, target: Path) -> str:
        target.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "copy_file", full)
    with pytest.raises(Refused, match=r"disk of .* is full"):
        backup.backup(park, usb)
    assert not list(usb.iterdir())


def test_an_unwritable_stick_is_refused(park: Park, usb: Path, read_only: Callable[[Path], None]) -> None:
    read_only(usb)
    with pytest.raises(Refused, match="cannot be written here"):
        backup.backup(park, usb)


def _restore_refused(source: Path, tmp_path: Path, clock: Clock, password: str = "gilgit") -> str:
    with pytest.raises(Refused) as refused:
        backup.restore(source, tmp_path / "new", user="manager", password=password, clock=clock)
    assert not (tmp_path / "new").exists()
    assert not list(tmp_path.glob(".new*"))
    return str(refused.value)


def test_what_is_no_whole_backup_is_not_restored(park: Park, usb: Path, tmp_path: Path, clock: Clock) -> None:
    done = backup.backup(park, usb).folder
    assert "not a backup" in _restore_refused(park.folder, tmp_path, clock)
    assert "does not exist" in _restore_refused(usb / "none", tmp_path, clock)
    assert "is not a backup" in _restore_refused(usb, tmp_path, clock)
    assert "password is not right" in _restore_refused(done, tmp_path, clock, "wrong")
    contents = (done / "park.db").read_bytes()
    (done / "park.db").write_bytes(contents[:-1] + bytes([contents[-1] ^ 1]))
    assert "park.db does not read back" in _restore_refused(done, tmp_path, clock)
    (done / "park.db").unlink()
    assert "park.db is missing" in _restore_refused(done, tmp_path, clock)
    (done / "park.db").write_bytes(contents)
    (done / "backup.json").write_text("{}")
    assert "backup.json cannot be read" in _restore_refused(done, tmp_path, clock)


def test_a_backup_whose_file_was_swapped_for_an_older_one_is_not_restored(
    park: Park, usb: Path, tmp_path: Path, clock: Clock, add_unit: Add
) -> None:
    older = backup.backup(park, usb / "older")
    add_unit(park, "A-101")
    newer = backup.backup(park, usb / "newer")
    shutil.copy(older.folder / "park.db", newer.folder / "park.db")
    document = json.loads((newer.folder / "backup.json").read_bytes())
    document["files"]["park.db"] = older.files["park.db"]
    (newer.folder / "backup.json").write_text(json.dumps(document))
    assert "change log is not the one" in _restore_refused(newer.folder, tmp_path, clock)


def test_a_backup_is_never_restored_over_anything(park: Park, usb: Path, clock: Clock) -> None:
    done = backup.backup(park, usb)
    with pytest.raises(Refused, match="already exists and is not empty"):
        backup.restore(done.folder, park.folder, user="manager", password="gilgit", clock=clock)


def test_a_disk_without_room_is_refused_before_anything_is_copied(tmp_path: Path) -> None:
    free = shutil.disk_usage(tmp_path).free
    with pytest.raises(Refused, match=r"needs \d+ MB, and the disk of .* has \d+ MB free"):
        folder.refuse_crowded(tmp_path, 2 * free)
    folder.refuse_crowded(tmp_path, 0)


@pytest.mark.parametrize("name", ["../outside", "documents/../../outside", "documents/..", "/etc/hosts"])
def test_a_path_that_leads_out_of_the_backup_is_refused(
    park: Park, usb: Path, tmp_path: Path, clock: Clock, name: str
) -> None:
    done = backup.backup(park, usb)
    (usb / "outside").write_text("x")
    document = json.loads((done.folder / "backup.json").read_bytes())
    document["files"][name] = hashlib.sha256(b"x").hexdigest()
    (done.folder / "backup.json").write_text(json.dumps(document))
    assert "backup.json cannot be read" in _restore_refused(done.folder, tmp_path, clock)


def test_a_file_is_old_or_new_and_leaves_nothing_beside_when_it_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    durable.write_file(tmp_path / "a", b"old")
    monkeypatch.setattr(Path, "replace", lambda self, target: (_ for _ in ()).throw(OSError(5, "I/O error")))
    with pytest.raises(Refused, match=r"disk of .* failed"), folder.refusing_disk(tmp_path):
        durable.write_file(tmp_path / "a", b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"old")]
