"""Reads issued documents back: one by number, a month's, or what is left to credit of one."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from stpdesk.core.documents import Document, DocumentLine, Fbr
from stpdesk.core.errors import Refused
from stpdesk.core.money import E4, Paisa
from stpdesk.core.taxes import TaxKey, TaxLine, tax_key
from stpdesk.db.copies import told_outages, told_paid
from stpdesk.db.rows import day, fetch, fetch_dicts

if TYPE_CHECKING:
    from sqlite_utils import Database

_WHERE = {
    "run": "i.run_id = :value",
    "month": "substr(i.date, 1, 7) = :value",
    "key": "i.id = :value",
}

_ORDER = {"run": "i.rowid", "month": "i.date, i.kind DESC, i.seq", "key": "i.rowid"}

# what the tenant owed before a document; receipts of its day come after it. By each table's index: through the view of all
# movements every one of the park is read for each document.
_BEFORE = """
  coalesce((SELECT sum(g.total) FROM invoices g INDEXED BY invoices_tenant WHERE g.tenant_id = i.tenant_id
    AND (g.date < i.date OR (g.date = i.date AND g.number < i.number))), 0)
  + coalesce((SELECT sum(g.amount) FROM openings g WHERE g.tenant_id = i.tenant_id AND g.date <= i.date), 0)
  - coalesce((SELECT sum(g.cash + g.income_tax + g.sales_tax) FROM receipts g INDEXED BY receipts_tenant
    WHERE g.tenant_id = i.tenant_id AND g.date < i.date), 0)
  + coalesce((SELECT sum(g.amount) FROM receipts r INDEXED BY receipts_tenant JOIN reversals g ON g.receipt_id = r.id
    WHERE r.tenant_id = i.tenant_id AND (g.date < i.date OR (g.date = i.date AND r.number < i.number))), 0)
  - coalesce((SELECT sum(g.amount) FROM deposits g WHERE g.tenant_id = i.tenant_id AND g.kind = 'adjusted'
    AND g.date <= i.date), 0)
"""

_HEADS = """
SELECT i.*, c.number AS credits, t.code AS tenant, f.number AS fbr, f.qr,
  CASE WHEN i.kind = 'invoice' THEN i.total - coalesce((SELECT sum(amount) FROM allocations WHERE item_id = i.id), 0)
  ELSE i.total + coalesce((SELECT sum(amount) FROM allocations WHERE source_id = i.id), 0) END AS open,
  {before} AS before
