"""The line that filters a table as one types, with what it found beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from stpdesk.core.money import group_lakh
from stpdesk.ui.icons import icon
from stpdesk.ui.theme import px, tokens

_TO_ROWS = {
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
}


class FilterLine(QLineEdit):
    """A line whose arrows, pages and Enter are the table's, and whose Esc clears it."""

    passed = Signal(QKeyEvent)
    escaped = Signal()

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
        self.line.setAccessibleName(self.tr("Filter {title}").format(title=title))
        self.line.setPlaceholderText(self.tr("Type to filter"))
        self._find = self.line.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self._clear = self.line.addAction(QIcon(), QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setToolTip(self.tr("Clear the filter (Esc)"))
        self._clear.triggered.connect(self.line.clear)
        self.line.textChanged.connect(lambda text: self._clear.setVisible(bool(text)))
        self._clear.setVisible(False)
        self.told = QLabel()
        self.told.setProperty("look", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(12))
        row.addWidget(self.line)
        row.addWidget(self.told)
        self._paint_icons()

    def tell(self, shown: int, count: int | None, filtered: bool) -> None:
        """How many rows are there, of how many."""
        if not filtered:
            self.told.setText("")
        elif count is None:
            self.told.setText(group_lakh(shown))
        else:
            words = self.tr("{shown} of {count}")
            self.told.setText(words.format(shown=group_lakh(shown), count=group_lakh(count)))

    def _paint_icons(self) -> None:
        """In the theme and text size of now."""
        colours = tokens(self)
        self.line.setFixedWidth(px(304))
        self._find.setIcon(icon("find", colours.muted))
        self._clear.setIcon(icon("close", colours.muted))

    def changeEvent(self, event: QEvent) -> None:
        """Another theme or text size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange} and hasattr(self, "_clear"):
            self._paint_icons()
