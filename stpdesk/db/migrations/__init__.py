"""The park file's history: named steps, oldest first, each once and whole.

A step may use `transform()`, but not generated columns or WITHOUT ROWID; one that changes a table's columns or rewrites
rows calls `change_log.relog(db, table)`. `migrate.py` puts the triggers back after each.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

SET = "park"
NAMES: tuple[str, ...] = ("m0001_park",)
"""Every step this program knows; a file that names another is newer than the program."""


def steps() -> dict[str, Callable[[Database], None]]:
    """The steps by name, imported only when one is to be run."""
    from stpdesk.db.migrations.m0001_park import m0001_park

    return {"m0001_park": m0001_park}
