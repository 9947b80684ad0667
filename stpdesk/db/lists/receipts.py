"""The list of receipts: cash and withheld taxes, certificates still to come, what is left in advance."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from stpdesk.core.money import Paisa
from stpdesk.core.months import Date, Month
from stpdesk.db.lists import holding, listing
from stpdesk.db.lists.lines import Lines, Question, Said, Searched, Shown, Sorts, Where
from stpdesk.db.rows import day as day_of
from stpdesk.db.rows import fetch

if TYPE_CHECKING:
    from sqlite_utils import Database

_VALUE = "r.cash + r.income_tax + r.sales_tax"
_REVERSED = "EXISTS (SELECT 1 FROM reversals v WHERE v.receipt_id = r.id)"

SORTS: Sorts = {
    "number": ("r.number",),
    "date": ("r.date", "r.rowid"),
    "tenant": ("t.natural", "t.rowid", "r.date", "r.number"),
    "name": ("t.by_name", "t.rowid", "r.date", "r.number"),
    "method": ("r.method IS NULL", "r.method", "r.date", "r.rowid"),
    "cash": ("r.cash", "r.rowid"),
    "withheld": ("r.income_tax + r.sales_tax", "r.rowid"),
    "value": (_VALUE, "r.rowid"),
    "certificate": ("r.certificate IS NULL", "r.certificate", "r.rowid"),
}
STATES = {
    "awaited": f"r.income_tax + r.sales_tax > 0 AND r.certificate IS NULL AND NOT {_REVERSED}",
    "reversed": _REVERSED,
    "good": f"NOT {_REVERSED}",
}


_BY_TENANT = "tenants t CROSS JOIN receipts r ON r.tenant_id = t.id"
"""Receipts alone where the tenants do not sort them."""

LINES = Lines(
    "receipts",
    "r",
    SORTS,
    Searched(
        plain=("r.method", "r.certificate", "r.note"),
        number="r.number",
        beside=(holding.tenant_of("r", "receipts"),),
    ),
    Shown(dates=("r.date",), amounts=("r.cash", "r.income_tax", "r.sales_tax", f"({_VALUE})"), states=STATES),
    walked=frozenset({"number", "date", "tenant", "name"}),
    sources={"tenant": _BY_TENANT, "name": _BY_TENANT},
)


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """One receipt; amounts in paisa, `advance` = what of it settles nothing yet, nothing once it is reversed."""

    key: int
    id: str
    number: str
    tenant: str
    name: str
    date: Date
    method: str | None
    cash: Paisa
    income_tax: Paisa
    sales_tax: Paisa
    certificate: str | None
    advance: Paisa
    reversed_on: Date | None
    note: str | None

    @property
    def value(self) -> Paisa:
        """What it settles: cash and both withheld taxes (rule B12)."""
        return Paisa(self.cash + self.income_tax + self.sales_tax)

    @property
    def awaited(self) -> bool:
        """Whether a certificate is still to come."""
        return bool(self.income_tax + self.sales_tax) and not self.certificate and self.reversed_on is None


@dataclass(frozen=True, slots=True)
class ReceiptTotals:
    """All that is shown, reversed receipts counted but not summed; in paisa. `standing`: how many are not reversed."""

    count: int
    standing: int
    cash: Paisa
    income_tax: Paisa
    sales_tax: Paisa


def keys(
    db: Database, *, sort: str = "number", descending: bool = False, text: str = "", **asked: Any
) -> array[int]:
    """Row numbers in order. Filters: `tenant` (key), `month`, `state` (see STATES)."""
    return listing.keys(db, _asked(sort, descending, text, **asked))


def first(
    db: Database, *, limit: int, sort: str = "number", descending: bool = False, text: str = "", **asked: Any
) -> array[int]:
    """The first of them, as far as they are quickly found."""
    return listing.first(db, _asked(sort, descending, text, **asked), limit)


def _asked(
    sort: str, descending: bool, text: str, *, said: Said | None = None, tenant: str | None = None,
    month: Month | None = None, state: str | None = None,
) -> Question:  # fmt: skip
    """What is typed and chosen."""
    where = Where()
    if tenant is not None:
        where.add("r.tenant_id = :tenant", tenant=tenant)
    if month is not None:
        where.add("r.date BETWEEN :first AND :last", first=str(month.first), last=str(month.last))
    if state is not None:
        where.add(f"({STATES[state]})")
    return Question(LINES, where, sort, descending, text, said or {})


def key_of(db: Database, id_: str) -> int:
    """The row number of a receipt by its key."""
    found: int = fetch(db, "SELECT rowid FROM receipts WHERE id = ?", (id_,))[0][0]
    return found


def rows(db: Database, keys: Sequence[int]) -> list[ReceiptRow]:
    """The receipts of a page, in the order of their keys."""
    sql = (
        "SELECT r.rowid AS k, r.id, r.number, t.code, t.name, r.date, r.method, r.cash, r.income_tax, r.sales_tax,"
        f" r.certificate, CASE WHEN v.id IS NULL THEN {_VALUE} - coalesce((SELECT sum(a.amount) FROM allocations a"
        " WHERE a.source_id = r.id), 0) ELSE 0 END AS advance, v.date AS reversed_on, r.note"
        " FROM receipts r JOIN tenants t ON t.id = r.tenant_id LEFT JOIN reversals v ON v.receipt_id = r.id"
        " WHERE r.rowid IN {keys}"
    )
    return [_row(row) for row in listing.page(db, sql, keys)]


def _row(row: dict[str, Any]) -> ReceiptRow:
    """One receipt from its row."""
    return ReceiptRow(
        row["k"], row["id"], row["number"], row["code"], row["name"], date.fromisoformat(row["date"]), row["method"],
        Paisa(row["cash"]), Paisa(row["income_tax"]), Paisa(row["sales_tax"]), row["certificate"],
        Paisa(row["advance"]), day_of(row["reversed_on"]), row["note"],
    )  # fmt: skip


def totals(db: Database, *, text: str = "", **asked: Any) -> ReceiptTotals:
    """Sums over all that the same filters show."""
    good = f"CASE WHEN {_REVERSED} THEN 0 ELSE 1 END"
    sums = ", ".join(f"coalesce(sum({good} * r.{name}), 0)" for name in ("cash", "income_tax", "sales_tax"))
    sql = f"SELECT count(*), coalesce(sum({good}), 0), {sums} FROM receipts r {{where}}"
    count, standing, cash, income, sales = listing.shown(db, _asked("number", False, text, **asked), sql)[0]
    return ReceiptTotals(count, standing, Paisa(cash), Paisa(income), Paisa(sales))
