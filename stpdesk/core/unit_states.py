"""How each unit stands on a day: who holds it, for how long, in arrears or not, under repair (the floor plan)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from stpdesk.core.codes import natural_key
from stpdesk.core.leases import Lease, Let
from stpdesk.core.money import ONE, Paisa
from stpdesk.core.months import DAY
from stpdesk.core.occupancy import SOON, let_area, let_seats
from stpdesk.core.places import Unit

VACANT, OCCUPIED, ENDING, ARREARS, REPAIR, KEPT = (
    "vacant",
    "occupied",
    "ending",
    "arrears",
    "repair",
    "not lettable",
)


@dataclass(frozen=True, slots=True)
class Repair:
    """A unit that cannot be used for a while; `ends` is the last day, None while nobody knows."""

    id: str
    unit_id: str
    starts: date
    ends: date | None
    note: str

    def on(self, day: date) -> bool:
        """Whether it lasts on that day."""
        return self.starts <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, slots=True)
class Holder:
    """A tenant in a unit on a day: its seats (None = the whole unit), its last day there, what it is in arrears with."""

    tenant_id: str
    lease_id: str
    seats: int | None
    ends: date | None
    overdue: Paisa
    ending: bool

    @property
    def state(self) -> str:
        """Arrears before an end that is near."""
        return ARREARS if self.overdue > 0 else ENDING if self.ending else OCCUPIED


@dataclass(frozen=True, slots=True)
class UnitState:
    """One unit on one day; `days` to its next end where it is ending, `overdue` the sum of its holders' arrears."""

    unit: Unit
    state: str
    holders: tuple[Holder, ...]
    seats_let: int
    days: int | None
    overdue: Paisa
    repair: Repair | None


def states(
    units: Iterable[Unit],
    leases: Iterable[Lease],
    day: date,
    overdue: Mapping[str, int] | None = None,
    repairs: Iterable[Repair] = (),
) -> dict[str, UnitState]:
    """Every unit by key as it stands on a day; `overdue` paisa by tenant, as at that day.

    A lease that ends within 90 days is ending, unless the same tenant goes on in the unit the day after.
    """
    lets: dict[str, list[tuple[Lease, Let]]] = defaultdict(list)
    for lease in leases:
        for let in lease.units:
            lets[let.unit.id].append((lease, let))
    broken = {repair.unit_id: repair for repair in repairs if repair.on(day)}
    return {unit.id: _state(unit, lets[unit.id], day, overdue or {}, broken.get(unit.id)) for unit in units}


def _state(
    unit: Unit,
    lets: Sequence[tuple[Lease, Let]],
    day: date,
    overdue: Mapping[str, int],
    repair: Repair | None,
) -> UnitState:
    """One unit."""
    here = sorted(((one, let) for one, let in lets if one.in_force(day)), key=lambda pair: pair[0].starts)
    holders = tuple(_holder(lease, let, lets, day, overdue) for lease, let in here)
    ends = [holder.ends for holder in holders if holder.ending and holder.ends is not None]
    by_tenant = {holder.tenant_id: holder.overdue for holder in holders}
    if holders:
        found = {holder.state for holder in holders}
        state = next(one for one in (ARREARS, ENDING, OCCUPIED) if one in found)
    else:
        state = REPAIR if repair is not None else VACANT if unit.lettable else KEPT
    return UnitState(
        unit, state, holders, sum(let_seats(let) for _, let in here), (min(ends) - day).days if ends else None,
        Paisa(sum(by_tenant.values())), repair,
    )  # fmt: skip


def _holder(
    lease: Lease, let: Let, lets: Sequence[tuple[Lease, Let]], day: date, overdue: Mapping[str, int]
) -> Holder:
    """One tenant in the unit."""
    ends = None if lease.holdover else lease.ends
    ending = ends is not None and ends - day <= SOON and not _goes_on(lease, ends, lets)
    owed = Paisa(max(0, overdue.get(lease.tenant_id, 0)))
    return Holder(lease.tenant_id, lease.id, let.seats, ends, owed, ending)


def _goes_on(lease: Lease, ends: date, lets: Sequence[tuple[Lease, Let]]) -> bool:
    """Whether the same tenant has the unit the day after."""
    return any(
        one.tenant_id == lease.tenant_id and one.id != lease.id and one.in_force(ends + DAY)
        for one, _ in lets
    )


def let_by_day(
    units: Iterable[Unit], leases: Iterable[Lease], first: date, last: date
) -> list[tuple[date, float | None]]:
    """Share of the lettable area that is let, in percent, on each day (rule C1); None without lettable area."""
    lettable = sum(unit.sqft for unit in units if unit.lettable)
    steps: dict[date, Fraction] = defaultdict(Fraction)
    for lease in leases:
        begin, end = max(lease.starts, first), min(lease.last, last)
        if begin <= end:
            area = sum((let_area(let) for let in lease.units if let.unit.lettable), Fraction(0))
            steps[begin] += area
            if end < last:
                steps[end + DAY] -= area
    found: list[tuple[date, float | None]] = []
    day, let = first, Fraction(0)
    while day <= last:
        let += steps.get(day, 0)
        found.append((day, float(100 * let * ONE / lettable) if lettable else None))
        day += DAY
    return found


@dataclass(frozen=True, slots=True)
class Move:
    """A tenant that comes to a unit on its first day there, or has left it by a day (`came` false)."""

    day: date
    unit: Unit
    tenant_id: str
    came: bool


def moves(leases: Iterable[Lease], first: date, last: date) -> list[Move]:
    """Who came and who left between two days, in order; a renewal in the same unit is neither."""
    mine: dict[tuple[str, str], list[tuple[Lease, Let]]] = defaultdict(list)
    for lease in leases:
        for let in lease.units:
            mine[lease.tenant_id, let.unit.id].append((lease, let))
    found: list[Move] = []
    for (tenant, _), lets in mine.items():
        for lease, let in lets:
            others = [one for one, _ in lets if one is not lease]
            came, left = lease.starts, lease.last
            if first <= came <= last and not any(one.in_force(came - DAY) for one in others):
                found.append(Move(came, let.unit, tenant, True))
            if first <= left < last and not any(one.in_force(left + DAY) for one in others):
                found.append(Move(left + DAY, let.unit, tenant, False))
    return sorted(found, key=lambda one: (one.day, one.came, natural_key(one.unit.code)))
