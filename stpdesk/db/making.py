"""Folders being made under a hidden name beside the wanted one, and what a killed program left of such.

Beside `.NAME.TOKEN.part` lies `.NAME.TOKEN.lock`, which its maker holds locked as long as it lives. A part whose lock is
free is torn: the maker died (an operating system frees the locks of the dead), for one that ends well takes the part away
before the lock.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from stpdesk.core.errors import Refused
from stpdesk.core.watch_settings import FILE as PLAN
from stpdesk.db.durable import sync_folder
from stpdesk.db.folder import BACKUPS, DOCUMENTS, FILE, KEYS, MANIFEST, PROBES, refusing_disk

if TYPE_CHECKING:
    from filelock import FileLock

_LOCK = re.compile(r"(\..+\.[0-9a-f]{16})\.lock")
_UNLOCKED = re.compile(r"\..+\.(?:[a-z0-9_]{8}|[0-9a-f]{16})\.part")
_CONTENTS = frozenset({FILE, KEYS, f"{KEYS}.part", PROBES, BACKUPS, DOCUMENTS, MANIFEST, PLAN})
_DAY = 86_400
_PATIENCE = 5
"""Seconds a maker waits for its own new lock, which a look for torn parts may hold for an instant."""


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """A temporary folder beside the wanted one, which takes its name when the block ends well and is gone otherwise.

    What a killed program left there of the same kind goes first.

    Refuses a name that is taken (an empty folder is not), a missing parent, and a disk that is full or read-only.
    """
    folder = folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused("{folder} already exists and is not empty; choose a new folder.", folder=folder)
    if not folder.parent.is_dir():
        raise Refused("The folder {folder} does not exist.", folder=folder.parent)
    clear_torn(folder.parent)
    with refusing_disk(folder), part_of(folder) as part:
        clear_unlocked(folder.parent, part.stat().st_mtime)
        yield part
        for inner in (*(found for found in part.rglob("*") if found.is_dir()), part):
            sync_folder(inner)
        if folder.exists():
            folder.rmdir()
        part.rename(folder)
        sync_folder(folder.parent)


@contextmanager
def part_of(folder: Path) -> Iterator[Path]:
    """An empty folder under a hidden name beside the wanted one; gone at the end unless it was renamed. Raises OSError."""
    import shutil

    stem = folder.parent / f".{folder.name}.{os.urandom(8).hex()}"
    part, lock = _beside(stem, "part"), _beside(stem, "lock")
    held = _taken(lock, _PATIENCE)
    try:
        part.mkdir(mode=0o700)
        try:
            yield part
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
    finally:
        if held is not None:
            _given_back(held, lock)


def clear_torn(place: Path) -> list[Path]:
    """Removes what killed makers left in a folder, nothing else; what it removed. What cannot be removed stays."""
    import shutil

    gone: list[Path] = []
    with suppress(OSError):
        with os.scandir(place) as found:
            locks = [entry.name for entry in found if _LOCK.fullmatch(entry.name)]
        for name in locks:
            lock = place / name
            part = _beside(place / name.removesuffix(".lock"), "part")
            if lock.is_symlink() or part.is_symlink() or not part.is_dir():
                continue  # its maker is about to begin, or has just ended
            held = _taken(lock, 0)
            if held is not None:
                shutil.rmtree(part, ignore_errors=True)
                if part.exists():
                    held.release()  # the next look tries again
                else:
                    gone.append(part)
                    _given_back(held, lock)
    return gone


def clear_unlocked(place: Path, now: float) -> list[Path]:
    """Removes what killed makers of an earlier version left there, which locked nothing; what it removed.

    A part is removed that has such a name and no lock beside it, holds nothing but what a park or a backup holds, and
    was not touched for a day before `now` (seconds since 1970): its maker may still be at work. All else stays.
    """
    import shutil

    gone: list[Path] = []
    with suppress(OSError):
        with os.scandir(place) as found:
            names = [entry.name for entry in found if _UNLOCKED.fullmatch(entry.name)]
        for part in map(place.joinpath, names):
            locked = part.with_name(f"{part.name.removesuffix('.part')}.lock").exists()
            if not locked and _is_ours(part, now - _DAY):
                shutil.rmtree(part, ignore_errors=True)
                gone += [] if part.exists() else [part]
    return gone


def _is_ours(part: Path, before: float) -> bool:
    """Whether a folder is the beginning of a park or a backup, and all in it is older than an instant."""
    if part.is_symlink() or not part.is_dir():
        return False
    inside = list(part.iterdir())
    known = all(one.name in _CONTENTS or one.name.startswith(f"{FILE}-") for one in inside)
    begun = any(one.name in {FILE, KEYS} for one in inside)
    return known and begun and all(one.lstat().st_mtime < before for one in (part, *part.rglob("*")))


def _beside(stem: Path, kind: str) -> Path:
    """A hidden name of a kind; the stem itself has points."""
    return stem.with_name(f"{stem.name}.{kind}")


def _taken(lock: Path, patience: float) -> FileLock | None:
    """The lock, held; None where another process holds it, or the disk knows no locks: then nothing there is ever torn."""
    from filelock import FileLock, Timeout

    held = FileLock(
        lock, timeout=patience, thread_local=False, fallback_to_soft=False, preserve_lock_file=True
    )
    try:
        held.acquire()
    except (Timeout, NotImplementedError, OSError):
        return None
    return held


def _given_back(held: FileLock, lock: Path) -> None:
    """Frees the lock and takes its file away; in this order, for Windows deletes no open file."""
    with suppress(OSError):
        held.release()
        lock.unlink(missing_ok=True)
