"""Spans of time on a common axis, a lane for each service, link or lease."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stpdesk.reports.pdf import paths
from stpdesk.reports.pdf.charts.hatch import Hatch, draw_hatch
from stpdesk.reports.pdf.fitting import shorten
from stpdesk.reports.pdf.fonts import Weight
from stpdesk.reports.pdf.sheet import Colour, Sheet, Style, width
from stpdesk.reports.pdf.styles import BODY, TICK

AXIS = 14.0
"""Height of the line of ticks."""

THICK = 0.55
"""A bar takes so much of its lane."""

APART = 0.7
"""Between bars that follow each other."""

WORD = Style(6.2, Weight.SEMIBOLD, Colour.WHITE)


@dataclass(frozen=True, slots=True)
class Bar:
    """From `start` to `end` in the axis' measure; `word` is printed inside where it fits."""

    start: float
    end: float
    colour: Colour = Colour.GREEN
    hatch: Hatch = Hatch.NONE
    word: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """A name and its bars; `shown` stands at the right."""

    name: str
    bars: Sequence[Bar]
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Lanes from `start` to `end`; `ticks` are places on the axis with their labels, `now` a line across."""

    start: float
    end: float
    lanes: Sequence[Lane]
    ticks: Sequence[tuple[float, str]]
    now: float | None = None
    row: float = 16.0

    def height(self, width: float) -> float:  # noqa: ARG002  # the same in any
        """The axis and every lane."""
        return AXIS + self.row * len(self.lanes)

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:
        """Ticks above, names at the left, bars between."""
        begins, ends = left + self._names(width), left + width - self._shown()
        bottom = top - self.height(width)
        self._draw_ticks(sheet, begins, ends, top, bottom)
        top -= AXIS
        for lane in self.lanes:
            base = top - self.row / 2 - BODY.size * 0.36
            sheet.text(left, base, shorten(lane.name, BODY, begins - left - 6), BODY)
            sheet.text_right(left + width, base, lane.shown, BODY)
            for bar in lane.bars:
                self._draw_bar(sheet, bar, begins, ends, top)
            top -= self.row
            sheet.rule(left, left + width, top, Colour.LINE, 0.35)
        if self.now is not None and self.start <= self.now <= self.end:
            x = self._x(self.now, begins, ends)
            sheet.stroke(
                paths.line(x, bottom, x, bottom + self.row * len(self.lanes)), Colour.TEXT, 0.6, "2 2"
            )

    def _names(self, wide: float) -> float:
        """The room for the names."""
        return min(max((width(lane.name, BODY) for lane in self.lanes), default=0.0) + 8, wide * 0.3)

    def _shown(self) -> float:
        """The room at the right."""
        widest = max((width(lane.shown, BODY) for lane in self.lanes), default=0.0)
        return widest + 8 if widest else 0.0

    def _x(self, value: float, begins: float, ends: float) -> float:
        """Where a moment stands; what lies outside stands at the edge."""
        inside = min(max(value, self.start), self.end)
        return begins + (ends - begins) * (inside - self.start) / max(self.end - self.start, 1e-9)

    def _draw_ticks(self, sheet: Sheet, begins: float, ends: float, top: float, bottom: float) -> None:
        """Hairlines down, their labels above, none over another."""
        until = begins - 20
        for value, label in self.ticks:
            x = self._x(value, begins, ends)
            wide = width(label, TICK)
            at = min(max(x - wide / 2, begins), ends - wide)
            sheet.stroke(paths.line(x, top - AXIS, x, bottom), Colour.LINE, 0.35)
            if at >= until:
                sheet.text(at, top - AXIS + 5, label, TICK)
                until = at + wide + 4

    def _draw_bar(self, sheet: Sheet, bar: Bar, begins: float, ends: float, top: float) -> None:
        """One span; nothing that lies outside, and nothing too short to be seen."""
        if bar.end <= self.start or bar.start >= self.end:
            return
        x = self._x(bar.start, begins, ends)
        long = max(self._x(bar.end, begins, ends) - x - APART, 0.8)
        high = self.row * THICK
        place = (x, top - self.row / 2 - high / 2, long, high)
        if bar.hatch is Hatch.NONE:
            sheet.fill(paths.box(*place), bar.colour)
        else:
            sheet.fill(paths.box(*place), Colour.SOFT)
            draw_hatch(sheet, bar.hatch, place, bar.colour)
            sheet.stroke(paths.box(*place), bar.colour, 0.5)
        if bar.word and bar.hatch is Hatch.NONE and width(bar.word, WORD) + 4 <= long:
            sheet.text(x + 2, top - self.row / 2 - WORD.size * 0.36, bar.word, WORD)
