"""Sales tax and rupee rounding (rules B6, B7)."""

from __future__ import annotations

from typing import Any

import pytest

from stpdesk.core.invoices import to_rupee
from stpdesk.core.money import Paisa
from stpdesk.core.tenants import Tenant
from stpdesk.core.terms import Billed, OneOff, OpenItem

from .made import (
    adjustment,
    amounts,
    charge,
    day,
    e4,
    lease,
    meter,
    money,
    only,
    readings,
    rs,
    scheme,
    settings,
    tariff,
    tax,
)


def taxed(month: str, *leases: Any, **more: Any) -> list[tuple[str, str, str, str]]:
    """Authority, percent, base and tax of each tax line."""
    return [
        (str(one.authority), f"{one.pct / 10_000:g}", money(one.base), money(one.amount))
        for one in only(month, *leases, **more).taxes
    ]


CHANGED = [tax("rent", "16", end="2026-10-15"), tax("rent", "15", "2026-10-16")]


def test_the_rate_is_that_of_the_lines_own_last_day() -> None:
    assert taxed("2026-10", lease("1000", basis="fixed"), tax_rates=CHANGED) == [
        ("PRA", "15", "1000.00", "150.00")
    ]
    ended = lease("3100", end="2026-10-15", basis="fixed")
    assert taxed("2026-10", ended, tax_rates=CHANGED) == [("PRA", "16", "1500.00", "240.00")]


def test_segments_of_one_month_can_bear_two_rates() -> None:
    split = lease("3100", basis="fixed", steps=[("2026-10-16", "6200")])
    assert taxed("2026-10", split, tax_rates=CHANGED) == [
        ("PRA", "16", "1500.00", "240.00"),
        ("PRA", "15", "3200.00", "480.00"),
    ]


def test_a_fuel_adjustment_bears_the_rate_of_its_usage_month() -> None:
    rates = [tax("electricity", "18", end="2026-09-30"), tax("electricity", "10", "2026-10-01")]
    shown = readings(("2026-08-31", "0"), ("2026-09-15", "100"), ("2026-10-31", "300"))
    found = taxed(
        "2026-11", lease("0", basis="fixed"), tax_rates=rates, meters={"M1": meter()}, readings={"M1": shown},
        tariffs=[tariff("1")], adjustments=[adjustment("2", "2026-09", "2026-11")],
        billed=Billed(readings={"M1/2026-09-15/": "T1"}),
    )  # fmt: skip
    assert sorted(found) == [("PRA", "10", "200.00", "20.00"), ("PRA", "18", "200.00", "36.00")]


def test_several_authorities_tax_the_same_base() -> None:
    rates = [tax("rent", "16"), tax("rent", "16", by="FBR"), tax("rent", "3", name="Further tax")]
    assert taxed("2026-10", lease("1000", basis="fixed"), tax_rates=rates) == [
        ("PRA", "16", "1000.00", "160.00"),
        ("FBR", "16", "1000.00", "160.00"),
        ("PRA", "3", "1000.00", "30.00"),
    ]


def test_a_later_row_replaces_an_open_one_of_the_same_tax() -> None:
    rates = [tax("rent", "16"), tax("rent", "13", "2026-01-01")]
    assert taxed("2026-10", lease("100", basis="fixed"), tax_rates=rates) == [
        ("PRA", "13", "100.00", "13.00")
    ]


def test_first_and_last_day_of_a_rate_count() -> None:
    rates = [tax("rent", "16", "2026-10-31", "2026-10-31")]
    assert taxed("2026-10", lease("100", basis="fixed"), tax_rates=rates) == [
        ("PRA", "16", "100.00", "16.00")
    ]
    for month in ("2026-09", "2026-11"):
        assert taxed(month, lease("100", basis="fixed"), tax_rates=rates) == []


