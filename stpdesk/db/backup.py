"""Verified copies of a park, and a park made from one (data-safety.md, Backup)."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from stpdesk.core.civil import local, seconds_of
from stpdesk.core.errors import Refused
from stpdesk.core.keeping import superfluous
from stpdesk.core.park import ZONE
from stpdesk.db import change_log, check, engine, keys, migrate, plan_file
from stpdesk.db.check import Totals
from stpdesk.db.durable import copy_file, fingerprint, sync_file, write_file
from stpdesk.db.folder import BACKUPS, DOCUMENTS, FILE, KEYS, MANIFEST, refuse_crowded, refusing_disk
from stpdesk.db.lock import refuse_network
from stpdesk.db.making import clear_torn, new_folder
from stpdesk.db.park import Park
from stpdesk.db.park_totals import Total, park_totals
from stpdesk.db.vault import NAME

SUFFIX = ".stpbackup"
FORMAT = "stpdesk-backup-1"
_HELD = re.compile(rf"{re.escape(FILE)}|{re.escape(KEYS)}|{DOCUMENTS}/(?!\.)[^/\\]+")
"""The names a backup holds: nothing a manifest says may lead out of the folder."""
STAMP = re.compile(rf".+-(\d{{8}}-\d{{6}})(?:-\d+)?{re.escape(SUFFIX)}")
"""The name a backup is given: the park's code and the park's own time."""
_TORN = 86_400
"""Seconds after which what a broken backup left is swept up; a younger one may still be under way."""
_TRIES = 5

Told = Callable[[int, int], None]
"""Told how much of a work is done, and of how much; it may raise Refused to stop it, and nothing is left then."""


def silent(_done: int, _total: int) -> None:
    """Nobody asks how far it is."""


@dataclass(frozen=True, slots=True)
class Verified:
    """A backup that was read back from its medium: where it is, what it holds, SHA-256 (hex) of each file."""

    folder: Path
    totals: Totals
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Restored:
    """A park made from a backup, with both totals to show side by side; they differ by the new incarnation's log row.

    `figures` are counts and amounts a person knows, of the backup and of the new park on the day it was made; none of
    a backup of an earlier version, which is brought up to date when the park is first opened.
    """

    folder: Path
    backup: Totals
    park: Totals
    figures: tuple[tuple[Total, Total], ...] = ()


def backup(park: Park, dest: Path, told: Told = silent) -> Verified:
    """Writes a verified copy of an open park into `dest`, under a name of its own, or as `dest` if that is new.

    Staged beside the park, proved there, then copied and read back. Nothing is left behind where it fails. Refuses a
    place inside the park other than its `backups`, a full or read-only disk, and a park that does not verify.
    """
    _refuse_inside(park.folder, dest)
    with _staging(park.folder) as stage:
        told(0, 1)
        totals = _stage(park, stage / FILE)
        folder = _name(park, dest)
        with new_folder(folder) as part:
            files = _copy(stage / FILE, park.folder, part, told)
            size = sum((part / name).stat().st_size for name in files)
            manifest = {
                "format": FORMAT,
                "seq": totals.seq,
                "hash": totals.hash,
                "size": size,
                "files": files,
            }
            write_file(part / MANIFEST, json.dumps(manifest, indent=1).encode())
            read_back(part, files, told, begun=len(files))
    return Verified(folder, totals, files)


def restore(
    source: Path,
    folder: Path,
    *,
    user: str,
    password: str | None = None,
    recovery: str | None = None,
    clock: Callable[[], datetime],
    told: Told = silent,
) -> Restored:
    """Makes a new park folder from a backup, proved before it takes its name; it is a new incarnation of the park.

    Refuses what is no backup, a wrong password or code, a damaged or newer backup, and a folder with anything in it.
    """
    refuse_network(folder)
    manifest_of(source)
    known = keys.load(source / KEYS)
    file_key, actor = keys.opened(known, user=user, password=password, recovery=recovery)
    return restore_opened(source, folder, file_key, change_log.Stamp(actor, clock), told)


def restore_opened(
    source: Path, folder: Path, file_key: bytes, stamp: change_log.Stamp, told: Told = silent
) -> Restored:
    """The same by whoever holds the file key: the park itself, of its own backups."""
    refuse_network(folder)
    files, head = manifest_of(source)
    refuse_crowded(folder.absolute().parent, sum((source / name).stat().st_size for name in files))
    with new_folder(folder) as part:
        for inner in (BACKUPS, DOCUMENTS):
            (part / inner).mkdir()
        for place, name in enumerate(files):
            told(place, 2 * len(files))
            copy_file(source / name, part / name)
        read_back(part, files, told, begun=len(files))
        before = proved(engine.connect(part / FILE, file_key, read_only=True))
        if (before.seq, before.hash) != head:
            raise Refused("The backup is damaged: its change log is not the one it was made with.")
        day = local(seconds_of(stamp.clock())).date()
        known = _figures(part / FILE, file_key, day)
        after = _incarnate(part / FILE, file_key, stamp)
        figures = tuple(zip(known, _figures(part / FILE, file_key, day), strict=True))
    return Restored(folder, before, after, figures)


def _figures(path: Path, file_key: bytes, day: date) -> tuple[Total, ...]:
    """What a person compares two copies by; nothing of a file that is older than the program."""
    with closing(engine.connect(path, file_key, read_only=True)) as conn, engine.refusing():
        return () if migrate.pending(conn) else park_totals(engine.database(conn), day)


def _stage(park: Park, path: Path) -> Totals:
    """A copy of the last committed state, durable, proved, and equal to the park in its totals."""
    for _ in range(_TRIES):
        before = _present(park)
        park.units.copy_into(path)
        sync_file(path)
        copied = proved(park.units.open_copy(path))
        if copied == before or copied == _present(park):
            return copied
        path.unlink()  # somebody wrote between the looks; take a fresh copy
    raise Refused("The park is being written all the time; make the backup when it is quiet.")


def _present(park: Park) -> Totals:
    """Totals of the park as it is now."""
    with park.reading() as db:
        return check.totals(db)


def proved(conn: engine.Connection) -> Totals:
    """A copy's totals, after checking its file, foreign keys and chain; closes it. Refuses one with a problem."""
    with closing(conn), engine.refusing():
        migrate.pending(conn)
        for checker in (check.file, check.foreign_keys, check.chain):
            found = checker(conn)
            if found.problems:
                raise Refused("The copy does not verify: {what}", what=found.problems[0])
        return check.totals(conn)


