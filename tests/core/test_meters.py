"""Meters, usage, fuel adjustments (rule B8)."""

from __future__ import annotations

from typing import Any

import pytest

from stpdesk.core.errors import Refused
from stpdesk.core.leases import Let
from stpdesk.core.meters import reading_faults, usage_periods
from stpdesk.core.runs import Run
from stpdesk.core.terms import Billed

from .made import adjustment, amounts, day, lease, meter, money, readings, run, tariff, unit

OPEN = [lease("0", basis="fixed")]


def used(*shown: Any, **more: Any) -> list[tuple[str, str, str]]:
    """First day, last day and units of each usage period of a meter."""
    return [
        (one.first.isoformat()[5:], one.last.isoformat()[5:], one.units_text)
        for one in usage_periods(meter(**more), readings(*shown))
    ]


def metered(month: str, *shown: Any, leases: Any = None, **more: Any) -> Run:
    """The run of a month with one grid meter at Rs 10."""
    told = {
        "meters": {"M1": meter()},
        "tariffs": [tariff("10")],
        "readings": {"M1": readings(*shown)},
        **more,
    }
    return run(month, *(OPEN if leases is None else leases), **told)


def test_the_first_reading_only_starts_the_meter() -> None:
    assert used(("2026-08-31", "500")) == []
    assert used(("2026-08-31", "500", "rollover")) == []
    assert metered("2026-10", ("2026-08-31", "500")).drafts == ()


def test_a_period_runs_from_the_day_after_the_last_reading() -> None:
    shown = (("2026-09-30", "130"), ("2026-08-31", "100"), ("2026-10-15", "130.5"))
    assert used(*shown) == [("09-01", "09-30", "30"), ("10-01", "10-15", "0.5")]


def test_the_multiplier_is_exact() -> None:
    assert used(("2026-08-31", "0"), ("2026-09-30", "0.0001"), times="0.0001") == [
        ("09-01", "09-30", "0.00000001")
    ]


def test_a_rollover_adds_the_dials_digits() -> None:
    assert used(("2026-08-31", "999"), ("2026-09-30", "1", "rollover"), digits=3)[0][2] == "2"
    assert used(("2026-08-31", "99999.9"), ("2026-09-30", "0.1", "rollover"))[0][2] == "0.2"


@pytest.mark.parametrize(
    ("value", "event", "digits"), [("99", None, 5), ("101", "rollover", 5), ("99", "rollover", None)]
)
def test_readings_that_make_no_sense_are_refused_with_the_meters_name(
    value: str, event: str | None, digits: int | None
) -> None:
    shown = readings(("2026-08-31", "100"), ("2026-09-30", value, event or ""))
    bad = [shown[0], type(shown[1])("x", "M1", shown[1].date, shown[1].value, event)]
    with pytest.raises(Refused, match="M1"):
        usage_periods(meter(digits=digits), bad)
    assert [one.id for one, _ in reading_faults(meter(digits=digits), bad)] == ["x"]


def test_two_readings_of_one_day_are_refused() -> None:
    with pytest.raises(Refused, match="two readings"):
        used(("2026-08-31", "100"), ("2026-08-31", "101"))


def test_a_reset_uses_nothing_and_starts_again() -> None:
    assert used(("2026-08-31", "900"), ("2026-09-10", "5", "reset"), ("2026-09-30", "25")) == [
        ("09-11", "09-30", "20")
    ]


def test_the_old_meters_closing_reading_may_bear_the_resets_date() -> None:
    shown = (("2026-09-10", "0", "reset"), ("2026-09-10", "950"), ("2026-08-31", "900"), ("2026-09-30", "25"))
    assert used(*shown) == [("09-01", "09-10", "50"), ("09-11", "09-30", "25")]


def test_no_usage_no_line_and_nothing_unbilled() -> None:
    made = metered("2026-10", ("2026-08-31", "100"), ("2026-09-30", "100"))
    assert (made.drafts, made.unbilled) == ((), ())


