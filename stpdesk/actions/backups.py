"""Backups: made, read back, carried to a stick, and the restore drill that proves one is worth having."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from stpdesk.actions.acting import acting
from stpdesk.actions.session import Session
from stpdesk.core.changes import Changes
from stpdesk.core.civil import seconds_of
from stpdesk.core.errors import Refused
from stpdesk.db import backup, backup_plan, backups_held, change_log, engine, park_totals, settings
from stpdesk.db.backup import Told, silent
from stpdesk.db.backup_plan import BackupPlan
from stpdesk.db.backups_held import Held
from stpdesk.db.folder import BACKUPS, FILE, refusing_disk
from stpdesk.db.lock import refuse_network

LEAST_MINUTES, MOST_MINUTES = 5, 24 * 60
MOST_FOLDERS = 5


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder with backups: the park's own, or one chosen; `there`: it can be read now (a stick may be out)."""

    folder: Path
    own: bool
    there: bool
    held: tuple[Held, ...]


def plan(session: Session) -> BackupPlan:
    """Where copies go and how often."""
    with session.park.reading() as db:
        return backup_plan.load(db)


def shelves(session: Session) -> tuple[Shelf, ...]:
    """Every folder that holds backups of this park, its own first, each with its backups, the newest first."""
    with session.park.reading() as db:
        code, chosen = settings.code(db), backup_plan.load(db).folders
    own = session.park.folder / BACKUPS
    found = [Shelf(own, True, _is_there(own), tuple(backups_held.held(own)))]
    for folder in chosen:
        held = (one for one in backups_held.held(folder) if one.place.name.startswith(f"{code}-"))
        found.append(Shelf(folder, False, _is_there(folder), tuple(held)))
    return tuple(found)


def _is_there(folder: Path) -> bool:
    """Whether a folder can be looked into now."""
    try:
        return folder.is_dir()
    except OSError:  # no leave to
        return False


def back_up(session: Session, told: Told = silent) -> Changes:
    """A verified backup now, and a copy on every chosen disk that is there; what is kept no more goes.

    `told`: backup (its name), copied (folders), missing (folders that are not there), failed (sentences). Refuses what
    `backup.backup` refuses; a stick that will not take the copy does not undo the backup.
    """
    place = session.park.folder / BACKUPS
    with refusing_disk(place):
        place.mkdir(exist_ok=True)
    made = backup.backup(session.park, place, told)
    backup.thin_out(place, session.clock())
    return _carried(session, made.folder, told)


def keep_up(session: Session) -> Changes:
    """The same where the newest backup does not hold everything; the copies on other disks are brought up to date anyway."""
    if not session.park.writable:
        return Changes()
    if not backup.is_current(session.park):
        return back_up(session)
    newest = backup.latest(session.park.folder)
    return Changes() if newest is None else _carried(session, newest[0], silent, made=False)


def _carried(session: Session, source: Path, told: Told, *, made: bool = True) -> Changes:
    """Copies a backup to the chosen disks."""
    with session.park.reading() as db:
        code, folders = settings.code(db), backup_plan.load(db).folders
    copied, missing, failed = [], [], []
    for folder in folders:
        if not _is_there(folder):
            missing.append(folder)
            continue
        try:
            there = (folder / source.name).exists()
            backups_held.carry(source, folder, told)
            backup.thin_out(folder, session.clock(), code)
            if made or not there:
                copied.append(folder)
        except Refused as refused:
            failed.append(str(refused))
        except OSError as error:  # pulled out in the middle of it
            failed.append(str(_unreadable(folder, error)))
    nouns = {"backups"} if made or copied else set()
    return Changes(nouns, backup=source.name, copied=copied, missing=missing, failed=failed)


def verify(session: Session, source: Path, told: Told = silent) -> Changes:
    """Reads one backup back whole; `told`: seq and hash of the last change in it. Refuses one that is damaged."""
    try:
        found = backups_held.verify(session.park, source, seconds_of(session.clock()), told)
    except Refused as refused:
        raise _not_ours(refused, source) from refused
    except OSError as error:
        raise _unreadable(source, error) from error
    return Changes({"backups"}, seq=found.totals.seq, hash=found.totals.hash, files=len(found.files))


