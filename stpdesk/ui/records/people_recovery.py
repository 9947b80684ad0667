"""The recovery sheet printed anew: another code, shown once and typed back from the paper before it counts."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.ui.desk import Desk
from stpdesk.ui.fault_line import FaultLine
from stpdesk.ui.fields.buttons import KeyButton
from stpdesk.ui.forms.dialogs import Small
from stpdesk.ui.line import Line
from stpdesk.ui.parts import button, column, label, row
from stpdesk.ui.records.people_roles import tr
from stpdesk.ui.sentences import in_words
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from stpdesk.actions.session import Session

WIDTH = 640


class NewSheet(Small):
    """Nothing is another until the code was typed back; whoever turns back keeps the old sheet."""

    def __init__(self, window: QWidget, desk: Desk) -> None:
        from stpdesk.db.keys import new_code

        super().__init__(window)
        self._desk, self.code = desk, new_code()
        title = tr("Recovery sheet")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setFixedWidth(px(WIDTH))
        words = tr(
            "This code opens the park when every password is lost. It takes the place of the one on the sheet in the safe, which "
            "can then no longer open this park; backups made before today still open with it. Print the new sheet or write the "
            "code down, then type it here from the paper."
        )
        self.shown = label(self.code, "code")
        self.shown.setAccessibleName(tr("Recovery code"))
        self.shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._print = button(tr("Print the sheet…"), icon="print", keys="Ctrl+P")
        self._print.setShortcut("Ctrl+P")
        self._save = button(tr("Save as PDF…"), icon="export")
        name = label(tr("Type the code here, from the paper"))
        self.typed = Line()
        self.typed.setAccessibleName(name.text())
        name.setBuddy(self.typed)
        self.words = FaultLine(keeps=True)
        self._no = KeyButton(tr("Keep the old sheet"), "Esc")
        self.go = KeyButton(tr("This is the code now"), "Ctrl+Enter", primary=True)
        for one in (self._print, self._save, self._no):
            one.setAutoDefault(False)
        self.go.setShortcut("Ctrl+Return")
        self.go.setDefault(True)
        self.go.setEnabled(False)
        lines = column(
            label(tr("A new recovery sheet"), "title"), label(words, wrap=True), 4, self.shown,
            row(self._print, self._save, None), 12, name, self.typed, self.words, row(None, self._no, self.go),
        )  # fmt: skip
        lines.setContentsMargins(px(24), px(20), px(24), px(20))
        self.setLayout(lines)
        self._connect()
        self.typed.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its sentences are in this width: a window does not ask what wraps."""
        super().showEvent(event)
        inside = self.layout()
        assert inside is not None
        for one in self.findChildren(QWidget):
            one.ensurePolished()
        inside.invalidate()
        self.grow(max(self.height(), inside.totalHeightForWidth(self.width())))

    def _connect(self) -> None:
        """Buttons and the line."""
        self._print.clicked.connect(lambda *_: self._make(self._on_paper))
        self._save.clicked.connect(lambda *_: self._ask_where())
        self._no.clicked.connect(self.reject)
        self.go.clicked.connect(lambda *_: self.keep())
        self.typed.textChanged.connect(self._on_typed)

    def _on_typed(self, text: str) -> None:
        """Right so far, or where it goes wrong."""
        from stpdesk.db.keys import same_code

        right = same_code(text, self.code)
        whole = sum(letter.isalnum() for letter in text) >= len(self.code.replace("-", ""))
        self.go.setEnabled(right)
        wrong = whole and not right
        self.words.say(tr("This is not the code; compare it letter by letter.") if wrong else "")

    def keep(self) -> None:
        """The new code takes the place of the old one."""
        self.go.set_busy(True)
        work = partial(_replace, code=self.code, typed=self.typed.text())
        self._desk.act(self, work, lambda _: self.accept(), refused=self._refused)

    def _refused(self, refusal: Refused) -> None:
        """Why not."""
        self.go.set_busy(False)
        self.words.say(in_words(refusal))

    # paper ------------------------------------------------------------------------------------------------------------

    def _make(self, then: object) -> None:
        """The sheet as PDF, on the reader's thread."""
        self._desk.ask(self, partial(_pdf, code=self.code), then, slot="sheet", refused=self._refused)  # type: ignore[arg-type]  # one of the two below

    def _on_paper(self, pdf: bytes) -> None:
        """Through the system's dialog."""
        from stpdesk.ui.papers.printing import Printing

        self.printing = Printing(self, self._desk)
        self.printing.ask(tr("Recovery sheet"), pdf, 1)

    def _ask_where(self) -> None:
        """A file, best on a stick that is then emptied."""
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Save the recovery sheet"), tr("recovery sheet") + ".pdf"
        )
        if name:
            self._make(partial(self._write, Path(name)))

    def _write(self, path: Path, pdf: bytes) -> None:
        """Beside the window."""

        def write() -> None:
            from stpdesk.db.durable import write_file
            from stpdesk.db.folder import refusing_disk

            with refusing_disk(path.parent):
                write_file(path, pdf)

        told = tr("Saved: {name}. Print it, then delete the file.").format(name=path.name)
        self._desk.beside(self, write, lambda _: self.words.say(told, wrong=False), refused=self._refused)


def _pdf(session: Session, *, code: str) -> bytes:
    """The sheet of this park."""
    from stpdesk.db import settings
    from stpdesk.reports.figures.recovery import RecoverySheet
    from stpdesk.reports.pdf.recovery import recovery_pdf

    with session.park.reading() as db:
        park = settings.load(db)
        named = settings.code(db)
    return recovery_pdf(RecoverySheet(named, park.name, session.today, code, sample=park.sample, anew=True))


def _replace(session: Session, *, code: str, typed: str) -> Changes:
    """On the writer's thread."""
    from stpdesk.actions.people import replace_recovery

    made = replace_recovery(session, code, typed)
    return Changes(
        made.nouns, said=tr("The new recovery code counts. Lock the sheet away and destroy the old one.")
    )
