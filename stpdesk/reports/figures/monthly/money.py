"""Section 3, money: billed, collected and open by head against last month, debtors, the subsidy claim, withheld taxes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stpdesk.core.money import Paisa


@dataclass(frozen=True, slots=True)
class HeadRow:
    """One head of charge this month and the month before; subsidies are taken off their head."""

    name: str
    """`Rent`, `Electricity`, …, `Sales tax`, `Rounding`, `Opening balances`, `Advances`; `Total` on the last row"""
    billed: Paisa
    billed_before: Paisa
    collected: Paisa
    collected_before: Paisa
    open: Paisa
    open_before: Paisa


@dataclass(frozen=True, slots=True)
class Amount:
    """One named amount this month and the month before."""

    name: str
    amount: Paisa
    before: Paisa | None


@dataclass(frozen=True, slots=True)
class CollectionRate:
    """The settled share of a month's invoices in percent; None where nothing was invoiced."""

    pct: float | None
    before: float | None
    """of last month's invoices as it stood at its end"""
    before_now: float | None
    """of last month's invoices as it stands on the day"""
    sentence: str


@dataclass(frozen=True, slots=True)
class Debtor:
    """A tenant that owes; the five buckets as at the day."""

    tenant: str
    name: str
    not_due: Paisa
    d1_30: Paisa
    d31_60: Paisa
    d61_90: Paisa
    over_90: Paisa
    total: Paisa
    share: float | None
    """of all that is open, in percent"""
    overdue_days: int
    """of the oldest item; 0 where nothing is overdue"""
    last_paid: date | None
    here: bool
    """whether it holds a lease on the day"""


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """What one funder owes for one tenant under one scheme."""

    tenant: str
    name: str
    amount: Paisa


@dataclass(frozen=True, slots=True)
class Claim:
    """One scheme, funder and head, with its tenants."""

    scheme: str
    funder: str
    head: str
    tenants: tuple[ClaimRow, ...]
    amount: Paisa


@dataclass(frozen=True, slots=True)
class Awaited:
    """A tenant whose withholding certificates have not come."""

    tenant: str
    name: str
    ntn: str
    receipts: int
    since: date
    income_tax: Paisa
    sales_tax: Paisa
    total: Paisa


@dataclass(frozen=True, slots=True)
class Withheld:
    """Taxes that tenants withheld in the month, and certificates awaited as at the day."""

    income_tax: Paisa
    income_tax_before: Paisa
    sales_tax: Paisa
    sales_tax_before: Paisa
    awaited: tuple[Awaited, ...]
    """the most first"""
    awaited_receipts: int
    awaited_total: Paisa
    sentence: str


@dataclass(frozen=True, slots=True)
class Money:
    """The section."""

    sentence: str
    heads: tuple[HeadRow, ...]
    total: HeadRow
    heads_note: str
    """how collected and open amounts are shared over heads"""
    documents: tuple[Amount, ...]
    """invoiced, subsidies, sales tax, credited, received in cash, withheld"""
    rate: CollectionRate
    debtors: tuple[Debtor, ...]
    """ten at most, the largest first"""
    others: Debtor | None
    """everybody else together; None where there is nobody else"""
    debt: Paisa
    claims: tuple[Claim, ...]
    claimed: Paisa
    withheld: Withheld
