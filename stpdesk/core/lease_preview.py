"""What saving a lease form would do: its months, its first invoice, what is wrong, all before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from stpdesk.core.corrections import Changed, changed
from stpdesk.core.errors import Refused
from stpdesk.core.forms import LeaseForm
from stpdesk.core.lease_forms import faults, lease_of, notices
from stpdesk.core.lease_ground import Ground
from stpdesk.core.lease_schedule import MonthDue, Schedule, schedule
from stpdesk.core.leases import Lease
from stpdesk.core.money import Paisa, lakh
from stpdesk.core.months import Month
from stpdesk.core.sentences import Sentence, listed, one_after_another
from stpdesk.core.tenants import Tenant
from stpdesk.core.terms import Terms
from stpdesk.core.typed_dates import day_text

_NEW = "new"


@dataclass(frozen=True, slots=True)
class FirstInvoice:
    """The first document that bills the lease: the run's month and what the lease adds to it, in paisa.

    `alone`: the tenant has no other lease then, so that is the whole of its recurring part, rounded as it will be.
    `again`: that run was made before; it has to be made again.
    """

    run: Month
    amount: Paisa
    alone: bool
    again: bool


@dataclass(frozen=True, slots=True)
class LeasePreview:
    """All that a lease form shows beside itself. `schedule` is None while start, rate or units are missing.

    `changed`: billed days that would come out otherwise, each with what it proposes (rule B10). `sentence`: what saving
    does.
    """

    schedule: Schedule | None
    first: FirstInvoice | None
    changed: tuple[Changed, ...]
    sentence: str
    faults: tuple[Refused, ...]
    notices: tuple[str, ...]


def preview(form: LeaseForm, ground: Ground) -> LeasePreview:
    """What saving the form would do; writes nothing and reads nothing."""
    wrong = tuple(faults(form, ground))
    key = ground.lease.id if ground.lease is not None else _NEW
    lease = lease_of(form, ground, key)
    if lease is None or lease.last < lease.starts:
        return LeasePreview(None, None, (), "", wrong, ())
    tenant = ground.terms.tenants.get(lease.tenant_id) or Tenant("", "", "")
    months = schedule(ground.terms, ground.taxes, lease, tenant)
    first = None if ground.billed else _first_invoice(months.months, lease, ground)
    otherwise = tuple(changed_by(ground, lease)) if tenant.id else ()
    if ground.lease is None:
        sentence = _lets(lease, tenant, first)
    else:
        sentence = _changes(lease, ground.lease, otherwise)
    return LeasePreview(months, first, otherwise, sentence, wrong, tuple(notices(form, ground)))


def changed_by(ground: Ground, lease: Lease) -> list[Changed]:
    """Billed days of the lease that other terms of it would make another amount (rule B10)."""
    return changed(with_lease(ground.terms, lease), ground.billed) if ground.billed else []


def with_lease(terms: Terms, lease: Lease) -> Terms:
    """The terms with one lease put in the place of its former self."""
    return replace(terms, leases=(*(one for one in terms.leases if one.id != lease.id), lease))


def _first_invoice(months: Sequence[MonthDue], lease: Lease, ground: Ground) -> FirstInvoice | None:
    """The run that bills the first month with anything in it."""
    due = next((one for one in months if one.rent or one.charges), None)
    if due is None:
        return None
    others = [one for one in ground.terms.leases_of_tenant.get(lease.tenant_id, ()) if one.id != lease.id]
    alone = not any(one.starts <= due.month.last and one.last >= due.month.first for one in others)
    amount = Paisa(due.total + due.rounding) if alone else due.total
    again = ground.served is not None and due.month <= ground.served
    return FirstInvoice(ground.terms.park.run_of(due.month), amount, alone, again)


def _lets(lease: Lease, tenant: Tenant, first: FirstInvoice | None) -> str:
    """What saving a new lease does."""
    whom = {(False, False): "Saving lets {units} from {start}.", (True, False): "Saving lets {units} to {tenant} from {start}.",
            (False, True): "Saving lets {units} from {start} until {end}.",
            (True, True): "Saving lets {units} to {tenant} from {start} until {end}."}  # fmt: skip
    lets = Sentence(
        whom[bool(tenant.name), lease.ends is not None],
        units=listed([let.unit.code for let in lease.units]), tenant=tenant.name, start=lease.starts, end=lease.ends,
    )  # fmt: skip
    return one_after_another(lets, _billed_first(first))


def _billed_first(first: FirstInvoice | None) -> str:
    """The first document that bills a new lease."""
    if first is None:
        return Sentence("Nothing falls due.")
    templates = {
        (True, False): "First invoice: {amount} in the run of {run}.",
        (True, True): "First invoice: {amount} when {run} is run again.",
        (False, False): "It adds to the tenant's invoice: {amount} in the run of {run}.",
        (False, True): "It adds to the tenant's invoice: {amount} when {run} is run again.",
    }
    return Sentence(templates[first.alone, first.again], amount=lakh(first.amount), run=first.run)


def _changes(lease: Lease, before: Lease, otherwise: Sequence[Changed]) -> str:
    """What saving a changed lease does."""
    if lease == before:
        return Sentence("Nothing is changed.")
    return one_after_another(
        Sentence("Saving changes lease {lease}.", lease=before.code), proposal(otherwise)
    )


NAMED = 3
"""Invoices that are named one by one."""


def proposal(otherwise: Sequence[Changed]) -> str:
    """What billed days that come out otherwise propose, before tax, in a sentence; empty where it is nothing."""
    credit = -sum(one.difference for one in otherwise if one.difference < 0)
    charge = sum(one.difference for one in otherwise if one.difference > 0)
    if not credit and not charge:
        return ""
    templates = {
        (True, False): "A credit of {credit} before tax is proposed for {papers}.",
        (False, True): "A charge of {charge} before tax is proposed for {papers}.",
        (True, True): "A credit of {credit} and a charge of {charge} before tax are proposed for {papers}.",
    }
    numbers = sorted({one.billed.invoice for one in otherwise})
    papers = listed(numbers)
    if len(numbers) > NAMED:
        papers = Sentence("{first} and {more} more invoices", first=numbers[0], more=len(numbers) - 1)
    return Sentence(
        templates[credit > 0, charge > 0], credit=lakh(credit), charge=lakh(charge), papers=papers
    )


@dataclass(frozen=True, slots=True)
class EndPreview:
    """What ending a lease on a day does: billed days that come out lower by it, and that credit before tax, in paisa.

    What other new terms of the lease propose is none of it: Billing goes on proposing that.
    """

    changed: tuple[Changed, ...]
    credit: Paisa
    sentence: str
    faults: tuple[Refused, ...]


def preview_end(ground: Ground, last: date) -> EndPreview:
    """What it does to end the ground's lease on its last day `last` (rules B10, B11)."""
    before = ground.lease
    if before is None:
        raise ValueError("a lease is ended that is there")
    ended = replace(before, ends=last, holdover=False)
    tenant = ground.terms.tenants[before.tenant_id]
    wrong = [
        one for one in faults(LeaseForm.of(ended, tenant), ground) if one.field in {"ends", "units", "starts"}
    ]
    if last > before.last:
        wrong.append(
            Refused(
                "Lease {code} ends on {ends} already; renew it to go on.", field="ends", code=before.code,
                ends=day_text(before.last),
            )
        )  # fmt: skip
    otherwise = () if wrong else _lower_by(ground, before, ended)
    told: str = Sentence("The last day of lease {lease} becomes {day}.", lease=before.code, day=last)
    if otherwise:
        told = one_after_another(told, proposal(otherwise))
    elif ground.billed:
        told = one_after_another(told, Sentence("Nothing billed is after it."))
    return EndPreview(otherwise, Paisa(-sum(one.difference for one in otherwise)), told, tuple(wrong))


def _lower_by(ground: Ground, before: Lease, ended: Lease) -> tuple[Changed, ...]:
    """Billed days to credit because of the end alone: the lease as it was priced them otherwise."""
    known = {(one.billed.invoice, one.billed.line): one.now for one in changed_by(ground, before)}
    return tuple(
        one
        for one in changed_by(ground, ended)
        if one.difference < 0 and known.get((one.billed.invoice, one.billed.line)) != one.now
    )
