"""Announced load shedding: weekly windows and single dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stpdesk.core.outages import Announced
from stpdesk.db.rows import day, fetch

if TYPE_CHECKING:
    from sqlite_utils import Database


def live(db: Database) -> list[Announced]:
    """The windows that count, in the order of their numbers."""
    sql = (
        "SELECT id, weekdays, from_minute, to_minute, service, valid_from, valid_to, number FROM schedule"
        " WHERE retired_by IS NULL ORDER BY number"
    )
    return [
        Announced(
            key,
            tuple(int(one) for one in weekdays.split(",")),
            begin,
            end,
            service,
            day(first),
            day(last),
            number,
        )
        for key, weekdays, begin, end, service, first, last, number in fetch(db, sql)
    ]
