"""The acts of Today: each one durable commit, each with the sentence that says what was saved."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from stpdesk.core.changes import Changes
from stpdesk.core.civil import seconds_of
from stpdesk.ui import wording

if TYPE_CHECKING:
    from stpdesk.actions.session import Session
    from stpdesk.core.proposals import Proposal


def tr(text: str) -> str:
    """Translated, in the context of this module."""
    return QCoreApplication.translate("today", text)


def _said(changes: Changes, text: str) -> Changes:
    """The same with a sentence for the person."""
    return Changes(changes.nouns, **{**changes.told, "said": text})


def power(session: Session) -> Changes:
    """Power went now, or is back now: whichever the park knows it is not, asked at the very moment of the key."""
    from stpdesk.db.outages import open_ones

    with session.park.reading() as db:
        gone = any(one.whole_park for one in open_ones(db, "power"))
    return back(session, "power", None) if gone else out(session, "power", None)


def out(session: Session, service: str, link: str | None, starts: datetime | None = None) -> Changes:
    """An outage begins, now by default."""
    from stpdesk.actions.outages import add_outage

    at = starts or session.clock()
    changes = add_outage(session, service, starts=at, ends=None, link=link)
    words = (
        tr("Power out since {clock}: saved.")
        if service == "power"
        else tr("{link} out since {clock}: saved.")
    )
    clock = wording.clock(seconds_of(at))
    return _said(changes, words.format(link=link or tr("Internet"), clock=clock))


def back(session: Session, service: str, link: str | None) -> Changes:
    """It is back now."""
    from stpdesk.actions.outages import end_outage

    changes = end_outage(session, service, link=link)
    words = (
        tr("Power back at {clock}: saved.") if service == "power" else tr("{link} back at {clock}: saved.")
    )
    clock = wording.clock(seconds_of(session.clock()))
    return _said(changes, words.format(link=link or tr("Internet"), clock=clock))


def generator(session: Session) -> Changes:
    """Generator on, or off if it runs."""
    from stpdesk.actions.runs import add_run, end_run
    from stpdesk.db.runs import open_ones

    with session.park.reading() as db:
        running = bool(open_ones(db, "generator"))
    if running:
        return _said(end_run(session, "generator"), tr("Generator off: the run is saved."))
    return _said(
        add_run(session, "generator", starts=session.clock(), ends=None),
        tr("Generator on: the run is saved."),
    )


def set_cause(session: Session, number: int, cause: str) -> Changes:
    """Names the cause of an outage."""
    from stpdesk.actions.corrections import edit_outage
    from stpdesk.core.amendments import Edit

    changes = edit_outage(session, number, Edit(cause=cause), tr("The cause was named anew on Today."))
    return _said(changes, tr("Cause of outage {number}: {cause}.").format(number=number, cause=cause))


def yes(
    session: Session, proposal: Proposal, starts: datetime | None = None, ends: datetime | None = None
) -> Changes:
    """It was a power cut."""
    from stpdesk.actions.proposals import take

    return _said(take(session, [proposal.id], starts=starts, ends=ends), tr("Recorded as a power cut."))


def no(session: Session, proposal: Proposal) -> Changes:
    """It was no power cut: the time stays unknown."""
    from stpdesk.actions.proposals import dismiss

    return _said(
        dismiss(session, [proposal.id], tr("The PC was shut down.")), tr("Kept as time nobody could tell.")
    )


def back_up(session: Session) -> Changes:
    """A verified backup into the park's own folder, and copies where they were wanted."""
    from stpdesk.actions import backups

    made = backups.back_up(session)
    return _said(made, tr("Backup made and read back: {name}.").format(name=made.told["backup"]))


def move(session: Session, number: int, starts: int, reason: str) -> Changes:
    """Another start of an outage; the old record stays."""
    from stpdesk.actions.corrections import edit_outage
    from stpdesk.core.amendments import Edit

    changes = edit_outage(session, number, Edit(starts=starts), reason)
    return _said(changes, tr("Out since {clock}: saved.").format(clock=wording.clock(starts)))
