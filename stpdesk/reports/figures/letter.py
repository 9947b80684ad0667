"""What every paper to one tenant is made of: from whom, to whom, facts, sentences, perhaps a table, sums, and who signs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from stpdesk.core.money import Paisa
from stpdesk.core.park import ParkSettings
from stpdesk.core.tenants import Tenant
from stpdesk.reports.figures.table import Table

Names = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Letter:
    """A paper to a tenant: `data` is its JSON and has everything that is printed.

    `facts` stand at the right of the two parties, `before` above the table, `after` below it; `sums` in paisa, the last
    one strong; `words` the amount in words; `signed` are the lines that wait for a hand.
    """

    name: str
    title: str
    park: Names
    party: Names
    facts: Sequence[tuple[str, str]]
    before: Sequence[str] = ()
    table: Table | None = None
    sums: Sequence[tuple[str, Paisa]] = ()
    words: str = ""
    after: Sequence[str] = ()
    signed: Sequence[str] = ()
    receiver: str = "To"
    data: Any = field(repr=False, default=None)


def sender(park: ParkSettings) -> dict[str, str | None]:
    """The park's names as a letter's head and first block show them."""
    return {
        "code": park.code, "name": park.name, "name_urdu": park.name_urdu, "city": park.city, "address": park.address,
        "ntn": park.ntn, "strn": park.strn, "bank": park.bank, "iban": park.iban, "sample": "yes" if park.sample else None,
    }  # fmt: skip


def receiver(tenant: Tenant) -> dict[str, str | None]:
    """The tenant's names as a letter's second block shows them."""
    return {
        "code": tenant.code, "name": tenant.name, "address": tenant.address, "ntn": tenant.ntn, "strn": tenant.strn,
        "cnic": tenant.cnic, "contact": tenant.contact,
    }  # fmt: skip
