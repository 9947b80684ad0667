"""Meters: entered, changed, taken out (rule B8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stpdesk.actions.acting import acting, refuse_any
from stpdesk.actions.session import Role, Session
from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.core.forms import MeterForm
from stpdesk.core.meter_forms import faults
from stpdesk.core.next_code import next_code
from stpdesk.db import meters, spaces, terms

if TYPE_CHECKING:
    from sqlite_utils import Database


def new_form(session: Session) -> tuple[MeterForm, tuple[str, ...]]:
    """A new meter with the next code of the park's pattern, and the codes of all units."""
    with session.park.reading() as db:
        codes = (one.code for one in terms.meters(db).values())
        units = tuple(one.code for one in terms.units(db).values())
        return MeterForm(next_code(codes, session.today, "M-001")), units


def units_of(session: Session) -> tuple[str, ...]:
    """The codes of all units a meter may stand in."""
    with session.park.reading() as db:
        return tuple(one.code for one in terms.units(db).values())


def add_meter(session: Session, form: MeterForm) -> Changes:
    """Enters a meter, with its first reading if that is known; `told`: meter (its code)."""
    with acting(session, Role.ACCOUNTS) as act:
        refuse_any(faults(form, terms.meters(act.db).values(), session.today))
        key = meters.add(act.db, form, _unit(act.db, form))
        if form.reading is not None and form.day is not None:
            meters.add_reading(act.db, key, form.day, form.reading, None)
            return Changes({"meters", "readings"}, meter=form.code.strip())
        return act.changes("meters", meter=form.code.strip())


def change_meter(session: Session, code: str, form: MeterForm) -> Changes:
    """Changes a meter; refused where billed use would be counted otherwise. `told`: meter."""
    with acting(session, Role.ACCOUNTS) as act:
        before = meters.by_code(act.db, code)
        there, billed = terms.meters(act.db).values(), meters.billed(act.db).get(before.id)
        refuse_any(faults(form, there, session.today, before, meters.of_meter(act.db, before.id), billed))
        meters.change(act.db, before, form, _unit(act.db, form))
        return act.changes("meters", meter=form.code.strip())


def remove_meter(session: Session, code: str) -> Changes:
    """Takes out a meter that was never read. `told`: meter."""
    with acting(session, Role.ACCOUNTS) as act:
        before = meters.by_code(act.db, code)
        if meters.of_meter(act.db, before.id):
            raise Refused("Meter {meter} stays, for it was read.", field="code", meter=before.code)
        meters.remove(act.db, before.id)
        return act.changes("meters", meter=before.code)


def _unit(db: Database, form: MeterForm) -> str | None:
    """The key of the unit it stands in; None for a main meter."""
    return spaces.key_of(db, form.unit) if form.unit else None
