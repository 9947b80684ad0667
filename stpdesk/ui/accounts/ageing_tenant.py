"""A tenant's open items as a page: what makes up its ageing, and where each leads."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stpdesk.core.ageing import BUCKETS
from stpdesk.core.errors import Refused
from stpdesk.core.money import Paisa
from stpdesk.ui import wording
from stpdesk.ui.accounts.ageing_facts import ItemRow, TenantItems, items_of
from stpdesk.ui.accounts.ageing_words import buckets
from stpdesk.ui.accounts.invoice_words import kind, tr
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.buttons import link
from stpdesk.ui.parts import Elided, back, button, clear, column, label, row
from stpdesk.ui.screen import MARGIN
from stpdesk.ui.sides import trailing
from stpdesk.ui.tables import Cell, Column, Kind, Listing, Table
from stpdesk.ui.tenants.faces import tell_exports
from stpdesk.ui.tenants.worked_out import WorkedOut
from stpdesk.ui.theme import px

WIDE = 800
"""Pixels at 100 % from which all ages stand side by side."""


class TenantPage(QWidget):
    """Back, name, acts; the sums by age; the items; what is in advance."""

    left = Signal()
    invoice = Signal(str)
    receipt = Signal(str)
    """a receipt's number, or the tenant's code for a new one"""
    statement = Signal(str)
    reminder = Signal(str)
    tenant = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.found: TenantItems | None = None
        self._idle: list[QWidget] = []
        self._build()

    def _build(self) -> None:
        """Top to bottom."""
        self.back = back(self.tr("Back to the ageing"), self.tr("Back to the ageing (Esc)"))
        self.name = Elided("", "section")
        self.ledger = button(self.tr("Tenant"))
        self.receive = button(self.tr("Receipts"))
        self.remind = button(self.tr("Reminder…"), keys="Ctrl+Shift+R")
        self.state = button(self.tr("Statement…"), "primary", icon="print", keys="Ctrl+P")
        acts = (self.ledger, self.receive, self.remind, self.state)
        line = row(self.back, self.name, *acts)
        line.setStretch(1, 1)
        line.setContentsMargins(px(MARGIN), px(2), px(MARGIN), px(8))
        self._sums = row(spacing=32)
        self._sums.setContentsMargins(px(MARGIN), px(4), px(MARGIN), px(12))
        self.table = Table(self._desk, self._listing(()))
        self.table.finder.hide()
        tell_exports(self._desk, self.table)
        self._advances = row(spacing=8)
        self._advances.setContentsMargins(px(MARGIN), px(10), px(MARGIN), px(10))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(line)
        whole.addLayout(self._sums)
        whole.addWidget(self.table, 1)
        whole.addLayout(self._advances)
        self.setFocusProxy(self.table)
        self.back.clicked.connect(lambda *_: self.left.emit())
        self.table.activated.connect(self._on_activated)
        self.table.filled.connect(self._on_filled)
        for one, signal in (
            (self.ledger, self.tenant), (self.receive, self.receipt), (self.remind, self.reminder), (self.state, self.statement),
        ):  # fmt: skip
            one.clicked.connect(lambda *_, signal=signal: signal.emit(self.code))

    @property
    def code(self) -> str:
        """Whose page it is."""
        return self.found.code if self.found is not None else ""

    def read(self, code: str, day: date | None) -> None:
        """A tenant's items as at a day (None = today); back to the list where there is none of that code."""
        self._desk.ask(
            self, partial(items_of, code=code, day=day), self._show, slot="items", refused=self._refused
        )

    def _refused(self, refusal: Refused) -> None:
        """Nobody of that code."""
        self._desk.refused.emit(refusal)
        self.left.emit()

    def _show(self, found: TenantItems) -> None:
        """Shows it."""
        self.found = found
        self.name.say(f"{found.name}, {found.code}")
        clear(self._sums)
        self._tell_sums(found)
        self.table.refresh(listing=self._listing(found.items))
        clear(self._advances)
        self._tell_advances(found)
        self.remind.setEnabled(found.overdue)

    def _tell_sums(self, found: TenantItems) -> None:
        """Each age with its sum, and all of it."""
        sums = dict.fromkeys(BUCKETS, 0)
        for one in found.items:
            sums[one.bucket] += one.open
        self._idle.clear()
        for name, words in buckets().items():
            figure = _figure(words, Paisa(sums[name]), look="" if sums[name] else "muted")
            self._sums.addWidget(figure)
            if not sums[name]:
                self._idle.append(figure)
        total = Paisa(sum(sums.values()))
        self._sums.addWidget(_figure(tr("Open, Rs"), total, look="strong"))
        day = Elided(tr("As at {day}").format(day=wording.day(found.day)), "caption")
        day.setAlignment(trailing(Qt.AlignmentFlag.AlignTop))
        self._sums.addWidget(day, 1, Qt.AlignmentFlag.AlignTop)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ages of nothing only where there is room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """What there is room for."""
        for one in self._idle:
            one.setVisible(self.width() >= px(WIDE))

    def _tell_advances(self, found: TenantItems) -> None:
        """What was paid and settles nothing yet."""
        if not found.advances:
            return
        self._advances.addWidget(label(tr("In advance, outside these sums:"), "muted"))
        for ref, _day, amount in found.advances[:4]:
            figure = wording.rupees(amount, paise=True)
            if ref:
                made = link(f"{ref}  {figure}")
                number = ref
                made.clicked.connect(lambda *_, number=number: self._go(number))
                self._advances.addWidget(made)
            else:
                self._advances.addWidget(label(f"{kind('opening')}  {figure}"))
        more = len(found.advances) - 4
        if more > 0:
            self._advances.addWidget(label(tr("and {n} more").format(n=more), "caption"))
        self._advances.addStretch(1)

    def _go(self, number: str) -> None:
        """A source of money: a receipt or a credit note."""
        signal = self.invoice if "/CN/" in number else self.receipt
        signal.emit(number)

    def _listing(self, items: tuple[ItemRow, ...]) -> Listing:
        """Its columns."""
        there = WorkedOut(lambda _db, _day: items)
        return Listing(
            "ageing-items", tr("Open items"),
            (
                Column("ref", tr("Document"), Kind.STRONG, 200, stretch=True),
                Column("date", tr("Date"), Kind.DATE, 120, gives=2),
                Column("due", tr("Due"), Kind.DATE, 120),
                Column("days", tr("Overdue"), Kind.CHIP, 130),
                Column("total", tr("Total, Rs"), Kind.MONEY, 130, gives=1),
                Column("open", tr("Open, Rs"), Kind.MONEY, 130),
            ),
            keys=there.keys, rows=there.rows, cells=item_cells, when="day", sort="due",
            empty=tr("Nothing is open on this day."),
        )  # fmt: skip

    def _on_filled(self) -> None:
        """The first one is at hand."""
        keys = self.table.model.keys
        if keys and not len(self.table.selected_keys()):
            self.table.select([keys[0]])

    def _on_activated(self, key: int) -> None:
        """Enter on an item: its document."""
        if self.found is not None:
            one = next((item for item in self.found.items if item.key == key), None)
            if one is not None and one.ref:
                self.invoice.emit(one.ref)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _figure(words: str, amount: Paisa, look: str) -> QWidget:
    """A sum under its name."""
    made = QWidget()
    made.setLayout(
        column(label(words, "caption"), label(wording.rupees(amount, paise=True), look), spacing=2)
    )
    return made


def item_cells(one: ItemRow, _today: date) -> tuple[object, ...]:
    """As the columns say it."""
    late: Cell = (
        Cell(one.days, wording.days(one.days), chip="bad", icon="clock")
        if one.days > 0
        else Cell(one.days, tr("not due"), tone="muted")
    )
    return (
        one.ref or Cell(None, kind("opening"), tone="muted"),
        one.date,
        one.due,
        late,
        one.total,
        one.open,
    )
