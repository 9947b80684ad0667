"""The list of leases: tenant, units, term, rate and rent on a day, days to the end."""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from stpdesk.core.codes import fold, natural_key
from stpdesk.core.leases import Lease, RateStep, rate_on, rent_of
from stpdesk.core.money import E4, Paisa
from stpdesk.core.occupancy import SOON
from stpdesk.db import terms
from stpdesk.db.lists import holding, listing
from stpdesk.db.lists.known import known_of
from stpdesk.db.lists.lines import HOLDS, Beside, Lines, Question, Said, Searched, Shown, Sorts, Where
from stpdesk.db.rows import day as day_of
from stpdesk.db.rows import fetch, packed

if TYPE_CHECKING:
    from sqlite_utils import Database

COMING, CURRENT, ENDING, RENEWED, HELD_OVER, ENDED = (
    "coming",
    "current",
    "ending",
    "renewed",
    "held over",
    "ended",
)

_NEXT = "date(l.ends, '+1 day')"
_GOES_ON = (
    "SELECT 1 FROM lease_units z JOIN leases o ON o.id = z.lease_id WHERE z.unit_id = y.unit_id AND o.id <> l.id"
    f" AND o.tenant_id = l.tenant_id AND o.starts <= {_NEXT} AND {holding.LAST.format('o')} >= {_NEXT}"
)
_RENEWED = f"NOT EXISTS (SELECT 1 FROM lease_units y WHERE y.lease_id = l.id AND NOT EXISTS ({_GOES_ON}))"
"""Whether the tenant holds every unit of the lease on the day after its end, as core.expiring says it."""

_ENDS_SOON = "l.starts <= :day AND l.ends BETWEEN :day AND :soon"
STATES = {
    COMING: "l.starts > :day",
    CURRENT: "l.starts <= :day AND (l.ends IS NULL OR l.ends > :soon)",
    ENDING: f"{_ENDS_SOON} AND NOT {_RENEWED}",
    RENEWED: f"{_ENDS_SOON} AND {_RENEWED}",
    HELD_OVER: "l.starts <= :day AND l.holdover AND l.ends < :day",
    ENDED: "NOT l.holdover AND l.ends < :day",
}
"""One of them holds for every lease on the day; `soon` is 90 days later."""

_FIRST_UNIT = "(SELECT u.natural FROM lease_units x JOIN units u ON u.id = x.unit_id WHERE x.lease_id = l.id ORDER BY x.n LIMIT 1)"
_STEPS = "(SELECT json_group_array(json_array(r.starts, r.rate)) FROM (SELECT * FROM lease_rates WHERE lease_id = l.id ORDER BY starts) r)"
_RATE = (
    "CASE WHEN l.escalation_pct_e4 IS NULL AND NOT EXISTS (SELECT 1 FROM lease_rates r WHERE r.lease_id = l.id) THEN l.rate"
    f" ELSE stp_rate(l.starts, l.ends, l.rate, l.escalation_pct_e4, l.escalation_months, {_STEPS}, :day) END"
)
"""The rate on the day, of a lease to come its first; what steps and escalations make of it is core's to say."""

_OF_UNITS = "(SELECT {} FROM lease_units y JOIN units u ON u.id = y.unit_id WHERE y.lease_id = l.id)"
_RENT = (
    f"(CASE l.basis WHEN 'fixed' THEN {_RATE}"
    f" WHEN 'seat' THEN ({_RATE}) * coalesce(l.seats, {_OF_UNITS.format('sum(coalesce(u.seats, 0))')}, 0)"
    f" ELSE coalesce({_OF_UNITS.format(f'sum((({_RATE}) * u.sqft_e4 + 5000) / 10000)')}, 0) END)"
)
"""A month's rent at that rate (rule B2)."""

SORTS: Sorts = {
    "code": ("l.natural", "l.rowid"),
    "tenant": ("t.natural", "t.rowid", "l.starts", "l.natural"),
    "name": ("t.by_name", "t.rowid", "l.starts", "l.natural"),
    "units": (_FIRST_UNIT, "l.natural"),
    "starts": ("l.starts", "l.natural"),
    "ends": ("l.ends IS NULL", "l.ends", "l.natural"),
    "basis": ("l.basis", "l.natural"),
    "state": (f"CASE {' '.join(f'WHEN {sql} THEN {place}' for place, sql in enumerate(STATES.values()))} END", "l.ends", "l.natural"),
    "rate": (_RATE, "l.natural"),
    "rent": (_RENT, "l.natural"),
}  # fmt: skip

_UNIT = Beside(
    "SELECT l.rowid FROM units h CROSS JOIN lease_units y ON y.unit_id = h.id CROSS JOIN leases l ON l.id = y.lease_id"
    f" WHERE {HOLDS}",
    "EXISTS (SELECT 1 FROM lease_units y CROSS JOIN units h ON h.id = y.unit_id"
    f" WHERE y.lease_id = l.id AND {HOLDS})",
    "units",
)
LINES = Lines(
    "leases",
    "l",
    SORTS,
    Searched(own=("l.sought",), beside=(holding.tenant_of("l", "leases"), _UNIT)),
    Shown(dates=("l.starts", "l.ends"), amounts=(f"({_RATE})", _RENT), states=STATES),
    sources=dict.fromkeys(("tenant", "name"), "tenants t CROSS JOIN leases l ON l.tenant_id = t.id"),
    walked=frozenset({"code", "tenant", "name"}),
)


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
    db: Database, *, sort: str = "code", descending: bool = False, text: str = "", **asked: Any
) -> array[int]:
    """Row numbers in order as on a `day`. Filters: `tenant` and `unit` (keys), `state` (see STATES)."""
    _teach(db)
    return listing.keys(db, _asked(sort, descending, text, **asked))


