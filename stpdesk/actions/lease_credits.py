"""The credit notes that a lease's new terms cause for days that were billed (rules B10, B11)."""

from __future__ import annotations

from collections.abc import Iterable

from stpdesk.actions.credits import credit_parts
from stpdesk.actions.session import Role, Session
from stpdesk.core.corrections import Changed
from stpdesk.core.money import half_up
from stpdesk.db import documents


def credit_changed(session: Session, changed: Iterable[Changed], reason: str) -> list[str]:
    """Issues one credit note for every invoice with billed lines that come out lower now; returns their numbers.

    A line of which nothing stays goes whole, with its subsidies; else as much of it as its difference says, with the
    same share of its subsidies. Each note is on disk by itself; Billing goes on proposing what is left.
    """
    session.require(Role.ACCOUNTS)
    papers: dict[str, dict[int, int | None]] = {}
    for one in changed:
        if one.difference < 0:
            line = one.billed
            whole = one.now == 0 and line.credited == 0
            papers.setdefault(line.invoice, {})[line.line] = None if whole else _gross(session, one)
    notes = [credit_parts(session, number, parts, reason=reason) for number, parts in papers.items()]
    return [str(note.told["number"]) for note in notes]


def _gross(session: Session, one: Changed) -> int:
    """How much of the line itself is credited, in paisa, so that with its subsidies the difference goes."""
    with session.park.reading() as db:
        paper = documents.by_number(db, one.billed.invoice)
    whole = next(line.amount for line in paper.lines if line.n == one.billed.line)
    net = one.billed.amount
    return half_up(whole * -one.difference, net) if net else whole
