"""Leases, their rates and charges, and deposits, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from stpdesk.actions.sample.actors import (
    CAFETERIA,
    CALL_CENTRE,
    COMPANY,
    FREELANCER,
    GOVERNMENT,
    START_UP,
    Actor,
)
from stpdesk.actions.sample.park import LAST, Row, Times, filled
from stpdesk.actions.sample.placing import Held
from stpdesk.actions.sample.profiles import PERCENT, Profile
from stpdesk.core.months import Month

_INTERNET = {COMPANY: 14, CALL_CENTRE: 25, START_UP: 8, FREELANCER: 2, GOVERNMENT: 12}
"""A month's internet by kind, in tenths of the park's usual price."""

_RENT_A_YEAR = 93
"""Rents asked a year earlier were so many percent."""


@dataclass(slots=True)
class Letting:
    """Rows of four sheets; the deposit each tenant (by place) has given, and its last rent of a month."""

    leases: list[Row] = field(default_factory=list)
    rates: list[Row] = field(default_factory=list)
    charges: list[Row] = field(default_factory=list)
    deposits: list[Row] = field(default_factory=list)
    held: dict[int, int] = field(default_factory=dict)
    rents: dict[int, int] = field(default_factory=dict)


def letting(profile: Profile, times: Times, actors: Sequence[Actor], held: Sequence[Held]) -> Letting:
    """All leases with what belongs to them."""
    dice = times.dice("rents")
    found = Letting()
    bases: dict[tuple[int, int], int] = {}
    for lease in held:
        asked = dice.randrange(*_range(profile, lease))
        base = bases.setdefault((lease.n, lease.stay), asked)
        rate = rate_on(base, lease.term.starts)
        found.rents[lease.n] = _rent(lease, rate)
        deposit = None if lease.kind == GOVERNMENT else _rent(lease, rate) * (1 if lease.seats else 2)
        found.leases.append(_lease(lease, rate, deposit))
        for day, percent in lease.term.steps:
            found.rates.append({"lease": lease.code, "from": day, "rate": _round(rate * percent // 100, 50)})
        found.charges.extend(_charges(profile, lease, actors[lease.n].case))
        if deposit and lease.first_term:
            found.deposits.append(
                {"tenant": lease.tenant, "date": _taken_on(lease), "kind": "taken", "amount": deposit}
            )
            found.held[lease.n] = found.held.get(lease.n, 0) + deposit
    return found


def _range(profile: Profile, lease: Held) -> tuple[int, int]:
    """Lowest and highest rent asked today, in paisa, on the lease's basis."""
    if lease.fixed:
        low, high = profile.sqft_rent
        return low * lease.size * 3 // 5, high * lease.size * 3 // 5
    return profile.seat_rent if _by_seat(lease) else profile.sqft_rent


def _by_seat(lease: Held) -> bool:
    """Whether it is let by seats: some of a hall, or all of a room."""
    return lease.seats is not None or (not lease.fixed and lease.rooms[0].seats is not None)


def rate_on(base: int, starts: date) -> int:
    """What was asked when a lease began: less the longer ago; in steps of half a rupee, or of Rs 50."""
    years = max(0, LAST - Month.of(starts)) // 12
    return _round(base * _RENT_A_YEAR**years // 100**years, 5000 if base > 100_000 else 50)


def _round(amount: int, step: int) -> int:
    """To whole steps, never nothing."""
    return max(step, amount // step * step)


def _rent(lease: Held, rate: int) -> int:
    """About a month's rent in whole thousands of rupees (in paisa)."""
    size = 1 if lease.fixed else lease.people if _by_seat(lease) else lease.size
    return _round(rate * size, 100_000)


def _taken_on(lease: Held) -> date:
    """The day the deposit came: with the lease, for one agreed ahead at its signing."""
    return min(lease.term.starts, LAST.day(6))


def _lease(lease: Held, rate: int, deposit: int | None) -> Row:
    """One row of the Leases sheet."""
    term = lease.term
    return filled(
        {
            "lease": lease.code,
            "tenant": lease.tenant,
            "units": tuple(room.code for room in lease.rooms),
            "start": term.starts,
            "end": term.ends,
            "basis": "fixed" if lease.fixed else "seat" if _by_seat(lease) else "sqft",
            "rate": rate,
            "seats": lease.seats,
            "rent_free_to": term.rent_free_to,
            "escalation_pct": term.escalates * PERCENT or None,
            "escalation_months": 12 if term.escalates else None,
            "deposit": deposit,
            "holdover": term.holdover or None,
        }
    )


def _charges(profile: Profile, lease: Held, case: str) -> list[Row]:
    """Internet (once a tenant), service by area or seat, parking for some."""
    found: list[Row] = []
    code = lease.code
    if lease.kind in _INTERNET and (lease.stay == 0 or case == "moved"):
        monthly = _round(profile.internet * _INTERNET[lease.kind] // 10, 10_000)
        plan = "shared line" if lease.kind == FREELANCER else "dedicated line"
        found.append(
            {"lease": code, "head": "internet", "description": f"Internet, {plan}", "monthly": monthly}
        )
    service = lease.size * profile.service if lease.rooms[0].kind != CAFETERIA else 300_000
    found.append(
        {
            "lease": code,
            "head": "service",
            "description": "Cleaning, guards and water",
            "monthly": _round(service, 5000),
        }
    )
    if lease.rooms[0].kind == "office" and lease.n % 3 == 0:
        found.append(_parking(lease))
    return found


def _parking(lease: Held) -> Row:
    """Parking; taken up by some only months after the lease began."""
    slots = 2 if lease.kind == CALL_CENTRE else 1
    row: Row = {
        "lease": lease.code,
        "head": "parking",
        "description": f"Parking, {slots} slot{'s' if slots > 1 else ''}",
        "monthly": slots * 200_000,
    }
    later = (Month.of(lease.term.starts) + 7).day(10)
    if lease.n % 2 and later < lease.term.last:
        row["start"] = later
    return row
