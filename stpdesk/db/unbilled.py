"""Readings a run needs: those whose use is not billed yet, and those of months that a fuel adjustment is for."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from stpdesk.core.meters import RESET, Reading
from stpdesk.core.money import E4
from stpdesk.core.months import Month
from stpdesk.db.rows import fetch

if TYPE_CHECKING:
    from sqlite_utils import Database

_OPEN = (
    "SELECT id FROM readings EXCEPT SELECT reading_id FROM invoice_lines INDEXED BY invoice_lines_reading"
    " WHERE kind = 'usage' AND amount >= 0 AND credits_line_id IS NULL AND reading_id IS NOT NULL"
)
ADJUSTED = (
    "SELECT r.id FROM fuel_adjustments a CROSS JOIN meters m ON m.supply = a.supply CROSS JOIN readings r"
    " ON r.meter_id = m.id AND r.date BETWEEN a.usage_month || '-01' AND a.usage_month || '-31' WHERE a.bill_in = :month"
)
"""Readings that close a usage period which a fuel adjustment of the run of `:month` is for."""

_BEFORE = (
    "SELECT q.rowid FROM readings q WHERE q.meter_id = r.meter_id AND q.date < r.date"
    " ORDER BY q.date DESC, coalesce(q.event = 'reset', 0) DESC LIMIT 1"
)
_PAIRS = (
    f"WITH wanted AS ({_OPEN} UNION {ADJUSTED})"
    " SELECT r.id, r.meter_id, r.date, r.reading_e4, r.event, p.id, p.date, p.reading_e4 FROM wanted w CROSS JOIN readings r"
    f" ON r.id = w.id CROSS JOIN readings p ON p.rowid = ({_BEFORE}) WHERE r.event IS NOT 'reset'"
    " AND (r.reading_e4 <> p.reading_e4 OR r.event = 'rollover') ORDER BY r.meter_id, r.date"
)


def readings(db: Database, month: Month) -> dict[str, tuple[Reading, ...]]:
    """By meter key: each reading that may be billed in a month's run, and the one before it.

    One that only stands before another is told as a reset, so that it begins a usage period and closes none: the periods
    are those of all readings, without the ones that are billed or use nothing.
    """
    rows = fetch(db, _PAIRS, {"month": str(month)})
    wanted = {row[0] for row in rows}
    found: dict[str, list[Reading]] = defaultdict(list)
    for key, meter, taken, value, event, before, taken_before, value_before in rows:
        if before not in wanted:
            found[meter].append(
                Reading(before, meter, date.fromisoformat(taken_before), E4(value_before), RESET)
            )
        found[meter].append(Reading(key, meter, date.fromisoformat(taken), E4(value), event))
    return {meter: tuple(listed) for meter, listed in found.items()}


def last_read(db: Database, day: date) -> dict[str, date]:
    """By meter key: the day of its last reading up to a day; meters without one are left out."""
    sql = "SELECT m.id, (SELECT max(r.date) FROM readings r WHERE r.meter_id = m.id AND r.date <= ?) AS d FROM meters m"
    return {key: date.fromisoformat(text) for key, text in fetch(db, sql, (day.isoformat(),)) if text}
