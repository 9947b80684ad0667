"""The tenants' screen as its tests open it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlite_utils import Database

from stpdesk.ui.desk import Desk
from stpdesk.ui.tenants.screen import Tenants

Opened = tuple[Desk, Tenants]
T = TypeVar("T")
CONTROL = Qt.KeyboardModifier.ControlModifier


def opened(qtbot: QtBot, desk: Desk) -> Opened:
    """The screen, once its list is read and it has the keyboard."""
    screen = Tenants(desk)
    qtbot.addWidget(screen)
    screen.resize(1170, 740)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.activateWindow()
    screen.setFocus()
    qtbot.waitUntil(lambda: screen.list.table.model.loaded, timeout=10_000)
    return desk, screen


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key to whoever has the focus."""
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def type_in(qtbot: QtBot, text: str) -> None:
    """Letters to whoever has the focus."""
    for letter in text:
        qtbot.keyClicks(QApplication.focusWidget(), letter)


def saved(desk: Desk, read: Callable[[Database], T]) -> T:
    """What is in the file."""
    assert desk._session is not None
    with desk._session.park.reading() as db:
        return read(db)
