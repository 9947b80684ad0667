"""The month's close as a list: what must be, what may stay open, and how each line says it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from stpdesk.core.closing import (
    ASK,
    ASKED,
    DONE,
    LATER,
    NONE,
    CloseFacts,
    RunState,
    Step,
    in_the_way,
    left_open,
    steps,
)
from stpdesk.core.errors import Refused
from stpdesk.core.money import Paisa
from stpdesk.core.months import Month

OCTOBER = Month(2026, 10)
ISSUED = RunState(0, Paisa(0))
WHOLE = CloseFacts(
    OCTOBER, date(2026, 11, 2), meters=12, unread=0, outages=5, nameless=0, lasting=0, asked=0, expected=9, reported=9,
    certificates=0, matters=1, signatories=3,
)  # fmt: skip


def line(facts: CloseFacts, name: str, run: RunState | None = ISSUED) -> Step:
    """One line of the list."""
    return next(one for one in steps(facts, run) if one.name == name)


def test_nothing_is_left_open_of_a_whole_month() -> None:
    found = steps(WHOLE, ISSUED)
    assert {one.state for one in found} == {DONE}
    assert not left_open(found)
    assert not in_the_way(found)
    assert len({one.name for one in found}) == len(found) == 12


@pytest.mark.parametrize(
    ("name", "change", "says"),
    [
        ("readings", {"unread": 2}, "2 of 12 meters have no reading in Oct 2026."),
        ("readings", {"unread": 1}, "One meter has no reading in Oct 2026."),
        ("causes", {"nameless": 3}, "3 of 5 outages have no cause."),
        ("lasting", {"lasting": 1}, "One outage has no end yet."),
        ("asked", {"asked": 4}, "4 questions of the monitor are not answered."),
        ("returns", {"reported": 7}, "2 of 9 tenants have not reported."),
        ("certificates", {"certificates": 1}, "One certificate of withheld tax is to come."),
        ("signatories", {"signatories": 1}, "2 of 3 who sign are not named."),
    ],
)
def test_a_line_that_is_open_says_so_with_figures_and_may_stay_open(
    name: str, change: dict[str, int], says: str
) -> None:
    facts = replace(WHOLE, **change)  # type: ignore[arg-type]
    found = line(facts, name)
    assert (found.state, found.must, found.says) == (ASK, False, says)
    assert [one.name for one in left_open(steps(facts, ISSUED))] == [name]
    assert not in_the_way(steps(facts, ISSUED))


def test_a_month_that_runs_cannot_be_closed_and_its_run_is_for_later() -> None:
    facts = replace(WHOLE, today=date(2026, 10, 31))
    found = line(facts, "over")
    assert (found.state, found.must) == (LATER, True)
    assert found.says == "It ends on 31 Oct 2026; it can be closed from 1 Nov 2026 on."
    assert line(facts, "run", RunState(3, Paisa(120_000))).state == LATER
    assert [one.name for one in in_the_way(steps(facts, ISSUED))] == ["over"]


def test_what_is_not_issued_must_be_where_the_park_bills_here() -> None:
    run = RunState(12, Paisa(44_896_600))
    found = line(WHOLE, "run", run)
    assert (found.must, found.left) == (True, 12)
    assert found.says == "12 documents of Rs 4,48,966 are ready to issue."
    assert [one.name for one in in_the_way(steps(WHOLE, run))] == ["run"]
    elsewhere = replace(run, billed_here=False)
    assert line(WHOLE, "run", elsewhere).state == ASK
    assert not in_the_way(steps(WHOLE, elsewhere))


@pytest.mark.parametrize(
    ("documents", "waiting", "unread", "says"),
    [
        (31, 2, 2, "2 readings of Sep 2026 are missing, 2 documents wait for them. 31 documents of Rs 13,54,447 are ready to issue."),
        (1, 1, 1, "One reading of Sep 2026 is missing, one document waits for it. One document of Rs 13,54,447 is ready to issue."),
        (0, 1, 3, "3 readings of Sep 2026 are missing, one document waits for them."),
    ],
)  # fmt: skip
def test_what_waits_for_readings_is_told_apart_from_what_is_ready(
    documents: int, waiting: int, unread: int, says: str
) -> None:
    run = RunState(
        documents, Paisa(135_444_700), unread=unread, readings=Month(2026, 9), unlikely=0, waiting=waiting
    )
    found = line(WHOLE, "run", run)
    assert (found.state, found.left, found.waiting, found.says) == (ASK, documents + waiting, waiting, says)
    assert [one.name for one in in_the_way(steps(WHOLE, run))] == ["run"]


def test_the_window_waits_until_the_run_is_known() -> None:
    found = steps(WHOLE, None)
    assert [one.name for one in found if one.state == ASKED] == ["run", "missing", "unbilled"]
    assert [one.name for one in in_the_way(found)] == ["run"]


def test_why_a_run_cannot_be_made_is_said_in_its_own_words_and_nothing_is_said_to_be_charged() -> None:
    refused = RunState(0, Paisa(0), refused=Refused("There is no tariff for meter {meter}.", meter="M7"))
    assert line(WHOLE, "run", refused).says == "There is no tariff for meter M7."
    for name in ("missing", "unbilled"):
        found = line(WHOLE, name, refused)
        assert (found.state, found.says) == (ASK, "It is known once the month’s run can be made.")


def test_missing_months_are_told_by_name() -> None:
    run = RunState(0, Paisa(0), missing=(Month(2026, 8), Month(2026, 9)))
    assert line(WHOLE, "missing", run).says == "Aug 2026 and Sep 2026 have days nobody was billed for."


@pytest.mark.parametrize(
    ("new", "own", "older", "state", "says"),
    [
        (0, 0, 0, DONE, "Every reading of a room in Oct 2026 has a tenant who pays."),
        (
            1, 0, 0, ASK,
            "One reading of Oct 2026 has no tenant who pays: the unit was vacant. Is a lease missing?",
        ),
        (
            2, 1, 1, ASK,
            "2 readings of Oct 2026 have no tenant who pays: the units were vacant. Is a lease missing? One more is the park’s own. One older reading has no tenant.",
        ),
        (0, 2, 0, NONE, "2 readings of Oct 2026 are the park’s own: their units are shared or not for letting."),
        (0, 0, 3, NONE, "Every reading of a room in Oct 2026 has a tenant who pays. 3 older readings have no tenant."),
    ],
)  # fmt: skip
def test_use_nobody_pays_for_is_asked_of_its_own_month_where_a_lease_may_be_missing_and_told_of_the_rest(
    new: int, own: int, older: int, state: str, says: str
) -> None:
    found = line(WHOLE, "unbilled", RunState(0, Paisa(0), unbilled=new, own=own, older=older))
    assert (found.state, found.left, found.says) == (state, new, says)


def test_of_a_month_without_a_reading_nobody_says_that_each_has_a_tenant() -> None:
    found = line(replace(WHOLE, unread=WHOLE.meters), "unbilled", RunState(0, Paisa(0), older=2))
    assert (found.state, found.says) == (
        NONE,
        "No meter is read in Oct 2026. 2 older readings have no tenant.",
    )


@pytest.mark.parametrize(
    ("documents", "unlikely", "ends"),
    [(34, 0, "ready to issue."), (34, 1, " One of them bills a use far from usual."), (34, 3, " 3 of them bill a use far from usual."),
     (1, 1, "ready to issue. It bills a use far from usual.")],
)  # fmt: skip
def test_a_use_far_from_usual_is_told_beside_what_is_ready(documents: int, unlikely: int, ends: str) -> None:
    run = RunState(documents, Paisa(100), unlikely=unlikely)
    assert line(WHOLE, "run", run).says.endswith(ends)


def test_a_report_without_a_matter_and_a_park_without_a_meter_want_nothing() -> None:
    facts = replace(WHOLE, matters=0, meters=0, expected=0, reported=0, outages=0)
    assert [one.name for one in steps(facts, ISSUED) if one.state == NONE] == [
        "readings",
        "unbilled",
        "matters",
    ]
    assert not left_open(steps(facts, ISSUED))
