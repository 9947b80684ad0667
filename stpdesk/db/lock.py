"""Where a park may lie, and that one process alone writes it: an OS lock that dies with its process."""

from __future__ import annotations

import os
import re
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from stpdesk.core.errors import Refused

if TYPE_CHECKING:
    from filelock import FileLock

LOCK = "park.lock"
OWNER = "park.owner"
WRITING = "write"
"""The field of a refusal that stands in the way of writing only: the park can still be opened to read."""
_REMOTE = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "ncpfs",
        "afs",
        "coda",
        "ceph",
        "glusterfs",
        "lustre",
        "davfs",
        "gfs2",
        "ocfs2",
        "beegfs",
        "fuse.sshfs",
        "fuse.rclone",
        "fuse.davfs2",
        "fuse.glusterfs",
        "fuse.s3fs",
        "fuse.smbnetfs",
        "fuse.gvfsd-fuse",
    }
)
_MOUNTS = Path("/proc/self/mountinfo")
_DRIVE_REMOTE = 4


class WriteLock:
    """The right to write one park, held from `take` to `release`; the owner's name beside it is text only."""

    def __init__(self, folder: Path, owner: str) -> None:
        self._folder = folder
        self._owner = owner
        self._lock: FileLock | None = None

    def take(self) -> None:
        """Takes the lock or refuses at once, naming who holds it. A lock left by a dead process is free."""
        from filelock import FileLock, Timeout

        lock = FileLock(
            self._folder / LOCK,
            timeout=0,
            thread_local=False,
            fallback_to_soft=False,
            preserve_lock_file=True,
        )
        try:
            lock.acquire()
        except Timeout:
            raise Refused(
                "The park in {folder} is being written by {owner}; close it there first. It can still be read.",
                field=WRITING,
                folder=self._folder,
                owner=self._held_by(),
            ) from None
        except NotImplementedError:
            raise Refused(
                "The disk of {folder} cannot lock files; keep the park on another.", folder=self._folder
            ) from None
        except OSError as error:
            raise read_only(self._folder) from error
        self._lock = lock
        with suppress(OSError):  # the name is a courtesy, the lock is what counts
            (self._folder / OWNER).write_text(f"{self._owner} on {socket.gethostname()}", encoding="utf-8")

    def release(self) -> None:
        """Gives the lock back; harmless twice."""
        if self._lock is not None:
            with suppress(OSError):
                (self._folder / OWNER).unlink(missing_ok=True)
            self._lock.release()
            self._lock = None

    def _held_by(self) -> str:
        """The name beside the lock."""
        try:
            return (self._folder / OWNER).read_text(encoding="utf-8").strip() or "another process"
        except (OSError, UnicodeDecodeError):
            return "another process"


def read_only(folder: Path) -> Refused:
    """The refusal of a folder that cannot be written."""
    return Refused(
        "The folder {folder} is read-only; the park in it can be read but not changed.",
        field=WRITING,
        folder=folder,
    )


def refuse_network(folder: Path, mounts: Path = _MOUNTS) -> None:
    """Refuses a folder on another computer's disk: file locks and the write-ahead log are not safe there."""
    text = str(folder)
    remote = text.startswith(("\\\\", "//"))
    if not remote and sys.platform == "win32":
        import ctypes

        remote = ctypes.windll.kernel32.GetDriveTypeW(folder.resolve().anchor) == _DRIVE_REMOTE
    elif not remote and mounts.exists():
        remote = _kind_of_mount(Path(os.path.realpath(folder)), mounts.read_text(encoding="utf-8")) in _REMOTE
    if remote:
        raise Refused(
            "{folder} is on a network drive, where a power or network failure can damage a park; keep the park on this"
            " computer's own disk and back it up to the network.",
            folder=folder,
        )


def _kind_of_mount(folder: Path, mountinfo: str) -> str:
    """File system type of the mount a folder lies on (the last of the longest mount points above it)."""
    best, kind = -1, ""
    for line in mountinfo.splitlines():
        left, _, right = line.partition(" - ")
        fields = left.split(" ")
        if len(fields) < 5 or not right:
            continue
        point = Path(re.sub(r"\\(\d{3})", lambda code: chr(int(code[1], 8)), fields[4]))
        depth = len(point.parts)
        if depth >= best and folder.is_relative_to(point):
            best, kind = depth, right.split(" ", 1)[0]
    return kind
