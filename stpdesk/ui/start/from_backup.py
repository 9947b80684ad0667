"""A park from one of its backups, where the park itself cannot be opened any more: another PC, a broken disk, a lost folder."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QLabel, QLineEdit, QWidget

from stpdesk.core.errors import Refused
from stpdesk.ui.fault_line import FaultLine
from stpdesk.ui.line import Line
from stpdesk.ui.parts import button, label, row
from stpdesk.ui.progress import Task, Working
from stpdesk.ui.sentences import in_words
from stpdesk.ui.start.middle import Middle
from stpdesk.ui.start.places import home
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from stpdesk.actions.session import Session
    from stpdesk.ui.desk import OpenPark
    from stpdesk.ui.window import Window

WIDTH = 520


class FromBackup(Middle):
    """Which backup, into which new folder, and who opens it with the password of the day it was made."""

    def __init__(self, window: Window, backup: Path) -> None:
        super().__init__(WIDTH)
        self._window, self._backup = window, backup
        self._task: Task | None = None
        tr = self.tr
        self._person, self._secret, self._folder = QComboBox(), Line(), Line()
        self._secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._folder.setText(str(home() / _name(backup)))
        self._recovery = QCheckBox(tr("Use the recovery code instead"))
        self._words = FaultLine(keeps=True)
        self.working = Working()
        self._restore = button(tr("Restore and open"), "primary")
        self._restore.setEnabled(False)
        back = button(tr("Back"))
        choose = button(tr("In another place…"), icon="folder")
        self.column.addWidget(label(tr("A park from a backup"), "title"))
        self.column.addWidget(label(str(backup), "caption", wrap=True))
        told = tr("The backup stays as it is. It opens with the passwords of the day it was made.")
        self.column.addWidget(label(told, "muted", wrap=True))
        self.column.addSpacing(px(8))
        self._field(tr("New folder"), self._folder)
        self.column.addLayout(row(choose, None))
        self._field(tr("Person"), self._person)
        self._label = self._field(tr("Password"), self._secret)
        for part in (self._recovery, self.working, self._words):
            self.column.addWidget(part)
        self.column.addLayout(row(self._restore, back, None))
        self._restore.clicked.connect(lambda *_: self.restore())
        self._secret.returnPressed.connect(self.restore)
        self._recovery.toggled.connect(self._switch)
        choose.clicked.connect(lambda *_: self._choose())
        back.clicked.connect(lambda *_: self._leave())
        self.first = self._secret
        window.desk.beside(self, partial(_people, backup), self._show_people, refused=self._refused)

    def _field(self, text: str, field: QWidget) -> QLabel:
        """A field under its label."""
        made = label(text)
        made.setBuddy(field)
        field.setAccessibleName(text)
        self.column.addWidget(made)
        self.column.addWidget(field)
        return made

    def _show_people(self, names: tuple[str, ...]) -> None:
        """Whoever could open it that day."""
        self._person.addItems(names)
        self._person.setCurrentIndex(max(self._person.findText(self._window.preferences.user), 0))
        self._restore.setEnabled(True)
        self._secret.setFocus()

    def _switch(self, recovery: bool) -> None:
        """Password or recovery code."""
        text = self.tr("Recovery code") if recovery else self.tr("Password")
        self._label.setText(text)
        self._secret.setAccessibleName(text)
        self._secret.setEchoMode(QLineEdit.EchoMode.Normal if recovery else QLineEdit.EchoMode.Password)
        self._secret.clear()
        self._secret.setFocus()

    def _choose(self) -> None:
        """Another folder above it."""
        inside = QFileDialog.getExistingDirectory(self, self.tr("In which folder?"))
        if inside:
            self._folder.setText(str(Path(inside) / Path(self._folder.text()).name))

    def restore(self) -> None:
        """Makes the park, proves it, and opens it."""
        if not self._restore.isEnabled():
            return
        self._restore.setEnabled(False)
        self._words.say("")
        self._task = Task(self)
        self.working.begin(self.tr("Copying the backup and proving it…"), self._task)
        folder = home() / Path(self._folder.text().strip()).expanduser()  # a bare name lies where parks do
        make = partial(
            _restored, self._backup, folder, self._person.currentText(), self._secret.text(),
            self._recovery.isChecked(), self._task,
        )  # fmt: skip
        recovered = self._recovery.isChecked()
        self._window.desk.open(self, make, self._opened if recovered else None, self._refused)

    def _opened(self, _park: OpenPark) -> None:
        """Opened with the recovery code: whoever has no password any more is asked for a new one."""
        from stpdesk.ui.start.password import new_password

        QTimer.singleShot(0, self._window, lambda: new_password(self._window))

    def _refused(self, refusal: Refused) -> None:
        """Why not; nothing of it was kept."""
        self.working.end()
        self._task = None
        self._restore.setEnabled(bool(self._person.count()))
        self._words.say(in_words(refusal))
        self._secret.selectAll()

    def _leave(self) -> None:
        """The start page; what is under way ends first."""
        if self._task is not None:
            self._task.stop()
        else:
            self._window.start()


def ask_for(window: Window) -> None:
    """Asks for the backup's folder, and shows what it takes to restore it."""
    found = QFileDialog.getExistingDirectory(
        window, window.tr("The folder of the backup (its name ends in .stpbackup)")
    )
    if found:
        window.show_face(FromBackup(window, Path(found)))


def _name(backup: Path) -> str:
    """What the new folder may be called."""
    return f"{backup.name.removesuffix('.stpbackup')}.stpdesk"


def _people(backup: Path) -> tuple[str, ...]:
    """Whoever has a key in the backup; refused where it is none."""
    from stpdesk.db import keys
    from stpdesk.db.backup import manifest_of
    from stpdesk.db.folder import KEYS

    manifest_of(backup)
    return keys.load(backup / KEYS).people()


def _restored(backup: Path, folder: Path, user: str, secret: str, recovery: bool, told: Task) -> Session:
    """On the writer's thread."""
    from stpdesk.actions.session import system_clock
    from stpdesk.db.backup import restore
    from stpdesk.db.folder import refusing_disk
    from stpdesk.ui.start.sign_in import opener

    if folder.parent == home():  # where parks are proposed to be kept may not be there yet
        with refusing_disk(folder.parent):
            folder.parent.mkdir(parents=True, exist_ok=True)
    restore(
        backup, folder, user=user, password=None if recovery else secret, recovery=secret if recovery else None,
        clock=system_clock, told=told,
    )  # fmt: skip
    return opener(folder, user, secret, recovery)()
