"""A window under test: over a desk of its own, with preferences that are written nowhere, and hands to use it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from stpdesk.actions.session import Role, Session
from stpdesk.db.park import Park
from stpdesk.ui.desk import Desk
from stpdesk.ui.preferences import Preferences
from stpdesk.ui.window import Window
from tests.ui.conftest import PASSWORD, PATIENCE, USER, clock

CONTROLS = (
    QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView, QAbstractSpinBox,
)  # fmt: skip
D = TypeVar("D", bound=QDialog)


@dataclass
class Shell:
    """A window and what it says of faults."""

    desk: Desk
    window: Window
    faults: list[BaseException] = field(default_factory=list)

    def wait(self, until: Callable[[], object]) -> None:
        """Lets the window work until something is so."""
        end = time.monotonic() + PATIENCE
        while not until():
            if time.monotonic() > end:
                raise TimeoutError
            QApplication.processEvents()
            time.sleep(0.005)

    def rest(self) -> None:
        """Lets it work until nothing waits."""
        for _ in range(3):
            self.wait(lambda: not (self.desk.busy or self.desk.waiting))
            QApplication.processEvents()

    def open(
        self,
        folder: Path,
        *,
        write: bool = True,
        password: str = PASSWORD,
        at: Callable[[], datetime] = clock,
    ) -> None:
        """Opens a park, on the day of the tests unless another is given."""

        def session() -> Session:
            park = Park.open(folder, user=USER, password=password, write=write, clock=at)
            return Session(park, park.actor, at, Role(park.role))

        self.desk.open(self.window, session)
        self.wait(lambda: self.desk.park is not None)
        self.rest()

    @property
    def face(self) -> QWidget:
        """The page that is shown."""
        return self.window.faces.currentWidget()

    def button(self, words: str, inside: QWidget | None = None) -> QAbstractButton:
        """A visible button by its accessible name."""
        for one in (inside or self.face).findChildren(QAbstractButton):
            if words in {one.accessibleName(), one.text()} and one.isVisibleTo(inside or self.face):
                return one
        raise LookupError(words)

    def answer(self, kind: type[D], work: Callable[[D], None]) -> None:
        """Waits for a dialog that the window runs, does something in it, and closes it whatever happens."""

        ticks = QTimer(self.window, interval=20)
        left = iter(range(PATIENCE * 50))

        def look() -> None:
            shown = next((one for one in self.window.findChildren(kind) if one.isVisible()), None)
            if shown is None and next(left, None) is not None:
                return
            ticks.stop()
            if shown is None:
                self.faults.append(TimeoutError(kind.__name__))
                return
            try:
                work(shown)
            except BaseException as error:  # noqa: BLE001  # told when the test ends: here it would be lost
                self.faults.append(error)
            finally:
                shown.done(0)

        ticks.timeout.connect(look)
        ticks.start()


def shells() -> Iterator[Callable[[], Shell]]:
    """Makes windows, and closes them and their parks when the test ends."""
    made: list[Shell] = []

    def make() -> Shell:
        desk = Desk()
        window = Window(desk, Preferences(), lambda: None)
        shell = Shell(desk, window)
        desk.crashed.connect(shell.faults.append)
        made.append(shell)
        window.show()
        return shell

    yield make
    for shell in made:
        shell.window.leave()
        shell.desk.close()
        shell.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def nameless(top: QWidget) -> list[str]:
    """Controls that a screen reader could not name."""
    found: list[str] = []
    for one in top.findChildren(QWidget):
        parent = one.parentWidget()
        if parent is None or parent.isHidden():
            continue
        inner = one.objectName().startswith("qt_") or isinstance(parent, QComboBox | QAbstractSpinBox)
        inner = inner or parent.inherits("QComboBoxPrivateContainer")
        if inner or not isinstance(one, CONTROLS) or _owned(one) or one.isHidden():
            continue
        if not (one.accessibleName() or (isinstance(one, QAbstractButton) and one.text().strip())):
            found.append(f"{type(one).__name__} {one.objectName()} in {type(one.parent()).__name__}")
    return found


def _owned(one: QWidget) -> bool:
    """Whether it is a piece of one of Qt's own widgets (scroll bars, heads, corners)."""
    parent = one.parent()
    return (isinstance(parent, QAbstractScrollArea) and not isinstance(one, QLineEdit)) or type(
        one
    ).__name__ == "QHeaderView"
