"""Outages: begun, ended, added afterwards, listed (rule O1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from stpdesk.actions.joining import around, join, only, overlaps
from stpdesk.actions.session import Role, Session
from stpdesk.actions.settling import settle_quietly
from stpdesk.core.amendments import shown, span_of, until
from stpdesk.core.changes import Changes
from stpdesk.core.civil import seconds_of
from stpdesk.core.errors import Refused
from stpdesk.core.merging import alike
from stpdesk.core.outages import DETECTED, MANUAL, Outage
from stpdesk.core.spans import Span
from stpdesk.db import causes, corrections, links, outages, sheets, spaces
from stpdesk.db.corrections import Correction

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

    One that is over and that the monitor measured too becomes one event with the measured edges, or with these where
    `keep_mine` says so (rule O9).
    """
    session.require(Role.DUTY)
    if link and service == "power":
        raise Refused("A power outage belongs to no link; leave the link out.", field="link")
    span = span_of(seconds_of(starts), seconds_of(ends) if ends else None, now(session))
    with session.park.writing() as db:
        settle_quietly(session, db)
        link_id = links.key_of(db, link) if link else None
        hit = frozenset(spaces.key_of(db, unit) for unit in units)
        fresh = Outage("", service, span, link_id, hit, planned, cause, note)
        if span.open:
            _not_twice(db, fresh)
        causes.learn(db, [cause], service)
        return _told(session, db, outages.store(db, [fresh])[0], keep_mine)


def _not_twice(db: Database, fresh: Outage) -> None:
    """Refuses a second open outage of the same service, link and units."""
    alone = only(db)
    for one in outages.open_ones(db, fresh.service):
        if alike(one, fresh, alone):
            raise Refused(
                "A {service} outage is open since {start}; end that one first.", field="start", service=one.service,
                start=shown(one.span.start),
            )  # fmt: skip


def _told(session: Session, db: Database, one: Outage, keep_mine: bool) -> Changes:
    """What became of a stored manual outage: joined to what measured it, and told of what it overlaps."""
    made = [one]
    notices: list[str] = []
    if not one.span.open and one.source == MANUAL:
        measured = [other for other in around(db, [one]) if other.source == DETECTED]
        joined = join(session, db, [one], measured, keep=keep_mine)
        if joined:
            made = joined
            told = "; ".join(until(other.span) for other in joined)
            notices.append(
                f"the monitor noticed this outage too; your times are kept: {told}"
                if keep_mine
                else f"the monitor measured this outage, and its times count: {told}; --keep-mine keeps yours"
            )
    notices += overlaps(db, made)
    return Changes({"outages"}, service=one.service, number=made[0].number, outage=made[0], notices=notices)


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
    """Ends an open outage, now by default: that of a number, or the one of the service (and link, and units)."""
    session.require(Role.DUTY)
    moment = seconds_of(ends or session.clock())
    with session.park.writing() as db:
        settle_quietly(session, db)
        one = _open_one(db, service, link, units) if number is None else outages.by_number(db, number)
        if not one.span.open:
            raise Refused(
                "Outage {number} ended {end} already; move its end with a reason.", field="number", number=number,
                end=shown(one.span.end),
            )  # fmt: skip
        span_of(one.span.start, moment, now(session))
        fill(db, one, ends=moment, cause=cause, note=note)
        return _told(session, db, outages.by_number(db, one.number or 0), keep_mine)


def fill(
    db: Database, one: Outage, *, ends: int | None = None, cause: str | None = None, note: str | None = None
) -> None:
    """Gives a live outage its end, its cause or its note; "" takes a cause or a note away, None leaves it."""
    values: dict[str, object] = {} if ends is None else {"ends": ends}
    values |= {name: text or None for name, text in (("cause", cause), ("note", note)) if text is not None}
    causes.learn(db, [cause], one.service)
    if values:
        outages.change(db, one.id, **values)


def _open_one(db: Database, service: str | None, link: str | None, units: Sequence[str]) -> Outage:
    """The one open outage a person means; refused where there is none, or where several could be meant."""
    if service is None:
        raise Refused("Say which outage is over: power, internet, or its number.", field="service")
    hit = frozenset(spaces.key_of(db, unit) for unit in units)
    wanted = Outage("", service, Span(0, 1), links.key_of(db, link) if link else None, hit)
    opened = outages.open_ones(db, service)
    alone = only(db)
    found = [one for one in opened if alike(one, wanted, alone)]
    if not found and not link and not units:
        found = opened
    if not found:
        raise Refused("No {service} outage is open; use outage add for one that is over.", service=service)
    if len(found) > 1:
        raise Refused(
            "Several {service} outages are open: {numbers}. Name one with --number.", field="number", service=service,
            numbers=", ".join(f"{one.number} since {shown(one.span.start)}" for one in found),
        )  # fmt: skip
    return found[0]


@dataclass(frozen=True, slots=True)
class Listed:
    """An outage with its codes; `seconds` up to now; `retired` where it no longer counts."""

    outage: Outage
    link: str | None
    units: tuple[str, ...]
    seconds: int
    retired: Correction | None = None


def listed(
    session: Session,
    window: Span | None = None,
    *,
    service: str | None = None,
    link: str | None = None,
    retired: bool = False,
) -> list[Listed]:
    """The outages that count (with `retired` those too that no longer do), in the order of their start."""
    moment = now(session)
    with session.park.reading() as db:
        link_id = links.key_of(db, link) if link else None
        found = outages.live(db, window)
        why = corrections.of_retired(db, "outages") if retired else {}
        if retired:
            found += [
                one
                for one in outages.retired(db)
                if window is None or (one.span.start < window.end and one.span.end > window.start)
            ]
        codes, names = sheets.codes(db, "units"), sheets.codes(db, "links")
    chosen = [
        one for one in found if service in {None, one.service} and (link_id is None or one.link_id == link_id)
    ]
    return [
        Listed(
            one,
            names.get(one.link_id or ""),
            tuple(sorted(codes[unit] for unit in one.unit_ids)),
            max(0, min(one.span.end, moment) - one.span.start),
            why.get(one.id),
        )
        for one in sorted(chosen, key=lambda one: (one.span.start, one.number or 0))
    ]
