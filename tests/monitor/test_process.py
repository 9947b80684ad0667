"""The monitor as a process on a real park folder: small, killed and started anew, stopped in order, alone, not to be stopped by what breaks."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import pytest

from stpdesk.core.heartbeat import Account, Beat
from stpdesk.core.outages import Link
from stpdesk.core.proposals import GAP, OUTAGE, POWER_CUT, Proposal
from stpdesk.core.samples import LINK, Watched
from stpdesk.core.watch_settings import FILE, plan_for
from stpdesk.core.watching import WatchPlan
from stpdesk.db import probes
from stpdesk.db.durable import write_file
from stpdesk.db.folder import PROBES
from stpdesk.db.plan_file import text
from stpdesk.db.probes import Noticed, Probes
from tests.cli.desk import Desk

from .answerers import NameServer, answers, silent

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60
"""Seconds before a test gives up; none waits so long unless something is broken."""

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="signals and /proc are Linux's")

REBOOTED = """
import sys, time
from pathlib import Path
from stpdesk.monitor.clock import SystemClock
from stpdesk.monitor.service import watch

class Rebooted(SystemClock):
    started = time.time()
    def boot_id(self):
        return "another boot"
    def booted(self):
        return self.started
    def awake(self):
        return time.time() - self.started

watch(Path(sys.argv[1]), clock=Rebooted())
"""
"""The monitor with this PC's own parts, but on a clock that says the PC was started anew just now."""


class Monitor:
    """A monitor's process and what it says."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.folder = folder
        environment = {name: value for name, value in os.environ.items() if not name.startswith("STPDESK_")}
        environment |= {
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={folder}/none",
            "PATH": str(folder),
        }
        self.process = subprocess.Popen(
            [sys.executable, "-P", *(words or ("-m", "stpdesk", "--park", str(folder), "monitor"))],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        self.lines.extend(iter(self.process.stdout.readline, ""))

    def says(self, words: str) -> str:
        """Waits for a line with these words."""
        return until(lambda: next((line for line in [*self.lines] if words in line), None), self)

    def looks(self) -> None:
        """Waits until it has looked at something and written so."""
        until(lambda: probes.states(self.folder) or None, self)

    def rss(self) -> int:
        """Memory it holds, in KiB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])

    def stop(self, how: signal.Signals = signal.SIGTERM) -> tuple[int, str]:
        """Stops it; exit status and stderr."""
        self.process.send_signal(how)
        status = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        assert self.process.stderr is not None
        return status, self.process.stderr.read()

    def end(self) -> None:
        """Ends it in any case."""
        self.process.kill()
        self.process.wait()
        self._reader.join()
        for stream in (self.process.stdout, self.process.stderr):
            assert stream is not None
            stream.close()


def log_of(folder: Path) -> str:
    """What the monitor wrote down so far."""
    path = folder / "monitor.log"
    return path.read_text("utf-8") if path.exists() else ""


T = TypeVar("T")


def until(look: Callable[[], T | None], monitor: Monitor) -> T:
    """What `look` finds, as soon as it finds it; a monitor that ended or never gets there is a failure."""
    for _ in range(PATIENCE * 50):
        found = look()
        if found is not None:
            return found
        if monitor.process.poll() is not None:
            pytest.fail(f"the monitor left with {monitor.process.returncode}: {monitor.lines}")
        time.sleep(0.02)
    pytest.fail(f"it never came: {monitor.lines}")


Start = Callable[..., Monitor]


@pytest.fixture
def abroad() -> Iterator[NameServer]:
    """The one target abroad, on a loopback address."""
    with NameServer(answers()) as server:
        yield server


@pytest.fixture
def folder(tmp_path: Path, abroad: NameServer) -> Path:
    """A real park, whose monitor is to look at loopback addresses, every second."""
    made = Desk(tmp_path / "گلگت park.stpdesk").make().folder
    plan(made, abroad)
    return made


def plan(folder: Path, abroad: NameServer, *codes: str) -> WatchPlan:
    """Writes the plan of some links, all with the same target."""
    of_link = {"gateway": "", "resolver": "", "domestic": "", "portal": "", "foreign": [abroad.address]}
    times = {"interval": 1, "suspicion": 0.5, "jitter": 0, "timeout": 0.5, "heartbeat": 1}
    settings: dict[str, object] = {f"times.{key}": value for key, value in times.items()}
    settings |= {"battery": False, "judging.failures": 2}
    listed = codes or ("SCO",)
    for code in listed:
        settings |= {f"link.{code}.{key}": value for key, value in of_link.items()}
    made = plan_for("GLT", [Link(code, code) for code in listed], settings)
    write_file(folder / FILE, text(made).encode())
    return made


