"""Section 4, services: every outage, the indices with their rules in words, the generator, links side by side."""

from __future__ import annotations

from dataclasses import dataclass

from stpdesk.reports.figures.plain import Instant


@dataclass(frozen=True, slots=True)
class OutageRow:
    """One event of power or internet with time in the month; minutes are those inside it."""

    service: str
    """`Power`, `Internet`, `Link A`"""
    where: str
    """`whole park`, or codes of units"""
    start: Instant
    end: Instant | None
    """None while it lasts"""
    minutes: float
    covered: float | None
    """minutes the generator carried tenants; None where it cannot: of the internet, its links and some units"""
    """of these behind the generator, or with another link up; None where that cannot be"""
    planned: float
    tenants: int
    cause: str
    """`not given` where it is not"""
    sustained: bool
    carried_in: bool


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One index with its rule in words; `power` and `internet` are printed as they stand, a dash where there is none."""

    key: str
    name: str
    rule: str
    power: str
    internet: str
    power_value: float | None
    internet_value: float | None


@dataclass(frozen=True, slots=True)
class Generator:
    """The generator's month and the one before; `litres` None where no run tells them, the month before where unknown."""

    runs: int
    hours: float
    hours_before: float | None
    litres: float | None
    litres_before: float | None
    litres_an_hour: float | None
    covered_pct: float | None
    """of the time the grid was down; None where it never was"""
    sentence: str


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One internet link, or all of them together."""

    link: str
    isp: str
    upstream: str
    role: str
    mbps: float | None
    events: int
    down: float
    charged: float
    """minutes of it charged to power"""
    unknown: float
    pct: float | None
    pct_but_power: float | None
    longest: float | None
    """minutes of the longest event"""
    mttr: float | None
    """minutes"""
    missed: bool


@dataclass(frozen=True, slots=True)
class Services:
    """The section."""

    sentence: str
    outages: tuple[OutageRow, ...]
    indices: tuple[IndexRow, ...]
    rules: tuple[str, ...]
    """how it was counted, one sentence each"""
    generator: Generator
    links: tuple[LinkRow, ...]
    links_note: str

    def longest(self, most: int) -> list[OutageRow]:
        """The longest outages, in the order of their start."""
        order = sorted(range(len(self.outages)), key=lambda at: -self.outages[at].minutes)
        return [self.outages[at] for at in sorted(order[:most])]
