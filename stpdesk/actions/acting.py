"""An act on master data: one transaction that remembers which rows of the change log it wrote, so that it can be undone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from stpdesk.actions.session import Role, Session
from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.db import change_log, undoing

if TYPE_CHECKING:
    from sqlite_utils import Database

UNDOABLE = frozenset(undoing.NOUNS.values()) | {"outages"}
"""Nouns of acts that `actions.undo` takes back: master data, and one cause given to several outages."""


class Act:
    """What is being done; `db` is the unit of work."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self._first = change_log.head(db)[0] + 1

    def changes(self, *nouns: str, **told: object) -> Changes:
        """The answer of the act: its nouns, what it tells, and `told["act"]` = its first and last row of the log.

        An act that wrote nothing changed nothing. One that can never be undone has no `act`, so nobody is offered that.
        """
        last = change_log.head(self.db)[0]
        if last < self._first:
            return Changes((), **told)
        if not UNDOABLE.issuperset(nouns):
            return Changes(nouns, **told)
        return Changes(nouns, act=(self._first, last), **told)


@contextmanager
def acting(session: Session, *roles: Role) -> Iterator[Act]:
    """One unit of work of a person with one of these roles (or the manager)."""
    session.require(*roles)
    with session.park.writing() as db:
        yield Act(db)


def refuse_any(faults: Sequence[Refused]) -> None:
    """Refuses with the first of several faults, in the order of the form's fields."""
    if faults:
        raise faults[0]
