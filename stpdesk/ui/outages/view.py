"""Which time the timeline shows: from when, how many seconds a pixel; zoomed about a point, never past what there is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from stpdesk.core.spans import Span
from stpdesk.core.timeline import DAY, HOUR, LENGTHS, UNITS

LEAST, MOST = 6 * HOUR, 3653 * DAY
"""Seconds that may be seen at once: a quarter of a day to ten years."""


@dataclass(frozen=True, slots=True)
class View:
    """`start` in seconds since 1970, `pace` seconds a pixel, `width` pixels; `first` and `last` bound it."""

    start: float
    pace: float
    width: float
    first: int
    last: int

    @property
    def end(self) -> float:
        """Where it ends."""
        return self.start + self.pace * self.width

    @property
    def span(self) -> Span:
        """What is seen, in whole seconds."""
        return Span(int(self.start), max(int(self.end), int(self.start) + 1))

    @property
    def middle(self) -> float:
        """The instant in the middle."""
        return self.start + self.pace * self.width / 2

    def at(self, x: float) -> float:
        """The instant at a pixel."""
        return self.start + x * self.pace

    def x(self, at: float) -> float:
        """The pixel of an instant."""
        return (at - self.start) / self.pace

    def pan(self, pixels: float) -> View:
        """So many pixels on."""
        return replace(self, start=self.start + pixels * self.pace).bounded()

    def zoom(self, factor: float, about: float) -> View:
        """`factor` times as much time on the same room; an instant keeps its pixel."""
        room = max(self.width, 1)
        pace = min(max(self.pace * factor, LEAST / room), self._most / room)
        return replace(self, pace=pace, start=about - self.x(about) * pace).bounded()

    def showing(self, seconds: float, about: float) -> View:
        """So much time, an instant in the middle."""
        pace = min(max(seconds, LEAST), self._most) / max(self.width, 1)
        return replace(self, pace=pace, start=about - pace * self.width / 2).bounded()

    def up_to(self, now: float, seconds: float) -> View:
        """So much time, and of what is ahead a tenth of it."""
        return self.showing(seconds, now - seconds * 0.4)

    def lasting(self, seconds: float, chosen: Span | None, now: float) -> View:
        """So much time about what is chosen and seen, else up to now where that is seen, else about the middle."""
        if chosen is not None and self.start <= chosen.start <= self.end:
            return self.showing(seconds, chosen.start)
        return (
            self.up_to(now, seconds) if self.start <= now <= self.end else self.showing(seconds, self.middle)
        )

    def within(self, first: int, last: int) -> View:
        """The same time in other bounds, for time goes on."""
        return replace(self, first=first, last=last).bounded()

    def resized(self, width: float) -> View:
        """The same time on other room."""
        seconds = self.pace * self.width
        return replace(self, width=width, pace=seconds / max(width, 1)).bounded()

    def bringing(self, span: Span) -> View:
        """Moved as little as shows a span; a long one from its start."""
        if span.start >= self.start and span.end <= self.end:
            return self
        room = self.pace * self.width
        if span.end - span.start > room * 0.8:
            return replace(self, start=span.start - room * 0.1).bounded()
        return replace(self, start=(span.start + span.end) / 2 - room / 2).bounded()

    @property
    def _most(self) -> float:
        """Seconds at most."""
        return min(MOST, self.last - self.first)

    def bounded(self) -> View:
        """Inside its bounds."""
        length = self.pace * self.width
        return replace(self, start=max(self.first, min(self.start, self.last - length)))

    def unit(self, least: float, exact: float) -> str:
        """The narrowest calendar column of at least so many pixels; "" where a day has so many that marks are drawn themselves."""
        if DAY / self.pace >= exact:
            return ""
        return next((unit for unit in UNITS if LENGTHS[unit] / self.pace >= least), UNITS[-1])
