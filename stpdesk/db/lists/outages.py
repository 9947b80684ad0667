"""The list of outages that count; those that were put right or dismissed are left out."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from stpdesk.core.civil import midnight, moment
from stpdesk.core.months import DAY
from stpdesk.db.lists import listing
from stpdesk.db.lists.listing import Where
from stpdesk.db.rows import fetch, instant, instant_text, packed

if TYPE_CHECKING:
    from sqlite_utils import Database

_SECONDS = "unixepoch(coalesce(o.ends, :now)) - unixepoch(o.starts)"

_FITS = (
    "+o.rowid IN (SELECT x.rowid FROM outages x WHERE {plain}"
    " UNION ALL SELECT x.rowid FROM links h JOIN outages x ON x.link_id = h.id WHERE instr(h.folded, {word})"
    " UNION ALL SELECT x.rowid FROM units h JOIN outage_units y ON y.unit_id = h.id JOIN outages x ON x.id = y.outage_id"
    " WHERE instr(h.sought, {word}))"
)

SORTS: listing.Sorts = {
    "number": ("o.number",),
    "start": ("o.starts", "o.number"),
    "end": ("o.ends IS NULL", "o.ends", "o.number"),
    "length": (_SECONDS, "o.number"),
    "service": ("o.service", "k.code", "o.starts", "o.number"),
    "cause": ("o.cause IS NULL", "o.cause COLLATE NOCASE", "o.starts", "o.number"),
    "planned": ("o.planned", "o.starts", "o.number"),
    "source": ("o.source", "o.starts", "o.number"),
}
STATES = {
    "ongoing": "o.ends IS NULL",
    "uncaused": "o.cause IS NULL",
    "planned": "o.planned",
    "detected": "o.source <> 'manual'",
}


@dataclass(frozen=True, slots=True)
class OutageRow:
    """One outage; `end` None while it lasts, `seconds` up to now then; `link` and `units` empty = all."""

    key: int
    id: str
    number: int
    service: str
    link: str | None
    units: tuple[str, ...]
    start: datetime
    end: datetime | None
    seconds: int
    planned: bool
    cause: str | None
    note: str | None
    source: str


@dataclass(frozen=True, slots=True)
class OutageTotals:
    """All that is shown: how many, and their seconds one by one (overlapping ones count twice)."""

    count: int
    seconds: int


def keys(
    db: Database,
    *,
    sort: str = "start",
    descending: bool = True,
    text: str = "",
    now: datetime,
    **filters: Any,
) -> array[int]:
    """Row numbers in order. Filters: `service`, `first` and `last` (days touched), `state` (see STATES)."""
    where = _where(text, now, **filters)
    ordered = listing.order(SORTS, sort, descending)
    return listing.keys(db, f"o.rowid AS k FROM {_source(sort)}", where, ordered)


def _where(
    text: str, now: datetime, *, service: str | None = None, first: date | None = None, last: date | None = None,
    state: str | None = None,
) -> Where:  # fmt: skip
    """The conditions of what is typed and chosen."""
    where = Where(now=instant_text(now))
    where.add("o.retired_by IS NULL")
    where.search(text, _FITS, "x.cause", "x.note", "x.service", numbers="x.number")
    if service is not None:
        where.add("o.service = :service", service=service)
    if first is not None:
        where.add("(o.ends IS NULL OR o.ends > :first)", first=instant_text(moment(midnight(first))))
    if last is not None:
        where.add("o.starts < :last", last=instant_text(moment(midnight(last + DAY))))
    if state is not None:
        where.add(f"({STATES[state]})")
    return where


def _source(sort: str) -> str:
    """Outages alone where their links do not sort them."""
    return f"outages o {'LEFT JOIN links k ON k.id = o.link_id' if sort == 'service' else ''}"


def rows(db: Database, keys: Sequence[int], *, now: datetime) -> list[OutageRow]:
    """The outages of a page, in the order of their keys."""
    sql = (
        "SELECT o.rowid AS k, o.id, o.number, o.service, k.code AS link, o.starts, o.ends, o.planned, o.cause, o.note,"
        f" o.source, o.unit_count, {_SECONDS} AS seconds FROM outages o LEFT JOIN links k ON k.id = o.link_id"
        " WHERE o.rowid IN {keys}"
    )
    found = listing.page(db, sql, keys, now=instant_text(now))
    units = _units(db, [row["id"] for row in found if row["unit_count"]])
    return [_row(row, units.get(row["id"], ())) for row in found]


def _units(db: Database, outages: list[str]) -> dict[str, tuple[str, ...]]:
    """Codes of the units that some outages hit."""
    sql = (
        "SELECT x.outage_id, u.code FROM outage_units x JOIN units u ON u.id = x.unit_id"
        f" WHERE x.outage_id IN {listing.among('outages')} ORDER BY u.natural"
    )
    found: dict[str, tuple[str, ...]] = {}
    for outage, code in fetch(db, sql, {"outages": packed(outages)}) if outages else ():
        found[outage] = (*found.get(outage, ()), code)
    return found


def _row(row: dict[str, Any], units: tuple[str, ...]) -> OutageRow:
    """One outage from its row."""
    start = instant(row["starts"])
    if start is None:
        raise ValueError("an outage has a start")
    return OutageRow(
        row["k"], row["id"], row["number"], row["service"], row["link"], units, start, instant(row["ends"]),
        row["seconds"], bool(row["planned"]), row["cause"], row["note"], row["source"],
    )  # fmt: skip


def totals(db: Database, *, text: str = "", now: datetime, **filters: Any) -> OutageTotals:
    """Sums over all that the same filters show."""
    where = _where(text, now, **filters)
    sql = f"SELECT count(*), coalesce(sum({_SECONDS}), 0) FROM outages o {{where}}"
    return OutageTotals(*listing.one(db, sql, where))
