"""What an undo took back, for the sentence that says so: of what kind, by which names, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stpdesk.db import undoing

if TYPE_CHECKING:
    from sqlite_utils import Database

ENTERED, REMOVED, CHANGED = "entered", "removed", "changed"
"""What the act had done with it: it is gone again, there again, or as it was before."""

KINDS = (
    "leases", "units", "tenants", "readings", "meters", "returns", "one_offs", "repairs", "attachments", "outages", "links",
    "schedule", "causes", "schemes", "tax_rates", "tariffs", "floors",
)  # fmt: skip
"""What an act was about, the first of those it wrote: a lease comes with its rates and charges, a unit with its floor."""

_OF_LEASE = frozenset({"lease_units", "lease_rates", "lease_charges"})
_DID = {"insert": ENTERED, "delete": REMOVED, "update": CHANGED}


@dataclass(frozen=True, slots=True)
class TakenBack:
    """`kind` is one of KINDS, `how` one of ENTERED, REMOVED, CHANGED; `name` is that of the only one, where it has one."""

    kind: str
    how: str
    count: int
    name: str = ""


def taken_back(db: Database, made: Sequence[undoing.Entry]) -> TakenBack:
    """What taking these rows back comes to, asked before they are."""
    kind = min((_kind(one) for one in made), key=KINDS.index)
    rows = [one for one in made if one.table == kind]
    did = {_DID[one.op] for one in rows}
    if (
        kind == "leases" and ENTERED in did
    ):  # a renewal also ends the lease before: the new one is what was entered
        rows, did = [one for one in rows if one.op == "insert"], {ENTERED}
    rows = rows or [one for one in made if _kind(one) == kind]
    names = {one.key: undoing.name_of(db, one) for one in rows}
    told = {name or key for key, name in names.items()}  # two readings of one meter are one thing to a person
    name = next(iter(names.values()))
    return TakenBack(kind, did.pop() if len(did) == 1 else CHANGED, len(told), name if len(told) == 1 else "")


def _kind(one: undoing.Entry) -> str:
    """What a row belongs to."""
    return "leases" if one.table in _OF_LEASE else one.table
