"""Counts for the month's close, straight from the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stpdesk.core.civil import midnight
from stpdesk.core.months import Month
from stpdesk.db.moments import text
from stpdesk.db.rows import fetch

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
    sql = (
        "SELECT min(month) FROM (SELECT min(month) AS month FROM billing_runs UNION ALL SELECT min(month) FROM closings"
        " UNION ALL SELECT substr(min(starts), 1, 7) FROM outages WHERE retired_by IS NULL)"
    )
    month = fetch(db, sql)[0][0]
    return None if month is None else Month.parse(month)
