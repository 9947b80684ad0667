"""A park that is played: clocks that jump when told, links and mains with scripted faults, a PC that sleeps and dies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from stpdesk.core.watching import LinkWatch, Mains, Rungs, Times, UpsWatch, WatchPlan
from stpdesk.db.probes import Probes
from stpdesk.monitor.looking import OneByOne
from stpdesk.monitor.watcher import Parts, Watcher

WELL = Rungs(
    nic=True, gateway=True, resolver=True, name=True, foreign=(True,) * 3, portal=True, round_trip=21.0
)
NOBODY = (False,) * 3
FAULTS = {
    "ROUTER": Rungs(nic=True, gateway=False, resolver=False, name=False, foreign=NOBODY),
    "ISP": Rungs(nic=True, gateway=True, resolver=False, name=False, foreign=NOBODY),
    "UPSTREAM": Rungs(nic=True, gateway=True, resolver=True, name=True, foreign=NOBODY),
    "DNS": Rungs(nic=True, gateway=True, resolver=True, name=False, foreign=(True,) * 3, round_trip=20.0),
    "PORTAL": Rungs(nic=True, gateway=True, resolver=True, name=True, foreign=(True,) * 3, portal=False),
    "OWN_PC": Rungs(nic=False),
    "SILENT": Rungs(nic=True, gateway=None, resolver=False, name=False, foreign=NOBODY),
}
"""What a climb finds, by the verdict it should give."""


class Killed(Exception):
    """The process, or the PC, is gone from one moment to the next."""


@dataclass
class PlayedClock:
    """Clocks that go as `wait` lets them; at set instants of true time something happens to them."""

    true: float
    offset: float = 0.0
    monotonic_: float = 100.0
    awake_: float = 100.0
    boot: int = 1
    happens: list[tuple[float, Callable[[], None]]] = field(default_factory=list)

    def wall(self) -> float:
        return self.true + self.offset

    def monotonic(self) -> float:
        return self.monotonic_

    def awake(self) -> float | None:
        return self.awake_

    def boot_id(self) -> str:
        return f"boot {self.boot}"

    def booted(self) -> float | None:
        return self.wall() - self.awake_

    def wait(self, seconds: float) -> None:
        """Lets time pass, and lets happen what is due in it."""
        until = self.monotonic_ + seconds
        while self.happens and self.happens[0][0] <= self.true + until - self.monotonic_:
            at, act = self.happens.pop(0)
            self._pass(max(0.0, at - self.true))
            act()
        self._pass(until - self.monotonic_)

    def _pass(self, seconds: float) -> None:
        self.true += seconds
        self.monotonic_ += seconds
        self.awake_ += seconds

    def at(self, instant: float, act: Callable[[], None]) -> None:
        """Has something happen at an instant of true time."""
        self.happens.append((instant, act))
        self.happens.sort(key=lambda one: one[0])

    def sleep(self, seconds: float) -> None:
        """The PC sleeps: only two of the clocks go on."""
        self.true += seconds
        self.awake_ += seconds

    def shift(self, seconds: float) -> None:
        """Somebody sets the clock."""
        self.offset += seconds

    def off(self, seconds: float, *, boots: bool) -> None:
        """Nothing of the monitor runs for a while; the PC perhaps starts anew, half a minute before that ends."""
        self._pass(seconds)
        if boots:
            self.boot += 1
            self.monotonic_ = self.awake_ = 30.0


@dataclass
class PlayedPark:
    """Faults of links and mains, in true time."""

    clock: PlayedClock
    links: list[tuple[str | None, float, float, str]] = field(default_factory=list)
    """code, start, end and a key of FAULTS; or LOSS, ERROR"""
    mains: list[tuple[float, float, Mains]] = field(default_factory=list)
    told: list[tuple[float, str]] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    looks: int = 0

    def climb(self, link: LinkWatch, timeout: float) -> Rungs:
        self.looks += 1
        for code, start, end, kind in self.links:
            if code == link.code and start <= self.clock.true < end:
                if kind == "ERROR":
                    raise OSError("a probe that breaks")
                return FAULTS[kind]
        return WELL

    def poll(self, ups: UpsWatch, timeout: float) -> Mains:
        self.looks += 1
        for start, end, says in self.mains:
            if start <= self.clock.true < end:
                return says
        return Mains.ON

    def tell(self, title: str, text: str) -> None:
        self.told.append((self.clock.true, text))


class PlayedBattery:
    """A laptop's battery, which sees the same mains."""

    def __init__(self, park: PlayedPark) -> None:
        self._park = park

    def mains(self) -> Mains | None:
        return self._park.poll(UpsWatch(), 1)


PLAN = WatchPlan(
    park="GLT",
    links=(LinkWatch("PTCL"), LinkWatch("NAYATEL")),
    ups=UpsWatch("park"),
    times=Times(),
)


class Monitor:
    """Runs of the watcher over one folder and one played park, with the pieces that stay between runs."""

    def __init__(self, folder: Path, park: PlayedPark, plan: WatchPlan = PLAN, seed: int = 1) -> None:
        self.folder, self.park, self.plan = folder, park, plan
        self.new_plan: Callable[[], WatchPlan | None] = lambda: None
        self.looking: OneByOne | None = None
        self._chance = seed
        self._probes: Probes | None = None
        self.watcher: Watcher | None = None

    def _random(self) -> float:
        self._chance = (self._chance * 1_103_515_245 + 12_345) % (1 << 31)
        return self._chance / (1 << 31)

    def _changed_plan(self) -> WatchPlan | None:
        return self.new_plan()

    def begin(self) -> Watcher:
        """A new run."""
        park = self.park
        self._probes = Probes.open(self.folder, int(park.clock.wall()))
        self._probes._db.execute(
            "PRAGMA synchronous = OFF"
        )  # no power is really lost here, and a day has 5,760 syncs
        parts = Parts(
            park.clock,
            self.looking or OneByOne(park.clock),
            park,
            park,
            PlayedBattery(park),
            park,
            park.log.append,
            self._changed_plan,
            self._random,
        )
        self.watcher = Watcher(self.plan, self._probes, parts)
        return self.watcher

    def run_to(self, instant: float) -> None:
        """Steps until an instant of true time, or until it is killed."""
        watcher = self.watcher or self.begin()
        clock = self.park.clock
        try:
            while clock.true < instant:
                clock.wait(min(watcher.step(), max(0.0, instant - clock.true)))
        except Killed:
            self.kill()

    def kill(self) -> None:
        """As `kill -9` does: nothing is written, the system frees the lock."""
        assert self._probes is not None
        self._probes.close()
        self.watcher = None

    def end(self) -> None:
        """A clean exit."""
        assert self.watcher is not None
        self.watcher.end()
        self.watcher = None
