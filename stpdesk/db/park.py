"""The park folder: made, opened, written by one process in whole units of work, read as consistent snapshots."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from stpdesk.core.errors import Refused
from stpdesk.db import engine, keys, migrate, settings, triggers
from stpdesk.db.change_log import Stamp, head, register
from stpdesk.db.folder import BACKUPS, DOCUMENTS, FILE, KEYS, look_for_park, new_folder
from stpdesk.db.ids import uuid7
from stpdesk.db.lock import WriteLock, read_only, refuse_network

if TYPE_CHECKING:
    from sqlite_utils import Database

Clock = Callable[[], datetime]

MANAGER = "manager"
"""The role of the person who makes a park."""


class Park:
    """One open park. `actor` is who opened it, `role` their role; every change is logged under that name."""

    def __init__(
        self, folder: Path, file_key: bytes, actor: str, clock: Clock, lock: WriteLock | None
    ) -> None:
        self.folder = folder
        self.actor = actor
        self.role = ""
        self._file_key = file_key
        self._stamp = Stamp(actor, clock)
        self._lock = lock
        self._writer: Database | None = None
        self._reader: Database | None = None
        self._write_turn = threading.Lock()
        self._read_turn = threading.RLock()
        self._writing_thread: int | None = None
        self._snapshot: Database | None = None

    # making and opening

    @classmethod
    def create(
        cls,
        folder: Path,
        *,
        user: str,
        password: str,
        code: str,
        name: str,
        clock: Clock,
        kdf: keys.Kdf | None = None,
    ) -> tuple[Park, str]:
        """Makes an empty park, open for writing, and its recovery code; all of it or nothing.

        Refuses a folder with anything in it, a network drive, a folder that cannot be written, an empty password.
        """
        refuse_network(folder)
        with new_folder(folder) as part:
            made, file_key, recovery = keys.create(user, password, kdf or keys.Kdf())
            actor = made.people()[0]
            keys.save(made, part / KEYS)
            for inner in (BACKUPS, DOCUMENTS):
                (part / inner).mkdir()
            conn = engine.connect(part / FILE, file_key, create=True)
            try:
                register(conn, Stamp(actor, clock))
                _fill(engine.database(conn), actor, code, name)
            finally:
                conn.close()
        return cls._opened(folder, file_key, actor, clock, write=True), recovery

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        user: str,
        password: str | None = None,
        recovery: str | None = None,
        write: bool,
        clock: Clock,
    ) -> Park:
        """Opens a park by password, or by recovery code in the name of `user`.

        Refuses, in one sentence, whatever stands in the way. Reading works beside a writer and on a read-only medium.
        """
        refuse_network(folder)
        look_for_park(folder)
        known = keys.load(folder / KEYS)
        if recovery is not None:
            file_key, actor = keys.unlock_with_recovery(known, recovery), user
        else:
            file_key, actor = keys.unlock(known, password or "", user), known.spelled(user)
        return cls._opened(folder, file_key, actor, clock, write=write)

    @classmethod
    def _opened(cls, folder: Path, file_key: bytes, actor: str, clock: Clock, *, write: bool) -> Park:
        """A park whose file key is known."""
        lock = None
        if write:
            if not engine.can_write(folder / FILE):
                raise read_only(folder)
            lock = WriteLock(folder, actor)
            lock.take()
        park = cls(folder, file_key, actor, clock, lock)
        try:
            park._start()
        except BaseException:
            park.close()
            raise
        return park

    def _start(self) -> None:
        """Opens the file, brings its schema up to date, and finds the person's role."""
        if self._lock is not None:
            conn = engine.connect(self.folder / FILE, self._file_key)
            self._writer = engine.database(conn)
            register(conn, self._stamp)
            self._update(self._writer)
        with self.reading() as db:
            if migrate.pending(db):
                raise Refused(
                    "This park was written by an older STP Desk; open it once for writing to bring it up to date."
                )
            row = db.execute("SELECT name, role FROM people WHERE name = ?", (self.actor,)).fetchone()
        if row is None:
            raise Refused("There is no person named {user} in this park.", field="user", user=self.actor)
        self.role = row[1]

    def _update(self, db: Database) -> None:
        """Takes pending migrations, after a backup; refuses a file whose triggers or log were tampered with."""
        if migrate.pending(db):
            migrate.migrate(db)
        odd = triggers.differences(db)
        if odd or head(db)[0] == 0:
            raise Refused(
                "The park's file was changed with another program: {what} Run check, and restore the last good backup.",
                what=odd[0] if odd else "its change log is empty.",
            )

    # units of work

    @property
    def writable(self) -> bool:
        """Whether it was opened for writing."""
        return self._lock is not None

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """One unit of work: BEGIN IMMEDIATE … COMMIT, or nothing of it.

        A guard's sentence and a full or failing disk come out as Refused. Nested use is a bug.
        """
        if self._writer is None:
            raise RuntimeError("the park was not opened for writing")
        if self._writing_thread == threading.get_ident():
            raise RuntimeError("a unit of work inside another")
        db = self._writer
        with self._write_turn:
            self._writing_thread = threading.get_ident()
            try:
                db.execute("BEGIN IMMEDIATE")
                self._stamp.held = self._stamp.now()
                yield db
                db.execute("COMMIT")
            except BaseException as error:
                _roll_back(db)
                refused = engine.refusal(error)
                if refused is None:
                    raise
                raise refused from error
            finally:
                self._stamp.held = None
                self._writing_thread = None

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """One consistent snapshot of what is committed; inside another reading, the same one."""
        with self._read_turn:
            if self._snapshot is not None:
                yield self._snapshot
                return
            try:
                self._snapshot = self._begin_reading()
                yield self._snapshot
            except engine.DatabaseError as error:
                refused = engine.refusal(error)
                if refused is None:
                    raise
                raise refused from error
            finally:
                self._snapshot = None
                if self._reader is not None:
                    _roll_back(self._reader)

    def _begin_reading(self) -> Database:
        """The reading connection, with its snapshot taken."""
        if self._reader is None:
            self._reader = engine.database(engine.connect(self.folder / FILE, self._file_key, read_only=True))
        self._reader.execute("BEGIN")
        self._reader.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        return self._reader

    def close(self) -> None:
        """Closes the file and gives the lock back; harmless twice."""
        for db in (self._reader, self._writer):
            if db is not None:
                db.close()
        self._reader = self._writer = None
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        """The park itself; leaving closes it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closes it."""
        self.close()


def _fill(db: Database, actor: str, code: str, name: str) -> None:
    """An empty park's schema and its first rows."""
    migrate.migrate(db)
    db.execute("BEGIN IMMEDIATE")
    db.table("node").insert({"id": uuid7(), "origin": uuid7(), "incarnation": 1, "park_code": code})
    settings.save(db, {"code": code, "name": name})
    db.table("people").insert({"id": uuid7(), "name": actor, "role": MANAGER})
    db.execute("COMMIT")


def _roll_back(db: Database) -> None:
    """Ends a transaction without keeping anything; SQLite may have ended it already (a full disk)."""
    if db.conn.in_transaction:
        db.execute("ROLLBACK")
