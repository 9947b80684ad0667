"""The lock of a month: closed, its documents frozen in the same act; reopened with a reason."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from stpdesk.actions.proposals import take_all
from stpdesk.actions.session import Session
from stpdesk.actions.signing import key_for
from stpdesk.core.changes import Changes
from stpdesk.core.civil import midnight, seconds_of
from stpdesk.core.errors import Refused
from stpdesk.core.frozen import Closing, Paper
from stpdesk.core.months import Month
from stpdesk.db import attachments, closings, frozen, settings
from stpdesk.db.rows import instant_text

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.db.vault import Vault

Freeze = Callable[["Database", Closing], Iterable[Paper]]
"""Makes a month's documents from the transaction that closes it (`reports.freezing`): who closes a month brings it."""


def close_month(session: Session, month: Month, freeze: Freeze) -> Changes:
    """Locks a month and freezes its documents, both or neither: from now nothing dated in it changes.

    What the monitor noticed in it and nobody answered is taken first, so that what was counted is on record.
    `told`: notices (what could not be taken, and power cuts that are not answered), revision, documents
    (what changed in each since the revision before, by number), signed (the key's fingerprint, where they are).
    Refused before the month has ended, twice, and where the disk has no room for the documents; nothing is left then.
    """
    session.require()
    if session.today <= month.last:
        raise Refused(
            "{month} has not ended yet; it can be closed from {next} on.", month=month, next=(month + 1).first
        )
    now = session.clock()
    seals = _Seals(session.park.vault)
    try:
        with session.park.writing() as db:
            if closings.is_closed(db, month):
                raise Refused("{month} is closed already.", field="month", month=month)
            notices = take_all(session, db, midnight((month + 1).first))
            key = closings.close(db, month, instant_text(now), session.actor)
            park, signs = settings.load(db), None
            if park.sign_documents:
                signs = key_for(db, session.park.vault, park, now, seals.put)
            closing = Closing(key, month, frozen.next_revision(db, month), seconds_of(now), signs)
            made: dict[str, tuple[str, ...]] = {}
            for paper in freeze(db, closing):
                seals.put(paper.figures)
                sealed = {form: seals.put(contents) for form, contents in paper.files.items()}
                frozen.add(db, closing, paper, sealed, instant_text(now), session.actor)
                made[paper.number] = paper.changes
    except BaseException:
        with suppress(Refused), session.park.reading() as db:
            seals.take_back(attachments.named(db))
        raise
    return Changes(
        {"closings", "outages", "gaps", "frozen_documents"},
        month=str(month),
        notices=notices,
        revision=closing.revision,
        documents=made,
        signed=signs.fingerprint if signs else None,
    )


class _Seals:
    """What one act puts into the vault, so that it can be taken back where the act fails."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._fresh: list[str] = []

    def put(self, contents: bytes) -> str:
        """Seals contents; returns their SHA-256 (hex)."""
        name = hashlib.sha256(contents).hexdigest()
        if self._vault.problem(name) is not None:
            self._fresh.append(name)
            self._vault.put(contents)
        return name

    def take_back(self, named: Collection[str]) -> None:
        """Deletes what was put and no row names: a commit whose outcome nobody heard of may have named it."""
        self._vault.drop(name for name in self._fresh if name not in named)


def reopen_month(session: Session, month: Month, reason: str) -> Changes:
    """Unlocks a month; who did it and why stays on record, and so do its frozen documents."""
    session.require()
    if not reason.strip():
        raise Refused("Say why {month} is reopened.", field="reason", month=month)
    with session.park.writing() as db:
        if not closings.is_closed(db, month):
            raise Refused("{month} is not closed.", field="month", month=month)
        closings.reopen(db, month, instant_text(session.clock()), session.actor, reason.strip())
    return Changes({"closings"}, month=str(month))
