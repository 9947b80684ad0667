"""Settling what is open: receipts, advances and credit notes against invoices and opening balances (rule B12)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from stpdesk.core.errors import Refused
from stpdesk.core.money import E4, Paisa, half_up, lakh, share
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


def settle(
    source: Source,
    items: Sequence[OpenItem],
    named: Sequence[str] = (),
    fixed: Mapping[str, int] | None = None,
) -> list[Allocation]:
    """Allocates a source to the named items (keys, in their order), then to the rest, oldest due first (rule B12).

    `fixed`: items that get so much and no more (paisa; none for 0), before all others.
    """
    by_id, exact = {item.id: item for item in items}, fixed or {}
    first = [by_id[key] for key in dict.fromkeys([*exact, *named])]
    rest = [item for item in oldest_first(items) if item.id not in {*exact, *named}]
    left = int(source.left)
    found: list[Allocation] = []
    for item in [*first, *rest]:
        amount = min(left, item.open, exact.get(item.id, item.open))
        if amount <= 0:
            continue
        day = max(source.date, item.date)
        found.append(Allocation(source.tenant_id, source.id, item.id, day, Paisa(amount)))
        left -= amount
    return found


def check_fixed(items: Sequence[OpenItem], fixed: Mapping[str, int], value: int) -> None:
    """Refuses amounts of single items that are more than is open of one, or together more than there is."""
    for item in items:
        amount = fixed.get(item.id, 0)
        if amount > item.open:
            raise Refused(
                "Only {open} of {number} is open; {amount} is more than that.",
                field="invoice", open=lakh(item.open), number=item.ref or "the opening balance", amount=lakh(amount),
                item=item.id,
            )  # fmt: skip
    if sum(fixed.values()) > value:
        raise Refused(
            "The lines add up to {sum}, but the receipt is worth {value}.",
            field="invoice", sum=lakh(sum(fixed.values())), value=lakh(value),
        )  # fmt: skip


def settle_all(sources: Iterable[Source], items: Sequence[OpenItem]) -> list[Allocation]:
    """Allocates advances, oldest first, to open items, oldest due first (rule B12)."""
    found: list[Allocation] = []
    left = list(items)
    for source in sorted(sources, key=lambda one: (one.date, one.ref)):
        made = settle(source, left)
        left = less(left, made)
        found += made
    return found


def less(items: Sequence[OpenItem], made: Sequence[Allocation]) -> list[OpenItem]:
    """The items with what is still open of them after these allocations; settled ones are gone."""
    taken: dict[str, int] = {}
    for one in made:
        taken[one.item_id] = taken.get(one.item_id, 0) + one.amount
    return [
        replace(item, open=Paisa(item.open - taken.get(item.id, 0))) if item.id in taken else item
        for item in items
        if item.open > taken.get(item.id, 0)
    ]


@dataclass(frozen=True, slots=True)
class Withholding:
    """Suggested withheld taxes of one invoice (rule B12)."""

    income_tax: Paisa
    sales_tax: Paisa


def suggested(income_pct: E4 | None, sales_pct: E4 | None, services: int, sales_tax: int) -> Withholding:
    """Income tax on rent and service lines net of subsidies, before sales tax; sales tax on the sales tax."""
    return Withholding(share(income_pct or E4(0), services), share(sales_pct or E4(0), sales_tax))


def still_withheld(item: OpenItem, whole: Withholding) -> Withholding:
    """What of an invoice's suggested taxes belongs to the part of it that is still open, half up to the paisa."""
    return Withholding(
        Paisa(half_up(whole.income_tax * item.open, item.total)),
        Paisa(half_up(whole.sales_tax * item.open, item.total)),
    )


def suggested_for(
    cash: int | None, items: Sequence[OpenItem], taxes: Mapping[str, Withholding]
) -> Withholding:
    """What is withheld with so much cash, oldest due first: whole where the cash pays the rest of an item, else in proportion.

    `taxes`: by item, of what is open of it. Without `cash` all items are paid.
    """
    income = sales = 0
    left = cash
    for item in oldest_first(items):
        tax = taxes.get(item.id, Withholding(Paisa(0), Paisa(0)))
        net = item.open - tax.income_tax - tax.sales_tax
        if left is not None and left <= 0:
            break
        if left is None or left >= net:
            income, sales = income + tax.income_tax, sales + tax.sales_tax
        else:
            income += half_up(tax.income_tax * left, net)
            sales += half_up(tax.sales_tax * left, net)
        left = None if left is None else left - net
    return Withholding(Paisa(income), Paisa(sales))
