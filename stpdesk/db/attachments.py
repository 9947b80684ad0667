"""Files attached to tenants, leases and units, as rows; what is in them lies in the vault."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from stpdesk.core.errors import Refused
from stpdesk.db import rows
from stpdesk.db.check import Checker, Finding
from stpdesk.db.ids import uuid7
from stpdesk.db.rows import fetch, instant, instant_text

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.db.vault import Vault

TENANT, LEASE, UNIT = "tenant", "lease", "unit"
KINDS = {TENANT: "tenants", LEASE: "leases", UNIT: "units"}
"""What a file can be attached to, and its table."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """One attached file; `size` in bytes, `withdrawn_at` None while it counts."""

    id: str
    kind: str
    owner_id: str
    name: str
    size: int
    sha256: str
    added_at: datetime
    added_by: str
    withdrawn_at: datetime | None
    withdrawn_by: str | None


_SELECT = (
    "SELECT id, CASE WHEN tenant_id IS NOT NULL THEN 'tenant' WHEN lease_id IS NOT NULL THEN 'lease' ELSE 'unit' END,"
    " coalesce(tenant_id, lease_id, unit_id), name, size, sha256, added_at, added_by, withdrawn_at, withdrawn_by"
    " FROM attachments"
)


def of_owner(db: Database, kind: str, owner_id: str, *, withdrawn: bool = False) -> list[Attachment]:
    """What is attached to a thing, the latest first; with `withdrawn` also what was taken back."""
    there = "" if withdrawn else "AND withdrawn_at IS NULL"
    sql = f"{_SELECT} WHERE {KINDS[kind][:-1]}_id = ? {there} ORDER BY added_at DESC, rowid DESC"
    return [_attachment(row) for row in fetch(db, sql, (owner_id,))]


def by_key(db: Database, key: str) -> Attachment:
    """One attached file; refused where there is none."""
    found = fetch(db, f"{_SELECT} WHERE id = ?", (key,))
    if not found:
        raise Refused("This file is not attached.")
    return _attachment(found[0])


def _attachment(row: tuple[Any, ...]) -> Attachment:
    """One attached file from its row."""
    key, kind, owner, name, size, sha256, at, actor, withdrawn_at, withdrawn_by = row
    added = instant(at)
    if added is None:
        raise ValueError("an attachment has a time")
    return Attachment(key, kind, owner, name, size, sha256, added, actor, instant(withdrawn_at), withdrawn_by)


def add(
    db: Database, kind: str, owner_id: str, name: str, size: int, sha256: str, at: datetime, actor: str
) -> str:
    """Stores the row of a file that is in the vault; returns its key."""
    key = uuid7()
    row = {
        "id": key, f"{KINDS[kind][:-1]}_id": owner_id, "name": name, "size": size, "sha256": sha256,
        "added_at": instant_text(at), "added_by": actor,
    }  # fmt: skip
    rows.insert(db, "attachments", [row])
    return key


def rename(db: Database, key: str, name: str) -> None:
    """Gives an attached file another name."""
    rows.update(db, "attachments", key, {"name": name})


def withdraw(db: Database, key: str, at: datetime, actor: str) -> None:
    """Marks an attached file as taken back; the file stays."""
    rows.update(db, "attachments", key, {"withdrawn_at": instant_text(at), "withdrawn_by": actor})


def named(db: Database) -> dict[str, str]:
    """SHA-256 of every file that a row names, with what to call it: attached ones, pictures, the logo, frozen documents."""
    sql = (
        "SELECT sha256, 'attached file ' || name FROM attachments"
        " UNION ALL SELECT sha256, 'picture ' || image FROM floors WHERE sha256 IS NOT NULL"
        " UNION ALL SELECT json_extract(value, '$'), CASE name WHEN 'logo' THEN 'picture of the logo'"
        " ELSE replace(name, '_', ' ') END FROM settings"
        " WHERE name IN ('logo', 'signing_key', 'signing_certificate')"
        " UNION ALL SELECT digest, 'file with the figures of ' || number || ' revision ' || revision"
        " FROM frozen_documents"
        " UNION ALL SELECT f.sha256, 'file ' || d.number || ' revision ' || d.revision || '.' || f.form"
        " FROM frozen_files f JOIN frozen_documents d ON d.id = f.document_id"
    )
    return dict(fetch(db, sql))


def files(vault: Vault) -> Checker:
    """Checks that every file a row names is there and whole: opened with its seal and compared with its SHA-256."""

    def attached_files(db: Database) -> Finding:
        there = named(db)
        problems = [
            f"The {name} is {problem}."
            for sha256, name in sorted(there.items(), key=lambda pair: pair[1])
            if (problem := vault.problem(sha256)) is not None
        ]
        return Finding("attached files", len(there), tuple(problems))

    return attached_files
