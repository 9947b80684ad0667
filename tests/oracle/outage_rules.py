"""Outage rules O1 to O8 a second time, by brute force: every moment of a log is one bit.

Time is cut into equal ticks, as long as the instants of the log allow (a minute where all are whole minutes, down
to a second). A set of moments is an int whose bit n is tick n, so that "or", "and" and "but not" of the rules are
`|`, `&` and `& ~`, and a duration is a count of bits. Nothing is clever and nothing is kept between two questions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from math import gcd
from typing import Any, NamedTuple

from .book import Lease, Month

DAY = timedelta(days=1)
JOINS, MOMENTARY, GRACE = 180, 300, 300
"""Seconds: gaps that join two events, longest momentary event, grace after a power cut (rules O4 and O8)."""


@dataclass
class Outage:
    service: str
    start: datetime
    end: datetime | None
    link: str | None = None
    units: list[str] = field(default_factory=list)
    planned: bool = False


@dataclass
class Run:
    source: str
    start: datetime
    end: datetime | None
    carries: str | None = None
    litres: Decimal | None = None


@dataclass
class Link:
    code: str | None
    first: date | None = None
    last: date | None = None


@dataclass
class Announced:
    """Weekdays from Monday = 0; minutes after midnight; an end at or before the start is next morning's."""

    weekdays: frozenset[int]
    first: int
    last: int
    service: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass
class Gap:
    start: datetime
    end: datetime
    service: str | None = None
    link: str | None = None


@dataclass
class Log:
    """What a park recorded, in local time; `tenants` hold units through leases."""

    outages_from: date | None = None
    outages: list[Outage] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    schedule: list[Announced] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    leases: list[Lease] = field(default_factory=list)

    @property
    def instants(self) -> list[datetime]:
        spans: list[Outage | Run | Gap] = [*self.outages, *self.runs, *self.gaps]
        return [moment for span in spans for moment in (span.start, span.end) if moment is not None]

    @property
    def tenants(self) -> list[str]:
        return sorted({lease.tenant for lease in self.leases})


def midnight(day: date) -> datetime:
    """The local midnight a day begins with."""
    return datetime.combine(day, time())


def in_force(lease: Lease, day: date) -> bool:
    """A lease without an end, or one that holds over, runs on."""
    return lease.start <= day and (lease.end is None or lease.holdover or day <= lease.end)


class Event(NamedTuple):
    """First tick, the tick after the last, and the ticks really down between them."""

    start: int
    end: int
    down: int


def stretches(ticks: int) -> list[tuple[int, int]]:
    """The maximal runs of ones: (first, one past the last)."""
    text = bin(ticks)[:1:-1] + "0"
    found, at = [], text.find("1")
    while at >= 0:
        end = text.find("0", at)
        found.append((at, end))
        at = text.find("1", end)
    return found


