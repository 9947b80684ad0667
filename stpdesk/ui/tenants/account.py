"""A tenant's account on its page: debit, credit and running balance between two days (rule B14)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from stpdesk.core.ageing import statement
from stpdesk.core.money import Paisa
from stpdesk.db import ledger
from stpdesk.ui import wording
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.dates import Date
from stpdesk.ui.parts import button, label
from stpdesk.ui.tables import Cell, Column, Kind, Listing
from stpdesk.ui.tenants.facts import TenantFacts
from stpdesk.ui.tenants.tab import TableTab
from stpdesk.ui.tenants.words import tr
from stpdesk.ui.tenants.worked_out import WorkedOut

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Line:
    """One movement with the balance after it, in paisa; the first may be the balance brought forward."""

    key: int
    date: date
    kind: str
    ref: str
    debit: Paisa | None
    credit: Paisa | None
    balance: Paisa

    @property
    def sought(self) -> str:
        """What it is filtered by."""
        return f"{kind_told(self.kind)} {self.ref} {wording.day(self.date)}"


@dataclass(frozen=True, slots=True)
class Sums:
    """All that is between the days."""

    debit: Paisa
    credit: Paisa
    closing: Paisa
    last: date


def kind_told(kind: str) -> str:
    """What moved the account."""
    return {
        "invoice": tr("Invoice"), "credit": tr("Credit note"), "opening": tr("Opening balance"),
        "receipt": tr("Receipt"), "reversal": tr("Receipt reversed"), "deposit": tr("Deposit adjusted"),
        "forward": tr("Brought forward"),
    }.get(kind, kind)  # fmt: skip


def lines(db: Database, tenant: str, first: date | None, last: date) -> list[Line]:
    """The account between two days, the balance brought forward first where there are earlier days."""
    found = statement(ledger.movements(db, tenant), first, last)
    made = [Line(0, first, "forward", "", None, None, found.opening)] if first is not None else []
    for place, (move, balance) in enumerate(zip(found.movements, found.balances(), strict=True), start=1):
        debit, credit = (move.amount, None) if move.amount > 0 else (None, Paisa(-move.amount))
        made.append(Line(place, move.date, move.kind, move.ref, debit, credit, balance))
    return made


def cells(one: Line, _today: date) -> tuple[object, ...]:
    """As the columns say it."""
    if one.kind == "forward":
        return one.date, Cell(None, kind_told(one.kind), tone="muted"), None, None, None, one.balance
    return one.date, kind_told(one.kind), one.ref, one.debit, one.credit, one.balance


def sums(every: Sums) -> tuple[object, ...]:
    """The closing balance."""
    words = tr("Closing balance, in credit, {day}") if every.closing < 0 else tr("Closing balance, {day}")
    return words.format(day=wording.day(every.last)), None, None, every.debit, every.credit, every.closing


class AccountTab(TableTab):
    """From, to, and every movement between."""

    opened = Signal(str)
    """a thing of the screen of billing: a document or a receipt"""
    wanted = Signal(str)
    """a thing of the reports' screen: the statement as it is printed"""

    def __init__(self, desk: Desk) -> None:
        self._days: tuple[date | None, date | None] = (None, None)
        self._lines: dict[int, Line] = {}
        super().__init__(desk)

    def _build(self) -> None:
        """Days above the rows."""
        self.first = Date("from", self.tr("From"), self._today)
        self.last = Date("to", self.tr("To"), self._today)
        self.first.set_width(136)
        self.last.set_width(136)
        self.export = button(self.tr("Export…"), icon="export")
        self.statement = button(self.tr("Statement…"), icon="print")
        super()._build()
        self.line.addStretch(1)
        for part in (
            label(self.tr("From"), "muted"),
            self.first,
            label(self.tr("to"), "muted"),
            self.last,
            self.export,
            self.statement,
        ):
            self.line.addWidget(part)
        self.first.left.connect(self._on_days)
        self.last.left.connect(self._on_days)
        self.export.clicked.connect(lambda _=False: self.table.export())
        self.statement.clicked.connect(self.show_statement)
        self.table.activated.connect(self._on_activated)

    def _on_activated(self, key: int) -> None:
        """Enter on a movement: the document or receipt it is of."""
        parts = {"invoice": "invoices", "credit": "invoices", "receipt": "receipts", "reversal": "receipts"}
        line = self._lines.get(key)
        if line is not None and line.ref and line.kind in parts:
            self.opened.emit(f"{parts[line.kind]}:{line.ref}")

    def show_statement(self) -> None:
        """The statement on the screen of the reports."""
        if self.facts is not None:
            self.wanted.emit(f"statement:{self.facts.tenant.code}")

    def listing(self) -> Listing:
        """The account between the days chosen."""
        tenant = self.facts.tenant.id if self.facts else ""
        first, last = self._days

        def work(db: Database, day: date) -> list[Line]:
            found = lines(db, tenant, first, last or day)
            self._lines = {one.key: one for one in found}
            return found

        there = WorkedOut(work)
        name = self.facts.tenant.code if self.facts else ""
        return Listing(
            "tenant-account", self.tr("Account of {tenant}").format(tenant=name),
            (
                Column("date", self.tr("Date"), Kind.DATE, 110, sort=None),
                Column("kind", self.tr("What"), Kind.TEXT, 108, sort=None, stretch=True),
                Column("ref", self.tr("Number"), Kind.TEXT, 174, sort=None, gives=1),
                Column("debit", self.tr("Debit, Rs"), Kind.MONEY, 112, sort=None),
                Column("credit", self.tr("Credit, Rs"), Kind.MONEY, 112, sort=None),
                Column("balance", self.tr("Balance, Rs"), Kind.MONEY, 112, sort=None),
            ),
            keys=there.keys, rows=there.rows, cells=cells, totals=_summing(there, last), sums=sums, when="day",
            empty=self.tr("Nothing has moved on this account in these days."),
        )  # fmt: skip

    def _today(self) -> date:
        """The park's today, once it is read."""
        return self.facts.today if self.facts else date.min

    def _on_days(self) -> None:
        """Other days."""
        if self.first.slip() or self.last.slip():
            return
        days = (self.first.value(), self.last.value())
        if days != self._days:
            self._days = days
            self.read()

    def show_tenant(self, facts: TenantFacts) -> None:
        """Another tenant begins with all its days."""
        if self.facts is None or facts.tenant.id != self.facts.tenant.id:
            self._days = (None, None)
            self.first.set_value(None)
            self.last.set_value(None)
        super().show_tenant(facts)


def _summing(there: WorkedOut, last: date | None) -> Any:
    """The sums of what is filtered."""

    def totals(db: Database, *, text: str, day: date, **_filters: Any) -> Sums:
        shown: Sequence[Line] = there.rows(
            db, there.keys(db, sort="", descending=False, text=text, day=day), day=day
        )
        every = list(there.records(db, day).values())
        closing = every[-1].balance if every else Paisa(0)
        return Sums(
            Paisa(sum(one.debit or 0 for one in shown)), Paisa(sum(one.credit or 0 for one in shown)), closing, last or day
        )  # fmt: skip

    return totals
