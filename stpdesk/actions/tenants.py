"""Tenants: entered and changed; what is odd about them is said, never in the way."""

from __future__ import annotations

from stpdesk.actions.acting import acting, refuse_any
from stpdesk.actions.session import Role, Session
from stpdesk.core.changes import Changes
from stpdesk.core.forms import TenantForm
from stpdesk.core.next_code import next_code
from stpdesk.core.tenant_forms import faults, notices
from stpdesk.core.tenants import Tenant
from stpdesk.db import tenants, terms

USUAL_CODE = "T-001"


def everybody(session: Session) -> tuple[Tenant, ...]:
    """Every tenant, for a form to check what is typed against (`core.tenant_forms`)."""
    with session.park.reading() as db:
        return tuple(terms.tenants(db).values())


def new_form(session: Session) -> TenantForm:
    """What a new tenant begins with: the next free code in the park's own pattern."""
    return TenantForm(next_code([one.code for one in everybody(session)], session.today, USUAL_CODE))


def add_tenant(session: Session, form: TenantForm) -> Changes:
    """Enters a tenant; `told`: tenant (its code), key, notices (odd identifiers, others who have them)."""
    with acting(session, Role.ACCOUNTS) as act:
        there = tuple(terms.tenants(act.db).values())
        refuse_any(faults(form, there))
        key = tenants.add(act.db, form)
        told = notices(form, there, key, session.today)
        return act.changes("tenants", tenant=form.code.strip(), key=key, notices=told)


def change_tenant(session: Session, code: str, form: TenantForm) -> Changes:
    """Changes a tenant; what was issued keeps its own copy of names and addresses (rule B11). `told`: tenant, notices."""
    with acting(session, Role.ACCOUNTS) as act:
        before = tenants.by_code(act.db, code)
        there = tuple(terms.tenants(act.db).values())
        refuse_any(faults(form, there, before.id))
        tenants.change(act.db, before.id, TenantForm.of(before), form)
        told = notices(form, there, before.id, session.today)
        return act.changes("tenants", tenant=form.code.strip(), notices=told)
