"""A floor to scale: each unit a rectangle with its state as a pattern in a clear band, its code and words fitted inside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from stpdesk.reports.pdf import paths
from stpdesk.reports.pdf.charts.hatch import Hatch, Place, draw_hatch
from stpdesk.reports.pdf.fitting import shorten, wrap
from stpdesk.reports.pdf.fonts import Weight
from stpdesk.reports.pdf.script import clean
from stpdesk.reports.pdf.sheet import Colour, Sheet, Style, width
from stpdesk.reports.pdf.styles import LABEL

BAND = 6.0
"""Height of the pattern at a unit's foot."""

INSIDE = 3.0
"""Between a unit's outline and its words."""

SMALLEST, LARGEST = 5.0, 8.5
CODE_LEAST = 6.5
"""A unit's code is set no smaller, whatever is said below it."""
LEGEND = 18.0


class State(Enum):
    """What a unit is: its word in the legend, its pattern, its filling, whether its outline is dashed."""

    VACANT = ("vacant", Hatch.NONE, Colour.WHITE, True)
    OCCUPIED = ("let", Hatch.NONE, Colour.SOFT, False)
    ENDING = ("lease ends soon", Hatch.STRIPES, Colour.SOFT, False)
    ARREARS = ("in arrears", Hatch.DOTS, Colour.SOFT, False)
    REPAIR = ("under repair", Hatch.CROSSES, Colour.WHITE, False)
    KEPT = ("not lettable", Hatch.NONE, Colour.LINE, False)

    @property
    def word(self) -> str:
        """As the legend says it."""
        return self.value[0]

    @property
    def hatch(self) -> Hatch:
        """The pattern in its band."""
        return self.value[1]

    @property
    def filling(self) -> Colour:
        """Behind its words."""
        return self.value[2]

    @property
    def dashed(self) -> bool:
        """Whether its outline is broken."""
        return self.value[3]


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit in the plan's own measures, `y` downward as it is drawn on the screen; `lines` stand under its code."""

    code: str
    x: float
    y: float
    wide: float
    high: float
    state: State
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A floor as large as its width and `most` points of height allow; `empty` where it has no unit with a place."""

    units: Sequence[Unit]
    most: float = 480.0
    empty: str = "No unit of this floor has a place on the plan."

    def height(self, width: float) -> float:
        """The drawing and its legend."""
        if not self.units:
            return LABEL.leading
        return self._scale(width) * self._extent()[3] + LEGEND

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:
        """Every unit, then what the patterns mean."""
        if not self.units:
            sheet.text(left, top - LABEL.size, self.empty, LABEL)
            return
        x, y, wide, high = self._extent()
        scale = self._scale(width)
        left_over = (width - wide * scale) / 2
        for unit in self.units:
            place = (
                left + left_over + (unit.x - x) * scale,
                top - (unit.y - y + unit.high) * scale,
                unit.wide * scale,
                unit.high * scale,
            )
            _draw_unit(sheet, unit, place)
        present = {unit.state for unit in self.units}
        draw_legend(sheet, left, top - high * scale - LEGEND + 4, [one for one in State if one in present])

    def _extent(self) -> Place:
        """The smallest rectangle around all units, in the plan's measures."""
        x = min(unit.x for unit in self.units)
        y = min(unit.y for unit in self.units)
        wide = max(unit.x + unit.wide for unit in self.units) - x
        high = max(unit.y + unit.high for unit in self.units) - y
        return x, y, max(wide, 1e-6), max(high, 1e-6)

    def _scale(self, width: float) -> float:
        """Points for one of the plan's measures."""
        _, _, wide, high = self._extent()
        return min(width / wide, (self.most - LEGEND) / high)


def _draw_unit(sheet: Sheet, unit: Unit, place: Place) -> None:
    """Outline, filling, pattern in its band, words above it."""
    left, bottom, wide, high = (place[0] + 0.6, place[1] + 0.6, place[2] - 1.2, place[3] - 1.2)
    if wide <= 0 or high <= 0:
        return
    sheet.fill(paths.box(left, bottom, wide, high), unit.state.filling)
    band = min(BAND, high / 3) if unit.state.hatch is not Hatch.NONE else 0.0
    if band:
        draw_hatch(sheet, unit.state.hatch, (left, bottom, wide, band), Colour.TEXT)
        sheet.rule(left, left + wide, bottom + band, Colour.MUTED, 0.35)
    dashes = "2.5 2" if unit.state.dashed else ""
    sheet.stroke(paths.box(left, bottom, wide, high), Colour.MUTED, 0.6, dashes)
    _draw_words(sheet, unit, (left + INSIDE, bottom + band, wide - 2 * INSIDE, high - band - INSIDE))


def _draw_words(sheet: Sheet, unit: Unit, place: Place) -> None:
    """The code, and as much of what is said of the unit as fits; the largest size in which all of it does."""
    left, bottom, wide, high = place
    size = LARGEST
    while size > SMALLEST and not _fits(unit, size, wide, high):
        size -= 0.5
    room, said = high, _said(unit, size)
    for number, (text, style) in enumerate(said):
        free = int(room / style.leading) - (len(said) - number - 1)
        for line in wrap(_narrowed(text, style, wide), style, wide, max(free, 1)):
            if room < style.leading and number:
                return
            room -= style.leading
            sheet.text(left, bottom + room + style.leading - style.size, shorten(line, style, wide), style)


def _said(unit: Unit, size: float) -> list[tuple[str, Style]]:
    """The code in bold, the rest under it."""
    return [
        (unit.code, Style(max(size, CODE_LEAST), Weight.SEMIBOLD)),
        *((line, Style(size * 0.85)) for line in unit.lines),
    ]


def _fits(unit: Unit, size: float, wide: float, high: float) -> bool:
    """Whether everything goes inside without being cut, no word broken."""
    said = _said(unit, size)
    if any(width(word, style) > wide for text, style in said for word in clean(text).split(" ")):
        return False
    return sum(len(wrap(text, style, wide)) * style.leading for text, style in said) <= high


def _narrowed(text: str, style: Style, wide: float) -> str:
    """The text, its words shortened that are too wide for a line: none is broken in two."""
    return " ".join(shorten(word, style, wide) for word in clean(text).split(" "))


def draw_legend(sheet: Sheet, left: float, base: float, states: Sequence[State]) -> None:
    """Each pattern with its word."""
    for state in states:
        place = (left, base - 1.5, 14.0, 8.0)
        sheet.fill(paths.box(*place), state.filling)
        draw_hatch(sheet, state.hatch, place, Colour.TEXT)
        sheet.stroke(paths.box(*place), Colour.MUTED, 0.5, "2 1.5" if state.dashed else "")
        left = sheet.text(left + 18, base, state.word, LABEL) + 14
