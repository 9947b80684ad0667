"""Where copies of the backups go besides the park's own folder, and how often one is made; settings of the park file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from stpdesk.db import settings

if TYPE_CHECKING:
    from sqlite_utils import Database

FOLDERS, MINUTES = "backup_folders", "backup_minutes"
USUAL = 30
"""Minutes between two looks whether anything changed."""


@dataclass(frozen=True, slots=True)
class BackupPlan:
    """`folders`: sticks and other disks that get a copy whenever they are there; `minutes` between two backups."""

    folders: tuple[Path, ...] = ()
    minutes: int = USUAL


def load(db: Database) -> BackupPlan:
    """What was chosen; every half hour into the park's own folder alone where nothing was."""
    found = settings.stored(db)
    folders, minutes = found.get(FOLDERS), found.get(MINUTES)
    named = [Path(str(one)) for one in folders] if isinstance(folders, list) else []
    return BackupPlan(tuple(named), minutes if isinstance(minutes, int) else USUAL)


def save(db: Database, plan: BackupPlan) -> None:
    """Keeps it, in the unit of work at hand."""
    settings.save(db, {FOLDERS: [str(one) for one in plan.folders], MINUTES: plan.minutes})
