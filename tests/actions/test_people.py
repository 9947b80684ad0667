"""Passwords: changed by whoever knows the old one, set anew by whoever holds the recovery code."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from stpdesk.actions import people
from stpdesk.actions.session import Role, Session
from stpdesk.core.errors import Refused
from stpdesk.db import keys, settings
from stpdesk.db.keys import Kdf
from stpdesk.db.park import Park

CHEAP = Kdf(memory_kib=8, passes=1, lanes=1)
STRONG = "three warm stoves"


def clock() -> datetime:
    return datetime(2026, 11, 2, 6, tzinfo=UTC)


def later() -> datetime:
    return datetime(2026, 11, 2, 7, tzinfo=UTC)


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, str]:
    park, code = Park.create(
        tmp_path / "p", user="Amina", password="old", code="GLT", name="Gilgit", clock=clock, kdf=CHEAP
    )
    park.close()
    return tmp_path / "p", code


def opened(
    folder: Path, *, write: bool = True, password: str | None = None, recovery: str | None = None
) -> Session:
    park = Park.open(folder, user="Amina", write=write, clock=clock, password=password, recovery=recovery)
    return Session(park, park.actor, clock)


def set_of(session: Session, name: str) -> tuple[str, str | None, str | None, int | None]:
    """Who did what the last entry about a person tells, and what it says of the password."""
    with session.park.reading() as db:
        told = db.execute(
            "SELECT actor, json_extract(new, '$.password_at'), json_extract(new, '$.password_by'),"
            " json_extract(new, '$.password_recovered') FROM change_log WHERE tbl = 'people'"
            " AND json_extract(new, '$.name') = ? ORDER BY seq DESC LIMIT 1",
            (name,),
        ).fetchone()
    return told[0], told[1], told[2], told[3]


def entries(session: Session) -> int:
    with session.park.reading() as db:
        return int(db.execute("SELECT max(seq) FROM change_log").fetchone()[0])


def test_a_changed_password_opens_is_logged_and_the_old_one_does_not_open(made: tuple[Path, str]) -> None:
    folder, code = made
    session = opened(folder, password="old")
    before = entries(session)
    session.clock = later
    people.change_password(session, "old", "three warm stoves")
    assert entries(session) == before + 1
    assert set_of(session, "Amina") == ("Amina", "2026-11-02T07:00:00Z", "Amina", 0)
    with session.park.reading() as db:
        log = str(db.execute("SELECT old, new FROM change_log").fetchall())
    assert "stoves" not in log
    session.park.close()
    with pytest.raises(Refused, match="not right"):
        opened(folder, password="old")
    opened(folder, password="three warm stoves").park.close()
    session = opened(folder, recovery=code)
    assert entries(session) == before + 1
    session.park.close()


def test_a_password_whose_entry_a_crash_kept_from_the_log_is_told_when_the_park_opens(
    made: tuple[Path, str],
) -> None:
    folder, _ = made
    session = opened(folder, password="old")
    people.add_person(session, "Bilal", Role.DUTY, STRONG)
    bilal = person(session, "Bilal").person.id
    park = session.park

    class Killed(Exception):
        """Stands for the program's end between the keys and the log."""

    place, written = folder / "park.keys", []

    def killed(change: Callable[[keys.Keys, bytes], keys.Keys]) -> None:
        Park.change_keys(park, change)
        written.append(place.read_bytes())
        raise Killed

    park.change_keys = killed  # type: ignore[method-assign]  # as a kill between the two would end it
    sheet = keys.new_code()
    session.clock = later
    with pytest.raises(Killed):
        people.set_password(session, bilal, "six blue kettles")
    people_set, rolled_back = written.pop(), place.read_bytes()
    assert people_set != rolled_back, "what ends badly while the program lives takes the keys back"
    place.write_bytes(people_set)  # a killed program cannot
    with pytest.raises(Killed):
        people.replace_recovery(session, sheet, sheet)
    place.write_bytes(written.pop())
    before = entries(session)
    park.close()

    park = Park.open(folder, user="Bilal", password="six blue kettles", write=True, clock=clock)
    session = Session(park, park.actor, clock)
    assert set_of(session, "Bilal") == ("Bilal", "2026-11-02T07:00:00Z", "Amina", 0)
    with park.reading() as db:
        assert settings.unnoted(db, "")
    assert entries(session) == before + 2
    park.close()
    session = opened(folder, recovery=sheet)
    assert entries(session) == before + 2
    session.park.close()


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
    assert set_of(session, "Amina") == ("Amina", "2026-11-02T06:00:00Z", "Amina", 1)
    session.park.close()
    opened(folder, password="fresh tea at six").park.close()
    opened(folder, recovery=code).park.close()


def test_a_park_opened_to_read_keeps_its_passwords(made: tuple[Path, str]) -> None:
    folder, _ = made
    session = opened(folder, write=False, password="old")
    with pytest.raises(Refused, match="read only"):
        people.change_password(session, "old", "three warm stoves")
    session.park.close()


def person(session: Session, name: str) -> people.Listed:
    return next(one for one in people.listed(session) if one.person.name == name)


