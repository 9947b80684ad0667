"""A document told in a column: who, lines, sums, what settled it, what is left. The panel, the page and the credit note share it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from stpdesk.core.documents import Document
from stpdesk.core.money import Paisa
from stpdesk.db.settlements import Settlement
from stpdesk.ui import wording
from stpdesk.ui.accounts import invoice_words as words
from stpdesk.ui.accounts.invoice_facts import InvoiceFacts
from stpdesk.ui.accounts.invoice_words import Told
from stpdesk.ui.fields.buttons import link
from stpdesk.ui.marks import Dot
from stpdesk.ui.parts import clear, label, row, rule
from stpdesk.ui.sides import leading, trailing
from stpdesk.ui.theme import px

SIGNS = {words.OVERDUE: "bad", words.OPEN: "ask", words.SETTLED: "good", words.CREDIT: "off"}
"""The mark of each state."""


class InvoiceView(QWidget):
    """Tells one document; what it names can be pressed."""

    receipt = Signal(str)
    """a receipt's number"""
    invoice = Signal(str)
    """an invoice's or credit note's number"""
    tenant = Signal(str)
    """a tenant's code"""

    def __init__(self) -> None:
        super().__init__()
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(px(24), px(8), px(24), px(16))
        self._inside.setSpacing(px(4))

    def say(self, text: str) -> None:
        """A sentence in place of a document."""
        clear(self._inside)
        self._inside.addWidget(label(text, "muted", wrap=True))
        self._inside.addStretch(1)

    def show_paper(self, paper: Document) -> None:
        """Its lines and sums: of a note that is not issued yet."""
        clear(self._inside)
        self._tell_paper(paper)
        self._inside.addStretch(1)

    def show_facts(self, facts: InvoiceFacts, *, lines: bool = True) -> None:
        """All of it; without its `lines` where its paper lies beside it."""
        clear(self._inside)
        self._tell_head(facts)
        self._tell_paper(facts.paper, lines=lines)
        if facts.is_invoice:
            self._tell_settled(facts)
            self._tell_notes(facts)
        else:
            self._tell_used(facts)
        self._inside.addStretch(1)

    def tell_more(self, heading: str, pairs: list[tuple[str, Paisa]]) -> None:
        """Sums under a heading, at the end."""
        self._drop_stretch()
        self._heading(heading)
        grid = self._grid()
        for text, amount in pairs:
            _put(grid, label(text, wrap=True), amount)
        self._inside.addStretch(1)

    def _drop_stretch(self) -> None:
        """What comes now stands where the room was left."""
        self._inside.takeAt(self._inside.count() - 1)

    def _tell_head(self, facts: InvoiceFacts) -> None:
        """Tenant, number, state, dates, reason."""
        paper = facts.paper
        name = label(paper.party.get("name") or paper.tenant, "section", wrap=True)
        name.setAlignment(leading(Qt.AlignmentFlag.AlignTop))
        self._inside.addWidget(name)
        state = _state(facts)
        self._inside.addLayout(
            row(label(facts.number, "muted"), 4, Dot(SIGNS[state]), label(words.states()[state]), None)
        )
        told = words.tr("of {day}").format(day=wording.day(paper.date))
        if paper.due is not None:  # also where the tenant was in credit then: a cheque may bounce later
            told = words.tr("{of}, due {due}").format(of=told, due=wording.day(paper.due))
        if paper.to_pay < 0 and paper.due is not None:
            told = words.tr("{of}; issued with Rs {amount} in credit").format(
                of=told, amount=wording.rupees(Paisa(-paper.to_pay), paise=True)
            )
        self._inside.addWidget(label(told, "caption", wrap=True))
        if paper.credits:
            self._inside.addLayout(
                row(label(words.tr("Credits"), "caption"), self._link(paper.credits, self.invoice.emit), None)
            )
        if paper.fbr is not None:
            told = words.tr("FBR number {number}").format(number=paper.fbr.number)
            self._inside.addWidget(label(told, "caption", wrap=True))
        if paper.reason:
            self._inside.addWidget(label(wording.sentence(paper.reason), wrap=True))
        code = self._link(
            words.tr("Tenant {code}").format(code=paper.tenant), lambda _: self.tenant.emit(paper.tenant)
        )
        self._inside.addLayout(row(code, None))
        self._inside.addSpacing(px(4))
        self._inside.addWidget(rule())
        self._inside.addSpacing(px(4))

    def _tell_paper(self, paper: Document, *, lines: bool = True) -> None:
        """Lines, sums, total."""
        grid = self._grid()
        for one in paper.lines if lines else ():
            _tell(grid, words.line(one))
        told = list(words.sums(paper)) if lines else []
        if told:
            self._rule(grid)
        for summed in told:
            _tell(grid, summed)
        if lines:
            self._rule(grid)
        _put(grid, label(words.tr("Total, Rs"), "strong"), paper.total, look="section")

    def _tell_settled(self, facts: InvoiceFacts) -> None:
        """Receipts, credit notes and deposits, and what is left."""
        self._heading(words.tr("Paid and credited"))
        grid = self._grid()
        for one in facts.settled:
            self._tell_settlement(grid, one)
        if not facts.settled:
            grid.addWidget(label(words.tr("Nothing yet."), "muted"), grid.rowCount(), 0)
        self._rule(grid)
        look = "due" if facts.overdue else "strong"
        _put(grid, label(words.tr("Left to pay, Rs"), "strong"), facts.paper.open, look=look)
        if facts.overdue and facts.paper.due is not None:
            late = words.tr("overdue for {days}").format(days=words.late(facts.paper.due, facts.today))
            _below(grid, late)

    def _tell_settlement(self, grid: QGridLayout, one: Settlement) -> None:
        """What came of one source."""
        act = self.receipt.emit if one.kind == "receipt" else self.invoice.emit
        known = bool(one.number) and one.kind in {"receipt", "credit"}
        name = self._link(one.number, act) if known else label(words.kind(one.kind))
        _put(grid, name, Paisa(-one.amount))
        told = words.tr("{kind}, {day}") if known else "{day}"
        below = [told.format(kind=words.kind(one.kind), day=wording.day(one.date))]
        if one.withheld:
            paid = words.tr("{amount} of the receipt withheld").format(
                amount=wording.rupees(one.withheld, paise=True)
            )
            state = (
                words.tr("certificate {number}").format(number=one.certificate)
                if one.certificate
                else words.tr("certificate awaited")
            )
            below.append(f"{paid}, {state}" if one.reversed_on is None else paid)
        if one.reversed_on is not None:
            below.append(words.tr("reversed {day}").format(day=wording.day(one.reversed_on)))
        _below(grid, "\n".join(below))

    def _tell_notes(self, facts: InvoiceFacts) -> None:
        """Its credit notes with their reasons."""
        if not facts.notes:
            return
        self._heading(words.tr("Credit notes"))
        grid = self._grid()
        for one in facts.notes:
            _put(grid, self._link(one.number, self.invoice.emit), one.total)
            _below(grid, wording.sentence(", ".join(filter(None, (wording.day(one.date), one.reason)))))

    def _tell_used(self, facts: InvoiceFacts) -> None:
        """What a credit note settled."""
        self._heading(words.tr("What it settled"))
        grid = self._grid()
        for number, amount in facts.settles:
            name: QWidget = self._link(number, self.invoice.emit) if number else label(words.kind("opening"))
            _put(grid, name, amount)
        if not facts.settles:
            grid.addWidget(label(words.tr("Nothing yet."), "muted"), grid.rowCount(), 0)
        self._rule(grid)
        _put(grid, label(words.tr("Still in advance, Rs"), "strong"), Paisa(-facts.paper.open), look="strong")

    # pieces ------------------------------------------------------------------------------------------------------------

    def _heading(self, text: str) -> None:
        """A section."""
        self._inside.addSpacing(px(8))
        self._inside.addWidget(rule())
        self._inside.addSpacing(px(2))
        self._inside.addWidget(label(text, "strong"))

    def _grid(self) -> QGridLayout:
        """Words at the left, sums at the right."""
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(3))
        grid.setColumnStretch(0, 1)
        self._inside.addLayout(grid)
        return grid

    def _rule(self, grid: QGridLayout) -> None:
        """A hairline across."""
        at = grid.rowCount()
        grid.addWidget(rule(), at, 0, 1, 2)

    def _link(self, text: str, act: Callable[[str], object]) -> QPushButton:
        """Something that can be gone to."""
        made = link(text)
        made.setProperty("edge", "left")
        made.clicked.connect(lambda *_: act(text))
        return made


