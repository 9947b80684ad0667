"""What earlier runs billed, so that nothing is billed twice (rule B10)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from stpdesk.core.corrections import BilledDays
from stpdesk.core.leases import Lease
from stpdesk.core.money import Paisa
from stpdesk.core.months import DAY, Month
from stpdesk.core.terms import Billed
from stpdesk.db import unbilled
from stpdesk.db.rows import fetch, month, packed

if TYPE_CHECKING:
    from sqlite_utils import Database


def load(db: Database, run: Month) -> Billed:
    """What is billed so far, as the run of a month needs it.

    Days by service, one-offs and late fees, and who was billed for the use that its fuel adjustments are for.
    """
    month_of = {"month": str(run)}
    readings = fetch(
        db,
        "SELECT l.reading_id, i.tenant_id FROM invoice_lines l INDEXED BY invoice_lines_reading"
        " JOIN invoices i ON i.id = l.invoice_id WHERE l.kind = 'usage' AND l.amount >= 0"
        f" AND l.credits_line_id IS NULL AND l.reading_id IN ({unbilled.ADJUSTED})",
        month_of,
    )
    adjusted = fetch(
        db,
        "SELECT adjustment_id, reading_id FROM adjusted_readings"
        " WHERE adjustment_id IN (SELECT id FROM fuel_adjustments WHERE bill_in = :month)",
        month_of,
    )
    one_offs = fetch(
        db,
        "SELECT one_off_id FROM invoice_lines INDEXED BY invoice_lines_one_off"
        " WHERE one_off_id IS NOT NULL AND kind = 'one_off' AND credits_line_id IS NULL",
    )
    first = fetch(db, "SELECT min(served) FROM billing_runs")[0][0]
    return Billed(
        _spans(db),
        dict(readings),
        frozenset(adjusted),
        frozenset(key for (key,) in one_offs),
        fees(db),
        month(first) if first else None,
    )


def fees(db: Database) -> frozenset[tuple[str, str]]:
    """Items charged with a late fee, each with the month of the run (rule B9)."""
    found = fetch(
        db,
        "SELECT fee_item_id, fee_month FROM invoice_lines INDEXED BY invoice_lines_fee"
        " WHERE fee_item_id IS NOT NULL AND credits_line_id IS NULL",
    )
    return frozenset((item, month_) for item, month_ in found)


def _spans(db: Database) -> dict[str, list[tuple[date, date]]]:
    """Billed days by service, in order; most services are billed without a gap, and need no more than their ends."""
    whole = fetch(
        db,
        "SELECT service, min(first), max(last), sum(julianday(last) - julianday(first) + 1)"
        " = julianday(max(last)) - julianday(min(first)) + 1 FROM invoice_lines INDEXED BY invoice_lines_service"
        " WHERE service IS NOT NULL GROUP BY service",
    )
    days = {
        service: [(date.fromisoformat(first), date.fromisoformat(last))]
        for service, first, last, one in whole
        if one
    }
    broken = [service for service, _, _, one in whole if not one]
    sql = (
        "SELECT service, first, last FROM invoice_lines INDEXED BY invoice_lines_service"
        " WHERE service IN (SELECT value FROM json_each(?)) ORDER BY service, first"
    )
    for service, first, last in fetch(db, sql, (packed(broken),)) if broken else ():
        begun, ended = date.fromisoformat(first), date.fromisoformat(last)
        spans = days.setdefault(service, [])
        if spans and spans[-1][1] + DAY == begun:
            spans[-1] = spans[-1][0], ended
        else:
            spans.append((begun, ended))
    return days


_DAYS = (
    "SELECT l.id, i.number, l.n, l.lease_id, l.service, l.head, l.unit, l.first, l.last, l.amount FROM invoice_lines l"
    " JOIN invoices i ON i.id = l.invoice_id WHERE l.service IS NOT NULL ORDER BY i.date, i.seq, l.n"
)
_SUPPORTS = (
    "SELECT p.id, sum(s.amount) FROM invoice_lines s JOIN invoice_lines p ON p.invoice_id = s.invoice_id"
    " AND p.n = s.subsidises WHERE s.subsidises IS NOT NULL GROUP BY p.id"
)
_CREDITS = (
    "SELECT CASE WHEN l.subsidises IS NULL THEN l.id ELSE (SELECT p.id FROM invoice_lines p"
    " WHERE p.invoice_id = l.invoice_id AND p.n = l.subsidises) END, sum(c.amount) FROM invoice_lines c"
    " JOIN invoice_lines l ON l.id = c.credits_line_id WHERE c.credits_line_id IS NOT NULL GROUP BY 1"
)

_SUPPORTS_OF = (
    "SELECT p.id, sum(s.amount) FROM invoice_lines p JOIN invoice_lines s ON s.invoice_id = p.invoice_id"
    " AND s.subsidises = p.n WHERE p.service >= :from AND p.service < :to GROUP BY p.id"
)
_CREDITS_OF = (
    "SELECT p.id, sum(c.amount) FROM invoice_lines p JOIN invoice_lines l ON l.invoice_id = p.invoice_id"
    " AND (l.n = p.n OR l.subsidises = p.n) JOIN invoice_lines c ON c.credits_line_id = l.id"
    " WHERE p.service >= :from AND p.service < :to AND c.credits_line_id IS NOT NULL GROUP BY p.id"
)


def recurring(db: Database) -> list[BilledDays]:
    """Every issued rent and charge line, net of its subsidies and of what was credited since."""
    return _days(fetch(db, _DAYS), dict(fetch(db, _SUPPORTS)), dict(fetch(db, _CREDITS)))


def recurring_of(db: Database, lease_id: str) -> list[BilledDays]:
    """The same of one lease."""
    mine = {"from": f"{lease_id}/", "to": f"{lease_id}0"}
    found = fetch(db, _DAYS.replace("l.service IS NOT NULL", "l.service >= :from AND l.service < :to"), mine)
    return _days(found, dict(fetch(db, _SUPPORTS_OF, mine)), dict(fetch(db, _CREDITS_OF, mine)))


def _days(
    found: list[tuple[Any, ...]], supports: dict[str, int], credited: dict[str, int]
) -> list[BilledDays]:
    """Lines with their subsidies and credits."""
    return [
        BilledDays(number, n, lease, service, head, unit, date.fromisoformat(first), date.fromisoformat(last),
                   Paisa(amount + supports.get(key, 0)), Paisa(credited.get(key, 0)))
        for key, number, n, lease, service, head, unit, first, last, amount in found
    ]  # fmt: skip


_TERMS = ("leases", "lease_rates", "lease_charges", "lease_units")
_WHOLE = frozenset({"schemes"})
MANY = 64
"""So many leases are looked at one by one; of more, all lines are read at once."""


def retouched(db: Database) -> set[str] | None:
    """Keys of the leases whose price may be another since the first run, by the change log; None where all may be.

    A scheme prices every lease, a unit's area or seats and a tenant's kind those of the leases that have them.
    """
    wanted = packed([*_TERMS, *_WHOLE, "units", "tenants", "billing_runs"])
    entries = fetch(
        db,
        "SELECT seq, tbl FROM change_log INDEXED BY change_log_listed WHERE tbl IN (SELECT value FROM json_each(?))",
        (wanted,),
    )
    first = min((seq for seq, table in entries if table == "billing_runs"), default=None)
    if first is None:
        return set()
    since = [(seq, table) for seq, table in entries if seq > first and table != "billing_runs"]
    if any(table in _WHOLE for _, table in since):
        return None
    sql = (
        "SELECT tbl, row_id, json_extract(coalesce(new, old), '$.lease_id') FROM change_log"
        " WHERE seq IN (SELECT value FROM json_each(?)) AND CASE tbl"
        " WHEN 'tenants' THEN json_extract(old, '$.kind') IS NOT json_extract(new, '$.kind')"
        " WHEN 'units' THEN json_extract(old, '$.sqft_e4', '$.seats') IS NOT json_extract(new, '$.sqft_e4', '$.seats')"
        " ELSE 1 END"
    )
    found: dict[str, set[str]] = {"units": set(), "tenants": set(), "leases": set()}
    for table, key, lease in fetch(db, sql, (packed(seq for seq, _ in since),)):
        found["leases" if table in _TERMS else table].add(lease or key)
    theirs = fetch(
        db,
        "SELECT id FROM leases WHERE tenant_id IN (SELECT value FROM json_each(:tenants))"
        " UNION SELECT lease_id FROM lease_units WHERE unit_id IN (SELECT value FROM json_each(:units))",
        {"tenants": packed(found["tenants"]), "units": packed(found["units"])},
    )
    return found["leases"] | {key for (key,) in theirs}


def recurring_since(db: Database) -> list[BilledDays]:
    """Every issued rent and charge line whose price may be another by now; those of other leases are left out."""
    leases = retouched(db)
    if leases is None or len(leases) > MANY:
        return recurring(db)
    return [line for key in sorted(leases) for line in recurring_of(db, key)]


def last_run(db: Database) -> Month | None:
    """The latest month that was run."""
    found = fetch(db, "SELECT max(month) FROM billing_runs")[0][0]
    return month(found) if found else None


def last_served(db: Database) -> Month | None:
    """The latest served month that was run."""
    found = fetch(db, "SELECT max(served) FROM billing_runs")[0][0]
    return month(found) if found else None


def metered_use(db: Database, lease: Lease) -> bool:
    """Whether metered use of the lease's units on its days was billed to its tenant."""
    sql = (
        "SELECT 1 FROM lease_units x JOIN meters m ON m.unit_id = x.unit_id JOIN readings r ON r.meter_id = m.id"
        " JOIN invoice_lines l ON l.reading_id = r.id JOIN invoices i ON i.id = l.invoice_id"
        " WHERE x.lease_id = ? AND i.tenant_id = ? AND r.date BETWEEN ? AND ? LIMIT 1"
    )
    return bool(fetch(db, sql, (lease.id, lease.tenant_id, str(lease.starts), str(lease.last))))