def test_a_new_person_signs_in_with_the_role_given(made: tuple[Path, str]) -> None:
    folder, _ = made
    session = opened(folder, password="old")
    people.add_person(session, "  Sajida   Bano ", Role.ACCOUNTS, STRONG)
    session.park.close()
    park = Park.open(folder, user="sajida bano", password=STRONG, write=True, clock=clock)
    with park:
        assert park.role == "accounts"
        with pytest.raises(Refused, match="ask the park manager"):
            people.add_person(Session(park, park.actor, clock, Role(park.role)), "Bilal", Role.DUTY, STRONG)


def test_names_and_passwords_that_will_not_do_are_refused_beside_their_field(made: tuple[Path, str]) -> None:
    session = opened(made[0], password="old")
    for name, password, said, field in (
        ("", STRONG, "needs a name", "name"), ("AMINA", STRONG, "already a person", "name"), ("x" * 61, STRONG, "letters", "name"),
        ("Bilal", "short", "8 characters", "password"), ("Bilal Ahmad", "bilal ahmad", "first", "password"),
        ("Bilal", "Pakistan123", "first", "password"), ("Bilal", "aaaaaaaab", "first", "password"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=said) as refused:
            people.add_person(session, name, Role.DUTY, password)
        assert refused.value.field == field
    assert len(people.listed(session)) == 1
    session.park.close()


def test_the_last_manager_stays_and_nobody_retires_themselves(made: tuple[Path, str]) -> None:
    session = opened(made[0], password="old")
    amina = person(session, "Amina").person.id
    with pytest.raises(Refused, match="last park manager"):
        people.retire(session, amina)
    with pytest.raises(Refused, match="last park manager"):
        people.set_role(session, amina, Role.VIEWER)
    people.add_person(session, "Bilal", Role.MANAGER, STRONG)
    with pytest.raises(Refused, match="signed in under this name"):
        people.retire(session, amina)
    with pytest.raises(Refused, match="take this role from yourself"):
        people.set_role(session, amina, Role.VIEWER)
    session.park.close()


def test_who_is_retired_opens_the_park_no_more_until_brought_back(made: tuple[Path, str]) -> None:
    folder, _ = made
    session = opened(folder, password="old")
    people.add_person(session, "Bilal", Role.DUTY, STRONG)
    before = (folder / "park.keys").read_bytes()
    bilal = person(session, "Bilal").person.id
    people.retire(session, bilal)
    assert not person(session, "Bilal").has_key
    with pytest.raises(Refused, match="no person named Bilal"):
        Park.open(folder, user="Bilal", password=STRONG, write=False, clock=clock)
    after = (folder / "park.keys").read_bytes()
    (folder / "park.keys").write_bytes(before)  # the keys of a backup, put back by hand
    with pytest.raises(Refused, match="left this park on 2026-11-02"):
        Park.open(folder, user="Bilal", password=STRONG, write=False, clock=clock)
    (folder / "park.keys").write_bytes(after)
    with pytest.raises(Refused, match="was here until 2026-11-02"):
        people.add_person(session, "bilal", Role.DUTY, STRONG)
    people.set_password(session, bilal, "six blue kettles")
    Park.open(folder, user="Bilal", password="six blue kettles", write=False, clock=clock).close()
    session.park.close()


def test_who_renames_themselves_goes_on_under_the_new_name(made: tuple[Path, str]) -> None:
    folder, _ = made
    session = opened(folder, password="old")
    amina = person(session, "Amina").person.id
    with pytest.raises(Refused, match="not right") as refused:
        people.rename_person(session, amina, "Amina Bibi", "wrong")
    assert refused.value.field == "password"
    assert people.rename_person(session, amina, "Amina Bibi", "old").told["actor"] == "Amina Bibi"
    people.add_person(session, "Bilal", Role.DUTY, STRONG)
    with session.park.reading() as db:
        said = db.execute("SELECT actor FROM change_log ORDER BY seq DESC LIMIT 2").fetchall()
    assert said == [("Amina Bibi",), ("Amina",)]
    session.park.close()
    Park.open(folder, user="Amina Bibi", password="old", write=False, clock=clock).close()


def test_a_new_recovery_code_takes_the_place_of_the_old_one_once_it_was_typed_back(
    made: tuple[Path, str],
) -> None:
    folder, old = made
    session = opened(folder, password="old")
    new = keys.new_code()
    with pytest.raises(Refused, match="letter by letter"):
        people.replace_recovery(session, new, old)
    people.replace_recovery(session, new, new.lower().replace("-", " "))
    with session.park.reading() as db:
        ((actor, told),) = db.execute(
            "SELECT actor, new FROM change_log ORDER BY seq DESC LIMIT 1"
        ).fetchall()
        log = "".join(str(row) for row in db.execute("SELECT old, new FROM change_log").fetchall())
    assert (actor, settings.RECOVERY in told) == ("Amina", True)
    assert new not in log
    session.park.close()
    with pytest.raises(Refused, match="not right for this park"):
        opened(folder, recovery=old)
    opened(folder, recovery=new).park.close()
    opened(folder, password="old").park.close()


def test_the_last_sign_in_is_told_and_is_no_change_of_the_park(made: tuple[Path, str]) -> None:
    session = opened(made[0], password="old")
    with session.park.reading() as db:
        head = db.execute("SELECT max(seq) FROM change_log").fetchone()
    people.signed_in(session)
    people.signed_in(session)
    assert person(session, "Amina").person.last == clock()
    with session.park.reading() as db:
        assert db.execute("SELECT max(seq) FROM change_log").fetchone() == head
    session.park.close()
