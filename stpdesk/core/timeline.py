"""Time drawn on a line: how much of a stretch lies in some spans, calendar columns, and the marks of an axis."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from stpdesk.core.civil import day_of, midnight
from stpdesk.core.months import Month
from stpdesk.core.spans import Span

HOUR, DAY = 3600, 86_400
UNITS = ("day", "week", "month")
"""Calendar columns, the narrowest first."""
LENGTHS = {"day": DAY, "week": 7 * DAY, "month": 30 * DAY}
"""Seconds a column usually has."""


class Stretches:
    """Disjoint, ordered, closed spans that are asked again and again: two binary searches a question."""

    __slots__ = ("_ends", "_starts", "_sums", "spans")

    def __init__(self, spans: Sequence[Span] = ()) -> None:
        self.spans = tuple(spans)
        self._starts = [span.start for span in self.spans]
        self._ends = [span.end for span in self.spans]
        self._sums = [0, *accumulate(span.end - span.start for span in self.spans)]

    def before(self, at: int) -> int:
        """Seconds of them before an instant."""
        place = bisect_right(self._starts, at)
        if not place:
            return 0
        return self._sums[place - 1] + min(at, self._ends[place - 1]) - self._starts[place - 1]

    def seconds(self, start: int, end: int) -> int:
        """Seconds of them inside a stretch."""
        return self.before(end) - self.before(start)

    def touched(self, start: int, end: int) -> Sequence[Span]:
        """Those that share time with a stretch."""
        return self.spans[bisect_right(self._ends, start) : bisect_left(self._starts, end)]


def column_of(unit: str, at: int) -> int:
    """The number of the calendar column an instant lies in."""
    day = day_of(at)
    if unit == "month":
        return day.year * 12 + day.month - 1
    return day.toordinal() if unit == "day" else (day.toordinal() - 1) // 7


def column_start(unit: str, number: int) -> int:
    """The instant a column begins; its end is the start of the next."""
    return midnight(column_day(unit, number))


def column_day(unit: str, number: int) -> date:
    """The first day of a column; weeks begin on Monday."""
    if unit == "month":
        return date(number // 12, number % 12 + 1, 1)
    return date.fromordinal(number if unit == "day" else number * 7 + 1)


class Tick(NamedTuple):
    """One mark of an axis: `major` where a larger unit begins (a day among hours, a year among months)."""

    at: int
    kind: str
    """hour, day, month or year: what is written"""
    major: bool


_STEPS = (
    ("hour", HOUR), ("hour", 3 * HOUR), ("hour", 6 * HOUR), ("hour", 12 * HOUR), ("day", DAY), ("day", 2 * DAY),
    ("week", 7 * DAY), ("month", 30 * DAY), ("month", 91 * DAY), ("year", 365 * DAY),
)  # fmt: skip
"""How far marks may stand apart, the closest first."""


def ticks(start: int, end: int, least: float) -> list[Tick]:
    """The marks from one instant to another, at least so many seconds apart."""
    kind, step = next((pair for pair in _STEPS if pair[1] >= least), _STEPS[-1])
    if kind == "hour":
        return _hours(start, end, step)
    if kind in {"day", "week"}:
        return _days(start, end, step // DAY)
    return _months(start, end, {30 * DAY: 1, 91 * DAY: 3}.get(step, 12))


def _hours(start: int, end: int, step: int) -> list[Tick]:
    """Every so many hours after each local midnight."""
    found: list[Tick] = []
    number = day_of(start).toordinal()
    while (day := midnight(date.fromordinal(number))) < end:
        found += [
            Tick(day + after, "day" if not after else "hour", not after)
            for after in range(0, DAY, step)
            if start <= day + after < end
        ]
        number += 1
    return found


def _days(start: int, end: int, step: int) -> list[Tick]:
    """Days of the month 1, 3, 5 … or Mondays, and every first of a month."""
    found: list[Tick] = []
    for number in range(day_of(start).toordinal(), day_of(end).toordinal() + 1):
        day = date.fromordinal(number)
        here = number % 7 == 1 if step == 7 else (day.day - 1) % step == 0 and (day.day < 31 or step == 1)
        if (here or day.day == 1) and start <= midnight(day) < end:
            found.append(Tick(midnight(day), "month" if day.day == 1 else "day", day.day == 1))
    return found


def _months(start: int, end: int, step: int) -> list[Tick]:
    """Every so many months, years among them."""
    found: list[Tick] = []
    month = Month.of(day_of(start))
    while (at := midnight(month.first)) < end:
        if at >= start and (month.number - 1) % step == 0:
            first = month.number == 1
            found.append(Tick(at, "year" if first else "month", first))
        month += 1
    return found
