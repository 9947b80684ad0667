"""The outage oracle itself against every worked case of rules O1 to O8, and what must hold for any log."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis.strategies import integers

from .book import Lease, Month
from .outage_logs import random_diary
from .outage_rules import Announced, Gap, Link, Log, Outage, Run, Seen, figures, midnight

JUNE = Month(2026, 6)
MINUTE = timedelta(minutes=1)
LATER = datetime(2026, 8, 1)


def at(day: int, clock: str, month: int = 6) -> datetime:
    return datetime.fromisoformat(f"2026-{month:02d}-{day:02d} {clock}")


def out(day: int, start: str, end: str, service: str = "power", **more: Any) -> Outage:
    return Outage(service, at(day, start), at(day, end), **more)


def power(*outages: Outage, month: Month = JUNE, now: datetime = LATER, **more: Any) -> dict[str, Any]:
    return dict(figures(Log(outages=list(outages), **more), month, now)["power"])


def tenant(number: int, first: date = date(2020, 1, 1)) -> Lease:
    return Lease(f"L{number}", f"T{number}", [f"A-{number}"], first, None, "sqft", 100)


def test_case_1_two_outages() -> None:
    found = power(out(3, "08:00", "08:30"), out(9, "12:00", "13:30"))
    assert (found["down_minutes"], found["mttr"], found["mtbf"]) == (120, 60, 21540)
    assert round(float(found["availability_pct"]), 4) == 99.7222
    assert found["unknown_minutes"] == 0


def test_case_2_overlaps_and_short_gaps_make_one_event() -> None:
    overlapping = power(out(3, "10:00", "11:00"), out(3, "10:30", "12:00"))
    assert (overlapping["down_minutes"], overlapping["events"]) == (120, 1)
    near = power(out(3, "10:00", "10:20"), out(3, "10:22", "10:40"))
    assert (near["down_minutes"], near["events"], near["mttr"]) == (38, 1, 38)


@pytest.mark.parametrize(("again", "events"), [("10:23", 1), ("10:23:01", 2)])
def test_three_minutes_still_join(again: str, events: int) -> None:
    assert power(out(3, "10:00", "10:20"), out(3, again, "10:40"))["events"] == events


def test_case_3_over_the_months_end() -> None:
    outage = Outage("power", at(30, "22:00"), at(1, "03:00", month=7))
    june, july = power(outage), power(outage, month=Month(2026, 7))
    assert (june["down_minutes"], june["events"], june["carried_in"]) == (120, 1, 0)
    assert (july["down_minutes"], july["events"], july["carried_in"]) == (180, 0, 1)
    assert june["mttr"] == 300


def test_case_4_open_since_an_hour_and_a_half() -> None:
    found = power(Outage("power", at(15, "09:00"), None), now=at(15, "10:30"))
    assert (found["down_minutes"], found["ongoing"], found["mttr"], found["events"]) == (90, True, None, 1)


def test_case_5_five_minutes_are_momentary() -> None:
    found = power(
        out(1, "10:00", "10:04:59"),
        out(2, "10:00", "10:05:00"),
        out(3, "10:00", "10:05:01"),
        leases=[tenant(1)],
    )
    assert (found["momentary"], found["sustained"]) == (2, 1)
    assert (found["maifi"], found["saifi"]) == (2, 1)


def test_case_6_planned_time() -> None:
    window = Announced(
        frozenset({at(3, "00:00").weekday()}), 600, 720, None, date(2026, 6, 3), date(2026, 6, 3)
    )
    found = power(out(3, "10:05", "12:20"), schedule=[window])
    assert (found["down_minutes"], found["planned_minutes"]) == (135, 115)
    assert round(float(found["availability_pct"]), 4) == 99.6875
    assert round(float(found["availability_excl_planned_pct"]), 4) == 99.9536


def test_case_7_unknown_time() -> None:
    log = Log(
        date(2026, 6, 30),
        outages=[out(30, "20:00", "21:00")],
        gaps=[Gap(at(30, "02:00"), at(30, "04:00"))],
    )
    found = figures(log, JUNE, LATER)["power"]
    shares = [found[key] for key in ("availability_pct", "best_pct", "worst_pct", "coverage_pct")]
    assert [round(float(share), 4) for share in shares] == [95.4545, 95.8333, 87.5, 91.6667]


def test_case_8_a_known_outage_is_not_unknown() -> None:
    found = power(out(3, "10:00", "11:00"), gaps=[Gap(at(3, "10:30"), at(3, "12:30"))])
    assert (found["down_minutes"], found["unknown_minutes"]) == (60, 90)


def test_case_9_two_links() -> None:
    log = Log(
        outages=[
            out(3, "10:00", "12:00", "internet", link="A"),
            out(3, "11:00", "11:30", "internet", link="B"),
        ],
        links=[Link("A"), Link("B")],
    )
    found = figures(log, JUNE, LATER)["internet"]
    assert (found["down_minutes"], found["degraded_minutes"]) == (30, 90)
    assert [link["down_minutes"] for link in found["links"]] == [120, 30]


def test_case_10_the_generator_takes_over() -> None:
    found = power(
        out(3, "10:00", "11:00"),
        runs=[Run("generator", at(3, "10:04"), at(3, "11:10"), litres=Decimal("7.5"))],
        leases=[tenant(1)],
    )
    assert (found["sustained"], found["momentary"], found["tenant_minutes"]) == (1, 0, 4)
    assert (found["maifi"], found["saifi"], found["saidi"], found["caidi"]) == (1, 0, 0, None)
    assert (found["generator_hours"], found["litres"]) == (Fraction(66, 60), Fraction(15, 2))


def test_case_11_a_router_that_died_of_the_power_cut() -> None:
    log = Log(outages=[out(3, "10:00", "11:00"), out(3, "10:20", "11:03", "internet")])
    found = figures(log, JUNE, LATER)["internet"]
    assert (found["down_minutes"], found["charged_to_power_minutes"]) == (43, 43)
    assert found["availability_excl_power_pct"] == 100


def test_case_12_outages_of_single_units() -> None:
    found = power(
        out(3, "10:00", "11:00", units=["A-1"]),
        out(9, "10:00", "10:30", units=["A-1"]),
        out(9, "10:00", "11:00", units=["A-2"]),
        leases=[tenant(number) for number in range(1, 11)],
    )
    assert (found["saifi"], found["saidi"], found["caidi"]) == (Fraction(3, 10), 15, 50)
    assert (found["down_minutes"], found["events"], found["tenant_minutes"]) == (0, 0, 0)


def test_case_13_mean_tenants() -> None:
    early = [tenant(number) for number in range(40)]
    late = [tenant(number, date(2026, 6, 11)) for number in range(40, 50)]
    assert round(float(power(leases=early + late)["tenants_mean"]), 4) == 46.6667


def test_an_event_carried_in_adds_minutes_but_no_interruption() -> None:
    outage = Outage("power", at(30, "22:00"), at(1, "03:00", month=7))
    found = power(outage, month=Month(2026, 7), leases=[tenant(1)])
    assert (found["saifi"], found["saidi"], found["caidi"]) == (0, 180, None)


def test_what_ends_after_the_day_asked_for_has_not_ended_then() -> None:
    found = power(Outage("power", at(10, "23:55"), at(11, "04:00")), now=at(11, "00:00"), leases=[tenant(1)])
    assert (found["down_minutes"], found["ongoing"], found["mttr"]) == (5, True, None)
    assert (found["momentary"], found["sustained"], found["maifi"]) == (1, 0, 1)


def test_a_link_that_leaves_service_later_is_down_now() -> None:
    log = Log(outages=[Outage("internet", at(3, "10:00"), None)], links=[Link("A", None, date(2027, 7, 31))])
    found = figures(log, JUNE, at(10, "10:00"))["internet"]
    assert (found["down_minutes"], found["ongoing"], found["mttr"]) == (7 * 1440, True, None)


def test_nothing_recorded_and_nobody_there() -> None:
    found = figures(Log(), JUNE, LATER)
    for service in ("power", "internet"):
        assert found[service]["availability_pct"] == 100
        assert (found[service]["mttr"], found[service]["mtbf"]) == (None, None)
        assert [found[service][key] for key in ("saifi", "saidi", "caidi", "asai_pct", "maifi")] == [None] * 5


def test_a_month_nobody_watched_has_no_availability() -> None:
    found = power(gaps=[Gap(at(1, "00:00"), at(1, "00:00", month=7))])
    assert (found["availability_pct"], found["coverage_pct"]) == (None, 0)
    assert (found["best_pct"], found["worst_pct"]) == (100, 0)


def test_a_window_across_midnight_belongs_to_the_day_it_starts_on() -> None:
    friday = Announced(frozenset({4}), 22 * 60, 2 * 60, "power", date(2026, 6, 5), date(2026, 6, 5))
    log = Log(schedule=[friday])
    seen = Seen(log, JUNE, LATER)
    assert seen.announced("power") == seen.between(at(5, "22:00"), at(6, "02:00"))


@settings(max_examples=12)
@given(seed=integers(0, 10**6))
def test_what_holds_for_any_log(seed: int) -> None:
    diary = random_diary(seed)
    for step in (-1, 0, 1):
        month = diary.month.plus(step)
        found = figures(diary.log, month, midnight(month.plus(3).first))
        for service in found.values():
            shares = [service["worst_pct"], service["availability_pct"], service["best_pct"]]
            known = [share for share in shares if share is not None]
            assert known == sorted(known)
            assert service["planned_minutes"] <= service["down_minutes"]
            assert service["momentary"] + service["sustained"] == service["events"]
        internet = found["internet"]
        assert internet["charged_to_power_minutes"] <= internet["down_minutes"]
        assert internet["down_minutes"] <= sum(link["down_minutes"] for link in internet["links"])
        assert found["power"]["tenant_minutes"] <= found["power"]["down_minutes"]


@settings(max_examples=12)
@given(seed=integers(0, 10**6))
def test_down_up_and_unknown_add_up_and_a_tick_at_a_time_says_the_same(seed: int) -> None:
    diary = random_diary(seed)
    log, month = diary.log, diary.month
    log.outages_from = None
    whole_minutes = all(moment.second == 0 for moment in log.instants)
    end = midnight(month.plus(1).first if whole_minutes else month.day(3))
    seen = Seen(log, month, end)
    outages = [o for o in log.outages if o.service == "power" and not o.units]
    gaps = [gap for gap in log.gaps if gap.service != "internet"]
    moment, down, up, unknown = midnight(month.first), 0, 0, 0
    while moment < end:
        if any(o.start <= moment and (o.end is None or moment < o.end) for o in outages):
            down += 1
        elif any(gap.start <= moment < gap.end for gap in gaps):
            unknown += 1
        else:
            up += 1
        moment += timedelta(seconds=seen.tick)
    found = seen.power()
    minutes = [Fraction(count * seen.tick, 60) for count in (down, unknown, down + up + unknown)]
    assert minutes == [
        found["down_minutes"],
        found["unknown_minutes"],
        (end - midnight(month.first)) / MINUTE,
    ]
