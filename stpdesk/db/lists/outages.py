"""The list of outages that count; those that were put right or dismissed are left out."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from stpdesk.core.civil import moment
from stpdesk.db.lists import listing
from stpdesk.db.lists.lines import HOLDS, Beside, Lines, Question, Said, Searched, Shown, Sorts, Where
from stpdesk.db.rows import fetch, instant, instant_text, packed

if TYPE_CHECKING:
    from sqlite_utils import Database

_SECONDS = "unixepoch(coalesce(o.ends, :now)) - unixepoch(o.starts)"

SORTS: Sorts = {
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


_LINK = Beside(
    "SELECT o.rowid FROM links h CROSS JOIN outages o ON o.link_id = h.id WHERE instr(h.folded, {word})",
    "EXISTS (SELECT 1 FROM links h WHERE h.id = o.link_id AND instr(h.folded, {word}))",
)
_UNIT = Beside(
    "SELECT o.rowid FROM units h CROSS JOIN outage_units y ON y.unit_id = h.id CROSS JOIN outages o ON o.id = y.outage_id"
    f" WHERE {HOLDS}",
    "EXISTS (SELECT 1 FROM outage_units y CROSS JOIN units h ON h.id = y.unit_id"
    f" WHERE y.outage_id = o.id AND {HOLDS})",
    "units",
)
LINES = Lines(
    "outages",
    "o",
    SORTS,
    Searched(plain=("o.cause", "o.note", "o.service"), number="o.number", beside=(_LINK, _UNIT)),
    Shown(dates=("date(o.starts, '+5 hours')", "date(o.ends, '+5 hours')"), states=STATES),
    walked=frozenset({"start"}),
    sources={"service": "outages o LEFT JOIN links k ON k.id = o.link_id"},
)
"""Outages alone where their links do not sort them; their days are those of the park's clocks."""


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
    db: Database, *, sort: str = "start", descending: bool = True, text: str = "", **asked: Any
) -> array[int]:
    """Row numbers in order as at `now`. Filters: `service`, `since` and `until` (touched, in seconds), `state` (see STATES)."""
    return listing.keys(db, _asked(sort, descending, text, **asked))


def first(
    db: Database, *, limit: int, sort: str = "start", descending: bool = True, text: str = "", **asked: Any
) -> array[int]:
    """The first of them, as far as they are quickly found."""
    return listing.first(db, _asked(sort, descending, text, **asked), limit)


def _asked(
    sort: str, descending: bool, text: str, *, now: datetime, said: Said | None = None, service: str | None = None,
    since: int | None = None, until: int | None = None, state: str | None = None,
) -> Question:  # fmt: skip
    """What is typed and chosen."""
    where = Where("o.retired_by IS NULL", now=instant_text(now))
    if service is not None:
        where.add("o.service = :service", service=service)
    if since is not None:
        where.add("(o.ends IS NULL OR o.ends > :since)", since=instant_text(moment(since)))
    if until is not None:
        where.add("o.starts < :until", until=instant_text(moment(until)))
    if state is not None:
        where.add(f"({STATES[state]})")
    return Question(LINES, where, sort, descending, text, said or {})


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


def totals(db: Database, *, text: str = "", **asked: Any) -> OutageTotals:
    """Sums over all that the same filters show."""
    sql = f"SELECT count(*), coalesce(sum({_SECONDS}), 0) FROM outages o {{where}}"
    return OutageTotals(*listing.shown(db, _asked("start", True, text, **asked), sql)[0])
