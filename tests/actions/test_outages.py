"""Outages as records: numbered, put right with a reason, never lost; closed months keep their downtime."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stpdesk.actions.closing import reopen_month
from stpdesk.actions.corrections import edit_outage
from stpdesk.actions.outage_list import listed
from stpdesk.actions.outages import add_outage, end_outage
from stpdesk.actions.runs import Told, add_run, edit_run, end_run
from stpdesk.core.amendments import Edit
from stpdesk.core.errors import Refused
from stpdesk.core.money import E4
from stpdesk.core.months import Month
from stpdesk.core.outages import Outage
from stpdesk.core.park import ZONE
from stpdesk.core.spans import Span, seconds, union
from stpdesk.db import causes, check, outages, rows, runs
from stpdesk.db.check import Finding
from tests.closing import close_month

from .conftest import Desk

JUNE = Month(2026, 6)


def at(text: str) -> datetime:
    """A local time."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE))


def instant(text: str) -> int:
    return int(at(text).timestamp())


def add(desk: Desk, start: str, end: str | None, service: str = "power", **more: Any) -> Outage:
    desk.store()
    told = add_outage(
        desk.session, service, starts=at(start), ends=None if end is None else at(end), **more
    ).told["outage"]
    assert isinstance(told, Outage)
    return told


def edit(desk: Desk, number: int, reason: str | None = "said so", **values: Any) -> list[Outage]:
    made = edit_outage(desk.session, number, Edit(**values), reason).told["made"]
    assert isinstance(made, list)
    return made


def live(desk: Desk) -> list[Outage]:
    with desk.session.park.reading() as db:
        return outages.live(db)


def whole(desk: Desk) -> list[Finding]:
    """What is wrong with the change log and the tables."""
    with desk.session.park.reading() as db:
        return [one for one in (check.chain(db), check.tables(db), check.guards(db)) if one.problems]


def test_numbers_follow_the_order_of_storing_and_imported_rows_their_starts(desk: Desk) -> None:
    for start in ("2026-06-03 10:00", "2026-06-01 10:00"):
        desk.put("Outages", service="power", start=at(start), end=at(f"{start[:10]} 11:00"))
    desk.store()
    assert add(desk, "2026-05-01 10:00", "2026-05-01 11:00").number == 3
    assert [(one.number, one.span.start) for one in live(desk)] == [
        (3, instant("2026-05-01 10:00")),
        (1, instant("2026-06-01 10:00")),
        (2, instant("2026-06-03 10:00")),
    ]


def test_a_correction_keeps_the_old_record_with_its_reason(desk: Desk) -> None:
    add(desk, "2026-06-01 10:00", "2026-06-01 11:00", cause="fault")
    [new] = edit(desk, 1, "the guard says nine", starts=instant("2026-06-01 09:00"))
    assert (new.number, new.cause, new.span.seconds) == (2, "fault", 7200)
    old, _ = sorted(listed(desk.session, retired=True), key=lambda one: one.outage.number or 0)
    assert old.outage.span.start == instant("2026-06-01 10:00")
    assert old.retired is not None
    assert (old.retired.act, old.retired.reason, old.retired.actor) == (
        "move",
        "the guard says nine",
        "manager",
    )
    assert [one.outage.number for one in listed(desk.session)] == [2]


@pytest.mark.parametrize("reason", [None, "", "  "])
def test_a_correction_needs_a_reason(desk: Desk, reason: str | None) -> None:
    add(desk, "2026-06-01 10:00", "2026-06-01 11:00")
    with pytest.raises(Refused, match="Say why"):
        edit(desk, 1, reason, dismiss=True)


def test_a_cause_a_note_and_the_end_of_an_open_one_are_filled_in_without_a_reason(desk: Desk) -> None:
    add(desk, "2026-06-01 10:00", None)
    edit(desk, 1, None, cause="monkey on the line", note="third this month")
    edit(desk, 1, None, ends=instant("2026-06-01 11:00"))
    [one] = live(desk)
    assert (one.number, one.cause, one.note, one.span.seconds) == (
        1,
        "monkey on the line",
        "third this month",
        3600,
    )
    with desk.session.park.reading() as db:
        assert "monkey on the line" in [cause.name for cause in causes.listed(db)]


