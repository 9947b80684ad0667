"""Files that are either wholly there or not at all, also after a power cut (data-safety.md: temp + fsync + rename).

hashlib, which brings OpenSSL and with it 3.5 MB, is imported when first used: the monitor hashes nothing.
"""

from __future__ import annotations

import os
from pathlib import Path

_BLOCK = 1 << 20


def sync_folder(folder: Path) -> None:
    """Makes names created or renamed in a folder durable; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Makes a file's contents durable."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_file(path: Path, contents: bytes) -> None:
    """Replaces a file by new contents, old or new after a crash, never half. Raises OSError."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as out:
            out.write(contents)
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def copy_file(source: Path, target: Path) -> str:
    """Copies a file durably under a new name; the SHA-256 (hex) of what was read. Raises OSError."""
    import hashlib

    digest = hashlib.sha256()
    with source.open("rb") as read, target.open("xb") as out:
        while block := read.read(_BLOCK):
            digest.update(block)
            out.write(block)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest()


def fingerprint(path: Path) -> str:
    """SHA-256 (hex) of a file as the medium gives it back, past the system's cache where it can be dropped."""
    import hashlib

    digest = hashlib.sha256()
    with path.open("rb") as read:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(read.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while block := read.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
