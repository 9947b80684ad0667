"""Outages put right: moved, split, merged, planned or not, dismissed; the old record stays with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stpdesk.actions.joining import overlaps
from stpdesk.actions.outages import fill, learn, now
from stpdesk.actions.session import Role, Session
from stpdesk.core import amendments
from stpdesk.core.amendments import Edit
from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.core.outages import Outage
from stpdesk.db import corrections, outages

if TYPE_CHECKING:
    from sqlite_utils import Database


def edit_outage(session: Session, number: int, edit: Edit, reason: str | None = None) -> Changes:
    """Puts an outage right in one act; `told`: act (None = only filled in), made (the new outages), notices.

    An end of one that is open, and a cause or a note where there was none, are filled in and need no reason. Everything
    else retires the record, which stays, and makes new ones, with a reason that must be given.
    """
    session.require(Role.DUTY)
    why = (reason or "").strip()
    with session.park.writing() as db:
        old = outages.by_number(db, number)
        act = amendments.act_of(edit, old)
        if act is None:
            return _filled(session, db, old, edit)
        if not why:
            raise Refused("Say why: a record is put right with a reason.", field="reason")
        gone = [old, *(outages.by_number(db, other) for other in edit.merge if other != number)]
        made = _made(act, gone, edit, now(session))
        learnt = learn(db, edit.cause, old.service)
        correction = corrections.record(db, act, why, session.clock(), session.actor)
        outages.retire(db, gone, correction)
        stored = outages.store(db, made, correction)
        notices = [*learnt, *overlaps(db, stored)]
        if act == "merge" and (between := amendments.bridged(gone)):
            notices.insert(0, f"the {between:g} minutes between them count as out now")
    return Changes({"outages"}, act=act, made=stored, retired=gone, notices=notices)


def _filled(session: Session, db: Database, old: Outage, edit: Edit) -> Changes:
    """An end, a cause or a note that came later."""
    if edit.ends is not None:
        amendments.span_of(old.span.start, edit.ends, now(session))
    learnt = fill(db, old, ends=edit.ends, cause=edit.cause, note=edit.note)
    made = [outages.by_number(db, old.number or 0)]
    return Changes({"outages"}, act=None, made=made, retired=[], notices=[*learnt, *overlaps(db, made)])


def _made(act: str, gone: list[Outage], edit: Edit, moment: int) -> list[Outage]:
    """The outages that stand for the retired ones."""
    old = gone[0]
    if act == "dismiss":
        return []
    if act == "split":
        return amendments.split(old, edit.split or 0)
    if act == "merge":
        return [amendments.amended(amendments.merge(gone), edit, moment)]
    new = amendments.amended(old, edit, moment)
    if new == old:
        raise Refused("Outage {number} is so already; nothing was changed.", number=old.number)
    return [new]
