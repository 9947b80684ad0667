"""What a park folder holds, whether one is there, and what a disk refuses."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from stpdesk.core.errors import Refused

FILE = "park.db"
KEYS = "park.keys"
PROBES = "probes.db"
BACKUPS = "backups"
DOCUMENTS = "documents"
MANIFEST = "backup.json"
"""What makes a folder a backup."""
_MEGABYTE = 1 << 20


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


def refuse_crowded(place: Path, need: int) -> None:
    """Refuses a disk without room for so many bytes, before hours are spent; a full disk is told all the same."""
    import shutil

    with suppress(OSError):  # a folder that is not there is refused by who makes it
        free = shutil.disk_usage(place).free
        if free < need:
            raise Refused(
                "The backup needs {need} MB, and the disk of {folder} has {free} MB free; free some space or choose"
                " another place.",
                need=-(-need // _MEGABYTE), free=free // _MEGABYTE, folder=place,
            )  # fmt: skip
