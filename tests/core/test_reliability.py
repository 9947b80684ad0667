"""Rules O1 to O8 beyond the worked cases: links in service, windows, tenants, and what always holds."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stpdesk.core.civil import midnight, month_window, window
from stpdesk.core.outages import Gap, Link, Log, Outage, Run
from stpdesk.core.reliability import Reliability
from stpdesk.core.spans import FOREVER, MINUTE, Span
from tests.core.logs import (
    JUNE,
    LATER,
    announced,
    at,
    gap,
    june,
    lease,
    links,
    net,
    power,
    run,
    tenants,
)  # fmt: skip


def test_a_park_without_links_has_one_unnamed_link() -> None:
    internet = june(Log((net("10:00", "11:00"),))).internet()
    assert (internet.whole.down, internet.whole.elapsed) == (60 * MINUTE, 43_200 * MINUTE)


def test_time_with_no_link_in_service_is_outside_the_window() -> None:
    late = Link("A", "A", first=date(2026, 6, 11))
    internet = june(Log((net("10:00", "11:00"), net("11 00:00", "11 01:00")), links=(late,))).internet()
    assert internet.whole.elapsed == 20 * 1440 * MINUTE
    assert internet.whole.down == 60 * MINUTE


def test_one_link_carries_the_park_while_the_other_is_not_in_service_yet() -> None:
    two = (Link("A", "A"), Link("B", "B", first=date(2026, 6, 11)))
    log = Log((net("5 10:00", "5 11:00", "A"), net("15 10:00", "15 11:00", "A")), links=two)
    internet = june(log).internet()
    assert (internet.whole.down, internet.degraded) == (60 * MINUTE, 60 * MINUTE)


def test_an_outage_without_a_link_takes_every_link_down() -> None:
    internet = june(Log((net("10:00", "11:00"),), links=links("A", "B"))).internet()
    assert internet.whole.down == 60 * MINUTE
    assert [one.figures.down for one in internet.links] == [60 * MINUTE] * 2


def test_the_internet_is_unknown_only_where_no_link_is_known_to_be_up() -> None:
    gaps = (gap("10:00", "12:00", "internet", "A"), gap("11:00", "13:00", "internet", "B"))
    found = june(Log(gaps=gaps, links=links("A", "B")))
    assert found.internet().whole.unknown == 60 * MINUTE
    assert found.power().grid.unknown == 0


def test_an_outage_of_the_internet_is_planned_where_every_down_links_is() -> None:
    outages = (
        net("10:00", "12:00", "A", planned=True),
        net("10:00", "11:00", "B", planned=True),
        net("11:00", "12:00", "B"),
    )
    whole = june(Log(outages, links=links("A", "B"))).internet().whole
    assert (whole.down, whole.planned) == (120 * MINUTE, 60 * MINUTE)


def test_a_window_across_midnight_belongs_to_the_day_it_starts_on() -> None:
    log = Log((power("1 00:00", "1 03:00"),), schedule=(announced(22 * 60, 2 * 60),))
    assert june(log).power().grid.planned == 120 * MINUTE


def test_earlier_time_than_the_records_begin_is_outside() -> None:
    log = Log((power("9 23:00", "10 01:00"),))
    grid = june(log, since=date(2026, 6, 10)).power().grid
    assert (grid.elapsed, grid.down, len(grid.carried_in)) == (21 * 1440 * MINUTE, 60 * MINUTE, 1)


def test_a_month_that_has_not_begun_has_no_figures() -> None:
    found = june(Log((power("10:00", None),), leases=tenants(3)), now=at("05-20 10:00"))
    grid, indices = found.power().grid, found.power().indices
    assert (grid.elapsed, grid.down, grid.available, grid.coverage) == (0, 0, None, None)
    assert indices.tenants_mean is None
    assert indices.saidi is None


def test_nothing_known_is_a_dash_and_never_100_percent() -> None:
    grid = june(Log(gaps=(gap("1 00:00", "07-01 00:00"),))).power().grid
    assert (grid.available, grid.best, grid.worst, grid.coverage) == (None, 1, 0, 0)


def test_an_open_run_carries_the_tenants_until_somebody_ends_it() -> None:
    found = june(Log((power("10:00", "12:00"),), (run("10:02", None),)), now=at("10 13:00")).power()
    assert found.tenant_seconds == 2 * MINUTE
    assert found.generator_seconds == 178 * MINUTE


def test_a_rack_battery_carries_no_tenant() -> None:
    found = june(Log((power("10:00", "11:00"),), (run("10:00", "11:00", "rack", "ups"),))).power()
    assert (found.tenant_seconds, found.generator_seconds) == (60 * MINUTE, 0)


def test_no_tenant_is_interrupted_twice_in_one_minute() -> None:
    log = Log((power("10:00", "11:00"), power("10:30", "12:00", "u1")), leases=tenants(10))
    indices = june(log).power().indices
    assert (indices.saifi, indices.saidi) == (1, Fraction(9 * 60 + 120, 10))


def test_a_tenant_who_came_after_the_start_is_not_interrupted() -> None:
    log = Log(
        (power("10 23:00", "11 02:00"),), leases=(lease("1", date(2026, 1, 1)), lease("2", date(2026, 6, 11)))
    )
    indices = june(log).power().indices
    mean = Fraction(10 + 2 * 20, 30)
    assert (indices.tenants_mean, indices.saifi, indices.saidi) == (mean, 1 / mean, 180 / mean)


def test_a_carried_in_event_adds_minutes_and_no_interruption() -> None:
    indices = june(Log((power("05-31 22:00", "1 02:00"),), leases=tenants(4))).power().indices
    assert (indices.saifi, indices.saidi, indices.caidi) == (0, 120, None)


def test_an_event_across_the_window_is_judged_whole() -> None:
    log = Log((power("05-31 23:57", "1 00:03"),), leases=tenants(1))
    assert june(log).power().indices.saidi == 3  # six minutes: sustained


def test_units_of_one_link_leave_the_tenant_the_other() -> None:
    log = Log((net("10:00", "11:00", "A", "u1"),), links=links("A", "B"), leases=tenants(2))
    assert june(log).internet().indices.saidi == 0
    log = Log(
        (net("10:00", "11:00", "A", "u1"), net("10:00", "10:30", "B")),
        links=links("A", "B"),
        leases=tenants(2),
    )
    assert june(log).internet().indices.saidi == 15


# what always holds

_EDGE = st.integers(at("05-30 00:00") // MINUTE, at("07-02 00:00") // MINUTE)
_SECOND = st.sampled_from((0, 0, 0, 1, 59))


@st.composite
def _span(draw: st.DrawFn, can_be_open: bool = False) -> Span:
    """A span about June, short or long, perhaps open."""
    start = draw(_EDGE) * MINUTE + draw(_SECOND)
    if can_be_open and draw(st.integers(0, 12)) == 0:
        return Span(start, FOREVER)
    return Span(start, start + draw(st.sampled_from((1, 2, 3, 4, 5, 6, 60, 1500))) * MINUTE + draw(_SECOND))


@st.composite
def _logs(draw: st.DrawFn) -> Log:
    """Any log of two links and three tenants."""
    outages = [
        Outage(
            str(turn), service, draw(_span(True)), draw(st.sampled_from((None, "A", "B"))) if service == "internet" else None,
            frozenset(draw(st.sampled_from(((), (), ("u1",), ("u1", "u2"))))), draw(st.booleans()),
        )
        for turn in range(draw(st.integers(0, 10)))
        for service in (draw(st.sampled_from(("power", "internet"))),)
    ]  # fmt: skip
    runs = [Run(str(turn), "generator", "park", draw(_span(True))) for turn in range(draw(st.integers(0, 3)))]
    gaps = [Gap(str(turn), draw(_span())) for turn in range(draw(st.integers(0, 3)))]
    served = (Link("A", "A"), Link("B", "B", first=date(2026, 6, draw(st.integers(1, 30)))))
    schedule = (announced(22 * 60, 90),) if draw(st.booleans()) else ()
    return Log(tuple(outages), tuple(runs), served, schedule, tuple(gaps), tenants(3))


@given(_logs())
def test_whatever_the_log_the_figures_keep_their_order(log: Log) -> None:
    found = june(log)
    power, internet = found.power(), found.internet()
    for one in (power.grid, internet.whole, *(link.figures for link in internet.links)):
        assert 0 <= one.planned <= one.down <= one.down + one.unknown <= one.elapsed
        assert one.worst is None or (
            one.worst <= (one.available if one.available is not None else 0) or one.known == 0
        )
        assert one.available is None or one.best is None or one.available <= one.best
        assert one.momentary >= 0
    assert power.tenant_seconds <= power.grid.down
    assert internet.charged <= internet.whole.down
    assert internet.whole.down + internet.degraded <= internet.whole.elapsed


@settings(max_examples=25)
@given(_logs())
def test_the_days_of_a_month_add_up_to_the_month(log: Log) -> None:
    whole = june(log)
    days = [
        Reliability(log, window(day, day, None, LATER), LATER)
        for day in (JUNE.first + timedelta(days=turn) for turn in range(30))
    ]
    power, internet = whole.power(), whole.internet()
    parts = [(one.power(), one.internet()) for one in days]
    assert power.grid.down == sum(one.grid.down for one, _ in parts)
    assert power.grid.unknown == sum(one.grid.unknown for one, _ in parts)
    assert power.grid.planned == sum(one.grid.planned for one, _ in parts)
    assert power.tenant_seconds == sum(one.tenant_seconds for one, _ in parts)
    assert len(power.grid.events) == sum(len(one.grid.events) for one, _ in parts)
    assert internet.whole.down == sum(one.whole.down for _, one in parts)
    assert internet.degraded == sum(one.degraded for _, one in parts)
    assert internet.charged == sum(one.charged for _, one in parts)
    assert internet.whole.elapsed == sum(one.whole.elapsed for _, one in parts)
    if power.indices.saidi is not None:
        assert power.indices.saidi == sum((one.indices.saidi or 0) for one, _ in parts)


@given(_logs(), st.integers(0, 40 * 1440))
def test_what_is_open_grows_with_the_clock_and_nothing_else_does(log: Log, minutes: int) -> None:
    now = at("1 00:00") + minutes * MINUTE
    grid = june(log, now).power().grid
    assert grid.elapsed == min(minutes, 43_200) * MINUTE
    closed = Log(
        tuple(
            Outage(one.id, one.service, Span(one.span.start, now), one.link_id, one.unit_ids, one.planned)
            if one.span.end > now > one.span.start
            else one
            for one in log.outages
        ),
        log.runs, log.links, log.schedule, log.gaps, log.leases,
    )  # fmt: skip
    assert june(closed, now).power().grid.down == grid.down


@pytest.mark.parametrize("since", [None, date(2026, 6, 1), date(2026, 7, 20)])
def test_a_window_never_ends_before_it_starts(since: date | None) -> None:
    found = month_window(JUNE, since, midnight(date(2026, 6, 10)))
    assert found.seconds >= 0


def test_a_report_as_at_a_day_is_the_one_printed_that_evening() -> None:
    log = Log((power("10 23:55", "11 04:00"), power("11 01:00", "12 09:00")), leases=tenants(1))
    now = at("11 00:00")
    found, printed = june(log, now), june(Log((power("10 23:55", None),), leases=tenants(1)), now)
    assert found.power() == printed.power()
    assert (found.power().grid.ongoing, found.power().grid.mttr, found.power().grid.momentary) == (
        True,
        None,
        1,
    )


def test_a_link_whose_last_day_is_to_come_may_be_out_still() -> None:
    link = Link("A", "A", last=date(2026, 7, 31))
    internet = june(Log((net("10 10:00", None),), links=(link,)), at("12 10:00")).internet()
    assert internet.whole.ongoing
    assert internet.links[0].figures.ongoing
    assert internet.whole.mttr is None
