"""Dates, months and times as they are typed into a field."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stpdesk.core import typed_dates, typed_times
from stpdesk.core.months import Month
from stpdesk.core.typed import Slip
from stpdesk.core.typed_dates import Lean
from stpdesk.core.written_dates import FIRST_YEAR, LAST_YEAR
from stpdesk.workbook.moments import date_of

TODAY = date(2026, 11, 3)
NOW = datetime(2026, 11, 3, 9, 5, tzinfo=UTC)
"""14:05 on the park's clock"""
DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5/11", "2026-11-05"), ("5", "2026-11-05"), ("5 nov", "2026-11-05"), ("5nov", "2026-11-05"), ("nov 5", "2026-11-05"),
        ("5th Nov 27", "2027-11-05"), ("+1m", "2026-12-03"), ("+10d", "2026-11-13"), ("-2w", "2026-10-20"), ("+10", "2026-11-13"),
        ("eom", "2026-11-30"), ("eoy", "2026-12-31"), ("eofy", "2027-06-30"), ("today", "2026-11-03"), ("yesterday", "2026-11-02"),
        ("2026-11-05", "2026-11-05"), ("05-11-2026", "2026-11-05"), ("5.11.2026", "2026-11-05"), ("5-nov-26", "2026-11-05"),
        ("05112026", "2026-11-05"), ("20261105", "2026-11-05"), ("1/12 +3y -1d", "2029-11-30"), ("eom+1m", "2026-12-30"),
        ("1 Dec 2026", "2026-12-01"), ("5-11", "2026-11-05"), ("٥/١١", "2026-11-05"), ("31/1/27 +1m", "2027-02-28"),
    ],
)  # fmt: skip
def test_dates_are_read_as_people_type_them(text: str, day: str) -> None:
    assert typed_dates.day(text, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "sentence", "fix"),
    [
        ("11/25/2026", "There is no month 25; the day comes first.", "25 Nov 2026"),
        ("31", "November 2026 has 30 days.", "30 Nov 2026"),
        ("31/4/2026", "April 2026 has 30 days.", "30 Apr 2026"),
        ("29/2", "2027 has no 29 February.", "28 Feb 2027"),
        ("1 Dec 2O26", "There is the letter O where 0 is meant.", "1 Dec 2026"),
        ("5/O1", "There is the letter O where 0 is meant.", "5 Jan 2026"),
        ("+9999y", typed_dates.YEAR_WANTED, ""),
        ("5 nov 1890", typed_dates.YEAR_WANTED, ""),
        ("soon", typed_dates.DATE_WANTED, ""),
    ],
)
def test_a_date_that_is_none_is_told_with_what_was_probably_meant(text: str, sentence: str, fix: str) -> None:
    slip = typed_dates.day(text, TODAY)
    assert isinstance(slip, Slip)
    assert (str(slip), slip.fix) == (sentence, fix)


def test_what_has_happened_leans_back_and_what_will_leans_ahead() -> None:
    new_year = date(2027, 1, 3)
    assert typed_dates.day("28/12", new_year) == date(2027, 12, 28)
    assert typed_dates.day("28/12", new_year, Lean.PAST) == date(2026, 12, 28)
    assert typed_dates.day("5/1", new_year, Lean.PAST) == date(2027, 1, 5), (
        "two days ahead is a slip, not a year"
    )
    assert typed_dates.day("31/10", date(2026, 11, 1), Lean.AHEAD) == date(2027, 10, 31)
    assert typed_dates.day("5", TODAY, Lean.PAST) == date(2026, 10, 5)
    assert typed_dates.day("1", TODAY, Lean.AHEAD) == date(2026, 12, 1)
    assert typed_dates.day("31", TODAY, Lean.AHEAD) == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("text", "today", "sentence", "fix"),
    [
        ("31 feb", TODAY, "February 2026 has 28 days.", "28 Feb 2026"),
        ("29/2", TODAY, "2026 has no 29 February.", "28 Feb 2026"),
        ("31/12", TODAY, None, ""),
        ("31/4", date(2026, 3, 1), "April 2025 has 30 days.", "30 Apr 2025"),
        ("31", TODAY, "November 2026 has 30 days.", "31 Oct 2026"),
        ("31/11", TODAY, "November 2026 has 30 days.", "31 Oct 2026"),
        ("31", date(2026, 11, 30), "November 2026 has 30 days.", "30 Nov 2026"),
        ("5", TODAY, None, ""),
    ],
)
def test_for_what_cannot_lie_ahead_a_day_that_is_over_is_proposed(
    text: str, today: date, sentence: str | None, fix: str
) -> None:
    found = typed_dates.day(text, today, Lean.DONE)
    if sentence is None:
        assert found == typed_dates.day(text, today)
    else:
        assert isinstance(found, Slip)
        assert (str(found), found.fix) == (sentence, fix)


@given(DAYS, DAYS, st.sampled_from(Lean))
def test_a_date_shown_is_read_back_on_any_day(day: date, today: date, lean: Lean) -> None:
    assert typed_dates.day(typed_dates.day_text(day), today, lean) == day


