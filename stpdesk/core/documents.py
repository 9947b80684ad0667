"""An issued document as it stands: its own copy of every name, rate and amount (rule B11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from stpdesk.core.money import Paisa
from stpdesk.core.months import Date
from stpdesk.core.taxes import TaxLine

RENT: Final = "rent"
"""The kind of a line that bills rent."""

METERED: Final = frozenset({"electricity", "generator"})
"""Heads whose quantities are kilowatt-hours."""


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One printed line; subsidy lines carry their `scheme` and a negative amount.

    `subsidises` is the number of the line a subsidy belongs to; `taxed` are the places (from 1) of the document's tax lines whose base it is part of.
    """

    id: str
    n: int
    kind: str
    head: str
    description: str
    unit: str | None
    first: Date
    last: Date
    days: int | None
    days_in_month: int | None
    quantity: str | None
    rate: str | None
    amount: Paisa
    scheme: str | None = None
    funder: str | None = None
    credits_line_id: str | None = None
    taxed: tuple[int, ...] = ()
    subsidises: int | None = None

    @property
    def measure(self) -> str:
        """What the quantity counts: `kWh`, `seat`, `seats` (the description says so), of any other rent `sq ft`; “” where unknown."""
        if not self.quantity:
            return ""
        if self.head.casefold() in METERED:
            return "kWh"
        if self.kind != RENT:
            return ""
        counted = self.description.removeprefix(f"Rent, {self.quantity} ")
        return next((one for one in ("seats", "seat") if counted.startswith(f"{one}, ")), "sq ft")


@dataclass(frozen=True, slots=True)
class Interrupted:
    """What a tenant is told of the month before its invoice's: seconds without power and without internet (rule O6).

    `until` is the last day they count up to where the month was not over at issue.
    """

    month: str
    until: Date | None
    power: int
    internet: int


@dataclass(frozen=True, slots=True)
class PaidSince:
    """What a document that was issued late tells: paid or credited from its date to the day of issue, less reversals."""

    until: Date
    amount: Paisa


@dataclass(frozen=True, slots=True)
class Fbr:
    """The number the Federal Board of Revenue gave an invoice, and what its QR code holds."""

    number: str
    qr: str


@dataclass(frozen=True, slots=True)
class Document:
    """An invoice or credit note; `number` is None in a preview.

    `park` and `party` are the copies of names, addresses and identifiers taken at issue: keys name, address, ntn, strn,
    and for the park code, name_urdu, city, province, bank, iban, sample; for the party code, kind, cnic, contact.
    """

    id: str
    number: str | None
    kind: str
    tenant: str
    date: Date
    due: Date | None
    lines: tuple[DocumentLine, ...]
    taxes: tuple[TaxLine, ...]
    subtotal: Paisa
    subsidy: Paisa
    tax_total: Paisa
    rounding: Paisa
    total: Paisa
    open: Paisa
    park: Mapping[str, str | None]
    party: Mapping[str, str | None]
    month: str | None = None
    reason: str | None = None
    credits: str | None = None
    previous_balance: Paisa = Paisa(0)
    interrupted: Interrupted | None = None
    fbr: Fbr | None = None
    paid_since: PaidSince | None = None

    @property
    def to_pay(self) -> Paisa:
        """This document and what was open before it, less what was paid from its date to its issue; below 0 the tenant is in credit."""
        paid = self.paid_since.amount if self.paid_since else 0
        return Paisa(self.total + self.previous_balance - paid)
