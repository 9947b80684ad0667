"""The people of a park: who may open it, as what, and with which password; the file's own key never changes."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from stpdesk.actions.acting import acting
from stpdesk.actions.session import Role, Session
from stpdesk.core.changes import Changes
from stpdesk.core.codes import fold
from stpdesk.core.errors import Refused
from stpdesk.core.passwords import refuse_weak
from stpdesk.db import keys, people, settings
from stpdesk.db.people import Person
from stpdesk.db.rows import instant_text

MOST = 60
"""Letters of a name: it stands in the audit trail and on papers."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One person as the list has them; `has_key`: there is a password, so that they can sign in."""

    person: Person
    has_key: bool
    here: bool
    """whoever is signed in now"""


def listed(session: Session) -> list[Listed]:
    """Everybody, those who left last."""
    with session.park.reading() as db:
        found = people.every(db)
    able = {fold(name) for name in session.park.people_with_keys()}
    return [Listed(one, fold(one.name) in able, one.name == session.actor) for one in found]


def add_person(session: Session, name: str, role: Role, password: str) -> Changes:
    """One more person with a role and a first password; the manager's act.

    Refuses a name that is missing, too long or taken (`name`), and a weak password (`password`).
    """
    name = _name(name)
    refuse_weak(password, name)
    with acting(session) as act:
        _refuse_taken(people.every(act.db), name)
        mark = _mark(session)
        people.add(act.db, name, role.value, mark)
        session.park.change_keys(
            lambda found, file_key: keys.put_person(found, file_key, name, password, mark)
        )
        return Changes({"people"}, name=name)


def rename_person(session: Session, key: str, name: str, password: str) -> Changes:
    """Another name for a person, who signs in with it from now on; what was logged under the old one stays.

    A key is sealed under its name, so `password` is needed: the person's own where they rename themselves (it stays the
    password), else a new one for them. Refuses as `add_person`, and a wrong password (`password`).
    """
    name = _name(name)
    with acting(session) as act:
        there = people.every(act.db)
        one = _one(there, key)
        _refuse_taken([other for other in there if other.id != key], name)
        own = one.name == session.actor
        if not own:
            refuse_weak(password, name)
        fresh = _mark(session)
        people.change(act.db, key, name=name, **({} if own else people.marked(fresh)))

        def change(found: keys.Keys, file_key: bytes) -> keys.Keys:
            if own:
                keys.unlock(found, password, one.name)
            stays = found.mark_of(one.name) if own else None
            return keys.put_person(found, file_key, name, password, stays or fresh, before=one.name)

        session.park.change_keys(change)
    if own:
        session.park.renamed(name)
        session.actor = name
    return Changes({"people"}, name=name, actor=session.actor)


def set_role(session: Session, key: str, role: Role) -> Changes:
    """Another role; the manager's act. Refuses the last manager's, and one's own (`role`)."""
    with acting(session) as act:
        there = people.every(act.db)
        one = _one(there, key)
        if role.value != one.role:
            _refuse_last(there, one, "role")
            if one.name == session.actor:
                raise Refused(
                    "You cannot take this role from yourself; another park manager can.", field="role"
                )
            people.change(act.db, key, role=role.value)
        return Changes({"people"}, name=one.name)


def retire(session: Session, key: str) -> Changes:
    """Takes a person's key away; the name stays in the audit trail. Refuses the last manager and oneself."""
    with acting(session) as act:
        there = people.every(act.db)
        one = _one(there, key)
        _refuse_last(there, one, None)
        if one.name == session.actor:
            raise Refused("You are signed in under this name; another park manager can retire it.")
        people.change(act.db, key, retired_on=session.today, **people.marked(None))
        session.park.change_keys(lambda found, _: keys.drop_person(found, one.name))
        return Changes({"people"}, name=one.name)


def set_password(session: Session, key: str, password: str) -> Changes:
    """A new password for another person, who may have left: it brings them back. Refuses a weak one (`password`)."""
    with acting(session) as act:
        one = _one(people.every(act.db), key)
        if one.name == session.actor:
            raise Refused("Your own password is changed with the old one.", field="password")
        refuse_weak(password, one.name)
        mark = _mark(session)
        people.change(act.db, key, retired_on=None, **people.marked(mark))
        session.park.change_keys(
            lambda found, file_key: keys.put_person(found, file_key, one.name, password, mark)
        )
        return Changes({"people"}, name=one.name)


