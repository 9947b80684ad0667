"""Colours, fonts and sizes of the rows, and a pen that lays a text out once and is told only what changes."""

from __future__ import annotations

import re

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QStaticText
from PySide6.QtWidgets import QWidget

from stpdesk.ui.cut import cut
from stpdesk.ui.theme import font, px, semibold, tokens

MARGIN, PAD, BAR = 24, 12, 4
"""Pixels at 100 %: beside the outer columns, inside every cell, the bar of a selected row."""

ROW, HEAD, TOTAL, CHIP, MARK, ICON = 32, 32, 40, 22, 8, 14

REMEMBERED = 4096
"""Texts kept as they were laid out: the same words stand in many rows, and a row is painted many times."""

LEFT_TO_RIGHT = re.compile(r"[\x20-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u22ff]*")
"""Letters that stand side by side in the order they are written, each by itself."""

_ABSOLUTE = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_LEFT, _RIGHT = int(Qt.AlignmentFlag.AlignLeft | _ABSOLUTE), int(Qt.AlignmentFlag.AlignRight | _ABSOLUTE)


def is_plain(text: str) -> bool:
    """Whether each letter stands where it is written: no Urdu, no marks over another letter."""
    return text.isascii() or LEFT_TO_RIGHT.fullmatch(text) is not None


class Look:
    """Colours, fonts and sizes of one theme and text size; made again when either changes."""

    def __init__(self, widget: QWidget) -> None:
        self.colours = tokens(widget)
        self.line, self.outline, self.hover = self.colours.line, self.colours.outline, self.colours.hover
        self.plain, self.strong, self.small = font(), semibold(), font(12)
        self.metrics = {id(one): QFontMetricsF(one) for one in (self.plain, self.strong, self.small)}
        self.margin, self.pad, self.bar = px(MARGIN), px(PAD), px(BAR)
        self.mark, self.chip, self.icon, self.gap = px(MARK), px(CHIP), px(ICON), px(8)
        self.radius = px(4)
        self.heights = {one: measure.height() for one, measure in self.metrics.items()}
        self._laid: dict[tuple[int, str], QStaticText | None] = {}
        self._known: dict[tuple[int, str], float] = {}

    def width(self, text: str, letters: QFont) -> float:
        """How wide a text is in one of these fonts."""
        known = self._known.get((id(letters), text))
        if known is None:
            if len(self._known) > REMEMBERED:
                self._known.clear()
            known = self._known[id(letters), text] = self.metrics[id(letters)].horizontalAdvance(text)
        return known

    def laid(self, text: str, letters: QFont) -> QStaticText | None:
        """A text laid out, which draws in a third of the time; None for one whose letters hang on the direction."""
        key = id(letters), text
        try:
            return self._laid[key]
        except KeyError:
            made = None
        if is_plain(text):
            made = QStaticText(text)
            made.setTextFormat(Qt.TextFormat.PlainText)
            made.prepare(font=letters)
        if len(self._laid) > REMEMBERED:
            self._laid.clear()
        self._laid[key] = made
        return made

    def elided(self, text: str, letters: QFont, room: float) -> str:
        """The text, cut with an ellipsis where there is no room for all of it."""
        if self.width(text, letters) <= room:
            return text
        return cut(text, self.metrics[id(letters)], room)


class Pen:
    """Draws texts. To set a font or a colour costs as much as a short text, so what is set already is left."""

    def __init__(self, painter: QPainter, look: Look) -> None:
        self.painter, self.look = painter, look
        self._font: QFont | None = None
        self._colour: QColor | None = None

    def text(
        self, left: float, right: float, middle: float, text: str, letters: QFont, colour: QColor, *,
        at_right: bool = False,
    ) -> None:  # fmt: skip
        """A text around its middle height, from the left or up to the right."""
        painter, look = self.painter, self.look
        if letters is not self._font:
            painter.setFont(letters)
            self._font = letters
        if colour is not self._colour:
            painter.setPen(colour)
            self._colour = colour
        laid, height = look.laid(text, letters), look.heights[id(letters)]
        if laid is None:
            box = QRectF(left, middle - height / 2, right - left, height)
            painter.drawText(box, _RIGHT if at_right else _LEFT, text)
            return
        begin = right - look.width(text, letters) if at_right else left
        painter.drawStaticText(QPointF(begin, middle - height / 2), laid)

    def forget(self) -> None:
        """Something else was set on the painter meanwhile."""
        self._font = self._colour = None
