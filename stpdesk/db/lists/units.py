"""The list of units: area, seats, who holds them on a day, and how they stand."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from stpdesk.core.money import E4, Paisa
from stpdesk.core.unit_states import UnitState, states
from stpdesk.db import repairs, terms
from stpdesk.db.lists import holding, listing
from stpdesk.db.lists.listing import Where, among
from stpdesk.db.lists.standing import NOTHING, standing
from stpdesk.db.rows import fetch, packed

if TYPE_CHECKING:
    from sqlite_utils import Database

_HOLDER = (
    "(SELECT min(t.natural) FROM lease_units x JOIN leases l ON l.id = x.lease_id JOIN tenants t ON t.id = l.tenant_id"
    f" WHERE x.unit_id = u.id AND {holding.IN_FORCE.format('l')})"
)

SORTS: listing.Sorts = {
    "code": ("u.natural", "u.rowid"),
    "name": ("u.name IS NULL", "u.name COLLATE NOCASE", "u.natural"),
    "floor": ("u.building IS NULL", "u.building COLLATE NOCASE", "u.floor COLLATE NOCASE", "u.natural"),
    "kind": ("u.kind IS NULL", "u.kind COLLATE NOCASE", "u.natural"),
    "sqft": ("u.sqft_e4", "u.natural"),
    "seats": ("u.seats", "u.natural"),
    "lettable": ("u.lettable", "u.natural"),
    "tenant": (f"{_HOLDER} IS NULL", _HOLDER, "u.natural"),
}
COMPUTED = ("state", "overdue", "seats_let")
"""Sorts by what core says of a unit, not SQLite: all units are read for them."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit on the day; areas in ten-thousandths of a square foot, places in those of a foot, `overdue` in paisa.

    `tenants` are code and name of its holders; `state` as in core.unit_states; `days` to its end where it is ending.
    """

    key: int
    id: str
    code: str
    name: str | None
    kind: str | None
    building: str | None
    floor: str | None
    sqft: E4
    seats: int | None
    seats_let: int
    lettable: bool
    tenants: tuple[tuple[str, str], ...]
    state: str
    days: int | None
    overdue: Paisa
    repair: str | None
    repair_ends: date | None
    place: tuple[E4, E4, E4, E4] | None


@dataclass(frozen=True, slots=True)
class UnitTotals:
    """All that is shown: how many, their area, seats and seats let, and how many stand in each state."""

    count: int
    sqft: E4
    seats: int
    seats_let: int
    states: dict[str, int]


def keys(
    db: Database, *, sort: str = "code", descending: bool = False, text: str = "", day: date, **filters: Any
) -> array[int]:
    """Row numbers in order. Filters: `building`, `floor`, `kind`, `state` (as in core.unit_states)."""
    state = filters.pop("state", None)
    where = _where(text, day, **filters)
    plain = sort not in COMPUTED
    found = listing.keys(
        db,
        "u.rowid AS k FROM units u",
        where,
        listing.order(SORTS, sort if plain else "code", plain and descending),
    )
    if plain and state is None:
        return found
    known = dict(zip(found, rows(db, found, day=day), strict=True))
    if state is not None:
        known = {key: row for key, row in known.items() if row.state == state}
    if plain:
        return array("q", known)
    return array("q", sorted(known, key=lambda key: getattr(known[key], sort), reverse=descending))


def _where(
    text: str, day: date, *, building: str | None = None, floor: str | None = None, kind: str | None = None
) -> Where:
    """The conditions of what is typed and chosen."""
    where = Where(day=day.isoformat())
    where.search(text, f"instr(u.sought, {{word}}) OR u.id IN ({holding.TENANTS_OF_UNIT})")
    for name, value in (("building", building), ("floor", floor), ("kind", kind)):
        if value is not None:
            where.add(f"coalesce(u.{name}, '') = :{name}", **{name: value})
    return where


def rows(db: Database, keys: Sequence[int], *, day: date) -> list[UnitRow]:
    """The units of a page, in the order of their keys."""
    sql = (
        "SELECT u.rowid AS k, u.id, u.x_e4 AS x, u.y_e4 AS y, u.w_e4 AS w, u.h_e4 AS h FROM units u"
        " WHERE u.rowid IN {keys}"
    )
    found = listing.page(db, sql, keys)
    there = stand(db, day, [row["id"] for row in found])
    held = {holder.tenant_id for one in there.values() for holder in one.holders}
    names = _names(db, held)
    return [_row(row, there[row["id"]], names) for row in found]


def stand(db: Database, day: date, only: Sequence[str] | None = None) -> dict[str, UnitState]:
    """How units stand on a day by key, all of them or some: holders, arrears as at that day, repairs."""
    places = terms.units(db, only)
    mine = "" if only is None else f"AND x.unit_id IN {among('units')}"
    sql = f"SELECT DISTINCT x.lease_id FROM lease_units x JOIN leases l ON l.id = x.lease_id WHERE {holding.LAST.format('l')} >= :day {mine}"
    values = {"day": day.isoformat()} | ({} if only is None else {"units": packed(only)})
    leases = terms.leases_of(db, [row[0] for row in fetch(db, sql, values)])
    here = {lease.tenant_id for lease in leases if lease.in_force(day)}
    owed = standing(db, day, here if only is not None else None)
    overdue = {tenant: owed.get(tenant, NOTHING).overdue for tenant in here}
    return states(places.values(), leases, day, overdue, repairs.every(db, only))


def _names(db: Database, tenants: set[str]) -> dict[str, tuple[str, str]]:
    """Code and name of tenants by key."""
    sql = f"SELECT id, code, name FROM tenants WHERE id IN {among('tenants')}"
    return {key: (code, name) for key, code, name in fetch(db, sql, {"tenants": packed(tenants)})}


def _row(row: dict[str, Any], here: UnitState, names: dict[str, tuple[str, str]]) -> UnitRow:
    """One unit as listed."""
    unit, repair = here.unit, here.repair
    place = (
        tuple(E4(row[side]) for side in "xywh")
        if None not in (row["x"], row["y"], row["w"], row["h"])
        else None
    )
    return UnitRow(
        row["k"], unit.id, unit.code, unit.name, unit.kind, unit.building, unit.floor, unit.sqft, unit.seats,
        here.seats_let, unit.lettable, tuple(dict.fromkeys(names[one.tenant_id] for one in here.holders)), here.state,
        here.days, here.overdue, repair.note if repair else None, repair.ends if repair else None, place,  # type: ignore[arg-type]  # four sides
    )  # fmt: skip


def totals(db: Database, *, text: str = "", day: date, **filters: Any) -> UnitTotals:
    """Sums over all that the same filters show."""
    shown = rows(db, keys(db, text=text, day=day, **filters), day=day)
    counted: dict[str, int] = {}
    for row in shown:
        counted[row.state] = counted.get(row.state, 0) + 1
    return UnitTotals(
        len(shown), E4(sum(row.sqft for row in shown)), sum(row.seats or 0 for row in shown),
        sum(row.seats_let for row in shown), counted,
    )  # fmt: skip
