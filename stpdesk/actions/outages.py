"""Outages: begun, ended, added afterwards (rule O1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from stpdesk.actions.session import Role, Session
from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.core.outages import Outage
from stpdesk.core.park import ZONE
from stpdesk.core.spans import FOREVER, Span
from stpdesk.db import links, outages, spaces

AHEAD = timedelta(minutes=2)


def add_outage(
    session: Session,
    service: str,
    *,
    starts: datetime,
    ends: datetime | None,
    link: str | None = None,
    units: Sequence[str] = (),
    planned: bool = False,
    cause: str | None = None,
    note: str | None = None,
) -> Changes:
    """Records an outage (aware instants; `ends` None = still out)."""
    session.require(Role.DUTY)
    if link and service == "power":
        raise Refused("A power outage belongs to no link; leave the link out.", field="link")
    now = session.clock()
    for name, moment in (("start", starts), ("end", ends)):
        if moment is not None and moment > now + AHEAD:
            raise Refused("The outage's {name} lies in the future.", field=name, name=name)
    if ends is not None and ends <= starts:
        raise Refused("The outage's end must be after its start.", field="end")
    with session.park.writing() as db:
        link_id = links.key_of(db, link) if link else None
        begun = [one for one in outages.open_ones(db, service) if one.link_id == link_id]
        if ends is None and begun and not units:
            raise Refused(
                "A {service} outage is open since {start}; end that one first.", field="start", service=service,
                start=f"{datetime.fromtimestamp(begun[-1].span.start, ZoneInfo(ZONE)):%Y-%m-%d %H:%M}",
            )  # fmt: skip
        span = Span(int(starts.timestamp()), int(ends.timestamp()) if ends else FOREVER)
        hit = frozenset(spaces.key_of(db, unit) for unit in units)
        outages.store(db, [Outage("", service, span, link_id, hit, planned, cause, note)])
    return Changes({"outages"}, service=service)


def end_outage(
    session: Session, service: str, *, ends: datetime | None = None, link: str | None = None
) -> Changes:
    """Ends the latest open outage of a service (and link), now by default."""
    session.require(Role.DUTY)
    now = session.clock()
    moment = ends or now
    if moment > now + AHEAD:
        raise Refused("The outage's end lies in the future.", field="end")
    with session.park.writing() as db:
        link_id = links.key_of(db, link) if link else None
        found = [one for one in outages.open_ones(db, service) if one.link_id == link_id]
        if not found:
            raise Refused(
                "No {service} outage is open; use outage add for one that is over.", service=service
            )
        if int(moment.timestamp()) <= found[-1].span.start:
            raise Refused("The outage's end must be after its start.", field="end")
        outages.change(db, found[-1].id, ends=int(moment.timestamp()))
    return Changes({"outages"}, service=service)
