"""Leases: entered, changed, renewed, ended, held over, taken out; each shown before it is saved (rules B2 to B5, B10, B11)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from stpdesk.actions.acting import acting, refuse_any
from stpdesk.actions.session import Role, Session
from stpdesk.core import lease_preview
from stpdesk.core.changes import Changes
from stpdesk.core.codes import fold
from stpdesk.core.errors import Refused
from stpdesk.core.forms import LeaseForm
from stpdesk.core.lease_forms import faults, lease_of, notices
from stpdesk.core.lease_ground import Ground
from stpdesk.core.lease_preview import EndPreview, LeasePreview
from stpdesk.core.lease_renewal import beside, closed_lease, renewal_faults, successor
from stpdesk.core.leases import Lease
from stpdesk.core.next_code import next_code
from stpdesk.db import billed, closings, leasing, terms
from stpdesk.db.ids import uuid7

if TYPE_CHECKING:
    from sqlite_utils import Database

USUAL_CODE = "L-001"


def ground(session: Session, code: str | None = None) -> Ground:
    """What a lease form needs to know, read once: for a new lease, or for the lease of a code."""
    with session.park.reading() as db:
        return _ground(session, db, code)


def _ground(session: Session, db: Database, code: str | None) -> Ground:
    """The ground as it is in the transaction at hand; refused for a lease that is not there."""
    agreed, closed = terms.load(db, metered=False), closings.closed(db)
    found = Ground(agreed, session.today, max(closed, default=None), served=billed.last_served(db))
    if code is None:
        return found
    lease = found.codes.get(fold(code))
    if lease is None:
        raise Refused("There is no lease {lease} in this park.", field="lease", lease=code.strip())
    lines = tuple(billed.recurring_of(db, lease.id))
    return replace(found, lease=lease, billed=lines, metered=billed.metered_use(db, lease))


def preview_lease(session: Session, form: LeaseForm, code: str | None = None) -> LeasePreview:
    """What saving a form would do, as a new lease or as a change of the lease of a code; writes nothing.

    A form that is being typed reads its `ground` once and calls `core.lease_preview.preview` with it.
    """
    return lease_preview.preview(form, ground(session, code))


def new_form(session: Session, *, units: tuple[str, ...] = (), tenant: str = "") -> LeaseForm:
    """What a new lease begins with: the next free code in the park's own pattern."""
    with session.park.reading() as db:
        codes = [one.code for one in terms.leases(db, terms.units(db))]
    return LeaseForm(next_code(codes, session.today, USUAL_CODE), tenant, units)


def add_lease(session: Session, form: LeaseForm) -> Changes:
    """Enters a lease; `told`: lease (its code), key, notices."""
    with acting(session, Role.ACCOUNTS) as act:
        there = _ground(session, act.db, None)
        lease = _entered(form, there)
        leasing.add(act.db, lease)
        return act.changes("leases", lease=lease.code, key=lease.id, notices=notices(form, there))


def _entered(form: LeaseForm, there: Ground) -> Lease:
    """The new lease a form says; refused at its first fault."""
    refuse_any(faults(form, there))
    return _made(form, there, uuid7())


def _made(form: LeaseForm, there: Ground, key: str) -> Lease:
    """The lease of a form without faults."""
    lease = lease_of(form, there, key, uuid7)
    if lease is None:
        raise Refused("The lease is not complete.", field="units")
    return lease


def change_lease(session: Session, code: str, form: LeaseForm) -> Changes:
    """Changes a lease; `told`: lease, changed (billed days that come out otherwise, rule B10), notices."""
    with acting(session, Role.ACCOUNTS) as act:
        there = _ground(session, act.db, code)
        refuse_any(faults(form, there))
        after = _made(form, there, _lease(there).id)
        return _change(act.db, there, after, act.changes, told=notices(form, there))


def _change(
    db: Database, there: Ground, after: Lease, changes: Callable[..., Changes], told: list[str] | None = None
) -> Changes:
    """Writes a changed lease and tells what of it was billed otherwise."""
    otherwise = lease_preview.changed_by(there, after)
    leasing.change(db, _lease(there), after)
    return changes("leases", lease=after.code, changed=otherwise, notices=told or [])


def _lease(there: Ground) -> Lease:
    """The ground's lease."""
    if there.lease is None:
        raise ValueError("a ground with a lease")
    return there.lease


