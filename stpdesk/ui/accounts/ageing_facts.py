"""What tenants owe and for how long as at a day, and the open items behind it: the ageing's own figures (rule B13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from stpdesk.core.ageing import Ageing, bucket
from stpdesk.core.codes import natural_key
from stpdesk.core.money import Paisa
from stpdesk.core.months import Date
from stpdesk.db import ledger, tenants, terms

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.actions.session import Session


@dataclass(frozen=True, slots=True)
class AgeRow:
    """One tenant's ageing under its key in the list; its properties are what the list is sorted by."""

    key: int
    code: str
    name: str
    natural: tuple[object, ...]
    ageing: Ageing

    @property
    def sought(self) -> str:
        """What it is filtered by."""
        return f"{self.code} {self.name}"

    @property
    def not_due(self) -> Paisa:
        """Not due yet."""
        return self.ageing.buckets[0]

    @property
    def d1_30(self) -> Paisa:
        """Overdue for a month at most."""
        return self.ageing.buckets[1]

    @property
    def d31_60(self) -> Paisa:
        """For two."""
        return self.ageing.buckets[2]

    @property
    def d61_90(self) -> Paisa:
        """For three."""
        return self.ageing.buckets[3]

    @property
    def over_90(self) -> Paisa:
        """For longer."""
        return self.ageing.buckets[4]

    @property
    def total(self) -> Paisa:
        """All that is open."""
        return self.ageing.total

    @property
    def overdue(self) -> Paisa:
        """What of it is overdue."""
        return self.ageing.overdue

    @property
    def advances(self) -> Paisa:
        """What is apart."""
        return self.ageing.advances


def aged(db: Database, day: date) -> list[AgeRow]:
    """Everybody with anything open or in advance, in the natural order of codes: what `report ageing` prints."""
    found, people = ledger.ageing(db, day), terms.tenants(db)
    mine = sorted((people[key] for key in found if key in people), key=lambda one: natural_key(one.code))
    rows = []
    for place, one in enumerate(mine, start=1):
        standing = found[one.id]
        rows.append(AgeRow(place, one.code, one.name, natural_key(one.code), standing))
    return rows


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One open item: number ("" = opening balance), days overdue (negative: not due yet), paisa open of its amount."""

    key: int
    ref: str
    date: Date
    due: Date
    days: int
    total: Paisa
    open: Paisa
    bucket: str

    @property
    def sought(self) -> str:
        """What it is filtered by."""
        return f"{self.ref} {self.date}"


@dataclass(frozen=True, slots=True)
class TenantItems:
    """One tenant's open items and advances (number and paisa) as at a day."""

    code: str
    name: str
    day: Date
    items: tuple[ItemRow, ...]
    advances: tuple[tuple[str, Date, Paisa], ...]

    @property
    def overdue(self) -> bool:
        """Whether there is anything to remind of."""
        return any(one.days > 0 for one in self.items)


def items_of(session: Session, code: str, day: date | None) -> TenantItems:
    """What a tenant has open, oldest due first; refused where there is no such tenant."""
    when = day or session.today
    with session.park.reading() as db:
        tenant = tenants.by_code(db, code)
        items = ledger.open_items(db, tenant.id, when)
        unused = ledger.sources(db, tenant.id, when)
    rows = (
        ItemRow(
            place,
            one.ref,
            one.date,
            one.due,
            (when - one.due).days,
            one.total,
            one.open,
            bucket(one.due, when),
        )
        for place, one in enumerate(items, start=1)
    )
    return TenantItems(
        tenant.code, tenant.name, when, tuple(rows), tuple((one.ref, one.date, one.left) for one in unused)
    )  # fmt: skip
