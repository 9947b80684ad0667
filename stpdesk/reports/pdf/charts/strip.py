"""Availability day by day: a row for each service, a cell for each day with its minutes, the month's percentage at the right.

Longer is darker, so it reads in grey; only a percentage below its target is red, after ▼.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from stpdesk.reports.pdf import paths
from stpdesk.reports.pdf.charts.hatch import Hatch, draw_hatch
from stpdesk.reports.pdf.fitting import fitted, shorten
from stpdesk.reports.pdf.fonts import Weight
from stpdesk.reports.pdf.sheet import Colour, Sheet, Style, width
from stpdesk.reports.pdf.styles import BODY, LABEL, STRONG, TICK

DAYS = 13.0
"""Height of the line of days."""

BETWEEN = 0.9
"""Between cells."""

SHADES = ((30, "0.957 0.827 0.584"), (120, "0.898 0.69 0.333"), (360, "0.82 0.565 0.18"))
DARKEST = "0.478 0.271 0"
"""Up to so many minutes, the shade; and what is longer."""

DARK = 360
"""Minutes from which figures stand white in their cell."""

UNKNOWN = 0.32
"""So much of a cell's height is hatched where nobody could tell for a part of the day; never under figures."""

MINUTES = 5.6
"""Points of the figures in the cells, at most."""


@dataclass(frozen=True, slots=True)
class Day:
    """One cell: minutes down (None: the day has not come, or nothing was in service), as they are printed."""

    minutes: float | None
    shown: str = ""
    unknown: bool = False
    """nobody could tell for a part of it"""


@dataclass(frozen=True, slots=True)
class Lane:
    """One service: its days, and its percentage as printed."""

    name: str
    days: Sequence[Day]
    shown: str
    missed: bool = False


@dataclass(frozen=True, slots=True)
class Strip:
    """Lanes over the same days; `row` is the height of one."""

    days: Sequence[date]
    lanes: Sequence[Lane]
    row: float = 14.0
    heading: str = "Availability"

    def height(self, width: float) -> float:  # noqa: ARG002  # the same in any
        """The days and every lane."""
        return DAYS + self.row * len(self.lanes)

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:
        """Days above, names at the left, percentages at the right."""
        names, figures = self._names(width), self._figures()
        begins, ends = left + names, left + width - figures
        step = (ends - begins) / max(len(self.days), 1)
        base = top - DAYS + 4.5
        for at, day in enumerate(self.days):
            style = TICK if day.weekday() >= 5 else TICK.coloured(Colour.TEXT)
            sheet.text_centred(
                begins + (at + 0.5) * step, base, str(day.day), style.sized(min(6.4, step * 0.55))
            )
        sheet.text_right(left + width, base, self.heading, LABEL)
        top -= DAYS
        for lane in self.lanes:
            middle = top - self.row / 2
            name = shorten(lane.name, BODY, names - 6)
            sheet.text(left, middle - BODY.size * 0.36, name, BODY)
            for at, cell in enumerate(lane.days):
                _draw_day(sheet, cell, (begins + at * step, top - self.row, step, self.row))
            _draw_share(sheet, lane, left + width, middle)
            top -= self.row

    def _names(self, wide: float) -> float:
        """The room for the names."""
        longest = max((width(lane.name, BODY) for lane in self.lanes), default=0.0)
        return min(longest + 8, wide * 0.2)

    def _figures(self) -> float:
        """The room for the percentages."""
        texts = [width(lane.shown, STRONG) for lane in self.lanes]
        return max([*texts, width(self.heading, LABEL) - 10], default=0.0) + 16


def _draw_day(sheet: Sheet, day: Day, place: tuple[float, float, float, float]) -> None:
    """A cell, as dark as the outage was long, with its minutes."""
    left, bottom, wide, high = place
    inner = (left + BETWEEN / 2, bottom + BETWEEN / 2, wide - BETWEEN, high - BETWEEN)
    if day.minutes is None and not day.unknown:
        sheet.text_centred(left + wide / 2, bottom + high / 2 - TICK.size * 0.36, day.shown, TICK)
        return
    sheet.fill(paths.box(*inner), _shade(day.minutes or 0))
    band = high * UNKNOWN if day.unknown else 0.0
    if band:
        place = (inner[0], inner[1], inner[2], band)
        sheet.fill(paths.box(*place), Colour.WHITE)
        draw_hatch(sheet, Hatch.STRIPES, place, Colour.TEXT)
    if day.shown:
        light = (day.minutes or 0) >= DARK
        style = Style(MINUTES, Weight.SEMIBOLD, Colour.WHITE if light else Colour.TEXT)
        style = fitted(day.shown, style, inner[2] - 0.4)
        middle = bottom + (high + band) / 2
        sheet.text_centred(left + wide / 2, middle - style.size * 0.36, day.shown, style)


def _shade(minutes: float) -> str:
    """From the pale of a day without outage to the darkest."""
    if minutes <= 0:
        return Colour.SOFT
    return next((shade for most, shade in SHADES if minutes < most), DARKEST)


def _draw_share(sheet: Sheet, lane: Lane, right: float, middle: float) -> None:
    """The month's percentage; red after ▼ where it is below its target."""
    base = middle - STRONG.size * 0.36
    style = STRONG.coloured(Colour.RED) if lane.missed else STRONG
    sheet.text_right(right, base, lane.shown, style)
    if lane.missed:
        side = STRONG.size * 0.6
        sheet.fill(paths.below(right - width(lane.shown, style) - side - 3, base + 0.4, side), Colour.RED)
