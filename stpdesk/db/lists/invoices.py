"""The list of documents: invoices and credit notes with what is open of each as on a day."""

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

_OPEN = (
    "CASE i.kind WHEN 'invoice' THEN"
    " i.total - coalesce((SELECT sum(a.amount) FROM allocations a WHERE a.item_id = i.id AND a.date <= :day), 0)"
    " ELSE i.total + coalesce((SELECT sum(a.amount) FROM allocations a WHERE a.source_id = i.id AND a.date <= :day), 0) END"
)
_UNSETTLED = f"i.kind = 'invoice' AND {_OPEN} > 0"

SORTS: Sorts = {
    "number": ("i.number",),
    "date": ("i.date", "i.rowid"),
    "due": ("i.due IS NULL", "i.due", "i.rowid"),
    "tenant": ("t.natural", "t.rowid", "i.date", "i.number"),
    "name": ("t.by_name", "t.rowid", "i.date", "i.number"),
    "kind": ("+i.kind", "i.date", "i.rowid"),
    "total": ("i.total", "i.rowid"),
    "open": (_OPEN, "i.rowid"),
}
STATES = {
    "open": _UNSETTLED,
    "overdue": f"i.due < :day AND {_UNSETTLED}",
    "settled": f"i.kind = 'invoice' AND {_OPEN} <= 0",
    "credit": "i.kind = 'credit'",
}


_BY_TENANT = "tenants t CROSS JOIN invoices i ON i.tenant_id = t.id"
"""Documents alone where the tenants do not sort them: wide rows are left alone then."""

LINES = Lines(
    "invoices",
    "i",
    SORTS,
    Searched(plain=("i.number",), beside=(holding.tenant_of("i", "invoices"),)),
    Shown(dates=("i.date", "i.due"), amounts=("i.total", _OPEN), states=STATES),
    sources={"tenant": _BY_TENANT, "name": _BY_TENANT},
    walked=frozenset({"number", "date", "total", "tenant", "name"}),
)


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """One document; `open` in paisa as on the day, negative where a credit note is not used up. `state` as in STATES."""

    key: int
    id: str
    number: str
    kind: str
    tenant: str
    name: str
    date: Date
    due: Date | None
    total: Paisa
    open: Paisa
    state: str
    credits: str | None


@dataclass(frozen=True, slots=True)
class InvoiceTotals:
    """All that is shown: how many, their total and what is open, in paisa."""

    count: int
    total: Paisa
    open: Paisa


def keys(
    db: Database, *, sort: str = "number", descending: bool = False, text: str = "", **asked: Any
) -> array[int]:
    """Row numbers in order as on a `day`. Filters: `tenant` (key), `month`, `kind`, `state` (see STATES)."""
    return listing.keys(db, _asked(sort, descending, text, **asked))


def first(
    db: Database, *, limit: int, sort: str = "number", descending: bool = False, text: str = "", **asked: Any
) -> array[int]:
    """The first of them, as far as they are quickly found."""
    return listing.first(db, _asked(sort, descending, text, **asked), limit)


def look_ahead(db: Database, **asked: Any) -> None:
    """Works out what all rows of a long list show, before anybody types it into the filter."""
    listing.look_ahead(db, _asked("number", False, "", **asked))


def _asked(
    sort: str, descending: bool, text: str, *, day: date, said: Said | None = None, tenant: str | None = None,
    month: Month | None = None, kind: str | None = None, state: str | None = None,
) -> Question:  # fmt: skip
    """What is typed and chosen."""
    where = Where(day=day.isoformat())
    if tenant is not None:
        where.add("i.tenant_id = :tenant", tenant=tenant)
    if month is not None:
        where.add("i.date BETWEEN :first AND :last", first=str(month.first), last=str(month.last))
    if kind is not None:
        where.add("i.kind = :kind", kind=kind)
    if state is not None:
        where.add(f"({STATES[state]})")
    return Question(LINES, where, sort, descending, text, said or {})


def rows(db: Database, keys: Sequence[int], *, day: date) -> list[InvoiceRow]:
    """The documents of a page, in the order of their keys."""
    sql = (
        f"SELECT i.rowid AS k, i.id, i.number, i.kind, t.code, t.name, i.date, i.due, i.total, {_OPEN} AS open,"
        " c.number AS credits FROM invoices i JOIN tenants t ON t.id = i.tenant_id"
        " LEFT JOIN invoices c ON c.id = i.credits_id WHERE i.rowid IN {keys}"
    )
    return [_row(row, day) for row in listing.page(db, sql, keys, day=day.isoformat())]


def key_of(db: Database, number: str) -> int:
    """The row number of a document; LookupError where there is none of this number."""
    found = fetch(db, "SELECT rowid FROM invoices WHERE number = ?", (number,))
    if not found:
        raise LookupError(number)
    return int(found[0][0])


def _row(row: dict[str, Any], day: date) -> InvoiceRow:
    """One document from its row."""
    due, open_ = day_of(row["due"]), Paisa(row["open"])
    if row["kind"] == "credit":
        state = "credit"
    else:
        state = "settled" if open_ <= 0 else "overdue" if due is not None and due < day else "open"
    return InvoiceRow(
        row["k"], row["id"], row["number"], row["kind"], row["code"], row["name"], date.fromisoformat(row["date"]),
        due, Paisa(row["total"]), open_, state, row["credits"],
    )  # fmt: skip


def totals(db: Database, *, text: str = "", **asked: Any) -> InvoiceTotals:
    """Sums over all that the same filters show."""
    sql = f"SELECT count(*), coalesce(sum(i.total), 0), coalesce(sum({_OPEN}), 0) FROM invoices i {{where}}"
    count, total, open_ = listing.shown(db, _asked("number", False, text, **asked), sql)[0]
    return InvoiceTotals(count, Paisa(total), Paisa(open_))
