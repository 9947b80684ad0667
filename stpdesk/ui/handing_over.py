"""From one window to the one that takes its place: keys typed meanwhile are not lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from stpdesk.ui.window import Window

PATIENCE = 1_000
"""Milliseconds after which the old window goes although the system has not given the new one the keyboard."""
HELD = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease})


class HandingOver(QObject):
    """The old window stays until the new one has the keyboard; what is typed into it till then goes to the new one.

    The system still sends keys to the old window while the new one is made and shown. One without a native window goes at once.
    """

    def __init__(self, old: Window, new: Window, before: HandingOver | None) -> None:
        super().__init__(new)
        self._old, self._new = old, new
        self._typed: list[QKeyEvent] = before.rest() if before else []
        self._over = False
        old.setEnabled(False)  # its own keys do nothing any more
        old.faces.hide()  # forms keep what is typed as a draft when they go
        native: QObject | None = old.windowHandle()
        if native is not None:
            native.installEventFilter(self)
        app = QApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._look)
        QTimer.singleShot(PATIENCE, self, self._finish)
        QTimer.singleShot(0, self, self._look)  # what was typed while the new one was made comes first

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps keys, and lets no click through."""
        if event.type() not in HELD:
            return super().eventFilter(watched, event)
        if isinstance(event, QKeyEvent):
            self._typed.append(event.clone())
        return True

    def _look(self) -> None:
        """Whether the new window has the keyboard."""
        if self._new.isActiveWindow():
            self._finish()

    def _finish(self) -> None:
        """The old one goes; what was typed is typed."""
        if self._over:
            return
        self._over = True
        self._old.hide()
        self._old.deleteLater()
        while self._typed:
            self._type(self._typed.pop(0))
        self.deleteLater()

    def rest(self) -> list[QKeyEvent]:
        """What is not typed yet: one of these keys made yet another window, which takes it over."""
        rest, self._typed = self._typed, []
        return rest

    def _type(self, event: QKeyEvent) -> None:
        """A command's key, or a letter for whatever has the keyboard."""
        keys = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
        commands, screen = self._new.commands, self._new.current
        for one in commands.everywhere(screen.NAME if screen else ""):
            if keys in one.keys:
                commands.run(one.id)
                return
        focused: QWidget | None = self._new.focusWidget()
        QApplication.sendEvent(self._new if focused is None else focused, event)
