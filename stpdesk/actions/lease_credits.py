"""The credit notes and charges that new terms cause for days that were billed (rules B10, B11)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from stpdesk.actions.acting import acting
from stpdesk.actions.credits import credit_parts
from stpdesk.actions.session import Role, Session
from stpdesk.core.changes import Changes
from stpdesk.core.corrections import Changed
from stpdesk.core.money import half_up
from stpdesk.db import documents, one_offs, rows, tenants
from stpdesk.db.ids import uuid7

if TYPE_CHECKING:
    from sqlite_utils import Database


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


def charge_changed(session: Session, changed: Iterable[Changed], reason: str) -> Changes:
    """Enters a one-off charge, dated today, for every billed line that comes out higher now; all of them or none.

    Each charge names its line, so that what was charged is not proposed again.
    """
    with acting(session, Role.ACCOUNTS) as act:
        made = [
            _charge(act.db, one, session.today.isoformat(), reason) for one in changed if one.difference > 0
        ]
        rows.insert(act.db, "one_offs", made)
        return act.changes("one_offs", charges=len(made))


def _charge(db: Database, one: Changed, day: str, reason: str) -> dict[str, Any]:
    """The charge of one line as stored."""
    line = one.billed
    what = ", ".join(part for part in (line.head.capitalize(), line.unit) if part)
    return {
        "id": uuid7(),
        "tenant_id": tenants.by_code(db, one.tenant).id,
        "head": line.head,
        "description": f"{what}, {line.first} to {line.last}: {reason}{one_offs.for_line(line.invoice, line.line)}",
        "date": day,
        "amount": one.difference,
    }


def _gross(session: Session, one: Changed) -> int:
    """How much of the line itself is credited, in paisa, so that with its subsidies the difference goes."""
    with session.park.reading() as db:
        paper = documents.by_number(db, one.billed.invoice)
    whole = next(line.amount for line in paper.lines if line.n == one.billed.line)
    net = one.billed.amount
    return half_up(whole * -one.difference, net) if net else whole
