"""The list of units: area, seats, who holds them on a day, and how they stand."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from stpdesk.core.money import E4, Paisa
from stpdesk.core.occupancy import SOON
from stpdesk.core.unit_states import (
    ARREARS,
    ENDING,
    KEPT,
    OCCUPIED,
    REPAIR,
    VACANT,
    UnitState,
    states,
)
from stpdesk.db import repairs, terms
from stpdesk.db.lists import holding, listing
from stpdesk.db.lists.lines import Lines, Question, Said, Searched, Shown, Sorts, Where
from stpdesk.db.lists.listing import among
from stpdesk.db.lists.standing import NOTHING, everybody, standing
from stpdesk.db.rows import fetch, packed

if TYPE_CHECKING:
    from sqlite_utils import Database

_NEXT = "date(l.ends, '+1 day')"
_GOES_ON = (
    "EXISTS (SELECT 1 FROM lease_units z JOIN leases o ON o.id = z.lease_id WHERE z.unit_id = x.unit_id AND o.id <> l.id"
    f" AND o.tenant_id = l.tenant_id AND o.starts <= {_NEXT} AND {holding.LAST.format('o')} >= {_NEXT})"
)
# each tenant's part in a unit on the day; of a unit: seats let, arrears of all its tenants; units under repair
_STAND = (
    "held AS (SELECT x.unit_id, l.tenant_id, sum(coalesce(x.seats, h.seats, 0)) AS seats,"
    " max(0, coalesce(s.overdue, 0)) AS overdue,"
    f" max(NOT l.holdover AND coalesce(l.ends <= :soon, 0) AND NOT {_GOES_ON}) AS ending"
    " FROM lease_units x JOIN leases l ON l.id = x.lease_id JOIN units h ON h.id = x.unit_id"
    f" LEFT JOIN standing s ON s.tenant_id = l.tenant_id WHERE {holding.IN_FORCE.format('l')} GROUP BY x.unit_id, l.tenant_id),"
    " stood AS (SELECT unit_id, sum(seats) AS seats, max(ending) AS ending, sum(overdue) AS overdue FROM held GROUP BY unit_id),"
    " broken AS (SELECT unit_id, max(starts), ends FROM repairs WHERE starts <= :day AND (ends IS NULL OR ends >= :day)"
    " GROUP BY unit_id)"
)
_STATE = (
    f"CASE WHEN p.overdue > 0 THEN '{ARREARS}' WHEN p.ending THEN '{ENDING}' WHEN p.unit_id IS NOT NULL THEN '{OCCUPIED}'"
    f" WHEN b.unit_id IS NOT NULL THEN '{REPAIR}' WHEN u.lettable THEN '{VACANT}' ELSE '{KEPT}' END"
)
"""As core.unit_states says it."""

STATES = (ARREARS, ENDING, OCCUPIED, REPAIR, VACANT, KEPT)
_OVERDUE, _LET = "coalesce(p.overdue, 0)", "coalesce(p.seats, 0)"
_HOLDER = (
    "(SELECT min(t.natural) FROM lease_units x JOIN leases l ON l.id = x.lease_id JOIN tenants t ON t.id = l.tenant_id"
    f" WHERE x.unit_id = u.id AND {holding.IN_FORCE.format('l')})"
)

SORTS: Sorts = {
    "code": ("u.natural", "u.rowid"),
    "name": ("u.name IS NULL", "u.name COLLATE NOCASE", "u.natural"),
    "floor": ("u.building IS NULL", "u.building COLLATE NOCASE", "u.floor COLLATE NOCASE", "u.natural"),
    "kind": ("u.kind IS NULL", "u.kind COLLATE NOCASE", "u.natural"),
    "sqft": ("u.sqft_e4", "u.natural"),
    "seats": ("u.seats", "u.natural"),
    "lettable": ("u.lettable", "u.natural"),
    "tenant": (f"{_HOLDER} IS NULL", _HOLDER, "u.natural"),
    "state": (_STATE, "u.natural"),
    "overdue": (_OVERDUE, "u.natural"),
    "seats_let": (_LET, "u.natural"),
}

LINES = Lines(
    "units",
    "u",
    SORTS,
    Searched(own=("u.sought",), beside=(holding.TENANT_OF_UNIT,)),
    Shown(
        ends=(f"CASE WHEN {_STATE} = '{REPAIR}' THEN b.ends END",),
        amounts=(_OVERDUE,),
        quantities=("u.sqft_e4",),
        states={one: f"{_STATE} = '{one}'" for one in STATES},
    ),
    wide="units u LEFT JOIN stood p ON p.unit_id = u.id LEFT JOIN broken b ON b.unit_id = u.id",
    leading=f"WITH {everybody()}, {_STAND}",
    broad=frozenset({"state", "overdue", "seats_let"}),
    walked=frozenset({"code"}),
)


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
    db: Database, *, sort: str = "code", descending: bool = False, text: str = "", **asked: Any
) -> array[int]:
    """Row numbers in order as on a `day`. Filters: `building`, `floor`, `kind`, `state` (as in core.unit_states)."""
    return listing.keys(db, _asked(sort, descending, text, **asked))


def first(
    db: Database, *, limit: int, sort: str = "code", descending: bool = False, text: str = "", **asked: Any
) -> array[int]:
    """The first of them, as far as they are quickly found."""
    return listing.first(db, _asked(sort, descending, text, **asked), limit)


def look_ahead(db: Database, **asked: Any) -> None:
    """Works out what all rows of a long list show, before anybody types it into the filter."""
    listing.look_ahead(db, _asked("code", False, "", **asked))


def _asked(
    sort: str, descending: bool, text: str, *, day: date, said: Said | None = None, building: str | None = None,
    floor: str | None = None, kind: str | None = None, state: str | None = None,
) -> Question:  # fmt: skip
    """What is typed and chosen."""
    where = Where(day=day.isoformat(), soon=str(day + SOON))
    for name, value in (("building", building), ("floor", floor), ("kind", kind)):
        if value is not None:
            where.add(f"coalesce(u.{name}, '') = :{name}", **{name: value})
    if state is not None:
        where.add(f"{_STATE} = :state", state=state)
    return Question(LINES, where, sort, descending, text, said or {}, wide=state is not None)


def key_of(db: Database, unit_id: str) -> int | None:
    """The row number of a unit; None where there is none."""
    found = fetch(db, "SELECT rowid FROM units WHERE id = ?", (unit_id,))
    return int(found[0][0]) if found else None


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


def totals(db: Database, *, text: str = "", **asked: Any) -> UnitTotals:
    """Sums over all that the same filters show."""
    sums = f"count(*), sum(u.sqft_e4), sum(coalesce(u.seats, 0)), sum({_LET})"
    sql = f"{LINES.leading} SELECT {_STATE} AS state, {sums} FROM {LINES.wide} {{where}} GROUP BY 1"
    parts = listing.shown(db, _asked("code", False, text, **asked), sql)
    count, sqft, seats, let = (sum(part[place] for part in parts) for place in range(1, 5))
    return UnitTotals(count, E4(sqft), seats, let, {part[0]: part[1] for part in parts})
