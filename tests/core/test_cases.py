"""Every worked case of rules.md (Billing 1–21, Occupancy C3), by its number, on the rules alone."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from stpdesk.core.ageing import age
from stpdesk.core.leases import Lease, Let, rate_changes
from stpdesk.core.money import Paisa, lakh
from stpdesk.core.months import Month
from stpdesk.core.occupancy import occupancy_at, wale
from stpdesk.core.receipts import Source, settle, settle_all, suggested
from stpdesk.core.terms import Billed, OpenItem
from stpdesk.core.words import in_words

from .made import (
    EARLY,
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
    run,
    scheme,
    settings,
    tariff,
    tax,
    unit,
)  # fmt: skip


def first_year(**park: object) -> dict[str, object]:
    """A park in its first year that pays a quarter of the rent, with 16 % tax on rent."""
    return {
        "schemes": [scheme("rent", "25", "2026-01-01", "2026-12-31")],
        "tax_rates": [tax("rent", "16")],
        "park": settings(**park),
    }


def item(ref: str, due: str, amount: str, issued: str | None = None, fees: str = "0") -> OpenItem:
    """An open item of T1."""
    return OpenItem(ref, "T1", ref, day(issued or due), day(due), rs(amount), rs(amount), rs(fees))


def test_case_01_a_subsidised_taxed_month() -> None:
    draft = only("2026-10", lease("90", sqft="1000"), **first_year())
    assert amounts(draft) == ["90000.00", "-22500.00"]
    assert [money(tax.base) for tax in draft.taxes] == ["67500.00"]
    assert (money(draft.tax_total), money(draft.total)) == ("10800.00", "78300.00")


def test_case_02_withheld_taxes_settle_at_once() -> None:
    withheld = suggested(e4("15"), e4("100"), rs("90000") - rs("22500"), rs("10800"))
    assert (money(withheld.income_tax), money(withheld.sales_tax)) == ("10125.00", "10800.00")
    value = rs("57375") + withheld.income_tax + withheld.sales_tax
    (made,) = settle(
        Source("r", "T1", "", day("2026-10-05"), Paisa(value)), [item("1", "2026-10-11", "78300")]
    )
    assert money(made.amount) == "78300.00"


def test_case_03_a_gross_base() -> None:
    draft = only("2026-10", lease("90", sqft="1000"), **first_year(subsidy_tax_base="gross"))
    assert (money(draft.tax_total), money(draft.total)) == ("14400.00", "81900.00")


def test_case_04_twelve_of_thirty_one_days() -> None:
    draft = only("2026-10", lease("55.50", "2026-10-20", sqft="450"))
    (line,) = draft.lines
    assert amounts(draft) == ["9667.74"]
    assert (line.days, line.days_in_month) == (12, 31)
    assert line.description.endswith("12 of 31 days")


def test_case_05_an_escalation_splits_the_month() -> None:
    draft = only("2026-03", lease("40", "2025-03-16", sqft="1200", pct="10"))
    assert amounts(draft) == ["23225.81", "27251.61"]
    assert [line.days for line in draft.lines] == [15, 16]
    assert [line.rate for line in draft.lines] == ["40.00", "44.00"]


def test_case_06_escalation_compounds_in_paisa() -> None:
    changes = rate_changes(lease("33.33", "2020-01-01", pct="10"), day("2023-12-31"))
    assert [money(rate) for _, rate in changes] == ["33.33", "36.66", "40.33", "44.36"]


def test_case_07_escalation_days_are_counted_from_the_start() -> None:
    changes = rate_changes(lease("100", "2024-01-31", pct="1", every=1), day("2024-05-31"))
    days = [when.isoformat() for when, _ in changes[1:]]
    assert days == ["2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31"]


def test_case_08_a_subsidy_window_that_ends_inside_the_month() -> None:
    draft = only(
        "2026-11", lease("50", sqft="800"), schemes=[scheme("rent", "25", "2025-11-16", "2026-11-15")]
    )
    assert amounts(draft) == ["40000.00", "-5000.00"]
    (support,) = draft.lines[0].supports
    assert (support.first, support.last) == (day("2026-11-01"), day("2026-11-15"))


def test_case_09_internet_is_subsidised_whole_for_its_days() -> None:
    window = ("2025-11-16", "2026-11-15")
    draft = only(
        "2026-11",
        lease("50", sqft="800", charges=[charge("internet", "12000")]),
        schemes=[scheme("rent", "25", *window), scheme("internet", "100", *window)],
    )
    assert amounts(draft) == ["40000.00", "-5000.00", "12000.00", "-6000.00"]


def test_case_10_rent_free_time_frees_rent_only() -> None:
    let = lease(
        "31000", "2026-10-01", basis="fixed", free_to="2026-10-10", charges=[charge("internet", "3100")]
    )
    draft = only("2026-10", let)
    assert amounts(draft) == ["21000.00", "3100.00"]
    assert [line.days for line in draft.lines] == [21, 31]


def test_case_11_the_last_day_is_included() -> None:
    draft = only("2028-02", lease("29000", end="2028-02-15", basis="fixed"))
    assert amounts(draft) == ["15000.00"]
    assert (draft.lines[0].days, draft.lines[0].days_in_month) == (15, 29)


def test_case_12_bases_are_added_before_the_tax_is_rounded() -> None:
    let = lease("333.33", basis="fixed", charges=[charge("service", "333.33"), charge("parking", "333.34")])
    draft = only("2026-10", let, tax_rates=[tax(head, "16") for head in ("rent", "service", "parking")])
    assert [(money(one.base), money(one.amount)) for one in draft.taxes] == [("1000.00", "160.00")]


@pytest.mark.parametrize(
    ("rent", "rounding", "total"), [("9667.74", "0.26", "9668.00"), ("9667.50", "0.50", "9668.00")]
)
def test_case_13_rupee_rounding(rent: str, rounding: str, total: str) -> None:
    draft = only("2026-10", lease(rent, basis="fixed"), park=settings(round_to_rupee=True))
    assert (money(draft.rounding), money(draft.total)) == (rounding, total)


def metered(
    *shown: tuple[str, str] | tuple[str, str, str], rate: str = "31.59", times: str = "1"
) -> dict[str, object]:
    """One meter on A-1, and one grid tariff."""
    return {
        "meters": {"M1": meter(times=times)}, "readings": {"M1": readings(*shown)}, "tariffs": [tariff(rate)],
    }  # fmt: skip


def test_case_14_rollover_and_multiplier() -> None:
    shown = metered(("2026-08-31", "99950"), ("2026-09-30", "130", "rollover"), times="40")
    draft = only("2026-10", lease("0", basis="fixed"), **shown)
    assert amounts(draft) == ["227448.00"]
    assert draft.lines[0].quantity == "7200"


def test_case_15_half_a_paisa_goes_up() -> None:
    draft = only(
        "2026-10", lease("0", basis="fixed"), **metered(("2026-08-31", "0"), ("2026-09-30", "120.5"))
    )
    assert amounts(draft) == ["3806.60"]


def test_case_16_a_fuel_adjustment_for_a_tenant_who_left() -> None:
    left = lease("0", end="2026-09-30", basis="fixed")
    draft = only(
        "2026-11", left, billed=Billed(readings={"M1/2026-09-30/": "T1"}),
        adjustments=[adjustment("-0.75", "2026-09", "2026-11")],
        **metered(("2026-08-31", "0"), ("2026-09-30", "1240")),
    )  # fmt: skip
    assert (draft.kind, amounts(draft)) == ("credit", ["-930.00"])
    assert draft.lines[0].last == day("2026-09-30")


def test_case_17_never_a_fee_on_a_fee() -> None:
    gone = lease(end="2026-10-31")
    park = settings(late_fee_pct=e4("2"))
    invoice = item("1", "2026-10-11", "78300", "2026-10-01")
    assert amounts(only("2026-11", gone, park=park, items=[invoice])) == ["1566.00"]
    fee = item("2", "2026-11-11", "1566", "2026-11-01", fees="1566")
    assert amounts(only("2026-12", gone, park=park, items=[invoice, fee])) == ["1566.00"]


def test_case_18_a_receipt_settles_what_is_due_longest() -> None:
    items = [item("b", "2026-10-11", "40000"), item("a", "2026-09-11", "30000")]
    made = settle(Source("r", "T1", "", day("2026-10-20"), rs("50000")), items)
    assert [(one.item_id, money(one.amount)) for one in made] == [("a", "30000.00"), ("b", "20000.00")]


@pytest.mark.parametrize(
    ("as_at", "place"),
    [
        ("2026-10-11", 0),
        ("2026-10-12", 1),
        ("2026-11-10", 1),
        ("2026-11-11", 2),
        ("2027-01-09", 3),
        ("2027-01-10", 4),
    ],
)
def test_case_19_the_edges_of_the_buckets(as_at: str, place: int) -> None:
    aged = age([(day("2026-10-11"), rs("78300"))], 0, day(as_at))
    assert aged.buckets == tuple(rs("78300") if place == at else 0 for at in range(5))
    assert aged.total == rs("78300")


def test_case_20_an_advance_is_dated_by_the_invoice_it_settles() -> None:
    invoice = item("1", "2026-11-11", "78300", "2026-11-01")
    (made,) = settle_all([Source("r", "T1", "", day("2026-10-05"), rs("10000"))], [invoice])
    assert (made.date, money(made.amount)) == (day("2026-11-01"), "10000.00")


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0.50", "Paisa Fifty"),
        ("99999.00", "Rupees Ninety-Nine Thousand Nine Hundred Ninety-Nine"),
        ("100000.00", "Rupees One Lakh"),
        (
            "12345678.90",
            "Rupees One Crore Twenty-Three Lakh Forty-Five Thousand Six Hundred Seventy-Eight and Paisa Ninety",
        ),
        ("78300.00", "Rupees Seventy-Eight Thousand Three Hundred"),
    ],
)
def test_case_21_amounts_in_words(amount: str, words: str) -> None:
    assert in_words(rs(amount)) == f"{words} Only"


def test_case_21_figures_are_grouped_in_lakh_and_crore() -> None:
    assert [lakh(rs(text)) for text in ("0.50", "99999", "100000", "12345678.90")] == [
        "0.50", "99,999.00", "1,00,000.00", "1,23,45,678.90",
    ]  # fmt: skip


def test_case_c3_weighted_average_lease_expiry() -> None:
    today = day("2026-06-01")

    def ending(code: str, sqft: str, months: int) -> Lease:
        end = today + timedelta(days=round(months * 30.4375))
        return lease("1", end=end.isoformat(), code=code, units=[unit(code, sqft)])

    leases = [ending("A", "1000", 12), ending("B", "5000", 36), ending("C", "4000", 48)]
    found = wale(leases, today)
    assert found is not None
    assert f"{float(found):.1f}" == "38.4"


def test_case_c3_a_lease_that_holds_over_counts_nothing() -> None:
    gone = lease("1", end="2026-05-01", units=[unit("A", "1000")], holdover=True)
    there = lease("1", end="2026-07-01", units=[Let(unit("B", "1000"))])
    today = date(2026, 6, 1)
    assert wale([gone, there], today) == Fraction(30 * 10_000, 304_375) / 2
    assert occupancy_at([], [gone, there], today).wale_months == wale([gone, there], today)


def test_the_cases_do_not_depend_on_the_order_of_leases() -> None:
    one, two = lease("90", code="L1"), lease("10", EARLY, code="L2", units=[unit("A-2")])
    assert run("2026-10", one, two).drafts == run("2026-10", two, one).drafts
    assert Month.parse("2026-10").days == 31
