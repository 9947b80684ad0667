"""The worked cases of rules O1 to O8, by number (June 2026 has 43,200 minutes)."""

from __future__ import annotations

from datetime import date

from stpdesk.core.civil import month_window
from stpdesk.core.months import Month
from stpdesk.core.outages import Log
from stpdesk.core.reliability import Reliability
from stpdesk.core.spans import MINUTE
from tests.core.logs import (
    announced,
    at,
    gap,
    june,
    lease,
    links,
    net,
    pct,
    power,
    run,
    tenants,
)  # fmt: skip


def test_case_1_two_outages() -> None:
    grid = june(Log((power("5 10:00", "5 10:30"), power("6 10:00", "6 11:30")))).power().grid
    assert (grid.elapsed, grid.down) == (43_200 * MINUTE, 120 * MINUTE)
    assert (pct(grid.available), grid.mttr, grid.mtbf) == (99.7222, 60 * MINUTE, 21_540 * MINUTE)


def test_case_2_overlapping_outages_and_a_gap_of_two_minutes_are_one_event() -> None:
    grid = june(Log((power("10:00", "11:00"), power("10:30", "12:00")))).power().grid
    assert (grid.down, len(grid.events)) == (120 * MINUTE, 1)
    grid = june(Log((power("10:00", "10:20"), power("10:22", "10:40")))).power().grid
    assert (grid.down, len(grid.events), grid.mttr) == (38 * MINUTE, 1, 38 * MINUTE)


def test_case_3_a_months_end_cuts_minutes_and_counts_the_event_once() -> None:
    log = Log((power("30 22:00", "07-01 03:00"),))
    july = Reliability(log, month_window(Month(2026, 7), None, at("08-20 10:00")), at("08-20 10:00")).power()
    first, second = june(log).power().grid, july.grid
    assert (first.down, len(first.events), len(first.carried_in)) == (120 * MINUTE, 1, 0)
    assert (second.down, len(second.events), len(second.carried_in)) == (180 * MINUTE, 0, 1)
    assert first.mttr == 300 * MINUTE
    assert second.mttr is None
    assert second.mtbf is None


def test_case_4_an_open_outage_counts_up_to_now() -> None:
    now = at("15 10:30")
    grid = june(Log((power("15 09:00", None),)), now).power().grid
    assert (grid.down, grid.ongoing, grid.mttr) == (90 * MINUTE, True, None)
    assert grid.elapsed == (14 * 1440 + 630) * MINUTE


def test_case_5_five_minutes_are_still_momentary() -> None:
    three = (power("1 10:00", "1 10:04:59"), power("2 10:00", "2 10:05"), power("3 10:00", "3 10:05:01"))
    grid = june(Log(three)).power().grid
    assert (grid.momentary, grid.sustained) == (2, 1)


def test_case_6_announced_time_is_reported_apart() -> None:
    log = Log((power("10:05", "12:20"),), schedule=(announced(600, 720),))
    grid = june(log).power().grid
    assert (grid.down, grid.planned) == (135 * MINUTE, 115 * MINUTE)
    assert (pct(grid.available), pct(grid.available_unplanned)) == (99.6875, 99.9536)


def test_case_7_time_nobody_could_tell() -> None:
    log = Log((power("10:00", "11:00"),), gaps=(gap("14:00", "16:00"),))
    day = Reliability(log, month_window(Month(2026, 6), date(2026, 6, 10), at("11 00:00")), at("11 00:00"))
    grid = day.power().grid
    assert grid.elapsed == 1440 * MINUTE
    assert (pct(grid.available), pct(grid.best), pct(grid.worst)) == (95.4545, 95.8333, 87.5)
    assert pct(grid.coverage) == 91.6667


def test_case_8_a_known_outage_is_not_unknown() -> None:
    grid = june(Log((power("10:00", "11:00"),), gaps=(gap("10:30", "12:30"),))).power().grid
    assert (grid.down, grid.unknown) == (60 * MINUTE, 90 * MINUTE)


def test_case_9_the_internet_is_down_where_every_link_is() -> None:
    log = Log((net("10:00", "12:00", "A"), net("11:00", "11:30", "B")), links=links("A", "B"))
    internet = june(log).internet()
    assert (internet.whole.down, internet.degraded) == (30 * MINUTE, 90 * MINUTE)


def test_case_10_the_generator_takes_over_after_four_minutes() -> None:
    log = Log((power("10:00", "11:00"),), (run("10:04", "11:10"),), leases=tenants(10))
    found = june(log).power()
    assert (len(found.grid.events), found.grid.sustained) == (1, 1)
    assert found.tenant_seconds == 4 * MINUTE
    assert (found.indices.saifi, found.indices.saidi, found.indices.caidi, found.indices.maifi) == (
        0,
        0,
        None,
        1,
    )


def test_case_11_a_router_without_power_is_not_the_providers_fault() -> None:
    log = Log((power("10:00", "11:00"), net("10:20", "11:03", "A")), links=links("A"))
    link = june(log).internet().links[0]
    assert (link.figures.down, link.charged) == (43 * MINUTE, 43 * MINUTE)
    assert link.available_but_power == 1


def test_case_12_outages_of_some_units() -> None:
    hits = (
        power("1 10:00", "1 11:00", "u1"),
        power("2 10:00", "2 10:30", "u1"),
        power("3 10:00", "3 11:00", "u2"),
    )
    found = june(Log(hits, leases=tenants(10))).power()
    assert found.grid.down == found.tenant_seconds == 0
    assert (float(found.indices.saifi or 0), found.indices.saidi, found.indices.caidi) == (0.3, 15, 50)


def test_case_13_n_is_the_mean_over_the_days() -> None:
    stayed = [lease(f"a{turn}", date(2026, 1, 1)) for turn in range(40)]
    came = [lease(f"b{turn}", date(2026, 6, 11)) for turn in range(10)]
    mean = june(Log(leases=(*stayed, *came))).power().indices.tenants_mean
    assert round(float(mean or 0), 4) == 46.6667
