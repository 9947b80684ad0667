"""The loop that owns the monitor's state: looks when it is time, weighs what was seen, has it written and told."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from types import FrameType

from stpdesk.core.civil import day_of
from stpdesk.core.errors import Refused
from stpdesk.core.heartbeat import DAY, Beat, Found, Pulse
from stpdesk.core.outages import POWER as MAINS
from stpdesk.core.proposals import GAP, POWER_CUT
from stpdesk.core.samples import LINK, POWER, Watched
from stpdesk.core.watching import LinkWatch, Mains, Rungs, UpsWatch, WatchPlan
from stpdesk.db.probes import Noticed, Probes
from stpdesk.monitor import sentences
from stpdesk.monitor.journal import Journal
from stpdesk.monitor.keeper import Keeper
from stpdesk.monitor.log import BEGINS
from stpdesk.monitor.looking import Job, Looking
from stpdesk.monitor.lookout import BATTERY, Lookout, Outcome
from stpdesk.monitor.parts import BatteryProbe, Clock, LinkProbe, NewPlan, Notifier, UpsProbe

STUCK = 60
"""Seconds after which a probe that has not come back is an unknown sample."""
SETTLE = 300
"""Seconds after midnight before a day is rolled up."""
_PLAN, _TELLING = "monitor.toml", "Notifications"
_SIGNALS = ("SIGTERM", "SIGINT", "SIGHUP", "SIGBREAK")


def _no_new_plan() -> None:
    """The plan never changes."""


def _chance() -> float:
    """A number from 0 to 1 (the random module would take a megabyte)."""
    return os.urandom(1)[0] / 255


@dataclass(frozen=True)
class Parts:
    """All that the watcher is given; `write_log` takes a line, `chance` gives a number from 0 to 1."""

    clock: Clock
    looking: Looking
    link: LinkProbe
    ups: UpsProbe
    battery: BatteryProbe | None
    notifier: Notifier
    write_log: Callable[[str], None]
    new_plan: NewPlan = field(default=_no_new_plan)
    chance: Callable[[], float] = field(default=_chance)


class Watcher:
    """The monitor of one park: `step` again and again, then `end`; `run` does both."""

    def __init__(self, plan: WatchPlan, probes: Probes, parts: Parts) -> None:
        """Takes up the account of the last run. Raises Refused or Damaged where the file cannot be read."""
        self._plan = plan
        self._parts = parts
        self._clock, self._looking = parts.clock, parts.looking
        self._journal = Journal(parts.write_log, self._clock.wall)
        self._keeper = Keeper(probes, self._journal)
        self._lookouts: dict[Watched, Lookout] = {}
        self._wanted_on: date | None = None
        self._rolled_for: date | None = None
        self._beat_due = self._clock.monotonic()
        last = probes.last_account()
        self._at = last.reached if last else int(self._clock.wall())
        if last is not None:
            self._keeper.end_open(last.reached)
        times = plan.times
        late = max(60.0, 2 * times.heartbeat, times.interval + times.jitter)
        self._pulse = Pulse(last, probes.gaps(last.reached - 2 * DAY) if last else (), late=late)

    def run(self, stopping: Callable[[], bool]) -> None:
        """Watches until told to stop, and ends in order."""
        self._journal.tell(BEGINS)
        try:
            while not stopping():
                self._looking.wait(self.step())
        finally:
            self.end()

    def step(self) -> float:
        """Does all that is due; seconds until something is due again."""
        beat, found = self._beat()
        now = beat.monotonic
        if self._pulse.datable:
            self._keep_lookouts()
            self._take(now)
            for lookout in self._lookouts.values():
                self._launch(lookout, now)
            self._take(now)
        else:
            self._take(now)  # what was under way when the clock went wrong counts for nothing
        if now >= self._beat_due or self._keeper.urgent or not found.steady:
            account = self._pulse.account() if self._pulse.datable else None
            self._keeper.write(self._at, account, beat)
        if now >= self._beat_due:
            self._beat_due = now + self._plan.times.heartbeat
            self._each_heartbeat()
        dues = [one.due for one in self._lookouts.values() if self._pulse.datable]
        return max(0.0, min([self._beat_due, *dues]) - self._clock.monotonic())

    def end(self) -> None:
        """A clean exit: what is open ends here as far as anybody knows, and the next run will not ask."""
        beat, _ = self._beat()
        for watched in list(self._lookouts):
            self._retire(watched)
        account = self._pulse.account(clean=True) if self._pulse.datable else None
        self._keeper.write(self._at, account, beat)
        self._keeper.close()
        self._journal.tell("The monitor ends.")

    def _beat(self) -> tuple[Beat, Found]:
        """Reads all clocks, and does what follows from them."""
        clock = self._clock
        beat = Beat(clock.wall(), clock.monotonic(), clock.boot_id(), clock.awake(), clock.booted())
        found = self._pulse.beat(beat)
        if not found.steady:
            self._lose_sight(found)
        if self._pulse.reached is not None:
            self._at = self._pulse.reached
        return beat, found

    def _lose_sight(self, found: Found) -> None:
        """Time has passed that nobody watched: what was open ends, probes under way count for nothing."""
        self._rolled_for = None
        for lookout in self._lookouts.values():
            self._add(lookout.lose_sight(self._at))
            if lookout.launched is None:
                lookout.due = 0.0
            else:  # what is under way is waited for, and then counts for nothing
                lookout.launched = (False, self._pulse.reached or self._at, lookout.launched[2])
        if found.withdrawn is not None:
            self._keeper.withdraw(found.withdrawn)
            self._lookouts, self._wanted_on = {}, None
        for blank in found.blanks:
            counts = blank.span.seconds >= 2 * self._plan.times.interval
            self._journal.tell(sentences.blank(blank.why.value, blank.span, counts=counts))
            in_file = blank.span.start < self._at or not self._lookouts
            self._keeper.blank(blank.span, written=in_file)
            if counts:
                self._keeper.add([], [Noticed(GAP, *blank.span, told=blank.why.value)])
        if found.power_cut is not None:
            told = sentences.power_cut(found.power_cut)
            self._keeper.add([], [Noticed(POWER_CUT, *found.power_cut, MAINS, told=told)])
            self._tell(told)

    def _each_heartbeat(self) -> None:
        """What is done now and then: read the plan anew, roll up a day, say what the keeper lost."""
        self._read_plan()
        today = day_of(self._at - SETTLE)
        if self._pulse.datable and self._keeper.well and self._rolled_for != today:
            keep = self._plan.judging.keep_days
            self._rolled_for = None if self._keeper.roll_up(self._at, today, keep) else today
        if self._keeper.lost is not None:
            self._tell(self._keeper.lost)
            self._keeper.lost = None
        if not self._pulse.datable:
            self._journal.tell_once("This PC's clock", sentences.WRONG_CLOCK)
        else:
            self._journal.over("This PC's clock")

    def _read_plan(self) -> None:
        """Takes a changed plan; one that cannot be read changes nothing."""
        try:
            plan = self._parts.new_plan()
        except Refused as refused:
            self._journal.tell_once(_PLAN, str(refused))
            return
        if plan is not None:
            self._journal.over(_PLAN)
            if plan.judging != self._plan.judging:
                for watched in list(self._lookouts):
                    self._retire(watched)
            self._plan, self._wanted_on = plan, None

    def _keep_lookouts(self) -> None:
        """Watches what the plan names and is in service today; asked once a day, and when the plan changes."""
        today = day_of(self._at)
        if self._wanted_on == today:
            return
        self._wanted_on = today
        wanted = _wanted(self._plan, today)
        for watched in [one for one in self._lookouts if one not in wanted]:
            self._retire(watched)
        for watched, target in wanted.items():
            known = self._lookouts.get(watched)
            if known is None:
                self._lookouts[watched] = Lookout(watched, target, self._plan.times, self._plan.judging)
            else:
                known.retarget(target, self._plan.times)
        self._keeper.watch({key: one.hold for key, one in self._lookouts.items() if key.kind != BATTERY})

    def _retire(self, watched: Watched) -> None:
        """Watches a thing no more."""
        self._add(self._lookouts.pop(watched).close(self._at))
        self._looking.drop(watched)
        self._wanted_on = None

    def _launch(self, lookout: Lookout, now: float) -> None:
        """Starts a probe that is due; one that does not come back is unknown, again and again."""
        if now < lookout.due:
            return
        if lookout.launched is not None:
            self._journal.tell_once(lookout.called, f"{lookout.called}: a probe does not come back.")
            self._add(lookout.see(lookout.launched[1], None))
            lookout.launched = (False, self._at, now)
            lookout.due = now + STUCK
            return
        lookout.launched = (True, self._at, now)
        lookout.due = now + STUCK
        self._looking.start(lookout.watched, self._job(lookout))

    def _job(self, lookout: Lookout) -> Job:
        """The probe of a thing, as it is now."""
        target, timeout = lookout.target, self._plan.times.timeout
        parts = self._parts

        def look() -> Rungs | Mains | None:
            if isinstance(target, LinkWatch):
                return parts.link.climb(target, timeout)
            if isinstance(target, UpsWatch):
                return parts.ups.poll(target, timeout)
            return parts.battery.mains() if parts.battery is not None else None

        return look

    def _take(self, now: float) -> None:
        """Weighs what probes have brought."""
        for watched, seen in self._looking.finished():
            lookout = self._lookouts.get(watched)
            if lookout is None or lookout.launched is None:
                continue
            counts, at, begun = lookout.launched
            lookout.launched = None
            if not counts:
                lookout.due = now
                continue
            if isinstance(seen, Exception):
                told = f"{lookout.called}: the probe failed: {type(seen).__name__}: {seen}"
                self._journal.tell_once(lookout.called, told)
                self._add(lookout.see(at, None))
            else:
                self._journal.over(lookout.called)
                self._add(lookout.see(at, seen))
            lookout.due = max(now, begun + lookout.pause(self._parts.chance()))

    def _add(self, outcome: Outcome) -> None:
        """Has an outcome written and told."""
        self._keeper.add(outcome.samples, outcome.noticed)
        for sentence in outcome.told:
            self._tell(sentence)

    def _tell(self, sentence: str) -> None:
        """Tells the person at this PC, and the log."""
        self._journal.tell(sentence)
        if not self._plan.notify:
            return
        title = f"STP Desk – {self._plan.park}" if self._plan.park else "STP Desk"
        try:
            self._parts.notifier.tell(title, sentence)
        except Exception as error:  # noqa: BLE001  # a desktop that cannot show it must not end the monitor
            self._journal.tell_once(_TELLING, f"A notification failed: {type(error).__name__}: {error}")


def _wanted(plan: WatchPlan, today: date) -> dict[Watched, LinkWatch | UpsWatch | None]:
    """What is watched on a day: links in service, the UPS, or else this PC's own battery."""
    found: dict[Watched, LinkWatch | UpsWatch | None] = {
        Watched(LINK, link.code): link
        for link in plan.links
        if (link.first or today) <= today <= (link.last or today)
    }
    if plan.ups.name:
        found[Watched(POWER)] = plan.ups
    elif plan.battery:
        found[Watched(BATTERY)] = None
    return found


def run_until_stopped(watcher: Watcher, looking: Looking, *, held: bool = False) -> None:
    """Runs in the main thread until the system or a person says stop, or, `held`, stdin is closed; then ends in order."""
    stopped = False

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal stopped
        stopped = True
        looking.wake()

    for name in _SIGNALS:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), stop)
    if held:
        let_go = threading.Thread(target=_until_let_go, args=(lambda: stop(0, None),), daemon=True)
        let_go.start()
    watcher.run(lambda: stopped)


def _until_let_go(stop: Callable[[], None]) -> None:
    """Waits until standard input ends: on every system, and also where who held it was killed."""
    with suppress(OSError):
        while os.read(0, 1024):
            pass
    stop()
