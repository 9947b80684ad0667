"""The part of what tenants owe and for how long: by tenant as at a day, from there to items, letters and the late fee."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout, QWidget

from stpdesk.core.ageing import BUCKETS, add
from stpdesk.ui import wording
from stpdesk.ui.accounts.ageing_facts import AgeRow, aged
from stpdesk.ui.accounts.ageing_tenant import TenantPage
from stpdesk.ui.accounts.ageing_words import buckets
from stpdesk.ui.accounts.invoice_page import Papers
from stpdesk.ui.accounts.invoice_words import tr
from stpdesk.ui.fields.dates import Date
from stpdesk.ui.fields.segments import Segmented
from stpdesk.ui.parted import PartedScreen, PartOfScreen
from stpdesk.ui.parts import button, column, label, row
from stpdesk.ui.screen import MARGIN
from stpdesk.ui.tables import Cell, Column, Kind, Listing, Table
from stpdesk.ui.tables.bar import Bar
from stpdesk.ui.tenants.faces import tell_exports
from stpdesk.ui.tenants.worked_out import WorkedOut
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.ui.accounts.statement_page import LettersPage

ALL, OVERDUE = "all", "overdue"
GIVES = {"not_due": 4, "d1_30": 3, "d31_60": 2}
"""What is open short gives way to what is open long."""


class Ageing(PartOfScreen):
    """`show_thing`: a tenant's code opens its items; “statements” and “reminders” the letters to all."""

    def __init__(self, screen: PartedScreen) -> None:
        super().__init__(screen)
        self._day: date | None = None
        self._today_is = date.min
        self._rows: dict[int, AgeRow] = {}
        self._tenant: TenantPage | None = None
        self._letters: LettersPage | None = None
        self.papers = Papers(self, self._desk)
        self._build()
        self._connect()

    def _build(self) -> None:
        """Tools above the list; a tenant's items or the letters take its place."""
        self._bar = Bar()
        line = row(0)
        line.setContentsMargins(px(MARGIN), px(2), px(MARGIN), px(8))
        self._bar.setLayout(line)
        self.table = Table(self._desk, self._listing(), finder_in=line)
        self.who = Segmented(
            "who", self.tr("Tenants"), [(ALL, self.tr("All")), (OVERDUE, self.tr("Overdue"))], value=ALL
        )
        for one in self.who.buttons:
            one.setMinimumWidth(one.fontMetrics().horizontalAdvance(one.text()) + px(36))
        self.day = Date("day", self.tr("As at"), lambda: self._today_is, hint=self.tr("today"))
        self.day.set_width(136)
        line.addWidget(self.who)
        line.addStretch(1)
        line.addWidget(label(self.tr("As at"), "muted"))
        line.addWidget(self.day)
        self._bar.gives_way(self.table.finder.line)
        tell_exports(self._desk, self.table)
        self._list = QWidget()
        whole = column(self._bar, self.table, spacing=0)
        whole.setStretch(1, 1)
        self._list.setLayout(whole)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._list)
        self._fee = button(self.tr("Late fee…"), keys="Ctrl+Shift+L")
        self._export = button(self.tr("Export…"), icon="export", keys="Ctrl+E")
        self._remind = button(self.tr("Reminders…"), keys="Ctrl+Shift+R")
        self._state = button(self.tr("Statements…"), "primary", icon="print", keys="Ctrl+Shift+T")
        self._acts, self._of_list = QWidget(), QWidget()
        self._of_list.setLayout(row(self._fee, self._export, self._remind, self._state, spacing=12))
        self._acts.setLayout(row(self._of_list))
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        """List, filters, acts."""
        self.table.activated.connect(lambda _key: self.open())
        self.table.filled.connect(self._on_filled)
        self.who.changed.connect(self.refresh)
        self.day.left.connect(self._on_day)
        self.day.edit.returnPressed.connect(self._on_day)
        for one, act in (
            (self._fee, self.late_fee), (self._export, self.export), (self._remind, self.reminders),
            (self._state, self.statements),
        ):  # fmt: skip
            one.clicked.connect(lambda *_, act=act: act())

    def header(self) -> Sequence[QWidget]:
        """Late fee, export, letters; the pages have acts of their own."""
        return (self._acts,)

    # the list ----------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """The list, and the page that is open, again."""
        self._today_is = self.home.chooser.today
        self.table.refresh(listing=self._listing())
        if self._tenant is not None and self._stack.currentWidget() is self._tenant and self._tenant.code:
            self._tenant.read(self._tenant.code, self._day)

    def _on_filled(self) -> None:
        """The first one is at hand."""
        keys = self.table.model.keys
        if keys and not len(self.table.selected_keys()):
            self.table.select([keys[0]])

    def _on_day(self) -> None:
        """Another day."""
        self.day.settle()
        if self.day.slip() is None and self.day.value() != self._day:
            self._day = self.day.value()
            self.refresh()

    def _listing(self) -> Listing:
        """Tenants with their sums by age."""
        chosen = self._day
        late = hasattr(self, "who") and self.who.value() == OVERDUE

        def work(db: Database, day: date) -> list[AgeRow]:
            found = [one for one in aged(db, chosen or day) if not late or one.overdue > 0]
            self._rows = {one.key: one for one in found}
            return found

        there = WorkedOut(work)
        heads = buckets()
        return Listing(
            "ageing", tr("Ageing"),
            (
                Column("code", tr("Code"), Kind.MUTED, 76, sort="natural", gives=5),
                Column("name", tr("Tenant"), Kind.STRONG, 240, stretch=True),
                *(Column(name, heads[name], Kind.MONEY, 104, gives=GIVES.get(name, 0)) for name in BUCKETS),
                Column("total", tr("Open, Rs"), Kind.MONEY, 116),
                Column("advances", tr("In advance"), Kind.MONEY, 104, gives=1),
            ),
            keys=there.keys, rows=there.rows, cells=age_cells, totals=_summing(there), sums=age_sums, when="day", sort="natural",
            empty=tr("Nothing is open, and nobody is in advance. What is issued and not paid stands here by its age."),
        )  # fmt: skip

    def chosen(self) -> list[AgeRow]:
        """Those that are selected."""
        rows = self._rows
        return [rows[key] for key in self.table.selected_keys() if key in rows]

    # going about -------------------------------------------------------------------------------------------------------

    def open(self) -> None:
        """The items of the selected tenant."""
        found = self.chosen()
        if found:
            self.show_tenant(found[0].code)

    def show_tenant(self, code: str) -> None:
        """The items of a tenant."""
        if self._tenant is None:
            page = self._tenant = TenantPage(self._desk)
            page.left.connect(self._back)
            page.invoice.connect(lambda number: self.home.show_thing(f"invoices:{number}"))
            page.receipt.connect(lambda thing: self.home.show_thing(f"receipts:{thing}"))
            page.tenant.connect(lambda code: self.home.go.emit("tenants", code))
            page.statement.connect(lambda code: self._write("statement", [code]))
            page.reminder.connect(lambda code: self._write("reminder", [code]))
            self._stack.addWidget(page)
        self._put(self._tenant)
        self._tenant.read(code, self._day)
        self._tenant.setFocus()

    def _put(self, page: QWidget) -> None:
        """Another page; acts of the list belong to the list."""
        self._stack.setCurrentWidget(page)
        self._of_list.setVisible(page is self._list)
        self.setFocusProxy(page if page is not self._list else self.table)

    def _back(self) -> None:
        """To the list."""
        self._put(self._list)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_thing(self, thing: str) -> None:
        """A tenant's items, or letters."""
        if thing == "statements":
            self.statements()
        elif thing == "reminders":
            self.reminders()
        elif thing == "late-fee":
            self.late_fee()
        else:
            self.show_tenant(thing)

    def at_hand(self) -> str:
        """The tenant whose items are shown."""
        there = self._tenant is not None and self._stack.currentWidget() is self._tenant
        return self._tenant.code if there and self._tenant is not None else ""

    # acts --------------------------------------------------------------------------------------------------------------

    def statements(self) -> None:
        """To the tenant whose items are shown, to those that are selected together, else to everybody with a balance."""
        self._write("statement", self._meant())

    def reminders(self) -> None:
        """The same of what is overdue."""
        self._write("reminder", self._meant())

    def _meant(self) -> list[str] | None:
        """Codes of those that are meant; None for everybody."""
        if self.at_hand():
            return [self.at_hand()]
        several = self.chosen()
        return [one.code for one in several] if len(several) > 1 else None

    def _write(self, kind: str, codes: list[str] | None) -> None:
        """The letters, as they will be printed."""
        if self._letters is None:
            from stpdesk.ui.accounts.statement_page import LettersPage

            self._letters = LettersPage(self._desk)
            self._letters.left.connect(self._on_letters_left)
            self._stack.addWidget(self._letters)
        self._came_from = self._stack.currentWidget()
        self._put(self._letters)
        self._letters.begin(kind, codes, self._day, self.home.month)
        self._letters.setFocus()

    def _on_letters_left(self) -> None:
        """Back to where they were asked for."""
        if self._tenant is not None and self._came_from is self._tenant:
            self._put(self._tenant)
            self._tenant.setFocus()
        else:
            self._back()

    def late_fee(self) -> None:
        """Who would be charged, by the rule, and the rate."""
        from stpdesk.ui.accounts.ageing_late_fee import late_fee

        month = self.home.month
        if month is not None:
            late_fee(self, self._desk, month, lambda run: self.home.show_thing(f"run:{run}"))

    def print_paper(self) -> None:
        """Ctrl+P: what is seen: the letters, a tenant's statement, or the ageing of all."""
        if self._letters is not None and self._stack.currentWidget() is self._letters:
            self._letters.print_paper()
        elif self.at_hand():
            self.statements()
        else:
            self.papers.print_one(name="ageing", day=self._day)

    def save_paper(self, target: str = "") -> None:
        """Ctrl+S: the same as a file."""
        if self._letters is not None and self._stack.currentWidget() is self._letters:
            self._letters.save_paper(target)
        elif self.at_hand():
            self.statements()
        else:
            self.papers.save_one("", target, name="ageing", day=self._day)

    def export(self) -> None:
        """Ctrl+E."""
        self.table.export()


def age_cells(one: AgeRow, _today: date) -> tuple[object, ...]:
    """As the columns say it; what is over 90 days stands out."""
    *early, oldest = one.ageing.buckets
    return (
        one.code, one.name, *early, Cell(oldest, tone="due" if oldest else "muted"),
        Cell(one.total, tone="strong" if one.total else "muted"), one.advances,
    )  # fmt: skip


def age_sums(told: tuple[int, Any]) -> tuple[object, ...]:
    """How many, and all of it."""
    count, found = told
    words = wording.counted(count, tr("1 tenant"), tr("{n} tenants"))
    return (words, None, *found.buckets, found.total, found.advances)


def _summing(there: WorkedOut) -> Any:
    """The sums of what is filtered."""

    def totals(db: Database, *, text: str, day: date, **_filters: Any) -> tuple[int, Any]:
        keys = there.keys(db, sort="", descending=False, text=text, day=day)
        shown: Sequence[AgeRow] = there.rows(db, keys, day=day)
        return len(shown), add([one.ageing for one in shown])

    return totals
