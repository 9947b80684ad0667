"""What a park folder holds, whether one is there, and making a folder whole or not at all."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stpdesk.core.errors import Refused
from stpdesk.db.durable import sync_folder
from stpdesk.db.making import clear_torn, part_of

FILE = "park.db"
KEYS = "park.keys"
PROBES = "probes.db"
BACKUPS = "backups"
DOCUMENTS = "documents"
MANIFEST = "backup.json"
"""What makes a folder a backup."""


def look_for_park(folder: Path) -> None:
    """Refuses a folder that is missing, is no park, or has lost its file or its keys."""
    if not folder.exists():
        raise Refused("There is no park in {folder}: the folder does not exist.", folder=folder)
    found = {name for name in (FILE, KEYS) if (folder / name).is_file()}
    if not found:
        raise Refused("{folder} is not a park folder.", folder=folder)
    if KEYS not in found:
        raise Refused(
            "The park in {folder} has lost park.keys, and cannot be opened without it; copy it back from a backup.",
            folder=folder,
        )
    if FILE not in found:
        raise Refused(
            "The park in {folder} has lost park.db; restore a backup into a new folder.", folder=folder
        )


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
        yield part
        for inner in (*(found for found in part.rglob("*") if found.is_dir()), part):
            sync_folder(inner)
        if folder.exists():
            folder.rmdir()
        part.rename(folder)
        sync_folder(folder.parent)


@contextmanager
def refusing_disk(place: Path) -> Iterator[None]:
    """Turns the errors of a disk that is full, read-only or failing into their sentences; bugs pass."""
    try:
        yield
    except OSError as error:
        refused = disk_refusal(error, place)
        if refused is None:
            raise
        raise refused from error


def disk_refusal(error: OSError, place: Path) -> Refused | None:
    """The sentence for a disk that is full, read-only or failing; None for anything else."""
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Refused("{folder} cannot be written here; choose another place.", folder=place)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Refused("The disk of {folder} is full; free some space and try again.", folder=place)
    if error.errno == errno.EIO:
        return Refused("The disk of {folder} failed; use another.", folder=place)
    return None
