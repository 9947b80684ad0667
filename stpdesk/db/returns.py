"""Monthly returns of tenants as stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stpdesk.core.months import Month
from stpdesk.core.return_forms import CELLS, Return
from stpdesk.db import rows
from stpdesk.db.ids import uuid7
from stpdesk.db.rows import fetch

if TYPE_CHECKING:
    from sqlite_utils import Database

_COLUMNS = ", ".join(CELLS)


def of_month(db: Database, month: Month) -> dict[str, Return]:
    """The month's returns by tenant key."""
    sql = f"SELECT tenant_id, {_COLUMNS} FROM returns WHERE month = ?"
    return {key: Return(*values) for key, *values in fetch(db, sql, (str(month),))}


def of_tenant(db: Database, tenant_id: str) -> dict[Month, Return]:
    """A tenant's returns by month, the earliest first."""
    sql = f"SELECT month, {_COLUMNS} FROM returns WHERE tenant_id = ? ORDER BY month"
    return {rows.month(text): Return(*values) for text, *values in fetch(db, sql, (tenant_id,))}


def before(db: Database, month: Month) -> dict[str, Return]:
    """Each tenant's latest return of an earlier month."""
    sql = (
        f"SELECT tenant_id, {_COLUMNS} FROM returns r WHERE month = (SELECT max(month) FROM returns o"
        " WHERE o.tenant_id = r.tenant_id AND o.month < ?)"
    )
    return {key: Return(*values) for key, *values in fetch(db, sql, (str(month),))}


def save(db: Database, tenant_id: str, month: Month, told: Return) -> None:
    """Writes a tenant's return of a month; one without any figure is none."""
    found = fetch(
        db, f"SELECT id, {_COLUMNS} FROM returns WHERE tenant_id = ? AND month = ?", (tenant_id, str(month))
    )
    values = {name: getattr(told, name) for name in CELLS}
    if not found:
        if not told.blank:
            rows.insert(
                db, "returns", [{"id": uuid7(), "tenant_id": tenant_id, "month": str(month), **values}]
            )
        return
    key, *was = found[0]
    if told.blank:
        db.table("returns").delete(key)
        return
    changed = {name: value for (name, value), old in zip(values.items(), was, strict=True) if value != old}
    if changed:
        rows.update(db, "returns", key, changed)
