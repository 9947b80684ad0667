"""Drafts of forms: saved while typing in one durable commit each, offered back after a crash."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stpdesk.actions.session import Session
from stpdesk.db import drafts
from stpdesk.db.drafts import Draft

NEW = ""
"""The thing of a form that enters something new."""


def save(session: Session, form: str, thing: str, texts: Mapping[str, Any], why: str = drafts.TYPING) -> None:
    """Keeps what is typed of a form about a thing (its code, `NEW`), in place of its last draft; durable when it returns.

    `why` it is not saved: one of `db.drafts`.

    In a park that is open for reading alone nothing can be saved, a draft neither.
    """
    if not session.park.writable:
        return
    with session.park.writing() as db:
        drafts.save(db, form, thing, texts, session.clock(), session.actor, why)


def find(session: Session, form: str, thing: str) -> Draft | None:
    """The draft of a form about a thing, if there is one."""
    return next((one for one in every(session, form) if one.thing == thing), None)


def every(session: Session, form: str | None = None) -> list[Draft]:
    """All drafts (of a form), the latest first."""
    with session.park.reading() as db:
        return drafts.every(db, form)


def drop(session: Session, form: str, thing: str) -> None:
    """Forgets a draft, for the form was saved or the person said so; harmless where there is none."""
    if session.park.writable and find(session, form, thing) is not None:
        with session.park.writing() as db:
            drafts.drop(db, form, thing)