def test_a_retired_record_is_not_put_right_again(desk: Desk) -> None:
    add(desk, "2026-06-01 10:00", "2026-06-01 11:00")
    edit(desk, 1, dismiss=True)
    with pytest.raises(Refused, match="no longer counts"):
        edit(desk, 1, dismiss=True)
    with pytest.raises(Refused, match="There is no outage 9"):
        edit(desk, 9, dismiss=True)


def test_outages_of_different_kinds_are_not_merged(desk: Desk) -> None:
    desk.put("Links", link="A").put("Units", unit="A-1", sqft="100")
    add(desk, "2026-06-01 10:00", "2026-06-01 11:00")
    add(desk, "2026-06-01 10:00", "2026-06-01 11:00", units=["A-1"])
    add(desk, "2026-06-01 10:00", "2026-06-01 11:00", "internet")
    add(desk, "2026-06-01 10:00", "2026-06-01 11:00", "internet", link="a")
    for one, other, what in ((1, 2, "units"), (1, 3, "service"), (3, 4, "link")):
        with pytest.raises(Refused, match=f"not of the same {what}"):
            edit(desk, one, merge=(other,))


def test_overlapping_outages_are_kept_and_told(desk: Desk) -> None:
    add(desk, "2026-06-01 10:00", "2026-06-01 11:00")
    told = add_outage(desk.session, "power", starts=at("2026-06-01 10:30"), ends=at("2026-06-01 12:00")).told[
        "notices"
    ]
    assert told == [
        "it overlaps outage 1 (2026-06-01 10:00 to 2026-06-01 11:00); the time they share counts once"
    ]


def test_a_second_open_outage_is_refused_and_the_right_one_is_ended(desk: Desk) -> None:
    desk.put("Units", unit="A-1", sqft="100").put("Units", unit="A-2", sqft="100")
    add(desk, "2026-06-01 10:00", None)
    with pytest.raises(Refused, match="is open since 2026-06-01 10:00"):
        add(desk, "2026-06-02 10:00", None)
    add(desk, "2026-06-01 11:00", None, units=["A-1"])
    add(desk, "2026-06-01 11:00", None, units=["a-2"])
    end_outage(desk.session, "power", ends=at("2026-06-01 12:00"))
    with pytest.raises(Refused, match=r"Several power outages are open: 2 since .*, 3 since"):
        end_outage(desk.session, "power")
    end_outage(desk.session, "power", units=["A-2"])
    end_outage(desk.session, number=2)
    assert not [one for one in live(desk) if one.span.open]


CHANGES: dict[str, Callable[[Desk], object]] = {
    "an outage in it": lambda desk: add(desk, "2026-06-01 10:00", "2026-06-01 11:00"),
    "one that reaches into it": lambda desk: add(desk, "2026-05-31 23:00", "2026-06-01 00:00:01"),
    "one that begins in it": lambda desk: add(desk, "2026-06-30 23:59:59", "2026-07-02 10:00"),
    "one over all of it": lambda desk: add(desk, "2026-05-31 10:00", "2026-07-02 10:00"),
    "one that is open since before it": lambda desk: add(desk, "2026-05-31 10:00", None, "internet"),
    "a dismissal": lambda desk: edit(desk, 1, dismiss=True),
    "a cause": lambda desk: edit(desk, 1, cause="fault"),
    "an end in it": lambda desk: end_outage(desk.session, "power", ends=at("2026-06-30 23:59:59")),
    "a cause of one that goes on": lambda desk: edit(desk, 2, cause="fault"),
    "a run in it": lambda desk: add_run(
        desk.session, "generator", starts=at("2026-06-30 10:00"), ends=at("2026-06-30 11:00")
    ),
    "litres of a run in it": lambda desk: edit_run(desk.session, 1, told=Told(litres=E4(1))),
    "the end of a run in it": lambda desk: end_run(desk.session, "ups", ends=at("2026-06-30 23:00")),
}