def _state(facts: InvoiceFacts) -> str:
    """As in the list."""
    if not facts.is_invoice:
        return words.CREDIT
    if facts.paper.open <= 0:
        return words.SETTLED
    return words.OVERDUE if facts.overdue else words.OPEN


def _put(grid: QGridLayout, name: QWidget, amount: Paisa, *, look: str = "") -> None:
    """A name and its sum in a row."""
    at = grid.rowCount()
    figure = QLabel(wording.rupees(amount, paise=True))
    figure.setProperty("look", look)
    links = isinstance(name, QPushButton)  # its words stand in the middle of its height
    figure.setAlignment(trailing(Qt.AlignmentFlag.AlignVCenter if links else Qt.AlignmentFlag.AlignTop))
    grid.addWidget(name, at, 0, leading() if links else Qt.AlignmentFlag(0))
    grid.addWidget(figure, at, 1)


def _tell(grid: QGridLayout, told: Told) -> None:
    """A line with what it was worked out from."""
    _put(grid, label(wording.sentence(told.text), wrap=True), told.amount)
    if told.below:
        _below(grid, told.below)


def _below(grid: QGridLayout, text: str) -> None:
    """Muted words under a line."""
    made = label(text, "caption", wrap=True)
    grid.addWidget(made, grid.rowCount(), 0, 1, 2)
