"""Announced load shedding: weekly windows and single dates, entered and cancelled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from stpdesk.actions.session import Role, Session
from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.core.months import Month
from stpdesk.core.outages import POWER, Announced
from stpdesk.db import closings, corrections, schedule

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

    One that ends before it starts crosses midnight; 0 to 1440 is a whole day. Where months are closed, a weekly one
    without a first day begins today. `told`: window, notices.
    """
    session.require(Role.DUTY)
    if day is not None:
        if weekdays or valid_from or valid_to:
            raise Refused("Give a date, or weekdays with the days they are valid; not both.", field="date")
        weekdays, valid_from, valid_to = (day.weekday(),), day, day
    if not weekdays:
        raise Refused("Say which weekdays, such as Mon-Fri, or which date.", field="weekday")
    _check_times(from_minute, to_minute)
    if valid_from and valid_to and valid_to < valid_from:
        raise Refused("The last day must be on or after the first day.", field="valid_to")
    notices: list[str] = []
    with session.park.writing() as db:
        closed = closings.closed(db)
        if closed and valid_from is None and (valid_to is None or valid_to >= session.today):
            valid_from = max(session.today, (closed[-1] + 1).first)
            notices.append(f"it holds from {valid_from} on, because months before are closed")
        made = Announced(
            "", tuple(sorted(set(weekdays))), from_minute, to_minute, service, valid_from, valid_to
        )
        if day is None:
            _after_closings(made, closed)
        window = schedule.store(db, [made])[0]
    return Changes({"schedule"}, window=window, notices=notices)


def _check_times(from_minute: int, to_minute: int) -> None:
    """Refuses a window that is no time, and one that begins at 24:00."""
    if from_minute == to_minute:
        raise Refused(
            "A window's end must be another time than its start; a whole day is 00:00 to 24:00.", field="to"
        )
    if from_minute >= 1440:
        raise Refused("24:00 is the end of a day; a window begins at 00:00 of the next.", field="from")


def _after_closings(made: Announced, closed: Sequence[Month]) -> None:
    """Refuses a window that would be announced in a closed month, with the first day that is open."""
    night = _DAY if made.from_minute + made.length > 1440 else 0 * _DAY
    for month in closed:
        begins = made.valid_from is None or made.valid_from <= month.last
        if begins and (made.valid_to is None or made.valid_to >= month.first - night):
            raise Refused(
                "The month {month} is closed: give --valid-from {day} (the first open day), or reopen it with a reason"
                " first.", field="valid_from", month=month, day=(closed[-1] + 1).first,
            )  # fmt: skip


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
