"""Many documents as one paper, made in a process of its own with progress and Stop, then printed or saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stpdesk.core.errors import Refused
from stpdesk.ui.apart import apart_of
from stpdesk.ui.billing.run_words import tr
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.buttons import KeyButton
from stpdesk.ui.forms.dialogs import Small
from stpdesk.ui.papers.preview import PagePreview
from stpdesk.ui.papers.printing import Printing
from stpdesk.ui.parts import button, label, row
from stpdesk.ui.progress import Task
from stpdesk.ui.reports import making
from stpdesk.ui.reports.making import Made
from stpdesk.ui.reports.saving import Saving
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from stpdesk.apart.wire import Work


class RunPaper(Small):
    """The pages, and what can be done with them; closing it while they are made stops the work."""

    def __init__(self, parent: QWidget, desk: Desk, title: str, work: Work) -> None:
        super().__init__(parent.window())
        self._desk = desk
        self.made: Made | None = None
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.task = Task(self)
        self.preview = PagePreview(desk)
        self.printing, self.saving = Printing(self, desk), Saving(self, desk)
        self.save = button(tr("Save PDF…"), keys="Ctrl+S")
        self.print = KeyButton(tr("Print…"), "Ctrl+P", primary=True)
        self.leave = KeyButton(tr("Close"), "Esc")
        head = row(label(title, "title"), None, self.leave, self.save, self.print)
        head.setContentsMargins(px(16), px(14), px(16), px(10))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self.preview, 1)
        self.leave.clicked.connect(self.reject)
        self.save.clicked.connect(lambda *_: self.save_pdf())
        self.print.clicked.connect(lambda *_: self.print_paper())
        for keys, act in (
            ("Ctrl+P", self.print_paper),
            ("Ctrl+S", self.save_pdf),
            ("Ctrl+F", self.preview.start_search),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self._show_ready()
        room = parent.window().size()
        self.resize(QSize(px(900), px(720)).boundedTo(QSize(room.width() - px(48), room.height() - px(48))))
        self.preview.begin(tr("Making the paper…"), self.task)
        apart_of(desk).make(
            self, work, self._show, task=self.task, refused=self._refused, shaped=making.laid_out
        )

    def _show(self, made: Made) -> None:
        """The pages are there."""
        self.made = made
        self.preview.show_paper(self.windowTitle(), made.pdf, made.sizes)
        self._show_ready()
        self.print.setFocus()

    def _refused(self, refused: Refused) -> None:
        """Stopped, or there is none."""
        self.preview.refuse(refused)

    def _show_ready(self) -> None:
        """Only what is there is printed."""
        for one in (self.save, self.print):
            one.setEnabled(self.made is not None)

    def print_paper(self) -> None:
        """Through the system's dialog."""
        if self.made is not None:
            self.printing.ask(self.windowTitle(), self.made.pdf, len(self.made.sizes))

    def save_pdf(self, target: str = "") -> None:
        """The very bytes that are shown."""
        if self.made is not None:
            self.saving.save_pdf(self.made, target)

    def done(self, result: int) -> None:
        """What nobody waits for ends at its next step."""
        self.task.stop()
        super().done(result)
        self.deleteLater()


def show(parent: QWidget, desk: Desk, title: str, work: Work) -> RunPaper:
    """Shows over the window what `work` makes (`stpdesk.apart.papers`)."""
    made = RunPaper(parent, desk, title, work)
    made.open()
    return made
