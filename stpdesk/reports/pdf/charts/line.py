"""Thirteen months as a line with its target: no filled area, for the scale need not begin at 0; labels never overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stpdesk.reports.figures.written import pct
from stpdesk.reports.pdf import paths
from stpdesk.reports.pdf.charts.series import Scale, Values, draw_line, scale
from stpdesk.reports.pdf.fonts import Weight
from stpdesk.reports.pdf.sheet import Colour, Sheet, Style, width
from stpdesk.reports.pdf.styles import MUTED, TICK

ENDS = Style(8.5, Weight.SEMIBOLD)
APART = 9.0
"""Labels stand at least so far from each other, base line to base line."""

SPREAD = 4.0
"""The scale shows at least so many points of percent: a tenth is no mountain."""

BENEATH = 14.0
"""Height of the months under the line."""


@dataclass(frozen=True, slots=True)
class Line:
    """`values` in percent under `labels`, one a month; a label that is empty is not printed."""

    labels: Sequence[str]
    values: Values
    target: float | None = None
    high: float = 110.0
    empty: str = "Nothing is known of these months."

    def height(self, width: float) -> float:  # noqa: ARG002  # the same in any
        """As asked."""
        return self.high

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:
        """Scale, target, line, and the values at its ends."""
        known = [value for value in self.values if value is not None]
        if not known:
            sheet.text(left, top - MUTED.size - 4, self.empty, MUTED, sentence=True)
            return
        levels = scale([*known, *([self.target] if self.target is not None else [])], SPREAD, 0.0, 100.0)
        plot = _Plot(sheet, levels, left, top, width, self)
        plot.draw_scale()
        plot.draw_months()
        plot.draw_target()
        plot.draw_values()


class _Plot:
    """Where everything stands in one drawing."""

    def __init__(self, sheet: Sheet, levels: Scale, left: float, top: float, wide: float, line: Line) -> None:
        self._sheet, self._levels, self._line = sheet, levels, line
        self._target = "" if line.target is None else f"target {_percent(line.target)}"
        ticks = [(_percent(level), TICK) for level in levels.lines()]
        at_left = max(width(text, style) for text, style in [*ticks, (self._first(), ENDS)]) + 6
        texts = [(self._target, TICK), (self._last(), ENDS)]
        at_right = max(width(text, style) for text, style in texts) + 6
        self._left, self._right = left + at_left, left + wide - at_right
        self._edge = left
        self._bottom = top - line.high + BENEATH
        self._high = line.high - BENEATH - 6

    def _first(self) -> str:
        """The first month's value as it is printed at the beginning of the line."""
        value = self._line.values[0]
        return "" if value is None or len(self._line.values) < 2 else pct(value)

    def _last(self) -> str:
        """This month's value as it is printed at the end of the line."""
        value = self._line.values[-1]
        return "" if value is None else pct(value)

    def _y(self, value: float) -> float:
        """Where a value stands."""
        return self._levels.at(value, self._bottom, self._high)

    def _x(self, at: int) -> float:
        """Where a month stands."""
        return self._left + (self._right - self._left) * at / max(len(self._line.values) - 1, 1)

    def draw_scale(self) -> None:
        """Hairlines at round numbers, named at the left but where the first value stands."""
        first = self._line.values[0] if self._first() else None
        for level in self._levels.lines():
            y = self._y(level)
            self._sheet.rule(self._left, self._right, y, Colour.LINE, 0.35)
            if first is None or abs(self._y(first) - y) >= APART:
                self._sheet.text_right(self._left - 6, y - TICK.size * 0.36, _percent(level), TICK)

    def draw_months(self) -> None:
        """The months beneath; the first begins and the last ends at the edge of the line, none touches another."""
        count, until = len(self._line.labels), self._edge
        base = self._bottom - BENEATH + 3
        last = self._line.labels[-1]
        final = self._right - width(last, TICK) if count > 1 else self._right
        for at, label in enumerate(self._line.labels[:-1]):
            wide = width(label, TICK)
            x = self._left if at == 0 else self._x(at) - wide / 2
            if label and x >= until and x + wide + 4 <= final:
                self._sheet.text(x, base, label, TICK)
                until = x + wide + 4
        self._sheet.text(max(final, self._left), base, last, TICK)

    def draw_target(self) -> None:
        """A dashed line; its name stands at the right, clear of the last value."""
        target = self._line.target
        if target is None:
            return
        y = self._y(target)
        self._sheet.stroke(paths.line(self._left, y, self._right, y), Colour.TEXT, 0.6, "3 2")
        base, last = y - TICK.size * 0.36, self._line.values[-1]
        if last is not None and abs(self._y(last) - y) < APART:
            base = self._clear(y, self._y(last))
        self._sheet.text(self._right + 6, base, self._target, TICK)

    def _clear(self, target: float, last: float) -> float:
        """The base line of the target's name beside the last value: on its own side, if there is room."""
        below = last - ENDS.size * 0.36 - APART
        above = last - ENDS.size * 0.36 + APART
        wanted = below if target <= last else above
        if wanted < self._bottom - 2:
            return above
        return below if wanted > self._bottom + self._high else wanted

    def draw_values(self) -> None:
        """The line, and the values at its two ends, outside of it."""
        values = self._line.values
        points = [None if value is None else (self._x(at), self._y(value)) for at, value in enumerate(values)]
        draw_line(self._sheet, points, Colour.GREEN, 1.6, 2.4)
        first, last = points[0], points[-1]
        if last:
            self._sheet.text(self._right + 6, last[1] - ENDS.size * 0.36, self._last(), ENDS)
        if first:
            self._sheet.text_right(self._left - 6, first[1] - ENDS.size * 0.36, self._first(), ENDS)


def _percent(value: float) -> str:
    """A level or a target: `90 %`, `87.5 %`."""
    return f"{value:.0f} %" if abs(value - round(value)) < 0.05 else f"{value:.1f} %"
