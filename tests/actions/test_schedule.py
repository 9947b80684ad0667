"""Announced load shedding, links and causes: entered, changed, cancelled; closed months keep what was announced."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from stpdesk.actions import causes, links
from stpdesk.actions.schedule import announce, cancel, listed
from stpdesk.core.causes import CAUSES
from stpdesk.core.errors import Refused
from stpdesk.core.months import Month
from stpdesk.core.outages import Announced
from tests.closing import close_month

from .conftest import Desk
from .test_outages import add, whole

MON, TUE = 0, 1


def window(
    desk: Desk, weekdays: tuple[int, ...] = (MON, TUE), start: int = 600, end: int = 720, **more: Any
) -> Announced:
    desk.store()
    told = announce(desk.session, weekdays=weekdays, from_minute=start, to_minute=end, **more).told["window"]
    assert isinstance(told, Announced)
    return told


def days(desk: Desk) -> list[tuple[str, str]]:
    return [(str(one.valid_from or ""), str(one.valid_to or "")) for one in listed(desk.session)]


def test_an_announced_date_is_its_weekday_on_that_day_alone(desk: Desk) -> None:
    desk.store()
    announce(desk.session, day=date(2026, 12, 24), from_minute=22 * 60, to_minute=120)
    [one] = listed(desk.session)
    assert (one.weekdays, one.valid_from, one.valid_to, one.length) == (
        (3,),
        date(2026, 12, 24),
        date(2026, 12, 24),
        240,
    )


def test_one_day_of_a_weekly_window_is_cancelled_around_it(desk: Desk) -> None:
    window(desk)
    cancel(desk.session, 1, "Eid", day=date(2026, 6, 15))
    assert days(desk) == [("", "2026-06-14"), ("2026-06-16", "")]
    cancel(desk.session, 3, "the feeder was moved", from_day=date(2026, 8, 1))
    assert days(desk) == [("", "2026-06-14"), ("2026-06-16", "2026-07-31")]
    cancel(desk.session, 2, "never was")
    assert days(desk) == [("2026-06-16", "2026-07-31")]
    assert whole(desk) == []


@pytest.mark.parametrize(
    ("day", "told"),
    [(date(2026, 6, 17), "not announced for 2026-06-17"), (date(2026, 5, 4), "not announced"), (date(2026, 7, 6), "not announced")],
)  # fmt: skip
def test_what_is_not_announced_is_not_cancelled(desk: Desk, day: date, told: str) -> None:
    window(desk, valid_from=date(2026, 6, 1), valid_to=date(2026, 6, 30))
    with pytest.raises(Refused, match=told):
        cancel(desk.session, 1, "x", day=day)


def test_a_cancelled_window_is_not_cancelled_again(desk: Desk) -> None:
    window(desk)
    cancel(desk.session, 1, "x")
    with pytest.raises(Refused, match="cancelled or replaced already"):
        cancel(desk.session, 1, "x")
    with pytest.raises(Refused, match="no announced window 7"):
        cancel(desk.session, 7, "x")


CLOSED: dict[str, Callable[[Desk], object]] = {
    "a window for ever": lambda desk: window(desk, (MON,), 60, 120, valid_from=date(2020, 1, 1)),
    "a window in it": lambda desk: window(desk, (MON,), 60, 120, valid_from=date(2026, 6, 30), valid_to=date(2026, 7, 8)),
    "a night that ends in it": lambda desk: window(
        desk, (6,), 1380, 60, valid_from=date(2026, 5, 31), valid_to=date(2026, 5, 31)
    ),
    "cancelling it all": lambda desk: cancel(desk.session, 1, "x"),
    "cancelling a day of it": lambda desk: cancel(desk.session, 1, "x", day=date(2026, 6, 15)),
    "cancelling from a day in it": lambda desk: cancel(desk.session, 1, "x", from_day=date(2026, 6, 30)),
    "the night before the 1st": lambda desk: cancel(desk.session, 2, "x", day=date(2026, 5, 31)),
}  # fmt: skip


@pytest.fixture
def closed(desk: Desk) -> Desk:
    """June is closed, with weekly windows by day and over midnight."""
    window(desk)
    window(desk, (0, 1, 2, 3, 4, 5, 6), 1380, 60)
    links.add_link(desk.session, "A", first=date(2026, 1, 1), last=date(2026, 6, 15))
    close_month(desk.session, Month(2026, 6))
    return desk


@pytest.mark.parametrize("what", CLOSED)
def test_what_was_announced_in_a_closed_month_stays(closed: Desk, what: str) -> None:
    told = (
        r"2026-06 is closed(; reopen it|: give --valid-from 2026-07-01 \(the first open day\), or reopen it)"
    )
    with pytest.raises(Refused, match=told):
        CLOSED[what](closed)


def test_a_weekly_window_begins_today_where_months_are_closed(closed: Desk) -> None:
    told = announce(closed.session, weekdays=(MON,), from_minute=60, to_minute=120).told
    assert isinstance(told["window"], Announced)
    assert told["window"].valid_from == closed.session.today
    assert told["notices"] == ["it holds from 2026-10-01 on, because months before are closed"]


def test_a_whole_day_is_announced_as_midnight_to_midnight(desk: Desk) -> None:
    one = window(desk, (MON,), 0, 1440, valid_from=date(2026, 6, 1), valid_to=date(2026, 6, 7))
    assert one.length == 1440
    with pytest.raises(Refused, match="a whole day is 00:00 to 24:00"):
        window(desk, (MON,), 0, 0)
    with pytest.raises(Refused, match="24:00 is the end of a day"):
        window(desk, (MON,), 1440, 60)
    desk.put("Schedule", weekday=(MON,), from_=0, to=1440).store()
    desk.put("Schedule", weekday=(MON,), from_=0, to=0)
    with pytest.raises(Refused) as refused:
        desk.store()
    assert "a whole day is 00:00 to 24:00" in refused.value.faults[0].expected


def test_what_is_announced_beside_a_closed_month_may_change(closed: Desk) -> None:
    cancel(closed.session, 1, "x", from_day=date(2026, 7, 1))
    cancel(closed.session, 2, "x", day=date(2026, 5, 30))
    window(closed, (MON,), 60, 120, valid_from=date(2026, 7, 1))
    window(closed, (6,), 1320, 0, valid_from=date(2026, 5, 31), valid_to=date(2026, 5, 31))
    assert whole(closed) == []


def test_a_link_serves_no_other_days_of_a_closed_month(closed: Desk) -> None:
    acts: list[Callable[[], object]] = [
        lambda: links.add_link(closed.session, "B", first=date(2026, 6, 30)),
        lambda: links.edit_link(closed.session, "A", {"last": None}),
        lambda: links.edit_link(closed.session, "A", {"last": date(2026, 6, 14)}),
        lambda: links.edit_link(closed.session, "A", {"first": date(2026, 6, 2)}),
    ]
    for act in acts:
        with pytest.raises(Refused, match="on other days of the closed month 2026-06"):
            act()
    links.edit_link(closed.session, "A", {"first": date(2026, 6, 1), "isp": "SCO"})
    made = links.add_link(closed.session, "B").told
    assert made["notices"] == [
        "it is in service from 2026-07-01, the first open day; months before it are closed"
    ]
    links.edit_link(closed.session, "b", {"last": date(2026, 12, 31)})


def test_the_first_link_stands_for_what_closed_months_were_measured_on(desk: Desk) -> None:
    close_month(desk.store().session, Month(2026, 6))
    for first, last in ((date(2026, 7, 1), None), (date(2026, 6, 2), None), (None, date(2026, 6, 29))):
        with pytest.raises(Refused, match="2026-06 was measured on the internet as a whole"):
            links.add_link(desk.session, "A", first=first, last=last)
    assert links.add_link(desk.session, "A").told["notices"] == []
    links.edit_link(desk.session, "A", {"last": date(2026, 6, 30)})
    links.add_link(desk.session, "B", first=date(2026, 7, 1))


def test_the_monitor_is_told_of_a_new_link(desk: Desk) -> None:
    links.add_link(desk.store().session, "NOVA")
    assert "NOVA" in (desk.session.park.folder / "monitor.toml").read_text(encoding="utf-8")


def test_a_park_begins_with_the_causes_of_the_field_and_learns_others(desk: Desk) -> None:
    assert [one.name for one in causes.listed(desk.store().session)] == list(CAUSES)
    add(desk, "2026-06-01 10:00", "2026-06-01 11:00", cause="monkey on the line")
    desk.put("Outages", service="internet", start=desk.clock.moment, cause="Landslide").store()
    assert [(one.name, one.service) for one in causes.listed(desk.session)][-2:] == [
        ("monkey on the line", "power"),
        ("Landslide", "internet"),
    ]


def test_a_dropped_cause_comes_back_when_it_is_used(desk: Desk) -> None:
    desk.store()
    causes.drop_cause(desk.session, "FAULT")
    with pytest.raises(Refused, match="not on the list"):
        causes.drop_cause(desk.session, "fault")
    assert "fault" not in [one.name for one in causes.listed(desk.session)]
    add(desk, "2026-06-01 10:00", "2026-06-01 11:00", cause="Fault")
    assert "fault" in [one.name for one in causes.listed(desk.session)]
    with pytest.raises(Refused, match="on the list already"):
        causes.add_cause(desk.session, "fault")