def _incarnate(path: Path, file_key: bytes, stamp: change_log.Stamp) -> Totals:
    """Counts the incarnation up, so that two copies of one park can be told apart; writes its monitor.toml."""
    with closing(engine.connect(path, file_key)) as conn, engine.refusing():
        change_log.register(conn, stamp)
        conn.execute("UPDATE node SET incarnation = incarnation + 1")
        if not migrate.pending(conn):  # an older park gets it when it is opened and brought up to date
            plan_file.keep(path.parent, engine.database(conn))
        return check.totals(conn)


def _copy(staged: Path, park: Path, part: Path, told: Told) -> dict[str, str]:
    """Copies the staged file, the keys and the documents; SHA-256 (hex) of each by its path in the backup."""
    (part / DOCUMENTS).mkdir()
    files = {FILE: copy_file(staged, part / FILE), KEYS: copy_file(park / KEYS, part / KEYS)}
    # what was being written when the power went is no document
    documents = sorted(one for one in (park / DOCUMENTS).glob("*") if NAME.fullmatch(one.name))
    for document in documents:
        told(len(files), 2 * (len(documents) + 2))
        files[f"{DOCUMENTS}/{document.name}"] = _document(document, part)
    return files


def _document(document: Path, part: Path) -> str:
    """Puts a document into a backup, shared with another backup beside it that holds the same; its SHA-256 (hex).

    Documents never change, so a month of backups on one disk needs each of them once.
    """
    target = part / DOCUMENTS / document.name
    for other in part.parent.glob(f"*{SUFFIX}/{DOCUMENTS}/{document.name}"):
        found = fingerprint(document)
        if fingerprint(other) == found:
            with suppress(OSError):  # a disk without hard links, another user's backup
                target.hardlink_to(other)
                return found
        break
    return copy_file(document, target)


def read_back(folder: Path, files: dict[str, str], told: Told = silent, *, begun: int = 0) -> None:
    """Refuses a folder whose files are not, byte for byte, what was written; `begun`: so much was told before."""
    for place, (name, expected) in enumerate(files.items(), start=begun):
        told(place, begun + len(files))
        if fingerprint(folder / name) != expected:
            raise Refused("The backup is damaged: {file} does not read back as it was written.", file=name)


