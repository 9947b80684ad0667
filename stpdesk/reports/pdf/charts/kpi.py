"""One figure of the month: what it is, how much, how it went over a year, how it changed, whether it missed its target."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from stpdesk.reports.pdf import paths
from stpdesk.reports.pdf.charts.series import Values, draw_line
from stpdesk.reports.pdf.fitting import fitted, shorten, wrap
from stpdesk.reports.pdf.fonts import Weight
from stpdesk.reports.pdf.sheet import Colour, Sheet, Style
from stpdesk.reports.pdf.sheet import width as wide
from stpdesk.reports.pdf.styles import FIGURE, LABEL

SPARK = 13.0
"""Height of the year's line."""

SMALLEST = 6.8
NOTES = 2
"""Lines of the change, and of the note."""


class Tone(Enum):
    """How a change is to be taken: green, plain, muted. Red is for a missed target alone."""

    WELCOME = Colour.GREEN
    UNWELCOME = Colour.TEXT
    NEUTRAL = Colour.MUTED


@dataclass(frozen=True, slots=True)
class Kpi:
    """A figure as it is printed; `series` is its year, the last value this month's."""

    title: str
    shown: str
    unit: str = ""
    changed: str = ""
    tone: Tone = Tone.NEUTRAL
    note: str = ""
    target: str = ""
    missed: bool = False
    series: Values = ()

    def height(self, width: float) -> float:
        """Title, figure, line, and what is said of it."""
        lines = sum(len(_lines(text, style, width)[0]) for text, style in self._said())
        return LABEL.leading + FIGURE.size * 1.25 + SPARK + 3 + lines * LABEL.leading

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:
        """Line under line."""
        aim = LABEL.coloured(Colour.RED) if self.missed else LABEL
        aimed = shorten(self.target, aim, width * 0.6)
        sheet.text_right(left + width, top - LABEL.size, aimed, aim)
        room = width - wide(aimed, aim) - 6 if aimed else width
        sheet.text(left, top - LABEL.size, shorten(self.title, LABEL, room), LABEL)
        top -= LABEL.leading
        self._draw_figure(sheet, left, top - FIGURE.size, width)
        top -= FIGURE.size * 1.25
        draw_spark(sheet, left, top - SPARK, width * 0.94, SPARK - 3, self.series)
        top -= SPARK + 3
        for text, usual in self._said():
            lines, style = _lines(text, usual, width)
            for line in lines:
                sheet.text(left, top - LABEL.size, line, style, sentence=True)
                top -= LABEL.leading

    def _said(self) -> list[tuple[str, Style]]:
        """The lines under the figure, with their style."""
        said = [(self.changed, Style(LABEL.size, Weight.SEMIBOLD, self.tone.value)), (self.note, LABEL)]
        return [(text, style) for text, style in said if text]

    def _draw_figure(self, sheet: Sheet, left: float, base: float, room: float) -> None:
        """The figure with its unit; after ▼ and in red where it missed its target."""
        colour = Colour.RED if self.missed else Colour.TEXT
        mark = FIGURE.size * 0.42 if self.missed else 0.0
        before = mark + 4 if mark else 0.0
        after = wide(self.unit, LABEL) + 3 if self.unit else 0.0
        style = fitted(self.shown, FIGURE.coloured(colour), room - before - after)
        if mark:
            sheet.fill(paths.below(left, base + 1, mark), Colour.RED)
        end = sheet.text(left + before, base, self.shown, style)
        sheet.text(end + 3, base, self.unit, LABEL)


def _lines(text: str, style: Style, room: float) -> tuple[tuple[str, ...], Style]:
    """A text on one line, a little smaller if that is all it takes, else on two."""
    shrunk = fitted(text, style, room)
    return ((text,), shrunk) if shrunk.size >= SMALLEST else (wrap(text, style, room, NOTES), style)


def draw_spark(sheet: Sheet, left: float, bottom: float, long: float, high: float, values: Values) -> None:
    """A year as a thin line, its lowest and highest at the edges; flat where nothing changed."""
    known = [value for value in values if value is not None]
    if not known:
        return
    low, spread = min(known), max(known) - min(known)
    step = long / max(len(values) - 1, 1)
    draw_line(
        sheet,
        [
            None
            if value is None
            else (left + at * step, bottom + (high * (value - low) / spread if spread else high / 2))
            for at, value in enumerate(values)
        ],
        Colour.MUTED,
        0.8,
        1.6,
    )
