"""The schedule of a lease: every month of its term as the runs will bill it, and what changes between them (rules B2 to B6)."""

from __future__ import annotations

from typing import Any

from stpdesk.core.codes import fold
from stpdesk.core.errors import Refused
from stpdesk.core.lease_schedule import Marker, MonthDue, Schedule, schedule
from stpdesk.core.leases import Lease, rate_changes, rent_of
from stpdesk.core.money import Paisa, lakh, rupees
from stpdesk.core.taxes import TaxTable
from stpdesk.core.typed_dates import day_text, month_text
from stpdesk.reports.figures.context import Context
from stpdesk.reports.figures.table import Cell, Heading, Report, Table

BASES = {"sqft": "a square foot a month", "seat": "a seat a month", "fixed": "a month"}

SUMS = ("rent", "charges", "subsidy", "tax", "total")


def lease_schedule(context: Context, code: str | None) -> Report:
    """The months of one lease; refused without a lease, or where there is none of the code."""
    lease = _lease(context, code)
    tenant = context.terms.tenants[lease.tenant_id]
    found = schedule(context.terms, TaxTable(context.terms.tax_rates), lease, tenant)
    rate = rate_changes(lease, max(context.day, lease.starts))[-1][1]
    data = {
        "park": context.park(), "as_of": context.day.isoformat(), "lease": lease.code, "tenant": tenant.code,
        "name": tenant.name, "units": [let.unit.code for let in lease.units], "start": lease.starts.isoformat(),
        "end": lease.ends.isoformat() if lease.ends else None, "basis": lease.basis, "rate": rupees(rate),
        "rent": rupees(rent_of(lease, rate)), "deposit": None if lease.deposit is None else rupees(lease.deposit),
        "months": [_month_json(one) for one in found.months], "total": rupees(found.total()),
        "sums": dict(zip(SUMS, map(rupees, _sums(found)), strict=True)),
        "changes": [_marker_json(one) for one in found.markers], "open_ended": found.open_ended,
    }  # fmt: skip
    about = context.about(
        ("Lease", lease.code), ("Tenant", f"{tenant.code}, {tenant.name}"),
        ("Units", ", ".join(let.unit.code for let in lease.units)),
        ("Term", f"{day_text(lease.starts)} to {day_text(lease.ends) if lease.ends else 'no end'}"),
        ("Rate", f"Rs {lakh(rate)} {BASES[lease.basis]}"),
        *([("Deposit", f"Rs {lakh(lease.deposit)}")] if lease.deposit else []),
    )  # fmt: skip
    return Report(
        "lease-schedule", "Lease schedule", context.park(), about, [_months(found), _changes(found)], data
    )


def _lease(context: Context, code: str | None) -> Lease:
    """The lease of a code."""
    if not code:
        raise Refused("A lease schedule needs a lease: --lease L.", field="lease")
    for lease in context.terms.leases:
        if fold(lease.code) == fold(code):
            return lease
    raise Refused("There is no lease {lease}.", field="lease", lease=code)


def _month_json(one: MonthDue) -> dict[str, Any]:
    """One of `months`."""
    return {
        "month": str(one.month), "rent": rupees(one.rent), "charges": rupees(one.charges), "subsidy": rupees(one.subsidy),
        "tax": rupees(one.tax), "total": rupees(one.total), "rent_free": one.free, "whole": one.whole,
    }  # fmt: skip


def _marker_json(one: Marker) -> dict[str, Any]:
    """One of `changes`."""
    return {
        "date": one.day.isoformat(), "what": str(one.text), "about": str(one.about),
        "difference": None if one.difference is None else rupees(one.difference),
    }  # fmt: skip


def _months(found: Schedule) -> Table:
    """A row a month."""
    headings = [
        Heading("Month"), Heading("Rent", Cell.MONEY), Heading("Charges", Cell.MONEY), Heading("Subsidy", Cell.MONEY),
        Heading("Tax", Cell.MONEY), Heading("Total", Cell.MONEY), Heading("Remark"),
    ]  # fmt: skip
    rows = [
        (month_text(one.month), one.rent, one.charges, one.subsidy, one.tax, one.total,
         "rent-free" if one.free else "" if one.whole else "part of a month")
        for one in found.months
    ]  # fmt: skip
    note = "Metered electricity and one-off charges come on top; each run rounds its documents."
    if found.open_ended:
        note += f" The lease has no end: the first {len(found.months)} months are shown."
    return Table(
        "Months", headings, rows, ("Total", *_sums(found), None), note=note, empty="No month is billed."
    )


def _sums(found: Schedule) -> list[Paisa]:
    """What the months come to, as `SUMS` names them."""
    return [Paisa(sum(getattr(one, name) for one in found.months)) for name in SUMS]


def _changes(found: Schedule) -> Table:
    """A row a change."""
    headings = [
        Heading("Date", Cell.DATE),
        Heading("What changes"),
        Heading("About"),
        Heading("Difference a month", Cell.MONEY),
    ]
    rows = [(one.day, str(one.text), str(one.about), one.difference) for one in found.markers]
    return Table("Changes", headings, rows, empty="Nothing changes during the term.")
