"""The worked cases of rules.md that are about documents and accounts, through a real park folder."""

from __future__ import annotations

import pytest

from .conftest import Desk, amounts, money


def first_year(desk: Desk, **lease: str) -> Desk:
    """Case 1: 1,000 sq ft at Rs 90, a quarter paid by a scheme, 16 % tax."""
    desk.let("90", **lease).scheme("rent", "25", "2026-01-01", "2026-12-31").tax("rent", "16")
    return desk


def test_case_01_a_subsidised_taxed_month(desk: Desk) -> None:
    paper = first_year(desk).only("2026-10")
    assert amounts(paper) == ["90000.00", "-22500.00"]
    assert [(money(tax.base), money(tax.amount)) for tax in paper.taxes] == [("67500.00", "10800.00")]
    assert (money(paper.subtotal), money(paper.subsidy)) == ("90000.00", "-22500.00")
    assert (money(paper.total), money(paper.open)) == ("78300.00", "78300.00")
    assert paper.number == "GLT/INV/2026-27/00001"
    assert (str(paper.date), str(paper.due)) == ("2026-10-01", "2026-10-11")


def test_case_02_withheld_taxes_settle_at_once(desk: Desk) -> None:
    from stpdesk.actions.receipts import suggested_withholding

    desk.put("Tenants", tenant="T1", name="One", income_tax_pct="15", sales_tax_withheld_pct="100").store()
    paper = first_year(desk).only("2026-10")
    withheld = suggested_withholding(desk.session, "T1", str(paper.number))
    assert (money(withheld.income_tax), money(withheld.sales_tax)) == ("10125.00", "10800.00")
    made = desk.pay("57375", "2026-10-05", income_tax="10125", sales_tax="10800", invoices=[paper.number])
    assert (money(made.value), made.advance) == ("78300.00", 0)
    assert desk.find(paper).open == 0


def test_case_03_a_gross_base(desk: Desk) -> None:
    paper = first_year(desk).sets(subsidy_tax_base="gross").only("2026-10")
    assert (money(paper.tax_total), money(paper.total)) == ("14400.00", "81900.00")


def test_case_04_twelve_of_thirty_one_days(desk: Desk) -> None:
    paper = desk.let("55.50", "2026-10-20", sqft="450").only("2026-10")
    assert amounts(paper) == ["9667.74"]
    assert paper.lines[0].description.endswith("12 of 31 days")


def test_case_05_an_escalation_splits_the_month(desk: Desk) -> None:
    paper = desk.let("40", "2025-03-16", sqft="1200", escalation_pct="10").only("2026-03")
    assert amounts(paper) == ["23225.81", "27251.61"]


@pytest.fixture
def cases_8_and_9(desk: Desk) -> Desk:
    window = ("2025-11-16", "2026-11-15")
    desk.let("50", sqft="800").put("Charges", lease="L1", head="internet", monthly="12000")
    return desk.scheme("rent", "25", *window).scheme("internet", "100", *window)


def test_case_08_and_09_windows_that_end_inside_the_month(cases_8_and_9: Desk) -> None:
    paper = cases_8_and_9.only("2026-11")
    assert amounts(paper) == ["40000.00", "-5000.00", "12000.00", "-6000.00"]
    assert "15 of 30 days" in paper.lines[1].description


def test_case_10_rent_free_time_frees_rent_only(desk: Desk) -> None:
    desk.let("31000", "2026-10-01", basis="fixed", rent_free_to="2026-10-10")
    paper = desk.put("Charges", lease="L1", head="internet", monthly="3100").only("2026-10")
    assert amounts(paper) == ["21000.00", "3100.00"]
    assert "21 of 31 days" in paper.lines[0].description


def test_case_11_the_last_day_is_included(desk: Desk) -> None:
    desk.today("2028-02-01")
    assert amounts(desk.let("29000", end="2028-02-15", basis="fixed").only("2028-02")) == ["15000.00"]


def test_case_12_bases_are_added_before_the_tax_is_rounded(desk: Desk) -> None:
    desk.let("333.33", basis="fixed").put("Charges", lease="L1", head="service", monthly="333.33")
    desk.put("Charges", lease="L1", head="parking", monthly="333.34")
    for head in ("rent", "service", "parking"):
        desk.tax(head, "16")
    assert [money(tax.amount) for tax in desk.only("2026-10").taxes] == ["160.00"]


