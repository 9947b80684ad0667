"""The change log: who changed which row when, as a chain of hashes that an edit by another tool breaks.

`hash = sha256(previous hash ‖ fields)`, the fields being `seq|late|` and then each text as its length in bytes, a colon
and itself, NULL as `-:`, in UTF-8. The triggers of `triggers.py` write the rows; `old` and `new` are JSON
objects of the whole row.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from stpdesk.db.engine import Connection, Sql

_CREATE = (
    "CREATE TABLE change_log (seq INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, tbl TEXT NOT NULL,"
    " op TEXT NOT NULL, row_id TEXT NOT NULL, old TEXT, new TEXT, late INTEGER NOT NULL CHECK (late IN (0, 1)),"
    " hash BLOB NOT NULL CHECK (length(hash) = 32)) STRICT"
)
_LISTED = "CREATE INDEX change_log_listed ON change_log(at, actor, tbl)"
"""What the list of entries is chosen and ordered by, so that it leaves the wide rows alone; it only grows at its end."""
TOLD = "change_told"
_TOLD = f"CREATE VIEW {TOLD} AS SELECT tbl, op, row_id, old, new FROM change_log"
"""What the tables' triggers write to: one trigger of this view numbers, dates and chains every row. Repeated in the triggers
of all tables that text took most of the time a connection needs to read the schema."""
DDL: tuple[str, ...] = (_CREATE, _LISTED, _TOLD)
"""`at` is the clock as read, UTC to the second; `late` marks a row earlier than its predecessor (a dead clock battery)."""

TABLE = "change_log"
BEGIN = "begin"
START = bytes(32)
"""Stands for the hash before the first row."""
STEP = 1024
"""A look through the log tells how far it is after so many rows."""

_FIELDS = ("seq", "late", "at", "actor", "tbl", "op", "row_id", "old", "new")


@dataclass(slots=True)
class Stamp:
    """Who writes on a connection and what time it is there: one reading of the clock for one unit of work."""

    actor: str
    clock: Callable[[], datetime]
    held: str | None = field(default=None)

    def now(self) -> str:
        """UTC to the second, `2026-10-05T09:00:00Z`."""
        if self.held is not None:
            return self.held
        moment = self.clock()
        if moment.tzinfo is None:
            raise ValueError("the clock must tell its zone")
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True)
class Difference:
    """A row of a table that is not what the change log says; `column` is None where the whole row is too many or gone."""

    table: str
    row_id: str
    column: str | None
    logged: object
    found: object

    def __str__(self) -> str:
        """One sentence for a person."""
        place = f"Table {self.table}, row {self.row_id}"
        if self.column is not None:
            return (
                f"{place}: {self.column} is {_shown(self.found)}, the change log says {_shown(self.logged)}."
            )
        return f"{place}: {'is not in the change log' if self.logged is None else 'is gone without a log entry'}."


def register(conn: Connection, stamp: Stamp) -> None:
    """Gives a connection the functions its triggers call; without them no logged table can be written."""
    conn.create_function("stp_now", 0, stamp.now)
    conn.create_function("stp_actor", 0, lambda: stamp.actor)
    conn.create_function("stp_hash", 2, chained)


def chained(previous: bytes, fields: str) -> bytes:
    """A row's hash from its predecessor's and its own fields as `fields_sql` joins them."""
    return hashlib.sha256(previous + fields.encode()).digest()


def fields_sql(**other: str) -> str:
    """The SQL expression that joins a row's fields; `other` gives the expression of a field that is not its column.

    SQLite joins them, for the triggers and for `verify` alike, because Python would take most of the time to.
    """
    shown = {name: other.get(name, name) for name in _FIELDS}
    parts = [shown["seq"], "'|'", shown["late"], "'|'"]
    for name in _FIELDS[2:]:
        parts += [f"coalesce(octet_length({shown[name]}), '-')", "':'", shown[name]]
    return f"concat({', '.join(parts)})"


def append(db: Sql, table: str, op: str, row_id: str, old: str | None, new: str | None) -> None:
    """Adds a row that no trigger writes: the log's beginning, and what a migration did."""
    last = db.execute(f"SELECT seq, at, hash FROM {TABLE} ORDER BY seq DESC LIMIT 1").fetchone() or (
        0,
        "",
        START,
    )
    at, actor = db.execute("SELECT stp_now(), stp_actor()").fetchone()
    row = (last[0] + 1, int(at < last[1]), at, actor, table, op, row_id, old, new)
    fields = fields_sql(**{name: f"?{place}" for place, name in enumerate(_FIELDS, start=2)})
    db.execute(
        f"INSERT INTO {TABLE} (hash, {', '.join(_FIELDS)})"
        f" VALUES (stp_hash(?1, {fields}), {', '.join(f'?{place}' for place in range(2, 11))})",
        (last[2], *row),
    )


def begin(db: Sql, origin: str) -> None:
    """The first row, which names the park file it begins, so that no two parks share a chain."""
    append(db, TABLE, BEGIN, origin, None, None)


def head(db: Sql) -> tuple[int, str]:
    """Number and hash (hex) of the last row; (0, "") of an empty log."""
    row = db.execute(f"SELECT seq, hash FROM {TABLE} ORDER BY seq DESC LIMIT 1").fetchone()
    return (int(row[0]), bytes(row[1]).hex()) if row else (0, "")


