"""The triggers of the park file, generated from the tables as they are: the change log's feed, and its guards.

`transform()` of sqlite-utils drops a table's triggers without a word, so every migration ends with `install_triggers`,
and opening for writing compares what is there with what is expected.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from stpdesk.db import change_log, schema
from stpdesk.db.engine import Sql

_TABLE = change_log.TABLE

_LOG_GUARDS = {
    "keep_log_order": f"BEFORE INSERT ON {_TABLE} WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM {_TABLE})"
    " BEGIN SELECT RAISE(ABORT, 'the change log has no gaps and nothing in it is replaced'); END",
    "keep_log_rows": f"BEFORE DELETE ON {_TABLE} BEGIN SELECT RAISE(ABORT, 'the change log only grows'); END",
    "keep_log_text": f"BEFORE UPDATE ON {_TABLE} BEGIN SELECT RAISE(ABORT, 'the change log is never rewritten'); END",
}


def _chaining() -> str:
    """The trigger that makes a row of the change log of what a table's trigger tells.

    The last row is read in the same statement, never remembered: a rollback, a savepoint or another process cannot
    make the chain wrong, and a remembered hash was no faster (measured; half of the cost is the log row itself).
    """
    told = {name: f"NEW.{name}" for name in ("tbl", "op", "row_id", "old", "new")}
    fields = change_log.fields_sql(seq="p.seq + 1", late="p.now < p.at", at="p.now", actor="p.actor", **told)
    return (
        f"INSTEAD OF INSERT ON {change_log.TOLD} BEGIN"
        f" INSERT INTO {_TABLE} (seq, at, actor, tbl, op, row_id, old, new, late, hash)"
        f" SELECT p.seq + 1, p.now, p.actor, {', '.join(told.values())}, p.now < p.at, stp_hash(p.hash, {fields})"
        f" FROM (SELECT seq, at, hash, stp_now() AS now, stp_actor() AS actor"
        f" FROM {_TABLE} ORDER BY seq DESC LIMIT 1) p; END"
    )


def expected(
    db: Sql, *, logged: Sequence[str] = schema.LOGGED, guards: Mapping[str, str] = schema.GUARDS
) -> dict[str, str]:
    """Every trigger the file must have: name to statement, exactly as SQLite keeps it."""
    found = dict(guards)
    for name, text in {**_LOG_GUARDS, "log_told": _chaining()}.items():
        found[name] = f"CREATE TRIGGER {name} {text}"
    for table in logged:
        found.update(_for_table(table, tuple(change_log.columns(db, table))))
    return found


def install_triggers(
    db: Sql, *, logged: Sequence[str] = schema.LOGGED, guards: Mapping[str, str] = schema.GUARDS
) -> None:
    """Makes the file's triggers exactly the expected ones; whatever else is there goes. Doing it twice is harmless."""
    wanted, present = expected(db, logged=logged, guards=guards), _present(db)
    for name in present:
        if wanted.get(name) != present[name]:
            db.execute(f'DROP TRIGGER "{name}"')
    for name, statement in wanted.items():
        if present.get(name) != statement:
            db.execute(statement)


def differences(
    db: Sql, *, logged: Sequence[str] = schema.LOGGED, guards: Mapping[str, str] = schema.GUARDS
) -> list[str]:
    """One sentence for every trigger that is missing, changed or foreign."""
    wanted, present = expected(db, logged=logged, guards=guards), _present(db)
    problems = [f"Trigger {name} is missing." for name in wanted if name not in present]
    problems += [
        f"Trigger {name} was changed." for name in wanted if present.get(name, wanted[name]) != wanted[name]
    ]
    problems += [f"Trigger {name} does not belong to this file." for name in present if name not in wanted]
    return problems


def _present(db: Sql) -> dict[str, str]:
    """The file's triggers, name to statement."""
    return dict(db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())


@cache
def _for_table(table: str, columns: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """What feeds the change log from one table, and keeps its rows' keys."""
    old, new = change_log.as_json(columns, "OLD."), change_log.as_json(columns, "NEW.")
    statements = {
        f"log_{table}_insert": _feed(table, "insert", "NEW", "NULL", new),
        f"log_{table}_update": _feed(table, "update", "OLD", old, new),
        f"log_{table}_delete": _feed(table, "delete", "OLD", old, "NULL"),
        f"keep_{table}_key": f'BEFORE UPDATE OF id ON "{table}" WHEN NEW.id IS NOT OLD.id'
        f" BEGIN SELECT RAISE(ABORT, 'keys of {table} never change'); END",
        # REPLACE would otherwise delete the old row without its triggers, on a connection that forgot recursive_triggers
        f"keep_{table}_row": f'BEFORE INSERT ON "{table}" WHEN EXISTS (SELECT 1 FROM "{table}" WHERE id = NEW.id)'
        f" BEGIN SELECT RAISE(ABORT, 'rows of {table} are updated, never replaced or upserted'); END",
    }
    return {name: f"CREATE TRIGGER {name} {text}" for name, text in statements.items()}


def _feed(table: str, op: str, row: str, old: str, new: str) -> str:
    """An AFTER trigger that hands one row to the change log."""
    return (
        f'AFTER {op.upper()} ON "{table}" BEGIN'
        f" INSERT INTO {change_log.TOLD} VALUES ('{table}', '{op}', {row}.id, {old}, {new}); END"
    )
