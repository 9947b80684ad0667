"""Who signs the monthly report, as stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stpdesk.core.attention import ROLES, Signatory
from stpdesk.db import rows
from stpdesk.db.ids import uuid7

if TYPE_CHECKING:
    from sqlite_utils import Database


def every(db: Database) -> list[Signatory]:
    """Those who sign, in the order in which they sign; a role nobody holds is left out."""
    found = {role: Signatory(role, name, title) for role, name, title in rows.fetch(
        db, "SELECT role, name, title FROM signatories")}  # fmt: skip
    return [found[role] for role in ROLES if role in found]


def put(db: Database, one: Signatory) -> None:
    """Names who signs in a role."""
    there = rows.fetch(db, "SELECT id, name, title FROM signatories WHERE role = ?", (one.role,))
    if not there:
        row = {"id": uuid7(), "role": one.role, "name": one.name, "title": one.title}
        rows.insert(db, "signatories", [row])
    elif there[0][1:] != (one.name, one.title):
        rows.update(db, "signatories", there[0][0], {"name": one.name, "title": one.title})


def drop(db: Database, role: str) -> bool:
    """Leaves a role to nobody; whether somebody held it."""
    there = rows.fetch(db, "SELECT id FROM signatories WHERE role = ?", (role,))
    for (key,) in there:
        db.table("signatories").delete(key)
    return bool(there)
