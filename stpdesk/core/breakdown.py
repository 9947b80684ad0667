"""A window's downtime told apart: by event, by cause, by local day and hour, by tenant."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter

from stpdesk.core.civil import day_of, local, midnight
from stpdesk.core.codes import fold
from stpdesk.core.downtime import inside
from stpdesk.core.months import DAY
from stpdesk.core.outages import INTERNET, POWER, Outage
from stpdesk.core.reliability import Reliability
from stpdesk.core.spans import BEGINNING, Event, Span, Spans, clip, events, intersection, near, seconds, union

_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Told:
    """One event with its parts, all in seconds of the window: raw, behind the generator, planned, charged to power.

    `outages` are the records it is made of; `units` where it met some units only; `tenants` how many were without.
    """

    service: str
    event: Event
    outages: tuple[Outage, ...]
    within: int
    lasted: int
    without: int
    """seconds in which tenants were without: behind the generator, or with another link up, they were not"""
    planned: int
    charged: int
    tenants: int
    sustained: bool
    unit_ids: frozenset[str] = frozenset()
    link_id: str | None = None
    """the one link it was of, while another was up some of the time; its `without` is then the internet's"""


@dataclass(frozen=True, slots=True)
class Caused:
    """Downtime by cause; of power the seconds add up to D, of the internet to each link's own (`link_id`)."""

    service: str
    link_id: str | None
    cause: str | None
    outages: int
    """records that start in the window"""
    seconds: int


@dataclass(frozen=True, slots=True)
class Met:
    """What met one tenant in the window: events it was there for when they began, and their seconds."""

    tenant_id: str
    power_events: int
    power: int
    internet_events: int
    internet: int


@dataclass(frozen=True, slots=True)
class Feed:
    """What an event is of: the grid, all links together, one link of several, or some units."""

    service: str
    unit_ids: frozenset[str] = frozenset()
    link_id: str | None = None


def told(figures: Reliability) -> list[Told]:
    """Every event with time in the window, in order: of the grid, the internet, one link while another was up, some units."""
    found: list[Told] = []
    for feed, down, outages in _feeds(figures):
        listed = events(down, figures.log.rules.joins)
        records = _records(listed, outages)
        for place, event in enumerate(listed):
            if event.within(figures.window):
                made = _told(figures, feed, event, records[place])
                if feed.link_id is None or made.without < made.within:
                    found.append(made)
    return sorted(
        found, key=lambda one: (one.event.start, one.service, one.link_id or "", sorted(one.unit_ids))
    )


def _feeds(figures: Reliability) -> list[tuple[Feed, Spans, list[Outage]]]:
    """What can be down, its time, and the records it is made of."""
    time = figures.time
    groups: dict[Feed, list[Outage]] = defaultdict(list)
    for one in time.log.outages:
        groups[Feed(one.service, one.unit_ids, one.link_id if one.unit_ids else None)].append(one)
    found: list[tuple[Feed, Spans, list[Outage]]] = []
    for feed, outages in groups.items():
        park = time.grid if feed.service == POWER else time.internet
        found.append((feed, union(one.span for one in outages) if feed.unit_ids else park, outages))
    whole = groups.get(Feed(INTERNET), [])
    for link in time.links if len(time.links) > 1 else ():
        mine = [one for one in whole if one.link_id in {None, link.link.id}]
        found.append((Feed(INTERNET, link_id=link.link.id), link.down, mine))
    return found


def _records(listed: Sequence[Event], outages: Sequence[Outage]) -> list[list[Outage]]:
    """The outages that share time with each of some disjoint, ordered events."""
    found: list[list[Outage]] = [[] for _ in listed]
    for one in outages:
        place = bisect_right(listed, one.span.start, key=attrgetter("end"))
        while place < len(listed) and listed[place].start < one.span.end:
            found[place].append(one)
            place += 1
    return found


def _told(figures: Reliability, feed: Feed, event: Event, outages: Sequence[Outage]) -> Told:
    """One event with its parts."""
    time, day = figures.time, day_of(event.start)
    parts = clip(event.parts, figures.window)
    hull = Span(parts[0].start, parts[-1].end)
    raw, lasted = seconds(parts), event.lasted(figures.now)
    if feed.unit_ids:
        without = raw
        here = figures.presence.by_tenant
        tenants = sum(1 for tenant in here if figures.presence.holds(tenant, feed.unit_ids, day))
    else:
        dark = time.tenants if feed.service == POWER else time.internet
        without = seconds(intersection(parts, near(dark, hull)))
        tenants = figures.presence.count(day) if without else 0
    return Told(
        feed.service,
        event,
        tuple(outages),
        raw,
        lasted,
        without,
        seconds(intersection(parts, near(_planned(figures, feed, outages), hull))),
        seconds(intersection(parts, near(time.charged, hull))) if feed.service == INTERNET else 0,
        tenants,
        lasted > figures.log.rules.momentary,
        feed.unit_ids,
        feed.link_id,
    )


