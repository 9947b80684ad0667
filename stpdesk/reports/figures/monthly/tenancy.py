"""Space and tenants put together: floors, moves, ends, vacant units, returns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from stpdesk.core import floors, moves
from stpdesk.core.codes import natural_key
from stpdesk.core.expiring import renewed
from stpdesk.core.leases import Lease, Let, rate_on, rent_of
from stpdesk.core.money import ONE, Paisa
from stpdesk.core.months import FAR
from stpdesk.core.moves import Moved
from stpdesk.core.occupancy import SOON, Occupancy, let_area, let_seats, lets_on
from stpdesk.core.places import Unit
from stpdesk.core.tenants import Tenant
from stpdesk.core.unit_states import Repair
from stpdesk.core.vacancy import Vacancy
from stpdesk.db import repairs
from stpdesk.reports.figures.monthly import sentences
from stpdesk.reports.figures.monthly.kpis import women_pct
from stpdesk.reports.figures.monthly.space import (
    EndingLease,
    FloorRow,
    KindRow,
    Move,
    ReturnRow,
    ReturnsTotal,
    Space,
    VacantUnit,
)
from stpdesk.reports.figures.monthly.taken import Taken, area_of, as_pct, units_of
from stpdesk.reports.figures.plain import Cents
from stpdesk.reports.figures.written import counted, number, sentence, short_day

WORDS = {
    moves.ARRIVED: "Arrived", moves.MORE: "Took more space", moves.RENEWED: "Renewed", moves.MOVED: "Moved within the park",
    moves.LEFT: "Left", moves.LESS: "Gave up space",
}  # fmt: skip


def space(taken: Taken) -> Space:
    """The section."""
    came, went, stayed = (
        tuple(_move(taken, one) for one in taken.moves if one.what in kinds)
        for kinds in ((moves.ARRIVED, moves.MORE), (moves.LEFT, moves.LESS), (moves.RENEWED, moves.MOVED))
    )
    vacant, part = _vacancies(taken), _let_in_part(taken)
    ending = _ending(taken)
    free = sum(one.seats or 0 for one in part)
    past = sum(1 for one in ending if one.days < 0)
    returns, total = _returns(taken)
    run = taken.occupancy.wale_months
    line = sentences.space(
        len(vacant), free, taken.occupancy.ending_90_days, past, None if run is None else float(run)
    )
    vacant = tuple(sorted((*vacant, *part), key=lambda one: natural_key(one.unit)))
    return Space(
        sentence(line), _floors(taken), _total(taken.occupancy), came, went, stayed, ending, vacant,
        sum(one.sqft for one in vacant), returns, total, _kinds(returns),
    )  # fmt: skip


def _floors(taken: Taken) -> tuple[FloorRow, ...]:
    """Each floor with lettable units, building by building, from below."""
    units: dict[floors.Key, list[Unit]] = defaultdict(list)
    for unit in taken.terms.units.values():
        if unit.lettable:
            units[floors.floor_of(unit)].append(unit)
    held = lets_on(taken.terms.leases, taken.day)
    order = floors.in_order(unit for listed in units.values() for unit in listed)
    return tuple(_floor(_floor_name(key), units[key], held) for key in order)


def _floor(name: str, units: list[Unit], held: Mapping[str, list[Let]]) -> FloorRow:
    """One floor's occupancy."""
    lets = [let for unit in units for let in held.get(unit.id, ())]
    return _floor_row(
        name, len(units), sum(1 for unit in units if held.get(unit.id)), Fraction(sum(unit.sqft for unit in units), ONE),
        sum((let_area(let) for let in lets), Fraction(0)), sum(unit.seats or 0 for unit in units),
        sum(let_seats(let) for let in lets),
    )  # fmt: skip


def _floor_row(
    name: str, units: int, units_let: int, lettable: Fraction, leased: Fraction, seats: int, seats_let: int
) -> FloorRow:
    """Counts and areas as a row."""
    pct = as_pct(leased / lettable) if lettable else None
    vacant = float(lettable - leased)
    return FloorRow(name, units, units_let, float(lettable), float(leased), vacant, pct, seats, seats_let)


def _total(found: Occupancy) -> FloorRow:
    """The whole park's row."""
    return _floor_row(
        "Total",
        found.units,
        found.units_let,
        found.lettable_sqft,
        found.leased_sqft,
        found.seats,
        found.seats_let,
    )


def _floor_name(key: floors.Key) -> str:
    """`Block A, Ground floor`."""
    return ", ".join(part for part in key if part) or "No floor given"


def _move(taken: Taken, one: Moved) -> Move:
    """One lease that began or ended."""
    lease = one.lease
    tenant = taken.terms.tenants[lease.tenant_id]
    until = None if lease.last == FAR else lease.last
    return Move(
        one.day, WORDS[one.what], tenant.code, tenant.name, lease.code, ", ".join(units_of([lease])), float(area_of([lease])),
        rent_of(lease, rate_on(lease, one.day)), until,
    )  # fmt: skip


def _ending(taken: Taken) -> tuple[EndingLease, ...]:
    """Leases that end within 90 days, and those that go on past their end, the earliest first."""
    found = [
        _end(taken, lease)
        for leases in taken.held.values()
        for lease in leases
        if lease.ends is not None and lease.ends <= taken.day + SOON
    ]
    return tuple(sorted(found, key=lambda one: (one.ends, natural_key(one.lease))))


