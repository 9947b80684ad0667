"""The credit notes that a lease's new terms cause for days that were billed (rules B10, B11)."""

from __future__ import annotations

from collections.abc import Iterable

from stpdesk.actions.credits import credit
from stpdesk.actions.session import Role, Session
from stpdesk.core.corrections import Changed
from stpdesk.core.money import half_up
from stpdesk.db import documents


def credit_changed(session: Session, changed: Iterable[Changed], reason: str) -> list[str]:
    """Issues a credit note for every billed line that comes out lower now; returns their numbers.

    A line of which nothing stays goes whole, with its subsidies; else as much of it as its difference says, with the
    same share of its subsidies. Each note is on disk by itself; Billing goes on proposing what is left.
    """
    session.require(Role.ACCOUNTS)
    numbers: list[str] = []
    for one in changed:
        if one.difference >= 0:
            continue
        line = one.billed
        if one.now == 0 and line.credited == 0:
            made = credit(session, line.invoice, line=line.line, reason=reason)
        else:
            gross = _gross(session, one)
            made = credit(
                session, line.invoice, line=line.line, amount=gross, with_subsidy=True, reason=reason
            )
        numbers.append(str(made.told["number"]))
    return numbers


def _gross(session: Session, one: Changed) -> int:
    """How much of the line itself is credited, in paisa, so that with its subsidies the difference goes."""
    with session.park.reading() as db:
        paper = documents.by_number(db, one.billed.invoice)
    whole = next(line.amount for line in paper.lines if line.n == one.billed.line)
    net = one.billed.amount
    return half_up(whole * -one.difference, net) if net else whole
