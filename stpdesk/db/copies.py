"""What an issued document keeps of its time: both parties as they were called, the month, the outages told (rule B11)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from stpdesk.core.documents import Interrupted, PaidSince
from stpdesk.core.money import Paisa
from stpdesk.core.months import Month
from stpdesk.core.park import ParkSettings
from stpdesk.core.tenants import Tenant
from stpdesk.db.rows import day


def provider_copy(park: ParkSettings) -> dict[str, str | None]:
    """What an invoice keeps of the park (rule B11)."""
    return {
        "code": park.code,
        "name": park.name,
        "name_urdu": park.name_urdu,
        "city": park.city,
        "province": park.province,
        "address": park.address,
        "ntn": park.ntn,
        "strn": park.strn,
        "bank": park.bank,
        "iban": park.iban,
        "sample": "yes" if park.sample else None,
    }


def party_copy(tenant: Tenant) -> dict[str, str | None]:
    """What an invoice keeps of the tenant (rule B11)."""
    return {
        "code": tenant.code,
        "name": tenant.name,
        "kind": tenant.kind,
        "address": tenant.address,
        "ntn": tenant.ntn,
        "strn": tenant.strn,
        "cnic": tenant.cnic,
        "contact": tenant.contact,
    }


def snapshot(
    provider: dict[str, str | None],
    tenant: Tenant,
    month: Month,
    told: Interrupted | None = None,
    paid: PaidSince | None = None,
) -> str:
    """The copy of both parties, the run's month, the outages told with it and what was paid since its date, as JSON text."""
    found: dict[str, Any] = {"month": str(month), "park": provider, "party": party_copy(tenant)}
    if told is not None:
        found["outages"] = {
            "month": told.month, "until": told.until.isoformat() if told.until else None,
            "power": told.power, "internet": told.internet,
        }  # fmt: skip
    if paid is not None:
        found["paid"] = {"until": paid.until.isoformat(), "amount": paid.amount}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def told_outages(kept: Mapping[str, Any]) -> Interrupted | None:
    """The outages a snapshot tells of; None where it tells of none."""
    found = kept.get("outages")
    if found is None:
        return None
    return Interrupted(found["month"], day(found["until"]), found["power"], found["internet"])


def told_paid(kept: Mapping[str, Any]) -> PaidSince | None:
    """What a snapshot tells was paid between the document's date and its issue; None where it tells nothing."""
    found = kept.get("paid")
    return PaidSince(date.fromisoformat(found["until"]), Paisa(found["amount"])) if found else None
