"""Occupancy and tenants of many months in one pass over the leases (rules C1, C4)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from stpdesk.core.leases import Lease
from stpdesk.core.months import Month
from stpdesk.core.occupancy import let_share
from stpdesk.core.places import Unit


def occupancy_on(units: Iterable[Unit], leases: Iterable[Lease], days: Sequence[date]) -> list[float | None]:
    """Let area of the lettable area in percent on each of the days, which are in order; None without lettable area."""
    lettable = sum(unit.sqft for unit in units if unit.lettable)
    if not lettable:
        return [None] * len(days)
    whole, parts = [0] * len(days), [Fraction(0)] * len(days)
    for lease in leases:
        first, last = bisect_left(days, lease.starts), bisect_right(days, lease.last)
        for let in lease.units if first < last else ():
            if not let.unit.lettable:
                continue
            share = let_share(let)
            for at in range(first, last):
                if share == 1:
                    whole[at] += let.unit.sqft
                else:
                    parts[at] += let.unit.sqft * share
    return [float(100 * (area + part) / lettable) for area, part in zip(whole, parts, strict=True)]


def tenants_in(leases: Iterable[Lease], months: Sequence[Month]) -> dict[Month, set[str]]:
    """Keys of the tenants with a lease in force on a day of each month."""
    found: dict[Month, set[str]] = {month: set() for month in months}
    firsts, lasts = [month.first for month in months], [month.last for month in months]
    for lease in leases:
        for month in months[bisect_left(lasts, lease.starts) : bisect_right(firsts, lease.last)]:
            found[month].add(lease.tenant_id)
    return found
