"""The side panel of the run: the selected document line by line, how each line was reached, and what it comes to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from stpdesk.core.documents import DocumentLine
from stpdesk.core.money import Paisa, decimal_text
from stpdesk.core.months import Month
from stpdesk.core.run_changes import Reason
from stpdesk.core.taxes import TaxLine
from stpdesk.ui import icons, wording
from stpdesk.ui.billing.run_words import change, line_title, line_told, reason, tr
from stpdesk.ui.parts import Elided, Scrolled, button, clear, column, label, row, rule
from stpdesk.ui.sides import leading, trailing
from stpdesk.ui.theme import px

WIDTH = 312
REASONS = 4
"""Reasons told one by one."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as the panel tells it: a draft (`number` None) or one that was issued."""

    code: str
    name: str
    about: str
    number: str | None
    credit: bool
    lines: tuple[DocumentLine, ...]
    taxes: tuple[TaxLine, ...]
    before_tax: Paisa
    rounding: Paisa
    total: Paisa
    withheld: Paisa
    before: Month
    total_before: Paisa | None
    change: Paisa
    why: tuple[Reason, ...]
    waits: tuple[str, ...]
    """sentences of the meters it waits for"""
    without: bool
    """billed without the readings it waits for"""
    unlikely: tuple[str, ...] = ()
    """sentences of use far from usual"""


