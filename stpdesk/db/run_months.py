"""What the runs of a month issued: its documents, and their lines as they compare with another month's."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from stpdesk.core.money import Paisa
from stpdesk.core.months import Date, Month
from stpdesk.core.run_changes import Item, plain, thing_of
from stpdesk.db.rows import day, fetch

if TYPE_CHECKING:
    from sqlite_utils import Database

_OF = (
    "i.date IN (SELECT date FROM billing_runs WHERE month = :month)"
    " AND i.run_id IN (SELECT id FROM billing_runs WHERE month = :month)"
)


@dataclass(frozen=True, slots=True)
class Issued:
    """A document that a run issued; `lines` counts those that are no subsidies."""

    key: int
    id: str
    number: str
    kind: str
    tenant_id: str
    tenant: str
    name: str
    date: Date
    lines: int
    subtotal: Paisa
    subsidy: Paisa
    tax: Paisa
    total: Paisa


def issued(db: Database, month: Month) -> list[Issued]:
    """The documents of the month's runs, in the order they were issued."""
    sql = (
        "SELECT i.rowid, i.id, i.number, i.kind, t.id, t.code, t.name, i.date,"
        " (SELECT count(*) FROM invoice_lines l WHERE l.invoice_id = i.id AND l.scheme IS NULL),"
        " i.subtotal, i.subsidy, i.tax_total, i.total"
        f" FROM invoices i JOIN tenants t ON t.id = i.tenant_id WHERE {_OF} ORDER BY i.rowid"
    )
    return [
        Issued(
            key, id_, number, kind, tenant_id, code, name, date.fromisoformat(dated), lines, Paisa(subtotal),
            Paisa(subsidy), Paisa(tax), Paisa(total),
        )
        for key, id_, number, kind, tenant_id, code, name, dated, lines, subtotal, subsidy, tax, total
        in fetch(db, sql, {"month": str(month)})
    ]  # fmt: skip


def items(db: Database, month: Month) -> dict[str, list[Item]]:
    """The lines of the month's runs by tenant key, each with the subsidies on it."""
    sql = (
        "SELECT i.tenant_id, l.invoice_id, l.n, l.subsidises, l.kind, l.head, l.unit, l.description, l.first, l.last,"
        " l.days, l.days_in_month, l.quantity, l.rate, l.amount FROM invoices i"
        f" CROSS JOIN invoice_lines l ON l.invoice_id = i.id WHERE {_OF} ORDER BY i.rowid, l.n"
    )
    found: dict[str, list[Item]] = defaultdict(list)
    rows = fetch(db, sql, {"month": str(month)})
    paid: dict[tuple[str, int], list[tuple[int, str, str]]] = defaultdict(list)
    for row in rows:
        if row[3] is not None:
            paid[row[1], row[3]].append((row[14], row[8], row[9]))
    for (
        tenant,
        invoice,
        n,
        subsidises,
        kind,
        head,
        unit,
        text,
        first,
        last,
        days,
        of,
        quantity,
        rate,
        amount,
    ) in rows:
        if subsidises is None:
            supports = paid.get((invoice, n), ())
            found[tenant].append(
                Item(
                    kind, head, thing_of(kind, head, unit, text, days), unit or plain(text), date.fromisoformat(first),
                    date.fromisoformat(last), days, of, quantity, rate, amount,
                    sum(one[0] for one in supports), day(min((one[1] for one in supports), default=None)),
                    day(max((one[2] for one in supports), default=None)),
                )
            )  # fmt: skip
    return dict(found)