def _planned(figures: Reliability, feed: Feed, outages: Sequence[Outage]) -> Spans:
    """Planned time of what an event is of; announced windows are the park's, not those of some units."""
    if feed.unit_ids:
        return union(one.span for one in outages if one.planned)
    if feed.link_id is not None:
        return next(one.planned for one in figures.time.links if one.link.id == feed.link_id)
    return figures.time.grid_planned if feed.service == POWER else figures.time.internet_planned


def causes(figures: Reliability) -> list[Caused]:
    """Downtime by cause, the longest first; where two records overlap, the time is the earlier one's."""
    found: list[Caused] = []
    grid = [one for one in figures.time.log.outages if one.service == POWER and one.whole_park]
    found += _caused(figures, POWER, None, grid, [figures.window])
    for link in figures.time.links:
        mine = [
            one
            for one in figures.time.log.outages
            if one.service == INTERNET and one.whole_park and one.link_id in {None, link.link.id}
        ]
        found += _caused(figures, INTERNET, link.link.id or None, mine, link.service)
    return sorted(found, key=lambda one: (one.service != POWER, one.link_id or "", -one.seconds))


def _caused(
    figures: Reliability, service: str, link: str | None, outages: list[Outage], counted: Spans
) -> list[Caused]:
    """One feed's downtime by cause."""
    times = figures.counted(counted)
    names: dict[str, str | None] = {}
    counts: dict[str, int] = defaultdict(int)
    spent: dict[str, int] = defaultdict(int)
    reached = BEGINNING
    for one in sorted(outages, key=lambda one: one.span):
        name = fold(one.cause or "")
        free = Span(max(one.span.start, reached), max(one.span.end, reached))  # earlier ones took all before
        reached = free.end
        names.setdefault(name, one.cause)
        spent[name] += seconds(inside([free], times)) if free.seconds else 0
        counts[name] += figures.starts_inside(one.span)
    return [
        Caused(service, link, names[name], counts[name], spent[name])
        for name in names
        if counts[name] or spent[name]
    ]


def by_day(spans: Iterable[Span]) -> dict[date, int]:
    """Seconds of closed spans by local day."""
    found: dict[date, int] = defaultdict(int)
    for start, end in spans:
        at, day = start, day_of(start)
        while at < end:
            following = min(end, midnight(day + DAY))
            found[day] += following - at
            at, day = following, day + DAY
    return found


def by_hour(spans: Iterable[Span]) -> list[list[int]]:
    """Seconds of closed spans by weekday (Monday first) and local hour: 7 × 24."""
    found = [[0] * 24 for _ in range(7)]
    for start, end in spans:
        at = start
        while at < end:
            clock = local(at)
            whole = clock.replace(minute=0, second=0) + _HOUR
            following = min(end, int(whole.timestamp()))
            found[clock.weekday()][clock.hour] += following - at
            at = following
    return found


def met(figures: Reliability) -> list[Met]:
    """Every tenant that any event met, with its minutes (rule O6: present on the day the event starts)."""
    time, joins = figures.time, figures.log.rules.joins
    feeds = (
        (POWER, _dated(figures, events(time.tenants, joins)), time.tenant_power),
        (INTERNET, _dated(figures, events(time.internet, joins)), time.tenant_internet),
    )
    found: list[Met] = []
    for tenant in figures.presence.by_tenant:
        mine: list[tuple[int, int]] = []
        for service, whole, own in feeds:
            hit = [one for one in figures.hit.get(tenant, ()) if one.service == service]
            listed = _dated(figures, events(own(hit), joins)) if hit else whole
            there = [spent for day, spent in listed if figures.presence.here(tenant, day)]
            mine.append((len(there), sum(there)))
        if mine[0][0] or mine[1][0]:
            found.append(Met(tenant, *mine[0], *mine[1]))
    return found


def hits(figures: Reliability, tenant: str, service: str) -> list[tuple[Event, bool]]:
    """Events with time in the window that began while a tenant was there (rule O6); true where its own units were hit."""
    time, joins = figures.time, figures.log.rules.joins
    mine = [one for one in figures.hit.get(tenant, ()) if one.service == service]
    whole = time.tenants if service == POWER else time.internet
    own = time.tenant_power(mine) if service == POWER else time.tenant_internet(mine)
    return [
        (event, any(event.start <= one.span.start < event.end for one in mine))
        for event in events(own if mine else whole, joins)
        if event.within(figures.window) and figures.presence.here(tenant, day_of(event.start))
    ]


def _dated(figures: Reliability, listed: Iterable[Event]) -> list[tuple[date, int]]:
    """The day each event with time in the window starts on, and its seconds there."""
    return [(day_of(one.start), spent) for one in listed if (spent := one.within(figures.window))]
