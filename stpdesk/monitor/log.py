"""`monitor.log` of the park folder: events and errors, the newest half a megabyte of them."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from stpdesk.core.park import ZONE

FILE = "monitor.log"
BEGINS = "The monitor begins."
LARGEST = 1 << 18
"""Bytes; a file that long becomes `monitor.log.1`, in place of the one before."""


class Log:
    """Lines with their local time. Nothing that happens to the file stops the monitor."""

    def __init__(self, folder: Path, largest: int = LARGEST) -> None:
        self._path = folder / FILE
        self._largest = largest

    def write(self, line: str) -> None:
        """Adds one line; where the disk is full or gone, it is lost and nothing else."""
        with suppress(OSError):
            self._turn()
            with self._path.open("a", encoding="utf-8", errors="replace") as out:
                out.write(line.replace("\n", " ") + "\n")

    def _turn(self) -> None:
        """Begins a new file where the old one is long."""
        if self._path.exists() and self._path.stat().st_size >= self._largest:
            self._path.replace(self._path.with_name(f"{FILE}.1"))


def begun(folder: Path) -> int | None:
    """When the run that goes on began, as its own line says; None where that is not to be found."""
    try:
        lines = (folder / FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    line = next((one for one in reversed(lines) if one.endswith(BEGINS)), None)
    if line is None:
        return None
    try:
        return int(
            datetime.strptime(line[:19], "%Y-%m-%d %H:%M:%S").replace(tzinfo=ZoneInfo(ZONE)).timestamp()
        )
    except ValueError:
        return None
