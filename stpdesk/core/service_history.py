"""Power and internet month by month from one log: availability, the generator (rules O2, O3, O5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from stpdesk.core.civil import days_of, month_window
from stpdesk.core.downtime import Downtime, inside
from stpdesk.core.indices import Presence
from stpdesk.core.money import E4
from stpdesk.core.months import Month
from stpdesk.core.reliability import Reliability, share
from stpdesk.core.spans import Span, Spans, seconds


@dataclass(frozen=True, slots=True)
class ServiceMonth:
    """One month: shares of the time that was known, None where none was; nobody there makes `tenants` None, too.

    A month without time in the window knows nothing.
    """

    grid: Fraction | None
    tenants: Fraction | None
    internet: Fraction | None
    generator_seconds: int | None
    litres: E4 | None


UNKNOWN = ServiceMonth(None, None, None, None, None)


def service_months(figures: Reliability, months: Sequence[Month], since: date | None) -> list[ServiceMonth]:
    """The months of a window that covers them all, each as at the figures' instant."""
    time, presence = figures.time, figures.presence
    return [_month(time, presence, month_window(month, since, figures.now)) for month in months]


def _month(time: Downtime, presence: Presence, window: Span) -> ServiceMonth:
    """One month."""
    if window.seconds <= 0:
        return UNKNOWN
    whole, served = [window], inside(time.in_service, [window])
    runs = [run for run in time.log.runs if window.start <= run.span.start < window.end]
    return ServiceMonth(
        _available(time.grid, time.grid_unknown, whole),
        _available(time.tenants, time.grid_unknown, whole) if _anybody(presence, window) else None,
        _available(time.internet, time.internet_unknown, served),
        seconds(inside(time.generator, whole)),
        E4(sum(run.litres or 0 for run in runs)),
    )


def _available(down: Spans, unknown: Spans, times: Spans) -> Fraction | None:
    """1 − D/(T − U) of the time that counts; None where nothing is known."""
    known = seconds(times) - seconds(inside(unknown, times))
    return share(seconds(inside(down, times)), known)


def _anybody(presence: Presence, window: Span) -> bool:
    """Whether any tenant was there on a day of the window."""
    return any(presence.count(day) for day in days_of([window]))
