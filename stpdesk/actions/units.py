"""Units: entered, changed, placed on the floor plan, taken out, put under repair."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from stpdesk.actions.acting import acting, refuse_any
from stpdesk.actions.session import Role, Session
from stpdesk.core.changes import Changes
from stpdesk.core.corrections import changed
from stpdesk.core.errors import Refused
from stpdesk.core.forms import UnitForm
from stpdesk.core.money import E4
from stpdesk.core.typed_dates import day_text
from stpdesk.core.unit_forms import faults, notices
from stpdesk.core.unit_states import Repair
from stpdesk.db import billed, closings, repairs, rows, spaces, terms

if TYPE_CHECKING:
    from sqlite_utils import Database

Place = tuple[E4, E4, E4, E4]
"""x, y, width and height on the floor plan, in ten-thousandths of a foot."""


def add_unit(session: Session, form: UnitForm) -> Changes:
    """Enters a unit; `told`: unit (its code), key, notices."""
    with acting(session, Role.ACCOUNTS) as act:
        refuse_any(faults(form, terms.units(act.db).values()))
        key = spaces.add(act.db, form)
        told = notices(form, None, max(closings.closed(act.db), default=None))
        return act.changes("units", unit=form.code.strip(), key=key, notices=told)


def change_unit(session: Session, code: str, form: UnitForm) -> Changes:
    """Changes a unit; `told`: unit, notices, changed (billed days that another area makes another amount, rule B10)."""
    with acting(session, Role.ACCOUNTS) as act:
        agreed = terms.load(act.db, metered=False)
        before = agreed.units[spaces.key_of(act.db, code)]
        held = agreed.leases_of_unit.get(before.id, [])
        refuse_any(faults(form, agreed.units.values(), before, held))
        spaces.change(act.db, before.id, UnitForm.of(before), form)
        otherwise = []
        if form.sqft != before.sqft:
            lines = [line for lease in held for line in billed.recurring_of(act.db, lease.id)]
            otherwise = changed(terms.load(act.db, metered=False), lines)
        told = notices(form, before, max(closings.closed(act.db), default=None))
        return act.changes("units", unit=form.code.strip(), notices=told, changed=otherwise)


def place_units(session: Session, places: Mapping[str, Place | None]) -> Changes:
    """Puts several units on their floors' plans at once, by code; None takes one off. `told`: units = how many moved."""
    with acting(session, Role.ACCOUNTS) as act:
        for code, sides in places.items():
            if sides is not None and (sides[2] <= 0 or sides[3] <= 0):
                raise Refused("Unit {unit} needs a width and a depth on the plan.", field="unit", unit=code)
            spaces.place(act.db, spaces.key_of(act.db, code), sides)
        return act.changes("units", units=len(places))


def remove_unit(session: Session, code: str) -> Changes:
    """Takes out a unit that nothing names; one that was ever let stays. `told`: unit."""
    with acting(session, Role.ACCOUNTS) as act:
        spaces.remove(act.db, _unused(act.db, code))
        return act.changes("units", unit=code.strip())


def check_unit_goes(session: Session, code: str) -> None:
    """Refuses what `remove_unit` would refuse, before anybody is asked whether to; writes nothing."""
    session.require(Role.ACCOUNTS)
    with session.park.reading() as db:
        _unused(db, code)


def _unused(db: Database, code: str) -> str:
    """The key of a unit; refused where something names it."""
    key = spaces.key_of(db, code)
    why = spaces.use_of(db, key)
    if why is not None:
        raise Refused(
            "Unit {unit} stays, for {why}; mark it as not to be let instead.", field="lettable", unit=code.strip(),
            why=why,
        )  # fmt: skip
    return key


def repairs_of(session: Session, code: str) -> list[Repair]:
    """The repairs of a unit, in the order of their start."""
    with session.park.reading() as db:
        return repairs.every(db, [spaces.key_of(db, code)])


def add_repair(session: Session, code: str, starts: date, ends: date | None, note: str) -> Changes:
    """Notes that a unit is under repair from a day, to a last day if it is known; `told`: unit, key."""
    with acting(session, Role.ACCOUNTS, Role.DUTY) as act:
        _check_repair(starts, ends, note)
        key = repairs.add(act.db, spaces.key_of(act.db, code), starts, ends, note.strip())
        return act.changes("repairs", unit=code.strip(), key=key)


def change_repair(session: Session, key: str, starts: date, ends: date | None, note: str) -> Changes:
    """Changes a repair: its days, its note; the day it was done ends it."""
    with acting(session, Role.ACCOUNTS, Role.DUTY) as act:
        _check_repair(starts, ends, note)
        _there(act.db, key)
        repairs.change(act.db, key, starts, ends, note.strip())
        return act.changes("repairs", key=key)


def remove_repair(session: Session, key: str) -> Changes:
    """Takes out a repair that was noted by mistake."""
    with acting(session, Role.ACCOUNTS, Role.DUTY) as act:
        _there(act.db, key)
        repairs.remove(act.db, key)
        return act.changes("repairs", key=key)


def _there(db: Database, key: str) -> None:
    """Refuses a repair that is gone."""
    if not rows.present(db, "repairs", key):
        raise Refused("This repair is not noted any more.")


def _check_repair(starts: date, ends: date | None, note: str) -> None:
    """Refuses a repair without words, or one that ends before it starts."""
    if not note.strip():
        raise Refused("Say what is repaired.", field="note")
    if ends is not None and ends < starts:
        raise Refused(
            "The last day must be on or after the first day, {starts}.", field="ends", starts=day_text(starts)
        )
