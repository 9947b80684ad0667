"""The plain file `probes.db`: opened, made, moved aside where it is damaged; one process at a time may write it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from stpdesk.core.errors import Refused
from stpdesk.db.engine import LEAST, Connection, DatabaseError, can_write, error_code
from stpdesk.db.folder import PROBES

if TYPE_CHECKING:
    from sqlite3 import connect as _open
    from sqlite3 import sqlite_version_info
else:
    from sqlcipher3.dbapi2 import connect as _open
    from sqlcipher3.dbapi2 import sqlite_version_info

LOCK = "monitor.lock"
VERSION = 1
_CORRUPT, _NOTADB = 11, 26
_SENTENCES = {
    5: "Another program holds {file}; it will be tried again.",
    6: "Another program holds {file}; it will be tried again.",
    8: "{file} cannot be written.",
    10: "The disk failed while {file} was used.",
    13: "The disk is full; {file} cannot grow.",
    14: "{file} cannot be opened.",
}
_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE heartbeat (
    one INTEGER PRIMARY KEY CHECK (one = 1), since INTEGER NOT NULL, reached INTEGER NOT NULL, wall REAL NOT NULL,
    monotonic REAL NOT NULL, boot_id TEXT NOT NULL, clean INTEGER NOT NULL CHECK (clean IN (0, 1)),
    leap_from INTEGER, leap_to INTEGER
) STRICT;
CREATE TABLE watches (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('link', 'power')), link TEXT NOT NULL,
    hold INTEGER NOT NULL, active INTEGER NOT NULL CHECK (active IN (0, 1)),
    at INTEGER, verdict INTEGER, since INTEGER, UNIQUE (kind, link)
) STRICT;
CREATE TABLE samples (
    at INTEGER NOT NULL, watch INTEGER NOT NULL REFERENCES watches (id), verdict INTEGER NOT NULL,
    round_trip INTEGER, sent INTEGER NOT NULL, lost INTEGER NOT NULL, PRIMARY KEY (at, watch)
) STRICT, WITHOUT ROWID;
CREATE TABLE days (
    day TEXT NOT NULL CHECK (day IS date(day)), watch INTEGER NOT NULL REFERENCES watches (id),
    up INTEGER NOT NULL, degraded INTEGER NOT NULL, down INTEGER NOT NULL, unknown INTEGER NOT NULL,
    samples INTEGER NOT NULL, sent INTEGER NOT NULL, lost INTEGER NOT NULL, median INTEGER, most INTEGER,
    PRIMARY KEY (day, watch)
) STRICT, WITHOUT ROWID;
CREATE TABLE proposals (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('outage', 'power_cut', 'gap', 'unstable')),
    service TEXT CHECK (service IN ('power', 'internet')), link TEXT,
    starts INTEGER NOT NULL, ends INTEGER CHECK (ends > starts), verdict TEXT, told TEXT
) STRICT;
CREATE INDEX open_proposals ON proposals (number) WHERE ends IS NULL;
"""


class Damaged(Exception):
    """The file cannot be read or written any more; it is to be moved aside."""


@contextmanager
def sentences(path: Path) -> Iterator[None]:
    """Turns the engine's errors into `Damaged` or a Refused that names the file; bugs pass."""
    try:
        yield
    except DatabaseError as error:
        code = error_code(error)
        if code in (_CORRUPT, _NOTADB):
            raise Damaged(str(error)) from error
        if code not in _SENTENCES:
            raise
        raise Refused(_SENTENCES[code], file=path) from error


@contextmanager
def transaction(conn: Connection, path: Path) -> Iterator[None]:
    """All or nothing, durable when the block ends."""
    with sentences(path):
        conn.execute("BEGIN IMMEDIATE")
        try:
            yield
            conn.execute("COMMIT")
        except BaseException:
            if conn.in_transaction:
                conn.execute("ROLLBACK")
            raise


def open_to_write(path: Path) -> Connection:
    """A connection for the one writer, the file made where there is none. Raises Damaged, and Refused by name."""
    if sqlite_version_info < LEAST:
        raise Refused(
            "The database engine {found} is too old; 3.51.3 or later is needed.",
            found=".".join(map(str, sqlite_version_info)),
        )
    with sentences(path):
        conn = _open(f"{path.resolve().as_uri()}?mode=rwc", uri=True, isolation_level=None)
        try:
            _set_up(conn, path)
        except BaseException:
            conn.close()
            raise
    return conn


