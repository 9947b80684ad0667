"""Outages: begun, ended, added afterwards (rule O1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from stpdesk.actions.session import Role, Session
from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.core.park import ZONE
from stpdesk.db import outages

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
        link_id = outages.key_of(db, "links", "link", link) if link else None
        begun = outages.open_ones(db, service, link_id)
        if ends is None and begun and not units:
            raise Refused(
                "A {service} outage is open since {start}; end that one first.", field="start", service=service,
                start=f"{begun[0][1].astimezone(ZoneInfo(ZONE)):%Y-%m-%d %H:%M}",
            )  # fmt: skip
        outages.add(
            db,
            service,
            starts,
            ends,
            link_id=link_id,
            unit_ids=[outages.key_of(db, "units", "unit", unit) for unit in units],
            planned=planned,
            cause=cause,
            note=note,
        )
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
        link_id = outages.key_of(db, "links", "link", link) if link else None
        found = outages.open_ones(db, service, link_id)
        if not found:
            raise Refused(
                "No {service} outage is open; use outage add for one that is over.", service=service
            )
        key, begun = found[0]
        if moment <= begun:
            raise Refused("The outage's end must be after its start.", field="end")
        outages.end(db, key, moment)
    return Changes({"outages"}, service=service)