def test_case_13_rupee_rounding(desk: Desk) -> None:
    desk.sets(round_to_rupee=True).let("9667.74", basis="fixed")
    desk.let("9667.50", basis="fixed", code="L2", tenant="T2", units="A-2")
    papers = desk.bill("2026-10")
    assert [(money(one.rounding), money(one.total)) for one in papers] == [
        ("0.26", "9668.00"), ("0.50", "9668.00"),
    ]  # fmt: skip


def test_case_14_rollover_and_multiplier(desk: Desk) -> None:
    desk.let("0", basis="fixed").put(
        "Meters", meter="M1", unit="A-1", supply="grid", multiplier="40", digits=5
    )
    desk.put("Tariffs", supply="grid", from_="2020-01-01", rate="31.59")
    desk.put("Readings", meter="M1", date="2026-08-31", reading="99950")
    desk.put("Readings", meter="M1", date="2026-09-30", reading="130", event="rollover")
    paper = desk.only("2026-10")
    assert (amounts(paper), paper.lines[0].quantity) == (["227448.00"], "7200")


def grid(desk: Desk, *shown: tuple[str, str]) -> Desk:
    """A plain grid meter on A-1 at Rs 31.59."""
    desk.put("Meters", meter="M1", unit="A-1", supply="grid")
    desk.put("Tariffs", supply="grid", from_="2020-01-01", rate="31.59")
    for day, value in shown:
        desk.put("Readings", meter="M1", date=day, reading=value)
    return desk


def test_case_15_half_a_paisa_goes_up(desk: Desk) -> None:
    desk.let("0", basis="fixed")
    assert amounts(grid(desk, ("2026-08-31", "0"), ("2026-09-30", "120.5")).only("2026-10")) == ["3806.60"]


def test_case_16_a_fuel_adjustment_for_a_tenant_who_left(desk: Desk) -> None:
    desk.let("0", end="2026-09-30", basis="fixed")
    grid(desk, ("2026-08-31", "0"), ("2026-09-30", "1240"))
    desk.put("Adjustments", supply="grid", usage_month="2026-09", rate="-0.75", bill_in="2026-11")
    (usage,) = desk.bill("2026-10")
    paper = desk.only("2026-11")
    assert (paper.kind, paper.number, paper.due) == ("credit", "GLT/CN/2026-27/00001", None)
    assert (amounts(paper), money(paper.total)) == (["-930.00"], "-930.00")
    assert desk.find(usage).open == usage.total + paper.total


def test_case_17_never_a_fee_on_a_fee(desk: Desk) -> None:
    desk.sets(late_fee_pct="2")
    first_year(desk, end="2026-10-31").bill("2026-10")
    assert amounts(desk.only("2026-11")) == ["1566.00"]
    assert amounts(desk.only("2026-12")) == ["1566.00"]


def test_case_18_a_receipt_settles_what_is_due_longest(desk: Desk) -> None:
    desk.let("30000", "2026-09-01", basis="fixed").put("Rates", lease="L1", from_="2026-10-01", rate="40000")
    september, october = desk.bill("2026-09", "2026-10")
    assert (str(september.due), str(october.due)) == ("2026-09-11", "2026-10-11")
    made = desk.pay("50000", "2026-10-20")
    assert [(number, money(amount)) for number, amount in made.allocations] == [
        (september.number, "30000.00"), (october.number, "20000.00"),
    ]  # fmt: skip
    assert desk.open() == ["20000.00"]


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
def test_case_19_the_edges_of_the_buckets(desk: Desk, as_at: str, place: int) -> None:
    first_year(desk).bill("2026-10")
    aged = desk.ageing(as_at)
    assert [money(amount) for amount in aged.buckets] == [
        "78300.00" if place == at else "0.00" for at in range(5)
    ]


def test_case_20_an_advance_waits_for_its_invoice(desk: Desk) -> None:
    first_year(desk, start="2026-11-01").pay("10000", "2026-10-05")
    desk.bill("2026-11")
    before, after = desk.ageing("2026-10-10"), desk.ageing("2026-11-01")
    assert (money(before.advances), before.total) == ("10000.00", 0)
    assert (after.advances, money(after.total)) == (0, "68300.00")
    desk.balances("2026-10-10")
    desk.balances("2026-11-01")
