"""The backups that lie in a folder: listed, read back once more, carried to another disk, thinned out."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from stpdesk.core.errors import Refused
from stpdesk.core.park import ZONE
from stpdesk.db.backup import (
    STAMP,
    SUFFIX,
    Told,
    Verified,
    manifest_of,
    proved,
    read_back,
    silent,
)
from stpdesk.db.durable import copy_file, write_file
from stpdesk.db.folder import DOCUMENTS, FILE, MANIFEST, refusing_disk
from stpdesk.db.making import new_folder

if TYPE_CHECKING:
    from stpdesk.db.park import Park

LOOKED_AT = "verified.json"
"""What the last look at a backup found, beside its manifest; one on a medium that cannot be written has none."""


@dataclass(frozen=True, slots=True)
class Held:
    """One backup: when it was made, its bytes, the change it reaches to, when it was last read back whole.

    `problem` is a sentence where it is none or the last look found it damaged; `seq` is 0 where that cannot be read.
    """

    place: Path
    made: int
    size: int
    seq: int
    verified: int | None
    problem: str = ""


def held(folder: Path) -> list[Held]:
    """The backups of a folder, the newest first; none where it cannot be read (a stick that is not plugged in)."""
    found: list[Held] = []
    with suppress(OSError):
        for manifest in folder.glob(f"*{SUFFIX}/{MANIFEST}"):
            with suppress(OSError):  # one that is being deleted
                found.append(_one(manifest.parent))
    return sorted(found, key=lambda one: (one.made, one.place), reverse=True)


def _one(place: Path) -> Held:
    """One of them."""
    written = int((place / MANIFEST).stat().st_mtime)
    made = named_moment(place)
    begun = written if made is None else int(made.timestamp())
    try:
        files, (seq, _) = manifest_of(place)
    except Refused as refused:
        return Held(place, begun, 0, 0, None, str(refused))
    looked, problem = _looked_at(place)
    size = _size(place) or sum((place / name).stat().st_size for name in files)
    return Held(place, begun, size, seq, None if problem else looked or begun, problem)


def named_moment(place: Path) -> datetime | None:
    """When a backup was made by its name, in the park's zone; None where a person named it."""
    named = STAMP.fullmatch(place.name)
    if named is None:
        return None
    return datetime.strptime(named[1], "%Y%m%d-%H%M%S").replace(tzinfo=ZoneInfo(ZONE))


def _size(place: Path) -> int:
    """Its bytes as its manifest tells; 0 where it was made before that was told."""
    return int(json.loads((place / MANIFEST).read_bytes()).get("size") or 0)


def _looked_at(place: Path) -> tuple[int | None, str]:
    """When it was last looked at, and what was wrong."""
    try:
        found = json.loads((place / LOOKED_AT).read_bytes())
        return int(found["at"]), str(found["problem"])
    except (OSError, ValueError, KeyError, TypeError):
        return None, ""


def verify(park: Park, source: Path, now: int, told: Told = silent) -> Verified:
    """Reads a backup of this park back whole: every byte, its tables, its change log. Refuses one that is damaged.

    What was found is kept beside it, where that can be written.
    """
    try:
        files, head = manifest_of(source)
        read_back(source, files, told)
        found = proved(park.units.open_copy(source / FILE))
        if (found.seq, found.hash) != head:
            raise Refused("The backup is damaged: its change log is not the one it was made with.")
    except Refused as refused:
        _note(source, now, str(refused))
        raise
    _note(source, now, "")
    return Verified(source, found, files)


def _note(source: Path, now: int, problem: str) -> None:
    """Keeps what was found."""
    if (source / MANIFEST).is_file():
        with suppress(OSError):
            write_file(source / LOOKED_AT, json.dumps({"at": now, "problem": problem}).encode())


def carry(source: Path, folder: Path, told: Told = silent) -> Path:
    """Copies a backup into a folder on another disk, under its own name, and reads it back; where it is then.

    One that is there already and whole is left as it is. Refuses a full or failing disk; nothing is left then.
    """
    place = folder / source.name
    files, head = manifest_of(source)
    with suppress(Refused):
        if manifest_of(place) == (files, head):
            return place
    with refusing_disk(folder), new_folder(place) as part:
        (part / DOCUMENTS).mkdir()
        for at, name in enumerate(files):
            told(at, 2 * len(files))
            copy_file(source / name, part / name)
        read_back(part, files, told, begun=len(files))
        copy_file(source / MANIFEST, part / MANIFEST)
    return place
