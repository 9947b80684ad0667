"""Logs of outages made in one line, in local times of June 2026."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from stpdesk.core.civil import month_window
from stpdesk.core.leases import FIXED, Lease, Let
from stpdesk.core.money import E4, Paisa
from stpdesk.core.months import Month
from stpdesk.core.outages import Announced, Gap, Link, Log, Outage, Run
from stpdesk.core.places import Unit
from stpdesk.core.reliability import Reliability
from stpdesk.core.spans import FOREVER, Span

JUNE = Month(2026, 6)
LATER = 1_790_000_000
"""A now long after June."""


def at(text: str) -> int:
    """`10:00`, `15 09:00` (day of June) or `07-01 03:00` as an instant."""
    day, _, clock = text.rpartition(" ")
    month, _, number = day.rpartition("-")
    hours, minutes, seconds = (int(part) for part in f"{clock}:00".split(":")[:3])
    zone = ZoneInfo("Asia/Karachi")
    local = datetime(2026, int(month or 6), int(number or 10), hours, minutes, seconds, tzinfo=zone)
    return int(local.timestamp())


def span(start: str, end: str | None) -> Span:
    """From one local time to another; None = still open."""
    return Span(at(start), at(end) if end else FOREVER)


def power(start: str, end: str | None, *units: str, planned: bool = False) -> Outage:
    """A power outage."""
    return Outage(f"p{start}{end}", "power", span(start, end), unit_ids=frozenset(units), planned=planned)


def net(start: str, end: str | None, link: str | None = None, *units: str, planned: bool = False) -> Outage:
    """An internet outage."""
    return Outage(f"i{start}{end}", "internet", span(start, end), link, frozenset(units), planned)


def run(
    start: str, end: str | None, carries: str = "park", source: str = "generator", litres: int = 0
) -> Run:
    """A run of the generator or a UPS."""
    return Run(f"r{start}", source, carries, span(start, end), E4(litres) if litres else None)


def gap(start: str, end: str, service: str | None = None, link: str | None = None) -> Gap:
    """Time nobody could tell."""
    return Gap(f"g{start}", span(start, end), service, link)


def announced(from_minute: int, to_minute: int, service: str = "power") -> Announced:
    """A daily announced window."""
    return Announced("s", tuple(range(7)), from_minute, to_minute, service)


def links(*codes: str) -> tuple[Link, ...]:
    """Links always in service."""
    return tuple(Link(code, code) for code in codes)


def lease(tenant: str, first: date, last: date | None = None, *units: str) -> Lease:
    """A lease of some units."""
    lets = tuple(Let(Unit(unit, unit, E4(10_000_000))) for unit in units or (f"u{tenant}",))
    return Lease(f"l{tenant}", f"l{tenant}", tenant, first, last, FIXED, Paisa(0), lets)


def tenants(count: int) -> tuple[Lease, ...]:
    """So many tenants, each with one unit `u1`, `u2` …, all year."""
    return tuple(lease(str(turn), date(2026, 1, 1)) for turn in range(1, count + 1))


def june(log: Log, now: int = LATER, since: date | None = None) -> Reliability:
    """The figures of June."""
    return Reliability(log, month_window(JUNE, since, now), now)


def pct(share: object) -> float | None:
    """A share in percent to four decimals, as the table of worked cases prints it."""
    return None if share is None else round(100 * float(share), 4)  # type: ignore[arg-type]
