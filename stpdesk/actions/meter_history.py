"""All readings of one meter: listed, one more entered, one put right or taken out (rule B8)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stpdesk.actions.acting import acting
from stpdesk.actions.readings import remove
from stpdesk.actions.session import Role, Session
from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.core.meters import Meter, Reading, usage_periods
from stpdesk.core.months import Month
from stpdesk.core.reading_grid import MeterRow, TypedReading, billed_already, chain_refusal
from stpdesk.db import closings, meters

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Past:
    """One reading of a meter: its use in hundred-millionths (None = it starts the meter), the document it is billed on."""

    reading: Reading
    units: int | None
    billed: str | None
    closed: bool


def history(session: Session, code: str) -> list[Past]:
    """All readings of a meter, the latest first."""
    with session.park.reading() as db:
        meter = meters.by_code(db, code)
        there, numbers = meters.of_meter(db, meter.id), meters.numbers(db, meter.id)
        shut = set(closings.closed(db))
    try:
        used = {one.reading_id: one.units for one in usage_periods(meter, there)}
    except Refused:  # an imported history may hold what cannot follow; it is shown as it is
        used = {}
    found = [Past(one, used.get(one.id), numbers.get(one.id), Month.of(one.date) in shut) for one in there]
    return found[::-1]


def save_reading(session: Session, code: str, typed: TypedReading, key: str | None = None) -> Changes:
    """Enters one more reading of a meter on any open day, or puts the one of a key right. `told`: meter, day."""
    with acting(session, Role.ACCOUNTS, Role.DUTY) as act:
        meter = meters.by_code(act.db, code)
        there = meters.of_meter(act.db, meter.id)
        before = _one(there, key) if key is not None else None
        _check_days(session, act.db, meter, before, typed)
        if typed.digits is not None and meter.digits is None:
            meters.set_digits(act.db, meter.id, typed.digits)
            meter = replace(meter, digits=typed.digits)
        new = Reading(key or "", meter.id, typed.day, typed.value, typed.event)
        refusal = chain_refusal(meter, there, [*(one for one in there if one.id != key), new])
        if refusal is not None:
            raise refusal
        if before is None:
            meters.add_reading(act.db, meter.id, typed.day, typed.value, typed.event)
        else:
            meters.change_reading(act.db, before, typed.day, typed.value, typed.event)
        return Changes({"readings", "meters"}, meter=meter.code, day=typed.day)


def remove_reading(session: Session, code: str, key: str) -> Changes:
    """Takes a reading out that is not billed, in an open month. `told`: meter."""
    with acting(session, Role.ACCOUNTS, Role.DUTY) as act:
        meter = meters.by_code(act.db, code)
        gone = _one(meters.of_meter(act.db, meter.id), key)
        _check_days(session, act.db, meter, gone, None)
        remove(act.db, meter, gone)
        return Changes({"readings"}, meter=meter.code)


def _one(there: list[Reading], key: str) -> Reading:
    """The reading of a key; refused where it is gone."""
    found = next((one for one in there if one.id == key), None)
    if found is None:
        raise Refused("This reading is not there any more.", field="reading")
    return found


def _check_days(
    session: Session, db: Database, meter: Meter, before: Reading | None, typed: TypedReading | None
) -> None:
    """Refuses what is billed, closed, or not here yet."""
    if typed is not None and typed.day > session.today:
        raise Refused(
            "{day} is not here yet; a reading is dated when it was taken.", field="day", day=typed.day
        )
    row = MeterRow(meter, None, taken=before, billed=meters.billed(db).get(meter.id))
    event = typed.event if typed is not None else None
    for day in [*([before.date] if before else []), *([typed.day] if typed else [])]:
        month = Month.of(day)
        if closings.is_closed(db, month):
            raise Refused(
                "The month {month} is closed; reopen it with a reason first.", field="day", month=month
            )
        refusal = billed_already(row, day, event)
        if refusal is not None:
            raise refusal
