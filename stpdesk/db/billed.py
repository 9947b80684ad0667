"""What earlier runs billed, so that nothing is billed twice (rule B10)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from stpdesk.core.corrections import BilledDays
from stpdesk.core.money import Paisa
from stpdesk.core.months import Month
from stpdesk.core.terms import Billed
from stpdesk.db.rows import fetch, month

if TYPE_CHECKING:
    from sqlite_utils import Database


def load(db: Database) -> Billed:
    """Days by service, readings with their tenant's key, adjustments, one-offs and late fees billed so far."""
    days: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for service, first, last in fetch(
        db, "SELECT service, first, last FROM invoice_lines WHERE service IS NOT NULL ORDER BY service, first"
    ):
        days[service].append((date.fromisoformat(first), date.fromisoformat(last)))
    readings = fetch(
        db,
        "SELECT l.reading_id, i.tenant_id FROM invoice_lines l JOIN invoices i ON i.id = l.invoice_id"
        " WHERE l.kind = 'usage' AND l.reading_id IS NOT NULL",
    )
    adjusted = fetch(db, "SELECT adjustment_id, reading_id FROM adjusted_readings")
    one_offs = fetch(db, "SELECT one_off_id FROM invoice_lines WHERE one_off_id IS NOT NULL")
    fees = fetch(db, "SELECT fee_item_id, fee_month FROM invoice_lines WHERE fee_item_id IS NOT NULL")
    first = fetch(db, "SELECT min(served) FROM billing_runs")[0][0]
    return Billed(
        dict(days),
        dict(readings),
        frozenset(adjusted),
        frozenset(key for (key,) in one_offs),
        frozenset(fees),
        month(first) if first else None,
    )


_DAYS = """
SELECT i.number, l.n, l.lease_id, l.service, l.head, l.unit, l.first, l.last,
  l.amount + coalesce((SELECT sum(s.amount) FROM invoice_lines s
                       WHERE s.invoice_id = l.invoice_id AND s.subsidises = l.n), 0)
  + coalesce((SELECT sum(c.amount) FROM invoice_lines c WHERE c.credits_line_id = l.id), 0)
  + coalesce((SELECT sum(c.amount) FROM invoice_lines s JOIN invoice_lines c ON c.credits_line_id = s.id
              WHERE s.invoice_id = l.invoice_id AND s.subsidises = l.n), 0)
FROM invoice_lines l JOIN invoices i ON i.id = l.invoice_id
WHERE l.service IS NOT NULL AND (:lease IS NULL OR l.lease_id = :lease)
ORDER BY i.date, i.number, l.n
"""


def recurring(db: Database, lease_id: str | None = None) -> list[BilledDays]:
    """Every issued rent and charge line, net of its subsidies and of what was credited since."""
    return [
        BilledDays(
            number,
            n,
            lease,
            service,
            head,
            unit,
            date.fromisoformat(first),
            date.fromisoformat(last),
            Paisa(amount),
        )
        for number, n, lease, service, head, unit, first, last, amount in fetch(
            db, _DAYS, {"lease": lease_id}
        )
    ]


def last_run(db: Database) -> Month | None:
    """The latest month that was run."""
    found = fetch(db, "SELECT max(month) FROM billing_runs")[0][0]
    return month(found) if found else None
