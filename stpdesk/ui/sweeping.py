"""Python's garbage is collected on the window's thread only: elsewhere it could end a widget of Qt, which ends the program.

Python collects wherever an object happens to be made, so also on the threads that read and write. Reference counting goes
on everywhere; only the search for cycles waits for the timer here.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 2_000
"""Milliseconds between two looks; a look without garbage costs a microsecond."""


class Sweeping(QObject):
    """Collects as Python would, generation by generation, but here."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._most = gc.get_threshold()
        gc.disable()
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.sweep)
        self._timer.start()

    def sweep(self) -> None:
        """The youngest generation that is full, and those above it that are."""
        for generation, (count, most) in enumerate(zip(gc.get_count(), self._most, strict=True)):
            if count <= most:
                return
            gc.collect(generation)

    def end(self) -> None:
        """As Python does it, again."""
        self._timer.stop()
        gc.enable()
