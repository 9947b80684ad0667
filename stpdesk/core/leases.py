"""Leases: who holds what from when to when, at what rate on each day (rules B2 to B4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from stpdesk.core.money import E4, ONE, Paisa, half_up
from stpdesk.core.months import DAY, FAR, add_months
from stpdesk.core.places import Unit

SQFT, SEAT, FIXED = "sqft", "seat", "fixed"


@dataclass(frozen=True, slots=True)
class Let:
    """One unit of a lease; `seats` where only seats of it are let, None for the whole unit."""

    unit: Unit
    seats: int | None = None


@dataclass(frozen=True, slots=True)
class RateStep:
    """A rate agreed to hold from a date on."""

    starts: date
    rate: Paisa


@dataclass(frozen=True, slots=True)
class Charge:
    """A monthly charge beside the rent; its own dates are clipped to the lease's."""

    id: str
    head: str
    monthly: Paisa
    description: str | None = None
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True)
class Lease:
    """A lease; `ends` is its last day, `rate` paisa a square foot, a seat, or a month, by `basis`."""

    id: str
    code: str
    tenant_id: str
    starts: date
    ends: date | None
    basis: str
    rate: Paisa
    units: tuple[Let, ...] = ()
    seats: int | None = None
    rent_free_to: date | None = None
    escalation_pct: E4 | None = None
    escalation_months: int = 12
    deposit: Paisa | None = None
    holdover: bool = False
    steps: tuple[RateStep, ...] = ()
    charges: tuple[Charge, ...] = ()

    @property
    def last(self) -> date:
        """Its last day in force; far off while it has no end or holds over (rule B3)."""
        return FAR if self.holdover or self.ends is None else self.ends

    def in_force(self, day: date) -> bool:
        """Whether the tenant holds the units on that day."""
        return self.starts <= day <= self.last

    @cached_property
    def seat_count(self) -> int:
        """Seats billed on a seat lease: those named, else all of its rooms."""
        return self.seats if self.seats is not None else sum(let.unit.seats or 0 for let in self.units)

    def charge_window(self, charge: Charge) -> tuple[date, date]:
        """First and last day a charge earns (rule B3); empty when the first is later."""
        return max(charge.starts or self.starts, self.starts), min(charge.ends or self.last, self.last)

    def rent_window(self) -> tuple[date, date]:
        """First and last day that rent is earned: after rent-free time (rule B3)."""
        first = self.starts
        if self.rent_free_to is not None and self.rent_free_to >= first:
            first = self.rent_free_to + DAY
        return first, self.last


def rate_changes(lease: Lease, until: date) -> list[tuple[date, Paisa]]:
    """The days on which the rate becomes another, with that rate, first the start (rule B4).

    A lease past its end runs on at its last rate, so nothing changes after `ends`.
    """
    stop = until if lease.ends is None else min(until, lease.ends)
    early = [step for step in lease.steps if step.starts <= lease.starts]
    rate = max(early, key=lambda step: step.starts).rate if early else lease.rate
    changes = [(lease.starts, rate)]
    events: dict[date, Paisa | None] = dict.fromkeys(_escalation_days(lease, stop))
    events.update({step.starts: step.rate for step in lease.steps if lease.starts < step.starts <= stop})
    for day in sorted(events):
        step_rate = events[day]
        changed = escalated(rate, lease.escalation_pct or E4(0)) if step_rate is None else step_rate
        if changed != rate:
            changes.append((day, changed))
        rate = changed
    return changes


def _escalation_days(lease: Lease, stop: date) -> Iterator[date]:
    """Start + k, start + 2k … months, always counted from the start date, up to `stop`."""
    if not lease.escalation_pct:
        return
    turn = 1
    while (day := add_months(lease.starts, turn * lease.escalation_months)) <= stop:
        yield day
        turn += 1


def escalated(rate: Paisa, percent: E4) -> Paisa:
    """A rate after one escalation, half up to the paisa (rule B4)."""
    return Paisa(half_up(rate * (100 * ONE + percent), 100 * ONE))


def monthly_sqft(rate: Paisa, sqft: E4) -> Paisa:
    """A month's rent of an area (rule B2)."""
    return Paisa(half_up(rate * sqft, ONE))


def rent_of(lease: Lease, rate: Paisa) -> Paisa:
    """A lease's rent of a full month at a rate (rule B2)."""
    if lease.basis == SQFT:
        return Paisa(sum(monthly_sqft(rate, let.unit.sqft) for let in lease.units))
    return Paisa(rate * lease.seat_count) if lease.basis == SEAT else rate


def rate_on(lease: Lease, day: date) -> Paisa:
    """The rate in force on a day; before the start the first one, after the end the last (rule B4)."""
    return rate_changes(lease, day)[-1][1]


def pieces(
    changes: Sequence[tuple[date, Paisa]], first: date, last: date
) -> Iterator[tuple[date, date, Paisa]]:
    """The days from `first` to `last` split where the rate changes: first day, last day, rate (rule B3)."""
    for position, (day, rate) in enumerate(changes):
        following = changes[position + 1][0] - DAY if position + 1 < len(changes) else last
        begin, end = max(first, day), min(last, following)
        if begin <= end:
            yield begin, end, rate


def prorate(monthly: Paisa, days: int, days_in_month: int) -> Paisa:
    """Share of a monthly amount for `days` days, half up to the paisa (rule B3)."""
    return Paisa(half_up(monthly * days, days_in_month))


def agreed_deposit(leases: Iterable[Lease], day: date) -> Paisa:
    """The deposit that leases in force on a day ask for together (rule B15)."""
    return Paisa(sum(lease.deposit or 0 for lease in leases if lease.in_force(day)))
