"""Subsidy schemes (rule B5): windows, order, cap, whom they are for."""

from __future__ import annotations

from typing import Any

import pytest

from stpdesk.core.tenants import Tenant

from .made import adjustment, amounts, charge, lease, meter, only, readings, rs, scheme, tariff, unit


def test_several_schemes_take_the_full_line_in_their_order_and_never_more_than_it() -> None:
    schemes = [scheme("rent", "60", name="A"), scheme("rent", "60", name="B"), scheme("rent", "5", name="C")]
    draft = only("2026-10", lease("1000", basis="fixed"), schemes=schemes)
    assert amounts(draft) == ["1000.00", "-600.00", "-400.00"]
    assert [one.scheme.name for one in draft.lines[0].supports] == ["A", "B"]
    assert draft.total == 0
    assert draft.kind == "invoice"


def test_a_window_of_one_day() -> None:
    one = scheme("rent", "25", "2026-10-31", "2026-10-31")
    assert amounts(only("2026-10", lease("31000", basis="fixed"), schemes=[one])) == ["31000.00", "-250.00"]


@pytest.mark.parametrize("window", [("2026-01-01", "2026-09-30"), ("2026-11-01", "2026-12-31")])
def test_a_window_outside_the_month_pays_nothing(window: tuple[str, str]) -> None:
    draft = only("2026-10", lease("31000", basis="fixed"), schemes=[scheme("rent", "25", *window)])
    assert amounts(draft) == ["31000.00"]


def test_each_segment_has_its_own_share() -> None:
    let = lease("3100", "2025-10-16", basis="fixed", pct="10")
    draft = only("2026-10", let, schemes=[scheme("rent", "50", "2026-10-11", "2026-10-20")])
    assert amounts(draft) == ["1500.00", "-250.00", "1760.00", "-275.00"]
    assert [one.supports[0].first.day for one in draft.lines] == [11, 16]


def test_the_share_is_of_the_monthly_amount_not_of_the_rounded_line() -> None:
    let = lease("0.10", "2026-10-27", basis="fixed")
    draft = only("2026-10", let, schemes=[scheme("rent", "25")])
    assert amounts(draft) == ["0.02"]  # a quarter of the line would be half a paisa, and show


def test_a_whole_subsidy_of_a_part_month_is_the_line() -> None:
    let = lease("9999.99", "2026-10-20", basis="fixed")
    draft = only("2026-10", let, schemes=[scheme("rent", "100")])
    assert draft.lines[0].supported == draft.lines[0].amount
    assert draft.total == 0


def test_every_unit_has_its_share() -> None:
    draft = only(
        "2026-10", lease("1", units=[unit("A-1", "100"), unit("A-2", "10")]), schemes=[scheme("rent", "50")]
    )
    assert amounts(draft) == ["100.00", "-50.00", "10.00", "-5.00"]


def test_a_scheme_pays_only_its_own_head() -> None:
    let = lease("100", basis="fixed", charges=[charge("internet", "10"), charge("parking", "1")])
    draft = only("2026-10", let, schemes=[scheme("internet", "100")])
    assert amounts(draft) == ["100.00", "10.00", "-10.00", "1.00"]


@pytest.mark.parametrize(
    ("kind", "helped"), [("call centre", True), ("Call Centre", True), ("bank", False), (None, False)]
)
def test_a_scheme_for_some_kinds_of_tenant(kind: str | None, helped: bool) -> None:
    draft = only(
        "2026-10", lease("100", basis="fixed"), tenants=[Tenant("T1", "T1", "One", kind)],
        schemes=[scheme("rent", "25", kinds=("start-up", "Call centre"))],
    )  # fmt: skip
    assert bool(draft.lines[0].supports) == helped


def grid(*, to: str, **more: Any) -> list[str]:
    """Electricity from 1 to 30 September, half paid by a scheme up to a day."""
    shown = readings(("2026-08-31", "0"), ("2026-09-30", "100"))
    return amounts(
        only(
            "2026-10", lease("0", basis="fixed"), meters={"M1": meter()}, readings={"M1": shown},
            tariffs=[tariff("10")], schemes=[scheme("electricity", "50", "2026-09-25", to)], **more,
        )
    )  # fmt: skip


def test_a_metered_line_is_subsidised_whole_when_its_period_ends_in_the_window() -> None:
    assert grid(to="2026-09-30") == ["1000.00", "-500.00"]


def test_a_metered_line_that_ends_after_the_window_is_not_subsidised() -> None:
    assert grid(to="2026-09-29") == ["1000.00"]


def test_fuel_adjustments_are_not_subsidised() -> None:
    more = grid(to="2027-01-01", adjustments=[adjustment("2", "2026-09", "2026-10")])
    assert more == ["1000.00", "-500.00", "200.00"]


def test_a_share_of_half_a_paisa_goes_up() -> None:
    draft = only("2026-10", lease("0.02", basis="fixed"), schemes=[scheme("rent", "25")])
    assert amounts(draft) == ["0.02", "-0.01"]
    assert draft.lines[0].supports[0].amount == rs("0.01")
