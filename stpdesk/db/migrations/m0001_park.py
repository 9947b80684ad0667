"""The first schema: every table of `schema.py`, and the change log's beginning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stpdesk.db import change_log, schema
from stpdesk.db.ids import uuid7

if TYPE_CHECKING:
    from sqlite_utils import Database


def m0001_park(db: Database) -> None:
    """Makes an empty park file."""
    for statement in (*change_log.DDL, *schema.DDL):
        db.execute(statement)
    change_log.begin(db, uuid7())
