"""Where an entry of the audit trail leads: the screen, and the thing on it."""

from __future__ import annotations

from stpdesk.db.lists.audit import Entry

_LEASE = frozenset({"lease_units", "lease_rates", "lease_charges"})
_INVOICE = frozenset({"invoice_lines", "invoice_taxes"})
_OUTAGES = {"links": "links", "supply_runs": "runs", "schedule": "schedule", "answers": "asked"}


def target(one: Entry) -> tuple[str, str] | None:
    """Screen and thing; None for what is on no screen (a settlement, a row that is gone)."""
    row, table = one.row, one.table
    if one.new is None and one.op == "delete":
        return None
    if table in {"tenants", "leases", "units"}:
        return {"tenants": "tenants", "leases": "leases", "units": "spaces"}[table], str(row["code"])
    if table in _OUTAGES:
        return "outages", _OUTAGES[table]
    if table in {"outages", "gaps"}:
        return "outages", str(row["starts"])[:7]
    if table == "invoices":
        return "billing", f"invoices:{row['number']}"
    if table == "receipts":
        return "billing", f"receipts:{row['number']}"
    return _of_records(one) or _of_reference(one)


def _of_records(one: Entry) -> tuple[str, str] | None:
    """A part of the records."""
    row, table = one.row, one.table
    if table in {"closings", "frozen_documents"}:
        return "records", f"close:{row['month']}"
    if table == "people":
        return "records", f"people:{row['name']}"
    if table == "settings":
        return "records", f"settings:{row['name']}"
    if table in {"attention", "signatories"}:
        return "records", "matters"
    return (
        ("records", "settings")
        if table in {"schemes", "tax_rates", "tariffs", "fuel_adjustments", "node"}
        else None
    )


def _of_reference(one: Entry) -> tuple[str, str] | None:
    """What the row belongs to."""
    row = one.row

    def named(column: str) -> str:
        return one.names.get(str(row.get(column)), "")

    if one.table in _LEASE and named("lease_id"):
        return "leases", named("lease_id")
    if one.table in _INVOICE and named("invoice_id"):
        return "billing", f"invoices:{named('invoice_id')}"
    if one.table == "reversals" and named("receipt_id"):
        return "billing", f"receipts:{named('receipt_id')}"
    if one.table in {"meters", "readings"}:
        return "billing", "readings"
    for column, screen in (("tenant_id", "tenants"), ("lease_id", "leases"), ("unit_id", "spaces")):
        if named(column):
            return screen, named(column).partition(",")[0]
    return None
