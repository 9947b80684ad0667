"""What the tenants' screen does and foresees: each act with the sentence that says what was saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stpdesk.core.changes import Changes
from stpdesk.core.codes import fold
from stpdesk.core.forms import TenantForm
from stpdesk.ui.sentences import in_words
from stpdesk.ui.tenants.words import month as month_told
from stpdesk.ui.tenants.words import tr

if TYPE_CHECKING:
    from stpdesk.actions.session import Session
    from stpdesk.core.months import Month
    from stpdesk.core.tenants import Tenant


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a form begins with: its values, and everybody it is checked against."""

    form: TenantForm
    there: tuple[Tenant, ...]
    today: date


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What saving a form would do, and what looks wrong about its fields."""

    consequence: str
    doubts: dict[str, str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    """sentences that saving would be refused with"""


def said(changes: Changes, text: str) -> Changes:
    """The same with a sentence for the person."""
    return Changes(changes.nouns, **{**changes.told, "said": text})


def kinds() -> tuple[str, ...]:
    """Kinds of tenants on offer; others can be typed."""
    from stpdesk.workbook.columns import TENANT_KINDS

    return TENANT_KINDS


def form_of(values: Mapping[str, Any]) -> TenantForm:
    """A form's values as core takes them."""
    plain: dict[str, Any] = {one.name: values.get(one.name) for one in fields(TenantForm)}
    plain |= {name: plain[name] or "" for name in ("code", "name")}
    plain["tax_exempt"] = bool(plain["tax_exempt"])
    return TenantForm(**plain)


def beginning(session: Session, code: str) -> Beginning:
    """A new tenant with the next code of the park's pattern (no code), or the one of a code."""
    from stpdesk.actions.tenants import everybody, new_form
    from stpdesk.db import tenants

    if not code:
        return Beginning(new_form(session), everybody(session), session.today)
    with session.park.reading() as db:
        form = TenantForm.of(tenants.by_code(db, code))
    return Beginning(form, everybody(session), session.today)


def save(session: Session, code: str, values: Mapping[str, Any]) -> Changes:
    """Enters a new tenant (no code), or changes the one of a code."""
    from stpdesk.actions.tenants import add_tenant, change_tenant

    form = form_of(values)
    if code:
        changes = change_tenant(session, code, form)
        return said(changes, tr("{name} is changed: saved.").format(name=form.name))
    changes = add_tenant(session, form)
    return said(changes, tr("{name} is entered as {code}: saved.").format(name=form.name, code=form.code))


def foresee(begun: Beginning, code: str, values: Mapping[str, Any]) -> Foreseen:
    """What saving would do, on what was read when the form was opened."""
    from stpdesk.core.tenant_forms import doubts, faults

    form = form_of(values)
    key = next((one.id for one in begun.there if code and fold(one.code) == fold(code)), None)
    wrong = {fault.field: in_words(fault) for fault in faults(form, begun.there, key) if fault.field}
    told: dict[str, str] = {}
    for name, text in doubts(form, begun.there, key, begun.today):
        words = in_words(text)
        told[name] = f"{told[name]} {words}" if name in told else words
    if code:
        words = tr("Saving changes {code}. Documents already issued stay as they are.").format(code=code)
    elif form.code:
        words = tr("Saving enters {code}. Nothing is billed until it has a lease.").format(code=form.code)
    else:
        words = tr("Saving enters the tenant; give it a code first.")
    return Foreseen(words, told, wrong)


def save_returns(session: Session, month: Month, cells: Mapping[str, Mapping[str, int | None]]) -> Changes:
    """Saves the cells typed for a month by tenant code, all or none."""
    from stpdesk.actions import returns

    changes = returns.save_returns(session, month, cells)
    words = (
        tr("1 return of {month} is saved.") if len(cells) == 1 else tr("{n} returns of {month} are saved.")
    )
    return said(changes, words.format(n=len(cells), month=month_told(month)))


def attach(session: Session, code: str, path: Path) -> Changes:
    """Copies a file into the park and attaches it to a tenant."""
    from stpdesk.actions import attachments

    changes = attachments.attach(session, "tenant", code, path)
    return said(changes, tr("{name} is attached: saved.").format(name=changes.told["name"]))


def rename(session: Session, key: str, name: str) -> Changes:
    """Gives an attached file another name."""
    from stpdesk.actions import attachments

    changes = attachments.rename(session, key, name)
    return said(changes, tr("The document is called {name} now: saved.").format(name=changes.told["name"]))


def withdraw(session: Session, key: str) -> Changes:
    """Takes an attached file back."""
    from stpdesk.actions import attachments

    changes = attachments.withdraw(session, key)
    return said(changes, tr("{name} is withdrawn: saved.").format(name=changes.told["name"]))
