"""Long work under way: what is being done, how far it is, and a way to stop it where it can be stopped."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame, QProgressBar

from stpdesk.core.errors import Refused
from stpdesk.ui.parts import button, column, label, row
from stpdesk.ui.theme import px

PATIENCE = 300
"""Milliseconds that pass before anything is shown."""


class Task(QObject):
    """Handed to work on another thread: called with what is done and of how much; raises Refused once it was stopped."""

    told = Signal(int, int)
    stopping = Signal()
    """it is wanted no more; what another process makes hears of it so"""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Asks the work to end; it does at its next step."""
        self._stopped.set()
        self.stopping.emit()

    def __call__(self, done: int, total: int) -> None:
        """On the worker's thread."""
        if self._stopped.is_set():
            raise Refused("Stopped. Nothing of it was kept.")
        self.told.emit(done, total)


class Working(QFrame):
    """A bar with words and perhaps Stop; it comes after a moment, so that quick work shows nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._words = label("", "muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._stop = button(self.tr("Stop"))
        self._stop.clicked.connect(self._on_stop)
        self._task: Task | None = None
        self._wait = QTimer(self, singleShot=True, interval=PATIENCE)
        self._wait.timeout.connect(self.show)
        inner = row(column(self._words, self._bar, spacing=6), self._stop, spacing=16)
        inner.setStretch(0, 1)
        self.setLayout(inner)
        self.setMinimumHeight(px(40))
        self.hide()

    def begin(self, words: str, task: Task | None = None) -> None:
        """Work begins."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self._bar.setRange(0, 0)
        self._stop.setVisible(task is not None)
        self._stop.setEnabled(True)
        self._task = task
        if task is not None:
            task.told.connect(self._on_told)
        self._wait.start()

    def end(self) -> None:
        """It is done, or was refused."""
        self._wait.stop()
        self._task = None
        self.hide()

    def _on_told(self, done: int, total: int) -> None:
        """How far it is."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _on_stop(self) -> None:
        """It ends at its next step."""
        if self._task is not None:
            self._task.stop()
            self._stop.setEnabled(False)
            self._words.setText(self.tr("Stopping…"))
