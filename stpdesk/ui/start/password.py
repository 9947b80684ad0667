"""Another password of one's own, and a new one after the recovery code."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout

from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.core.passwords import LEAST
from stpdesk.ui.fault_line import FaultLine
from stpdesk.ui.fields.buttons import KeyButton
from stpdesk.ui.line import Line
from stpdesk.ui.parts import label, row
from stpdesk.ui.sentences import in_words
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from stpdesk.actions.session import Session
    from stpdesk.ui.window import Window


def secret_line(name: str) -> QLineEdit:
    """A line that shows dots."""
    made = Line()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setAccessibleName(name)
    return made


def tr(text: str) -> str:
    """Translated, in the context of this module."""
    return QCoreApplication.translate("password", text)


def fault_of(first: str, again: str) -> str:
    """What is wrong with a new password typed twice; nothing if it is good."""
    if len(first) < LEAST:
        return tr("A password has %d characters at least.") % LEAST
    return "" if first == again else tr("The two passwords are not the same.")


class Password(QDialog):
    """Old password (unless the recovery code opened the park), new one, and the new one again."""

    def __init__(self, window: Window, *, recovered: bool) -> None:
        super().__init__(window)
        self._desk, self._recovered = window.desk, recovered
        title = self.tr("Choose a new password") if recovered else self.tr("Change my password")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(8))
        column.addWidget(label(title, "section"))
        column.addSpacing(px(4))
        self._old = secret_line(self.tr("Old password"))
        self._new = secret_line(self.tr("New password"))
        self._again = secret_line(self.tr("New password again"))
        lines = (self._new, self._again) if recovered else (self._old, self._new, self._again)
        self._words = FaultLine(keeps=True)
        for line in lines:
            name = label(line.accessibleName())
            name.setBuddy(line)
            column.addWidget(name)
            column.addWidget(line)
            line.textChanged.connect(lambda _: self._words.say(""))
        self._words.setMinimumWidth(px(360))
        column.addWidget(self._words)
        self._save = KeyButton(self.tr("Save password"), "Enter", primary=True)
        self._save.setDefault(True)
        self._save.clicked.connect(self._keep)
        later = KeyButton(self.tr("Later") if recovered else self.tr("Cancel"), "Esc")
        later.setAutoDefault(False)
        later.clicked.connect(self.reject)
        column.addLayout(row(None, later, self._save))
        lines[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        """Saves it, if both are the same."""
        fault = fault_of(self._new.text(), self._again.text())
        if fault:
            self._words.say(fault)
            self._new.setFocus()
            return
        self._save.setEnabled(False)
        work = partial(_set, old=None if self._recovered else self._old.text(), new=self._new.text())
        self._desk.act(self, work, lambda _: self.accept(), refused=self._refused)

    def _refused(self, refusal: Refused) -> None:
        """Says why not."""
        self._save.setEnabled(True)
        self._words.say(in_words(refusal))
        (self._old if refusal.field == "old" else self._new).setFocus()


def _set(session: Session, *, old: str | None, new: str) -> Changes:
    """On the writer's thread."""
    from stpdesk.actions import people

    return people.reset_password(session, new) if old is None else people.change_password(session, old, new)


def change_password(window: Window) -> None:
    """Asks for the old one and the new one."""
    _shown(Password(window, recovered=False))


def new_password(window: Window) -> None:
    """After the recovery code."""
    _shown(Password(window, recovered=True))


def _shown(dialog: Any) -> None:
    """Until it is closed."""
    dialog.exec()
    dialog.deleteLater()