def _set_up(conn: Connection, path: Path) -> None:
    """Every setting; the tables where there are none; a look over all pages."""
    for setting in (
        "busy_timeout = 5000",
        "cache_size = -512",
        "foreign_keys = ON",
        "recursive_triggers = ON",
    ):
        conn.execute(f"PRAGMA {setting}")
    if conn.execute("PRAGMA journal_mode = WAL").fetchone() != ("wal",):
        raise Refused("This disk cannot keep {file} safely (no write-ahead log).", file=path)
    for setting in ("synchronous = FULL", "wal_autocheckpoint = 256"):
        conn.execute(f"PRAGMA {setting}")
    if conn.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise Damaged("pages")
    if not conn.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        with transaction(conn, path):
            for statement in _SCHEMA.split(";")[:-1]:
                conn.execute(statement)
            found = [("file", os.urandom(6).hex()), ("version", str(VERSION))]
            conn.executemany("INSERT INTO meta VALUES (?, ?)", found)
    _look_at_version(conn, path)


@contextmanager
def reading(folder: Path) -> Iterator[Connection | None]:
    """A connection that only reads, beside the writer or alone; None where no monitor has written yet.

    Refuses a damaged file and one of a newer program.
    """
    path = folder / PROBES
    if not path.is_file() or not path.stat().st_size:
        yield None
        return
    mode = "mode=rw"
    if not can_write(path):
        log = path.with_name(path.name + "-wal")
        mode = "mode=ro" if log.exists() and log.stat().st_size else "immutable=1"
    try:
        with sentences(path):
            conn = _open(f"{path.resolve().as_uri()}?{mode}", uri=True, isolation_level=None)
            with closing(conn):
                conn.execute("PRAGMA busy_timeout = 5000")
                conn.execute("PRAGMA query_only = ON")
                begun = conn.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
                if begun:
                    _look_at_version(conn, path)
                yield conn if begun else None
    except Damaged as error:
        raise Refused(
            "{file}, where the monitor keeps what it saw, is damaged; start the monitor, which moves it aside and begins"
            " a new one. What was taken into the park is not touched.",
            file=path,
        ) from error


def _look_at_version(conn: Connection, path: Path) -> None:
    """Refuses a file of a newer program; a file without our tables is none of ours."""
    if not conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
        raise Damaged("tables")
    found = conn.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
    if found is None or not found[0].isdigit():
        raise Damaged("version")
    if int(found[0]) > VERSION:
        raise Refused("{file} was written by a newer version of this program; update it.", file=path)


def move_aside(path: Path, day: str) -> Path:
    """Renames a damaged file and its log, so that a new one can be begun; the new name. Refuses if it cannot be."""
    number = 1
    aside = path.with_name(f"{path.name}.damaged-{day}")
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.name}.damaged-{day}-{number}")
    try:
        path.rename(aside)
        for end in ("-wal", "-shm"):
            log = path.with_name(path.name + end)
            if log.exists():
                log.rename(aside.with_name(aside.name + end))
    except OSError as error:
        raise Refused("{file} is damaged and cannot be renamed: {error}.", file=path, error=error) from error
    return aside


class MonitorLock:
    """The right to be the monitor of a park, held as long as the process lives."""

    def __init__(self, folder: Path) -> None:
        """Takes it, or refuses where another monitor has it. (The filelock package would take 8 MB.)"""
        try:
            self._file: IO[bytes] | None = (folder / LOCK).open("ab")
        except OSError as error:
            raise Refused("{folder} cannot be written here: {error}.", folder=folder, error=error) from error
        try:
            _lock(self._file)
        except OSError:
            self.release()
            raise Refused(
                "The park in {folder} is already being watched by a monitor.", folder=folder
            ) from None

    def release(self) -> None:
        """Gives it back; harmless twice."""
        if self._file is not None:
            self._file.close()
            self._file = None


def held(folder: Path) -> bool:
    """Whether a monitor of this PC holds the park now; True too where that cannot be told (a folder that is only read)."""
    if not (folder / LOCK).exists():
        return False
    try:
        with (folder / LOCK).open("ab") as file:
            try:
                _lock(file)
            except OSError:
                return True
            return False
    except OSError:
        return True


def _lock(file: IO[bytes]) -> None:
    """An operating-system lock that ends with the process. Raises OSError where another has it."""
    if sys.platform == "win32":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
