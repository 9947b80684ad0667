"""Sign-in: people by name, a password, or the recovery code; each wrong one makes the next wait longer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from stpdesk.core.errors import Refused
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from stpdesk.actions.session import Session
    from stpdesk.ui.window import Window

WAITS = (0, 0, 1, 2, 4, 8, 15, 30)
"""Seconds after the first, second … wrong password."""


class SignIn(QWidget):
    """One park's door."""

    def __init__(self, window: Window, folder: Path) -> None:
        super().__init__()
        self._window, self._folder, self._wrong = window, folder, 0
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._build()
        window.desk.beside(self, lambda: _people(folder), self._show_people, refused=self._refused)

    def _build(self) -> None:
        """The few fields."""
        outer = QHBoxLayout(self)
        outer.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(px(8))
        column.addStretch(2)
        title = QLabel(self._folder.name.removesuffix(".stpdesk"))
        title.setProperty("look", "title")
        where = QLabel(str(self._folder.parent))
        where.setProperty("look", "caption")
        self._person = QComboBox()
        self._secret = QLineEdit()
        self._secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._secret.returnPressed.connect(self._enter)
        self._secret.textChanged.connect(lambda _: self._say(""))
        self._recovery = QCheckBox(self.tr("Use the recovery code instead"))
        self._recovery.toggled.connect(self._switch)
        self._words = QLabel(" ")
        self._words.setProperty("look", "error")
        self._words.setWordWrap(True)
        self._enter_button = QPushButton(self.tr("Open"))
        self._enter_button.setProperty("look", "primary")
        self._enter_button.clicked.connect(self._enter)
        other = QPushButton(self.tr("Another park"))
        other.clicked.connect(self._window.start)
        column.addWidget(title)
        column.addWidget(where)
        column.addSpacing(px(16))
        for text, field in ((self.tr("Person"), self._person), (self.tr("Password"), self._secret)):
            label = QLabel(text)
            label.setBuddy(field)
            field.setAccessibleName(text)
            column.addWidget(label)
            column.addWidget(field)
            if field is self._secret:
                self._label = label
        column.addWidget(self._recovery)
        column.addWidget(self._words)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self._enter_button)
        row.addWidget(other)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)
        middle = QWidget()
        middle.setFixedWidth(px(360))
        middle.setLayout(column)
        outer.addWidget(middle)
        outer.addStretch(1)

    def _show_people(self, names: tuple[str, ...]) -> None:
        """Who may open it; the one of last time first."""
        self._person.clear()
        self._person.addItems(names)
        last = self._person.findText(self._window.preferences.user)
        self._person.setCurrentIndex(max(last, 0))
        self._secret.setFocus()

    def _switch(self, recovery: bool) -> None:
        """Password or recovery code."""
        text = self.tr("Recovery code") if recovery else self.tr("Password")
        self._label.setText(text)
        self._secret.setAccessibleName(text)
        normal, hidden = QLineEdit.EchoMode.Normal, QLineEdit.EchoMode.Password
        self._secret.setEchoMode(normal if recovery else hidden)
        self._secret.clear()
        self._secret.setFocus()

    def _enter(self) -> None:
        """Tries what was typed."""
        if not self._enter_button.isEnabled():
            return
        self._enter_button.setEnabled(False)
        self._say(self.tr("Opening…"), wrong=False)
        make = opener(
            self._folder, self._person.currentText(), self._secret.text(), self._recovery.isChecked()
        )
        self._window.desk.open(self, make, None, self._refused)

    def _refused(self, refusal: Refused) -> None:
        """Says why not, and makes guessing slow."""
        self._say(str(refusal))
        self._wrong += 1
        wait = WAITS[min(self._wrong, len(WAITS) - 1)]
        if wait:
            self._say(self.tr("%s Wait %d seconds.") % (refusal, wait))
        QTimer.singleShot(wait * 1000, self, self._again)

    def _again(self) -> None:
        """The next try."""
        self._enter_button.setEnabled(True)
        self._secret.selectAll()
        self._secret.setFocus()

    def _say(self, text: str, *, wrong: bool = True) -> None:
        """A sentence under the fields."""
        self._words.setProperty("look", "error" if wrong else "muted")
        self._words.style().polish(self._words)
        self._words.setText(text or " ")


def _people(folder: Path) -> tuple[str, ...]:
    """Names of the people who have a key."""
    from stpdesk.db import keys
    from stpdesk.db.folder import KEYS, look_for_park

    look_for_park(folder)
    return keys.load(folder / KEYS).people()


def opener(folder: Path, user: str, secret: str, recovery: bool) -> Callable[[], Session]:
    """What opens the park on the writer's thread."""

    def make() -> Session:
        from stpdesk.actions.session import Role, Session, system_clock
        from stpdesk.db.park import Park

        park = Park.open(
            folder, user=user, password=None if recovery else secret, recovery=secret if recovery else None, write=True,
            clock=system_clock,
        )  # fmt: skip
        return Session(park, park.actor, system_clock, Role(park.role))

    return make
