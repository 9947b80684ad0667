"""Small pictures of all pages, beside the one that is read."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen

from stpdesk.ui.desk import Desk
from stpdesk.ui.papers.sheets import Sheets
from stpdesk.ui.theme import px, tokens

WIDTH = 120
"""Of the column, at 100 %."""
PAGE, WORDS = 76, 28


class Thumbs(Sheets):
    """A click or an arrow key turns to a page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedWidth(px(WIDTH))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Pages"))

    def width_of(self, page: int) -> int:
        """As wide as the widest page of the document, the others in proportion."""
        return round(px(PAGE) * self.sizes[page][0] / max(wide for wide, _ in self.sizes))

    def below(self) -> int:
        """The page's number."""
        return px(WORDS)

    def mark(self, page: int) -> None:
        """The page that is read; it is brought into sight."""
        self._page = page
        if self.sizes:
            box = self.box(page)
            up, port = self.verticalScrollBar(), self.viewport().height()
            if box.top() < 0:
                up.setValue(up.value() + box.top() - px(WORDS))
            elif box.bottom() + px(WORDS) > port:
                up.setValue(up.value() + box.bottom() + px(WORDS) - port)
        self.viewport().update()

    def draw_over(self, painter: QPainter, page: int, box: QRect) -> None:
        """The number, and the accent around the page that is read."""
        colours, here = tokens(self), page == self._page
        if here:
            painter.setPen(QPen(colours.accent, px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(-px(2), -px(2), px(2), px(2)))
        painter.setPen(colours.text if here else colours.muted)
        words = QRect(0, box.bottom() + px(4), self.viewport().width(), px(20))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, str(page + 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """To that page."""
        if self.sizes:
            self.turned.emit(self.page_at(round(event.position().y())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """To the neighbour, or an end."""
        last = len(self.sizes) - 1
        to = {
            Qt.Key.Key_Up: self._page - 1, Qt.Key.Key_Down: self._page + 1, Qt.Key.Key_PageUp: self._page - 5,
            Qt.Key.Key_PageDown: self._page + 5, Qt.Key.Key_Home: 0, Qt.Key.Key_End: last,
        }.get(Qt.Key(event.key()))  # fmt: skip
        if to is None or not self.sizes:
            super().keyPressEvent(event)
            return
        self.turned.emit(max(0, min(to, last)))
