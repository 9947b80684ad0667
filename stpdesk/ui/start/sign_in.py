"""Sign-in: people by name, a password, or the recovery code; each wrong one makes the next wait longer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QWidget

from stpdesk.core.errors import Refused
from stpdesk.ui.fault_line import FaultLine
from stpdesk.ui.line import Line
from stpdesk.ui.parts import button, label, row
from stpdesk.ui.start.middle import Middle
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from stpdesk.actions.session import Session
    from stpdesk.ui.desk import OpenPark
    from stpdesk.ui.window import Window

WAITS = (0, 0, 1, 2, 4, 8, 15, 30)
"""Seconds after the first, second … wrong password."""
SECRETS = frozenset({"password", "recovery"})
"""Fields of refusals that count as a wrong guess."""
WIDTH = 360
SAMPLE, FIRST, PASSWORD = "SCO Gilgit sample.stpdesk", "manager", "sample"  # told to everybody
"""The sample park's folder, who it is made with, and with which password."""


class SignIn(Middle):
    """One park's door."""

    def __init__(self, window: Window, folder: Path) -> None:
        super().__init__(WIDTH)
        self._window, self._folder = window, folder
        self._eager = False
        self._build()
        self._connect()
        self.first = self._secret
        window.after_paint(self._ask_people)

    def _build(self) -> None:
        """The few fields."""
        self._person, self._secret = QComboBox(), Line()
        self._secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._recovery = QCheckBox(self.tr("Use the recovery code instead"))
        self._words = FaultLine(keeps=True)
        self._enter_button = button(self.tr("Open"), "primary")
        self._enter_button.setEnabled(False)
        self._read_button = button(self.tr("Open to read only"))
        self._read_button.hide()
        self._forget = button(self.tr("Take it off the list"))
        self._forget.hide()
        self._other = button(self.tr("Another park"))
        self.column.addWidget(label(self._folder.name.removesuffix(".stpdesk"), "title"))
        self.column.addWidget(label(str(self._folder.parent), "caption", wrap=True))
        self.column.addSpacing(px(16))
        self._field(self.tr("Person"), self._person)
        self._label = self._field(self.tr("Password"), self._secret)
        self._open_to = ""
        self._hint = label(" ", "muted", wrap=True)
        self._hint.setVisible(self._folder.name == SAMPLE)
        self.column.addWidget(self._hint)
        self.column.addWidget(self._recovery)
        self.column.addWidget(self._words)
        self.column.addLayout(row(self._enter_button, self._read_button, self._forget, self._other, None))

    def _field(self, text: str, field: QWidget) -> QLabel:
        """A field under its label."""
        made = label(text)
        made.setBuddy(field)
        field.setAccessibleName(text)
        self.column.addWidget(made)
        self.column.addWidget(field)
        return made

    def _connect(self) -> None:
        """Enter opens."""
        self._secret.returnPressed.connect(self._enter)
        self._secret.textChanged.connect(lambda _: self._say("") if self._enter_button.isEnabled() else None)
        self._recovery.toggled.connect(self._switch)
        self._person.currentTextChanged.connect(lambda _: self._tell_sample())
        self._enter_button.clicked.connect(self._enter)
        self._read_button.clicked.connect(lambda: self._enter(write=False))
        self._forget.clicked.connect(self._take_off)
        self._other.clicked.connect(self._window.start)

    def _ask_people(self) -> None:
        """Whose door it is; the park's own folder is looked at for the first time."""
        folder = self._folder
        self._window.desk.beside(self, lambda: _people(folder), self._show_people, refused=self._gone)

    def _show_people(self, names: tuple[str, ...]) -> None:
        """Who may open it; the one of last time first."""
        self._person.clear()
        self._person.addItems(names)
        last = self._person.findText(self._window.preferences.user)
        self._person.setCurrentIndex(max(last, 0))
        self._enter_button.setEnabled(True)
        self._secret.setFocus()
        if self._folder.name == SAMPLE:
            folder = self._folder
            self._window.desk.beside(
                self, lambda: _as_made(folder), self._show_sample, refused=lambda _: None
            )
        if self._eager:  # somebody typed the password before the names were read
            self._enter()

    def _show_sample(self, name: str) -> None:
        """Who can still open the sample park with the password it was made with."""
        self._open_to = name
        self._tell_sample()

    def _tell_sample(self) -> None:
        """That password, to that person alone; an empty line else, so that nothing moves."""
        told = self.tr("This is the sample park; its password is “{password}”.").format(password=PASSWORD)
        known = bool(self._open_to) and self._person.currentText() == self._open_to
        self._hint.setText(told if known and not self._recovery.isChecked() else " ")

    def _gone(self, refusal: Refused) -> None:
        """No park can be opened here: says why, and offers to forget it."""
        self._say(_told(refusal))
        self._forget.setVisible(str(self._folder) in self._window.preferences.recent)
        for part in (self._person, self._secret, self._recovery):
            part.setEnabled(False)
        self._other.setFocus()

    def _take_off(self) -> None:
        """Forgets the park; its folder stays as it is."""
        self._window.preferences.forget(self._folder)
        self._window.remember()
        self._window.start()

    def _switch(self, recovery: bool) -> None:
        """Password or recovery code."""
        text = self.tr("Recovery code") if recovery else self.tr("Password")
        self._label.setText(text)
        self._secret.setAccessibleName(text)
        normal, hidden = QLineEdit.EchoMode.Normal, QLineEdit.EchoMode.Password
        self._secret.setEchoMode(normal if recovery else hidden)
        self._secret.clear()
        self._secret.setFocus()
        self._tell_sample()

    def _enter(self, *_: object, write: bool = True) -> None:
        """Tries what was typed."""
        if not self._enter_button.isEnabled():
            self._eager = not self._person.count()
            return
        self._enter_button.setEnabled(False)
        self._read_button.setEnabled(False)
        self._say(self.tr("Opening…"), wrong=False)
        recovery = self._recovery.isChecked()
        make = opener(self._folder, self._person.currentText(), self._secret.text(), recovery, write=write)
        self._window.desk.open(self, make, self._opened if recovery and write else None, self._refused)

    def _opened(self, _park: OpenPark) -> None:
        """Opened with the recovery code: whoever has no password any more is asked for a new one."""
        from stpdesk.ui.start.password import new_password

        QTimer.singleShot(0, self._window, lambda: new_password(self._window))

    def _refused(self, refusal: Refused) -> None:
        """Says why not, and makes guessing slow."""
        from stpdesk.db.lock import WRITING

        self._say(_told(refusal))
        self._read_button.setVisible(refusal.field == WRITING)
        wait = 0
        if refusal.field in SECRETS:
            wrong = self._window.wrong.get(self._folder, 0) + 1
            self._window.wrong[self._folder] = wrong
            wait = WAITS[min(wrong, len(WAITS) - 1)]
        if wait:
            self._say(self.tr("%s Wait %d seconds.") % (_told(refusal), wait))
        QTimer.singleShot(wait * 1000, self, lambda: self._again(refusal))

    def _again(self, refusal: Refused) -> None:
        """The next try."""
        self._say(_told(refusal))
        self._enter_button.setEnabled(True)
        self._read_button.setEnabled(True)
        self._secret.selectAll()
        (self._secret if self._read_button.isHidden() else self._read_button).setFocus()

    def _say(self, text: str, *, wrong: bool = True) -> None:
        """A sentence under the fields."""
        self._words.say(text, wrong=wrong)


