"""`receipt`, `credit`, `charge`, `reverse`, `certificate`, `fbr`, `deposit`."""

from __future__ import annotations

import argparse

from stpdesk.actions.charges import add_one_off
from stpdesk.actions.credits import credit
from stpdesk.actions.deposits import record_deposit
from stpdesk.actions.fbr import set_fbr_number
from stpdesk.actions.receipts import Recorded, record_receipt, reverse_receipt, set_certificate
from stpdesk.cli import opening, typed
from stpdesk.cli.told import Told
from stpdesk.core.documents import Document
from stpdesk.core.money import lakh, rupees
from stpdesk.reports.figures.papers import paper_json


def receipt(options: argparse.Namespace) -> Told:
    """Records a receipt and shows what it settles."""
    cash = typed.amount(options.cash, "cash")
    income, sales = (
        typed.amount(options.income_tax, "income_tax"),
        typed.amount(options.sales_tax, "sales_tax"),
    )
    day = typed.day(options.date)
    named = [part.strip() for text in options.invoice for part in text.split(";") if part.strip()]
    with opening.session(options, write=True) as session:
        made = record_receipt(
            session,
            tenant=options.tenant,
            day=day,
            cash=cash,
            income_tax=income,
            sales_tax=sales,
            method=typed.words(options.method),
            certificate=typed.words(options.certificate),
            invoices=named,
            note=typed.words(options.note),
        ).told["receipt"]
        today = session.today
    assert isinstance(made, Recorded)
    lines = [f"Receipt {made.number}: {lakh(made.value)} of {made.tenant}."]
    lines += [f"  {lakh(amount)} settles {ref}" for ref, amount in made.allocations]
    if made.advance:
        lines.append(f"  {lakh(made.advance)} is an advance")
    if day > today:
        lines.append(f"Please look at: {day} lies in the future; reverse the receipt if that is a slip.")
    data = {
        "receipt": made.number, "tenant": made.tenant, "value": rupees(made.value),
        "allocations": [{"invoice": ref, "amount": rupees(amount)} for ref, amount in made.allocations],
        "advance": rupees(made.advance),
    }  # fmt: skip
    return Told(lines, data)


def credit_note(options: argparse.Namespace) -> Told:
    """Credits an invoice."""
    amount = typed.amount(options.amount) if options.amount is not None else None
    day = typed.day(options.date) if options.date else None
    with opening.session(options, write=True) as session:
        note = credit(
            session,
            options.number,
            reason=typed.words(options.reason) or "",
            line=options.line,
            amount=amount,
            with_subsidy=options.with_subsidy,
            day=day,
        ).told["document"]
    assert isinstance(note, Document)
    return Told([f"Credit note {note.number}: {lakh(note.total)} for {note.credits}."], paper_json(note))


def charge(options: argparse.Namespace) -> Told:
    """Enters a one-off charge."""
    amount, day = typed.amount(options.amount), typed.day(options.date)
    with opening.session(options, write=True) as session:
        told = add_one_off(
            session,
            tenant=options.tenant,
            head=typed.words(options.head) or "",
            day=day,
            amount=amount,
            description=typed.words(options.description),
        ).told
    data = {"tenant": options.tenant, "head": told["head"], "date": day.isoformat(), "amount": rupees(amount)}
    return Told([f"Charge of {lakh(amount)} for {options.tenant} on {day}; the next run bills it."], data)


def reverse(options: argparse.Namespace) -> Told:
    """Undoes a receipt."""
    day = typed.day(options.date)
    with opening.session(options, write=True) as session:
        told = reverse_receipt(
            session, options.receipt, day=day, reason=typed.words(options.reason) or ""
        ).told
    amount = int(str(told["amount"]))
    data = {"receipt": told["number"], "date": day.isoformat(), "amount": rupees(amount)}
    return Told([f"Receipt {told['number']} is reversed on {day}: {lakh(amount)} is open again."], data)


def certificate(options: argparse.Namespace) -> Told:
    """Enters a certificate that came."""
    with opening.session(options, write=True) as session:
        number = set_certificate(session, options.receipt, typed.words(options.certificate) or "").told[
            "number"
        ]
    return Told(
        [f"Receipt {number}: certificate {options.certificate} entered."],
        {"receipt": number, "certificate": options.certificate},
    )


def fbr(options: argparse.Namespace) -> Told:
    """Enters the number the FBR gave a document; its next print carries it, with a QR code."""
    with opening.session(options, write=True) as session:
        told = set_fbr_number(
            session, options.number, typed.words(options.fbr_number) or "", typed.words(options.qr)
        ).told
    data = {"number": told["number"], "fbr_number": told["fbr_number"]}
    return Told(
        [f"{told['number']}: FBR number {told['fbr_number']} entered; it is printed from now on."], data
    )


def deposit(options: argparse.Namespace) -> Told:
    """Takes, adjusts or refunds a deposit."""
    amount, day = typed.amount(options.amount), typed.day(options.date)
    with opening.session(options, write=True) as session:
        told = record_deposit(
            session,
            options.act,
            tenant=options.tenant,
            day=day,
            amount=amount,
            note=typed.words(options.note),
        ).told
    held = int(str(told["held"]))
    return Told(
        [f"Deposit held of {told['tenant']} now: {lakh(held)}."],
        {"tenant": told["tenant"], "held": rupees(held)},
    )
