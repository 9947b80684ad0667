"""Writing a finished document to its place: whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from stpdesk.core.errors import Refused


def save(target: Path, content: bytes) -> None:
    """Puts the bytes at `target` through a temporary file beside it; refused with a sentence where that cannot be."""
    with refusing(target):
        place = target.resolve()
        if place.is_dir():
            raise Refused("{target} is a folder; give the name of a file.", field="out", target=target)
        if place.exists() and not place.is_file():
            place.write_bytes(content)  # a pipe or a device: nothing to replace
            return
        _replace(place, content)


def _replace(place: Path, content: bytes) -> None:
    """Write beside, flush to the disk, rename over; the temporary file never stays."""
    beside = place.with_name(f".stpdesk-{os.getpid()}.tmp")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(place)
    except BaseException:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    flush_folder(place.parent)


def flush_folder(folder: Path) -> None:
    """Makes the rename itself durable where the system knows how (not on Windows, not on every network drive)."""
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def refusing(target: Path) -> Iterator[None]:
    """Turns what the disk says into one sentence naming the file."""
    try:
        yield
    except OSError as error:
        raise _refusal(target, error) from error


def _refusal(target: Path, error: OSError) -> Refused:
    """The sentence for an error of the disk."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return Refused("The disk is full; {target} was not written.", field="out", target=target)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Refused(
            "The folder {folder} does not exist; make it first, or choose another place.",
            field="out",
            folder=target.parent,
        )
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return Refused(
            "{target} cannot be written: it is open in another program, or its folder is read-only."
            " Close it there or choose another name.",
            field="out",
            target=target,
        )
    reason = error.strerror or type(error).__name__
    return Refused("{target} could not be written: {reason}.", field="out", target=target, reason=reason)
