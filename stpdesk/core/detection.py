"""Samples become outages: three failures open, two passes close, both dated back; too many edges are “unstable” (rule O9)."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import Enum

from stpdesk.core.spans import FOREVER, MINUTE, Span
from stpdesk.core.watching import Judging, Look


class Turn(Enum):
    """What a sample changed."""

    OPENED = "opened"
    """an outage began; its span is open"""
    CLOSED = "closed"
    """it ended: the service is back"""
    LOST_SIGHT = "lost sight"
    """it ended as far as anybody knows: the time after it is unknown"""
    UNSTABLE = "unstable"
    """more edges than may be; its span is open"""
    CALM = "calm"
    """half an hour without an edge after being unstable"""


@dataclass(frozen=True, slots=True)
class Change:
    """One turn, and the span of the outage, or of the unstable time, it belongs to."""

    turn: Turn
    span: Span


class Detector:
    """The state of one watched thing; feed it its samples in the order of time.

    An unknown sample ends the run of failures or passes. It also ends an open outage, because nobody knows any
    further: what is down afterwards is an outage of its own, dated to the first failure after the unknown time.
    An edge is a sample that differs from the known one just before it.
    """

    def __init__(self, judging: Judging) -> None:
        self._judging = judging
        self._last = Look.UNKNOWN
        self._run = 0
        self._run_from = 0
        self._down_from: int | None = None
        self._edges: deque[int] = deque(maxlen=judging.flap_edges + 1)
        self._unstable_from: int | None = None

    @property
    def down_since(self) -> int | None:
        """When the open outage began; None while there is none."""
        return self._down_from

    @property
    def unstable(self) -> bool:
        """Whether there were more edges of late than may be."""
        return self._unstable_from is not None

    @property
    def settled(self) -> bool:
        """Whether the last sample agrees with what has been decided; otherwise one looks again soon."""
        if self._last is Look.UNKNOWN:
            return True
        return (self._last is Look.DOWN) == (self._down_from is not None)

    def feed(self, at: int, look: Look) -> list[Change]:
        """What the sample at an instant (seconds since 1970 UTC) changed, in order; usually nothing."""
        changes = self._calm(at)
        if look is not Look.UNKNOWN and self._last is not Look.UNKNOWN and look is not self._last:
            changes += self._edge(at)
        if look is not self._last:
            self._run, self._run_from = 0, at
        self._last = look
        self._run += 1
        return changes + self._judge(at, look)

    def _judge(self, at: int, look: Look) -> list[Change]:
        """Whether the run up to this sample opens or closes an outage."""
        down_from = self._down_from
        if down_from is None:
            if look is Look.DOWN and self._run >= self._judging.failures:
                self._down_from = self._run_from
                return [Change(Turn.OPENED, Span(self._run_from, FOREVER))]
        elif look is Look.UNKNOWN:
            self._down_from = None
            return [Change(Turn.LOST_SIGHT, Span(down_from, at))]
        elif look is Look.UP and self._run >= self._judging.passes:
            self._down_from = None
            return [Change(Turn.CLOSED, Span(down_from, self._run_from))]
        return []

    def _edge(self, at: int) -> list[Change]:
        """Counts an edge; the first past the limit makes the thing unstable from the oldest that counts."""
        self._edges.append(at)
        full = len(self._edges) > self._judging.flap_edges
        if self.unstable or not full or at - self._edges[0] >= self._window:
            return []
        self._unstable_from = self._edges[0]
        return [Change(Turn.UNSTABLE, Span(self._edges[0], FOREVER))]

    def _calm(self, at: int) -> list[Change]:
        """Ends the unstable time at its last edge, once the time of calm has passed."""
        begun = self._unstable_from
        if begun is None or at - self._edges[-1] < self._window:
            return []
        last = self._edges[-1]
        self._unstable_from = None
        self._edges.clear()
        return [Change(Turn.CALM, Span(begun, last))]

    @property
    def _window(self) -> float:
        """Seconds in which edges are counted, and of calm that end it."""
        return self._judging.flap_minutes * MINUTE


class Tally:
    """How often a thing failed in its unstable time, and how often that lasted long enough to be an outage (rule O9).

    Three failures open an outage then as ever; what is shorter is none, and only counted here.
    """

    def __init__(self, judging: Judging) -> None:
        most = judging.flap_edges + 1
        self._recent: tuple[deque[int], deque[int]] = (deque(maxlen=most), deque(maxlen=most))
        self._counts: tuple[int, int] | None = None
        self._last = Look.UNKNOWN

    def see(self, at: int, look: Look) -> None:
        """A sample: a failure begins where the known one just before it was up."""
        if look is Look.DOWN and self._last is Look.UP:
            self._count(at, 0)
        self._last = look

    def opened(self, start: int) -> None:
        """An outage was opened."""
        self._count(start, 1)

    def begin(self, start: int) -> None:
        """Unstable since an instant: what lies before it is not counted."""
        failures, outages = (sum(at >= start for at in recent) for recent in self._recent)
        self._counts = (failures, outages)

    def end(self) -> tuple[int, int]:
        """Failures, and outages among them, of the unstable time that ends here."""
        found, self._counts = self._counts or (0, 0), None
        for recent in self._recent:
            recent.clear()
        return found

    def _count(self, at: int, place: int) -> None:
        self._recent[place].append(at)
        if self._counts is not None:
            failures, outages = self._counts
            self._counts = (failures, outages + 1) if place else (failures + 1, outages)