def manifest_of(source: Path) -> tuple[dict[str, str], tuple[int, str]]:
    """A backup's files and change log head. Refuses what is not a whole backup."""
    if not source.is_dir():
        raise Refused("There is no backup in {folder}: the folder does not exist.", folder=source)
    try:
        document = json.loads((source / MANIFEST).read_bytes())
        if document["format"] != FORMAT:
            raise Refused("The backup was made by a newer STP Desk; update the program.")
        files = {str(name): str(value) for name, value in document["files"].items()}
        head = (int(document["seq"]), str(document["hash"]))
        if not {FILE, KEYS} <= set(files) or not all(map(_HELD.fullmatch, files)):
            raise ValueError("a file that no backup holds")
    except FileNotFoundError:
        raise Refused("{folder} is not a backup: it has no {file}.", folder=source, file=MANIFEST) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise Refused("The backup is damaged: {file} cannot be read.", file=MANIFEST) from None
    for name in files:
        if not (source / name).is_file():
            raise Refused("The backup is damaged: {file} is missing.", file=name)
    return files, head


@contextmanager
def _staging(park: Path) -> Iterator[Path]:
    """A temporary folder for the copy to be proved in: in the park where it can be written, else the system's."""
    inside = park / BACKUPS
    needed = 2 * (park / FILE).stat().st_size
    roomy = os.access(inside, os.W_OK) and shutil.disk_usage(inside).free > needed
    place = inside if roomy else None
    with refusing_disk(park):
        stage = Path(tempfile.mkdtemp(prefix=".stage.", dir=place))
        try:
            yield stage
        finally:
            shutil.rmtree(stage, ignore_errors=True)


def _refuse_inside(park: Path, dest: Path) -> None:
    """A copy in the park's own folder is lost with it; only its `backups` is meant for that."""
    inner, outer = dest.resolve(), park.resolve()
    if inner.is_relative_to(outer) and not inner.is_relative_to(outer / BACKUPS):
        raise Refused(
            "{dest} is inside the park itself; choose another place, best on another disk.", dest=dest
        )


def _name(park: Park, dest: Path) -> Path:
    """Where the backup goes: `<code>-<YYYYMMDD-HHMMSS>.stpbackup` (the park's own time) in a folder that exists."""
    if not dest.exists():
        return dest
    if (dest / MANIFEST).exists():
        raise Refused(
            "{dest} is a backup already; name a new folder, or the folder that holds it.", dest=dest
        )
    with park.reading() as db:
        code = str(db.execute("SELECT park_code FROM node").fetchone()[0])
    name = f"{code}-{park.clock().astimezone(ZoneInfo(ZONE)):%Y%m%d-%H%M%S}"
    folder, further = dest / (name + SUFFIX), 2
    while folder.exists():
        folder, further = dest / f"{name}-{further}{SUFFIX}", further + 1
    return folder


def latest(folder: Path) -> tuple[Path, int] | None:
    """The newest verified backup that lies in a park's own folder, and when it was made; None where there is none.

    A backup has its manifest from the moment it was read back, and not before.
    """
    found = [(path.stat().st_mtime, path.parent) for path in (folder / BACKUPS).glob(f"*{SUFFIX}/{MANIFEST}")]
    if not found:
        return None
    made, place = max(found)
    return place, int(made)


def is_current(park: Park) -> bool:
    """Whether the newest backup in the park's own folder holds everything the park holds now."""
    newest = latest(park.folder)
    if newest is None:
        return False
    try:
        _, head = manifest_of(newest[0])
    except Refused:
        return False
    with park.reading() as db:
        return change_log.head(db) == head


def thin_out(folder: Path, now: datetime, code: str = "") -> list[str]:
    """Deletes the backups in a folder that are kept no more (`core.keeping`), of one park where its code is told; their names.

    Only whole backups under a name the program gave them; one that cannot be deleted stays, and is tried again next time.
    """
    zone = ZoneInfo(ZONE)
    made: dict[datetime, list[Path]] = {}
    for manifest in folder.glob(f"{code or '*'}-*{SUFFIX}/{MANIFEST}"):
        named = STAMP.fullmatch(manifest.parent.name)
        if named is not None:
            moment = datetime.strptime(named[1], "%Y%m%d-%H%M%S").replace(tzinfo=zone)
            made.setdefault(moment, []).append(manifest.parent)
    gone: list[str] = []
    for moment in sorted(superfluous(made, now.astimezone(zone))):
        for place in made[moment]:
            with suppress(OSError):
                (place / MANIFEST).unlink()  # first: what is half deleted is no backup any more
                shutil.rmtree(place)
                gone.append(place.name)
    clear_torn(folder)
    parts = f".{code}-*{SUFFIX}.*.part" if code else ".*.part"
    for torn in (*folder.glob(".stage.*"), *folder.glob(parts)):
        with suppress(OSError):  # left by a power cut in the middle of a backup
            if now.timestamp() - torn.stat().st_mtime > _TORN:
                shutil.rmtree(torn)
    return gone
