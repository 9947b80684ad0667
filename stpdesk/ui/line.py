"""One line that is typed into: Alt and a digit, the key of a screen, is no text where that screen is out of reach."""

from __future__ import annotations

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit


class Line(QLineEdit):
    """Every line of the window, be it a field, a filter or a password."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that are text."""
        from PySide6.QtCore import Qt

        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == Qt.KeyboardModifier.AltModifier and event.text().isdigit():
            event.ignore()
        else:
            super().keyPressEvent(event)
