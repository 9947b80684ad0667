"""One-off charges: a month's list with the invoice that billed each, and the one behind a key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from stpdesk.core.money import Paisa
from stpdesk.core.months import Date, Month
from stpdesk.db import rows
from stpdesk.db.rows import fetch, fetch_dicts

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class OneOffRow:
    """One charge; `invoice` is the number of the document that billed it."""

    key: int
    id: str
    tenant: str
    name: str
    head: str
    description: str | None
    date: Date
    amount: Paisa
    invoice: str | None


_SQL = (
    "SELECT o.rowid AS key, o.id, t.code AS tenant, t.name, o.head, o.description, o.date, o.amount, i.number AS invoice"
    " FROM one_offs o JOIN tenants t ON t.id = o.tenant_id LEFT JOIN invoice_lines l ON l.one_off_id = o.id"
    " AND l.kind = 'one_off' AND l.credits_line_id IS NULL LEFT JOIN invoices i ON i.id = l.invoice_id"
)


def listed(db: Database, month: Month) -> list[OneOffRow]:
    """Charges dated in a month, and older ones that are not billed yet; by date."""
    sql = f"{_SQL} WHERE o.date BETWEEN :first AND :last OR (o.date < :first AND i.id IS NULL) ORDER BY o.date, o.rowid"
    return [_row(one) for one in fetch_dicts(db, sql, {"first": str(month.first), "last": str(month.last)})]


def by_id(db: Database, key: str) -> OneOffRow | None:
    """One charge; None where it is gone."""
    found = fetch_dicts(db, f"{_SQL} WHERE o.id = ?", (key,))
    return _row(found[0]) if found else None


def _row(row: dict[str, Any]) -> OneOffRow:
    """One charge from its row."""
    return OneOffRow(**{**row, "date": date.fromisoformat(row["date"]), "amount": Paisa(row["amount"])})


def heads(db: Database) -> list[str]:
    """Heads that charges bear or taxes are set for, without what the program writes itself."""
    sql = (
        "SELECT DISTINCT head FROM (SELECT head FROM one_offs UNION SELECT head FROM lease_charges"
        " UNION SELECT head FROM tax_rates) ORDER BY head"
    )
    return [head for (head,) in fetch(db, sql)]


def change(db: Database, key: str, values: dict[str, Any]) -> None:
    """Other terms of a charge that is not billed."""
    rows.update(db, "one_offs", key, values)


def remove(db: Database, key: str) -> None:
    """Takes one out that is not billed."""
    db.table("one_offs").delete(key)


def for_line(invoice: str, line: int) -> str:
    """How the words of a charge end that settles what a billed line comes to more by now."""
    return f" ({invoice}, line {line})"


def charged_for(db: Database) -> dict[str, int]:
    """What was charged so for billed lines (paisa), by these ends of the charges' words."""
    sql = "SELECT description, amount FROM one_offs WHERE description LIKE '% (%, line %)'"
    found: dict[str, int] = {}
    for text, amount in fetch(db, sql):
        end = text[text.rindex(" (") :]
        found[end] = found.get(end, 0) + amount
    return found
