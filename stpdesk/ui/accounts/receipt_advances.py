"""Advances: who has one, what it came from, and when it was applied to which invoices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from stpdesk.core.money import Paisa
from stpdesk.db import advances
from stpdesk.db.advances import Advance, Settled
from stpdesk.ui import wording
from stpdesk.ui.accounts.receipt_told import LEAST, WIDTH, Telling, across, below, going, put
from stpdesk.ui.accounts.receipt_words import item_name, money, tr
from stpdesk.ui.desk import Desk
from stpdesk.ui.parted import Begins
from stpdesk.ui.parts import label, row, rule
from stpdesk.ui.tables import Cell, Column, Kind, Listing, Table
from stpdesk.ui.tenants.faces import tell_exports
from stpdesk.ui.tenants.worked_out import WorkedOut
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class AdvanceRow:
    """One advance as the list has it."""

    key: int
    one: Advance

    @property
    def day(self) -> date:
        """When it came."""
        return self.one.date

    @property
    def name(self) -> str:
        """Whose it is."""
        return self.one.name

    @property
    def left(self) -> Paisa:
        """What settles nothing yet."""
        return self.one.left

    @property
    def amount(self) -> Paisa:
        """What was in advance at first."""
        return self.one.amount

    @property
    def sought(self) -> str:
        """What it is filtered by."""
        one = self.one
        state = tr("in advance") if one.left else tr("used up")
        return f"{one.tenant} {one.name} {one.ref} {source_told(one)} {wording.day(one.date)} {state}"


def source_told(one: Advance) -> str:
    """What an advance came from."""
    return {
        "receipt": tr("Receipt"), "credit": tr("Credit note"), "opening": tr("Opening balance"),
        "deposit": tr("Deposit adjusted"),
    }[one.kind]  # fmt: skip


class Advances(Begins, QWidget):
    """The list, and the selected one beside it."""

    opened = Signal(str)
    """the number of a receipt"""
    invoice = Signal(str)
    """an invoice's number"""

    def __init__(self, desk: Desk, line: QHBoxLayout) -> None:
        super().__init__()
        self._desk = desk
        self.records: tuple[AdvanceRow, ...] = ()
        self.table = Table(desk, self._listing(), finder_in=line)
        tell_exports(desk, self.table)
        self.panel = Telling(tr("Selected advance"))
        beside = row(self.table, self.panel, spacing=0)
        beside.setStretch(0, 1)
        self.setLayout(beside)
        self.setFocusProxy(self.table)
        self.table.selected.connect(lambda _keys: self._on_selected())
        self.table.filled.connect(self._on_filled)
        self.table.activated.connect(lambda _key: self.open())
        self.panel.put_acts((self.panel.act(tr("Go to the receipt"), self.open, keys="Enter"),))
        self.panel.say(tr("Select an advance to see when it was applied."))

    def refresh(self) -> None:
        """Reads again."""
        self._desk.read(self, _rows, self._show, slot="advances")

    def _show(self, found: tuple[AdvanceRow, ...]) -> None:
        """Shows it."""
        self.records = found
        self.table.refresh(listing=self._listing())

    def chosen(self) -> AdvanceRow | None:
        """The selected one."""
        keys = self.table.selected_keys()
        return next((one for one in self.records if len(keys) == 1 and one.key == keys[0]), None)

    def open(self) -> None:
        """Where it came from."""
        row_ = self.chosen()
        if row_ is not None and row_.one.kind == "receipt":
            self.opened.emit(row_.one.ref)
        elif row_ is not None and row_.one.kind == "credit":
            self.invoice.emit(row_.one.ref)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The panel stands beside the list where there is room for both."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """No panel where nobody has an advance, nor where the list would have too little room."""
        self.panel.setVisible(bool(self.records) and self.width() >= px(WIDTH + LEAST))

    def _on_filled(self) -> None:
        """The first one is at hand."""
        self._fit()
        keys = self.table.model.keys
        if keys and not len(self.table.selected_keys()):
            self.table.select([keys[0]])

    def _on_selected(self) -> None:
        """The panel follows."""
        row_ = self.chosen()
        if row_ is not None:
            source = row_.one.id
            self._desk.read(
                self, lambda db: tuple(advances.settled_by(db, source)), partial(self._tell, row_.one), slot="panel"
            )  # fmt: skip

    def _tell(self, one: Advance, settled: tuple[Settled, ...]) -> None:
        """What it came from, and what took it."""
        panel = self.panel
        panel.begin(one.name)
        panel.words(f"{source_told(one)} {one.ref}, {wording.day(one.date)}")
        panel.heading(tr("What it settled"))
        grid = panel.grid()
        for item in settled:
            name = going(item.ref, partial(self.invoice.emit, item.ref)) if item.ref else label(item_name(""))
            put(grid, name, money(item.amount))
            words = tr("applied {day}") if item.date > one.date else tr("at once, {day}")
            below(grid, words.format(day=wording.day(item.date)))
        if not settled:
            across(grid, label(tr("Nothing yet."), "muted"))
        across(grid, rule())
        put(grid, label(tr("Left, Rs"), "strong"), money(one.left), "section")
        if one.left:
            below(grid, tr("The next run settles open invoices with it, oldest due first."))
        panel.end()
        panel.acts.setVisible(one.kind in {"receipt", "credit"})

    def _listing(self) -> Listing:
        """Its columns."""
        found = self.records
        there = WorkedOut(lambda _db, _day: found)

        def totals(db: Database, *, text: str, day: date, **_more: Any) -> Sequence[AdvanceRow]:
            return there.rows(db, there.keys(db, sort="", descending=False, text=text, day=day), day=day)

        return Listing(
            "advances", tr("Advances"),
            (
                Column("name", tr("Tenant"), Kind.STRONG, 240, stretch=True),
                Column("source", tr("From"), Kind.TEXT, 190, sort=None, gives=2),
                Column("day", tr("Date"), Kind.DATE, 108),
                Column("amount", tr("In advance, Rs"), Kind.MONEY, 120, gives=1),
                Column("used", tr("Applied, Rs"), Kind.MONEY, 112, sort=None, gives=4),
                Column("on", tr("Last applied"), Kind.DATE, 112, sort=None, gives=3),
                Column("left", tr("Left, Rs"), Kind.MONEY, 112),
            ),
            keys=there.keys, rows=there.rows, cells=advance_cells, totals=totals, sums=advance_sums, when="day",
            sort="left", descending=True,
            empty=tr("Nobody has paid more than was open. What is left of a receipt stands here until a run takes it."),
        )  # fmt: skip


def _rows(db: Database) -> tuple[AdvanceRow, ...]:
    """On the reader's thread."""
    return tuple(AdvanceRow(place, one) for place, one in enumerate(advances.every(db), start=1))


def advance_cells(row_: AdvanceRow, _today: date) -> tuple[object, ...]:
    """One advance; used up ones are muted."""
    one = row_.one
    tone = "" if one.left else "muted"
    return (
        one.name, Cell(one.ref, one.ref or source_told(one), tone=tone), one.date, Cell(one.amount, tone=tone),
        Cell(one.used, tone=tone), one.used_on or Cell(None, "–", tone="muted"),
        Cell(one.left, tone="strong" if one.left else "muted"),
    )  # fmt: skip


def advance_sums(rows: Sequence[AdvanceRow]) -> tuple[object, ...]:
    """Of how many tenants something is left, and the sums."""
    holders = {row_.one.tenant for row_ in rows if row_.left}
    told = wording.counted(len(holders), tr("1 tenant in advance"), tr("{n} tenants in advance"))
    amount, used = (sum(getattr(row_.one, name) for row_ in rows) for name in ("amount", "used"))
    return (told, None, None, amount, used, None, sum(row_.left for row_ in rows))