@pytest.fixture
def start(folder: Path) -> Iterator[Start]:
    """Starts monitors, and ends every one when the test ends."""
    with contextlib.ExitStack() as stack:

        def begin(*words: str) -> Monitor:
            monitor = Monitor(folder, *words)
            stack.callback(monitor.end)
            return monitor

        yield begin


def file_of_an_earlier_run(folder: Path) -> Path:
    """What a monitor that ended an hour ago left behind."""
    at = int(time.time()) - 3600
    with closing(Probes.open(folder, at)) as kept:
        kept.watch({Watched(LINK, "SCO"): 70})
        kept.write(
            [], [Noticed(GAP, at - 60, at)], Account(at - 60, at, "boot", clean=True), Beat(at, 5, "boot")
        )
    return folder / PROBES


def age(folder: Path) -> None:
    """As if a minute more had passed since the monitor ended."""
    with closing(Probes.open(folder, 0)) as kept:
        kept._db.execute("UPDATE heartbeat SET reached = reached - 60, since = since - 60")


def noticed(folder: Path, kind: str) -> list[Proposal]:
    """What was proposed of a kind."""
    return [one for one in probes.proposals(folder) if one.kind == kind]


@linux
def test_an_outage_is_noticed_told_and_over_in_less_than_30_mb(
    start: Start, folder: Path, abroad: NameServer
) -> None:
    monitor = start()
    until(lambda: abroad.asked or None, monitor)
    abroad.behave = silent
    told = monitor.says("Internet link SCO has been down since")
    monitor.says("Could not be shown on the screen")  # it has tried to notify: all its packages are loaded
    until(lambda: noticed(folder, OUTAGE) or None, monitor)
    (outage,) = noticed(folder, OUTAGE)
    assert (outage.service, outage.link, outage.span.open) == ("internet", "SCO", True)
    abroad.behave = answers()
    monitor.says("is back since")
    until(lambda: [one for one in noticed(folder, OUTAGE) if not one.span.open] or None, monitor)
    assert monitor.rss() * 1024 < 30_000_000
    assert monitor.stop() == (0, "")
    assert monitor.lines[-1] == "Stopped.\n"
    assert told in log_of(folder)


@linux
def test_a_monitor_that_was_killed_with_its_pc_asks_about_a_power_cut(start: Start, folder: Path) -> None:
    first = start()
    first.looks()
    first.stop(signal.SIGKILL)
    age(folder)
    second = start("-c", REBOOTED, str(folder))
    assert "This PC was off" in second.says("power cut?")
    until(lambda: noticed(folder, POWER_CUT) or None, second)
    (asked,) = noticed(folder, POWER_CUT)
    assert (asked.service, asked.span.open) == ("power", False)
    assert asked.span.seconds >= 60
    assert second.stop() == (0, "")


@linux
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_a_monitor_that_ends_while_its_pc_goes_on_leaves_only_unknown_time(
    start: Start, folder: Path, how: signal.Signals
) -> None:
    first = start()
    first.looks()
    status, said = first.stop(how)
    assert (status, said) == ((0, "") if how != signal.SIGKILL else (-how, ""))
    age(folder)
    second = start()
    until(lambda: noticed(folder, GAP) or None, second)
    (gap,) = noticed(folder, GAP)
    assert not gap.span.open
    assert gap.span.seconds >= 60
    assert noticed(folder, POWER_CUT) == []
    assert second.stop() == (0, "")


@linux
def test_a_clean_end_and_a_new_boot_ask_nothing(start: Start, folder: Path) -> None:
    first = start()
    first.looks()
    first.stop()
    age(folder)
    second = start("-c", REBOOTED, str(folder))
    until(lambda: noticed(folder, GAP) or None, second)
    assert second.stop() == (0, "")
    assert noticed(folder, POWER_CUT) == []


@linux
def test_a_park_has_one_monitor(start: Start, folder: Path) -> None:
    first = start()
    first.says("The monitor begins.")
    second = start()
    assert second.process.wait(PATIENCE) == 1
    _, said = second.stop()
    assert said == f"The park in {folder} is already being watched by a monitor.\n"
    assert first.process.poll() is None
    first.stop(signal.SIGKILL)
    start().says("The monitor begins.")  # the lock of a dead one is free


