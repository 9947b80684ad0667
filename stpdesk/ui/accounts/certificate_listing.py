"""The grid of certificates still to come: its rows, its columns, how one reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from stpdesk.actions.certificates import Awaited
from stpdesk.ui import wording
from stpdesk.ui.accounts.receipt_words import money, tr
from stpdesk.ui.tables import Cell, Column, Kind, Listing
from stpdesk.ui.tenants.worked_out import WorkedOut

if TYPE_CHECKING:
    from sqlite_utils import Database

NUMBER = "certificate"
OLD = 90
"""Days after which one is asked for again."""


@dataclass(frozen=True, slots=True)
class AwaitedRow:
    """One receipt as the grid has it."""

    key: int
    one: Awaited
    today: date

    @property
    def name(self) -> str:
        """Whose certificate."""
        return self.one.name

    @property
    def day(self) -> date:
        """When the tax was withheld."""
        return self.one.date

    @property
    def withheld(self) -> int:
        """Both taxes, in paisa."""
        return self.one.withheld

    @property
    def age(self) -> int:
        """Days since."""
        return (self.today - self.one.date).days

    @property
    def sought(self) -> str:
        """What it is filtered by."""
        return f"{self.one.tenant} {self.one.name} {self.one.receipt} {wording.day(self.one.date)}"


def listing(rows: Sequence[AwaitedRow], *, editable: bool) -> Listing:
    """The grid of these."""
    there = WorkedOut(lambda _db, _day: rows)

    def totals(db: Database, *, text: str, day: date, **_more: Any) -> Sequence[AwaitedRow]:
        return there.rows(db, there.keys(db, sort="", descending=False, text=text, day=day), day=day)

    return Listing(
        "certificates", tr("Certificates to come"),
        (
            Column("name", tr("Tenant"), Kind.STRONG, 204, stretch=True),
            Column("receipt", tr("Receipt"), Kind.TEXT, 178, sort=None, gives=2),
            Column("day", tr("Date"), Kind.DATE, 108, gives=3),
            Column("age", tr("Waiting"), Kind.CHIP, 104),
            Column("income", tr("Income tax, Rs"), Kind.MONEY, 112, sort=None, gives=1),
            Column("sales", tr("Sales tax, Rs"), Kind.MONEY, 104, sort=None, gives=1),
            Column(NUMBER, tr("Certificate no."), Kind.TEXT, 170, sort=None, editable=editable),
        ),
        keys=there.keys, rows=there.rows, cells=certificate_cells, totals=totals, sums=certificate_sums, when="day",
        sort="age", descending=True,
        empty=tr("No certificate is awaited: every withheld amount has its number."),
    )  # fmt: skip


def certificate_cells(row_: AwaitedRow, _today: date) -> tuple[object, ...]:
    """One receipt; a chip once it waits long."""
    one = row_.one
    waits = wording.days(row_.age)
    age = (
        Cell(row_.age, waits, chip="ask", icon="clock")
        if row_.age > OLD
        else Cell(row_.age, waits, tone="muted")
    )
    return (one.name, one.receipt, one.date, age, one.income_tax, one.sales_tax, None)


def certificate_sums(rows: Sequence[AwaitedRow]) -> tuple[object, ...]:
    """How many of how many tenants, and the sums."""
    people = {one.one.tenant for one in rows}
    told = wording.counted(len(people), tr("1 tenant"), tr("{n} tenants"))
    count = wording.counted(len(rows), tr("1 receipt"), tr("{n} receipts"))
    income = sum(one.one.income_tax for one in rows)
    sales = sum(one.one.sales_tax for one in rows)
    return (
        told,
        count,
        None,
        None,
        income,
        sales,
        tr("{amount} awaited").format(amount=money(income + sales)),
    )
