"""The few styles every document is set in."""

from __future__ import annotations

from stpdesk.reports.pdf.fonts import Weight
from stpdesk.reports.pdf.sheet import Colour, Style

TITLE = Style(15, Weight.BOLD)
NUMBER = Style(11, Weight.SEMIBOLD)
SECTION = Style(10.5, Weight.SEMIBOLD)
BODY = Style(8.5)
STRONG = Style(8.5, Weight.SEMIBOLD)
MUTED = Style(8.5, Weight.REGULAR, Colour.MUTED)
LABEL = Style(7.5, Weight.REGULAR, Colour.MUTED)
TOTAL = Style(11, Weight.BOLD)
MARK = Style(13, Weight.BOLD, Colour.WHITE)
URDU = Style(17, nastaliq=True)
FIGURE = Style(17, Weight.BOLD)
TICK = Style(6.8, Weight.REGULAR, Colour.MUTED)
HEADLINE = Style(11.5, Weight.SEMIBOLD)
CHAPTER = Style(13, Weight.BOLD)
