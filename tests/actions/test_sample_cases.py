"""The sample park shows every awkward case, however small it is: from 20 tenants and 3 months on."""

import re
from datetime import date
from functools import cache
from typing import Any

import pytest
from stdnum.pk import cnic

from stpdesk.actions.sample import SamplePark, build
from stpdesk.actions.sample.steps import Bounce, CertificateCame, CreditHead, Pay, SettleDeposit
from stpdesk.core.months import Month

LAST = Month(2026, 10)
Cells = dict[str, Any]


@cache
def made(which: str, tenants: int, months: int) -> SamplePark:
    return build(which, tenants, months)


@pytest.fixture(params=[("gilgit", 40, 24), ("gilgit", 20, 3), ("punjab", 20, 36)], ids=str)
def sample(request: pytest.FixtureRequest) -> SamplePark:
    return made(*request.param)


def rows(sample: SamplePark, sheet: str) -> list[Cells]:
    return sample.rows[sheet]


def of(sample: SamplePark, sheet: str, case: str) -> list[Cells]:
    """The rows of a sheet that belong to the tenant of a case."""
    leases = {row["lease"] for row in rows(sample, "Leases") if row["tenant"] == sample.cases[case]}
    return [
        row
        for row in rows(sample, sheet)
        if row.get("tenant") == sample.cases[case] or row.get("lease") in leases
    ]


def lease(sample: SamplePark, case: str) -> Cells:
    return of(sample, "Leases", case)[0]


def meters(sample: SamplePark, case: str) -> set[object]:
    units = {unit for row in of(sample, "Leases", case) for unit in row["units"]}
    return {
        row["meter"] for row in rows(sample, "Meters") if row.get("unit") in units and row["supply"] == "grid"
    }


def events(sample: SamplePark, case: str) -> list[object]:
    mine = meters(sample, case)
    return [row["event"] for row in rows(sample, "Readings") if row["meter"] in mine and "event" in row]


def test_the_park_is_the_real_ones_frame_and_says_it_is_a_sample() -> None:
    settings = made("gilgit", 40, 24).settings
    assert (settings["code"], settings["name"]) == ("GLT", "SCO Software Technology Park")
    assert "sample data" in str(settings["address"])
    assert rows(made("gilgit", 40, 24), "Taxes") == []


def test_forty_tenants_of_every_kind_on_three_floors() -> None:
    sample = made("gilgit", 40, 24)
    kinds = {row["kind"] for row in rows(sample, "Tenants")}
    assert {"IT/ITeS company", "call centre", "start-up", "freelancer", "government", "bank"} <= kinds
    assert len(rows(sample, "Tenants")) == 40
    assert len({row["floor"] for row in rows(sample, "Units")}) == 3
    assert sample.times.every[0] == Month(2024, 11)


def test_escalation_in_the_middle_of_a_month(sample: SamplePark) -> None:
    assert lease(sample, "escalation")["start"].day == 16
    assert lease(sample, "escalation")["escalation_pct"] == 100_000


def test_rent_free_time_from_a_mid_month_start(sample: SamplePark) -> None:
    row = lease(sample, "rent_free")
    assert row["start"].day == 12
    assert row["rent_free_to"] > row["start"] >= sample.times.first.first


def test_dated_rate_steps(sample: SamplePark) -> None:
    steps = of(sample, "Rates", "rate_steps")
    assert [row["from"].day for row in steps] == [1, 11]
    assert lease(sample, "rate_steps")["rate"] < steps[0]["rate"] < steps[1]["rate"]


def test_several_units_on_one_lease(sample: SamplePark) -> None:
    assert len(lease(sample, "several_units")["units"]) == 3


def test_seats_in_a_shared_hall(sample: SamplePark) -> None:
    row = lease(sample, "seats")
    units = {unit["unit"]: unit for unit in rows(sample, "Units")}
    assert (row["basis"], row["seats"], units[row["units"][0]]["kind"]) == ("seat", 6, "shared hall")


def test_a_fixed_rent(sample: SamplePark) -> None:
    assert lease(sample, "fixed")["basis"] == "fixed"


def test_a_tenant_who_stays_past_the_end(sample: SamplePark) -> None:
    assert lease(sample, "holdover")["holdover"]
    assert lease(sample, "holdover")["end"] < LAST.first


def test_a_lease_that_ended_early(sample: SamplePark) -> None:
    assert lease(sample, "ended_early")["end"].day == 10


def test_a_renewal_follows_its_predecessor(sample: SamplePark) -> None:
    first, second = of(sample, "Leases", "renewal")[:2]
    assert (second["start"] - first["end"]).days == 1
    assert second["rate"] != first["rate"]


def test_a_lease_ends_within_ninety_days(sample: SamplePark) -> None:
    assert 0 < (lease(sample, "ending_soon")["end"] - LAST.last).days <= 90


def test_a_tenant_left_owing(sample: SamplePark) -> None:
    code, end = sample.cases["left_owing"], lease(sample, "left_owing")["end"]
    paid = [step.day for step in sample.script if isinstance(step, Pay) and step.tenant == code]
    deposits = [step for step in sample.script if isinstance(step, SettleDeposit) and step.tenant == code]
    assert all(day < end for day in paid)
    assert not deposits[0].refund


