"""Undo of master data: an act taken back whole, in one transaction that is logged like any other (and can be undone too)."""

from __future__ import annotations

from stpdesk.actions.acting import acting
from stpdesk.actions.session import Role, Session
from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.db import plan_file, undoing

DUTY = frozenset({"repairs", "links", "schedule", "causes"})
"""Tables the duty officer may write, and so take back."""

_WATCHED = frozenset({"links", "schedule"})


def undo(session: Session, act: tuple[int, int]) -> Changes:
    """Takes back what an act wrote: `told["act"]` of its Changes, the first and last row of the change log.

    Refused where a row of it changed since, where its tenant was billed since, where a month that counts it was closed
    since, and where something else hangs on what it entered.
    """
    first, last = act
    with session.park.reading() as db:
        tables = {one.table for one in undoing.entries(db, first, last)}
    roles = [Role.ACCOUNTS, *([Role.DUTY] if tables and tables <= DUTY else [])]
    with acting(session, *roles) as now:
        made = undoing.entries(now.db, first, last)
        if not made or any(one.table not in undoing.NOUNS for one in made):
            raise Refused("This cannot be undone.")
        if undoing.touched_since(now.db, made, last):
            raise Refused("It was changed again since, so this cannot be undone.")
        if undoing.billed_since(now.db, made, last):
            raise Refused("It is billed since, so this cannot be undone; change it instead.")
        if not undoing.COUNTED.isdisjoint(tables) and undoing.closed_since(now.db, last):
            raise Refused(
                "A month was closed since, so this cannot be undone; reopen it with a reason first."
            )
        undoing.reverse(now.db, made)
        if not _WATCHED.isdisjoint(tables):
            plan_file.keep(session.park.folder, now.db)
        return now.changes(*{undoing.NOUNS[one.table] for one in made})