class RunPanel(QFrame):
    """Tells one document; its acts are signals, so that keys and menus do the same."""

    tenant = Signal(str)
    charge = Signal(str)
    invoice = Signal(str)
    bill_without = Signal()
    reading = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.paper: Paper | None = None
        self.setProperty("look", "panel")
        self.setFixedWidth(px(WIDTH))
        self.setAccessibleName(tr("Selected document"))
        self._inside = QVBoxLayout()
        self._inside.setContentsMargins(px(24), px(4), px(24), px(16))
        self._inside.setSpacing(0)
        told = QWidget()
        told.setLayout(self._inside)
        self._acts = self._make_acts()
        whole = column(Scrolled(told), self._acts, spacing=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self.show_paper(None)

    def _make_acts(self) -> QWidget:
        """To the tenant, a one-off charge; or to the invoice."""
        self.tenant_button = button(tr("Open tenant"))
        self.charge_button = button(tr("Add charge…"), keys="Ctrl+N")
        self.invoice_button = button(tr("Open invoice"), keys="Enter")
        self.without_button = button(tr("Bill without the reading"))
        self.reading_button = button(tr("See the reading"))
        self.reading_button.clicked.connect(lambda *_: self.reading.emit())
        self.tenant_button.clicked.connect(lambda *_: self.tenant.emit(self._code()))
        self.charge_button.clicked.connect(lambda *_: self.charge.emit(self._code()))
        self.invoice_button.clicked.connect(lambda *_: self.invoice.emit(self._number()))
        self.without_button.clicked.connect(lambda *_: self.bill_without.emit())
        for one in (
            self.tenant_button,
            self.charge_button,
            self.invoice_button,
            self.without_button,
            self.reading_button,
        ):
            one.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made = QFrame()
        inside = column(
            self.reading_button,
            self.without_button,
            row(self.tenant_button, self.invoice_button, self.charge_button),
        )
        inside.setContentsMargins(px(24), px(12), px(24), px(16))
        made.setLayout(column(rule(), inside, spacing=0))
        return made

    def _code(self) -> str:
        """The tenant of what is shown."""
        return self.paper.code if self.paper is not None else ""

    def _number(self) -> str:
        """The number of what is shown, where it was issued."""
        return self.paper.number or "" if self.paper is not None else ""

    def show_paper(self, paper: Paper | None) -> None:
        """A document, or what to do where none is selected."""
        self.paper = paper
        clear(self._inside)
        self._acts.setVisible(paper is not None)
        if paper is None:
            self._inside.addWidget(
                label(tr("Select a tenant to see the invoice line by line."), "muted", wrap=True)
            )
            self._inside.addStretch(1)
            return
        self.setAccessibleDescription(f"{paper.name}, {wording.rupees(paper.total, paise=True)}")
        draft = paper.number is None
        self.invoice_button.setVisible(not draft)
        self.charge_button.setVisible(draft)
        self.without_button.setVisible(bool(paper.waits))
        self.reading_button.setVisible(bool(paper.unlikely))
        words = tr("Wait for the reading") if paper.without else tr("Bill without the reading")
        self.without_button.setText(words)
        self.without_button.setAccessibleName(words)
        self._tell_head(paper)
        for line in paper.lines:
            self._tell_line(line)
        self._tell_sums(paper)
        self._tell_beside(paper)
        self._inside.addStretch(1)

    def _tell_head(self, paper: Paper) -> None:
        """Tenant, units, what it is."""
        name = label(paper.name, "section", wrap=True)
        name.setAlignment(leading(Qt.AlignmentFlag.AlignTop))
        self._inside.addWidget(name)
        kind = tr("credit note") if paper.credit else tr("invoice")
        words = tr("draft {kind}").format(kind=kind) if paper.number is None else paper.number
        self._inside.addWidget(Elided(", ".join(part for part in (paper.about, words) if part), "caption"))
        for sentence in paper.waits:
            self._inside.addSpacing(px(4))
            self._inside.addWidget(label(sentence, "caption", wrap=True))
        for sentence in paper.unlikely:
            self._inside.addSpacing(px(6))
            self._inside.addLayout(_warned(sentence))
        self._inside.addSpacing(px(10))
        self._inside.addWidget(rule())
        self._inside.addSpacing(px(10))

    def _tell_line(self, line: DocumentLine) -> None:
        """What, how much; under it how it was reached."""
        self._inside.addLayout(_pair(line_title(line), wording.rupees(line.amount, paise=True)))
        told = line_told(line)
        if told:
            self._inside.addWidget(label(told, "caption", wrap=True))
        self._inside.addSpacing(px(8))

    def _tell_sums(self, paper: Paper) -> None:
        """Before tax, each tax, rounding, the total."""
        self._inside.addWidget(rule())
        self._inside.addSpacing(px(8))
        self._inside.addLayout(_pair(tr("Before tax"), wording.rupees(paper.before_tax, paise=True)))
        for tax in paper.taxes:
            words = tr("{name}, {pct} % of {base}").format(
                name=tax.name, pct=decimal_text(tax.pct), base=wording.rupees(tax.base, paise=True)
            )
            self._inside.addLayout(_pair(words, wording.rupees(tax.amount, paise=True)))
        if paper.rounding:
            self._inside.addLayout(_pair(tr("Rounding"), wording.rupees(paper.rounding, paise=True)))
        self._inside.addSpacing(px(8))
        self._inside.addWidget(rule())
        self._inside.addSpacing(px(8))
        total = label(wording.rupees(paper.total, paise=True), "title")
        total.setAlignment(trailing())
        self._inside.addLayout(row(label(tr("Total, Rs"), "strong"), None, total))
        self._inside.addSpacing(px(8))

    def _tell_beside(self, paper: Paper) -> None:
        """What the tenant will keep back, last month's total, and every reason of the change."""
        told: list[tuple[str, str]] = []
        if paper.withheld:
            told.append((tr("Tenant will withhold about"), wording.rupees(paper.withheld, paise=True)))
        if paper.total_before is not None:
            month = wording.month_name(paper.before.number)
            told.append(
                (tr("Total in {month}").format(month=month), wording.rupees(paper.total_before, paise=True))
            )
            told.append((tr("Change"), change(paper.change)))
        if told:
            self._inside.addLayout(_pairs(told))
        if len(paper.why) > 1:
            self._inside.addSpacing(px(8))
            self._inside.addWidget(label(tr("Why, before tax"), "strong"))
            shown = [(reason(one, paper.before), change(one.amount)) for one in paper.why[:REASONS]]
            rest = sum(one.amount for one in paper.why[REASONS:])
            if rest or len(paper.why) > REASONS:
                shown.append((tr("and more"), change(rest)))
            self._inside.addLayout(_pairs(shown))


def _warned(sentence: str) -> QHBoxLayout:
    """A sentence behind the sign of what should be looked at."""
    mark = label()
    icons.put(mark, "alert", "amber", 16)
    mark.setAlignment(leading(Qt.AlignmentFlag.AlignTop))
    mark.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
    made = row(mark, label(sentence, wrap=True), spacing=8)
    made.setStretch(1, 1)
    return made


def _pair(name: str, figure: str) -> QHBoxLayout:
    """Words at the left, their figure at the right."""
    words, amount = label(name, wrap=True), label(figure)
    words.setAlignment(leading(Qt.AlignmentFlag.AlignTop))
    amount.setAlignment(trailing(Qt.AlignmentFlag.AlignTop))
    amount.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
    made = row(words, amount, spacing=12)
    made.setStretch(0, 1)
    return made


def _pairs(told: Sequence[tuple[str, str]]) -> QGridLayout:
    """Muted words left, what they say right."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(px(12))
    grid.setVerticalSpacing(px(3))
    grid.setColumnStretch(0, 1)
    for place, (name, text) in enumerate(told):
        left, right = label(name, "caption", wrap=True), label(text, "caption")
        left.setAlignment(leading(Qt.AlignmentFlag.AlignTop))
        right.setAlignment(trailing(Qt.AlignmentFlag.AlignTop))
        grid.addWidget(left, place, 0)
        grid.addWidget(right, place, 1)
    return grid