def set_plan(session: Session, folders: Sequence[Path], minutes: int) -> Changes:
    """Chooses where copies go and how often a backup is made; the manager's act, in the audit trail.

    Refuses a folder inside the park, a network path, more than five, and times below 5 minutes or above a day. A folder
    that is not there now is taken: it may be a stick.
    """
    if len(folders) > MOST_FOLDERS:
        raise Refused("{most} folders at most.", field="folders", most=MOST_FOLDERS)
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise Refused("Every 5 minutes at most often, once a day at least.", field="minutes")
    for folder in folders:
        _refuse_place(session, folder)
    wanted = BackupPlan(tuple(dict.fromkeys(folders)), minutes)
    with acting(session) as act:
        backup_plan.save(act.db, wanted)
        return Changes({"backups", "settings"}, plan=wanted)


def _refuse_place(session: Session, folder: Path) -> None:
    """A copy is worth something only where the park is not."""
    if not folder.is_absolute():
        raise Refused("Give the whole path of the folder {folder}.", field="folders", folder=folder)
    if folder.resolve().is_relative_to(session.park.folder.resolve()):
        raise Refused(
            "{folder} is inside the park itself; choose another place, best on another disk.",
            field="folders", folder=folder,
        )  # fmt: skip
    try:
        refuse_network(folder)
    except Refused as refused:
        raise _about("folders", refused) from refused


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure of both: of the park as it is now, and of the copy."""

    name: str
    kind: str
    park: int
    copy: int

    @property
    def equal(self) -> bool:
        """Whether both agree."""
        return self.park == self.copy


@dataclass(frozen=True, slots=True)
class Drill:
    """A restored copy beside its park.

    `seq` and `hash` are the last change in the backup, `park_hash` what the park has at that number; `head` is the
    park's own last change, so that `head - seq` changes came after the backup was made.
    """

    source: Path
    folder: Path
    totals: tuple[Compared, ...]
    seq: int
    hash: str
    park_hash: str
    head: int

    @property
    def same_history(self) -> bool:
        """Whether the copy's changes are the park's own."""
        return self.hash == self.park_hash

    @property
    def since(self) -> int:
        """How many changes came after the backup."""
        return self.head - self.seq


def restore(session: Session, source: Path, folder: Path, told: Told = silent) -> Drill:
    """Makes a new park folder from a backup of this park and puts both side by side; the manager's act.

    The park that is open stays as it is. Refuses a damaged backup, one of another park, and a folder that is not empty.
    """
    session.require()
    if folder.resolve().is_relative_to(session.park.folder.resolve()):
        raise Refused(
            "{folder} is inside the park itself; choose another place.", field="folder", folder=folder
        )
    try:
        made = session.park.restored(source, folder, told)
    except Refused as refused:
        raise _not_ours(refused, source) from refused
    except OSError as error:
        raise _unreadable(source, error) from error
    with session.park.reading() as db:
        ours = park_totals.park_totals(db, session.today)
        head, park_hash = change_log.head(db)[0], change_log.hash_at(db, made.backup.seq)
    with closing(session.park.units.open_copy(folder / FILE)) as conn, engine.refusing():
        theirs = park_totals.park_totals(engine.database(conn), session.today)
    totals = tuple(
        Compared(one.name, one.kind, one.value, other.value) for one, other in zip(ours, theirs, strict=True)
    )
    return Drill(source, folder, totals, made.backup.seq, made.backup.hash, park_hash, head)


_OTHER_KEY = "cannot be read with its key"


def _not_ours(refused: Refused, source: Path) -> Refused:
    """The same refusal, in words that fit a backup where the engine speaks of the park's own file."""
    if _OTHER_KEY in refused.template:
        return Refused(
            "{name} does not open with this park's key: it is the backup of another park, or its file is damaged.",
            name=source.name,
        )
    if refused.field is None and "{folder} already exists" in refused.template:
        return _about("folder", refused)
    return refused


def _unreadable(place: Path, error: OSError) -> Refused:
    """A stick that was pulled out, a disk that gives up."""
    return Refused("{place} cannot be used now: {reason}.", place=place, reason=error.strerror or error)


def _about(field: str, refused: Refused) -> Refused:
    """The same refusal, of a field."""
    made = Refused(refused.template, field=field)
    made.values = refused.values
    return made
