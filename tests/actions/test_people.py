"""Passwords: changed by whoever knows the old one, set anew by whoever holds the recovery code."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from stpdesk.actions import people
from stpdesk.actions.session import Session
from stpdesk.core.errors import Refused
from stpdesk.db.keys import Kdf
from stpdesk.db.park import Park

CHEAP = Kdf(memory_kib=8, passes=1, lanes=1)


def clock() -> datetime:
    return datetime(2026, 11, 2, 6, tzinfo=UTC)


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, str]:
    park, code = Park.create(
        tmp_path / "p", user="Amina", password="old", code="GLT", name="Gilgit", clock=clock, kdf=CHEAP
    )
    park.close()
    return tmp_path / "p", code


def opened(folder: Path, *, write: bool = True, **secret: str) -> Session:
    park = Park.open(folder, user="Amina", write=write, clock=clock, **secret)
    return Session(park, park.actor, clock)


def test_a_changed_password_opens_and_the_old_one_does_not(made: tuple[Path, str]) -> None:
    folder, code = made
    session = opened(folder, password="old")
    people.change_password(session, "old", "three warm stoves")
    session.park.close()
    with pytest.raises(Refused, match="not right"):
        opened(folder, password="old")
    opened(folder, password="three warm stoves").park.close()
    opened(folder, recovery=code).park.close()


def test_a_wrong_old_password_changes_nothing(made: tuple[Path, str]) -> None:
    folder, _ = made
    before = (folder / "park.keys").read_bytes()
    session = opened(folder, password="old")
    with pytest.raises(Refused, match="old password is not right") as refused:
        people.change_password(session, "wrong", "three warm stoves")
    assert refused.value.field == "old"
    with pytest.raises(Refused, match="8 characters") as refused:
        people.change_password(session, "old", "")
    assert refused.value.field == "password"
    session.park.close()
    assert (folder / "park.keys").read_bytes() == before


def test_the_recovery_code_sets_a_new_password_and_stays_good(made: tuple[Path, str]) -> None:
    folder, code = made
    session = opened(folder, recovery=code)
    people.reset_password(session, "fresh tea at six")
    session.park.close()
    opened(folder, password="fresh tea at six").park.close()
    opened(folder, recovery=code).park.close()


def test_a_park_opened_to_read_keeps_its_passwords(made: tuple[Path, str]) -> None:
    folder, _ = made
    session = opened(folder, write=False, password="old")
    with pytest.raises(Refused, match="read only"):
        people.change_password(session, "old", "three warm stoves")
    session.park.close()
