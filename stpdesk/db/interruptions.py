"""What tenants are told of outages with their invoices: the minutes of the month before, as the outage report has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stpdesk.core import breakdown
from stpdesk.core.civil import day_of, month_window
from stpdesk.core.documents import Interrupted
from stpdesk.core.months import Month
from stpdesk.core.park_history import tenants_in
from stpdesk.core.reliability import Reliability
from stpdesk.core.spans import MINUTE
from stpdesk.core.terms import Terms
from stpdesk.db import service_log
from stpdesk.db.rows import fetch

if TYPE_CHECKING:
    from sqlite_utils import Database


def told(db: Database, agreed: Terms, month: Month, now: int) -> dict[str, Interrupted]:
    """By tenant, what an invoice of a month tells of the month before; a park without a log tells nobody anything.

    The month of an invoice in advance has not been; of one in arrears the month before is what it bills.
    """
    told_of = month + -1
    window = month_window(told_of, agreed.park.outages_from, now)
    if window.seconds <= 0 or not _recorded(db, window.end):
        return {}
    figures = Reliability(service_log.load(db, window, agreed.park, agreed.leases), window, now)
    met = {one.tenant_id: one for one in breakdown.met(figures)}
    last = day_of(window.end - 1)
    until = None if last == told_of.last and window.end % MINUTE == 0 else last
    return {
        key: Interrupted(str(told_of), until, met[key].power, met[key].internet)
        if key in met
        else Interrupted(str(told_of), until, 0, 0)
        for key in tenants_in(agreed.leases, [told_of])[told_of]
    }


def _recorded(db: Database, before: int) -> bool:
    """Whether any outage was on record before an instant: a park that keeps no log cannot say there was none."""
    return bool(
        fetch(
            db,
            "SELECT 1 FROM outages WHERE retired_by IS NULL AND starts < strftime('%Y-%m-%dT%H:%M:%SZ', ?, 'unixepoch')"
            " LIMIT 1",
            (before,),
        )
    )
