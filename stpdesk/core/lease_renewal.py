"""A lease's successor: the same tenant, units and charges from the day after, with its own rate and term."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from stpdesk.core.errors import Refused
from stpdesk.core.forms import ChargeForm, LeaseForm
from stpdesk.core.lease_ground import Ground
from stpdesk.core.leases import Lease, rate_on
from stpdesk.core.months import DAY, add_months
from stpdesk.core.next_code import next_code
from stpdesk.core.typed_dates import day_text


def successor(ground: Ground) -> LeaseForm:
    """The form a renewal of the ground's lease begins with: the same term again, at the last rate, under the next code.

    A lease that holds over is followed from the day after the last day that is billed; charges that end with it or
    before stay behind.
    """
    lease = _before(ground)
    starts = follows_on(ground)
    ends = None
    if lease.ends is not None:
        months = (
            (lease.ends + DAY).year * 12
            + (lease.ends + DAY).month
            - lease.starts.year * 12
            - lease.starts.month
        )
        ends = add_months(starts, max(1, months)) - DAY
    rate = rate_on(lease, lease.ends or starts)
    kept = [one for one in lease.charges if one.ends is None or one.ends >= starts]
    charges = tuple(
        ChargeForm(
            one.head,
            one.monthly,
            one.description,
            one.starts if one.starts and one.starts > starts else None,
            one.ends,
        )
        for one in kept
    )
    codes = [one.code for one in ground.terms.leases]
    form = LeaseForm.of(lease, ground.terms.tenants[lease.tenant_id])
    return replace(
        form, code=next_code(codes, ground.today, "L-001"), starts=starts, ends=ends, rate=rate, rent_free_to=None,
        steps=(), charges=charges, holdover=False,
    )  # fmt: skip


def _before(ground: Ground) -> Lease:
    """The lease that is renewed."""
    if ground.lease is None:
        raise ValueError("a lease is renewed that is there")
    return ground.lease


def follows_on(ground: Ground) -> date:
    """The first day of a successor: the day after the end; where it holds over or has no end, after what is billed."""
    lease = _before(ground)
    if lease.ends is not None and not lease.holdover:
        return lease.ends + DAY
    known = [day for day in (lease.ends, ground.billed_to) if day is not None]
    return max(known) + DAY if known else max(lease.starts, ground.today) + DAY


def renewal_faults(form: LeaseForm, ground: Ground) -> list[Refused]:
    """What is wrong with a successor as such: it must follow its lease without a gap, with the same tenant."""
    lease = _before(ground)
    found: list[Refused] = []
    if form.starts is None:
        return found
    if lease.ends is not None and not lease.holdover:
        if form.starts != lease.ends + DAY:
            found.append(
                Refused(
                    "Lease {code} ends on {ends}, so its renewal begins on {starts}.", field="starts", code=lease.code,
                    ends=day_text(lease.ends), starts=day_text(lease.ends + DAY),
                )
            )  # fmt: skip
    elif form.starts <= lease.starts:
        found.append(Refused("A renewal begins after the lease it follows.", field="starts"))
    return found


def closed_lease(form: LeaseForm, ground: Ground) -> Lease:
    """The lease that is renewed, as it ends before its successor begins."""
    lease = _before(ground)
    if form.starts is None or (lease.ends is not None and not lease.holdover):
        return lease
    return replace(lease, ends=form.starts - DAY, holdover=False)


def beside(ground: Ground, closed: Lease) -> Ground:
    """The ground a successor is entered into: its lease ends before, and it is a new one."""
    leases = tuple(closed if one.id == closed.id else one for one in ground.terms.leases)
    return replace(ground, terms=replace(ground.terms, leases=leases), lease=None, billed=())
