"""The few keys that do not wait: they work in every dialog too, and one pressed while a park is opened counts once it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QWidget

if TYPE_CHECKING:
    from stpdesk.ui.window import Window

KEYS = ("F8", "F9", "F10")
"""Of generator, power and link; known before the screen that has the commands is there."""


class Urgent(QObject):
    """Carries the commands that are `urgent` where the window's own keys do not reach."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._kept: list[str] = []
        self._early = [QShortcut(QKeySequence(one), window) for one in KEYS]
        for shortcut, one in zip(self._early, KEYS, strict=True):
            shortcut.setEnabled(False)
            shortcut.activated.connect(lambda one=one: self._keep(one))
        window.desk.opening.connect(self._on_opening)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def _on_opening(self, under_way: bool) -> None:
        """While a park is opened its keys are kept; a refusal forgets them, for then there is no park."""
        for shortcut in self._early:
            shortcut.setEnabled(under_way)
        kept, self._kept = self._kept, []
        if self._window.desk.park is not None and not under_way:
            for one in kept:
                self._window.commands.press(one)

    def _keep(self, key: str) -> None:
        """Until the park is open."""
        self._kept.append(key)
        self._window.toast.say(self.tr("%s is kept: it counts as soon as the park is open.") % key)

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """A dialog keeps the window's keys away; it is given these."""
        top = now.window() if now is not None else None
        if isinstance(top, QDialog):
            top.addActions(self._window.commands.in_dialogs())
