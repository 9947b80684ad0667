"""What the lease form can choose from, and what the side panel tells of one lease; read beside the window."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from stpdesk.core.codes import fold, natural_key
from stpdesk.core.leases import rate_changes, rent_of
from stpdesk.core.money import decimal_text, lakh
from stpdesk.core.months import DAY, add_months
from stpdesk.core.typed_amounts import quantity_text
from stpdesk.db import deposits, terms
from stpdesk.db.lists import leases
from stpdesk.db.lists.leases import LeaseRow
from stpdesk.db.lists.standing import standing
from stpdesk.ui import wording
from stpdesk.ui.leases.words import tr

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.core.leases import Lease
    from stpdesk.core.places import Unit
    from stpdesk.core.subsidies import Scheme
    from stpdesk.core.tenants import Tenant

HEADS = ("internet", "service", "parking", "generator", "other")
"""Heads of monthly charges that are usual."""


@dataclass(frozen=True, slots=True)
class Choices:
    """Tenants and units by code, heads of charges, today."""

    today: date
    tenants: dict[str, Tenant] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    heads: tuple[str, ...] = HEADS
    held: dict[str, str] = field(default_factory=dict)
    """who holds a unit today, and until when, in words"""


def choices(db: Database, today: date) -> Choices:
    """All that a lease can be made of."""
    held: dict[str, str] = {}
    tenants, units = terms.tenants(db), terms.units(db)
    every = terms.leases(db, units)
    for lease in every:
        if lease.in_force(today):
            for let in lease.units:
                held[let.unit.code] = _held(lease, tenants)
    used = {charge.head for lease in every for charge in lease.charges}
    return Choices(
        today,
        {one.code: one for one in sorted(tenants.values(), key=lambda one: natural_key(one.code))},
        {one.code: one for one in sorted(units.values(), key=lambda one: natural_key(one.code))},
        tuple(dict.fromkeys((*HEADS, *sorted(used)))),
        held,
    )


def _held(lease: Lease, tenants: dict[str, Tenant]) -> str:
    """“let to Leepa Software until 30 Nov 2026”."""
    from stpdesk.ui.wording import day

    name = tenants[lease.tenant_id].name
    if lease.ends is None or lease.holdover:
        return tr("let to {tenant}").format(tenant=name)
    return tr("let to {tenant} until {day}").format(tenant=name, day=day(lease.ends))


def room_told(unit: Unit, held: str = "") -> str:
    """“384 sq ft, First floor, vacant”: what stands beside a unit in the list."""
    parts = [tr("{area} sq ft").format(area=quantity_text(unit.sqft)), floor_told(unit)]
    if unit.seats:
        parts.append(tr("{count} seats").format(count=unit.seats))
    parts.append(held or (tr("vacant") if unit.lettable else tr("not to be let")))
    return ", ".join(part for part in parts if part)


def floor_told(unit: Unit) -> str:
    """“First floor”; a building before it where there is one."""
    floor = unit.floor or ""
    if floor and "floor" not in floor.lower():
        floor = tr("{floor} floor").format(floor=floor)
    return ", ".join(part for part in (unit.building, floor) if part)


def units_told(units: list[Unit]) -> str:
    """“768 sq ft, First floor” of several units together."""
    if not units:
        return ""
    area = tr("{area} sq ft").format(area=quantity_text(sum(one.sqft for one in units)))
    where = {one.building for one in units}
    told = (floor_told(one if len(where) > 1 else replace(one, building=None)) for one in units)
    floors = list(dict.fromkeys(one for one in told if one))
    return ", ".join([area, *floors[:2]]) + (" …" if len(floors) > 2 else "")


@dataclass(frozen=True, slots=True)
class Coming:
    """The next day on which something of a lease changes, and what."""

    day: date
    text: str


@dataclass(frozen=True, slots=True)
class LeaseFacts:
    """One lease as the side panel tells it; amounts in paisa, as of today."""

    lease: Lease
    tenant: Tenant
    row: LeaseRow
    today: date
    coming: Coming | None
    held: int
    balance: int
    overdue: int


def lease_facts(db: Database, key: int, today: date) -> LeaseFacts | None:
    """A lease by its row number; None where it is gone."""
    found = leases.rows(db, [key], day=today)
    if not found:
        return None
    lease = terms.leases_of(db, [found[0].id])[0]
    tenant = next(iter(terms.tenants(db, fold(found[0].tenant)).values()))
    stands = standing(db, today, [tenant.id]).get(tenant.id)
    schemes = [one for one in terms.schemes(db) if one.applies(one.head, tenant.kind)]
    return LeaseFacts(
        lease, tenant, found[0], today, coming(lease, schemes, today), deposits.held(db, tenant.id),
        stands.balance if stands else 0, stands.overdue if stands else 0,
    )  # fmt: skip


def coming(lease: Lease, schemes: list[Scheme], today: date) -> Coming | None:
    """What changes next: rate, rent-free time, a charge, a subsidy; None where nothing does before the end."""
    found: list[Coming] = []
    horizon = lease.ends or add_months(max(today, lease.starts), 120)
    for day, rate in rate_changes(lease, horizon)[1:]:
        told = tr("Rent {rent} a month").format(rent=lakh(rent_of(lease, rate)))
        found.append(Coming(day, told))
    if lease.rent_free_to is not None:
        found.append(Coming(lease.rent_free_to + DAY, tr("Rent begins")))
    for charge in lease.charges:
        name = charge.description or wording.head(charge.head)
        if charge.starts is not None and charge.starts > lease.starts:
            found.append(Coming(charge.starts, tr("{charge} begins").format(charge=name)))
        if charge.ends is not None and charge.ends < lease.last:
            found.append(Coming(charge.ends + DAY, tr("{charge} ends").format(charge=name)))
    heads = {"rent", *(charge.head for charge in lease.charges)}
    for scheme in schemes:
        if scheme.head in heads and lease.starts <= scheme.ends < lease.last:
            words = tr("{scheme} no longer pays {percent} % of {head}")
            found.append(
                Coming(
                    scheme.ends + DAY,
                    words.format(scheme=scheme.name, percent=decimal_text(scheme.pct), head=scheme.head),
                )
            )
    later = [one for one in found if today < one.day <= lease.last]
    return min(later, key=lambda one: one.day, default=None)
