"""Backups in the park's own folder: made when something changed, deleted as the rule says and no others."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from stpdesk.db import backup
from stpdesk.db.park import Park

from .conftest import Clock

Add = Callable[..., str]


def places(park: Park) -> list[Path]:
    return sorted(park.folder.joinpath("backups").iterdir())


def test_a_backup_is_current_until_something_changes(park: Park, add_unit: Add) -> None:
    assert not backup.is_current(park)
    backup.backup(park, park.folder / "backups")
    assert backup.is_current(park)
    add_unit(park, "A-101")
    assert not backup.is_current(park)


def test_a_damaged_manifest_is_not_current(park: Park) -> None:
    made = backup.backup(park, park.folder / "backups")
    (made.folder / "backup.json").write_text("{")
    assert not backup.is_current(park)


def test_old_ones_go_and_the_day_keeps_its_last(park: Park, clock: Clock) -> None:
    for _ in range(3):
        backup.backup(park, park.folder / "backups")
        clock.moment += timedelta(hours=1)
    clock.moment += timedelta(days=3)
    backup.backup(park, park.folder / "backups")
    gone = backup.thin_out(park.folder / "backups", clock())
    assert gone == ["GLT-20261005-140000.stpbackup", "GLT-20261005-150000.stpbackup"]
    assert [place.name for place in places(park)] == [
        "GLT-20261005-160000.stpbackup",
        "GLT-20261008-170000.stpbackup",
    ]


def test_what_a_person_put_there_and_half_backups_of_now_stay(park: Park, clock: Clock) -> None:
    backups = park.folder / "backups"
    own = backup.backup(park, backups / "before Eid.stpbackup").folder
    young, torn = backups / ".stage.x", backups / ".GLT.stpbackup.part"
    for place in (young, torn):
        place.mkdir()
    now = clock()
    os.utime(young, (now.timestamp(), now.timestamp()))
    os.utime(torn, (now.timestamp() - 90_000, now.timestamp() - 90_000))
    assert backup.thin_out(park.folder / "backups", now + timedelta(hours=1)) == []
    assert places(park) == sorted([own, young])
