"""One paper in a window of its own: its pages as they will be printed, Print and Save PDF below."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QWidget

from stpdesk.apart.papers import Wanted
from stpdesk.core.errors import Refused
from stpdesk.reports.asked import Asked
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.buttons import KeyButton
from stpdesk.ui.forms.dialogs import Small
from stpdesk.ui.papers.preview import PagePreview
from stpdesk.ui.papers.printing import Printing
from stpdesk.ui.parts import column, row, rule
from stpdesk.ui.reports.making import Made, paper
from stpdesk.ui.reports.saving import Saving
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from stpdesk.actions.session import Session


class PaperDialog(Small):
    """Made off the window's thread; why there is none is said in its place."""

    def __init__(self, parent: QWidget, desk: Desk, title: str, wanted: Wanted) -> None:
        super().__init__(parent.window())
        self._desk, self._title = desk, title
        self.made: Made | None = None
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.preview = PagePreview(desk)
        self.printing, self.saving = Printing(self, desk), Saving(self, desk)
        self.close_button = KeyButton(self.tr("Close"), "Esc")
        self.save = KeyButton(self.tr("Save PDF…"), "Ctrl+S")
        self.print = KeyButton(self.tr("Print…"), "Ctrl+P", primary=True)
        self.close_button.clicked.connect(self.reject)
        self.save.clicked.connect(lambda *_: self.save_pdf())
        self.print.clicked.connect(lambda *_: self.print_paper())
        foot = QFrame()
        foot.setProperty("look", "footer")
        foot.setFixedHeight(px(57))
        line = row(None, self.close_button, self.save, self.print)
        line.setContentsMargins(px(24), 0, px(24), 0)
        foot.setLayout(line)
        whole = column(self.preview, rule(), foot, spacing=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        for keys, act in (("Ctrl+P", self.print_paper), ("Ctrl+S", self.save_pdf)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        fits = parent.window().size().expandedTo(self.screen().availableSize())
        self.resize(QSize(px(860), px(720)).boundedTo(fits - QSize(px(16), px(32))))
        self._ready(False)
        self.preview.begin(self.tr("Making the paper…"))
        desk.ask(self, partial(_paper, wanted=wanted), self._on_made, slot="paper", refused=self._on_refused)
        self.preview.setFocus()

    def _ready(self, ready: bool) -> None:
        """What needs the paper."""
        self.save.setEnabled(ready)
        self.print.setEnabled(ready)

    def _on_made(self, made: Made) -> None:
        """Its pages."""
        self.made = made
        self.preview.show_paper(self._title, made.pdf, made.sizes)
        if self.focusWidget() in {None, self.close_button}:
            self.preview.setFocus()  # the pages could not have it before they were seen
        self._ready(True)

    def _on_refused(self, refusal: Refused) -> None:
        """Why there is none."""
        self.preview.refuse(refusal)

    def print_paper(self) -> None:
        """Through the system's dialog."""
        if self.made is not None:
            self.printing.ask(self._title, self.made.pdf, len(self.made.sizes))

    def save_pdf(self, target: str = "") -> None:
        """The very bytes that are shown, where the person says."""
        if self.made is not None:
            self.saving.save_pdf(self.made, target)


def show_paper(parent: QWidget, desk: Desk, title: str, kind: str, asked: Asked) -> PaperDialog:
    """Opens the window on a paper of a kind of the catalogue, as it is now."""
    made = PaperDialog(parent, desk, title, Wanted(kind, asked))
    made.finished.connect(made.deleteLater)
    made.open()
    return made


def _paper(session: Session, *, wanted: Wanted) -> Made:
    """On the reader's thread."""
    return paper(session, wanted)
