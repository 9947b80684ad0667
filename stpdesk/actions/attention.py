"""What the manager adds to the monthly report: matters for PSEB's attention, and who signs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from stpdesk.actions.acting import acting, refuse_any
from stpdesk.actions.session import Session
from stpdesk.core.attention import ROLES, Matter, MatterForm, Signatory, matter_faults, settling_faults
from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.db import attention, signatories

if TYPE_CHECKING:
    from sqlite_utils import Database


def listed(session: Session, *, settled: bool = False) -> list[Matter]:
    """The matters that are open, in their order; with `settled` also those that are not any more."""
    with session.park.reading() as db:
        return [one for one in attention.every(db) if settled or one.settled_on is None]


def add_matter(session: Session, form: MatterForm, order: int | None = None) -> Changes:
    """Puts a matter on record, at a place among the open ones (None = last); `told`: matter.

    Refused where a month's report would carry more than five.
    """
    refuse_any(list(matter_faults(form, session.today)))
    with acting(session) as act:
        made = attention.add(act.db, form, attention.last_place(act.db) + 1)
        _place(act.db, made, order)
        return act.changes("attention", matter=attention.by_number(act.db, made.number))


def change_matter(session: Session, number: int, form: MatterForm, order: int | None = None) -> Changes:
    """Writes a matter anew, or gives it another place; `told`: matter. Refused where a closed month's report carries it."""
    refuse_any(list(matter_faults(form, session.today)))
    with acting(session) as act:
        matter = attention.by_number(act.db, number)
        if matter.settled_on is not None:
            raise Refused(
                "Matter {number} is settled since {day}; it stays as it is.",
                field="number", number=number, day=matter.settled_on,
            )  # fmt: skip
        attention.change(act.db, matter, form)
        _place(act.db, matter, order)
        return act.changes("attention", matter=attention.by_number(act.db, number))


def settle_matter(session: Session, number: int, day: date, outcome: str) -> Changes:
    """Settles a matter on a day with a word; later reports carry it no more. `told`: matter."""
    with acting(session) as act:
        matter = attention.by_number(act.db, number)
        refuse_any(list(settling_faults(matter, day, outcome, session.today)))
        attention.settle(act.db, matter, day, outcome)
        return act.changes("attention", matter=attention.by_number(act.db, number))


def _place(db: Database, matter: Matter, order: int | None) -> None:
    """Puts a matter at a place among the open ones, 1 = first; the others move along."""
    if order is None:
        return
    if order < 1:
        raise Refused("The first place is 1.", field="order")
    others = [one for one in attention.every(db) if one.settled_on is None and one.id != matter.id]
    others.insert(order - 1, matter)
    for place, one in enumerate(others, start=1):
        if one.place != place:
            attention.move(db, one, place)


def signers(session: Session) -> Sequence[Signatory]:
    """Who signs the report, in the order in which they sign."""
    with session.park.reading() as db:
        return signatories.every(db)


def name_signatory(session: Session, one: Signatory) -> Changes:
    """Names who signs the report in a role; `told`: role."""
    _refuse_role(one.role)
    if not one.name.strip():
        raise Refused("Say who signs.", field="name")
    with acting(session) as act:
        signatories.put(act.db, Signatory(one.role, one.name.strip(), (one.title or "").strip() or None))
        return act.changes("signatories", role=one.role)


def set_signatories(session: Session, who: Sequence[Signatory]) -> Changes:
    """Names everybody who signs in one go; a role that is not among them, or has no name, is left to nobody. `told`: named."""
    for one in who:
        _refuse_role(one.role)
        if not one.name.strip() and (one.title or "").strip():
            raise Refused("Say who signs.", field=f"{one.role}_name")
    named = {one.role: one for one in who if one.name.strip()}
    with acting(session) as act:
        for role in ROLES:
            if role in named:
                one = named[role]
                signatories.put(act.db, Signatory(role, one.name.strip(), (one.title or "").strip() or None))
            else:
                signatories.drop(act.db, role)
        return act.changes("signatories", named=len(named))


def drop_signatory(session: Session, role: str) -> Changes:
    """Leaves a role to nobody; `told`: role. Refused where nobody holds it."""
    _refuse_role(role)
    with acting(session) as act:
        if not signatories.drop(act.db, role):
            raise Refused("Nobody is named as {role}.", field="role", role=role)
        return act.changes("signatories", role=role)


def _refuse_role(role: str) -> None:
    """Refuses a role that a report does not have."""
    if role not in ROLES:
        raise Refused(
            "A report is {roles}; {role} is none of these.", field="role", roles=", ".join(ROLES), role=role
        )
