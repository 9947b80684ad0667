"""What is kept of the monitor's looks: single samples, the state they add up to, and a day of them rolled up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from stpdesk.core.spans import Span
from stpdesk.core.watching import LOOK_OF, Look, Mains, Verdict

LINK, POWER = "link", "power"
KINDS = (LINK, POWER)

_UP, _DEGRADED, _DOWN, _UNKNOWN = range(4)
_LINK_COUNTS_AS = {
    verdict.value: _DEGRADED
    if verdict is Verdict.DEGRADED
    else {Look.UP: _UP, Look.DOWN: _DOWN, Look.UNKNOWN: _UNKNOWN}[look]
    for verdict, look in LOOK_OF.items()
}
_POWER_COUNTS_AS = {
    Mains.ON.value: _UP,
    Mains.LOST.value: _DOWN,
    Mains.LOW.value: _DOWN,
    Mains.UNKNOWN.value: _UNKNOWN,
}
UNKNOWN = Verdict.UNKNOWN.value
"""The stored value that means the same for links and mains: not looked, or no answer."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What is looked at: a link by its code (None = the one unnamed link), or the mains."""

    kind: str
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """One look at an instant; `verdict` is the value of a Verdict or a Mains, the round trip is in milliseconds."""

    watched: Watched
    at: int
    verdict: int
    round_trip: float | None = None
    sent: int = 0
    lost: int = 0


@dataclass(frozen=True, slots=True)
class State:
    """How a watched thing stands: its last sample, since when it reads so, and the monitor's last heartbeat."""

    watched: Watched
    at: int
    verdict: Verdict | Mains
    since: int
    beat: int
    running: bool
    """False where the monitor was ended in order; one that died is known by an old heartbeat alone"""


@dataclass(frozen=True, slots=True)
class Day:
    """A local day of one watched thing: seconds as sampled, which together are the whole day, and the round trips."""

    day: date
    watched: Watched
    up: int
    degraded: int
    down: int
    unknown: int
    samples: int
    sent: int
    lost: int
    median: float | None
    """milliseconds, of the round trips measured"""
    most: float | None
    """the round trip that 95 % of them did not exceed"""


Row = tuple[int, int, float | None, int, int]
"""A sample as a row: at, verdict, round trip, sent, lost."""


def rolled(day: date, window: Span, watched: Watched, hold: int, rows: Sequence[Row]) -> Day | None:
    """A day's samples as one row; None where none lies in the window, the day's local midnights.

    The rows are in order and may begin before the window. Each sample counts until the next, at most for `hold`
    seconds; the rest of the day is unknown. Round trips come back in the unit they have in the rows.
    """
    if not rows or rows[-1][0] < window.start:
        return None
    counts_as = _LINK_COUNTS_AS if watched.kind == LINK else _POWER_COUNTS_AS
    time = [0, 0, 0, 0]
    inside = sent = lost = 0
    trips: list[float] = []
    nexts = [row[0] for row in rows[1:]] + [window.end]
    first = window.start
    for (at, verdict, trip, asked, silent), until in zip(rows, nexts, strict=True):
        end = until if until - at < hold else at + hold
        if at >= first:
            time[counts_as.get(verdict, _UNKNOWN)] += end - at if end < window.end else window.end - at
            inside += 1
            sent += asked
            lost += silent
            if trip is not None:
                trips.append(trip)
        elif end > first:
            time[counts_as.get(verdict, _UNKNOWN)] += min(end, window.end) - first
    trips.sort()
    up, degraded, down, _ = time
    unknown = window.seconds - up - degraded - down
    median, most = (
        (trips[(len(trips) - 1) // 2], trips[-(-95 * len(trips) // 100) - 1]) if trips else (None, None)
    )
    return Day(day, watched, up, degraded, down, unknown, inside, sent, lost, median, most)
