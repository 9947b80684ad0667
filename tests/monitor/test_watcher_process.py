"""The watcher as a process of its own: threads, signals, `kill -9`, and how little memory it takes."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from stpdesk.core.proposals import GAP, POWER_CUT, Proposal
from stpdesk.core.samples import POWER, Watched
from stpdesk.core.watching import Mains
from stpdesk.db.probes import Probes, proposals, states
from stpdesk.monitor.looking import InThreads

PROGRAM = """
import sys
from pathlib import Path
from stpdesk.core.watching import *
from stpdesk.db.probes import Probes
from stpdesk.monitor.clock import SystemClock
from stpdesk.monitor.looking import InThreads
from stpdesk.monitor.watcher import Parts, Watcher, run_until_stopped

class Clock(SystemClock):
    def boot_id(self):
        return sys.argv[2]

class Probe:
    def climb(self, link, timeout):
        return Rungs(nic=True, gateway=True, foreign=(True,), round_trip=9.0)
    def poll(self, ups, timeout):
        return Mains.ON
    def tell(self, title, text):
        pass

clock, probe, looking = Clock(), Probe(), InThreads()
times = Times(interval=0.2, suspicion=0.1, jitter=0, power=0.2, battery=0.1, heartbeat=0.2)
plan = WatchPlan(links=tuple(LinkWatch(f"L{n}") for n in range(3)), ups=UpsWatch("park"), times=times)
probes = Probes.open(Path(sys.argv[1]), int(clock.wall()))
watcher = Watcher(plan, probes, Parts(clock, looking, probe, probe, None, probe, lambda line: None))
print("begun", flush=True)
run_until_stopped(watcher, looking)
heavy = {"asyncio", "email", "filelock", "lxml", "openpyxl", "random", "reportlab", "sqlite_utils"}
print("loaded", sorted(heavy & set(sys.modules)), flush=True)
"""


@contextmanager
def running(folder: Path, boot: str = "one") -> Iterator[subprocess.Popen[bytes]]:
    """A monitor in a process, until the block ends."""
    command = [sys.executable, "-c", PROGRAM, str(folder), boot]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"begun\n"
            yield process
        finally:
            process.kill()


def until_it_beats(folder: Path, after: int = 0) -> None:
    """Waits until all four things were seen, and the heartbeat went on past an instant."""
    for _ in range(1200):
        found = states(folder)
        if len(found) == 4 and found[0].beat > max(after, found[0].since):
            return
        time.sleep(0.05)
    pytest.fail("the monitor does not beat")


def of_kind(folder: Path, kind: str) -> list[Proposal]:
    return [one for one in proposals(folder) if one.kind == kind]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without a signal")
def test_it_ends_in_order_when_told_and_asks_nothing_afterwards(tmp_path: Path) -> None:
    with running(tmp_path) as process:
        until_it_beats(tmp_path)
        process.send_signal(signal.SIGTERM)
        assert process.stdout is not None
        assert process.stdout.read() == b"loaded []\n"
        assert process.wait() == 0
    assert not states(tmp_path)[0].running
    with running(tmp_path, "two"):
        until_it_beats(tmp_path, states(tmp_path)[0].beat)
    assert of_kind(tmp_path, POWER_CUT) == []


def test_killed_and_started_in_another_boot_it_asks_about_a_power_cut(tmp_path: Path) -> None:
    with running(tmp_path) as process:
        until_it_beats(tmp_path)
        process.kill()
        process.wait()
    beat = states(tmp_path)[0].beat
    with closing(Probes.open(tmp_path, 0)) as probes:  # as if an hour had passed since
        probes._db.execute("UPDATE heartbeat SET reached = reached - 3600, since = since - 3600")
    with running(tmp_path, "two"):
        until_it_beats(tmp_path, beat)
    (gap,) = of_kind(tmp_path, GAP)
    assert gap.span.start == beat - 3600
    assert gap.span.seconds >= 3600
    assert [cut.span.start for cut in of_kind(tmp_path, POWER_CUT)] in ([], [beat - 3600])


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_it_takes_less_than_thirty_megabytes(tmp_path: Path) -> None:
    with running(tmp_path) as process:
        until_it_beats(tmp_path)
        status = Path(f"/proc/{process.pid}/status").read_text("ascii")
    taken = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:"))
    assert taken < 30 * 1024


def test_a_probe_in_a_thread_wakes_the_loop_and_one_that_fails_hands_its_error_back() -> None:
    looking = InThreads()
    one, other = Watched(POWER), Watched(POWER, "other")
    may = threading.Event()

    def slow() -> Mains:
        may.wait(30)
        return Mains.LOST

    def broken() -> Mains:
        raise OSError("broken")

    looking.start(one, slow)
    looking.start(other, broken)
    looking.wait(30)
    ((watched, seen),) = looking.finished()
    assert watched == other
    assert isinstance(seen, OSError)
    may.set()
    looking.wait(30)
    assert looking.finished() == [(one, Mains.LOST)]
    looking.wake()
    looking.wait(30)
    assert looking.finished() == []
    looking.drop(one)
    looking.drop(other)
