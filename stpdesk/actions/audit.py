"""The proof of the audit trail: the chain of hashes, and every row against its last entry. It writes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from stpdesk.actions.session import Session
from stpdesk.db import change_log, check


@dataclass(frozen=True, slots=True)
class Proof:
    """How many entries and rows were looked at, the hash (hex) of the last entry, and what is wrong, a sentence each."""

    entries: int
    rows: int
    head: str
    problems: tuple[str, ...]


def prove(session: Session, told: check.Told = check.silent) -> Proof:
    """Looks through all of it in a snapshot of its own, beside everything else; `check` on the command line finds the same.

    It goes through the log twice: `told` hears how far it is, and may end it by a Refused.
    """
    with session.park.reading_apart() as db:
        chain = check.chain(db, lambda done, of: told(done, 2 * of))
        tables = check.tables(db, lambda done, of: told(of + done, 2 * of))
        return Proof(chain.count, tables.count, change_log.head(db)[1], (*chain.problems, *tables.problems))
