"""Tenants by the codes people type, entered and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stpdesk.core.codes import fold
from stpdesk.core.errors import Refused
from stpdesk.core.forms import TenantForm
from stpdesk.core.tenants import Tenant
from stpdesk.db import rows, terms
from stpdesk.db.ids import uuid7
from stpdesk.db.searched import searched

if TYPE_CHECKING:
    from sqlite_utils import Database


def by_code(db: Database, code: str) -> Tenant:
    """The tenant of a code, case-blind; refused when there is none."""
    found = terms.tenants(db, fold(code))
    if found:
        return next(iter(found.values()))
    raise Refused("There is no tenant {code} in this park.", field="tenant", code=code.strip())


def add(db: Database, form: TenantForm) -> str:
    """Stores a new tenant; returns its key."""
    key = uuid7()
    rows.insert(db, "tenants", [{"id": key, **_row(form)}])
    return key


def change(db: Database, key: str, before: TenantForm, after: TenantForm) -> None:
    """Writes the columns that became another."""
    was, now = _row(before), _row(after)
    changed = {name: value for name, value in now.items() if was[name] != value}
    if changed:
        rows.update(db, "tenants", key, changed)


_TEXTS = ("kind", "pseb_no", "ntn", "strn", "cnic", "contact", "phone", "email", "address")


def _row(form: TenantForm) -> dict[str, Any]:
    """A tenant as its table holds it, without its key; blank texts are none."""
    row: dict[str, Any] = {name: (getattr(form, name) or "").strip() or None for name in _TEXTS}
    row |= {
        "code": form.code.strip(),
        "name": form.name.strip(),
        "pseb_valid_to": str(form.pseb_valid_to) if form.pseb_valid_to else None,
        "tax_exempt": int(form.tax_exempt),
        "income_tax_pct_e4": form.income_tax_pct,
        "sales_tax_withheld_pct_e4": form.sales_tax_withheld_pct,
    }
    return row | searched("tenants", row)
