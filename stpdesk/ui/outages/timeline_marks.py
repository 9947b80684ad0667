"""What stands around the lanes of the timeline: its axis, the lanes' names, the ring around what is chosen; and its legend."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from stpdesk.core.spans import Span
from stpdesk.core.timeline import ticks
from stpdesk.ui.cut import cut
from stpdesk.ui.outages.lane_paint import unknown, up
from stpdesk.ui.outages.timeline_words import tick_words
from stpdesk.ui.outages.view import View
from stpdesk.ui.theme import Tokens, px, tokens

APART = 72
"""Pixels at 100 % between the words of the axis."""


def paint_axis(painter: QPainter, view: View, box: QRectF, high: float, colours: Tokens) -> None:
    """Lines with their words, larger units in full ink."""
    font = painter.font()
    font.setPixelSize(px(12))
    font.setWeight(font.Weight.Normal)
    painter.setFont(font)
    reached = -1.0
    for tick in ticks(*view.span, view.pace * px(APART)):
        x = box.left() + view.x(tick.at)
        painter.fillRect(QRectF(x, high, 1, box.bottom() - high), colours.line)
        if x < reached:  # words stand there; its line is drawn all the same
            continue
        painter.fillRect(QRectF(x, high - px(18), 1, px(18)), colours.outline if tick.major else colours.line)
        text = tick_words(tick)
        wide = painter.fontMetrics().horizontalAdvance(text) + px(6)
        if x + wide <= box.right():
            painter.setPen(colours.text if tick.major else colours.muted)
            place = QRectF(x + px(4), high - px(21), wide, px(18))
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
            reached = x + wide


def paint_name(
    painter: QPainter, line: QRectF, name: str, wide: float, colours: Tokens, *, here: bool
) -> None:
    """A lane's name; the one the keyboard is on is bolder and stands on a band."""
    font = painter.font()
    font.setPixelSize(px(13))
    if here:
        painter.fillRect(line, colours.accent_soft)
    font.setWeight(font.Weight.DemiBold if here else font.Weight.Normal)
    painter.setFont(font)
    painter.setPen(colours.text)
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
    room = QRectF(line.left() + px(8), line.top(), wide - px(16), line.height())
    painter.drawText(room, left, cut(name, painter.fontMetrics(), round(room.width())))


def paint_chosen(painter: QPainter, box: QRectF, span: Span, view: View, colours: Tokens) -> None:
    """A ring in the colour of words around what is chosen."""
    left, right = box.left() + view.x(span.start), box.left() + view.x(span.end)
    room = max(px(10) - (right - left), px(4)) / 2
    left, right = left - room, right + room
    if right < box.left() or left > box.right():
        return
    left, right = max(left, box.left() + px(1)), min(right, box.right() - px(3))  # all of it is seen
    ring = QRectF(left, box.top() + px(1), max(right - left, px(4)), box.height() - px(2))
    painter.setPen(QPen(colours.text, px(2)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(ring, px(3), px(3))


class Swatch(QWidget):
    """A mark of the legend: up, out, asked, dark, ran or announced; the word stands beside it."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As large as a mark."""
        return QSize(px(14), px(12))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The mark as lanes have it."""
        painter, colours, box = QPainter(self), tokens(self), QRectF(self.rect())
        inner = box.adjusted(0.5, 0.5, -0.5, -0.5)
        if self._kind == "up":
            painter.fillRect(box.adjusted(0, px(3), 0, -px(3)), up(colours))
        elif self._kind == "out":
            painter.fillRect(box.adjusted(px(4), 0, -px(4), 0), colours.red)
        elif self._kind == "dark":
            unknown(painter, box, colours)
        elif self._kind == "ran":
            painter.fillRect(box.adjusted(0, px(3), 0, -px(3)), colours.blue)
        elif self._kind == "asked":
            painter.setPen(QPen(colours.red, px(1.5)))
            painter.drawRect(inner.adjusted(px(3), px(1), -px(3), -px(1)))
        else:
            painter.setPen(QPen(colours.muted, 1))
            painter.drawRect(inner.adjusted(0, px(2), 0, -px(2)))
