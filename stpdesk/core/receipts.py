"""Settling what is open: receipts, advances and credit notes against invoices and opening balances (rule B12)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from stpdesk.core.money import E4, Paisa, share
from stpdesk.core.terms import OpenItem


@dataclass(frozen=True, slots=True)
class Source:
    """What can settle items: a receipt, a credit note, an advance; `left` is what is not allocated yet."""

    id: str
    tenant_id: str
    ref: str
    date: date
    left: Paisa


@dataclass(frozen=True, slots=True)
class Allocation:
    """So much of a source settles so much of an item; dated the later of the two (rule B13)."""

    tenant_id: str
    source_id: str
    item_id: str
    date: date
    amount: Paisa


def oldest_first(items: Iterable[OpenItem]) -> list[OpenItem]:
    """Items in the order they are settled: oldest due first, then number (rule B12)."""
    return sorted(items, key=lambda item: (item.due, item.ref))


def settle(source: Source, items: Sequence[OpenItem], named: Sequence[str] = ()) -> list[Allocation]:
    """Allocates a source to the named items (keys, in their order), then to the rest, oldest due first (rule B12)."""
    by_id = {item.id: item for item in items}
    first = [by_id[key] for key in dict.fromkeys(named)]
    rest = [item for item in oldest_first(items) if item.id not in set(named)]
    left = int(source.left)
    found: list[Allocation] = []
    for item in [*first, *rest]:
        amount = min(left, item.open)
        if amount <= 0:
            continue
        day = max(source.date, item.date)
        found.append(Allocation(source.tenant_id, source.id, item.id, day, Paisa(amount)))
        left -= amount
    return found


def settle_all(sources: Iterable[Source], items: Sequence[OpenItem]) -> list[Allocation]:
    """Allocates advances, oldest first, to open items, oldest due first (rule B12)."""
    found: list[Allocation] = []
    left = {item.id: item for item in items}
    for source in sorted(sources, key=lambda one: (one.date, one.ref)):
        for allocation in settle(source, list(left.values())):
            item = left[allocation.item_id]
            left[item.id] = _less(item, allocation.amount)
            found.append(allocation)
    return found


def _less(item: OpenItem, amount: int) -> OpenItem:
    """The item after a part of it is settled."""
    return OpenItem(
        item.id,
        item.tenant_id,
        item.ref,
        item.date,
        item.due,
        item.total,
        Paisa(item.open - amount),
        item.fees,
    )


@dataclass(frozen=True, slots=True)
class Withholding:
    """Suggested withheld taxes of one invoice (rule B12)."""

    income_tax: Paisa
    sales_tax: Paisa


def suggested(income_pct: E4 | None, sales_pct: E4 | None, services: int, sales_tax: int) -> Withholding:
    """Income tax on rent and service lines net of subsidies, before sales tax; sales tax on the sales tax."""
    return Withholding(share(income_pct or E4(0), services), share(sales_pct or E4(0), sales_tax))
