"""The side panel of the list: the selected document, and the acts on it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from stpdesk.ui.accounts.invoice_facts import InvoiceFacts
from stpdesk.ui.accounts.invoice_view import InvoiceView
from stpdesk.ui.parts import Scrolled, button, column, row, rule
from stpdesk.ui.theme import px

WIDTH = 312


class InvoicePanel(QFrame):
    """Tells one document; its acts are signals, so that keys do the same."""

    paper = Signal()
    credit = Signal()
    printing = Signal()
    receipt = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self.setFixedWidth(px(WIDTH))
        self.setAccessibleName(self.tr("Selected document"))
        self.view = InvoiceView()
        self._acts = self._make_acts()
        whole = column(Scrolled(self.view), self._acts, spacing=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self.show_facts(None)

    def _make_acts(self) -> QWidget:
        """Opening it is the accent button."""
        self.paper_button = button(self.tr("Open paper"), "primary", keys="Enter")
        self.credit_button = button(self.tr("Credit…"), keys="Ctrl+N")
        self.print_button = button(self.tr("Print…"), keys="Ctrl+P")
        self.receipt_button = button(self.tr("Receipt…"), keys="Ctrl+R")
        for one, signal in (
            (self.paper_button, self.paper), (self.credit_button, self.credit), (self.print_button, self.printing),
            (self.receipt_button, self.receipt),
        ):  # fmt: skip
            one.clicked.connect(lambda *_, signal=signal: signal.emit())
            one.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        inside = column(
            row(self.paper_button, self.credit_button), row(self.print_button, self.receipt_button)
        )
        for line in inside.children():
            if isinstance(line, QHBoxLayout):
                line.setStretch(0, 1)
                line.setStretch(1, 1)
        inside.setContentsMargins(px(24), px(12), px(24), px(16))
        made = QFrame()
        made.setLayout(column(rule(), inside, spacing=0))
        return made

    def show_facts(self, facts: InvoiceFacts | None) -> None:
        """A document, or what to do where none is selected."""
        self._acts.setVisible(facts is not None)
        if facts is None:
            self.view.say(self.tr("Select a document to see its lines and what was paid."))
            return
        self.view.show_facts(facts)
        self.credit_button.setEnabled(facts.creditable)
        self.receipt_button.setEnabled(facts.is_invoice and facts.paper.open > 0)
