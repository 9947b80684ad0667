"""The list of leases: tenant, units, term, rate and rent on a day, days to the end."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from stpdesk.core.codes import fold, natural_key
from stpdesk.core.leases import Lease, rate_on, rent_of
from stpdesk.core.money import Paisa
from stpdesk.core.occupancy import SOON
from stpdesk.db import terms
from stpdesk.db.lists import listing
from stpdesk.db.lists.listing import Where, among
from stpdesk.db.rows import fetch, packed

if TYPE_CHECKING:
    from sqlite_utils import Database

COMING, CURRENT, ENDING, HELD_OVER, ENDED = "coming", "current", "ending", "held over", "ended"

_HELD_OVER = "l.holdover AND l.ends < :day"
STATES = {
    COMING: "l.starts > :day",
    CURRENT: "l.starts <= :day AND (l.ends IS NULL OR l.ends > :soon)",
    ENDING: "l.starts <= :day AND l.ends BETWEEN :day AND :soon",
    HELD_OVER: f"l.starts <= :day AND {_HELD_OVER}",
    ENDED: "NOT l.holdover AND l.ends < :day",
}
"""One of them holds for every lease on the day; `soon` is 90 days later."""

_FIRST_UNIT = "(SELECT u.natural FROM lease_units x JOIN units u ON u.id = x.unit_id WHERE x.lease_id = l.id ORDER BY x.n LIMIT 1)"

SORTS: listing.Sorts = {
    "code": ("l.natural", "l.rowid"),
    "tenant": ("t.natural", "l.starts", "l.natural"),
    "name": ("t.by_name", "l.starts", "l.natural"),
    "units": (_FIRST_UNIT, "l.natural"),
    "starts": ("l.starts", "l.natural"),
    "ends": ("l.ends IS NULL", "l.ends", "l.natural"),
    "basis": ("l.basis", "l.natural"),
    "state": (f"CASE {' '.join(f'WHEN {sql} THEN {place}' for place, sql in enumerate(STATES.values()))} END", "l.ends", "l.natural"),
}  # fmt: skip
COMPUTED = ("rate", "rent")
"""Sorts by what core computes from rate steps and escalations: all leases are read for them."""


@dataclass(frozen=True, slots=True)
class LeaseRow:
    """One lease on the day: rate and month's rent in paisa, `days` to its last day (None without one).

    Units are codes with the seats held of each (None = the whole unit); `state` as in STATES.
    """

    key: int
    id: str
    code: str
    tenant: str
    name: str
    units: tuple[tuple[str, int | None], ...]
    starts: date
    ends: date | None
    basis: str
    rate: Paisa
    rent: Paisa
    days: int | None
    state: str
    holdover: bool


@dataclass(frozen=True, slots=True)
class LeaseTotals:
    """All that is shown: how many, and the month's rent of those in force on the day, in paisa."""

    count: int
    rent: Paisa


def keys(
    db: Database, *, sort: str = "code", descending: bool = False, text: str = "", day: date, **filters: Any
) -> array[int]:
    """Row numbers in order. Filters: `tenant` and `unit` (keys), `state` (see STATES)."""
    where = _where(text, day, **filters)
    plain = sort not in COMPUTED
    source = "l.rowid AS k FROM leases l"
    if sort in {"tenant", "name"}:
        source += " JOIN tenants t ON t.id = l.tenant_id"
    found = listing.keys(
        db, source, where, listing.order(SORTS, sort if plain else "code", plain and descending)
    )
    if plain:
        return found
    known = {row.key: getattr(row, sort) for row in rows(db, found, day=day)}
    return array("q", sorted(found, key=known.__getitem__, reverse=descending))


def _where(
    text: str, day: date, *, tenant: str | None = None, unit: str | None = None, state: str | None = None
) -> Where:
    """The conditions of what is typed and chosen."""
    where = Where(day=day.isoformat())
    where.search(
        text,
        "instr(l.sought, {word}) OR l.tenant_id IN (SELECT id FROM tenants WHERE instr(sought, {word}))"
        " OR l.id IN (SELECT x.lease_id FROM units u JOIN lease_units x ON x.unit_id = u.id WHERE instr(u.sought, {word}))",
    )
    if tenant is not None:
        where.add("l.tenant_id = :tenant", tenant=tenant)
    if unit is not None:
        where.add("l.id IN (SELECT lease_id FROM lease_units WHERE unit_id = :unit)", unit=unit)
    if state is not None:
        where.add(f"({STATES[state]})")
    where.values["soon"] = str(day + SOON)
    return where


def key_of(db: Database, code: str) -> int | None:
    """The row number of the lease of a code; None where there is none."""
    found = fetch(db, "SELECT rowid FROM leases WHERE folded = ?", (fold(code),))
    return int(found[0][0]) if found else None


def rows(db: Database, keys: Sequence[int], *, day: date) -> list[LeaseRow]:
    """The leases of a page, in the order of their keys."""
    found = listing.page(db, "SELECT l.rowid AS k, l.id FROM leases l WHERE l.rowid IN {keys}", keys)
    known = {lease.id: lease for lease in terms.leases_of(db, [row["id"] for row in found])}
    sql = f"SELECT id, code, name FROM tenants WHERE id IN {among('tenants')}"
    there = fetch(db, sql, {"tenants": packed({lease.tenant_id for lease in known.values()})})
    names = {key: (code, name) for key, code, name in there}
    return [_row(row["k"], known[row["id"]], names[known[row["id"]].tenant_id], day) for row in found]


def _row(key: int, lease: Lease, tenant: tuple[str, str], day: date) -> LeaseRow:
    """One lease as listed."""
    rate = rate_on(lease, max(day, lease.starts))
    units = tuple(
        (let.unit.code, let.seats) for let in sorted(lease.units, key=lambda let: natural_key(let.unit.code))
    )
    return LeaseRow(
        key, lease.id, lease.code, *tenant, units, lease.starts, lease.ends, lease.basis, rate, rent_of(lease, rate),
        (lease.ends - day).days if lease.ends is not None else None, state_of(lease, day), lease.holdover,
    )  # fmt: skip


def state_of(lease: Lease, day: date) -> str:
    """How a lease stands on a day, as STATES says it."""
    if lease.starts > day:
        return COMING
    if lease.ends is None or lease.ends > day + SOON:
        return CURRENT
    if lease.ends >= day:
        return ENDING
    return HELD_OVER if lease.holdover else ENDED


def totals(db: Database, *, text: str = "", day: date, **filters: Any) -> LeaseTotals:
    """Sums over all that the same filters show."""
    shown = rows(db, keys(db, text=text, day=day, **filters), day=day)
    there = (row.rent for row in shown if row.state not in {COMING, ENDED})
    return LeaseTotals(len(shown), Paisa(sum(there)))