@given(DAYS, DAYS, st.sampled_from(["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%d%m%Y", "%Y%m%d", "%d %b %Y"]))
def test_a_whole_date_never_depends_on_today_and_never_reads_the_month_first(
    day: date, today: date, form: str
) -> None:
    text = day.strftime(form)
    assert typed_dates.day(text, today) == day
    if "/" in form or form == "%d-%m-%Y":
        assert date_of(text) is not None


@given(DAYS, st.integers(-500, 500))
def test_days_are_counted_from_the_given_day(today: date, count: int) -> None:
    meant = today + timedelta(days=count)
    found = typed_dates.day(f"{count:+d}d", today)
    assert found == meant if FIRST_YEAR <= meant.year <= LAST_YEAR else isinstance(found, Slip)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("nov", "2026-11"), ("11/26", "2026-11"), ("2026-11", "2026-11"), ("11", "2026-11"), ("nov 27", "2027-11"), ("last", "2026-10"),
        ("-1", "2026-10"), ("+2m", "2027-01"), ("5/11/2026", "2026-11"), ("202611", "2026-11"), ("December", "2026-12"),
    ],
)  # fmt: skip
def test_months_are_read_as_people_type_them(text: str, month: str) -> None:
    assert typed_dates.month(text, TODAY) == Month.parse(month)


def test_a_month_that_is_none_is_told() -> None:
    for text, fix in (("26-11", "Nov 2026"), ("13/26", ""), ("2O26-11", "Nov 2026"), ("spring", "")):
        slip = typed_dates.month(text, TODAY)
        assert isinstance(slip, Slip)
        assert slip.fix == fix


@given(DAYS, DAYS)
def test_a_month_shown_is_read_back(day: date, today: date) -> None:
    assert typed_dates.month(typed_dates.month_text(Month.of(day)), today) == Month.of(day)
    assert typed_dates.month(str(Month.of(day)), today) == Month.of(day)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("1402", time(14, 2)), ("14:02", time(14, 2)), ("2:02 pm", time(14, 2)), ("2pm", time(14)), ("12 am", time(0)),
        ("12:30 pm", time(12, 30)), ("14", time(14)), ("9.05", time(9, 5)), ("905", time(9, 5)), ("14:02:37", time(14, 2, 37)),
        ("-10", time(13, 55)), ("now", time(14, 5)),
    ],
)  # fmt: skip
def test_times_are_read_as_people_type_them(text: str, clock: time) -> None:
    assert typed_times.clock(text, NOW) == clock


@pytest.mark.parametrize("text", ["25:00", "1460", "24:01", "noon", "1:2:3:4", "-"])
def test_a_time_that_is_none_is_told(text: str) -> None:
    assert isinstance(typed_times.clock(text), Slip)


@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("14:02", "2026-11-03 14:02"), ("22:15", "2026-11-02 22:15"), ("-10", "2026-11-03 13:55"), ("-1h30", "2026-11-03 12:35"),
        ("3/11 9.30", "2026-11-03 09:30"), ("yesterday 2215", "2026-11-02 22:15"), ("2026-11-03T09:30", "2026-11-03 09:30"),
        ("5 Nov 2025, 3pm", "2025-11-05 15:00"), ("+45", "2026-11-03 11:45"),
    ],
)  # fmt: skip
def test_instants_are_read_as_people_type_them(text: str, local: str) -> None:
    began = datetime(2026, 11, 3, 6, 0, tzinfo=UTC)
    found = typed_times.instant(text, NOW, began)
    assert isinstance(found, datetime)
    assert found == datetime.fromisoformat(local + "+05:00")


def test_a_date_without_a_time_is_asked_for_its_time() -> None:
    slip = typed_times.instant("3 nov", NOW)
    assert str(slip) == "The time is missing: write 3 Nov 2026 14:02, for example."


@given(
    st.datetimes(datetime(2010, 1, 1), datetime(2100, 1, 1)),
    st.datetimes(datetime(2010, 1, 1), datetime(2100, 1, 1)),
)
def test_an_instant_shown_is_read_back(at: datetime, now: datetime) -> None:
    value = at.replace(microsecond=0, tzinfo=UTC)
    assert typed_times.instant(typed_times.instant_text(value), now.replace(tzinfo=UTC)) == value


@given(st.times())
def test_a_time_shown_is_read_back(at: time) -> None:
    assert typed_times.clock(typed_times.clock_text(at)) == at.replace(microsecond=0)


@given(st.text(max_size=90) | st.text("0123456789/-.: +dmwynovamplO", max_size=16), DAYS)
def test_any_text_is_a_value_or_a_sentence(text: str, today: date) -> None:
    now = datetime(today.year, today.month, today.day, 7, tzinfo=UTC)
    found = typed_dates.day(text, today)
    assert found is None or isinstance(found, date | Slip)
    for slip in (
        found,
        typed_dates.month(text, today),
        typed_times.clock(text, now),
        typed_times.instant(text, now),
    ):
        if isinstance(slip, Slip):
            assert str(slip)
    if isinstance(found, Slip) and found.fix:
        assert isinstance(typed_dates.day(found.fix, today), date)