def _end(taken: Taken, lease: Lease) -> EndingLease:
    """One of them."""
    tenant, ends, state = taken.terms.tenants[lease.tenant_id], lease.ends or FAR, "not renewed"
    if renewed(lease, ends, taken.terms.leases_of_tenant[tenant.id]):
        state = "renewed"
    elif lease.holdover:
        state = "goes on month by month"
    return EndingLease(
        ends, (ends - taken.day).days, tenant.code, tenant.name, lease.code, ", ".join(units_of([lease])), float(area_of([lease])),
        rent_of(lease, rate_on(lease, taken.day)), state,
    )  # fmt: skip


def _vacant(taken: Taken, broken: Mapping[str, Repair], one: Vacancy) -> VacantUnit:
    """One vacant unit."""
    unit, day = one.unit, taken.day
    days = None if one.since is None else (day - one.since).days + 1
    lasted = (
        "never let"
        if one.since is None or days is None
        else f"since {short_day(one.since)}, {counted(days, 'day')}"
    )
    follows = []
    if one.follows:
        name = taken.terms.tenants[one.follows.tenant_id].name
        follows.append(f"let to {name} from {short_day(one.follows.starts)}")
    if unit.id in broken:
        follows.append(f"under repair: {broken[unit.id].note}")
    return VacantUnit(
        unit.code, unit.name or "", _floor_name(floors.floor_of(unit)), unit.sqft / ONE, unit.seats, one.since, days,
        lasted, "; ".join(follows),
    )  # fmt: skip


def _vacancies(taken: Taken) -> tuple[VacantUnit, ...]:
    """All vacant units."""
    keys = [one.unit.id for one in taken.vacant]
    broken = {one.unit_id: one for one in repairs.every(taken.context.db, keys) if one.on(taken.day)}
    return tuple(_vacant(taken, broken, one) for one in taken.vacant)


def _let_in_part(taken: Taken) -> tuple[VacantUnit, ...]:
    """Rooms with seats or area left: how much of each is vacant."""
    held = lets_on(taken.terms.leases, taken.day)
    found = []
    for unit in taken.terms.units.values():
        lets = held.get(unit.id, []) if unit.lettable else []
        sqft = Fraction(unit.sqft, ONE) - sum((let_area(let) for let in lets), Fraction(0))
        seats = (unit.seats or 0) - sum(let_seats(let) for let in lets)
        if lets and (sqft > 0 or seats > 0):
            told = (
                f"{number(seats)} of {counted(unit.seats or 0, 'seat')} vacant"
                if seats > 0
                else "let in part"
            )
            found.append(
                VacantUnit(
                    unit.code, unit.name or "", _floor_name(floors.floor_of(unit)), float(max(sqft, Fraction(0))),
                    seats if seats > 0 else None, None, None, told, "",
                )
            )  # fmt: skip
    return tuple(found)


def _returns(taken: Taken) -> tuple[tuple[ReturnRow, ...], ReturnsTotal]:
    """Every tenant's return, and the sums."""
    rows = tuple(_return(taken, tenant, taken.returns.get(tenant.id)) for tenant in taken.present)
    told = [row for row in rows if row.reported]
    sums = {
        name: _sum(told, name) for name in ("men", "women", "freelancers", "trainees", "exports", "domestic")
    }
    words = sentence(sentences.reported(len(told), len(rows))) if rows else ""
    total = ReturnsTotal(**sums, women_pct=women_pct(taken, taken.month), words=words)  # type: ignore[arg-type]  # by name
    return rows, total


def _kinds(rows: tuple[ReturnRow, ...]) -> tuple[KindRow, ...]:
    """The returns by kind of tenant, the most tenants first."""
    kinds: dict[str, list[ReturnRow]] = defaultdict(list)
    for row in rows:
        kinds[row.category or "not given"].append(row)
    order = sorted(kinds, key=lambda kind: (-len(kinds[kind]), kind))
    return tuple(
        KindRow(
            kind, len(kinds[kind]), sum(1 for row in kinds[kind] if row.reported),
            *(_sum(kinds[kind], name) for name in ("men", "women", "freelancers", "trainees", "exports", "domestic")),  # type: ignore[arg-type]
        )
        for kind in order
    )  # fmt: skip


def _sum(rows: Sequence[ReturnRow], name: str) -> int | None:
    """The sum of what was reported; None where nobody did (rule C4)."""
    told = [value for row in rows if (value := getattr(row, name)) is not None]
    return sum(told) if told else None


def _return(taken: Taken, tenant: Tenant, told: dict[str, Any] | None) -> ReturnRow:
    """One tenant's return."""
    held, said = taken.held.get(tenant.id, []), told or {}
    exports, domestic = said.get("exports_usd"), said.get("domestic_pkr")
    return ReturnRow(
        tenant.code, tenant.name, tenant.kind or "", ", ".join(units_of(held)), float(area_of(held)), told is not None,
        said.get("men"), said.get("women"), said.get("freelancers"), said.get("trainees"),
        None if exports is None else Cents(exports), None if domestic is None else Paisa(domestic),
        taken.doubts.get(tenant.code, ()),
    )  # fmt: skip
