"""`monitor.toml` as it is read: at the start, and again whenever it changes."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from stpdesk.core.errors import Refused
from stpdesk.core.watch_settings import FILE, doubts, plan_of
from stpdesk.core.watching import WatchPlan

LARGEST = 1 << 18
"""Bytes; a file beyond that is no plan."""

_PLACE = re.compile(r"\(at (?P<place>[^()]*)\)$")
_ANEW = "Type stpdesk --park DIR monitor --set, and STP Desk writes it anew."


def read_plan(folder: Path) -> tuple[WatchPlan, list[str]]:
    """The plan of a park folder, and what should be looked at: keys nobody knows, a single target abroad.

    Refused where the file is missing or broken.
    """
    path = folder / FILE
    try:
        contents = path.read_bytes() if path.stat().st_size <= LARGEST else None
    except FileNotFoundError:
        raise Refused("{folder} has no {file}. {anew}", folder=folder, file=FILE, anew=_ANEW) from None
    except OSError:
        raise Refused(
            "The file {file} in {folder} cannot be read. {anew}", folder=folder, file=FILE, anew=_ANEW
        ) from None
    if contents is None:
        raise Refused(
            "The file {file} in {folder} is too long to be a plan. {anew}",
            folder=folder,
            file=FILE,
            anew=_ANEW,
        )
    try:
        table = tomllib.loads(contents.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Refused("The file {file} is not written in UTF-8. {anew}", file=FILE, anew=_ANEW) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Refused(
            "The file {file} cannot be understood{place}. {anew}", file=FILE, place=_place(error), anew=_ANEW
        ) from None
    plan, unknowns = plan_of(table)
    return plan, [*unknowns, *doubts(plan)]


def _place(error: Exception) -> str:
    """Where in the file the reader stopped."""
    found = _PLACE.search(str(error))
    if found is None:
        return ""
    return f" at {found['place'].replace('end of document', 'its end')}"


class PlanFile:
    """The file as it was when it was last read; knows whether there is another one now."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: tuple[int, int, int] | None = None
        self.notices: list[str] = []
        """what a person should look at in the file"""

    def read(self) -> WatchPlan:
        """The plan as it stands in the file now. Refused where it is missing or broken."""
        self._seen = self._mark()
        self.notices = []
        plan, self.notices = read_plan(self._folder)
        return plan

    def changed(self) -> WatchPlan | None:
        """The plan where the file is another than at the last look, else None; a broken one is refused once."""
        return self.read() if self._mark() != self._seen else None

    def _mark(self) -> tuple[int, int, int] | None:
        """What tells one file from another without reading it; None where there is none."""
        try:
            found = (self._folder / FILE).stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size
