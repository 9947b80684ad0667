"""The park folder: made, opened, written by one process in whole units of work, read as consistent snapshots."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from stpdesk.core.errors import Refused
from stpdesk.db import (
    causes,
    change_log,
    engine,
    keys,
    migrate,
    people,
    plan_file,
    schema,
    settings,
    triggers,
)
from stpdesk.db.folder import (
    BACKUPS,
    DOCUMENTS,
    FILE,
    KEYS,
    MANIFEST,
    look_for_park,
    refusing_disk,
)
from stpdesk.db.ids import uuid7
from stpdesk.db.lock import WriteLock, read_only, refuse_network
from stpdesk.db.making import clear_torn, clear_unlocked, new_folder
from stpdesk.db.rows import instant_text
from stpdesk.db.units import Units
from stpdesk.db.vault import Vault

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.db.backup import Restored

Clock = Callable[[], datetime]

MANAGER = "manager"
"""The role of the person who makes a park."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What another process of this program needs to read a park that is open here. It holds the key: only for a pipe."""

    folder: Path
    file_key: bytes = field(repr=False)
    actor: str


class Park:
    """One open park. `actor` is who opened it, `role` their role; every change is logged under that name."""

    def __init__(
        self, folder: Path, file_key: bytes, actor: str, clock: Clock, lock: WriteLock | None
    ) -> None:
        self.folder = folder
        self.actor = actor
        self.role = ""
        self.clock = clock
        self.units = Units(folder / FILE, file_key, change_log.Stamp(actor, clock))
        self._lock = lock
        self._file_key = file_key
        self._replaced: keys.Keys | None = None
        self.vault = Vault(folder / DOCUMENTS, file_key)

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
            at = instant_text(clock())
            made, file_key, recovery = keys.create(user, password, kdf or keys.Kdf(), at)
            actor = made.people()[0]
            keys.save(made, part / KEYS)
            for inner in (BACKUPS, DOCUMENTS):
                (part / inner).mkdir()
            engine.connect(part / FILE, file_key, create=True).close()
            units = Units(part / FILE, file_key, change_log.Stamp(actor, clock))
            try:
                migrate.migrate(units.writer())
                with units.writing() as db:
                    _fill(db, actor, code, name, made.mark_of(actor))
                    plan_file.keep(part, db)
            finally:
                units.close()
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
        beside: bool = False,
    ) -> Park:
        """Opens a park by password, or by recovery code in the name of `user`.

        Refuses, in one sentence, whatever stands in the way. Reading works beside a writer and on a read-only medium.
        `beside`: the connection that reads is opened while the one that writes is, for whoever will read at once.
        """
        refuse_network(folder)
        look_for_park(folder)
        if write and (folder / MANIFEST).exists():
            raise Refused("{folder} is a backup, not a park: restore it into a new folder.", folder=folder)
        file_key, actor = keys.opened(
            keys.load(folder / KEYS), user=user, password=password, recovery=recovery
        )
        return cls._opened(folder, file_key, actor, clock, write=write, beside=beside)

    @classmethod
    def taken_over(cls, given: Opened, clock: Clock) -> Park:
        """A park that another process of this program has open, to read it beside that."""
        return cls._opened(given.folder, given.file_key, given.actor, clock, write=False)

    def handed_on(self) -> Opened:
        """What `taken_over` needs in another process."""
        return Opened(self.folder, self._file_key, self.actor)

    @classmethod
    def _opened(
        cls, folder: Path, file_key: bytes, actor: str, clock: Clock, *, write: bool, beside: bool = False
    ) -> Park:
        """A park whose file key is known."""
        lock = None
        if write:
            if not engine.can_write(folder / FILE):
                raise read_only(folder)
            lock = WriteLock(folder, actor)
            lock.take()
        park = cls(folder, file_key, actor, clock, lock)
        try:
            if write and beside:
                park.units.open_reader_ahead()
            park._start()
        except BaseException:
            park.close()
            raise
        return park

    def _start(self) -> None:
        """Brings the file's schema up to date where it may be written, and finds the person's role."""
        if self._lock is not None:
            with engine.refusing():
                self._update(self.units.writer())
        with self._first() as db:
            if migrate.pending(db):
                raise Refused(
                    "This park was written by an older STP Desk; open it once for writing to bring it up to date."
                )
            row = db.execute("SELECT role, retired_on FROM people WHERE name = ?", (self.actor,)).fetchone()
        if row is None:
            raise Refused("There is no person named {user} in this park.", field="user", user=self.actor)
        if row[1] is not None:  # a park.keys copied back from a backup still has the key
            raise Refused(
                "{user} left this park on {day}; a park manager can bring the name back.",
                field="user", user=self.actor, day=row[1],
            )  # fmt: skip
        self.role = row[0]
        if self._lock is not None:
            self._note_keys_where_told()
            self._keep_plan()
            clear_torn(self.folder.parent)
            clear_unlocked(self.folder.parent, self.clock().timestamp())

    def _first(self) -> AbstractContextManager[Database]:
        """What is there, while it is being opened."""
        return self.units.reading_first() if self.writable else self.units.reading()

    def _note_keys_where_told(self) -> None:
        """As `_note_keys`; refuses a park of an unfinished version, whose steps are named as this one's and are others."""
        try:
            self._note_keys()
        except engine.OperationalError as error:
            if not str(error).startswith("no such column"):
                raise
            raise Refused(
                "This park was made by an unfinished version of STP Desk and is laid out otherwise: export it as a workbook with"
                " that version, and import that into a new park."
            ) from error

    def _note_keys(self) -> None:
        """Logs what `park.keys` says of passwords and the log does not, for its maker was killed between the two."""
        found = keys.load(self.folder / KEYS)
        with self._first() as db:
            noted = not people.unnoted(db, found) and not settings.unnoted(db, found.recovery_mark.at)
        if not noted:
            with self.writing() as db:
                people.note_keys(db, found)
                settings.note_recovery(db, found.recovery_mark.at)

    def _keep_plan(self) -> None:
        """Makes monitor.toml what the park says: it may be lost, or the park older than it. Nothing else waits for it."""
        with suppress(Refused, OSError), self._first() as db:
            plan_file.keep(self.folder, db)

    def _update(self, db: Database) -> None:
        """Takes pending migrations; refuses a file whose triggers or change log another program changed."""
        if migrate.pending(db):
            self._migrate(db)
        odd = triggers.differences(db)
        if not change_log.head(db)[0]:
            odd.append("Its change log is empty.")
        if odd:
            raise _tampered(odd[0])

    def _migrate(self, db: Database) -> None:
        """Takes the pending steps after a backup; refuses first if the tables are not what the change log says."""
        from stpdesk.db.backup import backup

        there = set(db.table_names())
        odd = change_log.replay(db, [table for table in schema.LOGGED if table in there])
        if odd:
            raise _tampered(str(odd[0]))
        (self.folder / BACKUPS).mkdir(exist_ok=True)
        backup(self, self.folder / BACKUPS)
        migrate.migrate(db)

    @property
    def writable(self) -> bool:
        """Whether it was opened for writing."""
        return self._lock is not None

    def writing(self) -> AbstractContextManager[Database]:
        """One unit of work: BEGIN IMMEDIATE … COMMIT, or nothing of it.

        A guard's sentence and a full or failing disk come out as Refused. Nested use, and writing a park that was
        opened for reading, are bugs.
        """
        if self._lock is None:
            raise RuntimeError("the park was not opened for writing")
        return self._writing()

    @contextmanager
    def _writing(self) -> Iterator[Database]:
        """The same; what it wrote into `park.keys` goes with the rest where it ends badly, as on a full disk."""
        self._replaced = None
        try:
            with self.units.writing() as db:
                yield db
        except BaseException:
            self._put_keys_back()
            raise

    def _put_keys_back(self) -> None:
        """The keys as before the unit of work that ended badly, where it wrote them."""
        if self._replaced is not None:
            with suppress(OSError):  # if that fails too, the next opening tells what the keys say
                keys.save(self._replaced, self.folder / KEYS)

    def reading(self) -> AbstractContextManager[Database]:
        """One consistent snapshot of what is committed; inside another reading, the same one."""
        return self.units.reading()

    def reading_apart(self) -> AbstractContextManager[Database]:
        """A snapshot of its own for long work beside everything else (exports)."""
        return self.units.reading_apart()

    def change_keys(self, change: Callable[[keys.Keys, bytes], keys.Keys]) -> None:
        """Writes `park.keys` anew: `change` is given the keys and the file key. Refuses a park opened to read only."""
        self.refuse_unwritable()
        place = self.folder / KEYS
        before = keys.load(place)
        with refusing_disk(self.folder):
            keys.save(change(before, self._file_key), place)
        self._replaced = before

    def refuse_unwritable(self) -> None:
        """Refuses another password in a park opened to read only."""
        if self._lock is None:
            raise Refused(
                "This park was opened to be read only; passwords are changed where it can be written."
            )

    def renamed(self, actor: str) -> None:
        """Whoever opened the park is called otherwise from now on, also in the change log."""
        self.actor = actor
        self.units.sign_as(actor)

    def people_with_keys(self) -> tuple[str, ...]:
        """Names of those who can open the park, as `park.keys` has them."""
        return keys.load(self.folder / KEYS).people()

    def restored(self, source: Path, folder: Path, told: Callable[[int, int], None]) -> Restored:
        """A new park folder made from one of this park's own backups, by its own key; as `backup.restore` refuses."""
        from stpdesk.db.backup import restore_opened

        return restore_opened(source, folder, self._file_key, change_log.Stamp(self.actor, self.clock), told)

    def close(self) -> None:
        """Closes the file and gives the lock back; harmless twice."""
        self.units.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        """The park itself; leaving closes it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closes it."""
        self.close()


def _fill(db: Database, actor: str, code: str, name: str, mark: keys.Mark | None) -> None:
    """An empty park's first rows."""
    db.table("node").insert({"id": uuid7(), "origin": uuid7(), "incarnation": 1, "park_code": code})
    people.add(db, actor, MANAGER, mark)
    settings.save(db, {"code": code, "name": name})
    causes.seed(db)


def _tampered(what: str) -> Refused:
    """The refusal of a file that another program changed."""
    return Refused(
        "The park's file was changed with another program. {what} It can still be read: run check, then restore the"
        " last good backup.",
        what=what,
    )
