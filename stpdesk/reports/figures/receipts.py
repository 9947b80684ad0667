"""The receipt for what a tenant paid: cash, withheld taxes, what it settles (rule B12); and its deposit account (rule B15)."""

from __future__ import annotations

from datetime import date

from stpdesk.core.errors import Refused
from stpdesk.core.leases import agreed_deposit
from stpdesk.core.money import Paisa, lakh, rupees
from stpdesk.core.typed_dates import day_text
from stpdesk.core.words import in_words
from stpdesk.db import deposits, ledger, receipts, tenants
from stpdesk.reports.figures.context import Context
from stpdesk.reports.figures.letter import Letter, receiver, sender
from stpdesk.reports.figures.table import Cell, Heading, Table

OPENING = "Opening balance"


def receipt(context: Context, number: str | None) -> Letter:
    """One receipt as it stands now; refused without a number, or where there is none of it."""
    if not number:
        raise Refused("A receipt needs its number: --number N.", field="number")
    found = receipts.by_number(context.db, number)
    tenant = context.terms.tenants[found.tenant_id]
    reversed_ = found.reversed_on is not None
    settled = [] if reversed_ else ledger.settled_by(context.db, found.id)
    advance = Paisa(0 if reversed_ else found.value - sum(amount for _, _, amount in settled))
    facts = [
        ("Receipt number", found.number), ("Date", day_text(found.date)), ("Tenant", tenant.code),
        ("Paid by", found.method or "not given"),
    ]  # fmt: skip
    withheld = found.income_tax + found.sales_tax
    if withheld:
        facts.append(("Certificate", found.certificate or "awaited"))
    sums = [("Cash received", found.cash)]
    if withheld:
        sums += [
            ("Income tax withheld by the tenant", found.income_tax),
            ("Sales tax withheld by the tenant", found.sales_tax),
        ]
    before = [f"Received from {tenant.name}, with thanks."]
    if found.reversed_on is not None:
        why = f"This receipt was reversed on {day_text(found.reversed_on)}: {found.reversal_reason}."
        before = [f"{why} It settles nothing; what it had settled is due again."]
    after = [f"Of this, Rs {lakh(advance)} is an advance: it settles the next invoices."] if advance else []
    after += [found.note] if found.note else []
    data = {
        "park": sender(context.terms.park), "party": receiver(tenant), "receipt": found.number,
        "date": found.date.isoformat(), "tenant": tenant.code, "name": tenant.name, "method": found.method,
        "cash": rupees(found.cash), "income_tax": rupees(found.income_tax), "sales_tax": rupees(found.sales_tax),
        "certificate": found.certificate, "value": rupees(found.value), "words": in_words(found.value),
        "settles": [{"invoice": ref or None, "due": due.isoformat(), "amount": rupees(paid)} for ref, due, paid in settled],
        "advance": rupees(advance), "note": found.note,
        "reversed_on": found.reversed_on.isoformat() if found.reversed_on else None, "reason": found.reversal_reason,
    }  # fmt: skip
    return Letter(
        "receipt", "Receipt", sender(context.terms.park), receiver(tenant), facts, before,
        None if reversed_ else _settles(settled), [*sums, ("Total settled" if not reversed_ else "Total", found.value)],
        in_words(found.value), after, ("For the park",), "Received from", data,
    )  # fmt: skip


def _settles(settled: list[tuple[str, date, Paisa]]) -> Table:
    """What the receipt settles."""
    headings = [Heading("Settles"), Heading("Due", Cell.DATE), Heading("Amount", Cell.MONEY)]
    rows = [(ref or OPENING, due, amount) for ref, due, amount in settled]
    total = ("Total", None, Paisa(sum(amount for _, _, amount in settled)))
    return Table("Settles", headings, rows, total, empty="It settles nothing yet: all of it is an advance.")


def deposit(context: Context, code: str | None) -> Letter:
    """The deposit account of a tenant up to the day; refused without a tenant."""
    if not code:
        raise Refused("A deposit note needs a tenant: --tenant T.", field="tenant")
    tenant = tenants.by_code(context.db, code)
    entries = [one for one in deposits.history(context.db, tenant.id) if one[0] <= context.day]
    held, rows, listed = 0, [], []
    for day, kind, amount, note in entries:
        held += amount if kind == "taken" else -amount
        rows.append((day, kind, amount if kind == "taken" else Paisa(-amount), Paisa(held), note))
        listed.append(
            {
                "date": day.isoformat(),
                "kind": kind,
                "amount": rupees(amount),
                "change": rupees(amount if kind == "taken" else -amount),
                "held": rupees(held),
                "note": note,
            }
        )
    headings = [
        Heading("Date", Cell.DATE), Heading("What"), Heading("Amount", Cell.MONEY), Heading("Held", Cell.MONEY),
        Heading("Note"),
    ]  # fmt: skip
    agreed = agreed_deposit(context.terms.leases_of_tenant.get(tenant.id, ()), context.day)
    after = []
    if agreed:
        words = "is held in full" if held >= agreed else f"lacks Rs {lakh(Paisa(agreed - held))}"
        after = [f"The leases in force ask for a deposit of Rs {lakh(Paisa(agreed))}, which {words}."]
    after.append(
        "A deposit is held for the tenant and is no income of the park; it is refunded when nothing is owed."
    )
    data = {
        "park": sender(context.terms.park), "party": receiver(tenant), "tenant": tenant.code, "name": tenant.name,
        "as_of": context.day.isoformat(), "entries": listed, "held": rupees(held), "agreed": rupees(agreed),
        "words": in_words(Paisa(held)), "after": after,
    }  # fmt: skip
    return Letter(
        "deposit", "Deposit note", sender(context.terms.park), receiver(tenant),
        [("As at", day_text(context.day)), ("Tenant", tenant.code)], [],
        Table("Deposit", headings, rows, empty="No deposit was ever taken."),
        [("Deposit held", Paisa(held))], in_words(Paisa(held)), after, ("For the park",), "Held for", data,
    )  # fmt: skip