def renewal_form(session: Session, code: str) -> LeaseForm:
    """What the renewal of a lease begins with: the day after, same tenant, units and charges, the next code."""
    return successor(ground(session, code))


def preview_renewal(session: Session, code: str, form: LeaseForm) -> LeasePreview:
    """What renewing the lease of a code by this form would do; writes nothing."""
    return renewal_preview(ground(session, code), form)


def renewal_preview(there: Ground, form: LeaseForm) -> LeasePreview:
    """The same on a ground that was read before: for every key that is typed."""
    found = lease_preview.preview(form, beside(there, closed_lease(form, there)))
    return replace(found, faults=(*renewal_faults(form, there), *found.faults))


def renew_lease(session: Session, code: str, form: LeaseForm) -> Changes:
    """Enters a successor of a lease; one that holds over, or has no end, ends the day before it.

    `told`: lease (the successor's code), before (the lease that is followed), key, changed, notices.
    """
    with acting(session, Role.ACCOUNTS) as act:
        there = _ground(session, act.db, code)
        refuse_any(renewal_faults(form, there))
        before, closed = _lease(there), closed_lease(form, there)
        after = beside(there, closed)
        refuse_any(_of_end(closed, there) if closed != before else [])
        lease = _entered(form, after)
        otherwise = lease_preview.changed_by(there, closed)
        if closed != before:
            leasing.change(act.db, before, closed)
        leasing.add(act.db, lease)
        return act.changes(
            "leases", lease=lease.code, before=before.code, key=lease.id, changed=otherwise,
            notices=notices(form, after),
        )  # fmt: skip


def _of_end(ended: Lease, there: Ground) -> list[Refused]:
    """What is wrong with another last day."""
    form = LeaseForm.of(ended, there.terms.tenants[ended.tenant_id])
    return [one for one in faults(form, there) if one.field in {"ends", "units"}]


def preview_end(session: Session, code: str, last: date) -> EndPreview:
    """What ending a lease on its last day `last` does, with the credit it proposes (rules B10, B11); writes nothing."""
    return lease_preview.preview_end(ground(session, code), last)


def end_lease(session: Session, code: str, last: date) -> Changes:
    """Ends a lease early, or one without an end or holding over; `told`: lease, changed (what Billing credits)."""
    with acting(session, Role.ACCOUNTS) as act:
        there = _ground(session, act.db, code)
        refuse_any(lease_preview.preview_end(there, last).faults)
        return _change(act.db, there, replace(_lease(there), ends=last, holdover=False), act.changes)


def set_holdover(session: Session, code: str, on: bool) -> Changes:
    """Lets a lease run on after its end month by month (rule B3), or not; `told`: lease, changed."""
    with acting(session, Role.ACCOUNTS) as act:
        there = _ground(session, act.db, code)
        before = _lease(there)
        if before.ends is None:
            raise Refused(
                "Lease {code} has no end, so it runs on anyway.", field="holdover", code=before.code
            )
        if before.holdover and on:
            raise Refused("Lease {code} runs on after its end already.", field="holdover", code=before.code)
        if not before.holdover and not on:
            raise Refused("Lease {code} ends with its last day already.", field="holdover", code=before.code)
        after = replace(before, holdover=on)
        refuse_any(_of_end(after, there))
        return _change(act.db, there, after, act.changes)


def remove_lease(session: Session, code: str) -> Changes:
    """Takes out a lease that was never billed and began in no closed month; `told`: lease."""
    with acting(session, Role.ACCOUNTS) as act:
        lease = _unbilled(session, act.db, code)
        leasing.remove(act.db, lease.id)
        return act.changes("leases", lease=lease.code)


def check_lease_goes(session: Session, code: str) -> None:
    """Refuses what `remove_lease` would refuse, before anybody is asked whether to, but for closed months; writes nothing."""
    session.require(Role.ACCOUNTS)
    with session.park.reading() as db:
        _unbilled(session, db, code)


def _unbilled(session: Session, db: Database, code: str) -> Lease:
    """The lease; refused where it is billed, or files are attached to it."""
    there = _ground(session, db, code)
    lease = _lease(there)
    if there.billed or there.metered:
        raise Refused(
            "Lease {code} is billed already and cannot go; end it instead.", field="lease", code=lease.code
        )
    if leasing.has_files(db, lease.id):
        raise Refused(
            "Files are attached to lease {code}, so it stays; end it on its first day instead.", field="lease",
            code=lease.code,
        )  # fmt: skip
    return lease
