"""A tenant's monthly returns on its page, the latest month first; a month opens in the grid of all tenants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from stpdesk.core.months import Month
from stpdesk.core.return_forms import CELLS, Return
from stpdesk.db import closings, returns
from stpdesk.db.lists import leases
from stpdesk.ui.parts import button
from stpdesk.ui.tables import Cell, Column, Kind, Listing
from stpdesk.ui.tenants import words
from stpdesk.ui.tenants.monthly import told_cell
from stpdesk.ui.tenants.tab import TableTab
from stpdesk.ui.tenants.words import tr
from stpdesk.ui.tenants.worked_out import WorkedOut

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class MonthReturn:
    """One month: its return, None where there is none; whether it is closed, and over."""

    month: Month
    told: Return | None
    closed: bool
    over: bool

    @property
    def key(self) -> int:
        """Months counted through."""
        return self.month.year * 12 + self.month.number

    @property
    def sought(self) -> str:
        """What it is filtered by."""
        return words.month(self.month)


def month_of(key: int) -> Month:
    """The month of a row's key."""
    year, zero = divmod(key - 1, 12)
    return Month(year, zero + 1)


def months(db: Database, tenant: str, day: date) -> list[MonthReturn]:
    """Every month the tenant held something on its last day or reported for, the latest first."""
    told, closed = returns.of_tenant(db, tenant), set(closings.closed(db))
    now = Month.of(day)
    found = set(told)
    for one in leases.rows(db, leases.keys(db, day=day, tenant=tenant), day=day):
        last = day if one.ends is None or one.holdover else min(one.ends, day)
        at = Month.of(one.starts)
        while at <= now and (at.last <= last or at == Month.of(last) == now):
            found.add(at)
            at += 1
    return [MonthReturn(one, told.get(one), one in closed, one < now) for one in sorted(found, reverse=True)]


def cells(one: MonthReturn, _today: date) -> tuple[object, ...]:
    """As the columns say it: a dash where nothing was told."""
    told = one.told or Return()
    values = [told_cell(getattr(told, name)) for name in CELLS]
    if one.told is not None:
        state = Cell("reported", tr("Reported"), mark="good")
    elif one.over:
        state = Cell("missing", tr("Not reported"), mark="unknown", tone="muted")
    else:
        state = Cell("running", tr("Month is running"), mark="off", tone="muted")
    return (
        Cell(one.month.first, words.month(one.month)),
        *values,
        state,
        tr("Closed") if one.closed else None,
    )


class ReturnsTab(TableTab):
    """Month by month. `month` tells which shall open in the grid."""

    month = Signal(object)

    def _build(self) -> None:
        """The months and one act."""
        super()._build()
        self.enter = button(self.tr("Enter returns"), icon="edit", keys="Ctrl+R")
        self.line.addStretch(1)
        self.line.addWidget(self.enter)
        self.enter.clicked.connect(lambda _=False: self._open())
        self.table.activated.connect(self._open)

    def listing(self) -> Listing:
        """The tenant's months."""
        tenant = self.facts.tenant.id if self.facts else ""
        there = WorkedOut(lambda db, day: months(db, tenant, day))
        name = self.facts.tenant.code if self.facts else ""
        return Listing(
            "tenant-months", self.tr("Returns of {tenant}").format(tenant=name),
            (
                Column("month", self.tr("Month"), Kind.STRONG, 132, sort=None, stretch=True),
                Column("men", self.tr("Men"), Kind.COUNT, 68, sort=None),
                Column("women", self.tr("Women"), Kind.COUNT, 76, sort=None),
                Column("freelancers", self.tr("Freelancers"), Kind.COUNT, 92, sort=None, gives=3),
                Column("trainees", self.tr("Trainees"), Kind.COUNT, 80, sort=None, gives=2),
                Column("exports_usd", self.tr("Exports, USD"), Kind.MONEY, 108, sort=None),
                Column("domestic_pkr", self.tr("Domestic, Rs"), Kind.MONEY, 112, sort=None, gives=1),
                Column("state", self.tr("Return"), Kind.STATE, 148, sort=None),
                Column("closed", self.tr("Books"), Kind.MUTED, 90, sort=None, gives=4),
            ),
            keys=there.keys, rows=there.rows, cells=cells, when="day",
            empty=self.tr("No month to report for yet: returns begin with the first lease."),
        )  # fmt: skip

    def _open(self, key: int | None = None) -> None:
        """The selected month, else the month to close, in the grid."""
        chosen: Sequence[int] = self.table.selected_keys() if key is None else [key]
        self.month.emit(month_of(chosen[0]) if len(chosen) == 1 else None)
