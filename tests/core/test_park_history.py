"""Many months in one pass: occupancy, tenants, power and internet."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stpdesk.core.civil import month_window
from stpdesk.core.leases import Let
from stpdesk.core.months import Month, months_between
from stpdesk.core.occupancy import occupancy_at
from stpdesk.core.outages import Link, Log
from stpdesk.core.park_history import occupancy_on, tenants_in
from stpdesk.core.reliability import Reliability
from stpdesk.core.service_history import UNKNOWN, service_months

from .logs import JUNE, LATER, announced, gap, net, power, run, tenants
from .made import lease, unit

A, B, HALL, STORE = unit("A-1"), unit("A-2"), unit("HALL", "1000", seats=20), unit("STORE", lettable=False)
SPANS = st.tuples(
    st.integers(0, 400), st.integers(0, 200), st.sampled_from([Let(A), Let(B), Let(HALL, 7), Let(STORE)])
)


@given(st.lists(SPANS, max_size=6), st.sets(st.integers(0, 600), min_size=1, max_size=13))
def test_many_days_in_one_pass_are_as_each_for_itself(
    made: list[tuple[int, int, Let]], asked: set[int]
) -> None:
    begin = date(2025, 1, 1)
    leases = [
        lease(
            start=str(begin + timedelta(first)),
            end=str(begin + timedelta(first + days)),
            code=f"L{at}",
            units=[let],
        )
        for at, (first, days, let) in enumerate(made)
    ]
    days = [begin + timedelta(number) for number in sorted(asked)]
    units = [A, B, HALL, STORE]
    assert occupancy_on(units, leases, days) == pytest.approx(
        [occupancy_at(units, leases, one).pct for one in days]
    )


def test_a_park_without_lettable_area_has_no_occupancy() -> None:
    assert occupancy_on([STORE], [], [JUNE.first, JUNE.last]) == [None, None]


def test_a_tenant_is_there_in_every_month_it_holds_a_day_of() -> None:
    months = months_between(Month(2026, 4), Month(2026, 8))
    there = tenants_in(
        [lease(start="2026-05-31", end="2026-07-01"), lease(start="2026-09-01", tenant="T2")], months
    )
    assert [sorted(there[month]) for month in months] == [[], ["T1"], ["T1"], ["T1"], []]


def test_many_months_of_services_are_as_each_for_itself() -> None:
    log = Log(
        (power("10 10:00", "10 12:00"), power("06-30 22:00", "07-01 03:00"), net("12 10:00", "12 11:00"),
         power("07-05 10:00", None), net("07-06 10:00", "07-06 10:30")),
        (run("10 10:05", "10 11:00", litres=55_000), run("07-01 01:00", "07-01 02:00", litres=70_000)),
        (Link("SCO", "SCO", first=date(2026, 6, 11)),), (announced(600, 660),), (gap("25 00:00", "25 02:00"),), tenants(2),
    )  # fmt: skip
    months = months_between(Month(2026, 4), Month(2026, 8))
    since, now = date(2026, 6, 2), LATER
    wide = Reliability(log, month_window(months[0], since, now), now)
    for month, found in zip(months, service_months(wide, months, since), strict=True):
        alone = Reliability(log, month_window(month, since, now), now)
        own, whole = alone.power(), alone.internet().whole
        if alone.window.seconds <= 0:
            assert found == UNKNOWN
            continue
        assert (found.grid, found.tenants, found.internet) == (
            own.grid.available,
            own.tenants.available,
            whole.available,
        )
        assert (found.generator_seconds, found.litres) == (own.generator_seconds, own.litres)


def test_a_month_without_tenants_has_no_power_at_tenants() -> None:
    wide = Reliability(Log((power("10 10:00", "10 12:00"),)), month_window(JUNE, None, LATER), LATER)
    (found,) = service_months(wide, [JUNE], None)
    assert found.tenants is None
    assert found.grid is not None
