"""The lock of a month: closed, reopened with a reason."""

from __future__ import annotations

from stpdesk.actions.proposals import take_all
from stpdesk.actions.session import Session
from stpdesk.core.changes import Changes
from stpdesk.core.civil import midnight
from stpdesk.core.errors import Refused
from stpdesk.core.months import Month
from stpdesk.db import closings
from stpdesk.db.rows import instant_text


def close_month(session: Session, month: Month) -> Changes:
    """Locks a month: from now nothing dated in it changes. Refused before the month has ended, or twice.

    What the monitor noticed in it and nobody answered is taken first, so that what was counted is on record;
    `told["notices"]`: what could not be, and power cuts that are not answered.
    """
    session.require()
    if session.today <= month.last:
        raise Refused(
            "{month} has not ended yet; it can be closed from {next} on.", month=month, next=(month + 1).first
        )
    with session.park.writing() as db:
        if closings.is_closed(db, month):
            raise Refused("{month} is closed already.", field="month", month=month)
        notices = take_all(session, db, midnight((month + 1).first))
        closings.close(db, month, instant_text(session.clock()), session.actor)
    return Changes({"closings", "outages", "gaps"}, month=str(month), notices=notices)


def reopen_month(session: Session, month: Month, reason: str) -> Changes:
    """Unlocks a month; who did it and why stays on record."""
    session.require()
    if not reason.strip():
        raise Refused("Say why {month} is reopened.", field="reason", month=month)
    with session.park.writing() as db:
        if not closings.is_closed(db, month):
            raise Refused("{month} is not closed.", field="month", month=month)
        closings.reopen(db, month, instant_text(session.clock()), session.actor, reason.strip())
    return Changes({"closings"}, month=str(month))