@linux
def test_a_plan_that_breaks_changes_nothing_and_a_new_one_is_followed(
    start: Start, folder: Path, abroad: NameServer
) -> None:
    monitor = start()
    monitor.says("The monitor begins.")
    broken = folder / "broken.toml"
    broken.write_text("[times\ninterval =", encoding="utf-8")
    broken.replace(folder / FILE)  # in one step: of a file half written the monitor may read an empty plan
    monitor.says("The file monitor.toml cannot be understood at line 1")
    asked = len(abroad.asked)
    until(lambda: len(abroad.asked) > asked or None, monitor)
    (folder / FILE).unlink()
    monitor.says("has no monitor.toml")
    plan(folder, abroad, "SCO", "PTCL")
    monitor.says("it is followed from now on")
    until(lambda: {one.watched.link for one in probes.states(folder)} == {"SCO", "PTCL"} or None, monitor)
    assert monitor.stop() == (0, "")


@linux
def test_without_a_plan_it_does_not_start(start: Start, folder: Path) -> None:
    (folder / FILE).write_text("[times]\ninterval = 0", encoding="utf-8")
    monitor = start()
    assert monitor.process.wait(PATIENCE) == 1
    _, said = monitor.stop()
    assert said.startswith(
        "In monitor.toml, times.interval must be a number of seconds from 1 to 3,600; “0” stands"
    )
    assert not (folder / PROBES).exists()


@linux
def test_a_damaged_file_of_samples_is_put_aside_and_a_new_one_begun(start: Start, folder: Path) -> None:
    with file_of_an_earlier_run(folder).open("r+b") as file:
        file.write(os.urandom(os.fstat(file.fileno()).st_size))
    second = start()
    second.says("was damaged. It is now called probes.db.damaged-")
    second.looks()
    assert len(list(folder.glob("probes.db.damaged-*"))) == 1
    assert second.stop() == (0, "")


@linux
def test_whoever_reads_its_lines_may_go(start: Start, folder: Path) -> None:
    monitor = start("-c", "import os, sys; ends = os.pipe(); os.dup2(ends[1], 1); os.closerange(3, 9); sys.argv[1:1] = ['--park']; sys.argv.append('monitor');"
                    "from stpdesk.__main__ import main; main()", str(folder))  # fmt: skip
    until(lambda: "begins" in log_of(folder) or None, monitor)
    assert monitor.stop(signal.SIGINT) == (0, "")


@linux
def test_a_file_that_opens_and_cannot_be_read_is_put_aside_too(start: Start, folder: Path) -> None:
    with file_of_an_earlier_run(folder).open("r+b") as file:  # all pages but the first
        file.seek(4096)
        file.write(os.urandom(os.fstat(file.fileno()).st_size - 4096))
    second = start()
    until(lambda: list(folder.glob("probes.db.damaged-*")) or None, second)
    second.says("was damaged. It is now called probes.db.damaged-")
    second.looks()
    assert second.stop() == (0, "")


@linux
def test_it_runs_without_a_console_and_as_one_json_document(start: Start, folder: Path) -> None:
    """As on Windows, where a program without a window has neither stdout nor stderr."""
    words = (
        "-c",
        "import os, sys; os.execv('/bin/sh', ['sh', '-c', 'exec \"$@\" >&- 2>&-', 'sh', *sys.argv[1:]])",
    )
    program = (sys.executable, "-P", "-m", "stpdesk", "--park", str(folder), "monitor")
    silent_one = start(*words, *program)
    until(lambda: "begins" in log_of(folder) or None, silent_one)
    assert silent_one.stop() == (0, "")
    told = start("-m", "stpdesk", "--park", str(folder), "--json", "monitor")
    until(lambda: log_of(folder).count("The monitor begins.") == 2 or None, told)
    assert told.stop() == (0, "")
    assert json.loads("".join(told.lines)) == {"watched": "GLT"}


@linux
def test_what_it_loads_is_little() -> None:
    """Each of these would take between 1 and 15 MB."""
    code = "import sys, stpdesk.cli.carry, stpdesk.cli.parser, stpdesk.cli.monitor, stpdesk.monitor.service; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    big = {
        "sqlite_utils",
        "openpyxl",
        "reportlab",
        "argon2",
        "nacl",
        "lxml",
        "asyncio",
        "filelock",
        "hashlib",
        "jeepney",
        "tomli_w",
        "sqlite3",
    }
    assert big & set(done.stdout.split()) == set()
