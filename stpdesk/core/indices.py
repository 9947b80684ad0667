"""IEEE 1366 with customer = tenant: how often and how long the tenants were interrupted (rule O6)."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import accumulate

from stpdesk.core.civil import day_of, days_of
from stpdesk.core.leases import Lease
from stpdesk.core.outages import Outage, OutageRules
from stpdesk.core.spans import MINUTE, Event, Span, Spans, seconds


@dataclass(frozen=True, slots=True)
class Indices:
    """SAIFI, SAIDI (minutes), CAIDI (minutes), ASAI (a share), MAIFI and N; None = a dash."""

    tenants_mean: Fraction | None
    saifi: Fraction | None
    saidi: Fraction | None
    caidi: Fraction | None
    asai: Fraction | None
    maifi: Fraction | None


@dataclass(frozen=True)
class Presence:
    """Which tenants had a lease in force on which day."""

    leases: Sequence[Lease]

    @cached_property
    def by_tenant(self) -> dict[str, list[Lease]]:
        """Each tenant's leases."""
        found: dict[str, list[Lease]] = defaultdict(list)
        for lease in self.leases:
            found[lease.tenant_id].append(lease)
        return found

    def here(self, tenant: str, day: date) -> bool:
        """Whether the tenant had a lease in force."""
        number = day.toordinal()
        return any(first <= number <= last for first, last in self.stretches.get(tenant, ()))

    @cached_property
    def stretches(self) -> dict[str, list[tuple[int, int]]]:
        """First and last day (as ordinals) of the times in which each tenant had a lease in force."""
        return {tenant: _merged(leases) for tenant, leases in self.by_tenant.items()}

    def holds(self, tenant: str, units: frozenset[str], day: date) -> bool:
        """Whether the tenant held one of the units."""
        return any(
            lease.in_force(day) and any(let.unit.id in units for let in lease.units)
            for lease in self.by_tenant.get(tenant, ())
        )

    def count(self, day: date) -> int:
        """How many tenants had a lease in force."""
        at = bisect_right(self._steps[0], day.toordinal()) - 1
        return self._steps[1][at] if at >= 0 else 0

    @cached_property
    def _steps(self) -> tuple[list[int], list[int]]:
        """Days on which the number of tenants changes, and the number from there on."""
        change: dict[int, int] = defaultdict(int)
        for stretches in self.stretches.values():
            for first, last in stretches:
                change[first] += 1
                change[last + 1] -= 1
        days = sorted(change)
        return days, list(accumulate(change[day] for day in days))

    def mean(self, days: Sequence[date]) -> Fraction | None:
        """N: the mean over the days; None where there is no day."""
        return Fraction(sum(self.count(day) for day in days), len(days)) if days else None


def _merged(leases: Iterable[Lease]) -> list[tuple[int, int]]:
    """First and last days of the stretches in which at least one lease is in force."""
    found: list[tuple[int, int]] = []
    for first, last in sorted((one.starts.toordinal(), one.last.toordinal()) for one in leases):
        if last < first:
            continue
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def hit_by_tenant(outages: Iterable[Outage], presence: Presence) -> dict[str, list[Outage]]:
    """The outages of some units, by the tenants who held one of them on the day it started."""
    found: dict[str, list[Outage]] = defaultdict(list)
    for one in outages:
        day = day_of(one.span.start)
        for tenant in presence.by_tenant:
            if presence.holds(tenant, one.unit_ids, day):
                found[tenant].append(one)
    return found


@dataclass(slots=True)
class Interruptions:
    """Interruptions of tenants counted in a window: sustained, momentary, and tenant-seconds of sustained ones."""

    presence: Presence
    window: Span
    rules: OutageRules
    now: int
    sustained: int = 0
    momentary: int = 0
    interrupted: int = 0

    def add_park(self, park: Iterable[Event], apart: Collection[str]) -> None:
        """Counts events that met every tenant, but for those whose time is counted apart."""
        for event in park:
            day = day_of(event.start)
            others = sum(1 for tenant in apart if self.presence.here(tenant, day))
            self._add(event, self.presence.count(day) - others)

    def add_tenant(self, tenant: str, own: Iterable[Event]) -> None:
        """Counts the events of one tenant."""
        for event in own:
            self._add(event, int(self.presence.here(tenant, day_of(event.start))))

    def _add(self, event: Event, affected: int) -> None:
        """Counts one event for so many tenants: where it starts, and for the time inside (rules O4, O6)."""
        within = event.within(self.window)
        if not within:
            return
        begun = affected if event.start >= self.window.start else 0
        if event.lasted(self.now) > self.rules.momentary:
            self.sustained += begun
            self.interrupted += affected * within
        else:
            self.momentary += begun

    def indices(self, times: Spans) -> Indices:
        """The figures over the time that counts (T); N = 0 makes all of them dashes."""
        mean, elapsed = self.presence.mean(days_of(times)), seconds(times)
        if not mean:
            return Indices(mean, None, None, None, None, None)
        saifi = self.sustained / mean
        saidi = Fraction(self.interrupted, MINUTE) / mean
        caidi = saidi / saifi if saifi else None
        return Indices(mean, saifi, saidi, caidi, 1 - saidi * MINUTE / elapsed, self.momentary / mean)
