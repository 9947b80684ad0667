"""The park's list of causes of outages."""

from __future__ import annotations

from stpdesk.actions.session import Role, Session
from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.db import causes
from stpdesk.db.causes import Cause


def add_cause(session: Session, name: str, service: str | None = None) -> Changes:
    """Puts a cause on the list; refused where it is on it."""
    session.require(Role.DUTY)
    if not name.strip():
        raise Refused("Give the cause a name.", field="cause")
    with session.park.writing() as db:
        if not causes.learn(db, [name.strip()], service):
            raise Refused("“{cause}” is on the list already.", field="cause", cause=name.strip())
    return Changes({"causes"}, cause=name.strip())


def drop_cause(session: Session, name: str) -> Changes:
    """Takes a cause off the list; outages that have it keep it."""
    session.require(Role.DUTY)
    with session.park.writing() as db:
        dropped = causes.drop(db, name)
    return Changes({"causes"}, cause=dropped)


def listed(session: Session) -> list[Cause]:
    """The causes on the list, in the order they came."""
    with session.park.reading() as db:
        return causes.listed(db)