@pytest.fixture
def closed(desk: Desk) -> Desk:
    """July; June is closed, with an outage and a run in it, and one of each that go on."""
    desk.today("2026-07-20")
    add(desk, "2026-06-01 10:00", "2026-06-01 11:00")
    add(desk, "2026-06-30 10:00", None)
    add_run(desk.session, "generator", starts=at("2026-06-01 10:00"), ends=at("2026-06-01 11:00"))
    add_run(desk.session, "ups", starts=at("2026-06-30 10:00"), ends=None)
    close_month(desk.session, JUNE)
    return desk


@pytest.mark.parametrize("what", CHANGES)
def test_nothing_changes_the_downtime_of_a_closed_month(closed: Desk, what: str) -> None:
    head = closed.head()
    with pytest.raises(Refused, match=r"2026-06 is closed; reopen it with a reason first\."):
        CHANGES[what](closed)
    assert closed.head() == head
    reopen_month(closed.session, JUNE, "a mistake")
    CHANGES[what](closed)


def test_an_import_tells_which_rows_a_closed_month_refuses(closed: Desk) -> None:
    closed.put("Gaps", start=at("2026-06-30 10:00"), end=at("2026-06-30 11:00"))
    closed.put("Outages", service="power", start=at("2026-05-30 10:00"), end=at("2026-05-30 11:00"))
    closed.put("Outages", service="power", start=at("2026-05-30 10:00"))
    with pytest.raises(Refused) as refused:
        closed.store()
    told = "The month 2026-06 is closed; reopen it with a reason first."
    assert [(fault.sheet, fault.expected) for fault in refused.value.faults] == [
        ("Outages", told),
        ("Gaps", told),
    ]


@pytest.mark.parametrize("end", ["2026-07-01 00:00", "2026-07-19 10:00"])
def test_what_goes_on_since_a_closed_month_may_end_after_it(closed: Desk, end: str) -> None:
    end_outage(closed.session, "power", ends=at(end))
    end_run(closed.session, "ups", ends=at(end), told=Told(hour_meter=E4(5)))
    assert not [one for one in live(closed) if one.span.open]


def test_what_touches_a_closed_month_at_midnight_does_not_touch_it(closed: Desk) -> None:
    add(closed, "2026-05-31 10:00", "2026-06-01 00:00", "internet")
    add(closed, "2026-07-01 00:00", "2026-07-01 01:00", "internet")


TAMPERING = {
    "a start": "UPDATE outages SET starts = '2026-06-01T00:00:00Z'",
    "a second end": "UPDATE outages SET ends = '2026-06-03T00:00:00Z'",
    "planned": "UPDATE outages SET planned = 1",
    "a row": "DELETE FROM outages",
    "its units": "INSERT INTO outage_units SELECT '12345678', o.id, u.id FROM outages o, units u",
    "a run's start": "UPDATE supply_runs SET starts = '2026-06-01T00:00:00Z'",
    "a run": "DELETE FROM supply_runs",
    "a gap": "DELETE FROM gaps",
    "a gap's end": "UPDATE gaps SET ends = '2026-06-03T00:00:00Z'",
    "a window": "DELETE FROM schedule",
    "a window's time": "UPDATE schedule SET to_minute = 5",
    "a reason": "UPDATE corrections SET reason = 'other'",
    "a correction": "DELETE FROM corrections",
    "twice retired": "UPDATE outages SET retired_by = (SELECT id FROM corrections) WHERE retired_by IS NOT NULL",
    "back again": "UPDATE outages SET retired_by = NULL WHERE retired_by IS NOT NULL",
}


@pytest.mark.parametrize("what", TAMPERING)
def test_the_file_itself_refuses_to_rewrite_a_record(desk: Desk, what: str) -> None:
    desk.put("Units", unit="A-1", sqft="100").put("Schedule", weekday=(0,), from_=600, to=720)
    desk.put("Gaps", start=at("2026-06-01 10:00"), end=at("2026-06-01 11:00"))
    desk.put("Runs", source="ups", start=at("2026-06-01 10:00"), end=at("2026-06-01 11:00"))
    add(desk, "2026-06-01 10:00", "2026-06-01 11:00")
    add(desk, "2026-06-02 10:00", "2026-06-02 11:00")
    edit(desk, 2, dismiss=True)
    with pytest.raises(Refused, match=r"[a-z]\.$"), desk.session.park.writing() as db:
        rows.fetch(db, TAMPERING[what])


STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "move", "split", "merge", "plan", "dismiss"]), st.integers(0, 9)),
    max_size=7,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_no_correction_loses_a_record_and_every_step_is_in_the_change_log(
    desks: Callable[[], Desk], steps: list[tuple[str, int]]
) -> None:
    desk = desks()
    known: dict[int, Outage] = {}
    for place, (act, pick) in enumerate([("add", 0), *steps]):
        _step(desk, act, pick, place)
        every = {one.outage.number or 0: one for one in listed(desk.session, retired=True)}
        assert {number: one.outage for number, one in every.items() if number in known} == known
        counting = {one.number for one in live(desk)}
        assert counting == {number for number, one in every.items() if one.retired is None}
        assert whole(desk) == []
        known = {number: one.outage for number, one in every.items()}


def _step(desk: Desk, act: str, pick: int, place: int) -> None:
    """One act on one of the outages that count."""
    counting = live(desk)
    day = f"2026-06-{place + 1:02d}"
    if act == "add" or not counting:
        add(desk, f"{day} 10:00", f"{day} 12:00")
        return
    one = counting[pick % len(counting)]
    number, middle = one.number or 0, (one.span.start + one.span.end) // 2
    if act == "merge":
        if len(counting) > 1:
            edit(desk, number, merge=tuple(other.number or 0 for other in counting[:3] if other is not one))
        return
    values: dict[str, dict[str, Any]] = {
        "move": {"starts": one.span.start - 60},
        "split": {"split": middle},
        "plan": {"planned": not one.planned},
        "dismiss": {"dismiss": True},
    }
    edit(desk, number, **values[act])


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 7199), st.integers(1, 7199))
def test_split_and_merged_back_the_downtime_is_the_same(
    desks: Callable[[], Desk], one: int, other: int
) -> None:
    desk = desks()
    before = add(desk, "2026-06-01 10:00", "2026-06-01 12:00").span
    edit(desk, 1, split=before.start + one)
    part = next(
        out for out in live(desk) if out.span.start < before.start + other < out.span.end or out.number == 3
    )
    if part.span.start < before.start + other < part.span.end:
        edit(desk, part.number or 0, split=before.start + other)
    assert seconds(union(out.span for out in live(desk))) == 7200
    first, *rest = (out.number or 0 for out in live(desk))
    [again] = edit(desk, first, merge=tuple(rest))
    assert again.span == before
    assert whole(desk) == []


@pytest.mark.parametrize("values", [{"cause": "fuel out"}, {"cause": ""}, {"note": "heard"}, {"note": ""}])
def test_a_cause_or_a_note_that_is_there_is_put_right_with_a_reason(
    desk: Desk, values: dict[str, str]
) -> None:
    add(desk, "2026-06-01 10:00", "2026-06-01 11:00", cause="fault", note="seen")
    with pytest.raises(Refused, match="Say why"):
        edit(desk, 1, None, **values)
    [new] = edit(desk, 1, "misread", **values)
    assert new.number == 2
    [old] = [one for one in listed(desk.session, retired=True) if one.retired]
    assert (old.outage.cause, old.outage.note) == ("fault", "seen")
    assert old.retired is not None
    assert (old.retired.act, old.retired.reason) == ("change", "misread")
    assert whole(desk) == []


def test_an_end_does_not_overwrite_a_cause(desk: Desk) -> None:
    add(desk, "2026-06-01 10:00", None, cause="fault")
    with pytest.raises(Refused, match="has a cause already"):
        end_outage(desk.session, cause="trip")
    end_outage(desk.session, cause="fault", note="seen")
    assert [(one.cause, one.note) for one in live(desk)] == [("fault", "seen")]


