"""What a screen hands to a worker ends on the window's thread, whatever the worker does."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from stpdesk.core.errors import Refused
from stpdesk.ui.desk import Desk

WAIT = 10_000


class Told:
    """What a dialog hands over and nothing else holds; remembers where it ended."""

    def __init__(self, ends: list[str]) -> None:
        weakref.finalize(self, lambda: ends.append(threading.current_thread().name))

    def work(self, _session: object) -> list[int]:
        """Reads something."""
        return [1]

    def fail(self, _session: object) -> None:
        """Cannot; the error knows all that was at hand."""
        raise Refused("This is refused.")

    def done(self, _found: object) -> None:
        """Hears of the answer."""


def test_no_job_ends_on_a_workers_thread(
    qtbot: QtBot, desk_on: Callable[[Path], Desk], park_folder: Path
) -> None:
    desk = desk_on(park_folder)
    ends: list[str] = []
    owner = QWidget()
    qtbot.addWidget(owner)
    for turn in range(8):
        told = Told(ends)
        desk.ask(owner, told.fail if turn % 4 == 3 else told.work, told.done, slot=turn % 2)
        desk.ask(owner, told.work, told.done, slot="again")
        del told
        qtbot.waitUntil(lambda: not desk.waiting, timeout=WAIT)
    qtbot.waitUntil(lambda: len(ends) == 8, timeout=WAIT)
    assert set(ends) == {threading.main_thread().name}


def test_what_is_answered_and_not_delivered_is_still_under_way(
    qtbot: QtBot, desk_on: Callable[[Path], Desk], park_folder: Path
) -> None:
    desk, worked, heard = desk_on(park_folder), threading.Event(), list[object]()
    owner = QWidget()
    qtbot.addWidget(owner)
    desk.ask(owner, lambda _session: worked.set(), heard.append)
    assert worked.wait(WAIT)
    threading.Event().wait(0.05)  # the window's thread does not turn meanwhile
    assert (desk.waiting, heard) == (True, [])
    qtbot.waitUntil(lambda: heard == [None] and not desk.waiting, timeout=WAIT)
