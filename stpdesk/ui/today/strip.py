"""The last 24 hours of a feed as a strip: down, unknown (hatched, never up), the generator's runs."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from stpdesk.core.spans import Span
from stpdesk.ui.marks import hatch
from stpdesk.ui.theme import mixed, px, tokens

LEAST = 3
"""Pixels at 100 % that even the shortest outage gets: thinner marks vanish."""


class Strip(QWidget):
    """`show_spans(start, end, spans, used)`; its accessible description says in words what it paints."""

    def __init__(self) -> None:
        super().__init__()
        self._window = Span(0, 1)
        self._spans: tuple[tuple[Span, str], ...] = ()
        self._used = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(px(96))

    def show_spans(
        self, window: Span, spans: tuple[tuple[Span, str], ...], words: str, *, used: bool = True
    ) -> None:
        """What is painted; `used` is False for a feed that is usually off (the generator), and for one that nobody watches."""
        self._window, self._spans, self._used = window, spans, used
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Wider where there is room."""
        return QSize(px(180), px(12))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The bar and its marks."""
        painter, colours = QPainter(self), tokens(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        painter.setPen(colours.line)
        painter.setBrush(mixed(colours.surface, colours.accent, 0.28) if self._used else colours.line)
        painter.drawRoundedRect(whole.adjusted(0.5, 0.5, -0.5, -0.5), px(2), px(2))
        scale = whole.width() / max(self._window.seconds, 1)
        for span, tone in sorted(self._spans, key=lambda pair: pair[1] == "bad"):
            left = (max(span.start, self._window.start) - self._window.start) * scale
            right = (min(span.end, self._window.end) - self._window.start) * scale
            wide = max(right - left, px(LEAST))
            box = QRectF(min(left, whole.width() - wide), 0, wide, whole.height())
            if tone == "unknown":
                painter.fillRect(box, colours.amber_soft)
                hatch(painter, box, colours.amber, px(4))
            else:
                painter.fillRect(box, colours.blue if tone == "run" else colours.red)
