"""The change log in words: what a row is called, its columns as the fields a person knows, its values as they are shown."""

from __future__ import annotations

import json
import re
from typing import Any

from PySide6.QtCore import QCoreApplication

from stpdesk.core.money import decimal_text, lakh
from stpdesk.core.months import Month
from stpdesk.db.lists import audit
from stpdesk.db.lists.audit import Entry
from stpdesk.db.lists.audit_seen import CLOCK, MONEY, OWN_THERE, YESNO, monitor_settings
from stpdesk.db.plan_file import SETTING as MONITOR
from stpdesk.db.settings import RECOVERY
from stpdesk.ui import allowed, wording
from stpdesk.ui.tables import formats

GROUPS = {
    "tenants": "Tenants", "leases": "Leases", "units": "Units and floors", "meters": "Meters and tariffs", "billing": "Billing",
    "receipts": "Receipts and deposits", "outages": "Power and internet", "months": "Months and reports", "files": "Attached files",
    "settings": "Settings and terms", "people": "People",
}  # fmt: skip
"""Kinds of things by their key of `lists.audit.GROUPS`; translated by `group`."""

THINGS = {
    "change_log": "Audit trail", "node": "Park", "settings": "Setting", "people": "Person", "units": "Unit", "floors": "Floor",
    "repairs": "Repair", "tenants": "Tenant", "leases": "Lease", "lease_units": "Unit of lease", "lease_rates": "Rate of lease",
    "lease_charges": "Charge of lease", "schemes": "Subsidy", "tax_rates": "Tax rate", "meters": "Meter", "tariffs": "Tariff",
    "readings": "Reading", "fuel_adjustments": "Fuel adjustment", "one_offs": "One-off charge", "openings": "Opening balance",
    "deposits": "Deposit", "returns": "Monthly return", "closings": "Month", "billing_runs": "Run", "invoices": "Invoice",
    "invoice_lines": "Line of invoice", "invoice_taxes": "Tax of invoice", "fbr_numbers": "FBR number of invoice", "adjusted_readings": "Adjusted reading", "receipts": "Receipt",
    "reversals": "Reversal of receipt", "allocations": "Settlement", "corrections": "Correction", "answers": "Answer to the monitor",
    "causes": "Cause", "links": "Link", "outages": "Outage", "outage_units": "Unit of outage", "supply_runs": "Generator or UPS run",
    "schedule": "Announced load shedding", "gaps": "Unknown time", "attachments": "Attached file", "attention": "Matter for PSEB",
    "signatories": "Signatory", "frozen_documents": "Frozen document", "frozen_files": "File of frozen document",
}  # fmt: skip
"""What a row of each table is; translated by `thing`."""

OPS = {
    "insert": "Entered",
    "update": "Changed",
    "delete": "Removed",
    "begin": "Begun",
    "migrate": "Brought up to date",
}
"""What became of it; translated by `done`."""

