"""Closed months: the lock that the guards read."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from stpdesk.core.months import Month, months_between
from stpdesk.db import rows
from stpdesk.db.ids import uuid7

if TYPE_CHECKING:
    from sqlite_utils import Database

Row = tuple[datetime, str, datetime | None, str | None, str | None]
"""Closed when and by whom, reopened when, by whom and why."""


def to_close(db: Database, today: date) -> Month:
    """The oldest month that is over and not closed, since months are closed here; where all are, the running one.

    In a park that never closed a month it is the one that was over last: nobody goes back through years for the first time.
    """
    now = Month.of(today)
    (first,) = rows.fetch(db, "SELECT min(month) FROM closings")[0]
    if first is None:
        return now + -1
    shut = set(closed(db))
    return next((one for one in months_between(rows.month(first), now + -1) if one not in shut), now)


def is_closed(db: Database, month: Month) -> bool:
    """Whether nothing dated in the month may change."""
    sql = "SELECT 1 FROM closings WHERE month = ? AND reopened_at IS NULL"
    return bool(rows.fetch(db, sql, (str(month),)))


def closed(db: Database) -> list[Month]:
    """The months in which nothing may change, in order."""
    sql = "SELECT month FROM closings WHERE reopened_at IS NULL ORDER BY month"
    return [rows.month(text) for (text,) in rows.fetch(db, sql)]


def history(db: Database) -> dict[Month, list[Row]]:
    """Every closing of every month, the oldest first."""
    sql = "SELECT month, closed_at, closed_by, reopened_at, reopened_by, reason FROM closings ORDER BY month, rowid"
    found: dict[Month, list[Row]] = {}
    for month, at, by, reopened_at, reopened_by, reason in rows.fetch(db, sql):
        closed_at = rows.instant(at)
        assert closed_at is not None
        found.setdefault(rows.month(month), []).append(
            (closed_at, by, rows.instant(reopened_at), reopened_by, reason)
        )
    return found


def close(db: Database, month: Month, at: str, by: str) -> str:
    """Locks a month; returns the closing's key."""
    key = uuid7()
    rows.insert(db, "closings", [{"id": key, "month": str(month), "closed_at": at, "closed_by": by}])
    return key


def reopen(db: Database, month: Month, at: str, by: str, reason: str) -> None:
    """Unlocks a month; the closing stays on record with who reopened it and why."""
    key = rows.fetch(db, "SELECT id FROM closings WHERE month = ? AND reopened_at IS NULL", (str(month),))[0][
        0
    ]
    rows.update(db, "closings", key, {"reopened_at": at, "reopened_by": by, "reason": reason})
