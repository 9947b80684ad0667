"""Enter presses what has the keyboard, in every page of a window; Qt's own buttons know it in dialogs only."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QMainWindow, QWidget


class Pressing(QMainWindow):
    """A main window whose buttons take Enter; one that is switched (a box, one of several) takes Space alone."""

    def __init__(self) -> None:
        super().__init__()
        self._meant: QWidget | None = None

    def event(self, event: QEvent) -> bool:
        """Before a key comes it is asked who might want it: that tells which button it is meant for."""
        if event.type() is QEvent.Type.ShortcutOverride:
            self._meant = self.focusWidget()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that nobody inside took; a line that went on by Enter may have given the keyboard to a button since."""
        from PySide6.QtCore import Qt  # takes long to load, and no key was pressed before the first paint

        meant, focused = self._meant, self.focusWidget()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter} or not plain or focused is not meant:
            super().keyPressEvent(event)
        elif isinstance(focused, QAbstractButton) and not focused.isCheckable():
            focused.click()
