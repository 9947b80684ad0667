"""Counts for the month's close, straight from the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stpdesk.core.civil import day_of, midnight, seconds_of
from stpdesk.core.months import Month
from stpdesk.db.moments import text
from stpdesk.db.rows import fetch, instant

if TYPE_CHECKING:
    from sqlite_utils import Database


def outages(db: Database, month: Month) -> tuple[int, int, int]:
    """Outages on record that begin in a month; of these, without a cause, and without an end."""
    sql = (
        "SELECT count(*), count(*) FILTER (WHERE coalesce(cause, '') = ''), count(*) FILTER (WHERE ends IS NULL)"
        " FROM outages WHERE retired_by IS NULL AND starts >= ? AND starts < ?"
    )
    found = fetch(db, sql, (text(midnight(month.first)), text(midnight((month + 1).first))))[0]
    return int(found[0]), int(found[1]), int(found[2])


def first_month(db: Database) -> Month | None:
    """The month of the first run, outage or closing; None in a park that has none of them."""
    ran, closed, began = fetch(
        db,
        "SELECT (SELECT min(month) FROM billing_runs), (SELECT min(month) FROM closings),"
        " (SELECT min(starts) FROM outages WHERE retired_by IS NULL)",
    )[0]
    found = [Month.parse(one) for one in (ran, closed) if one is not None]
    start = instant(began)
    if start is not None:
        found.append(Month.of(day_of(seconds_of(start))))
    return min(found, default=None)
