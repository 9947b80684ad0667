"""This PC's own heartbeat: which time was watched, which is unknown, and when to ask about a power cut (rule O9).

The account: all time since the first start is either watched or blank, no second both and none neither. `reached` is
how far it goes. Whatever the clock does, time is only ever added behind `reached`, or turned from watched to blank.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from stpdesk.core.spans import FOREVER, Span, difference, union

DAY = 86_400
OLDEST = 1_767_225_600
"""1 January 2026 UTC: a clock that says less lost its battery; the program is not older than that."""

BOOTED = "booted "
"""A boot id that starts so goes on with the boot's instant, in whole seconds by the clock."""
ROUNDING = 120
"""Seconds by which such an instant may differ within one boot."""


class Why(Enum):
    """Why some time is unknown, as a sentence."""

    OFF = "The monitor was off."
    STOPPED = "The monitor was stopped."
    PC_OFF = "This PC was off, or went down, without the monitor being ended."
    ASLEEP = "This PC slept."
    AHEAD = "This PC's clock was set forward."
    ASLEEP_OR_AHEAD = "This PC slept, or its clock was set forward."
    BACK = "This PC's clock was set back."
    WRONG = "This PC's clock was wrong."
    HELD_UP = "The monitor was held up."


@dataclass(frozen=True, slots=True)
class Beat:
    """One reading of all clocks. `wall` counts from 1970 UTC; the others from anywhere, all in seconds."""

    wall: float
    monotonic: float
    boot_id: str
    awake: float | None = None
    booted: float | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """What is kept of the last heartbeat: how far the account goes, and how the monitor was ended."""

    since: int
    """when the monitor ran for the first time"""
    reached: int
    boot_id: str
    clean: bool = False
    leap: Span | None = None
    """where the clock last went ahead by more than a day, in case that was the mistake"""


@dataclass(frozen=True, slots=True)
class Blank:
    """Time nobody can tell of."""

    span: Span
    why: Why


@dataclass(frozen=True, slots=True)
class Found:
    """What a heartbeat found out."""

    watched: Span | None = None
    """time that was watched since the last one"""
    blanks: tuple[Blank, ...] = ()
    """time that is unknown, also where it had been watched before"""
    power_cut: Span | None = None
    """time this PC was perhaps off for want of power: to be asked"""
    withdrawn: int | None = None
    """from this instant on all was dated by a clock gone ahead, and is to be forgotten"""
    steady: bool = True
    """what was seen since the last beat can be dated by it"""