class Seen:
    """One month of a log as seen at `now` (rule O2): the figures of power and of internet."""

    def __init__(self, log: Log, month: Month, now: datetime) -> None:
        self.log, self.now = log, now
        first, last = midnight(month.first), midnight(month.plus(1).first)
        moments = [*log.instants, first, now]
        self.base = midnight(min(moments).date())
        self.tick = gcd(60, *(int((moment - self.base).total_seconds()) for moment in moments))
        if log.outages_from is not None:
            first = max(first, midnight(log.outages_from))
        self.window = self.between(first, last)
        self.window_end = self.at(last)
        self.grid = self.of_park("power")
        self.open_grid = self.of_park("power", only_open=True)

    # ---- moments -------------------------------------------------------------------------------

    def at(self, moment: datetime) -> int:
        """The tick that begins then; nothing is known of the time from `now` on."""
        seconds = int((min(moment, self.now) - self.base).total_seconds())
        return max(0, seconds) // self.tick

    def between(self, start: datetime, end: datetime | None) -> int:
        """The ticks from `start` until before `end`; without an end up to now."""
        first, last = self.at(start), self.at(end or self.now)
        return ((1 << (last - first)) - 1) << first if last > first else 0

    def day_of(self, tick: int) -> date:
        return (self.base + timedelta(seconds=tick * self.tick)).date()

    def days(self, ticks: int) -> list[date]:
        """The local days on which there is any of these ticks."""
        days, day = [], self.base.date()
        while midnight(day) < self.now:
            if ticks & self.between(midnight(day), midnight(day + DAY)):
                days.append(day)
            day += DAY
        return days

    def minutes(self, ticks: int) -> Fraction:
        return Fraction(ticks.bit_count() * self.tick, 60)

    def is_open(self, outage: Outage) -> bool:
        """Still out at `now`: what ended later had not ended then, as what began later had not begun."""
        return outage.end is None or outage.end > self.now

    def events(self, down: int) -> list[Event]:
        """Maximal stretches, joined over short gaps; the ticks between are not down (rule O4)."""
        found: list[Event] = []
        for start, end in stretches(down):
            near = found and (start - found[-1].end) * self.tick <= JOINS
            first = found.pop().start if near else start
            found.append(Event(first, end, down & ((1 << end) - (1 << first))))
        return found

    def sustained(self, event: Event) -> bool:
        return event.down.bit_count() * self.tick > MOMENTARY

    # ---- what is down --------------------------------------------------------------------------

    def outages(self, service: str, link: str | None = None) -> list[Outage]:
        """Of the service and, for the internet, of the link: those of all links are each link's."""
        return [o for o in self.log.outages if o.service == service and o.link in (None, link)]

    def of_park(
        self, service: str, link: str | None = None, *, only_open: bool = False, only_planned: bool = False
    ) -> int:
        """The union of the whole park's outages."""
        ticks = 0
        for outage in self.outages(service, link):
            if outage.units or (only_open and not self.is_open(outage)):
                continue
            if outage.planned or not only_planned:
                ticks |= self.between(outage.start, outage.end)
        return ticks

    def of_tenant(self, tenant: str, service: str, link: str | None = None) -> int:
        """The union of the outages of units the tenant held on the day they started."""
        ticks = 0
        for outage in self.outages(service, link):
            if set(outage.units) & self.held(tenant, outage.start.date()):
                ticks |= self.between(outage.start, outage.end)
        return ticks

    def held(self, tenant: str, day: date) -> set[str]:
        """The tenant's units of that day."""
        leases = [each for each in self.log.leases if each.tenant == tenant and in_force(each, day)]
        return {unit for lease in leases for unit in lease.units}

    def without_power(self) -> int:
        """Grid down and no run that carries the tenants (rule O3); a generator does unless it says rack."""
        carried = 0
        for run in self.log.runs:
            if (run.carries or ("park" if run.source == "generator" else "rack")) == "park":
                carried |= self.between(run.start, run.end)
        return self.grid & ~carried

    def links(self) -> list[tuple[str | None, int]]:
        """Each link and its ticks in service; where none is entered, one that has no name and always is."""
        found = []
        for link in self.log.links or [Link(None)]:
            start = midnight(link.first) if link.first else self.base
            end = midnight(link.last + DAY) if link.last else None
            found.append((link.code, self.between(start, end)))
        return found

    def in_service(self) -> int:
        ticks = 0
        for _code, service in self.links():
            ticks |= service
        return ticks

    def all_links(self, down: dict[str | None, int]) -> int:
        """The ticks at which some link is in service and each that is has its bit in `down`."""
        ticks = self.in_service()
        for code, service in self.links():
            ticks &= ~service | down[code]
        return ticks

    def announced(self, service: str) -> int:
        """The schedule's windows; each belongs to the day it starts on."""
        ticks, day = 0, self.base.date() - DAY
        while midnight(day) < self.now:
            for row in self.log.schedule:
                valid = (row.valid_from or day) <= day <= (row.valid_to or day)
                if (row.service or "power") == service and valid and day.weekday() in row.weekdays:
                    length = row.last - row.first if row.last > row.first else row.last - row.first + 1440
                    start = midnight(day) + timedelta(minutes=row.first)
                    ticks |= self.between(start, start + timedelta(minutes=length))
            day += DAY
        return ticks

    def unknown(self, service: str, link: str | None = None) -> int:
        """The time the monitor could not tell, of a service or of one link."""
        ticks = 0
        for gap in self.log.gaps:
            if gap.service in (None, service) and gap.link in (None, link):
                ticks |= self.between(gap.start, gap.end)
        return ticks

    # ---- figures -------------------------------------------------------------------------------

    def power(self) -> dict[str, Any]:
        planned = self.of_park("power", only_planned=True) | self.announced("power")
        found = self._common(
            self.window, self.grid, self.unknown("power"), planned & self.grid, self.open_grid
        )
        without = self.without_power()
        by_tenant = {each: without | self.of_tenant(each, "power") for each in self.log.tenants}
        generators = 0
        for run in self.log.runs:
            if run.source == "generator":
                generators |= self.between(run.start, run.end)
        started = [run for run in self.log.runs if self.window >> self.at(run.start) & 1]
        litres = [run.litres for run in started if run.litres is not None]
        return {
            **found,
            **self._indices(self.window, by_tenant),
            "tenant_minutes": self.minutes(without & self.window),
            "generator_hours": self.minutes(generators & self.window) / 60,
            "litres": Fraction(sum(litres)),
        }

    def internet(self) -> dict[str, Any]:
        codes = [code for code, _service in self.links()]
        outages = {code: self.of_park("internet", code) for code in codes}
        down = self.all_links(outages)
        tell = {code: outages[code] | self.unknown("internet", code) for code in codes}
        planned_links = {code: self.of_park("internet", code, only_planned=True) for code in codes}
        planned = down & (self.announced("internet") | self.all_links(planned_links))
        still = self.all_links({code: self.of_park("internet", code, only_open=True) for code in codes})
        window = self.window & self.in_service()
        unknown = self.all_links(tell)
        any_down = 0
        for code, service in self.links():
            any_down |= outages[code] & service
        charged = down & self._grace() & window
        by_tenant = {}
        for tenant in self.log.tenants:
            own = {code: outages[code] | self.of_tenant(tenant, "internet", code) for code in codes}
            by_tenant[tenant] = self.all_links(own)
        found = self._common(window, down, unknown, planned, still)
        total, lost, dark = (self.minutes(x) for x in (window, down & window, unknown & ~down & window))
        return {
            **found,
            **self._indices(window, by_tenant),
            "degraded_minutes": self.minutes(any_down & ~down & window),
            "charged_to_power_minutes": self.minutes(charged),
            "availability_excl_power_pct": pct(lost - self.minutes(charged), total - dark),
            "links": [self._link(code, service, outages[code]) for code, service in self.links()],
        }

    def _link(self, code: str | None, service: int, outages: int) -> dict[str, Any]:
        window = self.window & service
        down = outages & window
        unknown = self.unknown("internet", code) & window & ~down
        total = self.minutes(window) - self.minutes(unknown)
        return {
            "link": code,
            "down_minutes": self.minutes(down),
            "availability_pct": pct(self.minutes(down), total),
            "in_service": window != 0,
        }

    def _grace(self) -> int:
        """Grid down, and five minutes more after each of its stretches (rule O8)."""
        ticks, more = self.grid, GRACE // self.tick
        for _start, end in stretches(self.grid):
            ticks |= ((1 << more) - 1) << end
        return ticks

    def _common(self, window: int, down: int, unknown: int, planned: int, still: int) -> dict[str, Any]:
        """Rules O2, O4, O5 and O7; `still` are the ticks of outages that have not ended."""
        total = self.minutes(window)
        lost = self.minutes(down & window)
        dark = self.minutes(unknown & ~down & window)
        planned_lost = self.minutes(planned & down & window)
        events = self.events(down)
        began = [event for event in events if window >> event.start & 1]
        edge = min(stretches(window))[0] if window else 0
        carried = [event for event in events if event.start < edge and event.down & window]
        now = self.at(self.now)
        going = [event for event in events if event.end == now and still >> (now - 1) & 1]
        lengths = [self.minutes(event.down) for event in began if event not in going]
        return {
            "down_minutes": lost,
            "planned_minutes": planned_lost,
            "unknown_minutes": dark,
            "carried_in": len(carried),
            "events": len(began),
            "sustained": sum(self.sustained(event) for event in began),
            "momentary": sum(not self.sustained(event) for event in began),
            "availability_pct": pct(lost, total - dark),
            "availability_excl_planned_pct": pct(lost - planned_lost, total - dark - planned_lost),
            "coverage_pct": pct(dark, total),
            "best_pct": pct(lost, total),
            "worst_pct": pct(lost + dark, total),
            "mttr": sum(lengths) / Fraction(len(lengths)) if lengths else None,
            "mtbf": (total - dark - lost) / len(began) if began else None,
            "ongoing": self.window != 0 and any(event.start < self.window_end for event in going),
        }

    def _indices(self, window: int, by_tenant: dict[str, int]) -> dict[str, Any]:
        """Rule O6, one tenant after the other; T, its days and its minutes are those of `window`."""
        days = self.days(window)
        present = [sum(bool(self.held(tenant, day)) for tenant in self.log.tenants) for day in days]
        mean = Fraction(sum(present), len(days)) if days else None
        ci, momentary, cmi = 0, 0, Fraction(0)
        for tenant, down in by_tenant.items():
            for event in self.events(down):
                if not self.held(tenant, self.day_of(event.start)):
                    continue
                begins = window >> event.start & 1
                if self.sustained(event):
                    ci += begins
                    cmi += self.minutes(event.down & window)
                else:
                    momentary += begins
        found: dict[str, Any] = {"tenants_mean": mean}
        if not mean:
            return {**found, **dict.fromkeys(("saifi", "saidi", "caidi", "asai_pct", "maifi"))}
        return {
            **found,
            "saifi": ci / mean,
            "saidi": cmi / mean,
            "caidi": cmi / ci if ci else None,
            "asai_pct": pct(cmi / mean, self.minutes(window)),
            "maifi": momentary / mean,
        }


def pct(lost: Fraction, total: Fraction) -> Fraction | None:
    """What is left of the total, in percent; nothing where there is no total (rule O5)."""
    return 100 * (1 - lost / total) if total else None


def figures(log: Log, month: Month, now: datetime) -> dict[str, Any]:
    """`power` and `internet` of the month's report, exact."""
    seen = Seen(log, month, now)
    return {"power": seen.power(), "internet": seen.internet()}
