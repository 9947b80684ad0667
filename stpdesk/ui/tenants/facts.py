"""What a tenant's page shows, read in one go off the window's thread."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from stpdesk.core.codes import fold
from stpdesk.core.errors import Refused
from stpdesk.core.tenants import Tenant
from stpdesk.db import tenants
from stpdesk.db.lists import tenants as listed
from stpdesk.db.lists.tenants import TenantRow

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.actions.session import Session

PART = 64
"""Rows looked through at once for a code."""


@dataclass(frozen=True, slots=True)
class TenantFacts:
    """A tenant with how it stands today, and what looks wrong about its identifiers, by field."""

    tenant: Tenant
    row: TenantRow
    doubts: dict[str, str]
    today: date


def by_code(session: Session, code: str) -> TenantFacts:
    """The tenant of a code; refused when there is none."""
    with session.park.reading() as db:
        tenant = tenants.by_code(db, code)
        keys = listed.keys(db, sort="code", text=tenant.code, day=session.today)
        return _facts(tenant, _row(db, keys, tenant.code, session.today), session.today)


def by_key(session: Session, key: int) -> TenantFacts:
    """The tenant of a list's key; refused when it is gone."""
    with session.park.reading() as db:
        found = listed.rows(db, array("q", [key]), day=session.today)
        if not found:
            raise Refused("This tenant is no longer in the park.")
        return _facts(tenants.by_code(db, found[0].code), found[0], session.today)


def _row(db: Database, keys: array[int], code: str, day: date) -> TenantRow:
    """The listed row of a code, among those that hold it."""
    for start in range(0, len(keys), PART):
        for row in listed.rows(db, keys[start : start + PART], day=day):
            if fold(row.code) == fold(code):
                return row
    raise Refused("There is no tenant {code} in this park.", field="tenant", code=code)


def _facts(tenant: Tenant, row: TenantRow, today: date) -> TenantFacts:
    """With its doubts."""
    return TenantFacts(tenant, row, doubts(tenant), today)


def doubts(tenant: Tenant) -> dict[str, str]:
    """What looks wrong about NTN, CNIC and STRN, by field; never a reason to refuse."""
    from stpdesk.core.identifiers import doubt

    found = {name: getattr(tenant, name) for name in ("ntn", "cnic", "strn")}
    told = {name: doubt(name, value) for name, value in found.items() if value}
    return {name: text for name, text in told.items() if text}