def signed_in(session: Session) -> None:
    """Remembers that whoever is at work opened the park now; nothing in a park that is only read."""
    if not session.park.writable:
        return
    with session.park.writing() as db:
        for one in people.every(db):
            if one.name == session.actor:
                people.signed_in(db, one.id, session.clock())


def change_password(session: Session, old: str, new: str) -> Changes:
    """Another password for whoever is signed in. Refuses a wrong old one (`old`) and a weak new one (`password`)."""
    refuse_weak(new, session.actor)
    mark = _mark(session)

    def change(found: keys.Keys, _file_key: bytes) -> keys.Keys:
        try:
            return keys.change_password(found, session.actor, old, new, mark)
        except Refused as refused:
            raise Refused("The old password is not right.", field="old") from refused

    _own(session, mark, change)
    return Changes(
        {"people"}, said="Your password is another now. Backups made before still open with the old one."
    )


def reset_password(session: Session, new: str) -> Changes:
    """A new password for whoever opened the park with the recovery code, which stays as it is. Refuses a weak one."""
    refuse_weak(new, session.actor)
    mark = _mark(session, recovered=True)
    _own(
        session,
        mark,
        lambda found, file_key: keys.reset_password(found, file_key, session.actor, new, mark),
    )
    return Changes(
        {"people"}, said="Your new password is set. The recovery code stays as it is: lock it away again."
    )


def _own(session: Session, mark: keys.Mark, change: Callable[[keys.Keys, bytes], keys.Keys]) -> None:
    """Another password for whoever is signed in, and in the change log that it was set, never what it is.

    The keys are written before the log is: after a crash between, the park tells by the mark on the key when it opens.
    """
    session.park.refuse_unwritable()
    with session.park.writing() as db:
        for one in people.every(db):
            if one.name == session.actor:
                people.change(db, one.id, **people.marked(mark))
        session.park.change_keys(change)


def _mark(session: Session, *, recovered: bool = False) -> keys.Mark:
    """Who sets a password or a code now."""
    return keys.Mark(instant_text(session.clock()), session.actor, recovered)


def replace_recovery(session: Session, code: str, typed: str) -> Changes:
    """Another recovery code for the park; the manager's act, once the person typed the new one back from paper (`typed`).

    The sheet before can no longer open the park; backups made before still open with it. The keys themselves are no part of
    the change log, so when the code was made anew is kept as a setting, which is; never the code.
    """
    session.require()
    if not keys.same_code(typed, code):
        raise Refused("This is not the code; compare it letter by letter.", field="typed")
    with acting(session) as act:
        mark = _mark(session)
        settings.save(act.db, {settings.RECOVERY: mark.at})
        session.park.change_keys(lambda found, file_key: keys.replace_recovery(found, file_key, code, mark))
        return Changes({"people", "settings"})


def _name(name: str) -> str:
    """A name as it is stored. Refuses a missing and a long one."""
    bare = " ".join(unicodedata.normalize("NFC", name).split())
    if not bare:
        raise Refused("A person needs a name.", field="name")
    if len(bare) > MOST:
        raise Refused("A name has {most} letters at most.", field="name", most=MOST)
    return bare


def _refuse_taken(there: list[Person], name: str) -> None:
    """Refuses a name that somebody has or had: the audit trail must tell two people apart."""
    for one in there:
        if fold(one.name) == fold(name):
            raise Refused(
                "There is already a person named {name} in this park."
                if one.retired is None
                else "{name} was here until {day}; give a new password to bring the name back, or choose another.",
                field="name", name=one.name, day=one.retired,
            )  # fmt: skip


def _refuse_last(there: list[Person], one: Person, field: str | None) -> None:
    """Refuses to leave a park without a manager."""
    managers = [other for other in there if other.role == Role.MANAGER.value and other.retired is None]
    if managers == [one]:
        raise Refused(
            "{name} is the last park manager; give somebody else this role first.", field=field, name=one.name
        )


def _one(there: list[Person], key: str) -> Person:
    """The person of a key."""
    for one in there:
        if one.id == key:
            return one
    raise Refused("This person is not in the park any more.")
