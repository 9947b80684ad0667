"""Enter presses what has the keyboard, in every page of a window; Qt's own buttons know it in dialogs only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton, QMainWindow

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


class Pressing(QMainWindow):
    """A main window whose buttons take Enter; one that is switched (a box, one of several) takes Space alone."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that nobody inside wanted."""
        from PySide6.QtCore import Qt

        focused = self.focusWidget()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if (
            event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            and plain
            and isinstance(focused, QAbstractButton)
            and not focused.isCheckable()
        ):
            focused.click()
        else:
            super().keyPressEvent(event)