def test_a_reading_on_the_invoice_date_is_billed_and_a_later_one_waits() -> None:
    shown = (("2026-09-01", "0"), ("2026-10-01", "10"), ("2026-10-02", "30"))
    assert amounts(metered("2026-10", *shown).drafts[0]) == ["100.00"]
    assert amounts(metered("2026-11", *shown).drafts[0]) == ["100.00", "200.00"]
    billed = Billed(readings={"M1/2026-10-01/": "T1"})
    assert amounts(metered("2026-11", *shown, billed=billed).drafts[0]) == ["200.00"]


def test_the_tariff_is_that_of_the_periods_last_day() -> None:
    rates = [tariff("10"), tariff("20", "2026-09-30"), tariff("40", "2026-10-01")]
    made = metered("2026-10", ("2026-08-31", "0"), ("2026-09-30", "1"), tariffs=rates)
    assert amounts(made.drafts[0]) == ["20.00"]


def test_without_a_tariff_in_force_the_run_is_refused_naming_the_meter() -> None:
    for rates in ([], [tariff("10", "2026-10-01")], [tariff("10", supply="generator")]):
        with pytest.raises(Refused, match="M1"):
            metered("2026-10", ("2026-08-31", "0"), ("2026-09-30", "1"), tariffs=rates)


def test_usage_nobody_can_be_charged_with_needs_no_tariff_and_is_listed() -> None:
    made = metered(
        "2026-10", ("2026-08-31", "0"), ("2026-09-30", "7"), tariffs=[], leases=[lease("0", end="2026-09-29")]
    )
    assert [(one.usage.units_text, one.unit, one.reason) for one in made.unbilled] == [
        ("7", "A-1", "no tenant")
    ]


def hall(*tenants: str) -> list[Any]:
    """A hall of ten seats, two to each lease."""
    room = unit("A-1", seats=10)
    return [
        lease("0", code=f"L{n}", tenant=tenant, basis="seat", units=[Let(room, 2)], seats=2)
        for n, tenant in enumerate(tenants)
    ]


def test_a_shared_hall_is_unbilled_unless_one_tenant_holds_all_its_leases() -> None:
    shown = (("2026-08-31", "0"), ("2026-09-30", "7"))
    shared = metered("2026-10", *shown, leases=hall("T1", "T2"))
    assert ([one.reason for one in shared.unbilled], shared.drafts) == (["several tenants"], ())
    alone = metered("2026-10", *shown, leases=hall("T1", "T1"))
    assert (amounts(alone.drafts[0]), alone.unbilled) == (["70.00"], ())


def test_a_main_meter_belongs_to_nobody() -> None:
    made = metered("2026-10", ("2026-08-31", "0"), ("2026-09-30", "7"), meters={"M1": meter(on=None)})
    assert ([one.unit for one in made.unbilled], made.drafts) == ([None], ())


def test_usage_goes_to_the_tenant_of_its_last_day() -> None:
    leases = [
        lease("0", end="2026-09-29", tenant="T1", code="L1"),
        lease("0", "2026-09-30", tenant="T2", code="L2"),
    ]
    made = metered("2026-10", ("2026-08-31", "0"), ("2026-09-30", "7"), leases=leases)
    assert [(one.tenant.code, amounts(one)) for one in made.drafts] == [("T2", ["70.00"])]


def test_a_tenant_in_holdover_pays_for_what_it_uses() -> None:
    over = [lease("0", end="2026-03-31", basis="fixed", holdover=True)]
    made = metered("2026-10", ("2026-08-31", "0"), ("2026-09-30", "7"), leases=over)
    assert amounts(made.drafts[0]) == ["70.00"]


