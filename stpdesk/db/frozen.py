"""Frozen documents as rows; their figures and files lie in the vault."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from stpdesk import __version__
from stpdesk.core.frozen import Closing, FrozenDocument, FrozenFile, Paper
from stpdesk.core.months import Month
from stpdesk.db import rows
from stpdesk.db.ids import uuid7
from stpdesk.db.rows import fetch, instant, packed

if TYPE_CHECKING:
    from sqlite_utils import Database

_SELECT = (
    "SELECT d.id, d.month, d.kind, d.title, d.number, d.revision, d.digest, d.changes, d.frozen_at, d.frozen_by, d.program"
    " FROM frozen_documents d {where} ORDER BY d.revision, d.rowid"
)


def next_revision(db: Database, month: Month) -> int:
    """The revision that the next closing of a month gives its documents: 1 for the first."""
    sql = "SELECT 1 + coalesce(max(revision), 0) FROM frozen_documents WHERE month = ?"
    return int(fetch(db, sql, (str(month),))[0][0])


def revisions(db: Database) -> dict[Month, int]:
    """The newest revision of each month that has frozen documents."""
    sql = "SELECT month, max(revision) FROM frozen_documents GROUP BY month"
    return {rows.month(month): int(revision) for month, revision in fetch(db, sql)}


def moments(db: Database) -> dict[Month, list[tuple[int, datetime]]]:
    """Every revision of each month that has frozen documents, with when it was frozen, the newest first."""
    sql = "SELECT month, revision, min(frozen_at) FROM frozen_documents GROUP BY month, revision ORDER BY month, revision DESC"
    found: dict[Month, list[tuple[int, datetime]]] = {}
    for month, revision, at in fetch(db, sql):
        frozen_at = instant(at)
        assert frozen_at is not None
        found.setdefault(rows.month(month), []).append((int(revision), frozen_at))
    return found


def add(db: Database, closing: Closing, paper: Paper, sealed: Mapping[str, str], at: str, by: str) -> None:
    """Stores the rows of a document whose files are in the vault: `sealed` is the SHA-256 of each form."""
    key = uuid7()
    row = {
        "id": key, "closing_id": closing.id, "month": str(closing.month), "kind": paper.kind, "title": paper.title,
        "number": paper.number, "revision": closing.revision, "digest": paper.digest,
        "changes": json.dumps(paper.changes, ensure_ascii=False), "frozen_at": at, "frozen_by": by,
        "program": __version__,
    }  # fmt: skip
    rows.insert(db, "frozen_documents", [row])
    rows.insert(
        db,
        "frozen_files",
        [
            {
                "id": uuid7(),
                "document_id": key,
                "form": form,
                "sha256": sha256,
                "size": len(paper.files[form]),
            }
            for form, sha256 in sealed.items()
        ],
    )


def of_month(db: Database, month: Month) -> list[FrozenDocument]:
    """Every document of a month that was ever frozen, the oldest revision first."""
    return _found(db, "WHERE d.month = ?", str(month))


def newest(db: Database, month: Month, kind: str) -> FrozenDocument | None:
    """The latest revision of a month's document; None where none was frozen."""
    found = _found(db, "WHERE d.month = ? AND d.kind = ?", str(month), kind)
    return found[-1] if found else None


def of_number(db: Database, number: str) -> list[FrozenDocument]:
    """The revisions of the document of this number, without regard to case, the oldest first."""
    return _found(db, "WHERE d.number = ? COLLATE NOCASE", number)


def of_file(db: Database, sha256: str) -> tuple[FrozenDocument, str] | None:
    """The latest document one of whose files has this SHA-256, and in which form; None where there is none."""
    sql = "SELECT document_id, form FROM frozen_files WHERE sha256 = ? ORDER BY rowid DESC LIMIT 1"
    for key, form in fetch(db, sql, (sha256,)):
        return _found(db, "WHERE d.id = ?", key)[0], form
    return None


def of_digest(db: Database, digest: str) -> list[FrozenDocument]:
    """The documents whose figures' hash begins so, the oldest revision first."""
    return _found(db, "WHERE d.digest >= ?1 AND d.digest < ?1 || 'g'", digest)


def _found(db: Database, where: str, *values: str) -> list[FrozenDocument]:
    """Frozen documents with their files."""
    heads = fetch(db, _SELECT.format(where=where), values)
    files: dict[str, list[FrozenFile]] = {}
    sql = (
        "SELECT document_id, form, sha256, size FROM frozen_files"
        " WHERE document_id IN (SELECT value FROM json_each(?)) ORDER BY form"
    )
    for key, form, sha256, size in fetch(db, sql, (packed(head[0] for head in heads),)):
        files.setdefault(key, []).append(FrozenFile(form, sha256, size))
    return [_document(head, tuple(files.get(head[0], ()))) for head in heads]


def _document(row: tuple[Any, ...], files: tuple[FrozenFile, ...]) -> FrozenDocument:
    """One frozen document from its row."""
    _, month, kind, title, number, revision, digest, changes, at, by, program = row
    frozen_at = instant(at)
    if frozen_at is None:
        raise ValueError("a frozen document has a time")
    told = tuple(json.loads(changes))
    return FrozenDocument(
        rows.month(month), kind, title, number, revision, digest, told, frozen_at, by, program, files
    )
