"""The list of the change log: who did what when; the latest first, by person, kind of thing, day, or one thing and all that names it."""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from stpdesk.core.civil import midnight, moment
from stpdesk.core.codes import fold
from stpdesk.core.months import DAY
from stpdesk.core.park import ParkSettings
from stpdesk.db import plan_file, settings
from stpdesk.db.lists import listing
from stpdesk.db.lists.audit_seen import PARTS, REFERENCES, STALE, told
from stpdesk.db.lists.lines import Lines, Question, Said, Searched, Shown, Shows, Sorts, Where
from stpdesk.db.rows import fetch, instant_text, packed

if TYPE_CHECKING:
    from sqlite_utils import Database

GROUPS: Mapping[str, tuple[str, ...]] = {
    "tenants": ("tenants", "returns"),
    "leases": ("leases", "lease_units", "lease_rates", "lease_charges"),
    "units": ("units", "floors", "repairs"),
    "meters": ("meters", "readings", "tariffs", "fuel_adjustments"),
    "billing": ("billing_runs", "invoices", "invoice_lines", "invoice_taxes", "fbr_numbers", "adjusted_readings", "one_offs"),
    "receipts": ("receipts", "reversals", "allocations", "deposits", "openings"),
    "outages": ("outages", "outage_units", "supply_runs", "schedule", "gaps", "corrections", "answers", "causes", "links"),
    "months": ("closings", "frozen_documents", "frozen_files", "attention", "signatories"),
    "files": ("attachments",),
    "settings": ("settings", "node", "schemes", "tax_rates"),
    "people": ("people",),
}  # fmt: skip
"""Kinds of things, and the tables that tell of each."""

SORTS: Sorts = {"seq": ("g.seq",)}


def _among(tables: Sequence[str]) -> str:
    """The condition of some tables."""
    return "g.tbl IN ({})".format(", ".join(f"'{one}'" for one in tables))


