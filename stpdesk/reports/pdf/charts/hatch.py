"""Patterns that tell states apart without colour: they read in grey and on any printer."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from stpdesk.reports.pdf import paths
from stpdesk.reports.pdf.sheet import Colour, Sheet

APART = 3.2
"""Points between lines or dots of a pattern."""

Place = tuple[float, float, float, float]
"""Left, bottom, width, height."""


class Hatch(Enum):
    """What fills a place."""

    NONE = "none"
    STRIPES = "stripes"
    DOTS = "dots"
    CROSSES = "crosses"


def draw_hatch(sheet: Sheet, hatch: Hatch, place: Place, colour: Colour) -> None:
    """A pattern inside a rectangle, cut at its edges."""
    if hatch is Hatch.DOTS:
        left, bottom, wide, high = place
        across, up = int(wide / APART), int(high / APART)
        dots = [
            paths.disc(left + (x + 0.5) * wide / across, bottom + (y + 0.5) * high / up, 0.55)
            for x in range(across)
            for y in range(up)
        ]
        if dots:
            sheet.fill(" ".join(dots), colour)
    elif hatch is not Hatch.NONE:
        lines = [*_slanted(place)]
        if hatch is Hatch.CROSSES:
            left, _, wide, _ = place
            lines += [(2 * left + wide - a, b, 2 * left + wide - c, d) for a, b, c, d in lines]
        if lines:
            sheet.stroke(" ".join(paths.line(*line) for line in lines), colour, 0.45)


def _slanted(place: Place) -> Iterator[Place]:
    """Lines from lower left to upper right, where they meet the edges of a rectangle."""
    left, bottom, wide, high = place
    step = APART * 1.41
    for number in range(1, int((wide + high) / step) + 1):
        over = number * step
        begin_x, begin_y = max(over - high, 0.0), min(over, high)
        end_x, end_y = min(over, wide), max(over - wide, 0.0)
        yield left + begin_x, bottom + high - begin_y, left + end_x, bottom + high - end_y
