"""Where an entry of the audit trail leads: the screen, and the thing on it; or why it leads nowhere."""

from __future__ import annotations

from datetime import datetime

from stpdesk.core.civil import local, seconds_of
from stpdesk.core.errors import Refused
from stpdesk.core.months import Month
from stpdesk.db.lists.audit import Entry
from stpdesk.db.lists.audit_seen import monitor_settings
from stpdesk.db.plan_file import SETTING as MONITOR
from stpdesk.db.settings import RECOVERY
from stpdesk.ui.records import audit_words as words

_LEASE = frozenset({"lease_units", "lease_rates", "lease_charges"})
_INVOICE = frozenset({"invoice_lines", "invoice_taxes", "fbr_numbers"})
_OUTAGES = {"links": "links", "schedule": "schedule", "answers": "asked"}
_PLACED = {
    "tenants": ("tenants", "{}"), "leases": ("leases", "{}"), "units": ("spaces", "{}"), "meters": ("billing", "readings:{}"),
    "invoices": ("billing", "invoices:{}"), "receipts": ("billing", "receipts:{}"), "links": ("outages", "links"),
}  # fmt: skip
"""Where rows are found by what they are called now."""
_RETIRED = frozenset({"outages", "supply_runs"})
"""Records that are never changed: what puts one right takes its place."""


def target(one: Entry) -> tuple[str, str] | None:
    """Screen and thing; None for what is on no screen (a settlement, a row that is gone)."""
    row, table = one.row, one.table
    if table == "settings":  # one that is taken back is the usual one again
        return "records", _of_setting(one)
    if one.new is None:
        return None
    if table in _PLACED:
        screen, thing = _PLACED[table]
        return (screen, thing.format(one.there[one.row_id])) if one.row_id in one.there else None
    if table in _RETIRED and one.row_id not in one.there:
        return None
    if table == "outages":
        return "outages", f"{_month(row['starts'])}:{one.there[one.row_id]}"
    if table == "supply_runs":
        return "outages", f"runs:{_month(row['starts'])}"
    if table == "gaps":
        return "outages", _month(row["starts"])
    if table in _OUTAGES:
        return "outages", _OUTAGES[table]
    return _of_records(one) or _of_reference(one)


def why_nowhere(one: Entry) -> Refused:
    """The sentence for an entry without a target."""
    named = words.thing(one)
    if one.table in _RETIRED and one.new is not None:
        return Refused("{thing} was put right or dismissed since; another entry tells how.", thing=named)
    if one.op == "delete" or one.table in _PLACED:
        return Refused("{thing} is not there any more; its entries say what it was.", thing=named)
    return Refused("{thing} is on no screen of its own; all there is to it stands here.", thing=named)


def _month(instant: str) -> str:
    """The month of an instant, by the park's calendar."""
    return str(Month.of(local(seconds_of(datetime.fromisoformat(instant))).date()))


def _of_records(one: Entry) -> tuple[str, str] | None:
    """A part of the records, or the run of a month."""
    row, table = one.row, one.table
    if table == "billing_runs":
        return "billing", f"run:{row['month']}"
    if table in {"closings", "frozen_documents"}:
        return "records", f"close:{row['month']}"
    if table == "people":
        return "records", f"people:{one.there.get(one.row_id, row['name'])}"
    if table in {"attention", "signatories"}:
        return "records", f"matters:{row['number']}" if table == "attention" else "matters"
    if table in {"schemes", "tax_rates", "tariffs", "fuel_adjustments"}:
        return "records", f"settings:{one.row_id}"
    return ("records", "settings:code") if table == "node" else None


def _of_setting(one: Entry) -> str:
    """The part that a setting is changed in; the monitor's are kept together, and the first that is another counts."""
    name = str(one.row["name"])
    if name == MONITOR:
        old, new = monitor_settings(one.old), monitor_settings(one.new)
        return f"settings:{next((key for key in (*new, *old) if old.get(key) != new.get(key)), '')}"
    if name == RECOVERY:
        return "people"
    return "backups" if name.startswith("backup_") else f"settings:{name}"


def _of_reference(one: Entry) -> tuple[str, str] | None:
    """What the row belongs to."""
    row = one.row

    def named(column: str) -> str:
        return one.names.get(str(row.get(column)), "").partition(",")[0]

    if one.table in _LEASE and named("lease_id"):
        return "leases", named("lease_id")
    if one.table in _INVOICE and named("invoice_id"):
        return "billing", f"invoices:{named('invoice_id')}"
    if one.table == "reversals" and named("receipt_id"):
        return "billing", f"receipts:{named('receipt_id')}"
    if one.table == "readings":
        return "billing", f"readings:{named('meter_id')}"
    if one.table == "deposits":
        return "billing", f"deposits:{named('tenant_id')}"
    if one.table == "one_offs":
        return "billing", f"charges:{row['date']}:{named('tenant_id')}"
    if one.table == "floors":
        return "spaces", ""
    for column, screen in (("tenant_id", "tenants"), ("lease_id", "leases"), ("unit_id", "spaces")):
        if named(column):
            return screen, named(column)
    return None
