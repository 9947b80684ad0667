"""What became of a unit: who held it, when it stood vacant, when it was under repair."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from stpdesk.core.codes import natural_key
from stpdesk.core.leases import Lease
from stpdesk.core.months import DAY, FAR
from stpdesk.core.places import Unit
from stpdesk.core.unit_states import Repair

LET, EMPTY, BROKEN = "let", "vacant", "repair"


@dataclass(frozen=True, slots=True)
class Stay:
    """One time of a unit; `last` None = it goes on. `moved_to`: codes of the units its tenant went to the day after."""

    kind: str
    first: date
    last: date | None
    tenant_id: str | None = None
    leases: tuple[str, ...] = ()
    seats: int | None = None
    moved_to: tuple[str, ...] = ()
    note: str | None = None


def history(unit: Unit, leases: Iterable[Lease], repairs: Iterable[Repair], today: date) -> list[Stay]:
    """The unit's past and what is agreed for later, the latest first (a renewal goes on with the stay before it).

    Vacant time is counted from the first lease to today; a unit never let has none.
    """
    everything = list(leases)
    lets = [lease for lease in everything if any(let.unit.id == unit.id for let in lease.units)]
    found = [*_stays(unit, lets, everything), *_vacant(lets, today)]
    found += [Stay(BROKEN, one.starts, one.ends, note=one.note) for one in repairs if one.unit_id == unit.id]
    return sorted(found, key=lambda stay: (stay.first, stay.last or FAR), reverse=True)


def _stays(unit: Unit, lets: Sequence[Lease], everything: Sequence[Lease]) -> list[Stay]:
    """One stay for leases of a tenant that follow each other without a day between."""
    found: list[Stay] = []
    chains: list[list[Lease]] = []
    for lease in sorted(lets, key=lambda one: (one.starts, one.last)):
        before = next(
            (
                chain
                for chain in chains
                if chain[-1].tenant_id == lease.tenant_id and _follows(chain[-1], lease)
            ),
            None,
        )
        if before is None:
            chains.append([lease])
        else:
            before.append(lease)
    for chain in chains:
        last = chain[-1]
        seats = next(let.seats for let in last.units if let.unit.id == unit.id)
        found.append(
            Stay(
                LET, chain[0].starts, None if last.last == FAR else last.last, last.tenant_id,
                tuple(one.id for one in chain), seats, _next_place(last, everything),
            )
        )  # fmt: skip
    return found


def _follows(before: Lease, after: Lease) -> bool:
    """Whether a lease begins the day after another ends."""
    return before.last != FAR and before.last + DAY == after.starts


def _next_place(lease: Lease, everything: Sequence[Lease]) -> tuple[str, ...]:
    """Units the tenant took on when it left, in the order of codes."""
    if lease.last == FAR:
        return ()
    codes = {
        let.unit.code
        for one in everything
        if one.tenant_id == lease.tenant_id and one.starts == lease.last + DAY
        for let in one.units
    }
    return tuple(sorted(codes, key=natural_key))


def _vacant(lets: Sequence[Lease], today: date) -> list[Stay]:
    """Times between leases when nobody held it, up to today."""
    found: list[Stay] = []
    reached: date | None = None
    for lease in sorted(lets, key=lambda one: one.starts):
        if reached is not None and reached != FAR and lease.starts > reached + DAY:
            found.append(Stay(EMPTY, reached + DAY, lease.starts - DAY))
        reached = lease.last if reached is None else max(reached, lease.last)
    if reached is not None and reached < today:
        found.append(Stay(EMPTY, reached + DAY, None))
    return found
