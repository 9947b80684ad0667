"""Who came, went, moved or stayed on: the leases that begin and end between two days, told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from stpdesk.core.codes import natural_key
from stpdesk.core.leases import Lease
from stpdesk.core.months import DAY, FAR
from stpdesk.core.terms import Terms

ARRIVED, MORE, RENEWED, MOVED, LEFT, LESS = "arrived", "more", "renewed", "moved", "left", "less"
"""A new tenant; a tenant with another lease beside; the same units again; other units instead; gone; one lease less."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One lease that began or ended: `day` is its first day, of LEFT and LESS its last."""

    what: str
    day: date
    lease: Lease


def moves(terms: Terms, first: date, last: date) -> list[Moved]:
    """The leases that began or ended from the first to the last day, in order of days and codes.

    A lease that follows another of the tenant without a day between is a renewal where they share a unit, else a move;
    the end of the one before is not told beside it.
    """
    found: list[Moved] = []
    for lease in terms.leases:
        mine = terms.leases_of_tenant[lease.tenant_id]
        if first <= lease.starts <= last:
            found.append(Moved(_begun(lease, mine), lease.starts, lease))
        ends = lease.last
        if first <= ends <= last and ends != FAR and not any(one.starts == ends + DAY for one in mine):
            stays = any(one.in_force(ends + DAY) for one in mine)
            found.append(Moved(LESS if stays else LEFT, ends, lease))
    return sorted(found, key=lambda one: (one.day, natural_key(one.lease.code)))


def _begun(lease: Lease, mine: Sequence[Lease]) -> str:
    """What the beginning of a lease is, given all leases of its tenant."""
    before = lease.starts - DAY
    ended = [one for one in mine if one.last == before]
    units = {let.unit.id for let in lease.units}
    if any(let.unit.id in units for one in ended for let in one.units):
        return RENEWED
    if ended:
        return MOVED
    return MORE if any(one.in_force(before) for one in mine if one.id != lease.id) else ARRIVED
