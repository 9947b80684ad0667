"""Time on a line: what lies in a stretch, calendar columns that leave no gap, marks of an axis."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stpdesk.core.civil import midnight
from stpdesk.core.spans import Span, clip, seconds, union
from stpdesk.core.timeline import UNITS, Stretches, column_of, column_start, ticks

BEGIN = midnight(date(2026, 1, 1))
PIECES = st.lists(st.tuples(st.integers(0, 5000), st.integers(1, 400)), max_size=12)


@settings(max_examples=40)
@given(PIECES, st.integers(-100, 5500), st.integers(0, 3000))
def test_two_searches_find_what_a_plain_clip_finds(
    pieces: list[tuple[int, int]], start: int, long: int
) -> None:
    spans = union(Span(at, at + length) for at, length in pieces)
    stretch, window = Stretches(spans), Span(start, start + long)
    assert stretch.seconds(*window) == seconds(clip(spans, window))
    assert list(stretch.touched(*window)) == [
        span for span in spans if span.start < window.end and span.end > window.start
    ]


@pytest.mark.parametrize("unit", UNITS)
@settings(max_examples=25)
@given(at=st.integers(BEGIN, BEGIN + 3653 * 86_400))
def test_every_instant_lies_in_one_column(unit: str, at: int) -> None:
    number = column_of(unit, at)
    assert column_start(unit, number) <= at < column_start(unit, number + 1)


def test_weeks_begin_on_monday_and_months_on_their_first() -> None:
    assert column_start("week", column_of("week", midnight(date(2026, 10, 18)))) == midnight(
        date(2026, 10, 12)
    )
    assert column_start("month", column_of("month", midnight(date(2026, 10, 18)))) == midnight(
        date(2026, 10, 1)
    )


@pytest.mark.parametrize(
    ("days", "kinds"),
    [(1, {"hour", "day"}), (31, {"day", "month"}), (366, {"month", "year"}), (3653, {"year"})],
)
def test_the_axis_has_marks_of_its_own_size_and_not_too_many(days: int, kinds: set[str]) -> None:
    long = days * 86_400
    found = ticks(BEGIN + 1, BEGIN + 1 + long, long / 12)
    assert {one.kind for one in found} == kinds
    assert 3 <= len(found) <= 16
    assert [one.at for one in found] == sorted({one.at for one in found})
