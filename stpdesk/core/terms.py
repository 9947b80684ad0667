"""All that a billing run reads of a park: settings, tenants, leases, schemes, taxes, meters; and what is billed already."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from stpdesk.core.leases import Lease
from stpdesk.core.meters import FuelAdjustment, Meter, Reading, Tariff
from stpdesk.core.money import Paisa
from stpdesk.core.months import Date, Month
from stpdesk.core.park import ParkSettings
from stpdesk.core.places import Unit
from stpdesk.core.subsidies import Scheme
from stpdesk.core.taxes import TaxRate
from stpdesk.core.tenants import Tenant

RESERVED = frozenset({"late_fee", "rounding", "deposit"})
"""Heads that only the program itself writes."""


@dataclass(frozen=True, slots=True)
class OneOff:
    """A charge made once (rule B16)."""

    id: str
    tenant_id: str
    head: str
    description: str | None
    date: Date
    amount: Paisa


@dataclass(frozen=True)
class Terms:
    """The agreed terms of a park, by key where they have one."""

    park: ParkSettings
    units: dict[str, Unit] = field(default_factory=dict)
    tenants: dict[str, Tenant] = field(default_factory=dict)
    leases: tuple[Lease, ...] = ()
    schemes: tuple[Scheme, ...] = ()
    tax_rates: tuple[TaxRate, ...] = ()
    meters: dict[str, Meter] = field(default_factory=dict)
    tariffs: tuple[Tariff, ...] = ()
    readings: dict[str, tuple[Reading, ...]] = field(default_factory=dict)
    adjustments: tuple[FuelAdjustment, ...] = ()
    one_offs: tuple[OneOff, ...] = ()

    @cached_property
    def leases_of_unit(self) -> dict[str, list[Lease]]:
        """Unit key → its leases."""
        found: dict[str, list[Lease]] = defaultdict(list)
        for lease in self.leases:
            for let in lease.units:
                found[let.unit.id].append(lease)
        return found

    @cached_property
    def leases_of_tenant(self) -> dict[str, list[Lease]]:
        """Tenant key → its leases."""
        found: dict[str, list[Lease]] = defaultdict(list)
        for lease in self.leases:
            found[lease.tenant_id].append(lease)
        return found

    @cached_property
    def _holdings(self) -> dict[str, list[tuple[date, date, str]]]:
        """Unit key → first day, last day and tenant of its leases: a run asks for each of its meters' readings."""
        return {
            unit: [(lease.starts, lease.last, lease.tenant_id) for lease in leases]
            for unit, leases in self.leases_of_unit.items()
        }

    def holders(self, unit_id: str | None, day: date) -> set[str]:
        """Keys of the tenants whose leases hold a unit on a day."""
        if unit_id is None:
            return set()
        return {tenant for first, last, tenant in self._holdings.get(unit_id, ()) if first <= day <= last}


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An invoice or opening balance as on one day: what is open, and what of its total are its own late fees."""

    id: str
    tenant_id: str
    ref: str
    date: Date
    due: Date
    total: Paisa
    open: Paisa
    fees: Paisa = Paisa(0)


@dataclass(frozen=True, slots=True)
class Billed:
    """What earlier runs billed (rule B10): days by service, readings with their tenant, adjustments, one-offs, fees."""

    days: dict[str, list[tuple[date, date]]] = field(default_factory=dict)
    readings: dict[str, str] = field(default_factory=dict)
    adjusted: frozenset[tuple[str, str]] = frozenset()
    one_offs: frozenset[str] = frozenset()
    fees: frozenset[tuple[str, str]] = frozenset()
    first_served: Month | None = None


def service_key(lease_id: str, charge_id: str | None, unit_id: str | None) -> str:
    """Names what no day of may be billed twice: a lease's rent of a unit, or one of its charges (rule B10)."""
    return f"{lease_id}/{charge_id or 'rent'}/{unit_id or ''}"