SETTINGS = (
    *(field.name for field in fields(ParkSettings)),
    "backup_folders",
    "backup_minutes",
    settings.RECOVERY,
    plan_file.SETTING,
)
ROLES = ("manager", "accounts", "duty", "viewer")
OPS = ("insert", "update", "delete", "begin", "migrate")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the change log: `old` and `new` are the whole row before and after, by column.

    `names` are the codes and names of what its columns, and those read with it, refer to, by key; `late` where the clock went back.
    """

    key: int
    at: str
    actor: str
    table: str
    op: str
    row_id: str
    old: Mapping[str, Any] | None
    new: Mapping[str, Any] | None
    late: bool
    names: Mapping[str, str] = field(default_factory=dict)
    there: Mapping[str, str] = field(default_factory=dict)
    """what rows that have a place of their own are called now, by key; one that is gone or counts no more is not there"""

    @property
    def row(self) -> Mapping[str, Any]:
        """The row as it is after, or as it last was."""
        return self.new or self.old or {}

    @property
    def changed(self) -> list[str]:
        """The columns that are others now; all that are filled where the row came or went."""
        old, new = self.old or {}, self.new or {}
        return [name for name in (new or old) if old.get(name) != new.get(name)]


def _texts(db: Database, among: str, values: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """What some entries show, by number."""
    said: dict[str, str] = json.loads(values["said"])
    for one in _entries(db, f"({among}) AND (:parts OR NOT {_among(PARTS)})", values):
        yield one.key, told(one, said)


LINES = Lines(
    "change_log",
    "g",
    SORTS,
    Searched(),
    Shown(dates=("date(g.at, '+5 hours')",)),
    walked=frozenset({"seq"}),
    sources={"seq": "change_log g INDEXED BY change_log_listed"},
    shows=Shows(_texts, ("parts", "said"), STALE),
)
"""The order is read from the index of the list, for the rows themselves are wide."""


@dataclass(frozen=True, slots=True)
class AuditTotals:
    """How many entries are shown."""

    count: int


def keys(
    db: Database, *, sort: str = "seq", descending: bool = True, text: str = "", **asked: Any
) -> array[int]:
    """Numbers of entries in order. Filters: `actor`, `group` (see GROUPS), `first_day`, `last_day`, `thing` (a code, a number), `parts`."""
    return listing.keys(db, _asked(db, sort, descending, text, **asked))


def first(
    db: Database, *, limit: int, sort: str = "seq", descending: bool = True, text: str = "", **asked: Any
) -> array[int]:
    """The first of them, as far as they are quickly found."""
    return listing.first(db, _asked(db, sort, descending, text, **asked), limit)


def look_ahead(db: Database, **asked: Any) -> None:
    """Reads what the entries show, before anybody types into the filter."""
    listing.look_ahead(db, _asked(db, "seq", True, "", **asked))


def _asked(
    db: Database, sort: str, descending: bool, text: str, *, said: Said | None = None, actor: str | None = None,
    group: str | None = None, first_day: date | None = None, last_day: date | None = None, thing: str = "", parts: bool = False,
) -> Question:  # fmt: skip
    """What is typed and chosen; `said` are the words of the marks in what an entry shows."""
    where = Where(parts=int(parts or bool(thing)), said=json.dumps(said or {}))
    if not parts and not thing:
        where.add(f"NOT {_among(PARTS)}")
    if actor is not None:
        where.add("g.actor = :actor", actor=actor)
    if group is not None:
        where.add(f"({_among(GROUPS[group])})")
    if first_day is not None:
        where.add("g.at >= :first", first=instant_text(moment(midnight(first_day))))
    if last_day is not None:
        where.add("g.at < :last", last=instant_text(moment(midnight(last_day + DAY))))
    if thing:
        _about(where, _rows_of(db, thing))
    return Question(LINES, where, sort, descending, text)


def _about(where: Where, rows_of: Sequence[str]) -> None:
    """Entries of some rows, and of all that name them; each key is looked for by itself: a set would be opened anew at every entry."""
    parts = ["g.row_id IN (SELECT value FROM json_each(:about))"]
    values = {"about": packed(rows_of)}
    for place, key in enumerate(rows_of):
        parts.append(f"instr(g.new, :about{place}) OR instr(g.old, :about{place})")
        values[f"about{place}"] = key
    where.add(f"({' OR '.join(parts)})", **values)


_NAMED = (
    "SELECT id FROM tenants WHERE folded = :code", "SELECT id FROM leases WHERE folded = :code",
    "SELECT l.id FROM leases l JOIN tenants t ON t.id = l.tenant_id WHERE t.folded = :code",
    "SELECT id FROM units WHERE folded = :code", "SELECT id FROM meters WHERE folded = :code",
    "SELECT id FROM links WHERE folded = :code", "SELECT id FROM invoices WHERE number = :thing",
    "SELECT id FROM receipts WHERE number = :thing", "SELECT id FROM people WHERE name = :thing",
)  # fmt: skip


def _rows_of(db: Database, thing: str) -> list[str]:
    """Keys of the rows that a code, a number or a name means; of a tenant its leases too."""
    sql = " UNION ".join(_NAMED)
    return [key for (key,) in fetch(db, sql, {"code": fold(thing), "thing": thing})]


def rows(db: Database, keys: Sequence[int], **_when: Any) -> list[Entry]:
    """The entries of a page, in the order of their keys."""
    found = _entries(db, "g.seq IN (SELECT value FROM json_each(:wanted))", {"wanted": packed(keys)})
    there = _there(db, found)
    by_key = {one.key: replace(one, there=there) for one in found}
    return [by_key[key] for key in keys if key in by_key]


def _entries(db: Database, condition: str, values: dict[str, Any]) -> list[Entry]:
    """The entries that a condition holds of; all have the names of what any of them refers to."""
    sql = f"SELECT g.seq, g.at, g.actor, g.tbl, g.op, g.row_id, g.old, g.new, g.late FROM change_log g WHERE {condition}"
    names: dict[str, str] = {}
    found = [
        Entry(seq, at, actor, table, op, row_id, _row(old), _row(new), bool(late), names)
        for seq, at, actor, table, op, row_id, old, new, late in fetch(db, sql, values)
    ]
    names |= _names(db, found)
    return found


_PLACED = {
    **dict.fromkeys(("tenants", "leases", "units", "meters", "links"), "SELECT id, code FROM {table}"),
    **dict.fromkeys(("invoices", "receipts"), "SELECT id, number FROM {table}"),
    "people": "SELECT id, name FROM {table}",
    "outages": "SELECT id, number FROM (SELECT * FROM {table} WHERE retired_by IS NULL)",
    "supply_runs": "SELECT id, number FROM (SELECT * FROM {table} WHERE retired_by IS NULL)",
}
"""Rows that have a place of their own, and what they are called there."""


def _there(db: Database, entries: Sequence[Entry]) -> dict[str, str]:
    """What the rows of some entries are called now, by key."""
    found: dict[str, str] = {}
    for table, sql in _PLACED.items():
        wanted = {one.row_id for one in entries if one.table == table}
        if wanted:
            of_page = f"{sql.format(table=table)} WHERE id IN {listing.among('wanted')}"
            found |= {key: str(name) for key, name in fetch(db, of_page, {"wanted": packed(wanted)})}
    return found


def _row(stored: str | None) -> dict[str, Any] | None:
    """A row as the log has it."""
    row: dict[str, Any] | None = None if stored is None else json.loads(stored)
    return row


def _names(db: Database, entries: Sequence[Entry]) -> dict[str, str]:
    """Codes and names of all that some entries refer to, by key: one question a table."""
    wanted: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in entries:
        for row in (one.old, one.new):
            if row is not None:
                for name in REFERENCES.keys() & row.keys():
                    if row[name] is not None:
                        wanted[REFERENCES[name]].add(row[name])
    found: dict[str, str] = {}
    for (table, shown), values in wanted.items():
        sql = f"SELECT id, {shown} FROM {table} WHERE id IN {listing.among('wanted')}"
        found |= {key: str(name) for key, name in fetch(db, sql, {"wanted": packed(values)})}
    return found


def totals(db: Database, *, text: str = "", **asked: Any) -> AuditTotals:
    """How many the same filters show."""
    return AuditTotals(len(keys(db, text=text, **asked)))


def actors(db: Database) -> list[str]:
    """Everybody who did anything, by name."""
    return [
        name for (name,) in fetch(db, "SELECT DISTINCT actor FROM change_log ORDER BY actor COLLATE NOCASE")
    ]
