"""Whether a park file is whole: its pages, references, triggers, change log, and the log against the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from stpdesk.core.errors import Refused
from stpdesk.db import change_log, schema, triggers
from stpdesk.db.engine import DatabaseError, Sql
from stpdesk.db.folder import PROBES
from stpdesk.db.probes_file import reading

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.db.park import Park

MONITOR = "monitor"
"""The name of the finding about `probes.db`."""
ROWS = ("samples", "days", "proposals")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked: how many were looked at, and what is wrong, one sentence each."""

    name: str
    count: int
    problems: tuple[str, ...] = ()

    @property
    def good(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class Totals:
    """What two copies of one park must agree on: the change log's head and the number of rows of every table."""

    seq: int
    hash: str
    rows: dict[str, int]


Checker = Callable[["Database"], Finding]
Told = Callable[[int, int], None]
"""Told how much of a look is done, and of how much; it may raise Refused to end it."""


def silent(_done: int, _total: int) -> None:
    """Nobody asks how far it is."""


def check(park: Park, *, extra: Iterable[Checker] = ()) -> list[Finding]:
    """Checks one snapshot of a park: file, foreign keys, triggers, chain, chain against tables, then the `extra` ones.

    Last comes what the monitor saw, where one has written.
    """
    with park.reading() as db:
        named = [*CHECKERS.items(), *((checker.__name__.replace("_", " "), checker) for checker in extra)]
        found = [_tried(name, checker, db) for name, checker in named]
    return [*found, *monitors_file(park.folder)]


def file(db: Sql) -> Finding:
    """Every page's seal (finds any flipped bit) and the structure of every table and index."""
    pages = int(db.execute("PRAGMA page_count").fetchone()[0])
    problems = [f"File: {row[0]}." for row in db.execute("PRAGMA cipher_integrity_check").fetchall()]
    try:
        said = [row[0] for row in db.execute("PRAGMA integrity_check").fetchall()]
    except DatabaseError as error:
        said = [f"its tables cannot all be read: {error}"]
    problems += [f"File: {text}." for text in said if text != "ok"]
    return Finding("file", pages, tuple(problems))


def foreign_keys(db: Sql) -> Finding:
    """Every reference points at a row."""
    count = 0
    for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        count += len(db.execute("SELECT 1 FROM pragma_foreign_key_list(?)", (table,)).fetchall())
    problems = tuple(
        f"Table {table}, row {rowid}: what it refers to in {parent} is missing."
        for table, rowid, parent, _ in db.execute("PRAGMA foreign_key_check").fetchall()
    )
    return Finding("foreign keys", count, problems)


def guards(db: Sql) -> Finding:
    """Every trigger is there as generated, and no other."""
    return Finding("triggers", len(triggers.expected(db)), tuple(triggers.differences(db)))


def chain(db: Sql, told: Told = silent) -> Finding:
    """The change log's hashes, from its first row to its last; `told` the row it is at, of so many."""
    last = change_log.head(db)[0]
    return Finding("change log", last, tuple(change_log.verify(db, lambda seq: told(seq, last))))


def tables(db: Sql, told: Told = silent) -> Finding:
    """Every row of every logged table is what the change log says; `told` the row of the log it is at, of so many."""
    there, last = sum(totals(db, schema.LOGGED).rows.values()), change_log.head(db)[0]
    found = change_log.replay(db, schema.LOGGED, lambda seq: told(seq, last))
    return Finding("change log against tables", there, tuple(str(difference) for difference in found))


CHECKERS: dict[str, Checker] = {
    "file": file,
    "foreign keys": foreign_keys,
    "triggers": guards,
    "change log": chain,
    "change log against tables": tables,
}


def monitors_file(folder: Path) -> list[Finding]:
    """The structure and the references of `probes.db`; nothing where no monitor has written yet."""
    try:
        with reading(folder) as db:
            if db is None:
                return []
            said = [row[0] for row in db.execute("PRAGMA integrity_check").fetchall()]
            lost = len(db.execute("PRAGMA foreign_key_check").fetchall())
            count = sum(db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ROWS)
    except Refused as refused:
        return [Finding(MONITOR, 0, (str(refused),))]
    except DatabaseError as error:
        return [Finding(MONITOR, 0, (f"{folder / PROBES} cannot be read: {error}.",))]
    problems = [f"{folder / PROBES}: {text}." for text in said if text != "ok"]
    problems += [f"{folder / PROBES}: {lost} rows refer to what is missing."] if lost else []
    return [Finding(MONITOR, count, tuple(problems))]


def totals(db: Sql, only: Iterable[str] | None = None) -> Totals:
    """The change log's head and the number of rows of every table (or of some)."""
    found = [
        row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    ]
    wanted = set(found if only is None else only)
    rows = {
        table: int(db.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])
        for table in found
        if table in wanted
    }
    return Totals(*change_log.head(db), rows)


def _tried(name: str, checker: Checker, db: Database) -> Finding:
    """A finding also where the file is too damaged to be read."""
    try:
        return checker(db)
    except DatabaseError as error:
        return Finding(name, 0, (f"File: it cannot be read here: {error}.",))
