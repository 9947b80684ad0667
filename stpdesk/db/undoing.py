"""An act taken back: the rows of the change log that it wrote, reversed one by one, the last first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stpdesk.core.errors import Refused
from stpdesk.db import rows
from stpdesk.db.engine import IntegrityError
from stpdesk.db.rows import fetch, packed

if TYPE_CHECKING:
    from sqlite_utils import Database

NOUNS = {
    "units": "units", "floors": "units", "repairs": "repairs", "tenants": "tenants", "leases": "leases",
    "lease_units": "leases", "lease_rates": "leases", "lease_charges": "leases", "schemes": "schemes",
    "tax_rates": "tax_rates", "meters": "meters", "tariffs": "tariffs", "returns": "returns", "links": "links",
    "schedule": "schedule", "causes": "causes", "attachments": "attachments", "one_offs": "one_offs", "readings": "readings",
}  # fmt: skip
"""The tables of master data, and the noun a screen listens to."""

COUNTED = frozenset({"units", "leases", "lease_units", "lease_rates", "lease_charges", "schemes", "tax_rates", "tariffs",
                     "meters", "readings", "returns", "links"})  # fmt: skip
"""Tables that a month's figures are made from: what was told of a month that is closed since stays."""


_NAMED = {
    "units": "code", "tenants": "name", "leases": "code", "meters": "code", "links": "code", "schemes": "name",
    "tax_rates": "name", "causes": "name", "attachments": "name", "outages": "number",
}  # fmt: skip
"""The column by which a person knows a row."""

_NAMED_BY = {
    "lease_units": "lease", "lease_rates": "lease", "lease_charges": "lease", "repairs": "unit", "returns": "tenant",
    "one_offs": "tenant", "readings": "meter",
}  # fmt: skip
"""Rows that are known by another they belong to."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the change log: what became of which row, before and after as columns."""

    table: str
    op: str
    key: str
    old: dict[str, Any] | None
    new: dict[str, Any] | None


def entries(db: Database, first: int, last: int) -> list[Entry]:
    """What an act wrote, in order."""
    sql = "SELECT tbl, op, row_id, old, new FROM change_log WHERE seq BETWEEN ? AND ? ORDER BY seq"
    return [
        Entry(table, op, key, json.loads(old) if old else None, json.loads(new) if new else None)
        for table, op, key, old, new in fetch(db, sql, (first, last))
    ]


def name_of(db: Database, one: Entry) -> str:
    """What a person calls the row, or the one it belongs to: a code, a name, a meter; "" where it has none."""
    row = one.new or one.old or {}
    if one.table in _NAMED:
        return str(row.get(_NAMED[one.table]) or "")
    if one.table not in _NAMED_BY:
        return ""
    table = f"{_NAMED_BY[one.table]}s"
    found = fetch(
        db, f"SELECT {_NAMED[table]} FROM {table} WHERE id = ?", (row.get(f"{_NAMED_BY[one.table]}_id"),)
    )
    return str(found[0][0]) if found else ""


def touched_since(db: Database, made: Sequence[Entry], last: int) -> bool:
    """Whether any of the rows is another now than the act left it; what was changed and put back again does not count."""
    left = {(one.table, one.key): one.new for one in made}
    sql = "SELECT tbl, row_id, new FROM change_log WHERE seq > ? ORDER BY seq"
    now = {(table, key): new for table, key, new in fetch(db, sql, (last,)) if (table, key) in left}
    return any((json.loads(new) if new else None) != left[row] for row, new in now.items())


def closed_since(db: Database, last: int) -> bool:
    """Whether a month was closed since and is closed still."""
    sql = (
        "SELECT 1 FROM change_log g JOIN closings c ON c.id = g.row_id WHERE g.seq > ? AND g.tbl = 'closings'"
        " AND g.op = 'insert' AND c.reopened_at IS NULL LIMIT 1"
    )
    return bool(fetch(db, sql, (last,)))


def billed_since(db: Database, made: Sequence[Entry], last: int) -> bool:
    """Whether a document was issued since to a tenant of whom, of whose leases or of whose units something changed."""
    issued = {
        key
        for (key,) in fetch(
            db,
            "SELECT json_extract(new, '$.tenant_id') FROM change_log WHERE seq > ? AND tbl = 'invoices'",
            (last,),
        )
    }
    return bool(issued) and not issued.isdisjoint(_tenants(db, made))


def _tenants(db: Database, made: Sequence[Entry]) -> set[str]:
    """Tenants the rows are about."""
    values = [one.new or one.old or {} for one in made]
    found = {one.key for one in made if one.table == "tenants"}
    found |= {str(value["tenant_id"]) for value in values if value.get("tenant_id")}
    leases = {str(value["lease_id"]) for value in values if value.get("lease_id")}
    units = {one.key for one in made if one.table == "units"}
    if any(one.table in {"schemes", "tax_rates", "tariffs"} for one in made):
        return found | {key for (key,) in fetch(db, "SELECT id FROM tenants")}
    sql = (
        "SELECT DISTINCT l.tenant_id FROM leases l LEFT JOIN lease_units x ON x.lease_id = l.id"
        " WHERE l.id IN (SELECT value FROM json_each(:leases)) OR x.unit_id IN (SELECT value FROM json_each(:units))"
    )
    values_of = {"leases": packed(leases), "units": packed(units)}
    return found | {key for (key,) in fetch(db, sql, values_of)}


def reverse(db: Database, made: Sequence[Entry]) -> None:
    """Puts every row back as it was before, the last change first; refused where something hangs on a new row."""
    for one in reversed(made):
        try:
            _back(db, one)
        except IntegrityError as error:
            if rows.guard_sentence(error) is not None:
                raise
            raise Refused("Something else uses it since, so this cannot be undone.") from error


def _back(db: Database, one: Entry) -> None:
    """One change taken back."""
    if one.op == "insert":
        db.table(one.table).delete(one.key)
    elif one.op == "delete" and one.old is not None:
        place = _place(db, one.table, one.key)
        rows.insert(db, one.table, [one.old if place is None else {"rowid": place, **one.old}])
    elif one.old is not None and one.new is not None:
        was, now = one.old, one.new
        changed = {name: value for name, value in was.items() if value != now.get(name)}
        if changed:
            rows.update(db, one.table, one.key, changed)


_ROOM = 1024


def _place(db: Database, table: str, key: str) -> int | None:
    """The row number that puts a row back between its neighbours: keys grow, and rows are read in the order they came.

    As late as there is room, for the rows before it come back after it; None where there is none.
    """
    below, above = fetch(
        db,
        f"SELECT (SELECT max(rowid) FROM {table} WHERE id < :key), (SELECT min(rowid) FROM {table} WHERE id > :key)",
        {"key": key},
    )[0]
    wanted = above - 1 if above is not None else (below or 0) + _ROOM
    return wanted if wanted > (below or 0) else None