def test_grid_and_generator_have_their_own_heads_and_tariffs() -> None:
    shown = (("2026-08-31", "0"), ("2026-09-30", "2"))
    made = metered(
        "2026-10", meters={"M1": meter(), "M2": meter("M2", supply="generator")},
        readings={"M1": readings(*shown), "M2": readings(*shown, of="M2")},
        tariffs=[tariff("10"), tariff("85.5", supply="generator")],
    )  # fmt: skip
    lines = made.drafts[0].lines
    assert [(one.head, money(one.amount)) for one in lines] == [
        ("electricity", "20.00"),
        ("generator", "171.00"),
    ]


# Fuel adjustments

TWO = {
    "meters": {"M1": meter(), "M2": meter("M2")},
    "readings": {
        "M1": readings(("2026-08-31", "0"), ("2026-09-15", "0.5"), ("2026-10-02", "99")),
        "M2": readings(("2026-08-31", "0"), ("2026-09-30", "1"), of="M2"),
    },
    "tariffs": [tariff("1")],
    "billed": Billed(readings={f"M{n}/{on}/": "T1" for n, on in ((1, "2026-09-15"), (2, "2026-09-30"))}),
}


def test_an_adjustment_sums_the_units_of_its_month_before_rounding() -> None:
    made = run("2026-10", *OPEN, **TWO, adjustments=[adjustment("0.01", "2026-09", "2026-10")])  # type: ignore[arg-type]
    (line,) = made.drafts[0].lines
    assert (line.quantity, money(line.amount), line.head) == ("1.5", "0.02", "electricity")
    assert (line.first, line.last) == (day("2026-09-01"), day("2026-09-30"))


@pytest.mark.parametrize(
    ("usage", "bill_in"), [("2026-08", "2026-10"), ("2026-09", "2026-11"), ("2026-09", "2026-09")]
)
def test_an_adjustment_of_another_month_or_run_bills_nothing(usage: str, bill_in: str) -> None:
    made = run("2026-10", *OPEN, **TWO, adjustments=[adjustment("1", usage, bill_in)])  # type: ignore[arg-type]
    assert made.drafts == ()


def test_an_adjustment_of_the_generator_leaves_the_grid_alone() -> None:
    made = run("2026-10", *OPEN, **TWO, adjustments=[adjustment("1", "2026-09", "2026-10", "generator")])  # type: ignore[arg-type]
    assert made.drafts == ()


def test_an_adjustment_goes_to_who_was_billed_and_covers_usage_billed_in_the_same_run() -> None:
    leases = [
        lease("0", end="2026-09-20", tenant="T1", code="L1"),
        lease("0", "2026-09-21", tenant="T2", code="L2"),
    ]
    made = metered(
        "2026-10", ("2026-08-31", "0"), ("2026-09-15", "10"), ("2026-09-30", "30"), leases=leases,
        adjustments=[adjustment("0.5", "2026-09", "2026-10")],
    )  # fmt: skip
    assert [(one.tenant.code, amounts(one)) for one in made.drafts] == [
        ("T1", ["100.00", "5.00"]),
        ("T2", ["200.00", "10.00"]),
    ]


def test_an_adjustment_follows_the_bill_even_when_the_lease_was_ended_since() -> None:
    leases = [lease("0", end="2026-08-31", tenant="T1"), lease("0", "2026-09-01", tenant="T2", code="L2")]
    made = metered(
        "2026-11", ("2026-08-31", "0"), ("2026-09-30", "7"), leases=leases,
        adjustments=[adjustment("1", "2026-09", "2026-11")], billed=Billed(readings={"M1/2026-09-30/": "T1"}),
    )  # fmt: skip
    assert [(one.tenant.code, amounts(one)) for one in made.drafts] == [("T1", ["7.00"])]


def test_an_adjustment_of_unbilled_usage_waits_with_it() -> None:
    made = metered(
        "2026-10", ("2026-08-31", "0"), ("2026-09-30", "7"), leases=hall("T1", "T2"),
        adjustments=[adjustment("1", "2026-09", "2026-10")],
    )  # fmt: skip
    assert made.drafts == ()
