"""The monitor at rest: memory, and its share of one core, as a process with the usual times and three links on loopback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from stpdesk.core.outages import Link
from stpdesk.core.watch_settings import FILE, plan_for
from stpdesk.db import probes
from stpdesk.db.plan_file import text
from tests.bench._lines import ROOT, Lines
from tests.monitor.answerers import NameServer, answers

LINKS = ("SCO", "PTCL", "Fiber")
REST = 60
"""Seconds that are measured: two looks at each link, four heartbeats, a dozen polls of a UPS that is not there."""


def write_plan(folder: Path, abroad: list[NameServer]) -> None:
    """The usual times; every link asks the same three targets."""
    settings: dict[str, object] = {"ups.name": "park", "ups.port": 9}
    for code in LINKS:
        settings |= {f"link.{code}.{key}": "" for key in ("gateway", "domestic", "portal")}
        settings |= {f"link.{code}.resolver": abroad[0].address}
        settings |= {f"link.{code}.foreign": [server.address for server in abroad]}
    plan = plan_for("GLT", [Link(code, code) for code in LINKS], settings)
    (folder / FILE).write_text(text(plan), encoding="utf-8")


def spent(process: subprocess.Popen[bytes]) -> float:
    """Seconds of processor time a process has used so far."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def held(process: subprocess.Popen[bytes]) -> float:
    """MB of memory it holds."""
    pages = int(Path(f"/proc/{process.pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGESIZE") / 1_000_000


def main() -> None:
    """Prints both against their limits."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        abroad = [stack.enter_context(NameServer(answers(), f"127.0.0.{last}")) for last in (2, 3, 4)]
        write_plan(folder, abroad)
        words = [sys.executable, "-P", "-m", "stpdesk", "--park", str(folder), "monitor"]
        process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL)
        stack.callback(process.wait)
        stack.callback(process.send_signal, signal.SIGTERM)
        while len(probes.states(folder)) < len(LINKS):
            time.sleep(0.1)
        begun, before = time.monotonic(), spent(process)
        time.sleep(REST)
        share = (spent(process) - before) / (time.monotonic() - begun)
        lines = Lines()
        lines.most("the monitor's memory", held(process), 30, "MB")
        lines.most("the monitor's share of a core", 100 * share, 1, "%")
        lines.end()
