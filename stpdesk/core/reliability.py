"""Power and internet of a window: downtime, availability, events, indices (rules O2 to O8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from stpdesk.core.downtime import Downtime, LinkTime, inside
from stpdesk.core.indices import Indices, Interruptions, Presence, hit_by_tenant
from stpdesk.core.money import E4
from stpdesk.core.outages import INTERNET, POWER, Log, Outage
from stpdesk.core.spans import Event, Span, Spans, difference, events, intersection, seconds


@dataclass(frozen=True, slots=True)
class Availability:
    """One service or link in a window, in seconds: T, D, U, X (planned part of D), and its events (rules O2, O4, O5, O7)."""

    elapsed: int
    down: int
    unknown: int
    planned: int
    events: tuple[Event, ...]
    """those that start in the window"""
    carried_in: tuple[Event, ...]
    """those that started before it and have time inside"""
    sustained: int
    mttr: Fraction | None
    """mean true seconds of the closed events that start in the window"""
    ongoing: bool

    @property
    def momentary(self) -> int:
        """Events of the window that were not sustained."""
        return len(self.events) - self.sustained

    @property
    def known(self) -> int:
        """T − U."""
        return self.elapsed - self.unknown

    @property
    def available(self) -> Fraction | None:
        """1 − D/(T − U); None where nothing is known."""
        return share(self.down, self.known)

    @property
    def available_unplanned(self) -> Fraction | None:
        """The same without planned time: 1 − (D − X)/(T − U − X)."""
        return share(self.down - self.planned, self.known - self.planned)

    @property
    def coverage(self) -> Fraction | None:
        """1 − U/T: how much of the time somebody looked."""
        return share(self.unknown, self.elapsed)

    @property
    def best(self) -> Fraction | None:
        """Availability if all unknown time was up."""
        return share(self.down, self.elapsed)

    @property
    def worst(self) -> Fraction | None:
        """Availability if all unknown time was down."""
        return share(self.down + self.unknown, self.elapsed)

    @property
    def mtbf(self) -> Fraction | None:
        """(T − U − D)/n in seconds; None without an event."""
        return Fraction(self.known - self.down, len(self.events)) if self.events else None


def share(lost: int, whole: int) -> Fraction | None:
    """1 − lost/whole; None where there is no whole."""
    return 1 - Fraction(lost, whole) if whole > 0 else None


@dataclass(frozen=True, slots=True)
class Power:
    """Power of a window: the grid, the tenants behind the generator, and the generator."""

    grid: Availability
    tenants: Availability
    """the same behind the generator; nobody need be there"""
    tenant_seconds: int
    indices: Indices
    generator_seconds: int
    litres: E4


@dataclass(frozen=True, slots=True)
class LinkFigures:
    """One link of a window; `charged` are its seconds down while power was, or just after (rule O8)."""

    time: LinkTime
    figures: Availability
    charged: int

    @property
    def available_but_power(self) -> Fraction | None:
        """Availability without what power is charged with."""
        return share(self.figures.down - self.charged, self.figures.known)


@dataclass(frozen=True, slots=True)
class Internet:
    """Internet of a window: all links together, and each."""

    whole: Availability
    degraded: int
    charged: int
    indices: Indices
    links: tuple[LinkFigures, ...]

    @property
    def available_but_power(self) -> Fraction | None:
        """1 − (D − C)/(T − U) (rule O8)."""
        return share(self.whole.down - self.charged, self.whole.known)


@dataclass(frozen=True)
class Reliability:
    """The figures of a log in one window, as at `now` (what is open lasts up to it)."""

    log: Log
    window: Span
    now: int

    @cached_property
    def time(self) -> Downtime:
        """The time of the log, shared by both services."""
        return Downtime(self.log.as_at(self.now), self.window, self.now)

    @cached_property
    def presence(self) -> Presence:
        """The tenants of the log."""
        return Presence(self.log.leases)

    @cached_property
    def hit(self) -> dict[str, list[Outage]]:
        """The outages of some units by the tenants they met."""
        return hit_by_tenant((one for one in self.time.log.outages if not one.whole_park), self.presence)

    def power(self) -> Power:
        """Everything of power."""
        time, times = self.time, self.counted([self.window])
        litres = (run.litres or 0 for run in self.time.log.runs if self.starts_inside(run.span))
        return Power(
            self._availability(time.grid, times, time.grid_unknown, time.grid_planned),
            self._availability(time.tenants, times, time.grid_unknown, time.grid_planned),
            seconds(inside(time.tenants, times)),
            self._indices(POWER, time.tenants, time.tenant_power, times),
            seconds(inside(time.generator, times)),
            E4(sum(litres)),
        )

    def internet(self) -> Internet:
        """Everything of the internet."""
        time, times = self.time, self.counted(self.time.in_service)
        return Internet(
            self._availability(time.internet, times, time.internet_unknown, time.internet_planned),
            seconds(inside(time.degraded, times)),
            seconds(inside(intersection(time.internet, time.charged), times)),
            self._indices(INTERNET, time.internet, time.tenant_internet, times),
            tuple(self._link(one) for one in time.links),
        )

    def counted(self, spans: Spans) -> Spans:
        """T: the part of the spans that lies in the window."""
        return inside(spans, [self.window]) if self.window.seconds > 0 else []

    def starts_inside(self, span: Span) -> bool:
        """Whether something starts in the window."""
        return self.window.start <= span.start < self.window.end

    def _link(self, one: LinkTime) -> LinkFigures:
        """One link."""
        times = self.counted(one.service)
        figures = self._availability(one.down, times, difference(one.not_known_up, one.down), one.planned)
        return LinkFigures(one, figures, seconds(inside(intersection(one.down, self.time.charged), times)))

    def _availability(self, down: Spans, times: Spans, unknown: Spans, planned: Spans) -> Availability:
        """Downtime, unknown and planned time inside T, and the events of the window."""
        met = [one for one in events(down, self.log.rules.joins) if one.within(self.window)]
        begun = tuple(one for one in met if one.start >= self.window.start)
        closed = [one.lasted(self.now) for one in begun if not one.ongoing]
        here = inside(down, times)
        return Availability(
            seconds(times),
            seconds(here),
            seconds(inside(unknown, times)),
            seconds(intersection(here, planned)),
            begun,
            tuple(one for one in met if one.start < self.window.start),
            sum(1 for one in begun if one.lasted(self.now) > self.log.rules.momentary),
            Fraction(sum(closed), len(closed)) if closed else None,
            any(one.ongoing for one in met),
        )

    def _indices(
        self, service: str, park: Spans, own: Callable[[Sequence[Outage]], Spans], times: Spans
    ) -> Indices:
        """The indices of a service: the park's events, and those of tenants whose own units were hit."""
        rules = self.log.rules
        tally = Interruptions(self.presence, self.window, rules, self.now)
        apart = {
            tenant: mine
            for tenant, outages in self.hit.items()
            if (mine := [one for one in outages if one.service == service])
        }
        tally.add_park(events(park, rules.joins), apart)
        for tenant, mine in apart.items():
            tally.add_tenant(tenant, events(own(mine), rules.joins))
        return tally.indices(times)
