"""From a tenant's lines to a document: subsidies, taxes, rupee rounding, kind (rules B1, B6, B7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stpdesk.core.lines import Line
from stpdesk.core.money import Paisa, half_up
from stpdesk.core.park import ParkSettings
from stpdesk.core.taxes import TaxLine, TaxTable, tax_key, tax_lines
from stpdesk.core.tenants import Tenant

INVOICE, CREDIT = "invoice", "credit"
SERIES = {INVOICE: "INV", CREDIT: "CN"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A tenant's document of a run, before it has a number; amounts in paisa."""

    tenant: Tenant
    kind: str
    lines: tuple[Line, ...]
    taxes: tuple[TaxLine, ...]
    subtotal: Paisa
    subsidy: Paisa
    rounding: Paisa

    @property
    def tax_total(self) -> Paisa:
        """All taxes."""
        return Paisa(sum(tax.amount for tax in self.taxes))

    @property
    def total(self) -> Paisa:
        """What the tenant owes, or is credited where negative."""
        return Paisa(self.subtotal + self.subsidy + self.tax_total + self.rounding)


def draft(park: ParkSettings, tenant: Tenant, lines: Sequence[Line], rates: TaxTable) -> Draft:
    """A document of these lines: a credit note where it comes out negative (rule B1)."""
    taxes = () if tenant.tax_exempt else tuple(taxes_of(park, lines, rates))
    subtotal = sum(line.amount for line in lines)
    subsidy = -sum(line.supported for line in lines)
    bare = subtotal + subsidy + sum(tax.amount for tax in taxes)
    rounding = to_rupee(bare) if park.round_to_rupee else 0
    kind = CREDIT if bare + rounding < 0 else INVOICE
    return Draft(tenant, kind, tuple(lines), taxes, Paisa(subtotal), Paisa(subsidy), Paisa(rounding))


def to_rupee(total: int) -> int:
    """What takes a total to the nearest rupee, half up (rule B7)."""
    return half_up(total, 100) * 100 - total


def taxes_of(park: ParkSettings, lines: Sequence[Line], rates: TaxTable) -> list[TaxLine]:
    """The tax lines of a document: each line at the rates in force on its own last day (rule B6).

    Marks each line with the places (from 1) of the tax lines it is part of.
    """
    if not rates:
        return []
    net = park.subsidy_tax_base != "gross"
    applied = [rates.on(line.head, line.last) for line in lines]
    bases = [
        (rate, line.amount - line.supported if net else line.amount)
        for line, fitting in zip(lines, applied, strict=True)
        for rate in fitting
    ]
    taxes = tax_lines(bases)
    places = {tax_key(tax): place for place, tax in enumerate(taxes, start=1)}
    for line, fitting in zip(lines, applied, strict=True):
        line.taxed = tuple(places[tax_key(rate)] for rate in fitting if tax_key(rate) in places)
    return taxes


def number(park_code: str, series: str, year: str, seq: int) -> str:
    """A document number: `GLT/INV/2026-27/00042` (rule B10)."""
    return f"{park_code}/{series}/{year}/{seq:05d}"
