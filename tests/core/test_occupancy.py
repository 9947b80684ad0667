"""Occupancy at a date and over a month, who crowds whom (rules C1 to C3)."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stpdesk.core.errors import Refused
from stpdesk.core.leases import Lease, Let
from stpdesk.core.months import Month
from stpdesk.core.occupancy import average_pct, crowds, let_area, occupancy_at, shares_out, wale

from .made import day, lease, unit

ROOM, HALL = unit("A-1", "600"), unit("HALL", "1000", seats=20)
STORE = unit("STORE", "500", lettable=False)
DAY = day("2026-06-15")


def test_a_room_let_by_seats_counts_its_share_of_the_area() -> None:
    lets = [lease(units=[ROOM]), lease(code="L2", units=[Let(HALL, 5)], basis="seat")]
    found = occupancy_at([ROOM, HALL, STORE], lets, DAY)
    assert (float(found.lettable_sqft), float(found.leased_sqft)) == (1600, 850)
    assert (found.units, found.units_let, found.seats, found.seats_let) == (2, 2, 20, 5)
    assert found.pct == pytest.approx(53.125)


def test_only_lettable_units_count_even_when_let() -> None:
    found = occupancy_at([ROOM, STORE], [lease(units=[STORE])], DAY)
    assert (float(found.lettable_sqft), float(found.leased_sqft), found.units_let, found.pct) == (
        600,
        0,
        0,
        0,
    )
    assert wale([lease(end="2027-01-01", units=[STORE])], DAY) is None


def test_a_hall_let_to_several_is_one_unit() -> None:
    lets = [lease(code=f"L{n}", units=[Let(HALL, 7)], basis="seat") for n in range(2)]
    found = occupancy_at([HALL], lets, DAY)
    assert (found.units_let, found.seats_let, float(found.leased_sqft)) == (1, 14, 700)


def test_the_whole_hall_let_by_area_takes_all_seats() -> None:
    found = occupancy_at([HALL], [lease(units=[HALL])], DAY)
    assert (found.seats_let, float(found.leased_sqft)) == (20, 1000)


def test_a_park_without_lettable_area_has_no_occupancy() -> None:
    assert occupancy_at([STORE], [], DAY).pct is None
    assert average_pct([STORE], [], Month(2026, 6)) is None


@pytest.mark.parametrize(
    ("start", "end", "let"),
    [
        ("2026-06-15", None, 1),
        ("2026-06-16", None, 0),
        ("2020-01-01", "2026-06-15", 1),
        ("2020-01-01", "2026-06-14", 0),
    ],
)
def test_first_and_last_day_are_let(start: str, end: str | None, let: int) -> None:
    assert occupancy_at([ROOM], [lease(start=start, end=end, units=[ROOM])], DAY).units_let == let


def test_holdover_is_let_and_ends_nowhere() -> None:
    over = lease(end="2026-06-01", units=[ROOM], holdover=True)
    found = occupancy_at([ROOM], [over], DAY)
    assert (found.units_let, found.ending_90_days) == (1, 0)
    assert found.wale_months == Fraction(0)


@pytest.mark.parametrize(("days", "ending"), [(0, 1), (90, 1), (91, 0)])
def test_leases_ending_within_ninety_days(days: int, ending: int) -> None:
    end = (DAY + timedelta(days=days)).isoformat()
    assert occupancy_at([ROOM], [lease(end=end, units=[ROOM])], DAY).ending_90_days == ending


def test_the_average_of_a_month_counts_days() -> None:
    halves = [lease(start="2026-06-16", units=[ROOM]), lease(end="2026-06-03", code="L2", units=[ROOM])]
    assert average_pct([ROOM], halves, Month(2026, 6)) == pytest.approx(100 * 18 / 30)
    seats = [lease(start="2026-06-16", units=[Let(HALL, 5)], basis="seat")]
    assert average_pct([HALL], seats, Month(2026, 6)) == pytest.approx(12.5)


def test_a_lease_without_end_has_no_expiry_to_weigh() -> None:
    ending = lease(end=(DAY + timedelta(days=487)).isoformat(), units=[ROOM])
    assert wale([ending, lease(code="L2", units=[HALL])], DAY) == Fraction(487 * 10_000, 304_375)
    assert wale([lease(units=[HALL])], DAY) is None


def test_seats_are_taken_room_by_room_and_no_more_than_there_are() -> None:
    rooms = [unit("H1", seats=4), unit("H2", seats=6)]
    assert [(one.unit.code, one.seats) for one in shares_out(rooms, 5, "seat")] == [("H1", 4), ("H2", 1)]
    assert [(one.unit.code, one.seats) for one in shares_out(rooms, 3, "seat")] == [("H1", 3)]
    with pytest.raises(Refused, match="11 seats do not fit"):
        shares_out(rooms, 11, "seat")


def test_the_last_day_of_one_and_the_first_of_another_are_a_crowd() -> None:
    one = lease(end="2026-06-30", units=[ROOM])
    assert crowds([one, lease(start="2026-07-01", code="L2", units=[ROOM])]) == []
    (crowd,) = crowds([one, lease(start="2026-06-30", code="L2", units=[ROOM])])
    assert (crowd.unit.code, crowd.day, crowd.lease.code) == ("A-1", day("2026-06-30"), "L2")


START = day("2026-01-01")


@st.composite
def hall_leases(draw: st.DrawFn) -> list[Lease]:
    """A few short leases of one hall of six seats, whole or by seats."""
    hall = unit("H", seats=6)
    found = []
    for place in range(draw(st.integers(1, 5))):
        first = draw(st.integers(0, 12))
        length = draw(st.one_of(st.none(), st.integers(0, 8)))
        seats = draw(st.one_of(st.none(), st.integers(1, 6)))
        end = None if length is None else (START + timedelta(days=first + length)).isoformat()
        found.append(
            lease(
                start=(START + timedelta(days=first)).isoformat(), end=end, code=f"L{place}",
                units=[Let(hall, seats)], basis="seat", holdover=draw(st.booleans()),
            )
        )  # fmt: skip
    return found


def taken(leases: list[Lease], on: int) -> int:
    """Seats taken on a day, counted one lease at a time."""
    there = [one for one in leases if one.in_force(START + timedelta(days=on))]
    return sum(one.units[0].seats or 6 for one in there)


@given(hall_leases())
def test_a_crowd_is_found_exactly_when_some_day_has_more_than_the_room(leases: list[Lease]) -> None:
    assert bool(crowds(leases)) == any(taken(leases, on) > 6 for on in range(40))


@given(hall_leases(), st.integers(0, 30))
def test_occupancy_lies_between_nothing_and_everything(leases: list[Lease], on: int) -> None:
    kept: list[Lease] = []
    for one in leases:
        if not crowds([*kept, one]):
            kept.append(one)
    units = [unit("H", seats=6), unit("EMPTY", "1")]
    found = occupancy_at(units, kept, START + timedelta(days=on))
    assert found.pct is not None
    assert 0 <= found.pct < 100
    assert found.leased_sqft == sum(
        (let_area(let) for one in kept for let in one.units if one.in_force(START + timedelta(days=on))),
        Fraction(0),
    )
    average = average_pct(units, kept, Month(2026, 1))
    assert average is not None
    daily = [occupancy_at(units, kept, START + timedelta(days=n)).pct or 0.0 for n in range(31)]
    assert average == pytest.approx(sum(daily) / 31)
