"""What is recorded of power and internet: outages, runs, links, announced windows, time nobody could tell (rules O1 to O3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from stpdesk.core.leases import Lease
from stpdesk.core.money import E4
from stpdesk.core.spans import FOREVER, Span

POWER, INTERNET = "power", "internet"
SERVICES = (POWER, INTERNET)
GENERATOR, UPS = "generator", "ups"
PARK, RACK = "park", "rack"
MANUAL, DETECTED, BOTH = "manual", "detected", "both"
"""Who says so: a person, the monitor, or both of them (rule O9)."""


@dataclass(frozen=True, slots=True)
class Outage:
    """One recorded interruption of power, or of one link (`link_id` None = all links); no units = the whole park."""

    id: str
    service: str
    span: Span
    link_id: str | None = None
    unit_ids: frozenset[str] = frozenset()
    planned: bool = False
    cause: str | None = None
    note: str | None = None
    source: str = MANUAL
    number: int | None = None
    proposal: str | None = None

    @property
    def whole_park(self) -> bool:
        """Whether it hit the whole park."""
        return not self.unit_ids


@dataclass(frozen=True, slots=True)
class Run:
    """Generator or UPS at work; `carries` says for whom. Litres, kWh and the hour meter are ten-thousandths."""

    id: str
    source: str
    carries: str
    span: Span
    litres: E4 | None = None
    kwh: E4 | None = None
    hour_meter: E4 | None = None
    note: str | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An internet link; in service from the first to the last day, both included, None = without limit."""

    id: str
    code: str
    isp: str | None = None
    upstream: str | None = None
    mbps: E4 | None = None
    role: str | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Announced:
    """A weekly window of announced load shedding: minutes after local midnight, past 1440 = next morning.

    `weekdays` counts from Monday = 0 and names the day the window starts on; one announced date is a window of that
    weekday, valid on that day alone.
    """

    id: str
    weekdays: tuple[int, ...]
    from_minute: int
    to_minute: int
    service: str = POWER
    valid_from: date | None = None
    valid_to: date | None = None
    number: int | None = None

    @property
    def length(self) -> int:
        """Minutes it lasts; one that ends before it starts crosses midnight."""
        return (self.to_minute - self.from_minute) % 1440 or 1440


@dataclass(frozen=True, slots=True)
class Gap:
    """Time the monitor could not tell: of both services, of one (`service`), or of one link."""

    id: str
    span: Span
    service: str | None = None
    link_id: str | None = None
    note: str | None = None
    proposal: str | None = None


@dataclass(frozen=True, slots=True)
class OutageRules:
    """The settings of rules O4 and O8, in seconds."""

    joins: int = 180
    momentary: int = 300
    grace: int = 300


@dataclass(frozen=True)
class Log:
    """All that a service's figures are made from; leases say which tenants there were."""

    outages: tuple[Outage, ...] = ()
    runs: tuple[Run, ...] = ()
    links: tuple[Link, ...] = ()
    schedule: tuple[Announced, ...] = ()
    gaps: tuple[Gap, ...] = ()
    leases: tuple[Lease, ...] = ()
    rules: OutageRules = field(default_factory=OutageRules)

    def as_at(self, now: int) -> Log:
        """The log as it stood then: what began later is not there yet, what ended later had no end (rule O2)."""
        return replace(
            self,
            outages=tuple(_as_known(self.outages, now)),
            runs=tuple(_as_known(self.runs, now)),
            gaps=tuple(_as_known(self.gaps, now)),
        )


R = TypeVar("R", Outage, Run, Gap)


def _as_known(records: Iterable[R], now: int) -> Iterator[R]:
    """The records that had begun, with the end they had by then; most are as they are."""
    for one in records:
        known = _known(one.span, now)
        if known is not None:
            yield one if known is one.span else replace(one, span=known)


def _known(span: Span, now: int) -> Span | None:
    """A span as it stood at an instant."""
    if span.end <= now:
        return span
    return Span(span.start, FOREVER) if span.start < now else None
