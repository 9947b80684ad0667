"""Drafts outlive the process, stay out of the change log, and are there once a form and thing."""

from __future__ import annotations

from datetime import timedelta

from stpdesk.actions import drafts
from stpdesk.actions.session import Session
from stpdesk.db.park import Park

from .conftest import Desk


def test_a_draft_is_kept_replaced_found_and_dropped(desk: Desk) -> None:
    session = desk.session
    head = desk.head()
    drafts.save(session, "lease", drafts.NEW, {"tenant": "کشمیر", "rate": "8"})
    drafts.save(session, "lease", drafts.NEW, {"tenant": "کشمیر", "rate": "85"})
    desk.clock.moment += timedelta(minutes=1)
    drafts.save(session, "tenant", "T-1", {"name": "Leepa"})
    found = drafts.find(session, "lease", drafts.NEW)
    assert found is not None
    assert (found.texts, found.actor, found.at) == (
        {"tenant": "کشمیر", "rate": "85"},
        "manager",
        desk.clock.moment - timedelta(minutes=1),
    )
    assert [(one.form, one.thing) for one in drafts.every(session)] == [("tenant", "T-1"), ("lease", "")]
    assert desk.head() == head
    drafts.drop(session, "lease", drafts.NEW)
    drafts.drop(session, "lease", drafts.NEW)
    assert drafts.find(session, "lease", drafts.NEW) is None
    assert [one.form for one in drafts.every(session, "tenant")] == ["tenant"]


def test_a_draft_is_there_after_the_park_was_opened_anew(desk: Desk) -> None:
    drafts.save(desk.session, "lease", "L-1", {"rate": "85"})
    folder = desk.session.park.folder
    desk.session.park.close()
    with Park.open(folder, user="manager", password="x", write=False, clock=desk.clock) as park:
        session = Session(park, "manager", desk.clock)
        assert [one.texts for one in drafts.every(session)] == [{"rate": "85"}]
        drafts.save(session, "lease", "L-1", {"rate": "86"})  # a park open for reading keeps no new draft
        drafts.drop(session, "lease", "L-1")
        assert [one.texts for one in drafts.every(session)] == [{"rate": "85"}]