def _told(refusal: Refused) -> str:
    """A refusal in the window's language, which is loaded once something is refused."""
    from stpdesk.ui.sentences import in_words

    return in_words(refusal)


def _people(folder: Path) -> tuple[str, ...]:
    """Names of the people who have a key."""
    from stpdesk.db import keys
    from stpdesk.db.folder import KEYS, look_for_park

    look_for_park(folder)
    return keys.load(folder / KEYS).people()


def _as_made(folder: Path) -> str:
    """The person the sample park was made with, where the password is still the one everybody is told; "" else."""
    from stpdesk.db import keys
    from stpdesk.db.folder import KEYS

    found = keys.load(folder / KEYS)
    if FIRST not in found.people():
        return ""
    try:
        keys.unlock(found, PASSWORD, FIRST)
    except Refused:
        return ""
    return FIRST


def opener(
    folder: Path, user: str, secret: str, recovery: bool = False, *, write: bool = True
) -> Callable[[], Session]:
    """What opens the park on the writer's thread."""

    def make() -> Session:
        from stpdesk.actions.session import Role, Session, system_clock
        from stpdesk.db.park import Park

        park = Park.open(
            folder, user=user, password=None if recovery else secret, recovery=secret if recovery else None, write=write,
            clock=system_clock, beside=True,
        )  # fmt: skip
        return Session(park, park.actor, system_clock, Role(park.role))

    return make
