"""Why a record of power or internet was put right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from stpdesk.db import rows
from stpdesk.db.ids import uuid7
from stpdesk.db.rows import fetch, instant_text

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Correction:
    """One act on records: what it was, why, when (UTC text) and who."""

    id: str
    act: str
    reason: str
    at: str
    actor: str


def record(db: Database, act: str, reason: str, at: datetime, actor: str) -> str:
    """Stores a correction; its key goes to the rows it retires and makes."""
    key = uuid7()
    row = {"id": key, "act": act, "reason": reason, "at": instant_text(at), "actor": actor}
    rows.insert(db, "corrections", [row])
    return key


def of_retired(db: Database, table: str) -> dict[str, Correction]:
    """For every retired row of a table the correction that retired it."""
    sql = f"SELECT t.id, c.id, c.act, c.reason, c.at, c.actor FROM {table} t JOIN corrections c ON c.id = t.retired_by"
    return {row[0]: Correction(*row[1:]) for row in fetch(db, sql)}
