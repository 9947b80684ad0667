"""A file of an older program is brought up to date, whole steps only, after a backup."""

from collections.abc import Callable, Iterator

import pytest
from sqlite_utils import Database

from stpdesk.core.errors import Refused
from stpdesk.db import change_log, check, migrate, migrations
from stpdesk.db.triggers import differences, install_triggers

from .conftest import Made


def _colour(db: Database) -> None:
    db.table("gaps").add_column("colour", str)
    db.table("units").transform(column_order=["id", "folded", "code"])
    change_log.relog(db, "gaps")
    change_log.relog(db, "units")


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Callable[[Database], None]], None]]:
    """Gives the program one more step."""

    def give(step: Callable[[Database], None]) -> None:
        steps = migrations.steps()
        monkeypatch.setattr(migrations, "NAMES", (*migrations.NAMES, "m0002_colour"))
        monkeypatch.setattr(migrations, "steps", lambda: {**steps, "m0002_colour": step})

    yield give


def test_the_names_and_the_steps_are_the_same() -> None:
    assert tuple(migrations.steps()) == migrations.NAMES


def test_an_older_file_is_migrated_at_a_writing_open_after_a_backup(
    made: Made, next_version: Callable[..., None], add_unit: Callable[..., str]
) -> None:
    with made.open() as park:
        add_unit(park, "A-101")
    next_version(_colour)
    with pytest.raises(Refused, match="older STP Desk; open it once for writing"):
        made.open(write=False)
    with made.open() as park:
        with park.reading() as db:
            assert migrate.applied(db) == ["m0001_park", "m0002_colour"]
            assert "colour" in db.table("gaps").columns_dict
            assert differences(db) == []
        add_unit(park, "A-102")
        assert [found for found in check.check(park) if not found.good] == []
    (backup,) = (made.folder / "backups").iterdir()
    assert backup.name == "GLT-20261005-140000.stpbackup"


def test_a_step_that_fails_leaves_the_file_as_it_was(made: Made, next_version: Callable[..., None]) -> None:
    def broken(db: Database) -> None:
        db.table("gaps").add_column("colour", str)
        raise ZeroDivisionError

    with pytest.MonkeyPatch.context():
        next_version(broken)
        with pytest.raises(ZeroDivisionError):
            made.open()
    assert not (made.folder / "park.owner").exists()


def test_after_a_failed_step_the_older_program_still_opens_it(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(db: Database) -> None:
        db.table("gaps").add_column("colour", str)
        raise ZeroDivisionError

    with monkeypatch.context() as newer:
        steps = migrations.steps()
        newer.setattr(migrations, "NAMES", (*migrations.NAMES, "m0002_colour"))
        newer.setattr(migrations, "steps", lambda: {**steps, "m0002_colour": broken})
        with pytest.raises(ZeroDivisionError):
            made.open()
    with made.open() as park:
        assert [found for found in check.check(park) if not found.good] == []


def test_a_tampered_file_is_not_migrated(made: Made, next_version: Callable[..., None]) -> None:
    made.with_another_tool(
        "DROP TRIGGER log_people_update", "UPDATE people SET role = 'viewer' WHERE name = 'manager'"
    )
    next_version(_colour)
    with pytest.raises(Refused, match="role is “viewer”, the change log says “manager”"):
        made.open()
    assert not list((made.folder / "backups").iterdir())


def test_a_park_of_an_unfinished_version_is_refused_in_a_sentence(made: Made) -> None:
    with made.open() as park, park.writing() as db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f'DROP TRIGGER "{name}"')
        db.execute("ALTER TABLE people DROP COLUMN password_recovered")
        install_triggers(db)
    with pytest.raises(Refused, match="unfinished version of STP Desk and is laid out otherwise"):
        made.open()
    assert not (made.folder / "park.owner").exists()
