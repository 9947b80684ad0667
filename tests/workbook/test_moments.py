"""Dates, months, local times and weekdays, as managers type them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stpdesk.core.months import Month
from stpdesk.workbook.cells import Parse
from stpdesk.workbook.excel import clock, weekdays
from stpdesk.workbook.moments import date_of, instant_of, minute_of, month_of, weekdays_of
from stpdesk.workbook.raw import NO_VALUE, CellError, Raw, Share, Unfit

OCT_5 = date(2026, 10, 5)


@pytest.mark.parametrize(
    "raw",
    [
        datetime(2026, 10, 5), datetime(2026, 10, 5, 14, 30), "2026-10-05", "05-10-2026", "5-10-2026", "2026/10/05",
        "05/10/2026", "05.10.2026", "2026.10.5", " 05-10-2026\u00a0", "5 October 2026", "05-Oct-2026", 46300, 46300.0,
        46300.25, "2026-10-05 09:00", "05/10/2026 9:05:10", "2026-10-05T09:00",
    ],
)  # fmt: skip
def test_dates_in_every_order_but_month_first(raw: Raw) -> None:
    assert date_of(raw) == OCT_5


@pytest.mark.parametrize(
    "raw",
    [
        "10-25-2026", "31-02-2026", "2026-13-01", "2026-02-30", "05-10/2026", "1989-12-31", "2101-01-01", "tomorrow",
        2026, 20261005, -5, 0.5, True, time(9, 0), datetime(1900, 1, 1), datetime(2150, 1, 1), CellError("#VALUE!"),
        NO_VALUE, Share(0.5), "2026-10", "2026-1-", "20261005", "5 Smarch 2026", "2026-10-05 25:00", "2026-W41-1", ":",
    ],
)  # fmt: skip
def test_no_date(raw: Raw) -> None:
    with pytest.raises(Unfit, match="^expected a "):
        date_of(raw)


@pytest.mark.parametrize("raw", ["05-10-26", "5/10/26", "05.10.26", "5-Oct-26"])
def test_two_digit_years_are_refused_with_a_sentence(raw: str) -> None:
    with pytest.raises(Unfit, match="the year in four digits"):
        date_of(raw)


def test_blank_is_nothing() -> None:
    parsers: tuple[Parse, ...] = (date_of, month_of, instant_of, minute_of, weekdays_of)
    for parse in parsers:
        assert parse(" \u00a0") is None


@pytest.mark.parametrize(
    "raw", ["2026-10", "2026/10", " 2026-10 ", "05-10-2026", "2026-10-31", datetime(2026, 10, 9), 46300]
)
def test_a_month_or_any_date_in_it(raw: Raw) -> None:
    assert month_of(raw) == Month(2026, 10)


@pytest.mark.parametrize("raw", ["2026-13", "10", 10, 2026.1, "1989-12", True, "October"])
def test_no_month(raw: Raw) -> None:
    with pytest.raises(Unfit):
        month_of(raw)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2026-10-05 14:30", datetime(2026, 10, 5, 9, 30, tzinfo=UTC)),
        ("05-10-2026 14:30:15", datetime(2026, 10, 5, 9, 30, 15, tzinfo=UTC)),
        ("05/10/2026  4:30", datetime(2026, 10, 4, 23, 30, tzinfo=UTC)),
        ("2026-10-05T14:30", datetime(2026, 10, 5, 9, 30, tzinfo=UTC)),
        ("2026-10-05 24:00", datetime(2026, 10, 5, 19, 0, tzinfo=UTC)),
        ("2026-10-05", datetime(2026, 10, 4, 19, 0, tzinfo=UTC)),
        (datetime(2026, 10, 5, 14, 30), datetime(2026, 10, 5, 9, 30, tzinfo=UTC)),
        (46300.5, datetime(2026, 10, 5, 7, 0, tzinfo=UTC)),
        (datetime(2008, 7, 1, 12, 0), datetime(2008, 7, 1, 6, 0, tzinfo=UTC)),
    ],
)
def test_local_times_become_utc(raw: Raw, expected: datetime) -> None:
    assert instant_of(raw) == expected


@pytest.mark.parametrize(
    "raw", ["14:30", "2026-10-05 14", "2026-10-05 14:60", "2026-10-05 24:01", time(9, 0), True]
)
def test_no_instant(raw: Raw) -> None:
    with pytest.raises(Unfit, match="date and time"):
        instant_of(raw)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("09:30", 570), ("9:30", 570), ("09:30:00", 570), ("24:00", 1440), ("0:00", 0), (time(22, 0), 1320), (0.75, 1080),
     (1.0, 1440), (datetime(1900, 1, 1), 1440)],
)  # fmt: skip
def test_times_of_day(raw: Raw, expected: int) -> None:
    assert minute_of(raw) == expected


@pytest.mark.parametrize(
    "raw", ["24:01", "9", 9, 9.5, "09:30:20", time(9, 0, 1), "9.30", datetime(2026, 1, 1), True]
)
def test_no_time_of_day(raw: Raw) -> None:
    with pytest.raises(Unfit, match="time such as 09:30"):
        minute_of(raw)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("Mon", (0,)), ("mon-FRI", (0, 1, 2, 3, 4)), ("daily", tuple(range(7))), ("Mon,Wed", (0, 2)), ("Sat-Mon", (0, 5, 6)),
     ("Monday to Wednesday", (0, 1, 2)), ("Fri; Tue", (1, 4)), ("Mon - Tue, Sun", (0, 1, 6)), ("Thurs", (3,)),
     ("Mon and Tue", (0, 1)), ("Tue–Thu", (1, 2, 3))],
)  # fmt: skip
def test_weekdays(raw: str, expected: tuple[int, ...]) -> None:
    assert weekdays_of(raw) == expected


@pytest.mark.parametrize("raw", ["Mo", "Funday", "Mon-", "1", 1, "Mon-Tue-Wed", ",", True])
def test_no_weekdays(raw: Raw) -> None:
    with pytest.raises(Unfit, match="weekdays"):
        weekdays_of(raw)


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_every_date_in_every_form(day: date) -> None:
    for form in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%Y.%m.%d", "%d %B %Y"):
        assert date_of(day.strftime(form)) == day
    assert month_of(day.strftime("%Y-%m")) == Month.of(day)


@given(st.sets(st.integers(0, 6), min_size=1))
def test_any_weekdays_read_back(days: set[int]) -> None:
    chosen = tuple(sorted(days))
    assert weekdays_of(weekdays(chosen)) == chosen


@given(st.integers(0, 1440))
def test_any_minute_reads_back(minutes: int) -> None:
    assert minute_of(clock(minutes)) == minutes


@given(
    st.one_of(
        st.text(), st.text("0123456789-/.: TMon"), st.floats(), st.integers(), st.times(), st.datetimes()
    )
)
def test_anything_else_is_a_verdict_never_a_crash(raw: Raw) -> None:
    parsers: tuple[Parse, ...] = (date_of, month_of, instant_of, minute_of, weekdays_of)
    for parse in parsers:
        try:
            parse(raw)
        except Unfit as verdict:
            assert str(verdict).startswith("expected")
