"""Units of work on one open file: one writer in whole transactions, one reader on consistent snapshots."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from stpdesk.core.errors import Refused
from stpdesk.db import change_log, engine

if TYPE_CHECKING:
    from sqlite_utils import Database

READ_CACHE_KIB = 32_768
"""Pages of the file the reader keeps deciphered: a list of 100,000 rows is read four times as fast as with 2 MiB."""


class Units:
    """The two connections of an open file. Each is opened when first used, and threads take turns on it."""

    def __init__(self, path: Path, file_key: bytes, stamp: change_log.Stamp) -> None:
        self._path = path
        self._file_key = file_key
        self._stamp = stamp
        self._writer: Database | None = None
        self._reader: Database | None = None
        self._write_turn = threading.Lock()
        self._writing_thread: int | None = None
        self._read_turn = threading.RLock()
        self._snapshot: Database | None = None
        self._ahead: threading.Thread | None = None

    def sign_as(self, actor: str) -> None:
        """The name that the change log gives what is written from now on."""
        self._stamp.actor = actor

    def writer(self) -> Database:
        """The writing connection, whose triggers know who writes and what time it is."""
        if self._writer is None:
            conn = engine.connect(self._path, self._file_key)
            change_log.register(conn, self._stamp)
            self._writer = engine.database(conn)
        return self._writer

    def open_reader_ahead(self) -> None:
        """Opens the reading connection beside whoever opens the writing one: each takes some 20 ms to read the schema."""
        self._ahead = threading.Thread(target=self._open_reader, name="reader opened ahead", daemon=True)
        self._ahead.start()

    def _open_reader(self) -> None:
        """If nobody did yet; what stands in the way is met again, and told, by the first who reads."""
        with self._read_turn, suppress(Refused, OSError, engine.DatabaseError):
            if self._reader is None:
                self._reader = self._new_reader()

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """BEGIN IMMEDIATE … COMMIT, or nothing of it; all its log rows bear one reading of the clock."""
        if self._writing_thread == threading.get_ident():
            raise RuntimeError("a unit of work inside another")
        with self._write_turn, engine.refusing():
            db = self.writer()
            self._writing_thread = threading.get_ident()
            try:
                db.execute("BEGIN IMMEDIATE")
                self._stamp.held = self._stamp.now()
                yield db
                db.execute("COMMIT")
            except BaseException:
                _roll_back(db)
                raise
            finally:
                self._stamp.held = None
                self._writing_thread = None

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """One consistent snapshot of what is committed; inside another reading, the same one."""
        with self._read_turn, engine.refusing():
            if self._snapshot is not None:
                yield self._snapshot
                return
            try:
                self._snapshot = self._begin_reading()
                yield self._snapshot
            finally:
                self._snapshot = None
                if self._reader is not None:
                    _roll_back(self._reader)

    @contextmanager
    def reading_first(self) -> Iterator[Database]:
        """A snapshot on the writing connection, before anybody writes: many a command then needs no other."""
        with self._write_turn, engine.refusing():
            db = self.writer()
            try:
                _begin(db)
                yield db
            finally:
                _roll_back(db)

    @contextmanager
    def reading_apart(self) -> Iterator[Database]:
        """A snapshot on a connection of its own: what takes long keeps neither the reader nor the writer waiting."""
        with engine.refusing():
            db = self._new_reader()
            try:
                _begin(db)
                yield db
            finally:
                _roll_back(db)
                db.close()

    def _begin_reading(self) -> Database:
        """The reading connection, with its snapshot taken."""
        if self._reader is None:
            self._reader = self._new_reader()
        _begin(self._reader)
        return self._reader

    def _new_reader(self) -> Database:
        """Another connection that only reads."""
        conn = engine.connect(self._path, self._file_key, read_only=True)
        conn.execute(f"PRAGMA cache_size = {-READ_CACHE_KIB}")
        return engine.database(conn)

    def copy_into(self, path: Path) -> None:
        """Writes the last committed state to a new file under the same key, defragmented; not yet durable."""
        with engine.refusing():
            conn = engine.connect(self._path, self._file_key, read_only=True)
            try:
                conn.execute("PRAGMA query_only = OFF")  # it forbids VACUUM INTO, which writes nothing here
                conn.execute("VACUUM INTO ?", (str(path),))
            finally:
                conn.close()

    def open_copy(self, path: Path) -> engine.Connection:
        """A reading connection to a copy of this file."""
        return engine.connect(path, self._file_key, read_only=True)

    def close(self) -> None:
        """Closes both connections, once a snapshot that another thread reads has ended; harmless twice."""
        if self._ahead is not None:
            self._ahead.join()
        with self._read_turn:
            for db in (self._reader, self._writer):
                if db is not None:
                    db.close()
            self._reader = self._writer = None


def _begin(db: Database) -> None:
    """Takes a snapshot: a deferred BEGIN takes it only at its first read."""
    db.execute("BEGIN")
    db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()


def _roll_back(db: Database) -> None:
    """Ends a transaction without keeping anything; SQLite may have ended it already (a full disk).

    The driver's own rollback also resets queries that were left half read, which would hold the snapshot and keep
    the write-ahead log from being checkpointed; the statement ROLLBACK does not.
    """
    db.conn.rollback()