def first(
    db: Database, *, limit: int, sort: str = "code", descending: bool = False, text: str = "", **asked: Any
) -> array[int]:
    """The first of them, as far as they are quickly found."""
    _teach(db)
    return listing.first(db, _asked(sort, descending, text, **asked), limit)


def look_ahead(db: Database, **asked: Any) -> None:
    """Works out what all rows of a long list show, before anybody types it into the filter."""
    _teach(db)
    listing.look_ahead(db, _asked("code", False, "", **asked))


def _asked(
    sort: str, descending: bool, text: str, *, day: date, said: Said | None = None, tenant: str | None = None,
    unit: str | None = None, state: str | None = None,
) -> Question:  # fmt: skip
    """What is typed and chosen."""
    where = Where(day=day.isoformat(), soon=str(day + SOON))
    if tenant is not None:
        where.add("l.tenant_id = :tenant", tenant=tenant)
    if unit is not None:
        where.add("l.id IN (SELECT lease_id FROM lease_units WHERE unit_id = :unit)", unit=unit)
    if state is not None:
        where.add(f"({STATES[state]})")
    return Question(LINES, where, sort, descending, text, said or {})


def _teach(db: Database) -> None:
    """Teaches a connection what core says of rates."""
    known_of(db).teach(db, "stp_rate", 7, _rate)


@lru_cache(maxsize=65_536)
def _rate(
    starts: str, ends: str | None, rate: int, percent: int | None, months: int | None, steps: str, day: str
) -> int:
    """A lease's rate on a day, before its start its first (rule B4): `core.leases.rate_on` of what is stored."""
    first_day = date.fromisoformat(starts)
    lease = Lease(
        "", "", "", first_day, day_of(ends), "", Paisa(rate), escalation_pct=None if percent is None else E4(percent),
        escalation_months=months or 12,
        steps=tuple(RateStep(date.fromisoformat(begins), Paisa(agreed)) for begins, agreed in json.loads(steps)),
    )  # fmt: skip
    return rate_on(lease, max(date.fromisoformat(day), first_day))


def key_of(db: Database, code: str) -> int | None:
    """The row number of the lease of a code; None where there is none."""
    found = fetch(db, "SELECT rowid FROM leases WHERE folded = ?", (fold(code),))
    return int(found[0][0]) if found else None


def rows(db: Database, keys: Sequence[int], *, day: date) -> list[LeaseRow]:
    """The leases of a page, in the order of their keys."""
    sql = f"SELECT l.rowid AS k, l.id, {STATES[RENEWED]} AS renewed FROM leases l WHERE l.rowid IN {{keys}}"
    found = listing.page(db, sql, keys, day=day.isoformat(), soon=str(day + SOON))
    known = {lease.id: lease for lease in terms.leases_of(db, [row["id"] for row in found])}
    sql = f"SELECT id, code, name FROM tenants WHERE id IN {listing.among('tenants')}"
    there = fetch(db, sql, {"tenants": packed({lease.tenant_id for lease in known.values()})})
    names = {key: (code, name) for key, code, name in there}
    return [_row(row, known[row["id"]], names[known[row["id"]].tenant_id], day) for row in found]


def _row(row: dict[str, Any], lease: Lease, tenant: tuple[str, str], day: date) -> LeaseRow:
    """One lease as listed."""
    rate = rate_on(lease, max(day, lease.starts))
    units = tuple(
        (let.unit.code, let.seats) for let in sorted(lease.units, key=lambda let: natural_key(let.unit.code))
    )
    return LeaseRow(
        row["k"], lease.id, lease.code, *tenant, units, lease.starts, lease.ends, lease.basis, rate, rent_of(lease, rate),
        (lease.ends - day).days if lease.ends is not None else None, state_of(lease, day, renewed=bool(row["renewed"])), lease.holdover,
    )  # fmt: skip


def state_of(lease: Lease, day: date, *, renewed: bool) -> str:
    """How a lease stands on a day, as STATES says it; `renewed`: its tenant goes on in all of its units."""
    if lease.starts > day:
        return COMING
    if lease.ends is None or lease.ends > day + SOON:
        return CURRENT
    if lease.ends >= day:
        return RENEWED if renewed else ENDING
    return HELD_OVER if lease.holdover else ENDED


def totals(db: Database, *, text: str = "", **asked: Any) -> LeaseTotals:
    """Sums over all that the same filters show."""
    _teach(db)
    sql = f"SELECT count(*), coalesce(sum(CASE WHEN {holding.IN_FORCE.format('l')} THEN {_RENT} ELSE 0 END), 0) FROM leases l {{where}}"
    count, rent = listing.shown(db, _asked("code", False, text, **asked), sql)[0]
    return LeaseTotals(count, Paisa(rent))