def hash_at(db: Sql, seq: int) -> str:
    """Hash (hex) of one row; "" where there is none of that number."""
    row = db.execute(f"SELECT hash FROM {TABLE} WHERE seq = ?", (seq,)).fetchone()
    return bytes(row[0]).hex() if row else ""


def verify(db: Sql, told: Callable[[int], None] = lambda _seq: None) -> list[str]:
    """What is wrong with the chain, one sentence each: rows altered, missing, moved, or marked late falsely.

    `told` hears now and then up to which row it is looked at; what it raises ends the look.
    """
    problems: list[str] = []
    previous, before, expected = START, "", 1
    for seq, late, at, stored, fields in db.execute(
        f"SELECT seq, late, at, hash, {fields_sql()} FROM {TABLE} ORDER BY seq"
    ):
        if not seq % STEP:
            told(seq)
        if seq != expected:
            problems.append(f"Change log: rows {expected} to {seq - 1} are missing.")
        if chained(previous, fields) != stored:
            problems.append(f"Change log: row {seq} or the one before it was altered.")
        if late != (at < before):
            problems.append(f"Change log: row {seq} has a false mark of its time.")
        previous, before, expected = stored, at, seq + 1
    if expected == 1:
        problems.append("Change log: it is empty.")
    return problems


def columns(db: Sql, table: str) -> list[tuple[str, str]]:
    """Name and declared type of a table's columns, in order; empty if there is no such table."""
    return [(row[0], row[1]) for row in db.execute("SELECT name, type FROM pragma_table_info(?)", (table,))]


def as_json(found: Sequence[tuple[str, str]], row: str = "") -> str:
    """The SQL expression of a whole row as a JSON object; `row` is `NEW.` or `OLD.` in a trigger.

    A text value that json() made in the same statement would go in as JSON and not as the text that is stored; joining
    it with an empty text forgets that.
    """
    bare = {name: f'{row}"{name}"' for name, _ in found}
    return "json_object({})".format(
        ", ".join(
            f"'{name}', {bare[name]}" + ("||''" if row and kind == "TEXT" else "") for name, kind in found
        )
    )


def replay(
    db: Sql, tables: Sequence[str], told: Callable[[int], None] = lambda _seq: None
) -> list[Difference]:
    """Every logged table against the last entry of each of its rows: finds what was changed past the triggers.

    `told` as `verify` tells it.
    """
    last: dict[str, dict[str, int | None]] = {table: {} for table in tables}
    for seq, table, row_id, new in db.execute(f"SELECT seq, tbl, row_id, new FROM {TABLE} ORDER BY seq"):
        if not seq % STEP:
            told(seq)
        if table in last:
            last[table][row_id] = None if new is None else hash(new)
    found: list[Difference] = []
    for table in tables:
        found += _compared(db, table, last[table])
    return found


def relog(db: Sql, table: str) -> int:
    """Logs every row of a table whose last entry is not its present self; how many.

    Each migration that rewrites rows or changes columns calls it, so that replay stays exact.
    """
    known: dict[str, str | None] = dict(
        db.execute(f"SELECT row_id, new FROM {TABLE} WHERE tbl = ? ORDER BY seq", (table,)).fetchall()
    )
    rows = db.execute(f'SELECT id, {as_json(columns(db, table))} FROM "{table}" ORDER BY id').fetchall()
    changed = [(row_id, known.get(row_id), now) for row_id, now in rows if known.get(row_id) != now]
    for row_id, was, now in changed:
        append(db, table, "migrate", row_id, was, now)
    return len(changed)


def _compared(db: Sql, table: str, last: dict[str, int | None]) -> Iterator[Difference]:
    """One table's differences; uses up `last`."""
    found = columns(db, table)
    if not found:
        yield Difference(table, "*", None, "", None)
        return
    odd: list[tuple[str, str]] = []
    for row_id, now in db.execute(f'SELECT id, {as_json(found)} FROM "{table}"'):
        if last.pop(row_id, None) != hash(now):
            odd.append((row_id, now))
    for row_id, now in odd:
        yield from _explained(db, table, row_id, now)
    for row_id, logged in last.items():
        if logged is not None:
            yield Difference(table, row_id, None, "", None)


def _explained(db: Sql, table: str, row_id: str, now: str) -> Iterator[Difference]:
    """Which columns of a row differ from its last entry."""
    row = db.execute(
        f"SELECT new FROM {TABLE} WHERE tbl = ? AND row_id = ? ORDER BY seq DESC LIMIT 1", (table, row_id)
    ).fetchone()
    if row is None or row[0] is None:
        yield Difference(table, row_id, None, None, now)
        return
    logged: dict[str, Any] = json.loads(row[0])
    present: dict[str, Any] = json.loads(now)
    for column in {**present, **logged}:
        was, stands = logged.get(column, _ABSENT), present.get(column, _ABSENT)
        if (type(was), was) != (type(stands), stands):
            yield Difference(table, row_id, column, was, stands)


_ABSENT = "(no such column)"


def _shown(value: object) -> str:
    """A value in a sentence."""
    return "empty" if value is None else f"“{value}”" if isinstance(value, str) else str(value)
