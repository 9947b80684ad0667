"""Which invoices a receipt names, and how much of each: “GLT/INV/2026-27/00042”, “GLT/INV/2026-27/00042=3000.00”, “opening 2026-06-30=50.00”."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from stpdesk.core.errors import Refused
from stpdesk.core.money import Paisa, rupees
from stpdesk.core.tenants import Tenant
from stpdesk.core.terms import OpenItem
from stpdesk.core.typed import Slip
from stpdesk.core.typed_amounts import amount
from stpdesk.db import documents

if TYPE_CHECKING:
    from sqlite_utils import Database

OPENING = "opening "
"""Before the due date of an opening balance, which has no number."""


def wanted_name(item: OpenItem) -> str:
    """An item as a receipt names it."""
    return item.ref or f"{OPENING}{item.due.isoformat()}"


def line_text(name: str, paid: int) -> str:
    """So much of an item, as a receipt names it."""
    return f"{name}={rupees(paid)}"


def wanted(
    db: Database, tenant: Tenant, items: Sequence[OpenItem], texts: Iterable[str]
) -> tuple[list[str], dict[str, int]]:
    """Keys of the items a receipt names whole, in their order, and of those it names an amount of (paisa).

    Refused where one is another tenant's, a credit note or settled, or its amount cannot be read.
    """
    named: list[str] = []
    fixed: dict[str, int] = {}
    for text in texts:
        name, told, paid = (part.strip() for part in text.rpartition("="))
        if not told:
            named.append(_named(db, tenant, items, paid))
            continue
        key = _opening(items, name, fixed) or _named(db, tenant, items, name)
        fixed[key] = _amount(paid)
    return [key for key in named if key not in fixed], fixed


def _amount(text: str) -> Paisa:
    """The amount of a line."""
    read = amount(text)
    if read is None or isinstance(read, Slip):
        raise Refused("“{text}” is not an amount in rupees.", field="invoice", text=text)
    return read


def _opening(items: Sequence[OpenItem], name: str, taken: dict[str, int]) -> str | None:
    """Key of the opening balance due on the day that is named; None where an invoice is named."""
    if not name.lower().startswith(OPENING):
        return None
    due = name[len(OPENING) :].strip()
    for item in items:
        if not item.ref and item.id not in taken and item.due.isoformat() == due:
            return item.id
    raise Refused("No opening balance due on {due} is open.", field="invoice", due=_day(due))


def _day(text: str) -> date | str:
    """The day as a date where it is one."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _named(db: Database, tenant: Tenant, items: Sequence[OpenItem], text: str) -> str:
    """Key of an invoice named on a receipt; refused when it is another's, a credit note, or settled."""
    paper = documents.stub(db, text, "invoice")
    if paper.tenant != tenant.code:
        raise Refused(
            "{number} is an invoice of tenant {other}, not of {tenant}.",
            field="invoice",
            number=paper.number,
            other=paper.tenant,
            tenant=tenant.code,
        )
    if paper.kind != "invoice":
        raise Refused(
            "{number} is a credit note; a receipt settles invoices.", field="invoice", number=paper.number
        )
    if paper.id not in {item.id for item in items}:
        raise Refused(
            "{number} is settled already; leave the invoice out to settle others or keep an advance.",
            field="invoice",
            number=paper.number,
        )
    return paper.id
