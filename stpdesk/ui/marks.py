"""Small painted marks of a state: filled dot known, ring to confirm, square in arrears, hatch not known."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from stpdesk.ui.theme import Tokens, px, tokens

TONES = ("good", "ask", "bad", "unknown", "off")
"""known and well; somebody is needed; out now or in arrears; nobody could tell; not in use"""


def colour_of(tone: str, colours: Tokens) -> QColor:
    """The colour of a tone."""
    return {"good": colours.accent, "ask": colours.amber, "bad": colours.red}.get(tone, colours.muted)


def paint_mark(painter: QPainter, box: QRectF, tone: str, colours: Tokens) -> None:
    """Paints the mark of a tone into a box: its shape says what its colour says."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = colour_of(tone, colours)
    if tone == "bad":
        painter.fillRect(box.adjusted(0.5, 0.5, -0.5, -0.5), colour)
    elif tone == "good":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(box)
    else:
        inset = box.width() / 8  # more than half the pen: the ring stays round to its edge at any size
        painter.setPen(QPen(colour, box.width() / 4.5))
        painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset))
        if tone == "unknown":
            painter.drawLine(box.bottomLeft() + QPointF(1.5, -1.5), box.topRight() + QPointF(-1.5, 1.5))
    painter.restore()


def hatch(painter: QPainter, box: QRectF, colour: QColor, pitch: float, *, crossed: bool = False) -> None:
    """Diagonal lines in logical coordinates, as fine at 200 % as at 100 %."""
    painter.save()
    painter.setClipRect(box)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1))
    reach = box.height()
    at = box.left() - reach
    while at < box.right():
        painter.drawLine(QLineF(at, box.bottom(), at + reach, box.top()))
        if crossed:
            painter.drawLine(QLineF(at, box.top(), at + reach, box.bottom()))
        at += pitch
    painter.restore()


class Dot(QWidget):
    """A mark as a widget; the words beside it say the same."""

    def __init__(self, tone: str = "good", size: int = 8) -> None:
        super().__init__()
        self._tone, self._size = tone, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_tone(self, tone: str) -> None:
        """Another state."""
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        """The size of the mark."""
        return QSize(px(self._size), px(self._size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints it."""
        painter = QPainter(self)
        paint_mark(painter, QRectF(self.rect()), self._tone, tokens(self))
