"""The side panel of the list of receipts: how the selected one was allocated, what was withheld, its certificate, the acts on it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal

from stpdesk.ui import wording
from stpdesk.ui.accounts.receipt_facts import ReceiptFacts
from stpdesk.ui.accounts.receipt_told import Telling, across, below, going, put
from stpdesk.ui.accounts.receipt_words import (
    MARKS,
    REVERSED,
    item_name,
    method_told,
    money,
    state,
    states,
    tr,
)
from stpdesk.ui.marks import Dot
from stpdesk.ui.parts import label, row, rule
from stpdesk.ui.theme import px


class ReceiptPanel(Telling):
    """Tells one receipt; its acts are signals, so that keys do the same."""

    paper = Signal()
    reverse = Signal()
    certificate = Signal()
    another = Signal()
    invoice = Signal(str)
    """an invoice's number"""
    tenant = Signal(str)
    """a tenant's code"""

    def __init__(self) -> None:
        super().__init__(tr("Selected receipt"))
        self.paper_button = self.act(tr("Open paper"), self.paper.emit, "primary", "Enter")
        self.certificate_button = self.act(tr("Certificate…"), self.certificate.emit, keys="F2")
        self.reverse_button = self.act(tr("Reverse…"), self.reverse.emit, keys="Ctrl+Shift+B")
        self.another_button = self.act(tr("Next receipt…"), self.another.emit, keys="Ctrl+N")
        self.put_acts(
            (self.paper_button, self.certificate_button), (self.reverse_button, self.another_button)
        )
        self.show_facts(None)

    def show_facts(self, facts: ReceiptFacts | None) -> None:
        """A receipt, or what to do where none is selected."""
        if facts is None:
            self.say(tr("Select a receipt to see what it settled."))
            return
        one = facts.row
        gone = one.reversed_on is not None
        self.begin(one.name)
        self._tell_head(facts)
        self._tell_value(facts)
        self._tell_settled(facts)
        if one.note:
            self.heading(tr("Note"))
            self.words(one.note, "")
        self.end()
        self.reverse_button.setEnabled(not gone)
        self.certificate_button.setEnabled(bool(one.income_tax + one.sales_tax) and not gone)

    def _tell_head(self, facts: ReceiptFacts) -> None:
        """Number, state, day, way."""
        one, name = facts.row, state(facts.row)
        self.words(one.number)
        self.inside.addLayout(row(Dot(MARKS[name]), label(states()[name]), None))
        told = tr("{day}, {method}")
        self.words(told.format(day=wording.day(one.date), method=method_told(one.method)))
        words = tr("Tenant {code}").format(code=one.tenant)
        self.inside.addLayout(row(going(words, lambda: self.tenant.emit(one.tenant)), None))
        if name == REVERSED and one.reversed_on is not None:
            self.inside.addSpacing(px(4))
            reason = facts.receipt.reversal_reason
            told = tr("Reversed on {day}:") if reason else tr("Reversed on {day}")
            self.words(told.format(day=wording.day(one.reversed_on)), "")
            if reason:
                self.words(reason, "")  # lines of its own: it may be in Urdu
        self.inside.addSpacing(px(4))
        self.inside.addWidget(rule())
        self.inside.addSpacing(px(4))

    def _tell_value(self, facts: ReceiptFacts) -> None:
        """Cash and what was withheld."""
        one, grid = facts.row, self.grid()
        put(grid, label(tr("Received")), money(one.cash))
        if one.income_tax:
            put(grid, label(tr("Income tax withheld")), money(one.income_tax))
        if one.sales_tax:
            put(grid, label(tr("Sales tax withheld")), money(one.sales_tax))
        if one.income_tax + one.sales_tax:
            told = (
                tr("certificate {number}").format(number=one.certificate)
                if one.certificate
                else tr("certificate awaited")
            )
            below(grid, told)
        across(grid, rule())
        put(grid, label(tr("Value, Rs"), "strong"), money(one.value), "section")

    def _tell_settled(self, facts: ReceiptFacts) -> None:
        """What it settles, and what is in advance."""
        self.heading(tr("What it settles"))
        if facts.row.reversed_on is not None:
            self.words(tr("Nothing any more: what it had settled is due again."), "muted")
            return
        grid = self.grid()
        for item in facts.settled:
            name = going(item.ref, partial(self.invoice.emit, item.ref)) if item.ref else label(item_name(""))
            put(grid, name, money(item.amount))
            words = tr("due {due}")
            if item.date > facts.row.date:
                words = tr("due {due}, applied {day}")
            below(grid, words.format(due=wording.day(item.due), day=wording.day(item.date)))
        if not facts.settled:
            across(grid, label(tr("Nothing yet."), "muted"))
        if facts.advance:
            across(grid, rule())
            put(grid, label(tr("In advance, Rs"), "strong"), money(facts.advance), "strong")
            below(grid, tr("settles the next invoices"))
