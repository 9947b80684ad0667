"""Late fees before they are charged: who, for which invoice, how much, by the rate there is or one that is tried (rule B9)."""

from __future__ import annotations

from dataclasses import dataclass

from stpdesk.actions.park_settings import set_settings
from stpdesk.actions.session import Session
from stpdesk.core.changes import Changes
from stpdesk.core.codes import natural_key
from stpdesk.core.errors import Refused
from stpdesk.core.money import E4, Paisa
from stpdesk.core.months import Date, Month
from stpdesk.core.runs import late_fees
from stpdesk.db import billed, closings, ledger, settings, terms


@dataclass(frozen=True, slots=True)
class Fee:
    """A late fee a run would charge: of whom, on which item ("" = opening balance), open since when, paisa."""

    code: str
    name: str
    ref: str
    due: Date
    open: Paisa
    amount: Paisa


@dataclass(frozen=True, slots=True)
class FeePreview:
    """What the run of a month would charge on its invoice date, at `percent`; `present` is the park's rate."""

    month: Month
    day: Date
    percent: E4
    present: E4
    fees: tuple[Fee, ...]
    closed: bool

    @property
    def total(self) -> Paisa:
        """All of them."""
        return Paisa(sum(one.amount for one in self.fees))

    @property
    def tenants(self) -> int:
        """How many are charged."""
        return len({one.code for one in self.fees})


def preview_fees(session: Session, month: Month, percent: E4 | None = None) -> FeePreview:
    """The late fees of a month's run, none that it charged already; `percent` tries another rate than the park's."""
    with session.park.reading() as db:
        park, people = settings.load(db), terms.tenants(db)
        day = park.invoice_date(month)
        rate = park.late_fee_pct if percent is None else percent
        items = ledger.open_items(db, as_at=day, fees=True) if rate else []
        found = [
            Fee(people[one.tenant_id].code, people[one.tenant_id].name, one.ref, one.due, one.open, amount)
            for one, amount in late_fees(rate, billed.fees(db), items, month, day)
        ]
        found.sort(key=lambda one: (natural_key(one.code), one.due, one.ref))
        return FeePreview(month, day, rate, park.late_fee_pct, tuple(found), closings.is_closed(db, month))


def set_late_fee(session: Session, percent: E4 | None) -> Changes:
    """Sets the rate of every run from now on; None or 0 = no late fee."""
    if percent is not None and percent < 0:
        raise Refused("A late fee cannot be negative.", field="late_fee_pct")
    return set_settings(session, {"late_fee_pct": percent or None})
