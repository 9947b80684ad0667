"""The window while 200 invoices become one PDF: its turns, how long it takes, what the other process needs; and the same on a thread.

A turn is the time between two ticks of a timer, by the clock; beside it, its processor time (also that of the process's threads,
for which a turn waits): on a busy computer that is the truer one.
"""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is loaded

import re
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtWidgets import QWidget

from stpdesk.actions.billing import issue_run
from stpdesk.actions.session import Session
from stpdesk.apart.papers import issued
from stpdesk.app import SWITCH, Program, application
from stpdesk.core.months import Month
from stpdesk.ui.apart import apart_of
from tests.bench._lines import Lines
from tests.bench._parks import make, opened

MONTH = Month(2026, 1)
TENANTS = 200
FRAME = 16
"""Milliseconds."""


class Turns:
    """A person works: the run's list is painted anew at every turn, as often as Qt lets it. Keeps how long each turn took."""

    def __init__(self, seen: QWidget) -> None:
        self.took: list[tuple[float, float]] = []
        self._seen = seen
        self._last = time.perf_counter(), time.process_time()
        self._timer = QTimer(interval=4)
        self._timer.timeout.connect(self._turn)
        self._timer.start()

    def _turn(self) -> None:
        self._seen.repaint()
        now = time.perf_counter(), time.process_time()
        self.took.append((now[0] - self._last[0], now[1] - self._last[1]))
        self._last = now

    def told(self, what: str, lines: Lines | None = None) -> None:
        """The middle, 95 of 100 and the worst; against a frame where there are lines for it."""
        self._timer.stop()
        for at, kind in ((0, "clock"), (1, "processor")):
            took = sorted(turn[at] * 1000 for turn in self.took)
            words = f"{what}, {len(took)} turns by the {kind}: middle {took[len(took) // 2]:.1f}, 95 of 100"
            words = f"{words} {took[int(len(took) * 0.95)]:.1f}, worst"
            if lines is not None:
                lines.most(words, took[-1], FRAME, "ms")
            else:
                print(f"{words} {took[-1]:.1f} ms", flush=True)


Begin = Callable[[Callable[[Any], None]], object]


class Desktop:
    """The window with the run of the park before it."""

    def __init__(self, place: Path, folder: Path) -> None:
        self._app = application()
        sys.setswitchinterval(SWITCH)
        self.program = Program(self._app, place / "window.json")
        self.desk, window = self.program.desk, self.program.window
        window.resize(1366, 768)
        window.show()
        opening: list[object] = []
        self.desk.opened.connect(opening.append)
        self.desk.open(window, lambda: opened(folder))
        self._until(lambda: bool(opening))
        window.show_face(window.workspace)
        window.go("billing")
        self._rest()
        screen: Any = window.screen_of("billing")
        screen.show_thing("run")
        self._until(lambda: len(screen.part("run").rows) == TENANTS)
        self.list: QWidget = screen.part("run").table.view.viewport()
        self._rest(5)  # modules of other screens are loaded ahead

    def _until(self, there: Callable[[], bool], look: Callable[[], None] | None = None) -> None:
        while not there():
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
            if look is not None:
                look()

    def _rest(self, seconds: float = 1) -> None:
        until = time.perf_counter() + seconds
        self._until(lambda: time.perf_counter() > until and not self.desk.busy and not self.desk.waiting)

    def during(self, begin: Begin, look: Callable[[], None] | None = None) -> tuple[Turns, float]:
        """Turns from the start of something to its answer, and seconds of all."""
        heard: list[Any] = []
        begun, turns = time.perf_counter(), Turns(self.list)
        begin(heard.append)
        self._until(lambda: bool(heard), look)
        if isinstance(heard[0], Exception):
            raise heard[0]
        return turns, time.perf_counter() - begun


def measured(desktop: Desktop, lines: Lines) -> None:
    """The run is issued, then printed both ways."""
    desk, memory = desktop.desk, [0.0]

    def issue(session: Session) -> Any:
        return issue_run(session, MONTH)

    idle, _ = desktop.during(lambda heard: QTimer.singleShot(2000, lambda: heard(None)))
    idle.told("with nothing beside it")
    turns, took = desktop.during(lambda heard: desk.act(desk, issue, heard, refused=heard))
    print(f"{TENANTS} invoices issued: {took:.2f} s")
    turns.told("while they are issued and told to the screens")
    on_thread = partial(issued, month=MONTH, told=lambda *_: None)
    turns, took = desktop.during(lambda heard: desk.aside(desk, on_thread, heard, refused=heard))
    print(f"one PDF of them on a thread of the window: {took:.2f} s")
    turns.told("beside a thread")

    apart, work = apart_of(desk), partial(issued, month=MONTH)

    def look() -> None:
        for order in apart.orders:
            with suppress(OSError):
                status = Path(f"/proc/{order.number}/status").read_text()
                if (high := re.search(r"VmHWM:\s+(\d+)", status)) is not None:
                    memory[0] = max(memory[0], int(high[1]) / 1024)

    turns, took = desktop.during(lambda heard: apart.make(desk, work, heard, refused=heard), look)
    print(f"one PDF of them in a process of its own: {took:.2f} s, which needs {memory[0]:.0f} MB at most")
    turns.told("beside that process", lines)


def main() -> None:
    """Prints each; the turns beside the process against a frame."""
    lines = Lines()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "park"
        make(folder, TENANTS)
        desktop = Desktop(Path(place), folder)
        measured(desktop, lines)
        desktop.program.window.leave()
        desktop.desk.close()
    lines.end()
