"""Matters for PSEB's attention: five at most a report, and the reports of closed months keep theirs."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from stpdesk.actions.attention import (
    add_matter,
    change_matter,
    drop_signatory,
    listed,
    name_signatory,
    settle_matter,
    signers,
)
from stpdesk.actions.session import Role
from stpdesk.core.attention import Matter, MatterForm, Signatory
from stpdesk.core.errors import Refused
from stpdesk.core.money import Paisa
from stpdesk.core.months import Month
from stpdesk.db import attention
from tests.closing import close_month

from .conftest import Desk

ROOF = MatterForm("The roof of hall B leaks", date(2026, 8, 1), "Approve the repair", Paisa(12_00_000_00))


def put(desk: Desk, name: str = "Roof", since: str = "2026-08-01", order: int | None = None) -> Matter:
    """A matter on record."""
    form = MatterForm(name, date.fromisoformat(since), "Decide")
    told = add_matter(desk.session, form, order).told["matter"]
    assert isinstance(told, Matter)
    return told


def names(desk: Desk) -> list[str]:
    """The open matters in their order."""
    return [one.matter for one in listed(desk.session)]


def reported(desk: Desk, day: str) -> list[str]:
    """The matters that the report as at a day carries."""
    with desk.session.park.reading() as db:
        return [one.matter for one in attention.open_matters(db, date.fromisoformat(day))]


def test_a_matter_is_in_the_reports_from_the_day_it_began_until_it_is_settled(desk: Desk) -> None:
    put(desk)
    settle_matter(desk.session, 1, date(2026, 9, 20), "Repaired")
    assert [reported(desk, day) for day in ("2026-07-31", "2026-08-01", "2026-09-19", "2026-09-20")] == [
        [], ["Roof"], ["Roof"], [],
    ]  # fmt: skip
    assert names(desk) == []
    (kept,) = listed(desk.session, settled=True)
    assert (kept.settled_on, kept.outcome) == (date(2026, 9, 20), "Repaired")


def test_a_sixth_open_matter_is_refused_until_one_is_settled(desk: Desk) -> None:
    for number in range(5):
        put(desk, f"Matter {number}")
    before = desk.head()
    with pytest.raises(Refused, match="5 matters at most"):
        put(desk, "Sixth")
    assert desk.head() == before
    settle_matter(desk.session, 2, date(2026, 9, 30), "Done")
    with pytest.raises(Refused, match="5 matters at most"):  # the report of August would have six
        put(desk, "Sixth", since="2026-08-15")
    assert put(desk, "Sixth", since="2026-09-15").number == 6


def test_matters_keep_the_order_they_are_given(desk: Desk) -> None:
    for name in "abc":
        put(desk, name)
    put(desk, "first", order=1)
    assert names(desk) == ["first", "a", "b", "c"]
    change_matter(desk.session, 3, MatterForm("c", date(2026, 8, 1), "Decide"), order=2)
    assert names(desk) == ["first", "c", "a", "b"]
    with pytest.raises(Refused, match="first place is 1"):
        put(desk, "d", order=0)
    put(desk, "d", order=99)
    assert names(desk)[-1] == "d"


def test_the_report_of_a_closed_month_keeps_its_matters(desk: Desk) -> None:
    put(desk)
    desk.today("2026-11-02")
    close_month(desk.session, Month(2026, 10))
    late = put(desk, "Told late", since="2026-09-01")
    assert (late.month, reported(desk, "2026-10-31")) == (Month(2026, 11), ["Roof"])
    assert reported(desk, "2026-11-02") == ["Roof", "Told late"]
    acts: list[Callable[[], object]] = [
        lambda: settle_matter(desk.session, 1, date(2026, 10, 31), "Repaired"),
        lambda: change_matter(desk.session, 1, MatterForm("Other", date(2026, 8, 1), "Decide")),
    ]
    for act in acts:
        with pytest.raises(Refused, match=r"report of the closed month 2026-10 would change"):
            act()
    settle_matter(desk.session, 1, date(2026, 11, 1), "Repaired")
    assert reported(desk, "2026-10-31") == ["Roof"]


REFUSED: dict[str, tuple[Callable[[Desk], object], str]] = {
    "no matter": (lambda desk: put(desk, " "), "Say what the matter is"),
    "no decision": (
        lambda desk: add_matter(desk.session, MatterForm("Roof", date(2026, 8, 1), "")),
        "Say which decision",
    ),
    "a letter too many": (lambda desk: put(desk, "x" * 501), "longer than 500 letters"),
    "the future": (lambda desk: put(desk, since="2026-10-02"), "2026-10-02 lies in the future"),
    "a negative exposure": (
        lambda desk: add_matter(desk.session, MatterForm("Roof", date(2026, 8, 1), "x", Paisa(-1))),
        "cannot be right",
    ),
    "settled before it began": (
        lambda desk: settle_matter(desk.session, put(desk).number, date(2026, 7, 31), "x"),
        "it cannot be settled before",
    ),
    "settled in the future": (
        lambda desk: settle_matter(desk.session, put(desk).number, date(2026, 10, 2), "x"),
        "lies in the future",
    ),
    "settled without a word": (
        lambda desk: settle_matter(desk.session, put(desk).number, date(2026, 9, 1), " "),
        "Say how",
    ),
    "no such matter": (
        lambda desk: settle_matter(desk.session, 7, date(2026, 9, 1), "x"),
        "There is no matter 7",
    ),
    "a role there is not": (
        lambda desk: name_signatory(desk.session, Signatory("signed", "A")),
        "signed is none",
    ),
    "nobody": (lambda desk: name_signatory(desk.session, Signatory("checked", " ")), "Say who signs"),
    "a role nobody holds": (lambda desk: drop_signatory(desk.session, "checked"), "Nobody is named"),
}


@pytest.mark.parametrize("why", list(REFUSED))
def test_what_cannot_be_is_refused_with_a_sentence(desk: Desk, why: str) -> None:
    act, sentence = REFUSED[why]
    with pytest.raises(Refused, match=re.escape(sentence)):
        act(desk)


def test_a_settled_matter_stays_as_it_is(desk: Desk) -> None:
    put(desk)
    settle_matter(desk.session, 1, date(2026, 9, 20), "Repaired")
    with pytest.raises(Refused, match=r"settled since 2026-09-20 already \(Repaired\)"):
        settle_matter(desk.session, 1, date(2026, 9, 21), "Again")
    with pytest.raises(Refused, match="stays as it is"):
        change_matter(desk.session, 1, ROOF)


def test_only_the_manager_adds_to_a_report(desk: Desk) -> None:
    desk.session.role = Role.ACCOUNTS
    with pytest.raises(Refused, match="ask the park manager"):
        add_matter(desk.session, ROOF)
    with pytest.raises(Refused, match="ask the park manager"):
        name_signatory(desk.session, Signatory("checked", "A. Khan"))


def test_signatories_are_named_changed_and_dropped(desk: Desk) -> None:
    for one in (Signatory("approved", "R. Ali", "Director"), Signatory("prepared", "A. Khan")):
        name_signatory(desk.session, one)
    name_signatory(desk.session, Signatory("prepared", "B. Bibi", "Manager"))
    assert signers(desk.session) == [
        Signatory("prepared", "B. Bibi", "Manager"),
        Signatory("approved", "R. Ali", "Director"),
    ]
    drop_signatory(desk.session, "approved")
    assert [one.role for one in signers(desk.session)] == ["prepared"]