FIELDS = {
    "code": "Code", "name": "Name", "kind": "Kind", "role": "Role", "retired_on": "Left on", "password_at": "Password set", "password_by": "Password set by",
    "password_recovered": "With the recovery code", "building": "Building", "floor": "Floor",
    "sqft_e4": "Area, sq ft", "seats": "Seats", "lettable": "To be let", "x_e4": "Plan, from the left, ft", "y_e4": "Plan, from the top, ft",
    "w_e4": "Plan, width, ft", "h_e4": "Plan, depth, ft", "pseb_no": "PSEB registration", "pseb_valid_to": "Registered until",
    "ntn": "NTN", "strn": "STRN", "cnic": "CNIC", "contact": "Contact", "phone": "Telephone", "email": "Email", "address": "Address",
    "tax_exempt": "Exempt from sales tax", "income_tax_pct_e4": "Income tax withheld, %", "sales_tax_withheld_pct_e4": "Sales tax withheld, %",
    "tenant_id": "Tenant", "lease_id": "Lease", "unit_id": "Unit", "meter_id": "Meter", "link_id": "Link", "invoice_id": "Invoice",
    "receipt_id": "Receipt", "outage_id": "Outage", "closing_id": "Month", "document_id": "Document", "run_id": "Run of",
    "credits_id": "Credits", "source_id": "From", "item_id": "Settles", "starts": "From", "ends": "To", "basis": "Charged by",
    "rate": "Rate, Rs", "rent_free_to": "Rent-free until", "escalation_pct_e4": "Escalation, %", "escalation_months": "Every, months",
    "deposit": "Deposit, Rs", "holdover": "Stays after the end", "head": "Head", "description": "Description", "monthly": "A month, Rs",
    "funder": "Funder", "pct_e4": "Percent", "applies_to": "Applies to", "authority": "Authority", "supply": "Supply",
    "multiplier_e4": "Multiplier", "digits": "Digits", "rate_e4": "Rate, Rs", "date": "Date", "reading_e4": "Reading", "event": "Event",
    "note": "Note", "usage_month": "Month of use", "bill_in": "Billed in", "amount": "Amount, Rs", "due": "Due", "month": "Month",
    "men": "Men", "women": "Women", "freelancers": "Freelancers", "trainees": "Trainees", "exports_usd": "Exports, USD",
    "domestic_pkr": "Domestic, Rs", "closed_at": "Closed", "closed_by": "Closed by", "reopened_at": "Reopened",
    "reopened_by": "Reopened by", "reason": "Reason", "served": "Month served", "issued_at": "Issued", "number": "Number",
    "fiscal_year": "Fiscal year", "subtotal": "Before subsidy and tax, Rs", "subsidy": "Subsidy, Rs", "tax_total": "Sales tax, Rs",
    "rounding": "Rounding, Rs", "total": "Total, Rs", "line_count": "Lines", "method": "Method", "cash": "Cash, Rs",
    "income_tax": "Income tax withheld, Rs", "sales_tax": "Sales tax withheld, Rs", "certificate": "Certificate", "named": "Named invoices",
    "unit": "Unit", "first": "First day", "last": "Last day", "days": "Days", "days_in_month": "Of days", "quantity": "Quantity",
    "scheme": "Scheme", "taxed": "Taxed by", "base": "Of, Rs", "act": "Act", "at": "When", "actor": "Who", "answer": "Answer",
    "listed": "Offered in lists", "service": "Service", "isp": "Provider", "upstream": "Upstream", "mbps_e4": "Mbps",
    "in_service_from": "In service from", "planned": "Planned", "cause": "Cause", "source": "Known from", "carries": "Carries",
    "litres_e4": "Litres", "kwh_e4": "kWh", "hour_meter_e4": "Hour meter", "weekdays": "Weekdays", "from_minute": "From",
    "to_minute": "To", "valid_from": "Valid from", "valid_to": "Valid to", "image": "Image", "size": "Bytes", "added_at": "Attached",
    "added_by": "Attached by", "withdrawn_at": "Withdrawn", "withdrawn_by": "Withdrawn by", "matter": "Matter", "since": "Since",
    "exposure": "Exposure, Rs", "decision": "Decision sought", "place": "Place", "settled_on": "Settled on", "outcome": "Outcome",
    "title": "Title", "revision": "Revision", "frozen_at": "Frozen", "frozen_by": "Frozen by", "program": "Program", "form": "Form",
    "value": "Value", "park_code": "Park code", "incarnation": "Restored, times", "park": "Park", "qr": "QR code", "retired_by": "Put right or dismissed",
}  # fmt: skip
"""What each column is called; translated by `column`. One that is not here is the program's own and not shown."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}$")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])$")
_KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-")
DASH = "–"


def tr(text: str) -> str:
    """Translated, in the context of the audit trail."""
    return QCoreApplication.translate("audit", text)


def group(name: str) -> str:
    """A kind of things."""
    return tr(GROUPS[name])


def said() -> dict[str, str]:
    """The words of the program that entries show, by the marks that stand for them: they are found by these too."""
    from stpdesk.ui.records.explained import WATCHED

    return {
        **{f"field:{name}": tr(told) for name, told in FIELDS.items()},
        "field:dated": column("date", "invoices"),
        "yes": tr("yes"),
        "no": tr("no"),
        **{f"weekday:{day}": tr(name)[:3] for day, name in enumerate(wording.WEEKDAYS)},
        **{f"thing:{table}": tr(told) for table, told in THINGS.items()},
        **{f"op:{op}": done(op) for op in audit.OPS},
        **{f"setting:{name}": setting(name) for name in audit.SETTINGS},
        **{f"watched:{name}": watched(name) for name in WATCHED},
        **{f"role:{role}": allowed.role_name(role) for role in audit.ROLES},
    }


def done(op: str) -> str:
    """What became of a row."""
    return tr(OPS.get(op, op))


def column(name: str, table: str = "") -> str:
    """A column as its field is called; "" for one of the program's own."""
    if (table, name) in OWN_THERE:
        return ""
    if table == "invoices" and name == "date":
        return tr("Dated")
    return tr(FIELDS[name]) if name in FIELDS else ""


def thing(one: Entry) -> str:
    """What the entry is about: “Tenant T-03, Karakoram Soft”, “Invoice GLT/INV/2026-27/00042”."""
    what = tr(THINGS.get(one.table, one.table.replace("_", " ").capitalize()))
    return " ".join(part for part in (what, _called(one)) if part)


def _called(one: Entry) -> str:
    """The name or number of the row itself, else of what it belongs to."""
    row = one.row
    if one.table == "settings":
        return "“{}”".format(setting(str(row.get("name", ""))))
    if one.table in {"tenants", "units"} and row.get("name"):
        return f"{row.get('code')}, {row['name']}"
    if one.table == "closings":
        return value("month", row.get("month"), one)
    for name in ("code", "number", "name", "title", "matter", "building"):
        if row.get(name) is not None:
            return str(row[name])
    for name in (
        "invoice_id",
        "receipt_id",
        "lease_id",
        "meter_id",
        "tenant_id",
        "unit_id",
        "outage_id",
        "document_id",
        "item_id",
        "month",
    ):
        if row.get(name) is not None:
            return value(name, row[name], one)
    return ""


