"""The part of deposits: what leases ask for, what is held, each tenant's entries; taken, adjusted, refunded (rule B15)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton

from stpdesk.actions.deposit_list import ADJUSTED, REFUNDED, TAKEN, Account, Held
from stpdesk.core.matching import Item
from stpdesk.core.money import Paisa
from stpdesk.core.searching import name_text
from stpdesk.reports.asked import Asked
from stpdesk.ui import wording
from stpdesk.ui.accounts import receipt_facts
from stpdesk.ui.accounts.deposit_form import kinds
from stpdesk.ui.accounts.receipt_told import LEAST, WIDTH, Telling, across, below, put
from stpdesk.ui.accounts.receipt_words import money, tr
from stpdesk.ui.part import Part
from stpdesk.ui.parted import PartedScreen
from stpdesk.ui.parts import button, label, row, rule
from stpdesk.ui.tables import Cell, Column, Kind, Listing
from stpdesk.ui.tenants.worked_out import WorkedOut
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.actions.session import Session


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One tenant's deposit as the list has it."""

    key: int
    one: Held

    @property
    def name(self) -> str:
        """Names, for sorting."""
        return name_text(self.one.name)

    @property
    def agreed(self) -> Paisa:
        """What the leases ask for."""
        return self.one.agreed

    @property
    def held(self) -> Paisa:
        """What is held."""
        return self.one.held

    @property
    def lacking(self) -> Paisa:
        """What is missing of it."""
        return self.one.lacking

    @property
    def sought(self) -> str:
        """What it is filtered by."""
        leases = " ".join(code for code, _ in self.one.leases)
        return f"{self.one.tenant} {self.one.name} {leases} {state(self.one)}"


def state(one: Held) -> str:
    """Whether it is all there."""
    if one.lacking:
        return tr("Lacking")
    return tr("Held") if one.held else tr("Nothing held")


