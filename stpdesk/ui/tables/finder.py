"""The line that filters a table as one types, with what it found beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from stpdesk.core.money import group_lakh
from stpdesk.ui.icons import icon, pixmap
from stpdesk.ui.line import Line
from stpdesk.ui.theme import px, tokens

_TO_ROWS = {
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
}


class FilterLine(Line):
    """A line whose arrows, pages and Enter are the table's, and whose Esc clears it."""

    passed = Signal(QKeyEvent)
    escaped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._cross = QToolButton(self)
        self._cross.setProperty("look", "in-line")
        self._cross.setCursor(Qt.CursorShape.ArrowCursor)
        self._cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cross.setToolTip(self.tr("Clear the filter (Esc)"))
        self._cross.setAccessibleName(self.tr("Clear the filter"))
        self._cross.clicked.connect(self.clear)
        self._cross.hide()
        self.textChanged.connect(self._on_text)
        self.fit()

    def fit(self) -> None:
        """Room for the icons, at the text size in use."""
        self.setFixedWidth(px(304))
        self._on_text(self.text())
        self._cross.setIcon(icon("close", tokens(self).muted, 16))
        self._cross.setIconSize(QSize(px(16), px(16)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The cross stays at the right; what to do here is said as long as there is room, never as “T…”."""
        super().resizeEvent(event)
        side = px(24)
        self._cross.setGeometry(self.width() - side - px(6), (self.height() - side) // 2, side, side)
        room, metrics = self.width() - px(24 + 2 * 12), self.fontMetrics()
        words = (self.tr("Type to filter"), self.tr("Filter"))
        self.setPlaceholderText(next((one for one in words if metrics.horizontalAdvance(one) <= room), ""))

    def _on_text(self, text: str) -> None:
        """The cross, and the room for it, are there while there is something to clear."""
        self._cross.setVisible(bool(text))
        self.setTextMargins(px(24), 0, px(20) if text else 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The glass at the left."""
        super().paintEvent(event)
        side = px(16)
        picture = pixmap("find", tokens(self).muted, 16)
        QPainter(self).drawPixmap(px(10), (self.height() - side) // 2, picture)

    def event(self, event: QEvent) -> bool:
        """Ctrl+Shift+Z with nothing typed to bring back here takes the last act back, as it does in the rows."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
            if event.key() == Qt.Key.Key_Z and event.modifiers() == held and not self.isRedoAvailable():
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that move in the rows are handed on."""
        if event.key() in _TO_ROWS:
            self.passed.emit(event)
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


class Finder(QWidget):
    """Filter line and “18 of 46”."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.line = FilterLine()
        self.name(title)
        self.line.setToolTip(
            self.tr("Any words of a row, a state, a date like 31 dec, an amount like 57,375")
        )
        self.told = QLabel()
        self.told.setProperty("look", "muted")
        self.told.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(12))
        row.addWidget(self.line)
        row.addWidget(self.told)

    def name(self, title: str) -> None:
        """What it filters."""
        self.line.setAccessibleName(self.tr("Filter {title}").format(title=title))

    def tell(self, shown: int, count: int | None, filtered: bool) -> None:
        """How many rows are there, of how many."""
        if not filtered:
            self.told.setText("")
        elif count is None:
            self.told.setText(group_lakh(shown))
        else:
            words = self.tr("{shown} of {count}")
            self.told.setText(words.format(shown=group_lakh(shown), count=group_lakh(count)))
        self.told.setVisible(filtered)  # an empty label would still keep its distance

    def changeEvent(self, event: QEvent) -> None:
        """Another theme or text size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange} and hasattr(self, "line"):
            self.line.fit()
