"""The debug switch STPDESK_SLOW: tells every time the window's thread was busy for longer than a frame, and with what.

It listens to the event loop falling asleep and waking up: two calls a turn of the loop. Asking before and after each event
(QApplication.notify in Python) would itself cost more than most handlers do. A turn is what a person waits for, also where
it is made of several handlers. On Linux this needs Qt's own event loop (QT_NO_GLIB=1): GLib's tells waiting as working.
"""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections.abc import Callable
from types import FrameType

from PySide6.QtCore import QAbstractEventDispatcher, QObject

FRAME = 0.016
"""Seconds: one picture of a screen at 60 Hz."""


class Slow(QObject):
    """`told(seconds, where)` for each turn over the limit; `where` is the line of ours that ran when it was passed."""

    def __init__(self, told: Callable[[float, str], None], limit: float = FRAME) -> None:
        super().__init__()
        self._told, self._limit = told, limit
        self._since: float | None = None
        self._where = ""
        self._thread = threading.get_ident()
        self._busy, self._ended = threading.Event(), False
        dispatcher = QAbstractEventDispatcher.instance()
        dispatcher.awake.connect(self._on_awake)
        dispatcher.aboutToBlock.connect(self._on_asleep)
        threading.Thread(target=self._look, name="slow", daemon=True).start()

    def end(self) -> None:
        """Looks no more."""
        self._ended = True
        self._busy.set()
        dispatcher = QAbstractEventDispatcher.instance()
        dispatcher.awake.disconnect(self._on_awake)
        dispatcher.aboutToBlock.disconnect(self._on_asleep)

    def _on_awake(self) -> None:
        """A turn begins."""
        if self._since is None:
            self._where = ""
            self._since = time.perf_counter()
            self._busy.set()

    def _on_asleep(self) -> None:
        """It is over."""
        since, self._since = self._since, None
        self._busy.clear()
        if since is not None and (took := time.perf_counter() - since) > self._limit:
            self._told(took, self._where)

    def _look(self) -> None:
        """On a thread of its own: where the window's thread is once a turn has passed the limit."""
        while not self._ended:
            self._busy.wait()
            since = self._since
            if since is not None and not self._where and time.perf_counter() - since > self._limit:
                frame = sys._current_frames().get(self._thread)
                self._where = _place(frame) or "Qt itself"
            time.sleep(self._limit / 4)


def _place(frame: FrameType | None) -> str:
    """The innermost line of the program in a stack."""
    if frame is None:
        return ""
    ours = [
        one
        for one in traceback.extract_stack(frame)
        if "stpdesk" in one.filename and "slow.py" not in one.filename
    ]
    return f"{ours[-1].filename.rpartition('stpdesk/')[2]}:{ours[-1].lineno} {ours[-1].name}" if ours else ""


def tell(seconds: float, where: str) -> None:
    """A line on stderr."""
    print(f"slow: {seconds * 1000:.0f} ms at {where}", file=sys.stderr, flush=True)
