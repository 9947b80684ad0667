"""Deposits: taken, adjusted against invoices, refunded; never revenue (rule B15)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from stpdesk.actions.session import Role, Session
from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.core.money import LARGEST, Paisa, lakh
from stpdesk.core.receipts import Source, settle
from stpdesk.core.tenants import Tenant
from stpdesk.core.terms import OpenItem
from stpdesk.db import deposits, ledger, tenants

if TYPE_CHECKING:
    from sqlite_utils import Database

KINDS = {"take": "taken", "adjust": "adjusted", "refund": "refunded"}


def record_deposit(
    session: Session, kind: str, *, tenant: str, day: date, amount: int, note: str | None = None
) -> Changes:
    """Records a deposit taken, adjusted or refunded (paisa); `told["held"]` is what is held after it."""
    session.require(Role.ACCOUNTS)
    with session.park.writing() as db:
        payer = tenants.by_code(db, tenant)
        held = add_deposit(db, payer, KINDS.get(kind, kind), day, amount, note)
    return Changes({"deposits", "allocations"}, held=held, tenant=payer.code)


def add_deposit(
    db: Database, tenant: Tenant, kind: str, day: date, amount: int, note: str | None, *, entered: bool = True
) -> Paisa:
    """Stores a deposit inside the transaction at hand; adjusting settles what is open, oldest due first.

    One that is imported (`entered` false) may come before its invoices: the rest waits as an advance.
    """
    held = deposits.held(db, tenant.id)
    items = check_deposit(db, tenant, kind, day, amount, entered=entered)
    key = deposits.add(db, tenant.id, day, kind, amount, note)
    if kind == "adjusted":
        ledger.allocate(db, settle(Source(key, tenant.id, "", day, Paisa(amount)), items))
    return Paisa(held + amount if kind == "taken" else held - amount)


def check_deposit(
    db: Database, tenant: Tenant, kind: str, day: date, amount: int, *, entered: bool = True
) -> list[OpenItem]:
    """What the tenant has open; refused where the amount cannot be taken, adjusted or refunded on that day."""
    if not 0 < amount <= LARGEST:
        raise Refused("A deposit's amount must be more than zero and below Rs 1,000 crore.", field="amount")
    free = deposits.least_held(db, tenant.id, day)
    if kind != "taken" and amount > free:
        raise Refused(
            "Tenant {tenant} has {held} of deposit held from that day on; {amount} is more than that.",
            field="amount",
            tenant=tenant.code,
            held=lakh(free),
            amount=lakh(amount),
        )
    items = ledger.open_items(db, tenant.id)
    if entered and kind == "adjusted" and amount > sum(item.open for item in items):
        raise Refused(
            "Tenant {tenant} has only {open} open; adjust no more than that.",
            field="amount",
            tenant=tenant.code,
            open=lakh(sum(item.open for item in items)),
        )
    return items
