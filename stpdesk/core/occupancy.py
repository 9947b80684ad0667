"""How much of the park is let: by area, units and seats, at a date and over a month (rules C1 to C3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache

from stpdesk.core.errors import Refused
from stpdesk.core.leases import SQFT, Lease, Let
from stpdesk.core.money import ONE
from stpdesk.core.months import FAR, Month
from stpdesk.core.places import Unit

MONTH_DAYS = Fraction(304375, 10000)
"""Days of a mean month (rule C3)."""

SOON = timedelta(days=90)
"""A lease that ends within this is ending soon."""


def let_share(let: Let) -> Fraction:
    """The part of a unit that a lease holds: 1, or its seats out of the room's."""
    if let.seats is None or not let.unit.seats:
        return Fraction(1)
    return Fraction(let.seats, let.unit.seats)


def let_seats(let: Let) -> int:
    """Seats held: those named, or all of the room."""
    return let.seats if let.seats is not None else let.unit.seats or 0


def shares_out(units: Sequence[Unit], seats: int | None, basis: str) -> tuple[Let, ...]:
    """How a lease holds its units: whole, or a number of seats taken room by room in their order.

    Refused when seats are named and the rooms have not so many.
    """
    if seats is None or basis == SQFT:
        return tuple(Let(unit) for unit in units)
    left = seats
    lets: list[Let] = []
    for unit in units:
        taken = min(left, unit.seats or 0)
        left -= taken
        if taken:
            lets.append(Let(unit, taken))
    if left:
        room = sum(unit.seats or 0 for unit in units)
        raise Refused(
            "{seats} seats do not fit: the lease's rooms have {room}.", field="seats", seats=seats, room=room
        )
    return tuple(lets)


@dataclass(frozen=True, slots=True)
class Occupancy:
    """Let and lettable on one day; areas in square feet, exact."""

    lettable_sqft: Fraction
    leased_sqft: Fraction
    units: int
    units_let: int
    seats: int
    seats_let: int
    wale_months: Fraction | None
    ending_90_days: int

    @property
    def pct(self) -> float | None:
        """Share of the lettable area that is let, in percent; None without lettable area."""
        return float(100 * self.leased_sqft / self.lettable_sqft) if self.lettable_sqft else None


def occupancy_at(units: Iterable[Unit], leases: Iterable[Lease], day: date) -> Occupancy:
    """Occupancy on a day (rules C1, C3); only units marked lettable count."""
    lettable = [unit for unit in units if unit.lettable]
    in_force = [lease for lease in leases if lease.in_force(day)]
    held = lets_on(in_force, day)
    area = sum((let_area(let) for lets in held.values() for let in lets), Fraction(0))
    soon = day + SOON
    ending = [lease for lease in in_force if lease.ends is not None and day <= lease.ends <= soon]
    return Occupancy(
        Fraction(sum(unit.sqft for unit in lettable), ONE),
        area,
        len(lettable),
        len(held),
        sum(unit.seats or 0 for unit in lettable),
        sum(let_seats(let) for lets in held.values() for let in lets),
        wale(in_force, day),
        len(ending),
    )


def lets_on(leases: Iterable[Lease], day: date) -> dict[str, list[Let]]:
    """What is let of each lettable unit on a day, by its key; units nobody holds are left out."""
    found: dict[str, list[Let]] = defaultdict(list)
    for lease in leases:
        if lease.in_force(day):
            for let in lease.units:
                if let.unit.lettable:
                    found[let.unit.id].append(let)
    return found


def let_area(let: Let) -> Fraction:
    """Leased area of one unit of a lease, in square feet (rule C1)."""
    return _area(let.unit.sqft, let.seats, let.unit.seats)


@lru_cache(maxsize=4096)  # asked for every lease and month of a report; exact fractions are slow to make
def _area(sqft: int, seats: int | None, room: int | None) -> Fraction:
    """Square feet of so many seats of a room, or of all of it."""
    return Fraction(sqft, ONE) * (Fraction(seats, room) if seats is not None and room else 1)


def wale(leases: Iterable[Lease], day: date) -> Fraction | None:
    """Weighted average lease expiry in months by area (rule C3); leases without an end have none and do not count."""
    weight = total = Fraction(0)
    for lease in leases:
        if lease.ends is None:
            continue
        area = sum((let_area(let) for let in lease.units if let.unit.lettable), Fraction(0))
        weight += area
        total += area * max(0, (lease.ends - day).days) / MONTH_DAYS
    return total / weight if weight else None


def average_pct(units: Iterable[Unit], leases: Iterable[Lease], month: Month) -> float | None:
    """Average occupancy of a month by area: leased area days over lettable area days (rule C1)."""
    lettable = sum(unit.sqft for unit in units if unit.lettable)
    if not lettable:
        return None
    leased = Fraction(0)
    for lease in leases:
        first, last = max(lease.starts, month.first), min(lease.last, month.last)
        days = (last - first).days + 1
        if days > 0:
            leased += days * sum((let_area(let) for let in lease.units if let.unit.lettable), Fraction(0))
    return float(100 * leased * ONE / (lettable * month.days))


@dataclass(frozen=True, slots=True)
class Crowd:
    """A unit let twice, or more seats let than it has, on a day (rule C2)."""

    unit: Unit
    day: date
    lease: Lease
    others: tuple[Lease, ...]


def crowds(leases: Iterable[Lease]) -> list[Crowd]:
    """Every lease that takes more of a unit than there is on its first day there, given those before it (rule C2)."""
    takers: dict[str, list[tuple[Lease, Let]]] = defaultdict(list)
    for lease in leases:
        for let in lease.units:
            takers[let.unit.id].append((lease, let))
    found: list[Crowd] = []
    for pairs in takers.values():
        if len(pairs) < 2:
            continue
        pairs.sort(key=lambda pair: pair[0].starts)
        room = max(1, pairs[0][1].unit.seats or 1)
        for place, (lease, let) in enumerate(pairs):
            there = [one for one in pairs[:place] if one[0].last >= lease.starts]
            if there and sum(_shares(one[1], room) for one in [*there, (lease, let)]) > room:
                found.append(Crowd(let.unit, lease.starts, lease, tuple(one[0] for one in there)))
    return found


def _shares(let: Let, room: int) -> int:
    """Seats a lease takes of a room; all of it for a whole unit."""
    return room if let.seats is None else let.seats


def until_text(lease: Lease) -> str:
    """The lease's last day as people say it."""
    return "further notice" if lease.last == FAR else lease.last.isoformat()
