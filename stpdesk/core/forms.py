"""What is typed of a unit, a tenant, a meter and a lease before it is saved: plain values, None or "" where nothing stands yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stpdesk.core.leases import SQFT, Lease, RateStep
from stpdesk.core.meters import GRID, Meter
from stpdesk.core.money import E4, ONE, Paisa
from stpdesk.core.places import Unit
from stpdesk.core.tenants import Tenant


@dataclass(frozen=True, slots=True)
class UnitForm:
    """A unit as typed: `sqft` in ten-thousandths of a square foot."""

    code: str = ""
    sqft: E4 | None = None
    building: str | None = None
    floor: str | None = None
    name: str | None = None
    kind: str | None = None
    seats: int | None = None
    lettable: bool = True

    @classmethod
    def of(cls, unit: Unit) -> UnitForm:
        """The form of a unit that is there."""
        return cls(
            unit.code, unit.sqft, unit.building, unit.floor, unit.name, unit.kind, unit.seats, unit.lettable
        )


@dataclass(frozen=True, slots=True)
class TenantForm:
    """A tenant as typed: percents in ten-thousandths of a percent."""

    code: str = ""
    name: str = ""
    kind: str | None = None
    pseb_no: str | None = None
    pseb_valid_to: date | None = None
    ntn: str | None = None
    strn: str | None = None
    cnic: str | None = None
    contact: str | None = None
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    tax_exempt: bool = False
    income_tax_pct: E4 | None = None
    sales_tax_withheld_pct: E4 | None = None

    @classmethod
    def of(cls, tenant: Tenant) -> TenantForm:
        """The form of a tenant that is there."""
        return cls(
            tenant.code, tenant.name, tenant.kind, tenant.pseb_no, tenant.pseb_valid_to, tenant.ntn, tenant.strn,
            tenant.cnic, tenant.contact, tenant.phone, tenant.email, tenant.address, tenant.tax_exempt,
            tenant.income_tax_pct, tenant.sales_tax_withheld_pct,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class MeterForm:
    """A meter as typed: its unit by its code, None for a main meter of the park; the multiplier in ten-thousandths.

    `reading` and `day`: what a new meter shows when it starts, None to read it later.
    """

    code: str = ""
    unit: str | None = None
    supply: str = GRID
    multiplier: E4 | None = E4(ONE)
    digits: int | None = None
    reading: E4 | None = None
    day: date | None = None

    @classmethod
    def of(cls, meter: Meter, unit: str | None) -> MeterForm:
        """The form of a meter that is there, on the unit of a code."""
        return cls(meter.code, unit, meter.supply, meter.multiplier, meter.digits)


@dataclass(frozen=True, slots=True)
class ChargeForm:
    """A monthly charge as typed, in paisa; `id` is that of the charge it changes, None for a new one."""

    head: str = ""
    monthly: Paisa | None = None
    description: str | None = None
    starts: date | None = None
    ends: date | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class LeaseForm:
    """A lease as typed: tenant and units by their codes, rate and deposit in paisa, percent in ten-thousandths."""

    code: str = ""
    tenant: str = ""
    units: tuple[str, ...] = ()
    starts: date | None = None
    ends: date | None = None
    basis: str = SQFT
    rate: Paisa | None = None
    seats: int | None = None
    rent_free_to: date | None = None
    escalation_pct: E4 | None = None
    escalation_months: int | None = 12
    deposit: Paisa | None = None
    holdover: bool = False
    steps: tuple[RateStep, ...] = ()
    charges: tuple[ChargeForm, ...] = ()

    @classmethod
    def of(cls, lease: Lease, tenant: Tenant) -> LeaseForm:
        """The form of a lease that is there."""
        return cls(
            lease.code, tenant.code, tuple(let.unit.code for let in lease.units), lease.starts, lease.ends, lease.basis,
            lease.rate, lease.seats, lease.rent_free_to, lease.escalation_pct, lease.escalation_months, lease.deposit,
            lease.holdover, lease.steps,
            tuple(
                ChargeForm(one.head, one.monthly, one.description, one.starts, one.ends, one.id) for one in lease.charges
            ),
        )  # fmt: skip
