"""The one door to SQLite: SQLCipher connections with every setting that durability needs (data-safety.md, Engine)."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from stpdesk.core.errors import Refused

if TYPE_CHECKING:
    from sqlite3 import (
        Connection,
        Cursor,
        DatabaseError,
        IntegrityError,
        OperationalError,
        sqlite_version_info,
    )
    from sqlite3 import connect as _open

    from sqlite_utils import Database
else:
    from sqlcipher3.dbapi2 import (
        Connection,
        Cursor,
        DatabaseError,
        IntegrityError,
        OperationalError,
        sqlite_version_info,
    )
    from sqlcipher3.dbapi2 import connect as _open

__all__ = [
    "MARK",
    "Connection",
    "Cursor",
    "DatabaseError",
    "IntegrityError",
    "OperationalError",
    "Sql",
    "can_write",
    "connect",
    "database",
    "error_code",
    "refusal",
    "refusing",
]

LEAST = (3, 51, 3)
"""Older engines can lose a committed transaction when two connections meet (the WAL-reset bug of 3.7.0–3.51.2)."""

KEY_BYTES = 32
MARK = "stp: "
"""What a guard trigger's message starts with when the rest is a sentence for the person."""

_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26
_SENTENCES = {
    _BUSY: "Another program holds the park's file; nothing of this was saved. Close it and try again.",
    _LOCKED: "Another program holds the park's file; nothing of this was saved. Close it and try again.",
    _READONLY: "The park's file cannot be written; nothing of this was saved, all that was saved before is kept.",
    _IOERR: "The disk failed while the park's file was used; nothing of this was saved, all that was saved before is"
    " kept. Make a backup to another disk.",
    _FULL: "The disk is full; nothing of this was saved, all that was saved before is kept. Free some space and try"
    " again.",
    _CORRUPT: "The park's file is damaged. Restore the last backup into a new folder.",
    _NOTADB: "The park's file cannot be read with its key: it is damaged or belongs to another park. Restore the last"
    " backup into a new folder.",
    _CANTOPEN: "The park's file cannot be opened here; copy the park's folder to a disk that can be written and open it there.",
}


class Sql(Protocol):
    """What runs SQL: a connection, or a sqlite-utils Database over one."""

    def execute(self, sql: str, parameters: Sequence[Any] = ..., /) -> Cursor:
        """Runs one statement."""
        ...


def connect(path: Path, key: bytes, *, read_only: bool = False, create: bool = False) -> Connection:
    """A connection to an encrypted file, in autocommit so that BEGIN IMMEDIATE is ours.

    A missing file is created only when asked. Reading also works where nothing can be written. Refuses an engine older
    than 3.51.3, a wrong key and a damaged file. The connection may move between threads; its owner takes turns.
    """
    if sqlite_version_info < LEAST:
        raise Refused(
            "The database engine {found} is too old; 3.51.3 or later is needed.",
            found=".".join(map(str, sqlite_version_info)),
        )
    if len(key) != KEY_BYTES:
        raise ValueError(f"the key must be {KEY_BYTES} bytes, not {len(key)}")
    mode = _reading_mode(path) if read_only else ("mode=rwc" if create else "mode=rw")
    with refusing():
        try:
            return _opened(path, mode, key, read_only)
        except DatabaseError as error:
            if error_code(error) not in (_IOERR, _FULL, _CANTOPEN) or not _no_room(path.parent):
                raise
            log = path.with_name(path.name + "-wal")
            if not read_only or (log.exists() and log.stat().st_size):
                raise Refused(_SENTENCES[_FULL]) from error
            # no room for SQLite's shared memory; without a log the file is whole by itself
            return _opened(path, "immutable=1", key, read_only)


def _no_room(folder: Path) -> bool:
    """Whether a disk has no room for the memory that readers and the writer share (32 KiB)."""
    import shutil

    return shutil.disk_usage(folder).free < 64 * 1024


def _opened(path: Path, mode: str, key: bytes, read_only: bool) -> Connection:
    """One attempt to open, with every setting made."""
    conn = _open(f"{path.resolve().as_uri()}?{mode}", uri=True, isolation_level=None, check_same_thread=False)
    try:
        _set_up(conn, key, read_only)
    except BaseException:
        conn.close()
        raise
    return conn


def database(conn: Connection) -> Database:
    """The connection under sqlite-utils, which takes 50 ms to import and so is loaded here and not before."""
    from sqlite_utils import Database

    return Database(conn, execute_plugins=False)


def refusal(error: BaseException) -> Refused | None:
    """The sentence for an engine error a person can meet: a guard's own, a full or failing disk; None for a bug."""
    if not isinstance(error, DatabaseError):
        return None
    text = str(error)
    if isinstance(error, IntegrityError) and text.startswith(MARK):
        from stpdesk.core.sentences import refusal_of

        return refusal_of(text.removeprefix(MARK))
    sentence = _SENTENCES.get(error_code(error))
    return Refused(sentence) if sentence else None


@contextmanager
def refusing() -> Iterator[None]:
    """Turns the engine errors a person can meet into their sentences; bugs pass."""
    try:
        yield
    except DatabaseError as error:
        refused = refusal(error)
        if refused is None:
            raise
        raise refused from error


def error_code(error: BaseException) -> int:
    """SQLite's primary result code, 0 where there is none."""
    return int(getattr(error, "sqlite_errorcode", None) or 0) & 0xFF


def can_write(path: Path) -> bool:
    """Whether a file and its folder can be written (a read-only medium counts, for root too)."""
    return os.access(path.parent, os.W_OK) and os.access(path, os.W_OK)


def _reading_mode(path: Path) -> str:
    """How a reader opens: beside a writer as usual; on a read-only medium by what lies there.

    A file that was closed well is whole by itself; SQLite reads it, where it cannot make its shared memory, only as
    immutable. Beside a write-ahead log that would miss the log, and a writer at work: then both are read as they are.
    """
    if can_write(path):
        return "mode=rw"
    log, memory = (path.with_name(path.name + end) for end in ("-wal", "-shm"))
    return "mode=ro" if log.exists() and (log.stat().st_size or memory.exists()) else "immutable=1"


def _set_up(conn: Connection, key: bytes, read_only: bool) -> None:
    """Every setting, on every connection; the first read tells whether the key is right."""
    conn.execute("PRAGMA cipher_log_level = NONE")
    conn.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    if not conn.execute("PRAGMA cipher_version").fetchone():
        raise RuntimeError("this SQLite does not encrypt")
    conn.execute("PRAGMA busy_timeout = 5000")
    conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if read_only:
        conn.execute("PRAGMA query_only = ON")
    elif conn.execute("PRAGMA journal_mode = WAL").fetchone() != ("wal",):
        raise Refused("This disk cannot keep a park safely (no write-ahead log); keep the park on another.")
    for setting in ("synchronous = FULL", "foreign_keys = ON", "recursive_triggers = ON"):
        conn.execute(f"PRAGMA {setting}")
