"""The monthly report's figures, through a real park: two months of everything, and months with nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from stpdesk.core.attention import MatterForm, Signatory
from stpdesk.core.money import Paisa
from stpdesk.core.months import Month
from stpdesk.db import attention, signatories
from stpdesk.reports.figures.monthly.document import Monthly
from stpdesk.reports.figures.monthly.summary import Direction
from stpdesk.reports.figures.plain import Cents
from stpdesk.reports.figures.written import DASH
from tests.actions.conftest import Desk
from tests.reports.months import ODD, busy, kpi, opened, out, plain, report


@pytest.fixture(scope="module")
def october(empty_park: Path, tmp_path_factory: pytest.TempPathFactory) -> Monthly:
    """The report of October."""
    with opened(empty_park, tmp_path_factory.mktemp("busy") / "park") as desk:
        return report(busy(desk), "2026-10")


def test_the_headline_says_how_full_whether_there_was_power_and_what_is_owed(october: Monthly) -> None:
    assert plain(october.summary.headline) == (
        "Occupancy fell by 18 points to 42.0 %, 28 points below the target of 70 %. Tenants had power 99.99 % of the time, "
        "above the target of 99.9 %; Rs 3,27,186 is overdue, Rs 1,76,986 more than at the end of September."
    )
    (services,) = map(plain, october.summary.sentences)
    assert services == (
        "The grid was down for 2 h in 1 outage; the generator carried tenants for 1 h 55 min of it. The internet was down for "
        "40 min in 1 outage and up 99.91 % of the time, above the target of 99 %."
    )


def test_every_figure_stands_against_the_month_before(october: Monthly) -> None:
    full = kpi(october, "occupancy")
    assert (full.shown, full.unit, plain(full.changed), full.direction) == (
        "42.0",
        "%",
        "−18 points on September",
        Direction.BAD,
    )
    assert (full.missed, plain(full.targeted), plain(full.note)) == (True, "target 70 %", "3 of 5 units let")
    assert full.series[-2:] == (60.0, 42.0)
    companies = kpi(october, "companies")
    assert (companies.shown, companies.changed, companies.note) == (
        "3",
        "as in September",
        "and 1\u00a0freelancer",
    )
    staff = kpi(october, "professionals")
    assert (staff.value, staff.change) == (12, -3)
    assert (staff.basis, plain(staff.note)) == ("from 1 of 4", "25.0 % women, 20.0 % before")
    assert plain(staff.changed) == "September 15 from 2 tenants"  # other tenants' figures are no change
    assert staff.direction is Direction.NEUTRAL  # fewer tenants reported: a fall is no news
    exports = kpi(october, "exports")
    assert (exports.value, exports.shown, plain(exports.changed)) == (
        6000_00,
        "6,000",
        "September USD 5,000 from 2 tenants",
    )
    assert kpi(october, "collected").value == 50_000_00  # what bounced within the month never counts
    assert kpi(october, "power").missed is False


def test_what_is_not_known_is_a_dash_and_not_zero(october: Monthly) -> None:
    assert kpi(october, "billed").series[:11] == (None,) * 11
    assert kpi(october, "power").series[:11] == (None,) * 11
    assert kpi(october, "exports").series[:11] == (None,) * 11
    assert kpi(october, "occupancy").series[0] == 20.0
    assert len(october.summary.months) == 13
    assert october.summary.months[-1] == Month(2026, 10)


def test_heads_add_up_to_the_documents_and_to_what_is_open(october: Monthly) -> None:
    money, billing = october.money, october.data["billing"]
    rows = {row.name: row for row in money.heads}
    assert list(rows) == ["Rent", "Sales tax"]  # internet is subsidised whole
    for column in ("billed", "billed_before", "collected", "collected_before", "open", "open_before"):
        assert sum(getattr(row, column) for row in money.heads) == getattr(money.total, column)
    assert money.total.billed == kpi(october, "billed").value
    assert money.total.collected == kpi(october, "collected").value
    assert money.total.open == october.summary.ageing.total
    assert billing["invoiced"] == f"{money.total.billed / 100:.2f}"
    opened = money.total.open_before + money.total.billed - money.total.open
    assert opened == Paisa(50_000_00)  # nothing else settled anything in October


def test_debtors_carry_all_that_is_open(october: Monthly) -> None:
    debtors = october.money.debtors
    assert [(one.tenant, one.total) for one in debtors] == [
        ("T1", 167_000_00), ("T2", 152_670_96), ("T3", 4_714_84), ("T4", 2_800_00),
    ]  # fmt: skip
    assert sum(one.total for one in debtors) == october.money.debt == october.summary.ageing.total
    assert october.money.others is None
    owing = october.summary.owing
    assert [(one.tenant, one.open) for one in owing.rows] == [(one.tenant, one.total) for one in debtors]
    assert (
        sum(one.overdue for one in owing.rows)
        == october.summary.ageing.total - october.summary.ageing.bars[0].amount
    )
    assert plain(owing.note) == "Rs 3,27,186 is open with 4 tenants, all of it overdue."
    first = debtors[0]
    assert first.total == max(one.total for one in debtors)
    assert next(one for one in debtors if one.tenant == "T1").last_paid == date(
        2026, 9, 10
    )  # the later one bounced


def test_ageing_counts_documents_and_shares_them(october: Monthly) -> None:
    bars = october.summary.ageing.bars
    assert sum(bar.items for bar in bars) == october.summary.ageing.items == 6
    whole = october.summary.ageing.total
    assert whole == sum(bar.amount for bar in bars) > 0
    assert [bar.share for bar in bars] == [pytest.approx(100 * bar.amount / whole) for bar in bars]
    assert [bar.amount for bar in bars] == [
        round(float(october.data["ageing"][bar.key]) * 100) for bar in bars
    ]
    assert [bar.late for bar in bars] == [False, False, False, True, True]


def test_space_tells_who_came_and_went_and_what_stands_empty(october: Monthly) -> None:
    space = october.space
    assert [(row.name, row.units, row.units_let) for row in space.floors] == [
        ("Block A, Ground floor", 2, 2), ("Block A, First floor", 3, 1),
    ]  # fmt: skip
    assert (space.total.leased, space.total.lettable) == (2100.0, 5000.0)
    assert [(one.tenant, one.what, one.units, one.rent) for one in space.arrivals] == [
        ("T3", "Arrived", "HALL", 6000_00)
    ]
    assert [(one.tenant, one.day) for one in space.departures] == [("T2", date(2026, 10, 20))]
    assert [(one.lease, one.days, one.state) for one in space.ending] == [("L1", 61, "not renewed")]
    assert [(one.unit, plain(one.lasted)) for one in space.vacant] == [
        ("A-2", "since 21 Oct 2026, 11 days"), ("A-4", "never let"), ("HALL", "28 of 30 seats vacant"),
    ]  # fmt: skip
    assert space.vacant_sqft == pytest.approx(space.total.vacant)
    assert plain(space.returns_total.words) == "1 of 4 tenants reported."
    assert (space.returns_total.men, space.returns_total.domestic) == (9, None)
    assert sum(one.tenants for one in space.kinds) == len(space.returns) == 4
    told = {one.category or "not given" for one in space.returns if one.reported}
    assert {one.kind: (one.reported, one.men, one.exports) for one in space.kinds if one.kind in told} == {
        told.pop(): (1, 9, 600_000)
    }
    assert all((one.reported, one.men) == (0, None) for one in space.kinds if not one.men)


def test_the_strip_tells_each_day(october: Monthly) -> None:
    lanes = {lane.key: lane for lane in october.summary.strip.lanes}
    assert list(lanes) == ["grid", "tenants", "internet"]
    assert [lanes[key].cells[4].shown for key in lanes] == ["120", "5", ""]
    assert lanes["internet"].cells[19].down == 40
    assert [lane.cells[24].shown for lane in lanes.values()] == ["?", "?", "?"]
    assert len(october.summary.strip.days) == 31
    assert (
        lanes["tenants"].pct
        == kpi(october, "power").value
        == october.data["power"]["tenant_availability_pct"]
    )


def test_services_tell_every_outage_the_generator_and_the_indices(october: Monthly) -> None:
    services = october.services
    assert [(one.service, one.minutes, one.covered, one.cause) for one in services.outages] == [
        ("Power", 120, 115, "load shedding"), ("Internet", 40, None, "fibre cut"),
    ]  # fmt: skip
    assert (
        plain(services.sentence)
        == "The longest of 2 outages was of power, 2 h on 5 October 2026 (load shedding)."
    )
    ran = services.generator
    assert (ran.runs, ran.litres, round(ran.hours, 3), ran.hours_before) == (1, 14.5, 2.417, 0.0)
    assert [(one.link, one.down) for one in services.links] == [("The internet", 40)]
    indices = {one.key: one for one in services.indices}
    assert (indices["down"].power, indices["momentary"].rule) == ("120", "At most 5 minutes long")
    assert indices["caidi"].power == DASH  # behind the generator five minutes are momentary
    assert indices["availability"].internet_value == october.data["internet"]["availability_pct"]


def test_an_outage_that_began_earlier_is_told_on_the_first_day_and_a_links_is_covered_by_nothing(
    desk: Desk,
) -> None:
    busy(desk)
    desk.put("Links", link="SCO").put("Links", link="SAT")
    out(desk, "09-30 22:00", "10-01 05:00")
    out(desk, "10-07 10:00", "10-07 11:00", "internet", link="SAT").store()
    services = report(desk, "2026-10").services
    assert "5 h on 1 October 2026" in plain(services.sentence)
    (link,) = [one for one in services.outages if one.service == "Link SAT"]
    assert (link.minutes, link.covered, link.tenants) == (60, None, 0), "no generator carries a link"


def test_of_long_lists_the_largest_are_told(october: Monthly) -> None:
    (one,) = [row for row in october.space.returns if row.exports]
    rows = tuple(
        replace(one, tenant=f"T{at}", exports=Cents(exports))
        for at, exports in enumerate((5, 900, 20, 0, 70))
    )
    space = replace(october.space, returns=rows)
    assert [row.exports for row in space.exporters(3)] == [900, 70, 20]
    assert len(space.exporters(9)) == 4
    power, net = october.services.outages
    services = replace(
        october.services, outages=(replace(net, minutes=1), power, replace(power, minutes=50), net)
    )
    assert [row.minutes for row in services.longest(2)] == [120, 50]


def test_a_running_month_is_not_compared_with_a_whole_one(desk: Desk) -> None:
    made = report(busy(desk), "2026-10", "2026-10-10")
    assert (made.running, plain(made.standing)) == (
        True,
        "As at 10 October 2026, day 10 of 31: the month is not over.",
    )
    assert made.summary.headline.startswith("By 10\u00a0October\u00a02026, occupancy stayed")
    assert kpi(made, "billed").direction is Direction.NEUTRAL
    assert kpi(made, "billed").changed.startswith("September Rs")
    assert kpi(made, "collected").value == 116_000_00  # it had not bounced yet
    assert {cell.shown for cell in made.summary.strip.lanes[0].cells[10:]} == {"·"}
    assert [one.what for one in made.space.arrivals] == []


def test_a_month_that_has_not_begun_claims_nothing(desk: Desk) -> None:
    busy(desk)
    for month, day in (("2026-12", "2026-11-02"), ("2026-10", "2026-08-15")):
        made = report(desk, month, day)
        assert made.standing.endswith(": the month has not begun.")
        assert "Nobody can tell how long tenants had power" in made.summary.headline
        assert "at the end of" not in made.summary.headline
        assert {cell.shown for lane in made.summary.strip.lanes for cell in lane.cells} == {"·"}


def test_the_first_month_has_nothing_before_it(desk: Desk) -> None:
    made = report(busy(desk), "2026-09")
    assert [kpi(made, key).changed for key in ("billed", "power", "exports")] == ["August not known"] * 3
    assert "than at the end of" not in made.summary.headline
    assert made.money.rate.before is None
    assert made.money.documents[0].before is None


def test_a_month_of_credit_notes_alone_is_negative(desk: Desk) -> None:
    desk.let("1000", "2026-08-01", "2026-08-31", basis="fixed").today("2026-08-01")
    paper = desk.only("2026-08")
    desk.today("2026-09-05").credit(paper, day="2026-09-05")
    made = report(desk, "2026-09")
    billed = kpi(made, "billed")
    assert (billed.value, billed.shown, plain(billed.changed)) == (-1000_00, "−1,000", "−Rs 2,000 on August")
    assert [(row.name, row.billed, row.billed_before) for row in made.money.heads] == [
        ("Rent", -1000_00, 1000_00)
    ]


def test_an_empty_park_says_so_throughout(desk: Desk) -> None:
    made = report(desk, "2026-09")
    assert made.summary.headline == (
        "No area is lettable, so there is no occupancy. No tenant was there to be without power; nothing is overdue."
    )
    assert (made.summary.owing.rows, made.summary.owing.note) == ((), "")
    assert [one.shown for one in made.summary.kpis] == [DASH, "0", DASH, DASH, "0", "0", DASH, "100.00"]
    assert (made.space.floors, made.money.heads, made.money.debtors, made.services.outages) == (
        (),
        (),
        (),
        (),
    )
    assert made.money.debt == 0


def test_a_month_without_an_outage_was_never_down(desk: Desk) -> None:
    made = report(desk.let("1000", "2026-08-01", basis="fixed"), "2026-09")
    assert made.summary.headline.endswith("Tenants had power all the time; nothing is overdue.")
    assert made.summary.sentences[0] == "The grid was never down. The internet was never down."
    assert {cell.shown for lane in made.summary.strip.lanes for cell in lane.cells} == {""}


def test_an_outage_that_lasts_has_no_end(desk: Desk) -> None:
    out(desk.let("1000", "2026-08-01", basis="fixed"), "09-30 23:00", None)
    (event,) = report(desk, "2026-09").services.outages
    assert (event.end, event.minutes) == (None, 60)


def test_more_than_ten_debtors_are_told_together(desk: Desk) -> None:
    for number in range(12):
        desk.let(
            str(1000 + number),
            "2026-09-01",
            code=f"L{number}",
            tenant=f"T{number}",
            units=f"A-{number}",
            basis="fixed",
        )
    desk.today("2026-09-01").bill("2026-09")
    money = report(desk, "2026-09").money
    assert ([one.tenant for one in money.debtors][:2], len(money.debtors)) == (["T11", "T10"], 10)
    assert plain(money.sentence) == "12 tenants owe something, the 10 largest 83.4 % of it."
    assert money.others is not None
    assert (plain(money.others.name), money.others.total) == ("2 other tenants", 2001_00)


def test_what_the_manager_typed_is_carried(desk: Desk) -> None:
    with desk.session.park.writing() as db:
        attention.add(db, MatterForm(ODD[1], date(2026, 8, 1), "Approve it", Paisa(5)), 1)
        attention.add(db, MatterForm("No amount", date(2026, 9, 1), "Decide"), 2)
        attention.add(db, MatterForm("Later", date(2026, 10, 1), "Decide"), 3)
        signatories.put(db, Signatory("approved", ODD[2], "Director"))
    made = report(desk, "2026-09")
    assert [(one.matter, one.exposure) for one in made.summary.attention] == [
        (ODD[1], 5),
        ("No amount", None),
    ]
    assert [(one.act, one.name) for one in made.certification.signatories] == [
        ("Prepared by", ""), ("Checked by", ""), ("Approved by", ODD[2]),
    ]  # fmt: skip


def test_all_that_is_printed_is_in_the_json(october: Monthly) -> None:
    data: dict[str, Any] = json.loads(json.dumps(october.data))
    assert data == october.data
    told = data["summary"]
    assert told["headline"] == october.summary.headline
    assert told["kpis"][4]["value"] == data["billing"]["invoiced"]
    assert told["kpis"][3]["series"][-1] == "6000.00"
    assert told["kpis"][0]["series"][-1] == data["occupancy"]["pct"] == 42.0
    assert told["months"][-1] == "2026-10"
    assert data["services"]["outages"][0]["start"] == "2026-10-05T14:00:00+05:00"
    assert data["space"]["departures"][0]["day"] == "2026-10-20"
    assert data["money"]["debtors"][0]["name"] in ODD
    assert "notices" not in data