def test_a_reading_that_is_there_is_put_right_with_a_reason(desk: Desk) -> None:
    desk.store()
    add_run(desk.session, "generator", starts=at("2026-06-01 10:00"), ends=at("2026-06-01 11:00"))
    edit_run(desk.session, 1, told=Told(litres=E4(10), note="Ali"))
    for told in (Told(litres=E4(20)), Told(note="")):
        with pytest.raises(Refused, match="Say why"):
            edit_run(desk.session, 1, told=told)
    changed = edit_run(desk.session, 1, told=Told(litres=E4(20)), reason="misread").told
    assert changed["act"] == "change"
    with desk.session.park.reading() as db:
        assert [(one.number, one.litres) for one in runs.live(db)] == [(2, 20)]
        assert [(one.number, one.litres) for one in runs.retired(db)] == [(1, 10)]
    assert whole(desk) == []


def test_the_same_run_is_refused_and_one_that_overlaps_is_told(desk: Desk) -> None:
    desk.store()
    times: dict[str, Any] = {"starts": at("2026-06-01 10:00"), "ends": at("2026-06-01 11:00")}
    add_run(desk.session, "generator", **times, told=Told(litres=E4(10)))
    with pytest.raises(Refused, match=r"Run 1 is already that; nothing was added\."):
        add_run(desk.session, "generator", **times, told=Told(litres=E4(10), note="again"))
    notices = add_run(desk.session, "generator", **times).told["notices"]
    assert isinstance(notices, list)
    [told] = notices
    assert told.startswith(
        "it overlaps run 1 (2026-06-01 10:00 to 2026-06-01 11:00); the litres of both count"
    )
    assert add_run(desk.session, "ups", **times).told["notices"] == []


def test_a_new_cause_is_said(desk: Desk) -> None:
    desk.store()
    span: dict[str, Any] = {"starts": at("2026-06-01 10:00"), "ends": at("2026-06-01 11:00")}
    told = add_outage(desk.session, "power", **span, cause="monky on the line").told["notices"]
    assert told == ["“monky on the line” is a new cause; it is on the list from now on"]
    assert add_outage(desk.session, "internet", **span, cause="fault").told["notices"] == []


SETTINGS = {
    "outage_join_minutes": 4,
    "momentary_minutes": 6,
    "power_grace_minutes": 0,
    "outages_from": "2026-06-02",
}


def refused_setting(desk: Desk) -> str:
    """The one fault for which nothing is stored."""
    with pytest.raises(Refused) as refused:
        desk.store()
    (fault,) = refused.value.faults
    return str(fault)


@pytest.mark.parametrize("name", SETTINGS)
def test_what_a_closed_months_figures_are_made_with_stays(closed: Desk, name: str) -> None:
    said = f"{name} is part of the figures of the closed month 2026-06; reopen it"
    assert said in refused_setting(closed.sets(**{name: SETTINGS[name]}))
    reopen_month(closed.session, JUNE, "a mistake")
    closed.sets(**{name: SETTINGS[name]}).store()
    close_month(closed.session, JUNE)
    closed.sets(**{name: SETTINGS[name]}).store()
    other = closed.sets(**{name: "2026-06-03" if name == "outages_from" else 2})
    assert "part of the figures of the closed month" in refused_setting(other)


def test_the_first_day_of_outages_may_move_where_no_closed_month_changes(closed: Desk) -> None:
    for day in ("2026-06-01", "2025-01-01"):
        closed.sets(outages_from=day).store()
    assert "outages_from" in refused_setting(closed.sets(outages_from="2026-07-01"))


def test_a_window_of_time_loads_what_has_time_in_it(desk: Desk) -> None:
    add(desk, "2026-05-31 23:00", "2026-06-01 00:00")
    add(desk, "2026-05-31 23:00", "2026-06-01 00:01", "internet")
    add(desk, "2026-06-30 23:59", None)
    add(desk, "2026-07-01 00:00", "2026-07-01 01:00", "internet")
    window = Span(instant("2026-06-01 00:00"), instant("2026-07-01 00:00"))
    with desk.session.park.reading() as db:
        assert [one.number for one in outages.live(db, window)] == [2, 3]
