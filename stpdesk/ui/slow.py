"""The debug switch STPDESK_SLOW: tells every time the window's thread was busy for longer than a frame, and with what.

A thread of its own asks the window's thread for a sign of life, again and again, and waits for it. That costs one queued
signal a few milliseconds; asking before and after each event (QApplication.notify in Python) would itself cost more than
most handlers do, and the event loop's own signals (aboutToBlock, awake) mean something else on every platform.
"""

from __future__ import annotations

import faulthandler
import re
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from typing import IO

from PySide6.QtCore import QObject, Qt, Signal

FRAME = 0.016
"""Seconds: one picture of a screen at 60 Hz."""


class Slow(QObject):
    """`told(seconds, where)`, on its own thread, for each wait over the limit; `where` is the line of ours that ran then."""

    _asked = Signal()

    def __init__(self, told: Callable[[float, str], None], limit: float = FRAME) -> None:
        super().__init__()
        self._told, self._limit = told, limit
        self._window = threading.get_ident()
        self._answered, self._ended = threading.Event(), False
        self._asked.connect(self._on_asked, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._ask, name="slow", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Asks no more."""
        self._ended = True
        self._answered.set()
        self._thread.join()

    def _on_asked(self) -> None:
        """The sign of life."""
        self._answered.set()

    def _ask(self) -> None:
        """The thread: asks, waits, tells what took too long."""
        with tempfile.TemporaryFile() as stacks:
            while not self._ended:
                self._answered.clear()
                begun = time.perf_counter()
                self._asked.emit()
                if not self._answered.wait(self._limit):
                    where = _place(stacks, self._window) or "Qt"
                    self._answered.wait()
                    if not self._ended:
                        self._told(time.perf_counter() - begun, where)
                time.sleep(self._limit / 2)


def _place(stacks: IO[bytes], thread: int) -> str:
    """The innermost line of the program in a thread's stack; "" where none is.

    By faulthandler, which holds no frame: one held here would keep the painter of a paintEvent alive beyond its end, and
    end it on this thread.
    """
    stacks.seek(0)
    stacks.truncate()
    faulthandler.dump_traceback(stacks, all_threads=True)
    stacks.seek(0)
    ours = stacks.read().decode(errors="replace").partition(f"0x{thread:016x}")[2].partition("\n\n")[0]
    found = re.search(r'stpdesk[/\\]([^"]*)", line (\d+) in (\w+)', ours)
    return f"{found[1]}:{found[2]} {found[3]}" if found else ""


def tell(seconds: float, where: str) -> None:
    """A line on stderr."""
    print(f"slow: {seconds * 1000:.0f} ms at {where}", file=sys.stderr, flush=True)
