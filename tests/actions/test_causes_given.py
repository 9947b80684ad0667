"""One cause given to several outages: one act, one undo; what was told stays on record."""

from __future__ import annotations

from typing import Any

import pytest

from stpdesk.actions.causes_given import WHY, give_cause
from stpdesk.actions.undo import undo
from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.core.outages import Outage
from stpdesk.db import causes, corrections, outages
from stpdesk.db.change_log import verify
from stpdesk.ui.outages import acts
from stpdesk.ui.undone import sentence
from tests.closing import close_month

from .conftest import Desk
from .test_closing import OCTOBER
from .test_outage_report import at


@pytest.fixture
def out(desk: Desk) -> Desk:
    """Three power cuts of October, the last with its cause."""
    desk.today("2026-11-02")
    for day in ("10-02", "10-03"):
        desk.put("Outages", service="power", start=at(f"{day} 10:00"), end=at(f"{day} 11:00"))
    desk.put("Outages", service="power", start=at("10-04 10:00"), end=at("10-04 11:00"), cause="fault")
    return desk.store()


def live(desk: Desk) -> list[Outage]:
    """What counts, in order."""
    with desk.session.park.reading() as db:
        return outages.live(db)


def span(made: Changes) -> tuple[int, int]:
    """The rows of the change log that an act wrote."""
    act: Any = made.told["act"]
    return act[0], act[1]


def test_several_get_one_cause_and_one_undo_takes_it_back_with_the_records_kept(out: Desk) -> None:
    first, second, third = live(out)
    with out.session.park.reading() as db:
        offered = causes.listed(db)
    made = give_cause(out.session, [first.number or 0, second.number or 0], "fallen tree")
    assert made.nouns == {"outages", "causes"}
    assert [one.cause for one in live(out)] == ["fallen tree", "fallen tree", "fault"]
    taken = undo(out.session, span(made))
    assert sentence(taken) == "Undone: 2 outages have no cause again."
    assert [(one.span, one.cause) for one in live(out)] == [
        (first.span, None), (second.span, None), (third.span, "fault"),
    ]  # fmt: skip
    with out.session.park.reading() as db:
        assert causes.listed(db) == offered
        assert {one.reason for one in corrections.of_retired(db, "outages").values()} == {WHY}
        assert verify(db) == []
    with pytest.raises(Refused, match="changed again"):
        undo(out.session, span(made))


def test_nothing_is_given_where_one_has_a_cause_or_its_month_is_closed(out: Desk) -> None:
    first, _, third = live(out)
    with pytest.raises(Refused, match="has a cause already"):
        give_cause(out.session, [first.number or 0, third.number or 0], "fault")
    assert live(out)[0].cause is None
    with pytest.raises(Refused, match="Say what the cause was"):
        give_cause(out.session, [first.number or 0], "  ")
    made = give_cause(out.session, [first.number or 0], "fault")
    close_month(out.session, OCTOBER)
    with pytest.raises(Refused, match="closed"):
        undo(out.session, span(made))
    assert live(out)[0].cause == "fault"
    for look in (acts.changeable, acts.before):  # before anybody types why
        with pytest.raises(Refused, match="closed"):
            look(out.session, first.number or 0)
