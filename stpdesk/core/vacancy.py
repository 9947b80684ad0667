"""Vacant units of a day: since when, and who comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stpdesk.core.codes import natural_key
from stpdesk.core.leases import Lease
from stpdesk.core.months import DAY
from stpdesk.core.places import Unit
from stpdesk.core.terms import Terms


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A lettable unit nobody holds on a day; `since` is its first vacant day, None where no lease held it before."""

    unit: Unit
    since: date | None
    follows: Lease | None
    """the next lease agreed for it"""


def vacancies(terms: Terms, day: date) -> list[Vacancy]:
    """Every lettable unit without a lease in force on the day, in the natural order of codes; rooms let in part are not."""
    found: list[Vacancy] = []
    for unit in sorted(terms.units.values(), key=lambda one: natural_key(one.code)):
        leases = terms.leases_of_unit.get(unit.id, ())
        if not unit.lettable or any(lease.in_force(day) for lease in leases):
            continue
        ended = [lease.last for lease in leases if lease.last < day]
        ahead = [lease for lease in leases if lease.starts > day]
        follows = min(ahead, key=lambda one: (one.starts, one.code), default=None)
        found.append(Vacancy(unit, max(ended) + DAY if ended else None, follows))
    return found
