"""What every screen is given: reads, acts, and the signal that something changed. No screen sees a connection."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.ui.preferences import Layouts
from stpdesk.ui.worker import Job, Thread

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.actions.session import Session

T = TypeVar("T")
Sentence = Callable[[Refused], None]


@dataclass(frozen=True, slots=True)
class OpenPark:
    """The park on the desk, as far as the window shows it."""

    folder: Path
    name: str
    city: str | None
    actor: str
    role: str
    writable: bool
    sample: bool


class Desk(QObject):
    """One park open on two threads: `act` on the writer's, `read` on the reader's, in a consistent snapshot."""

    changed = Signal(object)
    """Changes: what an act touched; every screen shows its own again"""
    refused = Signal(object)
    """Refused: a refusal nobody asked to hear of; shown as a toast"""
    crashed = Signal(object)
    """an error of the program"""
    opening = Signal(bool)
    """a park is being opened; or it is open, or was refused"""
    opened = Signal(object)
    """OpenPark"""
    named = Signal(object)
    """OpenPark: whoever is signed in is called otherwise"""
    closed = Signal()
    parting = Signal()
    """the park is about to be closed: what is typed and not saved is kept now"""
    saving = Signal(bool)
    """an act is under way, or all are on disk"""
    reading = Signal(bool)
    """something is read, or nothing waits any more"""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writer = Thread("writer", self)
        self._reader = Thread("reader", self)
        self._writer.idle.connect(lambda: self.saving.emit(False))
        self._reader.idle.connect(lambda: self.reading.emit(False))
        self._copier: Thread | None = None
        self._copying = threading.Lock()
        self._session: Session | None = None
        self._kept: set[Hashable] = set()
        self.park: OpenPark | None = None
        self.layouts: Layouts = Layouts({}, lambda: None)
        """columns of tables; the window puts those of its preferences here"""

    @property
    def busy(self) -> bool:
        """Whether an act waits or is under way."""
        return self._writer.busy

    @property
    def waiting(self) -> bool:
        """Whether a read waits or is under way."""
        return self._reader.busy

    @property
    def queued(self) -> bool:
        """Whether a read waits for another to end, so that one nobody waits for had better end now."""
        return self._reader.queued

    # opening and closing -------------------------------------------------------------------------------------------

    def open(
        self,
        owner: QObject,
        make: Callable[[], Session],
        done: Callable[[OpenPark], None] | None = None,
        refused: Sentence | None = None,
    ) -> None:
        """Opens a park on the writer's thread: `make` opens it (or makes it first) and returns the session."""

        def work() -> OpenPark:
            from stpdesk.db import settings

            session = make()
            with session.park.reading() as db:
                park = settings.load(db)
            self._leave()
            self._session = session
            return OpenPark(
                session.park.folder, park.name, park.city, session.actor, session.role.value,
                session.park.writable, park.sample,
            )  # fmt: skip

        def told(found: OpenPark) -> None:
            self.park = found
            self._kept.clear()
            if done is not None:
                done(found)
            self.opened.emit(found)
            self.opening.emit(False)

        failed = self._failed(refused)

        def not_opened(error: BaseException) -> None:
            self.opening.emit(False)
            failed(error)

        self.opening.emit(True)
        self._writer.put(Job(owner, work, told, not_opened))

    def call(self, actor: str) -> None:
        """Whoever is signed in is called so from now on."""
        if self.park is not None and self.park.actor != actor:
            self.park = replace(self.park, actor=actor)
            self.named.emit(self.park)

    def close(self) -> None:
        """Finishes what is under way and closes the park; the window's last act."""
        self.parting.emit()
        self._writer.put(Job(self, self._leave, None, self.crashed.emit))
        for thread in (self._writer, self._reader, self._copier):
            if thread is not None:
                thread.stop()

    def leave(self) -> None:
        """Closes the park and keeps the window, for another."""
        self.parting.emit()
        self.park = None
        self._writer.put(Job(self, self._leave, lambda _: self.closed.emit(), self.crashed.emit))

    def _leave(self) -> None:
        """On the writer's thread; a backup that is under way ends first."""
        session, self._session = self._session, None
        if session is not None:
            with self._copying:
                session.park.close()

    # reading and acting --------------------------------------------------------------------------------------------

    def read(
        self,
        owner: QObject,
        work: Callable[[Database], T],
        done: Callable[[T], None],
        *,
        slot: Hashable | None = None,
        refused: Sentence | None = None,
    ) -> None:
        """Reads in one snapshot on the reader's thread; a read of the same owner and `slot` that still waits is dropped."""

        def reading() -> T:
            session = self._at_work()
            with session.park.reading() as db:
                return work(db)

        self._put_reading(Job(owner, reading, done, self._failed(refused)), slot)

    def ask(
        self,
        owner: QObject,
        work: Callable[[Session], T],
        done: Callable[[T], None],
        *,
        slot: Hashable | None = None,
        refused: Sentence | None = None,
    ) -> None:
        """As `read`, for what needs the session itself (previews, proposals): it writes nothing."""
        self._put_reading(Job(owner, lambda: work(self._at_work()), done, self._failed(refused)), slot)

    def after(self, owner: QObject, work: Callable[[Session], T], done: Callable[[T], None]) -> None:
        """As `ask`, once everything that is being written is on disk: drafts that were kept a moment ago."""
        self._writer.put(Job(owner, lambda: work(self._at_work()), done, self._failed(None)))

    def act(
        self,
        owner: QObject,
        work: Callable[[Session], Changes],
        done: Callable[[Changes], None] | None = None,
        *,
        refused: Sentence | None = None,
    ) -> None:
        """Carries out one act on the writer's thread; on success everybody hears of its Changes."""

        def told(changes: Changes) -> None:
            if done is not None:
                done(changes)
            self.changed.emit(changes)

        self.saving.emit(True)
        self._writer.put(Job(owner, lambda: work(self._at_work()), told, self._failed(refused)))

    def beside(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        *,
        slot: Hashable | None = None,
        refused: Sentence | None = None,
    ) -> None:
        """Work with files or the system that needs no park, on the reader's thread."""
        self._put_reading(Job(owner, work, done, self._failed(refused)), slot)

    def aside(
        self,
        owner: QObject,
        work: Callable[[Session], T],
        done: Callable[[T], None],
        *,
        refused: Sentence | None = None,
    ) -> None:
        """Long work that neither an act nor a read waits for (backups), on a thread of its own; the park stays open for it."""
        if self._copier is None:
            self._copier = Thread("copier", self)

        def copying() -> T:
            with self._copying:
                return work(self._at_work())

        self._copier.put(Job(owner, copying, done, self._failed(refused)))

    def keep(self, work: Callable[[Session], Any], slot: Hashable) -> None:
        """Writes what is not an act (drafts) on the writer's thread, the latest of each slot only."""
        self._kept.add(slot)
        self._writer.put(Job(self, lambda: work(self._at_work()), None, self.crashed.emit), slot)

    def has_kept(self, slot: Hashable) -> bool:
        """Whether `keep` was given something for a slot since the park was opened."""
        return slot in self._kept

    def later(self, work: Callable[[], Any], slot: Hashable) -> None:
        """Writes a file that belongs to no park (preferences) on the writer's thread, the latest of each slot only."""
        self._writer.put(Job(self, work, None, lambda _: None), slot)

    def _put_reading(self, job: Job, slot: Hashable | None) -> None:
        """Hands a job to the reader, and says that something is read."""
        self.reading.emit(True)
        self._reader.put(job, slot)

    def _at_work(self) -> Session:
        """The session, on a worker's thread."""
        if self._session is None:
            raise NoPark
        return self._session

    def _failed(self, refused: Sentence | None) -> Callable[[BaseException], None]:
        """Tells a refusal to whoever asked, and any other error to the crash page."""

        def failed(error: BaseException) -> None:
            if isinstance(error, NoPark):
                return
            if isinstance(error, Refused):
                (refused or self.refused.emit)(error)
            else:
                self.crashed.emit(error)

        return failed


class NoPark(Exception):
    """A job that came after the park was closed; it is dropped."""