FROM invoices i JOIN tenants t ON t.id = i.tenant_id LEFT JOIN invoices c ON c.id = i.credits_id
LEFT JOIN fbr_numbers f ON f.invoice_id = i.id
WHERE {where} ORDER BY {order}
"""


def find(db: Database, by: str, value: str) -> list[Document]:
    """Documents by `run` (key), `month` (of their date) or `key`; a run's as it issued them, a month's by number."""
    where = _WHERE[by]
    heads = fetch_dicts(db, _HEADS.format(before=_BEFORE, where=where, order=_ORDER[by]), {"value": value})
    lines: dict[str, list[DocumentLine]] = defaultdict(list)
    for row in fetch_dicts(
        db,
        f"SELECT l.* FROM invoice_lines l JOIN invoices i ON i.id = l.invoice_id WHERE {where}"
        " ORDER BY l.invoice_id, l.n",
        {"value": value},
    ):
        lines[row["invoice_id"]].append(line_of(row))
    taxes: dict[str, list[TaxLine]] = defaultdict(list)
    for key, name, authority, pct, base, amount in fetch(
        db,
        "SELECT x.invoice_id, x.name, x.authority, x.pct_e4, x.base, x.amount FROM invoice_taxes x"
        f" JOIN invoices i ON i.id = x.invoice_id WHERE {where} ORDER BY x.invoice_id, x.n",
        {"value": value},
    ):
        taxes[key].append(TaxLine(name, authority, E4(pct), Paisa(base), Paisa(amount)))
    return [_document(row, lines[row["id"]], taxes[row["id"]]) for row in heads]


def by_number(db: Database, number: str) -> Document:
    """The document of a number, case-blind; refused when there is none."""
    return find(db, "key", stub(db, number).id)[0]


@dataclass(frozen=True, slots=True)
class Stub:
    """A document without its lines."""

    id: str
    number: str
    kind: str
    tenant: str


def stub(db: Database, number: str, field: str = "number") -> Stub:
    """The document of a number, case-blind, without its lines; refused (at `field`) when there is none."""
    sql = (
        "SELECT i.id, i.number, i.kind, t.code FROM invoices i JOIN tenants t ON t.id = i.tenant_id"
        " WHERE i.number = ?"
    )
    typed = (number.strip(),)
    found = fetch(db, sql, typed) or fetch(db, f"{sql} COLLATE NOCASE", typed)
    if not found:
        raise Refused("There is no document {number} in this park.", field=field, number=number.strip())
    return Stub(*found[0])


def line_of(row: dict[str, Any]) -> DocumentLine:
    """One stored line."""
    return DocumentLine(
        row["id"],
        row["n"],
        row["kind"],
        row["head"],
        row["description"],
        row["unit"],
        date.fromisoformat(row["first"]),
        date.fromisoformat(row["last"]),
        row["days"],
        row["days_in_month"],
        row["quantity"],
        row["rate"],
        Paisa(row["amount"]),
        row["scheme"],
        row["funder"],
        row["credits_line_id"],
        tuple(int(place) for place in (row["taxed"] or "").split(",") if place),
        row["subsidises"],
    )


def _document(row: dict[str, Any], lines: list[DocumentLine], taxes: list[TaxLine]) -> Document:
    """One stored document."""
    told = json.loads(row["snapshot"])
    return Document(
        row["id"],
        row["number"],
        row["kind"],
        row["tenant"],
        date.fromisoformat(row["date"]),
        day(row["due"]),
        tuple(lines),
        tuple(taxes),
        Paisa(row["subtotal"]),
        Paisa(row["subsidy"]),
        Paisa(row["tax_total"]),
        Paisa(row["rounding"]),
        Paisa(row["total"]),
        Paisa(row["open"]),
        told["park"],
        told["party"],
        told["month"],
        row["reason"],
        row["credits"],
        Paisa(row["before"]),
        told_outages(told),
        Fbr(row["fbr"], row["qr"] or row["fbr"]) if row["fbr"] else None,
        told_paid(told),
    )


_CREDITING = (
    "(SELECT c.invoice_id FROM invoice_lines l JOIN invoice_lines c ON c.credits_line_id = l.id"
    " WHERE l.invoice_id = ?)"
)
"""The credit notes of an invoice, found by their lines: an index has these."""


def credited(db: Database, invoice_id: str) -> dict[str, int]:
    """Of each line of an invoice, by key: what was credited so far (the sign of the credit)."""
    sql = (
        "SELECT c.credits_line_id, sum(c.amount) FROM invoice_lines c JOIN invoice_lines l"
        " ON l.id = c.credits_line_id WHERE l.invoice_id = ? GROUP BY c.credits_line_id"
    )
    return dict(fetch(db, sql, (invoice_id,)))


def credited_taxes(db: Database, invoice_id: str) -> tuple[dict[TaxKey, tuple[int, int]], int]:
    """Base and tax credited so far by authority, name and percent, and rounding credited so far."""
    sql = (
        "SELECT x.name, x.authority, x.pct_e4, sum(x.base), sum(x.amount) FROM invoice_taxes x"
        f" WHERE x.invoice_id IN {_CREDITING} GROUP BY 1, 2, 3"
    )
    taxes = {
        tax_key(TaxLine(name, authority, E4(pct), Paisa(base), Paisa(amount))): (base, amount)
        for name, authority, pct, base, amount in fetch(db, sql, (invoice_id,))
    }
    rounding = fetch(
        db, f"SELECT coalesce(sum(rounding), 0) FROM invoices WHERE id IN {_CREDITING}", (invoice_id,)
    )
    return taxes, rounding[0][0]
