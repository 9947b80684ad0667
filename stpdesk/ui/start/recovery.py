"""The recovery code of a new park: shown once, printed or saved, typed back; only then the park is there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFileDialog

from stpdesk.core.errors import Refused
from stpdesk.ui.fault_line import FaultLine
from stpdesk.ui.line import Line
from stpdesk.ui.parts import button, label, row
from stpdesk.ui.sentences import in_words
from stpdesk.ui.start.middle import Middle
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from stpdesk.actions.parks import Prepared
    from stpdesk.actions.session import Session
    from stpdesk.ui.window import Window

WIDTH = 560


class Recovery(Middle):
    """Whoever turns back here has made no park: its folder goes again."""

    def __init__(
        self, window: Window, made: Prepared, user: str, password: str, workbook: Path | None
    ) -> None:
        super().__init__(WIDTH)
        self._window, self._made, self._user, self._password = window, made, user, password
        self._workbook = workbook
        self._kept = False
        tr = self.tr
        words = tr(
            "This code opens the park when the password is lost. Without either nobody can open it, we included. "
            "Write it down or print it, and lock it away outside this PC. It is not shown again."
        )
        self._code = label(made.recovery, "code")
        self._code.setAccessibleName(tr("Recovery code"))
        self._code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._print = button(tr("Print…"), icon="print")
        self._save = button(tr("Save as text…"), icon="export")
        name = label(tr("Type the code here, from the paper"))
        self._typed = Line()
        self._typed.setAccessibleName(name.text())
        name.setBuddy(self._typed)
        self._words = FaultLine(keeps=True)
        self._open = button(tr("Open the park"), "primary")
        self._open.setEnabled(False)
        self._back = button(tr("Make no park"))
        for part in (
            label(tr("Recovery code of the new park"), "title"), label(words, wrap=True), self._code,
        ):  # fmt: skip
            self.column.addWidget(part)
        self.column.addLayout(row(self._print, self._save, None))
        self.column.addSpacing(px(16))
        self.column.addWidget(name)
        self.column.addWidget(self._typed)
        self.column.addWidget(self._words)
        self.column.addLayout(row(self._open, self._back, None))
        self._typed.textChanged.connect(self._on_typed)
        self._typed.returnPressed.connect(self.enter)
        self._print.clicked.connect(self._on_print)
        self._save.clicked.connect(self._on_save)
        self._open.clicked.connect(self.enter)
        self._back.clicked.connect(window.start)
        self.first = self._typed

    def _on_typed(self, text: str) -> None:
        """Right so far, or where it goes wrong."""
        from stpdesk.db.keys import same_code

        typed = "".join(letter for letter in text if letter.isalnum())
        right = same_code(text, self._made.recovery)
        self._open.setEnabled(right)
        whole = len(typed) >= len(self._made.recovery.replace("-", ""))
        self._words.say(
            self.tr("This is not the code; compare it letter by letter.") if whole and not right else ""
        )

    def enter(self) -> None:
        """Puts the park in its place and opens it."""
        if not self._open.isEnabled():
            return
        self._open.setEnabled(False)
        self._kept = True
        made, user, password = self._made, self._user, self._password
        self._window.preferences.screen = (
            ""  # a new park begins where every day begins, not where another one was left
        )
        self._window.desk.open(self, lambda: _opened(made, user, password), self._on_opened, self._refused)

    def _on_opened(self, _park: object) -> None:
        """The workbook it was made for comes next."""
        if self._workbook is not None:
            window, path = self._window, self._workbook
            QTimer.singleShot(0, window, lambda: window.import_book(path))

    def _refused(self, refusal: Refused) -> None:
        """The place was taken meanwhile."""
        self._kept = False
        self._open.setEnabled(True)
        self._words.say(in_words(refusal))

    def hideEvent(self, event: QHideEvent) -> None:
        """Left without the code: no park. A window that is only minimised is not left."""
        super().hideEvent(event)
        made = self._made
        if not self._kept and not event.spontaneous():
            self._kept = True
            self._window.desk.later(lambda: _drop(made), "new-park")

    # paper ------------------------------------------------------------------------------------------------------------

    def _text(self) -> str:
        """What is printed and saved."""
        name = self._made.folder.name.removesuffix(".stpdesk")
        about = self.tr(
            "Recovery code of the park “%s”. It opens the park when the password is lost: lock it away."
        )
        return f"STP Desk\n\n{about % name}\n\n{self._made.recovery}\n\n{self._made.folder}\n"

    def _on_save(self) -> None:
        """A text file, best on a stick."""
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the recovery code"), self.tr("recovery code") + ".txt"
        )
        if not name:
            return
        text, path = self._text(), Path(name)

        def write() -> None:
            from stpdesk.db.durable import write_file
            from stpdesk.db.folder import refusing_disk

            with refusing_disk(path.parent):
                write_file(path, text.encode())

        self._window.desk.beside(self, write, lambda _: self._typed.setFocus(), refused=self._refused_paper)

    def _on_print(self) -> None:
        """On paper, through the system's own dialog."""
        from PySide6.QtGui import QTextDocument
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter()
        if QPrintDialog(printer, self).exec():
            document = QTextDocument()
            document.setPlainText(self._text())
            document.print_(printer)
        self._typed.setFocus()

    def _refused_paper(self, refusal: Refused) -> None:
        """The disk would not."""
        self._words.say(in_words(refusal))


def _opened(made: Prepared, user: str, password: str) -> Session:
    """On the writer's thread."""
    from stpdesk.actions.parks import keep_park
    from stpdesk.ui.start.sign_in import opener

    keep_park(made)
    return opener(made.folder, user, password)()


def _drop(made: Prepared) -> None:
    """On the writer's thread."""
    from stpdesk.actions.parks import drop_park

    drop_park(made)
