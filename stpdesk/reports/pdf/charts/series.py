"""Values in a row as points of a line: gaps stay gaps, a scale of round numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from stpdesk.reports.pdf import paths
from stpdesk.reports.pdf.paths import Point
from stpdesk.reports.pdf.sheet import Colour, Sheet

Values = Sequence[float | None]

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
GRIDLINES = 4
"""A scale has at most so many lines above its lowest."""


@dataclass(frozen=True, slots=True)
class Scale:
    """From the lowest to the highest line, `step` apart; all are round numbers."""

    low: float
    high: float
    step: float

    def at(self, value: float, bottom: float, height: float) -> float:
        """Where a value stands between `bottom` and `bottom + height`."""
        return bottom + height * (value - self.low) / (self.high - self.low)

    def lines(self) -> list[float]:
        """Every line, the lowest first."""
        return [self.low + at * self.step for at in range(round((self.high - self.low) / self.step) + 1)]


def scale(values: Sequence[float], spread: float, least: float, most: float) -> Scale:
    """The closest round scale that holds all values and at least a `spread`; it stays between `least` and `most`."""
    low, high = min(values), max(values)
    if high - low < spread:
        middle = min(max((low + high) / 2, least + spread / 2), most - spread / 2)
        low, high = min(low, middle - spread / 2), max(high, middle + spread / 2)
    step = _step((high - low) / GRIDLINES)
    while True:
        begin = max(floor(low / step + 1e-9) * step, least)
        end = min(ceil(high / step - 1e-9) * step, most)
        if (end - begin) / step <= GRIDLINES + 0.01:
            return Scale(begin, end, step)
        step = _step(step * 1.01)


def _step(least: float) -> float:
    """The next round number."""
    power = 10.0 ** floor(log10(least))
    return next(step * power for step in STEPS if step * power >= least - 1e-12)


def runs(values: Values) -> Iterator[range]:
    """Stretches of positions without a gap."""
    first = None
    for at, value in enumerate([*values, None]):
        if value is not None and first is None:
            first = at
        if value is None and first is not None:
            yield range(first, at)
            first = None


def draw_line(sheet: Sheet, points: Sequence[Point | None], colour: Colour, thick: float, dot: float) -> None:
    """A line through points, broken at gaps; a lone point and the last one are dots."""
    known = [point and point[1] for point in points]
    for stretch in runs(known):
        found = [point for at in stretch if (point := points[at])]
        if len(found) > 1:
            sheet.stroke(paths.lines(found), colour, thick)
        elif stretch[-1] != len(points) - 1:
            sheet.fill(paths.disc(*found[0], thick), colour)
    if points and (last := points[-1]):
        sheet.fill(paths.disc(*last, dot), Colour.GREEN)