def setting(name: str) -> str:
    """A setting as the part of the settings calls it."""
    from stpdesk.ui.records.explained import SETTINGS

    if name == RECOVERY:
        return tr("Recovery code made anew")
    if name == MONITOR:
        return tr("Monitor")
    if name in {"backup_folders", "backup_minutes"}:
        return tr("Backups also go to") if name == "backup_folders" else tr("Minutes between backups")
    return (
        QCoreApplication.translate("settings", SETTINGS[name].title)
        if name in SETTINGS
        else name.replace("_", " ")
    )


def value(name: str, found: Any, one: Entry) -> str:
    """A value as it is shown; a dash where there is none."""
    if found is None or found == "":
        return DASH
    if name in YESNO:
        return tr("yes") if found else tr("no")
    if isinstance(found, str):
        return _text(name, found, one)
    if name.endswith("_e4"):
        return decimal_text(int(found))
    if name in MONEY:
        return lakh(int(found))
    if name in CLOCK:
        return f"{int(found) // 60:02d}:{int(found) % 60:02d}"
    return str(found)


def _text(name: str, found: str, one: Entry) -> str:
    """A text: a reference by what it is called, a date, an instant or a month as people write them, else as it is."""
    if found in one.names:
        return one.names[found]
    if name == "value" and one.table == "settings":
        return _setting_value(str(one.row.get("name", "")), found, one)
    if name == "role" and one.table == "people" and found in allowed.ROLES:
        return allowed.role_name(found)
    if _INSTANT.match(found):
        return formats.instant(found)
    if _DATE.match(found):
        return formats.day(found)
    if _MONTH.match(found):
        month = Month.parse(found)
        return f"{wording.month_name(month.number)} {month.year}"
    if name == "weekdays":
        days = [part for part in re.split(r"\D+", found) if part]
        return ", ".join(tr(wording.WEEKDAYS[int(day)])[:3] for day in days if int(day) < 7)
    return tr("(not known any more)") if _KEY.match(found) else found


def _setting_value(name: str, found: str, one: Entry) -> str:
    """A setting's JSON as it is typed."""
    plain = json.loads(found)
    if isinstance(plain, bool):
        return tr("yes") if plain else tr("no")
    if isinstance(plain, list):
        return ", ".join(map(str, plain)) or DASH
    if isinstance(plain, int) and name.endswith(("_pct", "_sqft")):
        return decimal_text(plain)
    return _text("", plain, one) if isinstance(plain, str) else str(plain)


def differences(one: Entry) -> list[tuple[str, str, str]]:
    """The fields that are others: name, before, after; of a new row all that is filled, of one that went all that was."""
    found = []
    if one.table == "settings" and one.row.get("name") == MONITOR:
        return _watched(one)
    for name in one.changed:
        words = column(name, one.table)
        if words:
            old, new = ((row or {}).get(name) for row in (one.old, one.new))
            found.append((words, value(name, old, one), value(name, new, one)))
    if not found and one.op == "update" and one.table == "people":
        # set twice in one second by one person: it is an entry all the same
        told = value("password_at", one.row.get("password_at"), one)
        found.append((column("password_at"), told, told))
    return found


def watched(key: str) -> str:
    """A setting of the monitor as the part of the settings calls it, a link's with its code."""
    from stpdesk.ui.records.explained import WATCHED

    last, code = key.rpartition(".")[2], key.split(".")[1:-1] if key.startswith("link.") else []
    told = WATCHED.get(key) or WATCHED.get(last)
    title = QCoreApplication.translate("settings", told[0]) if told else key
    return f"{'.'.join(code)}: {title}" if code else title


def watched_value(found: object) -> str:
    """A value of the monitor as it is typed; a dash for the usual one."""
    if found is None:
        return DASH
    if isinstance(found, bool):
        return tr("yes") if found else tr("no")
    return ", ".join(map(str, found)) if isinstance(found, list) else str(found)


def _watched(one: Entry) -> list[tuple[str, str, str]]:
    """The monitor's settings that are others; they are kept together."""
    old, new = monitor_settings(one.old), monitor_settings(one.new)
    return [
        (watched(key), watched_value(old.get(key)), watched_value(new.get(key)))
        for key in dict.fromkeys((*new, *old))
        if old.get(key) != new.get(key)
    ]


_TITLED = frozenset({"code", "number", "fiscal_year", "line_count"})
"""What the thing is called anyway, or says nothing in a line."""


def in_one_line(one: Entry, most: int = 6) -> str:
    """The same in a line: “Rate, Rs 55.00 → 60.00; To – → 31 Dec 2026”; of a new row without what it is called by."""
    titled = set() if one.op == "update" else {column(name, one.table) for name in _TITLED}
    called = "" if one.op == "update" else _called(one)
    told = [
        found for found in differences(one) if found[0] not in titled and called not in {*found[1:]} - {""}
    ]
    parts = [
        f"{name} {old} → {new}" if one.op == "update" else f"{name} {new if one.new else old}"
        for name, old, new in told[:most]
    ]
    return "; ".join(parts) + (" …" if len(told) > most else "")