class Deposits(Part):
    """`show_thing`: a tenant's code (it is selected), “take” or “take:CODE” (a deposit is entered)."""

    def __init__(self, screen: PartedScreen) -> None:
        self._wanted = ""
        super().__init__(screen)

    def _build(self) -> None:
        """The panel beside the list, its acts."""
        self.panel = panel = Telling(tr("Selected deposit"))
        self.take_button = panel.act(tr("Take…"), partial(self.enter, TAKEN), "primary", "Ctrl+N")
        self.adjust_button = panel.act(tr("Adjust…"), partial(self.enter, ADJUSTED), keys="Ctrl+Shift+J")
        self.refund_button = panel.act(tr("Refund…"), partial(self.enter, REFUNDED), keys="Ctrl+Shift+F")
        self.paper_button = panel.act(tr("Deposit note"), self.open, keys="Enter")
        panel.put_acts((self.take_button, self.adjust_button), (self.refund_button, self.paper_button))
        panel.say(tr("Select a tenant to see what was taken and given back."))
        whole: Any = self.layout()
        whole.removeWidget(self.table)
        beside = row(self.table, panel, spacing=0)
        beside.setStretch(0, 1)
        whole.addLayout(beside, 1)
        self._export = button(tr("Export…"), icon="export", keys="Ctrl+E")
        self._new = button(tr("Take a deposit…"), "primary", icon="plus", keys="Ctrl+N")
        self._export.clicked.connect(lambda *_: self.export())
        self._new.clicked.connect(lambda *_: self.enter(TAKEN, ""))

    def header(self) -> Sequence[QPushButton]:
        """Export, and the main act."""
        return (self._export, self._new)

    def listing(self, there: WorkedOut) -> Listing:
        """Its columns."""

        def totals(db: Database, *, text: str, day: date, **_more: Any) -> Sequence[HeldRow]:
            return there.rows(db, there.keys(db, sort="", descending=False, text=text, day=day), day=day)

        return Listing(
            "deposits", tr("Deposits"),
            (
                Column("code", tr("Code"), Kind.MUTED, 72, sort=None, gives=4),
                Column("name", tr("Tenant"), Kind.STRONG, 240, stretch=True),
                Column("leases", tr("Leases"), Kind.TEXT, 100, sort=None, gives=5),
                Column("agreed", tr("Agreed, Rs"), Kind.MONEY, 110, gives=1),
                Column("taken", tr("Taken, Rs"), Kind.MONEY, 110, sort=None, gives=3),
                Column("adjusted", tr("Adjusted, Rs"), Kind.MONEY, 110, sort=None, gives=6),
                Column("refunded", tr("Refunded, Rs"), Kind.MONEY, 110, sort=None, gives=7),
                Column("held", tr("Held, Rs"), Kind.MONEY, 110),
                Column("lacking", tr("Lacking, Rs"), Kind.MONEY, 112, gives=2),
            ),
            keys=there.keys, rows=there.rows, cells=deposit_cells, totals=totals, sums=deposit_sums, when="day",
            empty=tr("No lease asks for a deposit, and none was taken."), act=tr("Take a deposit…"),
        )  # fmt: skip

    def work(self, session: Session) -> Sequence[HeldRow]:
        """Everybody's."""
        from stpdesk.actions.deposit_list import held

        return [HeldRow(place, one) for place, one in enumerate(held(session), start=1)]

    def _on_filled(self) -> None:
        """The wanted one is selected, else the first."""
        wanted = next((one.key for one in self.records if one.one.tenant == self._wanted), None)
        if wanted is not None:
            self._wanted = ""
            self.table.select([wanted])
        super()._on_filled()

    def _on_selected(self) -> None:
        """The panel follows the list."""
        super()._on_selected()
        row_: HeldRow | None = self.chosen()
        self._fit()
        if row_ is not None:
            code = row_.one.tenant
            self._desk.ask(self, partial(_account, tenant=code), partial(self._tell, row_.one), slot="panel")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The panel stands beside the list where there is room for both."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """No panel without a tenant."""
        self.panel.setVisible(self.chosen() is not None and self.width() >= px(WIDTH + LEAST))

    def _tell(self, one: Held, found: Account) -> None:
        """A tenant's entries, and what its leases ask for."""
        panel = self.panel
        panel.begin(one.name)
        panel.words(tr("Tenant {code}").format(code=one.tenant), "muted")
        panel.heading(tr("Entries"))
        grid = panel.grid()
        for day, kind, amount, held, note in found.entries:
            put(grid, label(kinds()[kind]), money(amount if kind == TAKEN else -amount))
            told = tr("{day}, {held} held then").format(day=wording.day(day), held=money(held))
            below(grid, f"{told}\n{wording.sentence(note)}" if note else told)
        if not found.entries:
            across(grid, label(tr("None yet."), "muted"))
        across(grid, rule())
        put(grid, label(tr("Held, Rs"), "strong"), money(one.held), "section")
        if one.leases:
            panel.heading(tr("Agreed by lease"))
            agreed = panel.grid()
            for code, amount in one.leases:
                put(agreed, label(code), money(amount))
            if one.lacking:
                across(agreed, rule())
                put(agreed, label(tr("Lacking, Rs"), "strong"), money(one.lacking), "due")
        panel.heading(tr("Account"))
        put(panel.grid(), label(tr("Open invoices")), money(found.open))
        panel.end()
        self.adjust_button.setEnabled(one.held > 0 and found.open > 0)
        self.refund_button.setEnabled(one.held > 0)

    # acts --------------------------------------------------------------------------------------------------------------

    def show_thing(self, thing: str) -> None:
        """A tenant, or a deposit of one."""
        name, _, code = thing.partition(":")
        if name == "take":
            self.enter(TAKEN, code)
            return
        self._wanted = thing
        self.table.finder.line.clear()
        self.refresh()

    def at_hand(self) -> str:
        """The selected tenant."""
        row_: HeldRow | None = self.chosen()
        return row_.one.tenant if row_ is not None else ""

    def enter(self, kind: str, tenant: str | None = None) -> None:
        """A deposit, of the selected tenant where none is named; what is lacking or held is proposed."""
        row_: HeldRow | None = self.chosen()
        if tenant is None:
            tenant = row_.one.tenant if row_ is not None else ""
        amount: int | None = None
        if row_ is not None and tenant == row_.one.tenant:
            amount = (row_.one.lacking if kind == TAKEN else row_.one.held if kind == REFUNDED else 0) or None
        self._desk.ask(self, _payers, partial(self._ask, kind, tenant, amount), slot="payers")

    def _ask(self, kind: str, tenant: str, amount: int | None, found: tuple[tuple[Item, ...], date]) -> None:
        """Once it is known who there is."""
        from stpdesk.ui.accounts.deposit_form import enter

        tenants, today = found
        enter(self, self._desk, tenants, today, kind=kind, tenant=tenant, amount=amount)

    def add(self) -> None:
        """Ctrl+N."""
        self.enter(TAKEN)

    def adjust(self) -> None:
        """Against what is open."""
        self.enter(ADJUSTED)

    def refund(self) -> None:
        """Given back."""
        self.enter(REFUNDED)

    def open(self) -> None:
        """The deposit note of the selected tenant."""
        row_: HeldRow | None = self.chosen()
        if row_ is not None:
            from stpdesk.ui.papers.dialog import show_paper

            title = tr("Deposit note of {tenant}").format(tenant=row_.one.name)
            show_paper(self, self._desk, title, "deposit", Asked(tenant=row_.one.tenant))

    def print_paper(self) -> None:
        """Ctrl+P: the note, printed from there."""
        self.open()

    def save_paper(self) -> None:
        """Ctrl+S: the same."""
        self.open()

    def export(self) -> None:
        """Ctrl+E."""
        self.table.export()


def _payers(session: Session) -> tuple[tuple[Item, ...], date]:
    """On the reader's thread."""
    return receipt_facts.payers(session)


def _account(session: Session, *, tenant: str) -> Account:
    """On the reader's thread."""
    from stpdesk.actions.deposit_list import account

    return account(session, tenant)


def deposit_cells(row_: HeldRow, _today: date) -> tuple[object, ...]:
    """One tenant's; what is lacking stands out."""
    one = row_.one
    return (
        one.tenant, one.name, ", ".join(code for code, _ in one.leases) or Cell(None, "–", tone="muted"), one.agreed, one.taken,
        one.adjusted, one.refunded, Cell(one.held, tone="strong" if one.held else "muted"),
        Cell(one.lacking, tone="due" if one.lacking else "muted"),
    )  # fmt: skip


def deposit_sums(rows: Sequence[HeldRow]) -> tuple[object, ...]:
    """How many, and the sums."""
    told = wording.counted(len(rows), tr("1 tenant"), tr("{n} tenants"))
    names = ("agreed", "taken", "adjusted", "refunded", "held", "lacking")
    return (told, None, None, *(sum(getattr(one.one, name) for one in rows) for name in names))
