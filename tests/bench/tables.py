"""The table of all lists: a key typed into the filter, a sort, a million rows; from the event to the painted rows."""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is loaded

import gc
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from stpdesk.actions.session import Session
from stpdesk.db.park import Park
from stpdesk.ui import theme
from stpdesk.ui.desk import Desk
from stpdesk.ui.tables import Table
from tests.bench._lines import Lines, seconds
from tests.ui import listed
from tests.ui.conftest import PASSWORD, USER, clock

MANY, MOST = 100_000, 1_000_000
TYPED = "first 13"
ROUNDS = 5
MB = 1024 * 1024
WAITING = QEventLoop.ProcessEventsFlag.WaitForMoreEvents


class Painted(QObject):
    """Sees when rows are painted that were asked for: the first of them, and all."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self.done = 0.0
        self._new = False
        table.model.replaced.connect(self._came)
        table.view.viewport().installEventFilter(self)

    def _came(self) -> None:
        self._new = True

    def eventFilter(self, _seen: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """A paint of new rows: its end is the next turn of the loop."""
        if event.type() is QEvent.Type.Paint and self._new:
            self._new = False
            QApplication.instance().postEvent(self, QEvent(QEvent.Type.User))  # type: ignore[union-attr]
        return False

    def event(self, event: QEvent) -> bool:
        """The paint is over; what is painted later is no more than the rest."""
        if event.type() is QEvent.Type.User and not self.done:
            self.done = time.perf_counter()
        return super().event(event)


def until(true: Callable[[], object]) -> None:
    """Lets the window live until something is so."""
    while not true():
        QCoreApplication.processEvents(WAITING)


def milliseconds(table: Table, painted: Painted, act: Callable[[], object]) -> float:
    """From an act to the rows it brings, painted; ends when all are there."""
    painted.done = 0.0
    begun = time.perf_counter()
    act()
    until(lambda: painted.done and table.model.settled)
    return (painted.done - begun) * 1000


def told(error: BaseException) -> None:
    """Ends the benchmark."""
    print(f"{type(error).__name__}: {error}")
    os._exit(2)


def memory() -> float:
    """Megabytes this process holds."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text("utf-8").split()[1])
    return pages * os.sysconf("SC_PAGESIZE") / MB


def opened(folder: Path) -> Desk:
    """A desk with the park on it."""
    desk = Desk()
    for failed in (desk.crashed, desk.refused):
        failed.connect(told)

    def session() -> Session:
        park = Park.open(folder, user=USER, password=PASSWORD, write=True, clock=clock)
        return Session(park, park.actor, clock)

    desk.open(desk, session)
    until(lambda: desk.park)
    return desk


def shown(desk: Desk) -> tuple[Table, Painted]:
    """The list on the screen, not yet read."""
    table = Table(desk, listed.listing())
    table.resize(1366, 768)
    table.show()
    painted = Painted(table)
    QCoreApplication.processEvents()
    return table, painted


def many(lines: Lines, folder: Path) -> None:
    """100,000 rows: each key of a filter typed, each column sorted both ways; the worst of the best."""
    desk = opened(folder)
    table, painted = shown(desk)
    print(f"{MANY} rows, first paint: {milliseconds(table, painted, table.refresh):.0f} ms")
    keys: dict[str, list[float]] = {}
    sorts: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        for at, letter in enumerate(TYPED):
            took = milliseconds(table, painted, partial(QTest.keyClicks, table.finder.line, letter))
            keys.setdefault(TYPED[: at + 1], []).append(took)
            QTest.qWait(150)  # the sums settle
        milliseconds(table, painted, lambda: QTest.keyClick(table.finder.line, Qt.Key.Key_Escape))
        for column in (1, 3, 5, 6, 0):
            for turn in ("", " turned"):
                took = milliseconds(table, painted, partial(table.sort_by, column))
                sorts.setdefault(table.model.order + turn, []).append(took)
    for what, limit, found in (("filter keystroke", 50, keys), ("sort", 100, sorts)):
        worst = max(found, key=lambda name: min(found[name]))
        lines.most(
            f"{what} to painted rows, {MANY} rows, the worst (“{worst}”)", min(found[worst]), limit, "ms"
        )
        every = sorted(min(times) for times in found.values())
        print(f"  the middle one {every[len(every) // 2]:.0f} ms")
    bare(desk, table)
    table.close()
    desk.close()


def bare(desk: Desk, table: Table) -> None:
    """What the same costs by itself, so that a busy computer is seen: the keys of a filter, and one painting."""
    session = desk._session
    assert session is not None
    with session.park.reading() as db:
        key = min(
            seconds(partial(listed.keys, db, sort="code", descending=False, text=TYPED)) for _ in range(5)
        )
    paint = min(seconds(table.view.viewport().repaint) for _ in range(5))
    print(f"  the keys of a filter alone {key * 1000:.0f} ms, one painting alone {paint * 1000:.0f} ms")


def most(lines: Lines, folder: Path) -> None:
    """1,000,000 rows: first paint, and what it takes in memory."""
    desk = opened(folder)
    table, painted = shown(desk)
    before = memory()
    begun = time.perf_counter()
    table.refresh()
    until(lambda: len(table.model.keys) == MOST)
    took = (time.perf_counter() - begun) * 1000
    until(lambda: table.view.verticalScrollBar().maximum() > MOST)
    begun = time.perf_counter()
    QTest.keyClick(table.view, Qt.Key.Key_End)
    until(lambda: table.model.here(MOST - 1))
    end = (time.perf_counter() - begun) * 1000
    print(f"{MOST} rows, all keys there: {took:.0f} ms; the last row on End: {end:.0f} ms")
    lines.most(f"memory of {MOST} rows", memory() - before, 100, "MB")
    table.close()
    table.deleteLater()
    best = []
    for _ in range(ROUNDS):
        table, painted = shown(desk)
        begun = time.perf_counter()
        table.refresh()
        until(lambda painted=painted: painted.done)  # type: ignore[misc]
        best.append((painted.done - begun) * 1000)
        until(lambda table=table: len(table.model.keys) == MOST)  # type: ignore[misc]
        table.close()
        table.deleteLater()
    lines.most(f"{MOST} rows, first paint", min(best), 250, "ms")
    desk.close()


def main() -> None:
    """Prints the times against their limits."""
    lines = Lines()
    app = QApplication([])
    theme.load_fonts()
    theme.apply(app, theme.LIGHT, 100)
    beat = QTimer(interval=20)
    beat.start()  # so that waiting for an event ends
    with tempfile.TemporaryDirectory() as place:
        many(lines, listed.make(Path(place) / "many", MANY))
        most(lines, listed.make(Path(place) / "most", MOST))
    lines.end()
