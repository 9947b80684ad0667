"""How the palette looks: its rows with what was typed marked in them, captions of groups, the veil over the window."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from stpdesk.ui import icons
from stpdesk.ui.cut import cut
from stpdesk.ui.tables.columns import Kind
from stpdesk.ui.tables.look import is_plain
from stpdesk.ui.tables.marking import matches, pattern
from stpdesk.ui.theme import Tokens, font, px, semibold, tokens

TITLE, ABOUT, CAPTION, ICON = (Qt.ItemDataRole.UserRole + at for at in range(4))
HIGH, CAPTION_HIGH = 38, 26
"""Pixels at 100 % of a row, and of the caption above the first of a group."""
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignRight
Index = QModelIndex | QPersistentModelIndex


class Rows(QStyledItemDelegate):
    """A name, and at the right what tells it from others of the name; `typed` is marked in it."""

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view, self.typed = view, ""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Higher where a group begins."""
        return QSize(0, px(HIGH) + (px(CAPTION_HIGH) if index.data(CAPTION) else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Caption, panel, icon, words, the key that opens it."""
        colours, state = tokens(), option.state  # type: ignore[attr-defined]  # unknown to the stubs
        box: QRect = option.rect  # type: ignore[attr-defined]
        caption = index.data(CAPTION)
        if caption:
            painter.setFont(font(12))
            painter.setPen(colours.muted)
            painter.drawText(
                QRect(box.left() + px(12), box.top(), box.width(), px(CAPTION_HIGH)), int(LEFT), caption
            )
        edge = 0 if self._view.verticalScrollBar().isVisible() else px(8)  # as at the left
        box = box.adjusted(0, px(CAPTION_HIGH) if caption else 0, -edge, 0)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or (state & QStyle.StateFlag.State_MouseOver and index.data(ICON)):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.accent_soft if chosen else colours.hover)
            painter.drawRoundedRect(box, px(6), px(6))
        side = px(18)
        drawn = icons.pixmap(index.data(ICON) or "find", colours.accent if chosen else colours.muted, 18)
        painter.drawPixmap(box.left() + px(12), box.center().y() - side // 2 + 1, drawn)
        inner = box.adjusted(px(42), 0, -px(12), 0)
        if chosen:
            inner.setRight(inner.right() - self._paint_key(painter, inner, colours) - px(12))
        self._paint_words(painter, inner, index, colours, muted=not chosen)

    def _paint_key(self, painter: QPainter, box: QRect, colours: Tokens) -> int:
        """“Enter” in a cap at the right; its width."""
        words = self.tr("Enter")
        painter.setFont(font(11))
        wide, high = painter.fontMetrics().horizontalAdvance(words) + px(12), px(20)
        cap = QRectF(box.right() - wide, box.center().y() - high / 2 + 1, wide, high).adjusted(
            0.5, 0.5, -0.5, -0.5
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colours.outline, 1))
        painter.drawRoundedRect(cap, px(4), px(4))
        painter.setPen(colours.text)
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, words)
        return wide

    def _paint_words(
        self, painter: QPainter, box: QRect, index: Index, colours: Tokens, *, muted: bool
    ) -> None:
        """The name at the left, the rest at the right."""
        title, about = index.data(TITLE), index.data(ABOUT)
        small = QFontMetrics(font(12))
        wide = min(small.horizontalAdvance(about) + px(2), box.width() // 2) if about else 0
        painter.setFont(font(12))
        painter.setPen(colours.muted if muted else colours.text)
        painter.drawText(box, int(RIGHT), cut(about, small, wide))
        room = box.width() - wide - (px(16) if wide else 0)
        self._paint_title(painter, QRectF(box), cut(title, QFontMetrics(semibold()), room), colours)

    def _paint_title(self, painter: QPainter, box: QRectF, text: str, colours: Tokens) -> None:
        """What was typed in it stands in the accent colour."""
        wanted = pattern(self.typed, Kind.STRONG) if is_plain(text) else None
        spans = matches(text, wanted) if wanted is not None else ()
        at = 0
        for start, end in (*spans, (len(text), len(text))):
            box.setLeft(box.left() + _written(painter, box, text[at:start], font(), colours.text))
            box.setLeft(box.left() + _written(painter, box, text[start:end], semibold(), colours.accent))
            at = end


def _written(painter: QPainter, box: QRectF, text: str, letters: QFont, colour: QColor) -> float:
    """Writes a piece; its width."""
    if not text:
        return 0
    painter.setFont(letters)
    painter.setPen(colour)
    painter.drawText(box, int(LEFT), text)
    return QFontMetricsF(letters).horizontalAdvance(text)


class Veil(QWidget):
    """Darkens a window while something lies over it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def lie_over(self, window: QWidget) -> None:
        """Over all of it."""
        self.setGeometry(window.rect())
        self.raise_()
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The darkest colour of the theme, thinly."""
        colours = tokens(self)
        dark = QColor(min(colours.text, colours.bg, key=QColor.lightness))
        dark.setAlphaF(0.3 if colours.bg.lightness() > 128 else 0.6)
        QPainter(self).fillRect(self.rect(), dark)
