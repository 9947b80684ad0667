"""One line that is typed into: what keys it leaves to the window around it."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

_OF_A_LINE = frozenset("ACVXYZ")
"""Select all, copy, paste, cut, redo, undo."""


class Line(QLineEdit):
    """Every line of the window, be it a field, a filter or a password."""

    def event(self, event: QEvent) -> bool:
        """Ctrl+E and its like are the screen's: on some systems a line takes them for moving in the text."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            from PySide6.QtCore import Qt

            control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            letter = Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z
            if control and letter and chr(event.key()) not in _OF_A_LINE:
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt and a digit, the key of a screen, is no text where that screen is out of reach."""
        from PySide6.QtCore import Qt

        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == Qt.KeyboardModifier.AltModifier and event.text().isdigit():
            event.ignore()
        else:
            super().keyPressEvent(event)
