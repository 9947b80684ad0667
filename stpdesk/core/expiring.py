"""What comes to its end soon: leases that nobody renewed, and the registrations of tenants who are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from stpdesk.core.codes import natural_key
from stpdesk.core.leases import Lease
from stpdesk.core.months import DAY
from stpdesk.core.occupancy import SOON
from stpdesk.core.terms import Terms

LEASE, REGISTRATION = "lease", "registration"


@dataclass(frozen=True, slots=True)
class Expiring:
    """A lease or a registration: whose, its code (a registration's is the tenant's), its last day, days to it."""

    kind: str
    tenant: str
    name: str
    code: str
    last: date
    days: int


def expiring(terms: Terms, day: date, within: timedelta = SOON) -> list[Expiring]:
    """What ends within a time from a day, or has ended while the tenant is still there; the earliest first.

    A lease whose tenant goes on in all of its units the day after is renewed and left out.
    """
    last, found = day + within, list[Expiring]()
    for tenant in terms.tenants.values():
        mine = terms.leases_of_tenant.get(tenant.id, [])
        held = [lease for lease in mine if lease.in_force(day)]
        for lease in held:
            if lease.ends is not None and lease.ends <= last and not renewed(lease, lease.ends, mine):
                found.append(
                    Expiring(LEASE, tenant.code, tenant.name, lease.code, lease.ends, (lease.ends - day).days)
                )
        valid = tenant.pseb_valid_to
        if held and valid is not None and valid <= last:
            found.append(
                Expiring(REGISTRATION, tenant.code, tenant.name, tenant.code, valid, (valid - day).days)
            )
    return sorted(found, key=lambda one: (one.last, one.kind, natural_key(one.code)))


def renewed(lease: Lease, ends: date, mine: Sequence[Lease]) -> bool:
    """Whether the same tenant holds every unit of a lease on the day after its end."""
    after = {
        let.unit.id for one in mine if one.id != lease.id and one.in_force(ends + DAY) for let in one.units
    }
    return all(let.unit.id in after for let in lease.units)
