"""What is typed before a grid has its rows or a form its lists: kept, and typed again once they are there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

RETURNS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
MOST = 400
"""Keys that are kept: a few readings; what takes longer than that has another trouble."""


class TypedAhead:
    """The keys in their order; whoever leaves `home` meanwhile leaves them too."""

    def __init__(self, home: QWidget) -> None:
        self._home = home
        self._keys: list[QKeyEvent] = []

    def take(self, event: QKeyEvent) -> None:
        """Keeps a key."""
        if len(self._keys) < MOST:
            self._keys.append(event.clone())

    def forget(self) -> None:
        """Nobody is there any more."""
        self._keys.clear()

    def replay(self) -> None:
        """Types them again, once all who hear of new rows have placed the cursor."""
        if self._keys:
            QTimer.singleShot(0, self._home, self.type_now)

    def type_now(self) -> None:
        """Where the keyboard is, as if just pressed: the first key opens a cell, which takes those that follow."""
        keys, self._keys = self._keys, []
        for key in keys:
            there = QApplication.focusWidget()
            if there is not self._home and (there is None or not self._home.isAncestorOf(there)):
                return
            QApplication.sendEvent(there, key)
            up = QKeyEvent(QEvent.Type.KeyRelease, key.key(), key.modifiers(), key.text())
            QApplication.sendEvent(there, up)


class TakesAhead(QWidget):
    """Takes the keys while a form is begun or saved, so that nobody waits for a slow disk: the next tenant, Enter, its amount …

    It has the keyboard but is not seen. `home` is the form; its keys are typed there again.
    """

    def __init__(self, home: QWidget, name: str) -> None:
        super().__init__(home)
        self.setAccessibleName(name)
        self.setFixedSize(0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.keys = TypedAhead(home)

    def begin(self) -> None:
        """From now on; what is left of before stays first."""
        self.setFocus()

    def event(self, event: QEvent) -> bool:
        """Ctrl+Enter is kept too, in its turn; every other key that does something anywhere does it at once."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.setAccepted(event.key() in RETURNS or (event.text() != "" and event.text().isprintable()))
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """All but Esc, which leaves the form."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            self.keys.take(event)

    def focusNextPrevChild(self, _next: bool) -> bool:
        """Tab goes nowhere from here: it is kept."""
        return False
