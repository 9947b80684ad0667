"""Bringing a park file to this program's schema, and refusing one that is newer (sqlite-utils' Migrations)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from stpdesk.core.errors import Refused
from stpdesk.db import migrations
from stpdesk.db.engine import Sql
from stpdesk.db.triggers import install_triggers

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations


def applied(db: Sql) -> list[str]:
    """Names of the steps the file has been through; empty for a new file."""
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone():
        return []
    rows = db.execute(
        "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY id", (migrations.SET,)
    ).fetchall()
    return [row[0] for row in rows]


def pending(db: Sql) -> list[str]:
    """Names of the steps still to be taken. Refuses a file that has taken steps this program does not know."""
    taken = applied(db)
    unknown = [name for name in taken if name not in migrations.NAMES]
    if unknown:
        raise Refused(
            "This park was written by a newer STP Desk ({step}); update the program.", step=unknown[-1]
        )
    return [name for name in migrations.NAMES if name not in taken]


def migrate(db: Database) -> None:
    """Takes the pending steps, each in one transaction with its triggers and the record that it was taken."""
    from sqlite_utils import Migrations

    known = Migrations(migrations.SET)
    for name, step in migrations.steps().items():
        _register(known, name, step)
    known.apply(db)


def _register(known: Migrations, name: str, step: Callable[[Database], None]) -> None:
    """One step, ending with the triggers."""

    def whole(db: Database) -> None:
        step(db)
        install_triggers(db)

    known(name=name)(whole)