def test_exempt_tenants_and_parks_without_rates_have_no_tax_line() -> None:
    exempt = [Tenant("T1", "T1", "One", tax_exempt=True)]
    assert taxed("2026-10", lease("100", basis="fixed"), tenants=exempt, tax_rates=[tax("rent", "16")]) == []
    assert taxed("2026-10", lease("100", basis="fixed")) == []


def test_only_heads_with_a_row_are_taxed() -> None:
    let = lease("100", basis="fixed", charges=[charge("internet", "50")])
    assert taxed("2026-10", let, tax_rates=[tax("internet", "19.5")]) == [("PRA", "19.5", "50.00", "9.75")]


@pytest.mark.parametrize(("base", "found"), [("net", []), ("gross", [("PRA", "16", "100.00", "16.00")])])
def test_a_base_of_zero_has_no_tax_line(base: str, found: list[Any]) -> None:
    more = {"schemes": [scheme("rent", "100")], "tax_rates": [tax("rent", "16")]}
    assert (
        taxed("2026-10", lease("100", basis="fixed"), park=settings(subsidy_tax_base=base), **more) == found
    )


def test_a_negative_base_is_rounded_away_from_zero_too() -> None:
    shown = readings(("2026-08-31", "0"), ("2026-09-30", "1"))
    draft = only(
        "2026-11", lease("0", end="2026-09-30", basis="fixed"), tax_rates=[tax("electricity", "2")],
        meters={"M1": meter()}, readings={"M1": shown}, billed=Billed(readings={"M1/2026-09-30/": "T1"}),
        adjustments=[adjustment("-0.25", "2026-09", "2026-11")], park=settings(),
    )  # fmt: skip
    assert (amounts(draft), money(draft.tax_total), money(draft.total)) == (["-0.25"], "-0.01", "-0.26")


def test_late_fees_are_not_taxed_and_one_offs_are_by_their_head() -> None:
    rates = [tax(head, "10") for head in ("late_fee", "service")]
    owed = OpenItem("1", "T1", "1", day("2026-09-01"), day("2026-09-11"), rs("1000"), rs("1000"))
    draft = only(
        "2026-10", lease("0", basis="fixed"), tax_rates=rates, items=[owed], park=settings(late_fee_pct=e4("2")),
        one_offs=[OneOff("c", "T1", "service", None, day("2026-09-20"), rs("50"))],
    )  # fmt: skip
    assert amounts(draft) == ["50.00", "20.00"]
    assert [money(one.base) for one in draft.taxes] == ["50.00"]


@pytest.mark.parametrize(
    ("total", "rounding"),
    [
        ("1.49", "-0.49"),
        ("1.50", "0.50"),
        ("-1.49", "0.49"),
        ("-1.50", "-0.50"),
        ("7.00", "0.00"),
        ("0.01", "-0.01"),
    ],
)
def test_rounding_takes_the_total_to_the_nearest_rupee(total: str, rounding: str) -> None:
    assert money(to_rupee(rs(total))) == rounding


def test_rounding_comes_after_tax_and_is_not_taxed() -> None:
    draft = only(
        "2026-10", lease("100.30", basis="fixed"), tax_rates=[tax("rent", "16")],
        park=settings(round_to_rupee=True),
    )  # fmt: skip
    assert (money(draft.tax_total), money(draft.rounding), money(draft.total)) == ("16.05", "-0.35", "116.00")
    assert draft.subtotal == Paisa(10030)


def test_a_document_that_rounds_to_zero_is_an_invoice() -> None:
    shown = readings(("2026-08-31", "0"), ("2026-09-30", "1"))
    draft = only(
        "2026-11", lease("0", end="2026-09-30", basis="fixed"), park=settings(round_to_rupee=True),
        meters={"M1": meter()}, readings={"M1": shown}, billed=Billed(readings={"M1/2026-09-30/": "T1"}),
        adjustments=[adjustment("-0.25", "2026-09", "2026-11")],
    )  # fmt: skip
    assert (draft.kind, money(draft.rounding), draft.total) == ("invoice", "0.25", 0)
