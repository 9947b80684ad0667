"""The list of documents: invoices and credit notes with what is open of each as on a day."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from stpdesk.core.money import Paisa
from stpdesk.core.months import Date, Month
from stpdesk.db.lists import listing
from stpdesk.db.lists.listing import Where
from stpdesk.db.rows import day as day_of

if TYPE_CHECKING:
    from sqlite_utils import Database

_OPEN = (
    "CASE i.kind WHEN 'invoice' THEN"
    " i.total - coalesce((SELECT sum(a.amount) FROM allocations a WHERE a.item_id = i.id AND a.date <= :day), 0)"
    " ELSE i.total + coalesce((SELECT sum(a.amount) FROM allocations a WHERE a.source_id = i.id AND a.date <= :day), 0) END"
)
_UNSETTLED = f"i.kind = 'invoice' AND {_OPEN} > 0"

# the numbers are looked through by themselves, the tenants' documents by their index; the plus keeps the list's own order
_FITS = (
    "+i.rowid IN (SELECT x.rowid FROM invoices x WHERE {plain} UNION ALL SELECT x.rowid FROM tenants h"
    " CROSS JOIN invoices x ON x.tenant_id = h.id WHERE instr(h.sought, {word}))"
)

SORTS: listing.Sorts = {
    "number": ("i.number",),
    "date": ("i.date", "i.rowid"),
    "due": ("i.due IS NULL", "i.due", "i.rowid"),
    "tenant": ("t.natural", "t.rowid", "i.date", "i.number"),
    "name": ("t.by_name", "t.rowid", "i.date", "i.number"),
    "kind": ("i.kind", "i.date", "i.rowid"),
    "total": ("i.total", "i.rowid"),
    "open": (_OPEN, "i.rowid"),
}
STATES = {
    "open": _UNSETTLED,
    "overdue": f"i.due < :day AND {_UNSETTLED}",
    "settled": f"i.kind = 'invoice' AND {_OPEN} <= 0",
    "credit": "i.kind = 'credit'",
}


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
    db: Database, *, sort: str = "number", descending: bool = False, text: str = "", day: date, **filters: Any
) -> array[int]:
    """Row numbers in order. Filters: `tenant` (key), `month`, `kind`, `state` (see STATES)."""
    where = _where(text, day, **filters)
    ordered = listing.order(SORTS, sort, descending)
    return listing.keys(db, f"i.rowid AS k FROM {_source(sort)}", where, ordered)


def _where(
    text: str, day: date, *, tenant: str | None = None, month: Month | None = None, kind: str | None = None,
    state: str | None = None,
) -> Where:  # fmt: skip
    """The conditions of what is typed and chosen."""
    where = Where(day=day.isoformat())
    where.search(text, _FITS, "x.number")
    if tenant is not None:
        where.add("i.tenant_id = :tenant", tenant=tenant)
    if month is not None:
        where.add("i.date BETWEEN :first AND :last", first=str(month.first), last=str(month.last))
    if kind is not None:
        where.add("i.kind = :kind", kind=kind)
    if state is not None:
        where.add(f"({STATES[state]})")
    return where


def _source(sort: str) -> str:
    """Documents alone where the tenants do not sort them: wide rows are left alone then."""
    if sort in {"tenant", "name"}:
        return "tenants t CROSS JOIN invoices i ON i.tenant_id = t.id"
    return "invoices i"


def rows(db: Database, keys: Sequence[int], *, day: date) -> list[InvoiceRow]:
    """The documents of a page, in the order of their keys."""
    sql = (
        f"SELECT i.rowid AS k, i.id, i.number, i.kind, t.code, t.name, i.date, i.due, i.total, {_OPEN} AS open,"
        " c.number AS credits FROM invoices i JOIN tenants t ON t.id = i.tenant_id"
        " LEFT JOIN invoices c ON c.id = i.credits_id WHERE i.rowid IN {keys}"
    )
    return [_row(row, day) for row in listing.page(db, sql, keys, day=day.isoformat())]


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


def totals(db: Database, *, text: str = "", day: date, **filters: Any) -> InvoiceTotals:
    """Sums over all that the same filters show."""
    where = _where(text, day, **filters)
    sql = f"SELECT count(*), coalesce(sum(i.total), 0), coalesce(sum({_OPEN}), 0) FROM invoices i {{where}}"
    count, total, open_ = listing.one(db, sql, where)
    return InvoiceTotals(count, Paisa(total), Paisa(open_))
