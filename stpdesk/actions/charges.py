"""One-off charges (rule B16): entered, changed and taken out until a run bills them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from stpdesk.actions.acting import acting
from stpdesk.actions.session import Role, Session
from stpdesk.core.changes import Changes
from stpdesk.core.codes import fold
from stpdesk.core.errors import Refused
from stpdesk.core.invoices import Draft, draft
from stpdesk.core.lines import Line
from stpdesk.core.money import LARGEST, Paisa
from stpdesk.core.months import Month
from stpdesk.core.taxes import TaxTable
from stpdesk.core.terms import RESERVED
from stpdesk.db import closings, one_offs, rows, settings, tenants, terms
from stpdesk.db.ids import uuid7
from stpdesk.db.one_offs import OneOffRow

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a charge will come to: its taxes, and the month whose run bills it (None: it is before billing begins)."""

    draft: Draft
    run: Month | None


def add_one_off(
    session: Session, *, tenant: str, head: str, day: date, amount: int, description: str | None = None
) -> Changes:
    """Enters a charge (paisa) that the first run dated on or after it bills."""
    with acting(session, Role.ACCOUNTS) as act:
        values = _checked(act.db, tenant, head, day, amount, description)
        rows.insert(act.db, "one_offs", [{"id": uuid7(), **values}])
        return act.changes("one_offs", head=values["head"], amount=amount)


def edit_one_off(
    session: Session,
    key: str,
    *,
    tenant: str,
    head: str,
    day: date,
    amount: int,
    description: str | None = None,
) -> Changes:
    """Puts a charge right that no run has billed; refused once one has, with what to do then."""
    with acting(session, Role.ACCOUNTS) as act:
        _open(act.db, key)
        values = _checked(act.db, tenant, head, day, amount, description)
        one_offs.change(act.db, key, values)
        return act.changes("one_offs", head=values["head"], amount=amount)


def remove_one_off(session: Session, key: str) -> Changes:
    """Takes out a charge that no run has billed; refused once one has, with what to do then."""
    with acting(session, Role.ACCOUNTS) as act:
        one = _open(act.db, key)
        one_offs.remove(act.db, key)
        return act.changes("one_offs", head=one.head, amount=one.amount)


def foresee(session: Session, *, tenant: str, head: str, day: date, amount: int) -> Foreseen:
    """What a charge would come to, as a run would bill it alone; refused as entering it would be."""
    with session.park.reading() as db:
        _checked(db, tenant, head, day, amount, None)
        park = settings.load(db)
        line = Line("one_off", fold(head), head, day, day, Paisa(amount))
        billed = draft(park, tenants.by_code(db, tenant), [line], TaxTable(terms.tax_rates(db)))
        return Foreseen(billed, _run(db, day))


def run_of(session: Session, day: date) -> Month | None:
    """The month whose run bills a charge of this day, as `foresee` says it; refused in a closed month."""
    with session.park.reading() as db:
        _changeable(db, day)
        return _run(db, day)


def usual_day(db: Database, run: Month) -> date | None:
    """The last day the run of a month still bills, its own date; None where the month is closed or before billing begins."""
    day = settings.load(db).invoice_date(run)
    return day if not closings.is_closed(db, run) and _run(db, day) == run else None


def _run(db: Database, day: date) -> Month | None:
    """The first run dated on or after the day that is not of a closed month."""
    park = settings.load(db)
    if park.billing_from is not None and day < park.billing_from.first:
        return None
    month = Month.of(day)
    run = month if park.invoice_date(month) >= day else month + 1
    while closings.is_closed(db, run):
        run += 1
    return run


def _open(db: Database, key: str) -> OneOffRow:
    """The charge, if it can still change."""
    one = one_offs.by_id(db, key)
    if one is None:
        raise Refused("This charge is not there any more.")
    if one.invoice is not None:
        raise Refused(
            "This charge is billed with {invoice}, so it stays as it is; credit that line instead.",
            invoice=one.invoice,
        )
    return one


def _checked(
    db: Database, tenant: str, head: str, day: date, amount: int, description: str | None
) -> dict[str, Any]:
    """The columns of a charge; refused where its amount or head cannot be, or its day is in a closed month."""
    if not 0 < amount <= LARGEST:
        raise Refused("A charge's amount must be more than zero and below Rs 1,000 crore.", field="amount")
    name = fold(head)
    if not name or name in RESERVED:
        raise Refused("“{head}” cannot be the head of a charge.", field="head", head=head)
    _changeable(db, day)
    return {
        "tenant_id": tenants.by_code(db, tenant).id,
        "head": name,
        "description": description,
        "date": day.isoformat(),
        "amount": amount,
    }


def _changeable(db: Database, day: date) -> None:
    """Refused where the day is in a closed month."""
    month = Month.of(day)
    if closings.is_closed(db, month):
        words = "The month {month} is closed; reopen it with a reason first, or take a later date."
        raise Refused(words, field="date", month=month)
