"""Occupancy and tenants of many months in one pass over the leases (rules C1, C4)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from stpdesk.core.leases import Lease, Let
from stpdesk.core.months import Month
from stpdesk.core.places import Unit


def occupancy_on(units: Iterable[Unit], leases: Iterable[Lease], days: Sequence[date]) -> list[float | None]:
    """Let area of the lettable area in percent on each of the days, which are in order; None without lettable area."""
    lettable = sum(unit.sqft for unit in units if unit.lettable)
    if not lettable:
        return [None] * len(days)
    # whole units and rooms of so many seats are summed apart, in integers: exact fractions are slow to add
    let = defaultdict[int, list[int]](lambda: [0] * len(days))
    for lease in leases:
        first, last = bisect_left(days, lease.starts), bisect_right(days, lease.last)
        for one in lease.units if first < last else ():
            if one.unit.lettable:
                part, room = _part(one)
                for at in range(first, last):
                    let[room][at] += part
    return [
        float(100 * sum(Fraction(areas[at], room) for room, areas in let.items()) / lettable)
        for at in range(len(days))
    ]


def _part(let: Let) -> tuple[int, int]:
    """Ten-thousandths of a square foot of a let, as a number and what it is divided by (rule C1)."""
    if let.seats is None or not let.unit.seats:
        return let.unit.sqft, 1
    return let.unit.sqft * let.seats, let.unit.seats


def tenants_in(leases: Iterable[Lease], months: Sequence[Month]) -> dict[Month, set[str]]:
    """Keys of the tenants with a lease in force on a day of each month."""
    found: dict[Month, set[str]] = {month: set() for month in months}
    firsts, lasts = [month.first for month in months], [month.last for month in months]
    for lease in leases:
        for month in months[bisect_left(lasts, lease.starts) : bisect_right(firsts, lease.last)]:
            found[month].add(lease.tenant_id)
    return found


def returning(
    leases: Iterable[Lease], reported: Mapping[Month, Collection[str]], months: Sequence[Month]
) -> dict[Month, set[str]]:
    """Keys of the tenants a return is expected of: there on a day of the month, or with a return for it (rule C4).

    The grid, the month's close and the report count by it. `reported`: keys of those with a return, by month.
    """
    there = tenants_in(leases, months)
    return {month: there[month].union(reported.get(month, ())) for month in months}
