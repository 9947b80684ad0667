"""Ageing and statements (rules B13, B14)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from stpdesk.core.ageing import BUCKETS, Ageing, add, statement
from stpdesk.core.money import Paisa, rupees
from stpdesk.core.typed_dates import day_text
from stpdesk.core.words import in_words
from stpdesk.db import ledger, tenants
from stpdesk.reports.figures.context import Context
from stpdesk.reports.figures.letter import Letter, receiver, sender
from stpdesk.reports.figures.table import Cell, Heading, Report, Table
from stpdesk.reports.figures.written import iban

if TYPE_CHECKING:
    from stpdesk.core.tenants import Tenant

NAMES = ("Not due", "1–30", "31–60", "61–90", "Over 90")


def ageing_json(ageing: Ageing) -> dict[str, str]:
    """`ageing` of contract.md."""
    found = {name: rupees(amount) for name, amount in zip(BUCKETS, ageing.buckets, strict=True)}
    return {**found, "advances": rupees(ageing.advances), "total": rupees(ageing.total)}


def ageing(context: Context) -> Report:
    """What each tenant owes and for how long, as at the day."""
    aged: list[tuple[Tenant, Ageing]] = [
        (tenant, context.ageing[tenant.id]) for tenant in context.tenants() if tenant.id in context.ageing
    ]
    total = add([one for _, one in aged])
    data = {
        "park": context.park(), "as_of": context.day.isoformat(), "ageing": ageing_json(total),
        "tenants": [{"tenant": tenant.code, "name": tenant.name, **ageing_json(one)} for tenant, one in aged],
    }  # fmt: skip
    headings = [Heading("Tenant"), Heading("Name"), *(Heading(name, Cell.MONEY) for name in NAMES),
                Heading("Total", Cell.MONEY), Heading("Advances", Cell.MONEY)]  # fmt: skip
    cells: list[tuple[Any, ...]] = [
        (tenant.code, tenant.name, *one.buckets, one.total, one.advances) for tenant, one in aged
    ]
    table = Table(
        "Ageing", headings, cells, ("Total", None, *total.buckets, total.total, total.advances),
        note="Days overdue as at the date; advances are not part of the total.", empty="Nothing is open.",
    )  # fmt: skip
    return Report("ageing", "Ageing", context.park(), context.about(), [table], data)


KINDS = {"invoice": "Invoice", "credit": "Credit note", "opening": "Opening balance", "receipt": "Receipt",
         "reversal": "Receipt reversed", "deposit": "Deposit adjusted"}  # fmt: skip


def account(context: Context, code: str, first: date | None) -> Letter:
    """A tenant's statement from a day (None = the beginning) to the context's."""
    tenant = tenants.by_code(context.db, code)
    found = statement(ledger.movements(context.db, tenant.id), first, context.day)
    rows: list[tuple[Any, ...]] = []
    lines: list[dict[str, Any]] = []
    for move, balance in zip(found.movements, found.balances(), strict=True):
        debit, credit = (move.amount, Paisa(0)) if move.amount > 0 else (Paisa(0), Paisa(-move.amount))
        ref = move.ref or KINDS[move.kind]
        rows.append((move.date, KINDS[move.kind], move.ref, debit or None, credit or None, balance))
        lines.append(
            {"date": move.date.isoformat(), "ref": ref, "kind": move.kind, "debit": rupees(debit),
             "credit": rupees(credit), "balance": rupees(balance)}
        )  # fmt: skip
    park = context.terms.park
    owed, own = found.closing > 0, Paisa(abs(found.closing))
    after = pay_to(park.bank, park.iban) if owed else []
    data = {
        "park": {**context.park(), **sender(park)}, "party": receiver(tenant), "tenant": tenant.code, "name": tenant.name,
        "from": first.isoformat() if first else None, "as_of": context.day.isoformat(),
        "opening": rupees(found.opening), "lines": lines, "closing": rupees(found.closing), "words": in_words(own),
        "after": after,
    }  # fmt: skip
    headings = [Heading("Date", Cell.DATE), Heading("What"), Heading("Number"), Heading("Debit", Cell.MONEY),
                Heading("Credit", Cell.MONEY), Heading("Balance", Cell.MONEY)]  # fmt: skip
    opening = (first, "Opening balance", None, None, None, found.opening)
    table = Table(
        "Statement", headings, [opening, *rows] if first else rows,
        (None, "Closing balance, in credit" if found.closing < 0 else "Closing balance", None, None, None, found.closing),
        empty="No movement yet.",
    )  # fmt: skip
    facts = [
        ("As at", day_text(context.day)),
        ("From", day_text(first) if first else "the beginning"),
        ("Tenant", tenant.code),
    ]
    said = "You owe Rs" if owed else "In credit Rs" if found.closing < 0 else "Nothing is owed"
    return Letter(
        "statement", "Statement of account", {**context.park(), **sender(park)}, receiver(tenant), facts, (), table,
        [(said, own)], in_words(own), after, (), "To", data,
    )  # fmt: skip


def pay_to(bank: str | None, account: str | None) -> list[str]:
    """Where to pay, if it is known: the bank and its IBAN."""
    where = [f"Please pay to: {bank}."] if bank else []
    return [*where, f"{'' if bank else 'Please pay to '}IBAN: {iban(account)}."] if account else where
