"""Two real processes on one park, and one that is killed in the middle."""

import os
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from stpdesk.core.errors import Refused
from stpdesk.db import backup, change_log, check
from stpdesk.db.making import clear_torn, clear_unlocked, new_folder

from .conftest import Made

Start = Callable[..., "subprocess.Popen[str]"]

RESTORE = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from stpdesk.db import backup
def stuck(*_, **__):
    print("copied", flush=True)
    time.sleep(60)
backup.read_back = stuck
clock = lambda: datetime(2026, 10, 5, tzinfo=UTC)
backup.restore(Path(sys.argv[1]), Path(sys.argv[2]), user="manager", password="gilgit", clock=clock)
"""

OPEN = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from stpdesk.db.ids import uuid7
from stpdesk.db.park import Park
from stpdesk.core.errors import Refused

def unit(db, code):
    db.table("units").insert({"id": uuid7(), "code": code, "folded": code, "sqft_e4": 1, "lettable": 1})

def open_park(write):
    clock = lambda: datetime(2026, 10, 5, tzinfo=UTC)
    return Park.open(Path(sys.argv[1]), user="manager", password="gilgit", write=write, clock=clock)
"""

HOLD = (
    OPEN
    + """
park = open_park(True)
print("open", flush=True)
sys.stdin.readline()
park.close()
print("closed", flush=True)
"""
)

DIE = (
    OPEN
    + """
park = open_park(True)
for n in range(5):
    with park.writing() as db:
        unit(db, f"kept-{n}")
with park.writing() as db:
    for n in range(16000):
        db.execute("INSERT INTO units (id, code, folded, sqft_e4, lettable) VALUES (?, ?, ?, 1, 1)",
                   [uuid7(), f"lost-{n}", f"lost-{n}"])
    print("half", flush=True)
    time.sleep(60)
"""
)

COUNT = (
    OPEN
    + """
with open_park(False) as park:
    with park.reading() as db:
        print(db.table("units").count, flush=True)
        sys.stdin.readline()
        print(db.table("units").count, flush=True)
    with park.reading() as db:
        print(db.table("units").count, flush=True)
"""
)


def _line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        pytest.fail(process.communicate()[1])
    return line.strip()


def _tell(process: "subprocess.Popen[str]") -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def test_one_process_writes_and_others_read(made: Made, program: Start) -> None:
    holder = program(HOLD, made.folder)
    assert _line(holder) == "open"
    with pytest.raises(Refused, match=r"being written by manager on .*; close it there first") as refused:
        made.open()
    assert "can still be read" in str(refused.value)
    with made.open(write=False) as park:
        assert [found for found in check.check(park) if not found.good] == []
    _tell(holder)
    assert _line(holder) == "closed"
    assert not (made.folder / "park.owner").exists()
    made.open().close()


def test_the_same_process_cannot_write_it_twice_either(made: Made) -> None:
    with made.open(), pytest.raises(Refused, match="being written by manager"):
        made.open()


def test_a_reader_in_another_process_keeps_its_snapshot(
    made: Made, program: Start, add_unit: Callable[..., str]
) -> None:
    with made.open() as park:
        add_unit(park, "A-101")
        reader = program(COUNT, made.folder)
        assert _line(reader) == "1"
        add_unit(park, "A-102")
        _tell(reader)
        assert [_line(reader), _line(reader)] == ["1", "2"]


def test_a_process_killed_in_the_middle_leaves_what_it_saved_and_no_lock(made: Made, program: Start) -> None:
    dying = program(DIE, made.folder)
    assert _line(dying) == "half"
    assert (made.folder / "park.db-wal").stat().st_size > 1_000_000
    dying.kill()
    dying.wait()
    assert (made.folder / "park.owner").exists()
    with made.open() as park:
        with park.reading() as db:
            codes = [row[0] for row in db.execute("SELECT code FROM units ORDER BY code").fetchall()]
            assert change_log.verify(db) == []
        assert codes == [f"kept-{n}" for n in range(5)]
        assert [found for found in check.check(park) if not found.good] == []


def test_what_a_killed_restore_left_goes_with_the_next_and_nothing_else_does(
    made: Made, tmp_path: Path, program: Start
) -> None:
    place = tmp_path / "restored"
    place.mkdir()
    for name in (".b.stpdesk.part", f".b.stpdesk.{'a' * 16}.part", ".ssh"):
        (place / name).mkdir()
        (place / name / "kept").touch()
    theirs = sorted(place.iterdir())
    with made.open() as park:
        copy = backup.backup(park, tmp_path / "copy.stpbackup").folder

    def restore(name: str) -> None:
        backup.restore(
            copy,
            place / name,
            user="manager",
            password="gilgit",
            clock=lambda: datetime(2026, 10, 5, tzinfo=UTC),
        )

    making = program(RESTORE, copy, place / "b.stpdesk")
    assert _line(making) == "copied"
    (part,) = (one for one in place.iterdir() if one.suffix == ".part" and one not in theirs)
    restore("c.stpdesk")
    assert (part / "park.db").is_file()
    making.kill()
    making.wait()
    assert part.is_dir()
    restore("b.stpdesk")
    assert sorted(place.iterdir()) == sorted([*theirs, place / "b.stpdesk", place / "c.stpdesk"])
    assert [[one.name for one in there.iterdir()] for there in theirs] == [["kept"]] * 3


def test_a_process_killed_while_making_a_park_leaves_no_park(tmp_path: Path, program: Start) -> None:
    text = (
        OPEN
        + """
from stpdesk.db import migrate
def stuck(db):
    print("making", flush=True)
    time.sleep(60)
migrate.migrate = stuck
clock = lambda: datetime(2026, 10, 5, tzinfo=UTC)
Park.create(Path(sys.argv[1]), user="manager", password="x", code="GLT", name="G", clock=clock)
"""
    )
    making = program(text, tmp_path / "a.stpdesk")
    assert _line(making) == "making"
    making.kill()
    making.wait()
    assert not (tmp_path / "a.stpdesk").exists()
    assert len(clear_torn(tmp_path)) == 1
    assert not [one for one in tmp_path.iterdir() if one.name.startswith(".a.stpdesk")]


def test_what_an_earlier_version_left_goes_after_a_day_and_nothing_else(tmp_path: Path) -> None:
    day = 86_400.0

    def part(name: str, *held: str) -> Path:
        made = tmp_path / name
        for one in held:
            (made / one).parent.mkdir(parents=True, exist_ok=True)
            (made / one).touch()
        return made

    torn = part(".a.stpdesk.rujn9sb9.part", "park.db", "park.db-wal", "park.keys", "documents/6b")
    kept = [
        part(".mine.rujn9sb9.part", "letter.odt"),
        part(".b.stpdesk.rujn9sb8.part", "park.db", "letter.odt"),
        part(".c.stpdesk.0123456789abcdef.part", "park.db"),
        part("d.stpdesk.rujn9sb9.part", "park.db"),
    ]
    (tmp_path / ".c.stpdesk.0123456789abcdef.lock").touch()
    now = torn.stat().st_mtime
    assert clear_unlocked(tmp_path, now + day / 2) == []
    assert clear_unlocked(tmp_path, now + 2 * day) == [torn]
    assert all(one.exists() for one in kept)
    again = part(".a.stpdesk.rujn9sb9.part", "park.db", "park.keys")
    for one in (again / "park.db", again / "park.keys", again):
        os.utime(one, (now - 2 * day, now - 2 * day))
    with new_folder(tmp_path / "e"):
        assert not again.exists()
