"""What every figure of a park is taken from: its terms, its accounts, and the day it is taken at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from stpdesk.core.ageing import Ageing
from stpdesk.core.civil import midnight, window
from stpdesk.core.codes import natural_key
from stpdesk.core.months import DAY, Month
from stpdesk.core.proposals import Proposal
from stpdesk.core.reliability import Reliability
from stpdesk.core.tenants import Tenant
from stpdesk.core.terms import OpenItem, Terms
from stpdesk.core.typed_dates import day_text
from stpdesk.db import ledger, service_log, terms

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.db.vault import Vault


def as_of(month: Month, as_at: date | None, today: date) -> date:
    """The day a month's figures are taken at: as asked, else its last day, in the running month today."""
    if as_at is not None:
        return as_at
    return today if Month.of(today) == month else month.last


@dataclass(frozen=True)
class Context:
    """An open snapshot of a park and the day of the figures."""

    db: Database
    day: date
    month: Month
    now: int | None = None
    """the instant up to which what is open counts; None = the end of the day"""
    noticed: tuple[Proposal, ...] = ()
    """what the monitor noticed; it counts as recorded until somebody answers (rule O9)"""
    vault: Vault | None = None
    """where the park's logo lies; without it documents carry none"""
    notices: tuple[str, ...] = ()
    """what the figures had to leave out, a sentence each"""

    @cached_property
    def terms(self) -> Terms:
        """The terms but for meters."""
        return terms.load(self.db, metered=False)

    @property
    def instant(self) -> int:
        """The instant the figures of power and internet are taken at."""
        return midnight(self.day + DAY) if self.now is None else self.now

    def reliability(self, first: date, last: date) -> Reliability:
        """Power and internet from the first to the last day, as at the instant (rule O2)."""
        park = self.terms.park
        inside = window(first, last, park.outages_from, self.instant)
        log = service_log.load(self.db, inside, park, self.terms.leases, self.noticed)
        return Reliability(log, inside, self.instant)

    @cached_property
    def open_items(self) -> list[OpenItem]:
        """Invoices and opening balances with something open on the day, oldest due first."""
        return ledger.open_items(self.db, as_at=self.day)

    @cached_property
    def ageing(self) -> dict[str, Ageing]:
        """Each tenant's ageing by key, as at the day."""
        return ledger.ageing(self.db, self.day, self.open_items)

    @cached_property
    def logo(self) -> bytes | None:
        """The park's logo, PNG or JPEG; None where it has none, or its file is missing or damaged (`check` tells)."""
        name = self.terms.park.logo
        if name is None or self.vault is None or self.vault.problem(name) is not None:
            return None
        return self.vault.read(name)

    def tenants(self) -> list[Tenant]:
        """Every tenant in the natural order of codes."""
        return sorted(self.terms.tenants.values(), key=lambda one: natural_key(one.code))

    def park(self) -> dict[str, str | None]:
        """The park's name and place for headings and JSON."""
        park = self.terms.park
        return {
            "code": park.code, "name": park.name, "city": park.city, "province": park.province, "kind": park.kind,
            "partner": park.partner, "name_urdu": park.name_urdu, "sample": "yes" if park.sample else None,
        }  # fmt: skip

    def about(self, *more: tuple[str, str]) -> list[tuple[str, str]]:
        """The facts printed above every table."""
        park = self.terms.park
        place = f" ({', '.join(part for part in (park.city, park.province) if part)})" if park.city else ""
        facts = [("Park", f"{park.name}{place}"), ("As at", day_text(self.day)), *more]
        if park.sample:
            facts.append(("Note", "Sample data: every figure is invented."))
        return facts
