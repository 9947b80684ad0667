"""Ten years of outages panned on the screen for 1,000 frames, beside an empty widget of the same size."""

from __future__ import annotations

import gc
import os
import random
import time

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is loaded

from dataclasses import replace
from datetime import date

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from stpdesk.core.civil import midnight
from stpdesk.core.spans import Span, union
from stpdesk.core.timeline import DAY
from stpdesk.ui import theme
from stpdesk.ui.outages.lanes import FEED, PLAN, WORK, Lane, Seen
from stpdesk.ui.outages.timeline import Timeline
from tests.bench._lines import Lines

NOW = midnight(date(2026, 1, 1))
BEGINS = midnight(date(2016, 1, 1))
FRAMES = 1_000
MARKS = 3_000
"""Outages a lane over the ten years."""
LENGTHS = (("ten years", 3653), ("five years", 1826), ("a year", 366), ("a month", 31))


class Empty(QWidget):
    """The floor: a widget that is filled and nothing else."""

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  # Qt's own name
        """One colour."""
        QPainter(self).fillRect(self.rect(), theme.tokens().surface)


def seen() -> Seen:
    """Eight lanes of ten years."""
    dice = random.Random(7)
    whole = [Span(BEGINS, NOW)]

    def marks(count: int, longest: int) -> list[Span]:
        starts = (dice.randrange(BEGINS, NOW - DAY) for _ in range(count))
        return union(Span(at, at + dice.randrange(120, longest)) for at in starts)

    feeds = [
        Lane(name, name, FEED, marks(MARKS, 7200), marks(MARKS // 20, 7200), whole)
        for name in ("Power", "At tenants", "SCO", "PTCL", "SAT")
    ]
    works = [Lane(name, name, WORK, marks(MARKS, 7200), counted=whole) for name in ("Generator", "UPS")]
    return Seen(
        Span(BEGINS, NOW),
        NOW,
        BEGINS,
        (*feeds, *works, Lane("announced", "Announced", PLAN, marks(MARKS, 7200))),
    )


def panned(line: Timeline, days: float) -> tuple[float, float]:
    """Seconds of processor time a frame, the mean and the worst; the columns of the first frame are worked out before."""
    line.show_length(days)
    if line.view is None:
        raise ValueError("nothing is shown")
    line.view = replace(line.view, start=line.view.first).bounded()
    line.repaint()
    pixels = max(1.0, (line.view.last - line.view.end) / line.view.pace / FRAMES)
    step = min(pixels, 12.0)  # a drag or a held key: no more pixels a frame than that
    took: list[float] = []
    gc.disable()  # as in the program, which collects while nothing is painted
    for frame in range(FRAMES):
        begun = time.process_time()
        way = step if days < 3000 or frame % 2 else -step
        line.turn(line.view.pan(way))
        line.repaint()
        took.append(time.process_time() - begun)
    gc.enable()
    return sum(took) / FRAMES, max(took)


def main() -> None:
    """Prints the ratios."""
    app = QApplication.instance() or QApplication(["stpdesk", *theme.STYLE])
    if not isinstance(app, QApplication):
        raise TypeError("a window needs an application with widgets")
    theme.load_fonts()
    theme.apply(app, theme.LIGHT, 100)
    lines = Lines()
    line, empty = Timeline(), Empty()
    for one in (line, empty):
        one.resize(1130, 280)
        one.show()
    while not (line.isVisible() and line.windowHandle().isExposed() and empty.windowHandle().isExposed()):
        app.processEvents()
    line.show_seen(seen())
    empty.repaint()
    begun = time.process_time()
    for _ in range(FRAMES):
        empty.repaint()
    floor = (time.process_time() - begun) / FRAMES
    print(f"an empty widget of the same size: {floor * 1000:.2f} ms a frame", flush=True)
    for name, days in LENGTHS:
        mean, worst = panned(line, days)
        print(
            f"  {name}: {mean / floor:.1f} times the empty widget, the worst frame {worst * 1000:.1f} ms",
            flush=True,
        )
        lines.most(f"a frame while {name} are panned", mean * 1000, 16, "ms")
    lines.end()


if __name__ == "__main__":
    main()
