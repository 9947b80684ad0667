"""What the screen of leases asks for, each with the sentence that is told when it is on disk."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from stpdesk.core.changes import Changes
from stpdesk.core.forms import LeaseForm
from stpdesk.core.lease_ground import Ground
from stpdesk.core.months import DAY, add_months
from stpdesk.ui.leases.facts import Choices, choices
from stpdesk.ui.leases.foreseen import Foreseen, told
from stpdesk.ui.leases.formed import form_of
from stpdesk.ui.leases.words import tr
from stpdesk.ui.sentences import in_words

if TYPE_CHECKING:
    from datetime import date, datetime

    from stpdesk.actions.session import Session
    from stpdesk.core.lease_preview import EndPreview

NEW, CHANGE, RENEW = "new", "change", "renew"


@dataclass(frozen=True, slots=True)
class Task:
    """What the form is about: a new lease, or the change or renewal of the lease of a code."""

    mode: str = NEW
    code: str = ""
    unit: str = ""
    tenant: str = ""

    @property
    def thing(self) -> str:
        """What its draft is kept under; one of a new lease is found again however it is begun."""
        return f"{self.mode}:{self.code}" if self.code else ""

    @property
    def told(self) -> str:
        """What the screen of leases is asked to show, to come back to it."""
        return f"{self.mode}:{self.code}"


@dataclass(frozen=True, slots=True)
class Begun:
    """What the form opens with: read once."""

    task: Task
    choices: Choices
    ground: Ground
    form: LeaseForm
    tenant: str = ""
    """its tenant's name"""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A lease form that was left unsaved: what it is about, and when it was last typed into."""

    task: Task
    at: datetime
    now: datetime


def unfinished(session: Session) -> Unfinished | None:
    """The latest draft of a lease form, if one is left."""
    from stpdesk.actions import drafts

    for one in drafts.every(session, "lease"):
        mode, _, code = one.thing.partition(":")
        return Unfinished(Task(mode or NEW, code), one.at, session.clock())
    return None


def begin(session: Session, task: Task) -> Begun:
    """Reads what the form needs; refused where the lease is gone."""
    from stpdesk.actions import leases

    ground = leases.ground(session, task.code or None)
    with session.park.reading() as db:
        found = choices(db, session.today)
    if task.mode == RENEW:
        form = leases.renewal_form(session, task.code)
    elif task.mode == CHANGE and ground.lease is not None:
        form = LeaseForm.of(ground.lease, ground.terms.tenants[ground.lease.tenant_id])
    else:
        units = (task.unit,) if task.unit else ()
        form = leases.new_form(session, units=units, tenant=task.tenant)
        first = add_months(session.today.replace(day=1), 1)
        form = replace(form, starts=first, ends=add_months(first, 12) - DAY)
    name = found.tenants[form.tenant].name if form.tenant in found.tenants else ""
    return Begun(task, found, ground, form, name)


def foresee(begun: Begun, values: dict[str, Any]) -> Foreseen:
    """What saving would do, on what was read when the form was opened."""
    from stpdesk.actions import leases
    from stpdesk.core import lease_preview
    from stpdesk.core.lease_forms import lease_of

    form, ground = form_of(values), begun.ground
    if begun.task.mode == RENEW:
        seen = leases.renewal_preview(ground, form)
    else:
        seen = lease_preview.preview(form, ground)
    return told(form, lease_of(form, ground, "seen"), ground, seen, renewal=begun.task.mode == RENEW)


def save(session: Session, task: Task, values: dict[str, Any]) -> Changes:
    """Saves the form; `told`: lease, said, act."""
    from stpdesk.actions import leases

    form = form_of(values)
    if task.mode == CHANGE:
        made = leases.change_lease(session, task.code, form)
        if made.nouns and made.told["changed"]:
            made.told["leads"] = (tr("Billing, Run"), "billing", "run")  # where what is proposed is settled
        return _said(made, _changed_told(made))
    if task.mode == RENEW:
        made = leases.renew_lease(session, task.code, form)
        words = tr("Lease {before} is renewed as {lease}.")
        return _said(made, words.format(before=made.told["before"], lease=made.told["lease"]))
    made = leases.add_lease(session, form)
    return _said(made, tr("Lease {lease} is saved.").format(lease=made.told["lease"]))


def _changed_told(made: Changes) -> str:
    """What a change did, with what it proposes for billed days."""
    from stpdesk.core.lease_preview import proposal

    if not made.nouns:
        return tr("Nothing was changed in lease {lease}.").format(lease=made.told["lease"])
    otherwise: Any = made.told["changed"]
    words = tr("Lease {lease} is changed.").format(lease=made.told["lease"])
    return f"{words} {in_words(proposal(otherwise))}" if otherwise else words


def holdover(session: Session, code: str, on: bool) -> Changes:
    """Lets a lease run on after its end, or no longer."""
    from stpdesk.actions import leases

    made = leases.set_holdover(session, code, on)
    words = tr("Lease {lease} runs on after its end.") if on else tr("Lease {lease} ends with its last day.")
    return _said(made, words.format(lease=code))


def remove(session: Session, code: str) -> Changes:
    """Takes out a lease that was entered by mistake."""
    from stpdesk.actions import leases

    return _said(leases.remove_lease(session, code), tr("Lease {lease} is taken out.").format(lease=code))


def check_goes(session: Session, code: str) -> None:
    """Refuses where it has to stay."""
    from stpdesk.actions import leases

    leases.check_lease_goes(session, code)


def foresee_end(session: Session, code: str, last: date) -> EndPreview:
    """What another last day does."""
    from stpdesk.actions import leases

    return leases.preview_end(session, code, last)


def end(session: Session, code: str, last: date, reason: str | None, *, credit: bool) -> Changes:
    """Ends a lease early; with `credit` the credit notes it causes are issued, and then it cannot be undone."""
    from stpdesk.actions import leases
    from stpdesk.actions.lease_credits import credit_changed
    from stpdesk.ui import wording

    lower = leases.preview_end(session, code, last).changed if credit else ()
    made = leases.end_lease(session, code, last)
    words = tr("Lease {lease} ends on {day}.").format(lease=code, day=wording.day(last))
    if not lower:
        return _said(made, words)
    numbers = credit_changed(session, lower, reason or "")
    issued = tr("Issued: {numbers}.").format(numbers=", ".join(numbers))
    left = {name: value for name, value in made.told.items() if name not in {"act", "said"}}
    return Changes(
        {*made.nouns, "invoices", "allocations"}, **left, said=f"{words} {issued}", numbers=numbers
    )


def _said(made: Changes, words: str) -> Changes:
    """The same changes with what is told of them."""
    return Changes(made.nouns, **{**made.told, "said": words})
