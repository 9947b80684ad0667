"""Twenty days of random faults on a played clock: each dated within one probe interval, none false, none missed, memory flat."""

from __future__ import annotations

import gc
import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from stpdesk.core.civil import day_of, midnight
from stpdesk.core.outages import INTERNET, POWER
from stpdesk.core.proposals import GAP, OUTAGE, POWER_CUT, UNSTABLE, Proposal
from stpdesk.core.watching import Mains
from stpdesk.db.probes import days, proposals
from tests.monitor.played import FAULTS, PLAN, WELL, Monitor, PlayedClock, PlayedPark

SEED = 3
DAYS, EARLY = 20, 5
FIRST = date(2026, 3, 1)
INTERVAL = PLAN.times.interval + PLAN.times.jitter + 1
"""Seconds of one probe interval, and one for instants that are whole seconds."""
MINUTE, HOUR = 60, 3600
GROWTH = 3_000
"""Objects the program may hold more at the end than after the first days."""

FAULTS["LOSSY"] = WELL.__class__(nic=True, gateway=True, foreign=(True, False, True), round_trip=30.0)
FAULTS["SLOW"] = WELL.__class__(nic=True, gateway=True, foreign=(True, True, True), round_trip=400.0)


@dataclass
class Expected:
    """One proposal that must come, in the PC's own time."""

    kind: str
    start: float
    end: float
    service: str | None = None
    link: str | None = None
    verdict: str | None = None

    def is_met(self, found: Proposal) -> bool:
        """Whether it is that proposal, dated within one probe interval."""
        same = (found.kind, found.service, found.link) == (self.kind, self.service, self.link)
        dated = abs(found.span.start - self.start) <= INTERVAL and abs(found.span.end - self.end) <= INTERVAL
        return same and dated and self.verdict in (None, found.verdict)


@dataclass
class Soak:
    """A monitor, what was done to it, and what must come of it."""

    monitor: Monitor
    chance: random.Random
    expected: list[Expected] = field(default_factory=list)
    begun: int = 0

    @property
    def clock(self) -> PlayedClock:
        return self.monitor.park.clock

    def length(self, least: float, most: float) -> float:
        """A random length: short ones and long ones alike."""
        return float(least * (most / least) ** self.chance.random())

    def run(self, seconds: float) -> None:
        """Lets the monitor run for a while of true time."""
        self.monitor.run_to(self.clock.true + seconds)

    def expect(self, kind: str, start: float, end: float, *what: str | None) -> None:
        """Notes what must come; instants of true time."""
        offset = self.clock.offset
        self.expected.append(Expected(kind, start + offset, end + offset, *what))

    def link_fault(self) -> None:
        """One link, or both, with any fault a ladder tells apart."""
        start, lasts = self.clock.true, self.length(90, 3 * HOUR)
        for code in self.chance.choice([["PTCL"], ["NAYATEL"], ["PTCL", "NAYATEL"]]):
            kind = self.chance.choice(["ROUTER", "ISP", "UPSTREAM", "DNS", "PORTAL"])
            self.monitor.park.links.append((code, start, start + lasts, kind))
            self.expect(OUTAGE, start, start + lasts, INTERNET, code, kind)
        self.run(lasts)

    def unknown_link(self) -> None:
        """This PC has no network, or the probe breaks."""
        start, lasts = self.clock.true, self.length(150, HOUR)
        self.monitor.park.links.append(
            ("PTCL", start, start + lasts, self.chance.choice(["OWN_PC", "ERROR"]))
        )
        self.expect(GAP, start, start + lasts, INTERNET, "PTCL")
        self.run(lasts)

    def nothing_much(self) -> None:
        """Faults too short to tell, links that lose or lag, a UPS server that restarts: no proposal."""
        start, park = self.clock.true, self.monitor.park
        kind = self.chance.choice(["ISP", "LOSSY", "SLOW", "UPS"])
        lasts = {"ISP": 9.0, "UPS": 50.0}.get(kind, self.length(HOUR, 4 * HOUR))
        if kind == "UPS":
            park.mains.append((start, start + lasts, Mains.UNKNOWN))
        else:
            park.links.append(("NAYATEL", start, start + lasts, kind))
        self.run(lasts)

    def power(self) -> None:
        """The mains fail, or the UPS falls silent."""
        start, lasts = self.clock.true, self.length(150, 4 * HOUR)
        says = self.chance.choice([Mains.LOST, Mains.LOST, Mains.UNKNOWN])
        self.monitor.park.mains.append((start, start + lasts, says))
        self.expect(GAP if says is Mains.UNKNOWN else OUTAGE, start, start + lasts, POWER)
        self.run(lasts)

    def flapping(self) -> None:
        """A link comes and goes eight times."""
        start = self.clock.true
        for number in range(8):
            begins = start + 150 * number
            self.monitor.park.links.append(("PTCL", begins, begins + 75, "ISP"))
            self.expect(OUTAGE, begins, begins + 75, INTERNET, "PTCL", "ISP")
        self.expect(UNSTABLE, start, start + 150 * 7 + 75, INTERNET, "PTCL")
        self.run(150 * 8 + 40 * MINUTE)

    def sleep(self) -> None:
        """The PC sleeps, perhaps while a link is down."""
        faulty = self.chance.random() < 0.5
        start, asleep = self.clock.true, self.length(2 * MINUTE, 8 * HOUR)
        before, after = (10 * MINUTE, 15 * MINUTE) if faulty else (0, 0)
        if faulty:
            self.monitor.park.links.append(("NAYATEL", start, start + before + asleep + after, "ROUTER"))
            self.expect(OUTAGE, start, start + before, INTERNET, "NAYATEL", "ROUTER")
            self.expect(
                OUTAGE,
                start + before + asleep,
                start + before + asleep + after,
                INTERNET,
                "NAYATEL",
                "ROUTER",
            )
        self.clock.at(start + before, lambda: self.clock.sleep(asleep))
        self.expect(GAP, start + before, start + before + asleep)
        self.run(before + asleep + after)

    def clock_set(self) -> None:
        """Somebody sets the clock, forward or back; time lived twice passes before anything else happens."""
        start, far = self.clock.true, self.length(3 * MINUTE, 3 * HOUR)
        if self.chance.random() < 0.5:
            self.expect(GAP, start, start + far)
            self.clock.at(start, lambda: self.clock.shift(far))
            self.run(MINUTE)
        else:
            self.expect(GAP, start - far, start)
            self.clock.at(start, lambda: self.clock.shift(-far))
            self.run(far + MINUTE)

    def small_steps(self) -> None:
        """The clock is put right by a second now and then: nothing."""
        for _ in range(10):
            step = self.chance.uniform(-1, 1)
            self.clock.at(self.clock.true, lambda step=step: self.clock.shift(step))  # type: ignore[misc]
            self.run(3 * MINUTE)

    def gone(self) -> None:
        """The monitor is killed, ended or cut off with its PC, perhaps while the mains are down."""
        how = self.chance.choice(["kill", "end", "power", "blink"])
        start, away = self.clock.true, self.length(3 * MINUTE, 10 * HOUR)
        if how == "blink":
            self.monitor.kill()
            self.clock.off(20, boots=False)
            return
        before = 8 * MINUTE if how == "power" else 0
        if how == "power":
            self.monitor.park.mains.append((start, start + before + away - 40, Mains.LOST))
            self.expect(OUTAGE, start, start + before, POWER)
            self.expect(POWER_CUT, start + before, start + before + away - 30, POWER)
            self.run(before)
        self.expect(GAP, start + before, start + before + away)
        (self.monitor.end if how == "end" else self.monitor.kill)()
        self.clock.off(away, boots=how == "power")
        self.run(MINUTE)

    def play(self, until: float) -> None:
        """One thing after the other, with calm between."""
        acts: list[Callable[[], None]] = [
            *[self.link_fault] * 4, *[self.power] * 2, *[self.nothing_much] * 3, *[self.gone] * 2,
            self.unknown_link, self.flapping, self.sleep, self.clock_set, self.small_steps,
        ]  # fmt: skip
        while self.clock.wall() < until:
            self.run(self.length(31 * MINUTE, 2 * HOUR))
            self.chance.choice(acts)()
            self.run(5 * MINUTE)
            park = self.monitor.park
            for kept in (park.links, park.mains, park.told, park.log):
                kept.clear()  # what the player holds is not the program's


