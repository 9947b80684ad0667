"""The command palette's search: tenants, units, leases, documents and receipts by a few letters, best first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stpdesk.core.searching import APART, HELD, rank, scattered, sought
from stpdesk.db.rows import fetch

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlite_utils import Database

TENANT, UNIT, LEASE, INVOICE, RECEIPT = "tenant", "unit", "lease", "invoice", "receipt"
TELLING = 4
"""Letters that count also inside a word of what is not shown of a hit."""

_KINDS = (TENANT, UNIT, LEASE, INVOICE, RECEIPT)


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: its kind, key and code (or number), what to show beside it, and how well it fits (0 = best)."""

    kind: str
    id: str
    code: str
    told: str
    rank: int


_MASTER = (
    "SELECT 'tenant', id, code, name, sought FROM tenants"
    " UNION ALL SELECT 'unit', id, code, coalesce(name, floor, ''), sought FROM units"
    " UNION ALL SELECT 'lease', l.id, l.code, t.name, l.sought || ' ' || t.sought FROM leases l"
    " JOIN tenants t ON t.id = l.tenant_id"
)
_PAPERS = (
    "SELECT {kind}, p.id, p.number, t.name, t.code FROM (SELECT rowid AS k, number FROM {table}"
    " WHERE number LIKE :like ESCAPE '!' ORDER BY {order} DESC LIMIT :limit) n"
    " JOIN {table} p ON p.rowid = n.k JOIN tenants t ON t.id = p.tenant_id"
)


def find(db: Database, text: str, limit: int = 12) -> list[Hit]:
    """What fits the letters typed, best first; a word each may stand anywhere.

    Where nothing of a kind holds what is typed, initials and letters of one word will do (`core.searching.scattered`).
    Documents and receipts are found by a part of their number (two digits at least), the newest first.
    """
    typed = sought(text)
    if not typed:
        return []
    listed = fetch(db, _MASTER)
    hits = _ranked(listed, lambda code, told, searched: _fits(typed, code, told, searched))
    better = {hit.kind for hit in hits}
    rest = [row for row in listed if row[0] not in better]
    hits += _ranked(rest, lambda code, told, _: _loosely(typed, code, told))
    hits += _papers(db, typed, limit)
    hits.sort(key=lambda hit: (hit.rank, _KINDS.index(hit.kind), len(hit.code), hit.code))
    return hits[:limit]


def _ranked(rows: list[Any], fits: Callable[[str, str, str], int | None]) -> list[Hit]:
    """Rows that fit, as hits."""
    return [
        Hit(kind, key, code, told, place)
        for kind, key, code, told, searched in rows
        if (place := fits(code, told, searched)) is not None
    ]


def _fits(typed: str, code: str, told: str, searched: str) -> int | None:
    """How well a row holds what was typed: by its code, its name, or all its words in any order."""
    words = typed.split()
    if not all(word in searched for word in words):
        return rank(typed, sought(code))  # perhaps without the marks of a code
    places = [one for one in (rank(typed, sought(code)), rank(typed, sought(told))) if one is not None]
    if places:
        return min(places)
    return APART if all(_tells(word, searched) for word in words) else None


def _tells(word: str, searched: str) -> bool:
    """Whether a word found in what is not shown (a phone, an address) says enough: a few letters stand inside many."""
    return len(word) >= TELLING or (rank(word, searched) or 0) < HELD


def _loosely(typed: str, code: str, told: str) -> int | None:
    """How well a row fits by initials or letters of one word."""
    places = (scattered(typed, sought(code)), scattered(typed, sought(told)))
    return min((one for one in places if one is not None), default=None)


def _papers(db: Database, typed: str, limit: int) -> list[Hit]:
    """Documents and receipts whose number has what was typed."""
    if " " in typed or sum(letter.isdigit() for letter in typed) < 2:
        return []
    like = "%" + typed.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%"
    found: list[Hit] = []
    for kind, table in ((INVOICE, "invoices"), (RECEIPT, "receipts")):
        sql = _PAPERS.format(kind=f"'{kind}'", table=table, order="number")
        for _, key, number, name, code in fetch(db, sql, {"like": like, "limit": limit}):
            place = rank(typed, sought(number))
            found.append(Hit(kind, key, number, f"{name}, {code}", HELD if place is None else place + 1))
    return found
