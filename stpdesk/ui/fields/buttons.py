"""Buttons that name their key, and links: what a form's footer is made of."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter

from stpdesk.ui.sides import leading
from stpdesk.ui.theme import font, mixed, px, semibold, tokens


class KeyButton(QPushButton):
    """A button with its key in a small cap beside the words: “Save lease [Ctrl+Enter]”."""

    def __init__(self, text: str, key: str, *, primary: bool = False) -> None:
        super().__init__(text)
        self._key, self._usual, self._had_focus = key, text, False
        self.setAccessibleName(text)
        self.setToolTip(f"{text} ({key})")
        if primary:
            self.setProperty("look", "primary")

    @property
    def key(self) -> str:
        """The key it names."""
        return self._key

    def set_words(self, text: str) -> None:
        """Other words on it."""
        key = self.shortcut()
        self.setText(text)
        self.setShortcut(key)  # which other words take away
        self.setAccessibleName(text)
        self.updateGeometry()

    def set_busy(self, busy: bool) -> None:
        """While what it does is under way it says so and does nothing; the keyboard comes back to it after."""
        if busy:
            self._had_focus = self.hasFocus()
        self.set_words(self.tr("Saving…") if busy else self._usual)
        self.setEnabled(not busy)
        if not busy and self._had_focus and self.isVisible():
            self.setFocus()

    def sizeHint(self) -> QSize:
        """Words, key and room around them."""
        words = QFontMetrics(semibold()).horizontalAdvance(self.text())
        return QSize(words + self._cap_width() + px(34), px(32))

    def minimumSizeHint(self) -> QSize:
        """Nothing of it is cut."""
        return self.sizeHint()

    def _cap_width(self) -> int:
        """The key's cap."""
        return QFontMetrics(font(11)).horizontalAdvance(self._key) + px(12)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The style paints the button; words and key go over it."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""  # type: ignore[attr-defined]  # as Qt's own examples do
        painter = QStylePainter(self)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self._ink()
        cap = self._cap_width()
        painter.setFont(semibold())
        painter.setPen(ink)
        words = QRect(px(13), 0, self.width() - cap - px(30), self.height())
        painter.drawText(self._seen(words), leading(), self.text())
        key = QRect(self.width() - cap - px(7), (self.height() - px(18)) // 2, cap, px(18))
        box = QRectF(self._seen(key)).adjusted(0.5, 0.5, -0.5, -0.5)
        faint = QColor(ink)
        faint.setAlphaF(0.55)
        painter.setPen(QPen(faint, 1))
        painter.drawRoundedRect(box, px(4), px(4))
        painter.setFont(font(11))
        painter.setPen(ink)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._key)

    def _seen(self, place: QRect) -> QRect:
        """A place from where the button begins, at its side."""
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)

    def _ink(self) -> QColor:
        """The colour of the words."""
        colours = tokens()  # a stylesheet gives this widget a background of its own
        primary = self.property("look") == "primary"
        if not self.isEnabled():
            return colours.muted if primary else mixed(colours.surface, colours.muted, 0.7)
        return colours.on_accent if primary else colours.text


def link(text: str, *, tone: str = "link") -> QPushButton:
    """A button that looks like a link; `wronglink` is one to what is wrong."""
    made = QPushButton(text)
    made.setProperty("look", tone)
    made.setAccessibleName(text)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made