def unmatched(expected: list[Expected], found: list[Proposal]) -> tuple[list[Expected], list[Proposal]]:
    """What is missing, and what nobody expected."""
    left, missing = list(found), []
    for one in expected:
        met = next((proposal for proposal in left if one.is_met(proposal)), None)
        if met is None:
            missing.append(one)
        else:
            left.remove(met)
    return missing, left


def faults(folder: Path, soak: Soak) -> list[str]:
    """All that is wrong, in words."""
    found = proposals(folder)
    missing, false = unmatched(soak.expected, found)
    wrong = [f"missing: {one}" for one in missing] + [f"false: {one}" for one in false]
    rolled = days(folder, FIRST, day_of(int(soak.clock.wall())))
    wrong += [f"not a whole day: {d}" for d in rolled if d.up + d.degraded + d.down + d.unknown != 86_400]
    last = max(day.day for day in rolled)
    for link in ("PTCL", "NAYATEL"):
        outages = [one.span for one in found if one.kind == OUTAGE and one.link == link]
        ended = [span for span in outages if day_of(span.end) <= last]
        measured = sum(day.down for day in rolled if day.watched.link == link)
        spans = sum(span.seconds for span in ended)
        if abs(measured - spans) > INTERVAL * len(outages) + 3 * HOUR:
            wrong.append(f"{link}: roll-ups say {measured} s down, outages {spans} s")
    return wrong


def held(soak: Soak) -> int:
    """How many objects Python holds, without those this player keeps for itself."""
    gc.collect()
    return sys.getallocatedblocks() - 8 * len(soak.expected)


def resident() -> float:
    """Megabytes the process takes; 0 where the system does not say."""
    status = Path("/proc/self/status")
    lines = status.read_text("ascii").splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:")), 0.0)


def main() -> None:
    """Prints what was played and measured; leaves with status 1 where anything is wrong."""
    begun = time.perf_counter()
    start = float(midnight(FIRST))
    with tempfile.TemporaryDirectory() as name:
        soak = Soak(Monitor(Path(name), PlayedPark(PlayedClock(start))), random.Random(SEED))
        soak.play(start + EARLY * 86_400)
        early, taken = held(soak), resident()
        soak.play(start + DAYS * 86_400)
        late, taken_late = held(soak), resident()
        soak.monitor.end()
        wrong = faults(Path(name), soak)
    if late - early > GROWTH:
        wrong.append(f"it holds {late - early} objects more than after {EARLY} days")
    lasted = time.perf_counter() - begun
    print(f"{DAYS} days, {len(soak.expected)} faults, {soak.monitor.park.looks} looks in {lasted:.0f} s")
    print(
        f"memory: {taken:.1f} MB after {EARLY} days, {taken_late:.1f} MB at the end; {late - early} objects more"
    )
    print("\n".join(wrong) or "every fault dated within one probe interval, none false, none missed")
    if wrong:
        raise SystemExit(1)
