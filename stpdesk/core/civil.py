"""Instants and the park's civil days: local midnights, the window of a month (rule O2), announced windows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from stpdesk.core.months import DAY, FAR, Month
from stpdesk.core.outages import Announced
from stpdesk.core.park import ZONE
from stpdesk.core.spans import FOREVER, MINUTE, Span, Spans, union

_ZONE = ZoneInfo(ZONE)


@lru_cache(maxsize=8192)
def midnight(day: date) -> int:
    """The instant a local day begins, in seconds since 1970 UTC; FOREVER after the calendar's last day."""
    return FOREVER if day >= FAR else int(datetime.combine(day, time(), _ZONE).timestamp())


def day_of(instant: int) -> date:
    """The local day an instant lies on."""
    return local(instant).date()


def local(instant: int) -> datetime:
    """An instant as the park's clocks show it, aware."""
    return datetime.fromtimestamp(instant, _ZONE)


def moment(instant: int) -> datetime:
    """An instant, aware, in UTC."""
    return datetime.fromtimestamp(instant, UTC)


def seconds_of(aware: datetime) -> int:
    """An aware time as whole seconds since 1970 UTC."""
    return int(aware.timestamp())


def days_between(first: date, last: date) -> list[date]:
    """Every day from the first to the last, both included."""
    return [date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1)]


def days_of(spans: Iterable[Span]) -> list[date]:
    """Every local day on which some of the time lies, in order."""
    found: dict[date, None] = {}
    for span in spans:
        for day in days_between(day_of(span.start), day_of(span.end - 1)):
            found[day] = None
    return sorted(found)


def window(first: date, last: date, since: date | None, now: int) -> Span:
    """Midnight before the first to midnight after the last day, not before the day records begin, not after now (O2).

    An empty span where nothing of it has passed.
    """
    start = midnight(max(first, since) if since else first)
    return Span(start, max(start, min(midnight(last + DAY), now)))


def month_window(month: Month, since: date | None, now: int) -> Span:
    """The window of a month (rule O2)."""
    return window(month.first, month.last, since, now)


def announced(schedule: Iterable[Announced], service: str, inside: Span) -> Spans:
    """The announced windows of a service that touch a span, as disjoint spans."""
    if inside.seconds <= 0:
        return []
    days = days_between(day_of(inside.start) - DAY, day_of(inside.end - 1))
    found: list[Span] = []
    for one in schedule:
        if one.service != service:
            continue
        for day in days:
            if day.weekday() in one.weekdays and (one.valid_from or day) <= day <= (one.valid_to or day):
                begins = _wall(day, one.from_minute)
                found.append(Span(begins, begins + one.length * MINUTE))
    return [span for span in union(found) if span.start < inside.end and span.end > inside.start]


def _wall(day: date, minute: int) -> int:
    """The instant so many minutes after midnight, as the clock on the wall shows it."""
    return int(datetime.combine(day, time(minute // 60, minute % 60), _ZONE).timestamp())
