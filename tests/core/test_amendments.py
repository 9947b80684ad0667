"""Records put right, as pure decisions; and runs that look wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stpdesk.core import amendments
from stpdesk.core.amendments import Edit
from stpdesk.core.errors import Refused
from stpdesk.core.money import E4
from stpdesk.core.outages import BOTH, DETECTED, GENERATOR, PARK, POWER, Outage, Run
from stpdesk.core.spans import FOREVER, Span
from stpdesk.core.supply_runs import doubts

NOW = 10**9
ONE = Outage("a", POWER, Span(1000, 4600), number=4)


@pytest.mark.parametrize(
    ("starts", "ends", "told"),
    [
        (NOW + 121, None, "start lies in the future"),
        (NOW, NOW + 121, "end lies in the future"),
        (NOW, NOW, "must be after its start"),
        (NOW, NOW - 60, "must be after its start"),
    ],
)
def test_rule_o1_refuses(starts: int, ends: int | None, told: str) -> None:
    with pytest.raises(Refused, match=told):
        amendments.span_of(starts, ends, NOW)


def test_two_minutes_ahead_are_a_clock_and_not_the_future() -> None:
    assert amendments.span_of(NOW + 120, None, NOW) == Span(NOW + 120, FOREVER)


def test_a_split_and_a_merge_undo_each_other() -> None:
    assert amendments.merge(amendments.split(ONE, 2000)) == ONE


@pytest.mark.parametrize("at", [999, 1000, 4600, 5000])
def test_a_split_lies_inside(at: int) -> None:
    with pytest.raises(Refused, match="does not lie inside outage 4"):
        amendments.split(ONE, at)


def test_a_merge_bridges_the_time_between_and_says_so() -> None:
    later = Outage("b", POWER, Span(4900, 5000), cause="fault", source=DETECTED)
    both = amendments.merge([later, ONE])
    assert (both.span, both.cause, both.source) == (Span(1000, 5000), "fault", BOTH)
    assert amendments.bridged([later, ONE]) == 5


@pytest.mark.parametrize(
    ("edit", "act"),
    [
        (Edit(starts=5), "move"),
        (Edit(starts=5, planned=True, cause="x"), "move"),
        (Edit(planned=False), "unplan"),
        (Edit(dismiss=True), "dismiss"),
        (Edit(cause=""), None),
        (Edit(note="x"), None),
    ],
)
def test_what_an_edit_is_recorded_as(edit: Edit, act: str | None) -> None:
    assert amendments.act_of(edit, ONE) == act


def test_the_end_of_an_open_outage_is_no_correction() -> None:
    assert amendments.act_of(Edit(ends=5), replace(ONE, span=Span(1, FOREVER))) is None
    assert amendments.act_of(Edit(ends=5), ONE) == "move"


def test_a_cause_or_a_note_is_filled_in_where_there_is_none_and_else_put_right() -> None:
    told = replace(ONE, cause="fault", note="seen")
    for edit in (Edit(cause="trip"), Edit(cause=""), Edit(note="heard"), Edit(cause="fault", note="")):
        assert amendments.act_of(edit, ONE) is None
        assert amendments.act_of(edit, told) == "change"
    assert amendments.act_of(Edit(cause="fault"), told) is None
    lasting = replace(told, span=Span(1, FOREVER))
    assert amendments.act_of(Edit(ends=5, cause="trip"), lasting) == "change"


@pytest.mark.parametrize(
    "edit", [Edit(), Edit(dismiss=True, split=5), Edit(dismiss=True, note="x"), Edit(split=5, planned=True), Edit(merge=(1,), ends=5)]
)  # fmt: skip
def test_edits_that_are_no_one_act_are_refused(edit: Edit) -> None:
    with pytest.raises(Refused):
        amendments.act_of(edit, ONE)


def run(
    start: int, hours: float, meter: str | None = None, litres: str | None = None, kwh: str | None = None
) -> Run:
    def e4(text: str | None) -> E4 | None:
        return None if text is None else E4(round(float(text) * 10_000))

    return Run(
        f"{start}", GENERATOR, PARK, Span(start * 3600, int((start + hours) * 3600)), e4(litres), e4(kwh), e4(meter)
    )  # fmt: skip


def why(*runs: Run) -> list[str]:
    return [told for _, told in doubts(runs, NOW)]


@pytest.mark.parametrize(
    ("litres", "kwh", "odd"), [("15", "100", 0), ("45", "100", 0), ("14.9", "100", 1), ("45.1", "100", 1), ("5", "0", 1), ("0", "0", 0)]
)  # fmt: skip
def test_litres_outside_what_a_generator_takes_are_told(litres: str, kwh: str, odd: int) -> None:
    assert len(why(run(0, 1, litres=litres, kwh=kwh))) == odd


def test_an_hour_meter_that_runs_backwards_is_told_of_the_run_or_the_next() -> None:
    assert why(run(0, 1, "100"), run(5, 1, "101")) == []
    [told] = why(run(0, 1, "100"), run(5, 1, "99.5"))
    assert "less than 100" in told


def test_an_hour_meter_advances_by_the_runs_since_its_last_reading() -> None:
    assert why(run(0, 1, "100"), run(5, 2), run(10, 1, "103.2")) == []
    assert "advanced by 5 hours" in why(run(0, 1, "100"), run(5, 2), run(10, 1, "105"))[0]


def test_a_run_longer_than_a_day_is_asked_about() -> None:
    assert len(why(run(0, 24.1))) == 1
    assert why(run(0, 24)) == []
    opened = Run("o", GENERATOR, PARK, Span(NOW - 86_401, FOREVER))
    assert "open for more than a day" in why(opened)[0]