class Pulse:
    """The account, kept from one heartbeat to the next.

    `last` is what was kept when the monitor last ran, `blank` the time of the last days that is known to be blank.
    A clock may be out by `tolerance` seconds; heartbeats further apart than `late` leave the time between unknown.
    """

    def __init__(
        self,
        last: Account | None,
        blank: Iterable[Span] = (),
        *,
        tolerance: float = 2,
        late: float = 60,
    ) -> None:
        self._last = last
        self._tolerance = tolerance
        self._late = late
        self._reached = last.reached if last else None
        self._opened = last.since if last else None
        self._leap = last.leap if last else None
        self._before: Beat | None = None
        self._doubled: Span | None = None
        self._behind = False
        self._blank = union(blank)

    @property
    def reached(self) -> int | None:
        """How far the account goes; None before there was a clock to believe."""
        return self._reached

    @property
    def datable(self) -> bool:
        """Whether what is seen now can be dated: the clock is not behind the account."""
        return self._before is not None and not self._behind

    def account(self, *, clean: bool = False) -> Account | None:
        """What to keep of the last heartbeat."""
        if self._opened is None or self._reached is None or self._before is None:
            return None
        return Account(self._opened, self._reached, self._before.boot_id, clean, self._leap)

    def beat(self, now: Beat) -> Found:
        """What the time since the last heartbeat was."""
        before, self._before = self._before, now
        at = int(now.wall)
        if self._reached is None:
            return self._first(at)
        if at < self._reached - self._tolerance or at < OLDEST:
            return self._fall_behind(before, now)
        returned, self._behind, self._doubled = self._behind, False, None
        if before is None:
            found = self._since_last_run(now)
        elif self._last is not None and returned and self._jumped(before, now) > self._tolerance:
            found = self._since_last_run(now)  # only now is there a clock to date the last run's end by
        else:
            found = self._since(before, now, returned=returned)
        self._last = None
        self._reached = max(at, self._reached)
        return found

    def _first(self, at: int) -> Found:
        """The first heartbeat of all, if its clock can be believed."""
        if at < OLDEST:
            self._behind = True
            return Found(steady=False)
        self._behind = False
        self._opened = self._reached = at
        return Found(steady=False)

    def _since_last_run(self, now: Beat) -> Found:
        """What lies between the monitor's last run and this one: worked case 16."""
        last, at, reached = self._last, int(now.wall), self._reached
        if last is None or reached is None or at <= reached:
            return Found(steady=False)
        gone = Span(reached, at)
        self._remember_leap(gone)
        if last.clean:
            return self._blanked(gone, Why.OFF)
        if _same_boot(last.boot_id, now.boot_id):
            return self._blanked(gone, Why.STOPPED)
        booted = at if now.booted is None else min(int(now.booted), at)
        cut = Span(reached, booted) if booted > reached else None
        return replace(self._blanked(gone, Why.PC_OFF), power_cut=cut)

    def _since(self, before: Beat, now: Beat, *, returned: bool) -> Found:
        """What lies between two heartbeats of one run."""
        at, reached = int(now.wall), self._reached or 0
        ahead, slept = self._jumped(before, now), _slept(before, now)
        if at <= reached:
            return Found(steady=not returned and slept <= self._tolerance)
        gone = Span(reached, at)
        if slept > self._tolerance:
            return self._blanked(gone, Why.ASLEEP)
        if ahead > self._tolerance:
            self._remember_leap(gone)
            unsure = Why.AHEAD if now.awake is not None else Why.ASLEEP_OR_AHEAD
            return self._blanked(gone, Why.WRONG if returned else unsure)
        if now.monotonic - before.monotonic > self._late:
            return self._blanked(gone, Why.HELD_UP)
        return Found(watched=gone, steady=not returned)

    def _fall_behind(self, before: Beat | None, now: Beat) -> Found:
        """The clock says less than was reached: time lived twice is unknown, and until it ends nothing is dated."""
        at, reached = int(now.wall), self._reached or 0
        self._behind = True
        if self._leap is not None and self._leap.start <= at < self._leap.end and reached - at > DAY:
            return self._take_back(at, self._leap.start)
        if before is None or reached - at > DAY or at < OLDEST:
            return Found(steady=False)
        again = Span(max(at, self._opened or at), self._doubled.start if self._doubled else reached)
        if again.seconds <= 0:
            return Found(steady=False)
        self._doubled = Span(again.start, reached)
        return self._blanked(again, Why.BACK)

    def _take_back(self, at: int, begun: int) -> Found:
        """A clock gone ahead for a while is right again: what it dated since is withdrawn."""
        self._reached, self._leap, self._last = at, None, None
        self._behind, self._doubled = False, None
        gone = Span(begun, at)
        self._blank = difference(self._blank, [Span(begun, FOREVER)])
        found = self._blanked(gone, Why.WRONG) if at > begun else Found(steady=False)
        return replace(found, withdrawn=begun)

    def _blanked(self, span: Span, why: Why) -> Found:
        """The part of the span that was not blank before, as blank from now on."""
        new = difference([span], self._blank)
        self._blank = [one for one in union([*self._blank, span]) if one.end > span.end - 2 * DAY]
        return Found(blanks=tuple(Blank(one, why) for one in new), steady=False)

    def _remember_leap(self, gone: Span) -> None:
        """Keeps where the clock came from when it went ahead by more than a day."""
        if gone.seconds > DAY:
            self._leap = gone

    def _jumped(self, before: Beat, now: Beat) -> float:
        """Seconds the wall clock went ahead of the one that never jumps."""
        return (now.wall - before.wall) - (now.monotonic - before.monotonic)


def _slept(before: Beat, now: Beat) -> float:
    """Seconds between two beats that only the clock which counts sleep has counted."""
    if before.awake is None or now.awake is None:
        return 0.0
    return (now.awake - before.awake) - (now.monotonic - before.monotonic)


def _same_boot(one: str, other: str) -> bool:
    """Whether two boot ids are of one boot; those made from its instant may differ by its rounding."""
    if one.startswith(BOOTED) and other.startswith(BOOTED):
        return abs(int(one.removeprefix(BOOTED)) - int(other.removeprefix(BOOTED))) <= ROUNDING
    return one == other
