"""One document as a page: what is known of it at the left, its paper at the right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from stpdesk.core.errors import Refused
from stpdesk.core.money import lakh
from stpdesk.ui.accounts.invoice_facts import InvoiceFacts
from stpdesk.ui.accounts.invoice_view import InvoiceView
from stpdesk.ui.desk import Desk
from stpdesk.ui.papers.preview import PagePreview
from stpdesk.ui.papers.printing import Printing
from stpdesk.ui.parts import Elided, Scrolled, back, button, row
from stpdesk.ui.reports.saving import Saving
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from stpdesk.actions.session import Session
    from stpdesk.ui.reports.making import Made

WIDTH, LEAST = 344, 400
"""Pixels at 100 % of what is told, and what the paper needs beside it."""


class Papers:
    """A paper made off the window's thread, to be shown, printed or saved: an invoice by its number, or a kind as at a day."""

    def __init__(self, home: QWidget, desk: Desk) -> None:
        self._home, self._desk = home, desk
        self.printing, self.saving = Printing(home, desk), Saving(home, desk)

    def make(
        self,
        number: str,
        then: Callable[[Made], None],
        refused: Callable[[Refused], None] | None = None,
        *,
        name: str = "invoice",
        day: date | None = None,
    ) -> None:
        """Makes it, and hands it over."""
        work = partial(_paper, name=name, number=number, day=day)
        self._desk.ask(self._home, work, then, slot="paper", refused=refused)

    def print_one(self, number: str = "", *, name: str = "invoice", day: date | None = None) -> None:
        """Through the system's dialog."""
        self.make(number, self.print_made, name=name, day=day)

    def print_made(self, made: Made) -> None:
        """One that is made already."""
        self.printing.ask(made.number, made.pdf, len(made.sizes))

    def save_one(
        self, number: str = "", target: str = "", *, name: str = "invoice", day: date | None = None
    ) -> None:
        """Where the person says."""
        self.make(number, lambda made: self.saving.save_pdf(made, target), name=name, day=day)


class InvoicePage(QWidget):
    """Back, number, acts; below them what is known and the paper."""

    left = Signal()
    credit = Signal()
    receipt = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.facts: InvoiceFacts | None = None
        self.papers = Papers(self, desk)
        self._build()

    def _build(self) -> None:
        """One row of acts above two columns."""
        tr = self.tr
        self.back = back(tr("Back to the list"), tr("Back to the list (Esc)"))
        self.name = Elided("", "section")
        self.credit_button = button(tr("Credit…"), keys="Ctrl+N")
        self.receipt_button = button(tr("Receipt…"), keys="Ctrl+R")
        self.save = button(tr("Save PDF…"), keys="Ctrl+S")
        self.print = button(tr("Print…"), "primary", icon="print", keys="Ctrl+P")
        line = row(self.back, self.name, self.credit_button, self.receipt_button, self.save, self.print)
        line.setStretch(1, 1)
        line.setContentsMargins(px(24), px(2), px(24), px(8))
        self.view = InvoiceView()
        self.told = QFrame()
        inside = QVBoxLayout(self.told)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(Scrolled(self.view))
        self.told.setFixedWidth(px(WIDTH))
        self.preview = PagePreview(self._desk)
        edge = QFrame()
        edge.setProperty("look", "line")
        edge.setFixedWidth(1)
        beside = row(self.told, edge, self.preview, spacing=0)
        beside.setStretch(2, 1)
        across = QFrame()
        across.setProperty("look", "line")
        across.setFixedHeight(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(line)
        whole.addWidget(across)
        whole.addLayout(beside, 1)
        self.setFocusProxy(self.preview)
        self.back.clicked.connect(lambda *_: self.left.emit())
        self.credit_button.clicked.connect(lambda *_: self.credit.emit())
        self.receipt_button.clicked.connect(lambda *_: self.receipt.emit())
        self.save.clicked.connect(lambda *_: self.save_paper())
        self.print.clicked.connect(lambda *_: self.print_paper())

    def show_facts(self, facts: InvoiceFacts) -> None:
        """A document; its paper is made once, for nothing of it changes but its number of the FBR."""
        was = (self.facts.number, self.facts.paper.fbr) if self.facts is not None else None
        known = was == (facts.number, facts.paper.fbr) and bool(self.preview.pdf)
        self.facts = facts
        self._say_name()
        self.view.show_facts(facts, lines=False)
        self.credit_button.setEnabled(facts.creditable)
        self.receipt_button.setEnabled(facts.is_invoice and facts.paper.open > 0)
        if not known:
            self.preview.begin(self.tr("Making the paper…"))
            self.papers.make(facts.number, self._show_paper, self._no_paper)

    def _show_paper(self, made: Made) -> None:
        """Its pages."""
        if self.facts is not None and made.number == self.facts.number:
            self.preview.show_paper(made.number, made.pdf, made.sizes)

    def _no_paper(self, refusal: Refused) -> None:
        """Why there is none."""
        self.preview.refuse(refusal)

    def print_paper(self) -> None:
        """Through the system's dialog."""
        if self.facts is not None:
            self.papers.print_one(self.facts.number)

    def save_paper(self, target: str = "") -> None:
        """Where the person says."""
        if self.facts is not None:
            self.papers.save_one(self.facts.number, target)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The paper comes first where there is little room."""
        super().resizeEvent(event)
        self.told.setVisible(self.width() >= px(WIDTH + LEAST))
        self._say_name()

    def _say_name(self) -> None:
        """The number; where there is no room beside the paper, which has it too, what is left to pay."""
        if self.facts is None:
            return
        left = self.facts.paper.open
        if self.told.isVisibleTo(self) or left <= 0:
            self.name.say(self.facts.number)
        else:
            self.name.say(self.tr("{left} left to pay").format(left=lakh(left)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _paper(session: Session, *, name: str, number: str, day: date | None) -> Made:
    """On the reader's thread."""
    from stpdesk.apart.papers import Wanted
    from stpdesk.reports.asked import Asked
    from stpdesk.ui.reports import making

    return making.paper(session, Wanted(name, Asked(number=number or None), day))
