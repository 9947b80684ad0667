"""Outages: begun, ended, added afterwards, listed (rule O1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from stpdesk.actions.joining import join_typed, only, overlaps
from stpdesk.actions.session import Role, Session
from stpdesk.actions.settling import settle_quietly
from stpdesk.core.amendments import overwritten, shown, span_of
from stpdesk.core.changes import Changes
from stpdesk.core.civil import seconds_of
from stpdesk.core.errors import Refused
from stpdesk.core.joining import alike
from stpdesk.core.outages import MANUAL, SERVICES, Outage
from stpdesk.core.proposals import Proposal
from stpdesk.core.sentences import Sentence, one_by_one
from stpdesk.core.spans import Span
from stpdesk.db import causes, links, outages, spaces

if TYPE_CHECKING:
    from sqlite_utils import Database


def now(session: Session) -> int:
    """The session's clock in whole seconds since 1970."""
    return seconds_of(session.clock())


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
    keep_mine: bool = False,
) -> Changes:
    """Records an outage (aware instants; `ends` None = still out); `told`: number, outage, notices.

    One that is over and that the monitor measured too, answered or not, becomes one event with the measured edges, or
    with these where `keep_mine` says so, which holds for one that lasts as well (rule O9).
    """
    session.require(Role.DUTY)
    if link and service == "power":
        raise Refused("A power outage belongs to no link; leave the link out.", field="link")
    span = span_of(seconds_of(starts), seconds_of(ends) if ends else None, now(session))
    with session.park.writing() as db:
        noticed = settle_quietly(session, db)
        link_id = links.key_of(db, link) if link else None
        hit = frozenset(spaces.key_of(db, unit) for unit in units)
        fresh = Outage("", service, span, link_id, hit, planned, cause, note)
        if span.open:
            _not_twice(db, fresh)
        learnt = learn(db, cause, service)
        stored = outages.store(db, [fresh])[0]
        return _told(session, db, stored, noticed, keep=keep_mine, learnt=learnt)


def _not_twice(db: Database, fresh: Outage) -> None:
    """Refuses a second open outage of the same service, link and units."""
    alone = only(db)
    for one in outages.open_ones(db, fresh.service):
        if alike(one, fresh, alone):
            raise Refused(
                "A {service} outage is open since {start}; end that one first.", field="start", service=one.service,
                start=shown(one.span.start),
            )  # fmt: skip


def learn(db: Database, cause: str | None, service: str) -> list[str]:
    """Puts a cause on the list where it is not; a sentence that says so."""
    if not cause or not causes.learn(db, [cause], service):
        return []
    return [f"“{cause}” is a new cause; it is on the list from now on"]


def _told(
    session: Session,
    db: Database,
    one: Outage,
    noticed: Sequence[Proposal],
    *,
    keep: bool,
    learnt: list[str],
) -> Changes:
    """What became of a stored manual outage: joined to what measured it, and told of what it overlaps."""
    made, told = [one], learnt
    if one.source == MANUAL and (keep or not one.span.open):
        made, more = join_typed(session, db, [one], noticed, keep=keep)
        told = [*more, *learnt]
    told += overlaps(db, made)
    nouns = {"outages", "proposals"} if noticed else {"outages"}
    return Changes(nouns, service=one.service, number=made[0].number, outage=made[0], notices=told)


def end_outage(
    session: Session,
    service: str | None = None,
    *,
    ends: datetime | None = None,
    link: str | None = None,
    units: Sequence[str] = (),
    number: int | None = None,
    cause: str | None = None,
    note: str | None = None,
    keep_mine: bool = False,
) -> Changes:
    """Ends an open outage, now by default: that of a number, or the one of the service (and link, and units).

    A service is not needed where a single outage is open. Refused where a cause or a note would overwrite another.
    """
    session.require(Role.DUTY)
    moment = seconds_of(ends or session.clock())
    with session.park.writing() as db:
        noticed = settle_quietly(session, db)
        one = _open_one(db, service, link, units) if number is None else outages.by_number(db, number)
        if not one.span.open:
            raise Refused(
                "Outage {number} ended {end} already; move its end with a reason.", field="number", number=number,
                end=shown(one.span.end),
            )  # fmt: skip
        span_of(one.span.start, moment, now(session))
        if names := overwritten(one, cause, note):
            raise Refused(
                "Outage {number} has a {what} already: end it without one, then change it with a reason.",
                field=names[0], number=one.number, what=" and a ".join(names),
            )  # fmt: skip
        learnt = fill(db, one, ends=moment, cause=cause, note=note)
        ended = outages.by_number(db, one.number or 0)
        return _told(session, db, ended, noticed, keep=keep_mine, learnt=learnt)


def fill(
    db: Database, one: Outage, *, ends: int | None = None, cause: str | None = None, note: str | None = None
) -> list[str]:
    """Gives a live outage the end, the cause or the note it has not yet; None leaves it. Says which cause is new."""
    values: dict[str, object] = {} if ends is None else {"ends": ends}
    values |= {name: text or None for name, text in (("cause", cause), ("note", note)) if text is not None}
    learnt = learn(db, cause, one.service)
    if values:
        outages.change(db, one.id, **values)
    return learnt


def _open_one(db: Database, service: str | None, link: str | None, units: Sequence[str]) -> Outage:
    """The one open outage a person means; refused where there is none, or where several could be meant."""
    asked = [service] if service else ["internet"] if link else list(SERVICES)
    hit = frozenset(spaces.key_of(db, unit) for unit in units)
    link_id = links.key_of(db, link) if link else None
    opened = [one for name in asked for one in outages.open_ones(db, name)]
    alone = only(db)
    found = [one for one in opened if alike(one, Outage("", one.service, Span(0, 1), link_id, hit), alone)]
    if (not found or service is None) and not link and not units:
        found = opened
    named = f"{service} outage" if service else "outage"
    if not found:
        raise Refused(
            "No {named} is open; use outage add for one that is over.", named=named, field="service"
        )
    if len(found) > 1:
        told = one_by_one(
            [
                Sentence(
                    "{number} since {start}",
                    number=one.number if service else f"{one.number} ({one.service})",
                    start=shown(one.span.start),
                )
                for one in found
            ]
        )
        raise Refused(
            "Several {named}s are open: {numbers}. Name one with --number.", field="number", named=named, numbers=told
        )  # fmt: skip
    return found[0]
