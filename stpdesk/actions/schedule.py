"""Announced load shedding: weekly windows and single dates, entered and cancelled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from stpdesk.actions.session import Role, Session
from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.core.outages import POWER, Announced
from stpdesk.db import corrections, schedule

_DAY = timedelta(days=1)


def announce(
    session: Session,
    *,
    weekdays: Sequence[int] = (),
    day: date | None = None,
    from_minute: int,
    to_minute: int,
    service: str = POWER,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Changes:
    """Enters a window of some weekdays (Monday = 0), or of one date; minutes after local midnight.

    One that ends before it starts crosses midnight. `told`: window.
    """
    session.require(Role.DUTY)
    if day is not None:
        if weekdays or valid_from or valid_to:
            raise Refused("Give a date, or weekdays with the days they are valid; not both.", field="date")
        weekdays, valid_from, valid_to = (day.weekday(),), day, day
    if not weekdays:
        raise Refused("Say which weekdays, such as Mon-Fri, or which date.", field="weekday")
    if from_minute % 1440 == to_minute % 1440:
        raise Refused("A window's end must be another time than its start.", field="to")
    if valid_from and valid_to and valid_to < valid_from:
        raise Refused("The last day must be on or after the first day.", field="valid_to")
    made = Announced("", tuple(sorted(set(weekdays))), from_minute, to_minute, service, valid_from, valid_to)
    with session.park.writing() as db:
        window = schedule.store(db, [made])[0]
    return Changes({"schedule"}, window=window)


def cancel(
    session: Session, number: int, reason: str, *, day: date | None = None, from_day: date | None = None
) -> Changes:
    """Cancels a window: all of it, on one day, or from a day on. `told`: made (the windows that stay)."""
    session.require(Role.DUTY)
    if not reason.strip():
        raise Refused("Say why the window is cancelled.", field="reason")
    if day is not None and from_day is not None:
        raise Refused("Cancel one day, or everything from a day on; not both.", field="date")
    with session.park.writing() as db:
        old = schedule.by_number(db, number)
        left = _left(old, day, from_day)
        why = corrections.record(db, "cancel", reason.strip(), session.clock(), session.actor)
        # the new rows first: the guard of closed months sees that their windows stay
        made = schedule.store(db, left, why)
        schedule.retire(db, old, why)
    return Changes({"schedule"}, made=made)


def _left(old: Announced, day: date | None, from_day: date | None) -> list[Announced]:
    """What stays of a window; refused where there is nothing to cancel."""
    first, last = day or from_day, day
    if first is None:
        return []
    outside = (old.valid_from and last and last < old.valid_from) or (old.valid_to and first > old.valid_to)
    if outside or (day is not None and day.weekday() not in old.weekdays):
        raise Refused(
            "Window {number} is not announced for {day}.", field="date", number=old.number, day=first
        )
    parts = [replace(old, valid_to=first - _DAY)]
    if last is not None:
        parts.append(replace(old, valid_from=last + _DAY))
    return [
        part
        for part in parts
        if part.valid_from is None or part.valid_to is None or part.valid_from <= part.valid_to
    ]


def listed(session: Session) -> list[Announced]:
    """The windows that hold, in the order of their numbers."""
    with session.park.reading() as db:
        return schedule.live(db)
