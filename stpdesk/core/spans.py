"""Sets of time: half-open spans of whole seconds, their union, intersection, difference, and events (rules O1, O4)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

FOREVER = 1 << 40
"""The end of what has no end yet, as an instant."""

BEGINNING = -FOREVER
"""The start of what was always so."""

MINUTE = 60


class Span(NamedTuple):
    """A half-open interval `[start, end)` in whole seconds since 1970 UTC; `end` is FOREVER while it is open."""

    start: int
    end: int

    @property
    def open(self) -> bool:
        """Whether it has no end yet."""
        return self.end >= FOREVER

    @property
    def seconds(self) -> int:
        """Its length."""
        return self.end - self.start


Spans = list[Span]
"""Disjoint, in order, none empty, none touching the next."""


def union(spans: Iterable[Span]) -> Spans:
    """All the time that lies in any of the spans, as disjoint spans in order."""
    found: Spans = []
    for span in sorted(spans):
        if span.end <= span.start:
            continue
        if found and span.start <= found[-1].end:
            if span.end > found[-1].end:
                found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return found


def intersection(one: Sequence[Span], other: Sequence[Span]) -> Spans:
    """The time that lies in both of two disjoint, ordered lists."""
    found: Spans = []
    here = there = 0
    while here < len(one) and there < len(other):
        a, b = one[here], other[there]
        start, end = max(a.start, b.start), min(a.end, b.end)
        if start < end:
            found.append(Span(start, end))
        if a.end < b.end:
            here += 1
        else:
            there += 1
    return found


def difference(one: Sequence[Span], other: Sequence[Span]) -> Spans:
    """The time of the first disjoint, ordered list that does not lie in the second."""
    found: Spans = []
    there = 0
    for start, end in one:
        while there < len(other) and other[there].end <= start:
            there += 1
        at, turn = start, there
        while turn < len(other) and other[turn].start < end:
            if other[turn].start > at:
                found.append(Span(at, other[turn].start))
            at = max(at, other[turn].end)
            turn += 1
        if at < end:
            found.append(Span(at, end))
    return found


def clip(spans: Iterable[Span], window: Span) -> Spans:
    """The parts inside the window."""
    return [
        Span(max(span.start, window.start), min(span.end, window.end))
        for span in spans
        if span.start < window.end and span.end > window.start
    ]


def near(spans: Sequence[Span], span: Span) -> Sequence[Span]:
    """Those of disjoint, ordered spans that share time with a span: two binary searches."""
    first = bisect_right(spans, span.start, key=attrgetter("end"))
    return spans[first : bisect_left(spans, span.end, lo=first, key=attrgetter("start"))]


def seconds(spans: Iterable[Span]) -> int:
    """Total length of disjoint spans."""
    return sum(span.end - span.start for span in spans)


def minutes(length: float) -> float:
    """Seconds as minutes: a whole number where it is one."""
    whole, rest = divmod(length, MINUTE)
    return int(whole) if not rest else length / MINUTE


@dataclass(frozen=True, slots=True)
class Event:
    """A maximal interval of a union, short gaps bridged; its time is that of its parts alone (rule O4)."""

    parts: tuple[Span, ...]

    @property
    def start(self) -> int:
        """When it began."""
        return self.parts[0].start

    @property
    def end(self) -> int:
        """When its last part ended; FOREVER while it lasts."""
        return self.parts[-1].end

    @property
    def ongoing(self) -> bool:
        """Whether it has no end yet."""
        return self.end >= FOREVER

    def lasted(self, now: int) -> int:
        """Its true time in seconds: the sum of its parts, up to now where it is still open."""
        return sum((max(now, part.start) if part.open else part.end) - part.start for part in self.parts)

    def within(self, window: Span) -> int:
        """Seconds of its parts inside the window."""
        return seconds(clip(self.parts, window))


def events(spans: Sequence[Span], joins: int) -> list[Event]:
    """Disjoint, ordered spans as events: a gap of at most `joins` seconds makes two of them one (rule O4)."""
    groups: list[list[Span]] = []
    for span in spans:
        if groups and span.start - groups[-1][-1].end <= joins:
            groups[-1].append(span)
        else:
            groups.append([span])
    return [Event(tuple(group)) for group in groups]
