"""The list of tenants: registration, units held, staff, what they owe on a day, and how they stand."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from stpdesk.core.money import Paisa
from stpdesk.core.months import FAR
from stpdesk.core.occupancy import SOON
from stpdesk.db.lists import holding, listing
from stpdesk.db.lists.lines import Lines, Question, Said, Searched, Shown, Sorts, Where
from stpdesk.db.lists.listing import among
from stpdesk.db.lists.standing import NOTHING, everybody, standing
from stpdesk.db.rows import day as day_of
from stpdesk.db.rows import fetch, packed

if TYPE_CHECKING:
    from sqlite_utils import Database

ACTIVE, ARREARS, ENDING, COMING, FORMER, NEW = "active", "arrears", "ending", "coming", "former", "new"

_STAFF = (
    "(SELECT CASE WHEN r.men IS NULL AND r.women IS NULL THEN NULL ELSE coalesce(r.men, 0) + coalesce(r.women, 0) END"
    " FROM returns r WHERE r.tenant_id = t.id AND r.month <= substr(:day, 1, 7) ORDER BY r.month DESC LIMIT 1)"
)
_UNIT = (
    "(SELECT min(u.natural) FROM leases l JOIN lease_units x ON x.lease_id = l.id JOIN units u ON u.id = x.unit_id"
    f" WHERE l.tenant_id = t.id AND {holding.IN_FORCE.format('l')})"
)
# when the tenant's leases end, those in force or to come; whether one is in force; whether there ever was one
_TERM = (
    f"term AS (SELECT l.tenant_id, max({holding.IN_FORCE.format('l')}) AS here, max({holding.LAST.format('l')}) AS last,"
    " min(l.starts) AS first FROM leases l {mine} GROUP BY l.tenant_id)"
)
_STATE = (
    "CASE WHEN coalesce(s.overdue, 0) > 0 THEN 'arrears' WHEN p.tenant_id IS NULL THEN 'new'"
    " WHEN p.here AND p.last <= :soon THEN 'ending' WHEN p.here THEN 'active'"
    " WHEN p.last >= :day THEN 'coming' ELSE 'former' END"
)

SORTS: Sorts = {
    "code": ("t.natural", "t.rowid"),
    "name": ("t.by_name", "t.rowid"),
    "kind": ("t.kind IS NULL", "t.kind COLLATE NOCASE", "t.natural"),
    "pseb_no": ("t.pseb_no IS NULL", "t.pseb_no", "t.natural"),
    "pseb_valid_to": ("t.pseb_valid_to IS NULL", "t.pseb_valid_to", "t.natural"),
    "units": (f"{_UNIT} IS NULL", _UNIT, "t.natural"),
    "staff": (f"{_STAFF} IS NULL", _STAFF, "t.natural"),
    "balance": ("coalesce(s.balance, 0)", "t.natural"),
    "overdue": ("coalesce(s.overdue, 0)", "t.natural"),
    "state": (_STATE, "p.last", "t.natural"),
}


_COUNTED = (
    f"{_STATE} AS state, {_STAFF} AS staff, s.balance, t.pseb_valid_to < :day AS expired,"
    " t.pseb_valid_to BETWEEN :day AND :soon AS soon"
)
_BALANCE, _OVERDUE = "coalesce(s.balance, 0)", "coalesce(s.overdue, 0)"
STATES = (ARREARS, ENDING, ACTIVE, COMING, FORMER, NEW)
LINES = Lines(
    "tenants",
    "t",
    SORTS,
    Searched(own=("t.sought",), beside=(holding.UNIT_OF_TENANT,)),
    Shown(
        dates=("t.pseb_valid_to",),
        ends=(f"CASE WHEN {_STATE} IN ('{ENDING}', '{FORMER}') THEN p.last END",),
        amounts=(_BALANCE, _OVERDUE),
        states={one: f"{_STATE} = '{one}'" for one in STATES},
    ),
    wide="tenants t LEFT JOIN standing s ON s.tenant_id = t.id LEFT JOIN term p ON p.tenant_id = t.id",
    leading=f"WITH {everybody()}, {_TERM.format(mine='')}",
    broad=frozenset({"balance", "overdue", "state"}),
    walked=frozenset({"code", "name"}),
)


@dataclass(frozen=True, slots=True)
class Held:
    """A unit a tenant holds; `seats` where only some of its seats."""

    code: str
    floor: str | None
    seats: int | None


@dataclass(frozen=True, slots=True)
class TenantRow:
    """One tenant on the day: balance and overdue in paisa, `staff` None = not given, `ends` = its last agreed day.

    `state`: arrears, ending (within 90 days), active, coming, former, new (never a lease).
    """

    key: int
    id: str
    code: str
    name: str
    kind: str | None
    pseb_no: str | None
    pseb_valid_to: date | None
    units: tuple[Held, ...]
    staff: int | None
    balance: Paisa
    overdue: Paisa
    state: str
    ends: date | None


@dataclass(frozen=True, slots=True)
class TenantTotals:
    """All that is shown: how many, units and seats held, staff (None: nobody told), balances in paisa, registrations, states."""

    count: int
    units: int
    seats: int
    staff: int | None
    balance: Paisa
    expired: int
    expiring: int
    states: dict[str, int]


def keys(
    db: Database, *, sort: str = "code", descending: bool = False, text: str = "", **asked: Any
) -> array[int]:
    """Row numbers in order as on a `day`. Filters: `kind`, `state`. What is typed may also be a unit or floor held then."""
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
    sort: str, descending: bool, text: str, *, day: date, said: Said | None = None, kind: str | None = None,
    state: str | None = None,
) -> Question:  # fmt: skip
    """What is typed and chosen."""
    where = Where(day=day.isoformat(), soon=str(day + SOON))
    if kind is not None:
        where.add("t.kind = :kind", kind=kind)
    if state is not None:
        where.add(f"{_STATE} = :state", state=state)
    return Question(LINES, where, sort, descending, text, said or {}, wide=state is not None)


def rows(db: Database, keys: Sequence[int], *, day: date) -> list[TenantRow]:
    """The tenants of a page, in the order of their keys."""
    sql = (
        f"SELECT t.rowid AS k, t.id, t.code, t.name, t.kind, t.pseb_no, t.pseb_valid_to, {_STAFF} AS staff"
        " FROM tenants t WHERE t.rowid IN {keys}"
    )
    found = listing.page(db, sql, keys, day=day.isoformat())
    tenants = [row["id"] for row in found]
    owed, held, ends = standing(db, day, tenants), _held(db, day, tenants), _terms(db, day, tenants)
    made: list[TenantRow] = []
    for row in found:
        here = owed.get(row["id"], NOTHING)
        state, last = _state(here.overdue > 0, ends.get(row["id"]), day)
        made.append(
            TenantRow(
                row["k"], row["id"], row["code"], row["name"], row["kind"], row["pseb_no"], day_of(row["pseb_valid_to"]),
                held.get(row["id"], ()), row["staff"], here.balance, here.overdue, state, last,
            )
        )  # fmt: skip
    return made


def _state(arrears: bool, term: tuple[bool, date] | None, day: date) -> tuple[str, date | None]:
    """How a tenant stands, as `_STATE` says it, and its last agreed day."""
    if term is None:
        return ARREARS if arrears else NEW, None
    here, last = term
    ends = None if last == FAR else last
    if arrears:
        return ARREARS, ends
    if here:
        return (ENDING if last <= day + SOON else ACTIVE), ends
    return (COMING if last >= day else FORMER), ends


def _held(db: Database, day: date, tenants: Sequence[str]) -> dict[str, tuple[Held, ...]]:
    """Units held on the day by tenant, in the order of floors and codes."""
    sql = (
        "SELECT l.tenant_id, u.code, u.floor, x.seats FROM leases l JOIN lease_units x ON x.lease_id = l.id"
        f" JOIN units u ON u.id = x.unit_id WHERE l.tenant_id IN {among('tenants')} AND {holding.IN_FORCE.format('l')}"
        " ORDER BY u.natural"
    )
    found: dict[str, tuple[Held, ...]] = {}
    for tenant, code, floor, seats in fetch(db, sql, {"day": day.isoformat(), "tenants": packed(tenants)}):
        found[tenant] = (*found.get(tenant, ()), Held(code, floor, seats))
    return found


def _terms(db: Database, day: date, tenants: Sequence[str]) -> dict[str, tuple[bool, date]]:
    """Whether a tenant has a lease in force, and the last day of all its leases."""
    term = _TERM.format(mine=f"WHERE l.tenant_id IN {among('tenants')}")
    values = {"day": day.isoformat(), "tenants": packed(tenants)}
    found = fetch(db, f"WITH {term} SELECT tenant_id, here, last FROM term", values)
    return {tenant: (bool(here), date.fromisoformat(last)) for tenant, here, last in found}


def totals(db: Database, *, text: str = "", **asked: Any) -> TenantTotals:
    """Sums over all that the same filters show."""
    question = _asked("code", False, text, **asked)
    counts = (
        "count(*), sum(staff), coalesce(sum(balance), 0), coalesce(sum(expired), 0), coalesce(sum(soon), 0)"
    )
    sql = f"{LINES.leading} SELECT state, {counts} FROM (SELECT {_COUNTED} FROM {LINES.wide} {{where}}) GROUP BY state"
    parts = listing.shown(db, question, sql)
    told = [part[2] for part in parts if part[2] is not None]
    staff = sum(told) if told else None
    count, balance, expired, expiring = (sum(part[place] for part in parts) for place in (1, 3, 4, 5))
    held = f"FROM leases l JOIN lease_units x ON x.lease_id = l.id WHERE {holding.IN_FORCE.format('l')}"
    if text or question.where.narrow:
        held += " AND l.tenant_id IN (SELECT t.id FROM tenants t {where})"
    sql = f"SELECT count(*) - count(x.seats), coalesce(sum(x.seats), 0) {held}"
    units, seats = listing.shown(db, question, sql)[0]
    return TenantTotals(
        count, units, seats, staff, Paisa(balance), expired, expiring, {part[0]: part[1] for part in parts}
    )