def test_withheld_tax_with_certificate_at_once_later_and_not_yet(sample: SamplePark) -> None:
    pays = [step for step in sample.script if isinstance(step, Pay) and step.withholds]
    came = {step.key for step in sample.script if isinstance(step, CertificateCame)}
    assert any(step.certificate for step in pays)
    assert any(step.key in came for step in pays)
    assert any(not step.certificate and step.key not in came for step in pays)


def test_a_bounced_cheque_is_paid_again(sample: SamplePark) -> None:
    code = sample.cases["bounced_cheque"]
    bounce = next(step for step in sample.script if isinstance(step, Bounce))
    assert bounce.tenant == code
    assert any(
        isinstance(step, Pay) and step.tenant == code and step.day > bounce.day for step in sample.script
    )


def test_a_credit_note(sample: SamplePark) -> None:
    assert any(isinstance(step, CreditHead) for step in sample.script)


def test_a_meter_rolls_over(sample: SamplePark) -> None:
    assert events(sample, "rollover") == ["rollover"]


def test_a_meter_is_replaced(sample: SamplePark) -> None:
    assert events(sample, "meter_reset") == ["reset"]


def test_opening_balances_owed_and_in_advance(sample: SamplePark) -> None:
    assert of(sample, "Opening", "opening_owed")[0]["amount"] > 0
    assert of(sample, "Opening", "opening_advance")[0]["amount"] < 0


def test_an_urdu_name_and_an_urdu_note(sample: SamplePark) -> None:
    arabic = re.compile("[\u0600-\u06ff]")
    assert arabic.search(str(of(sample, "Tenants", "urdu")[0]["name"]))
    assert any(isinstance(step, Bounce) and arabic.search(step.reason) for step in sample.script)


def test_vacant_units_and_one_that_is_not_let(sample: SamplePark) -> None:
    let = {unit for row in rows(sample, "Leases") for unit in row["units"]}
    assert any(row["lettable"] and row["unit"] not in let for row in rows(sample, "Units"))
    assert any(row["kind"] == "server room" and not row["lettable"] for row in rows(sample, "Units"))


def test_main_meters_of_the_park_for_both_supplies(sample: SamplePark) -> None:
    mains = [row for row in rows(sample, "Meters") if "unit" not in row]
    assert {row["supply"] for row in mains} == {"grid", "generator"}
    assert any(row.get("multiplier", 10_000) > 10_000 for row in mains)


def test_the_open_month_waits_for_some_readings(sample: SamplePark) -> None:
    every = {row["meter"] for row in rows(sample, "Meters")}
    in_october = {row["meter"] for row in rows(sample, "Readings") if row["date"] == LAST.last}
    for_its_run = {row["meter"] for row in rows(sample, "Readings") if row["date"] == (LAST + -1).last}
    assert len(every) * 3 // 5 < len(in_october) < len(for_its_run) < len(every)


def test_some_returns_and_some_causes_are_missing(sample: SamplePark) -> None:
    sent = {row["tenant"] for row in rows(sample, "Returns") if row["month"] == LAST}
    before = {row["tenant"] for row in rows(sample, "Returns") if row["month"] == LAST + -1}
    assert 0 < len(sent) < len(before)
    assert any("cause" not in row and row["start"].month == 10 for row in rows(sample, "Outages"))


def test_outages_of_several_kinds(sample: SamplePark) -> None:
    outages = rows(sample, "Outages")
    assert any("units" in row for row in outages)
    assert {"load shedding", "fault", "fibre cut", "upstream fault"} <= {
        str(row.get("cause")) for row in outages
    }
    first, second = (row["link"] for row in rows(sample, "Links"))
    assert {first, second} <= {row.get("link") for row in outages}
    assert any(row["start"].month != row["end"].month for row in outages if row["service"] == "power")
    assert rows(sample, "Schedule")
    assert rows(sample, "Gaps")


def test_identifiers_have_the_form_of_true_ones(sample: SamplePark) -> None:
    for row in rows(sample, "Tenants"):
        assert "ntn" not in row or re.fullmatch(r"\d{7}", str(row["ntn"]))
        assert "strn" not in row or re.fullmatch(r"\d\d-\d\d-\d{4}-\d{3}-\d\d", str(row["strn"]))
        assert "cnic" not in row or cnic.is_valid(str(row["cnic"]))
        assert str(row["email"]).endswith(".example")


def test_punjab_taxes_rent_and_internet_but_not_the_exempt() -> None:
    sample = made("punjab", 20, 36)
    rates = {row["head"]: (row["authority"], row["pct"]) for row in rows(sample, "Taxes")}
    assert rates["rent"] == ("PRA", 160_000)
    assert rates["internet"] == ("PRA", 195_000)
    assert of(sample, "Tenants", "tax_exempt")[0]["tax_exempt"]
    tenant = of(sample, "Tenants", "certificates")[0]
    assert (tenant["income_tax_pct"], tenant["sales_tax_withheld_pct"]) == (150_000, 1_000_000)
    assert date(2021, 12, 29) == sample.settings["established_on"]
