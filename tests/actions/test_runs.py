"""Runs on a real park: once, again, late, caught up, previewed (rules B1, B8, B10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from stpdesk.core.documents import Document, PaidSince
from stpdesk.core.errors import Refused
from stpdesk.core.money import Paisa
from stpdesk.db import documents

from .conftest import Desk, amounts, money


def test_run_twice_adds_nothing(desk: Desk) -> None:
    desk.let("31000", basis="fixed").put("Charges", lease="L1", head="internet", monthly="100")
    assert len(desk.bill("2026-10")) == 1
    head, again = desk.head(), desk.run("2026-10")
    assert (desk.papers(again), again.run.skipped, desk.changed(), desk.head()) == ([], 1, [], head)


def test_a_lease_entered_late_gives_a_further_invoice(desk: Desk) -> None:
    desk.let("31000", basis="fixed").bill("2026-10")
    desk.let("62000", "2026-10-22", code="L2", units="A-2", basis="fixed")
    paper = desk.only("2026-10")
    assert (paper.number, amounts(paper)) == ("GLT/INV/2026-27/00002", ["20000.00"])
    assert desk.bill("2026-10") == []


def test_a_lease_extended_bills_only_the_new_days(desk: Desk) -> None:
    desk.let("31000", end="2026-10-10", basis="fixed")
    assert amounts(desk.only("2026-10")) == ["10000.00"]
    desk.let("31000", end="2026-10-25", basis="fixed").store(update=True)
    paper = desk.only("2026-10")
    assert [(line.first.day, line.last.day, money(line.amount)) for line in paper.lines] == [
        (11, 25, "15000.00")
    ]
    assert desk.bill("2026-10") == []


def test_a_back_dated_rate_is_listed_with_what_it_proposes_and_never_billed(desk: Desk) -> None:
    desk.let("31000", basis="fixed").scheme("rent", "50", "2026-01-01", "2026-12-31").bill("2026-10")
    desk.put("Rates", lease="L1", from_="2026-10-22", rate="62000")
    assert desk.bill("2026-10") == []
    (one,) = desk.changed()
    assert (money(one.billed.amount), money(one.now), money(one.difference)) == (
        "15500.00",
        "20500.00",
        "5000.00",
    )
    assert (one.proposes, one.tenant, one.lease, one.billed.line) == ("charge", "T1", "L1", 1)


def test_a_lease_ended_early_proposes_the_credit(desk: Desk) -> None:
    desk.let("31000", basis="fixed").put("Charges", lease="L1", head="internet", monthly="3100")
    (paper,) = desk.bill("2026-10")
    desk.let("31000", end="2026-10-20", basis="fixed").store(update=True)
    found = desk.changed()
    assert [(one.proposes, money(one.difference)) for one in found] == [
        ("credit", "-11000.00"),
        ("credit", "-1100.00"),
    ]
    desk.credit(paper, 1, "11000")
    desk.credit(paper, 2, "1100")
    assert desk.changed() == []


def test_missing_months_are_listed_and_caught_up_oldest_first(desk: Desk) -> None:
    desk.sets(billing_from="2026-07").let("31000", "2026-06-01", basis="fixed")
    assert [str(one) for one in desk.preview("2026-10").run.missing] == ["2026-07", "2026-08", "2026-09"]
    results = desk.runs("2026-10", catch_up=True)
    papers = [paper for result in results for paper in desk.papers(result)]
    assert [(str(paper.date), str(paper.number)[-5:]) for paper in papers] == [
        ("2026-07-01", "00001"),
        ("2026-08-01", "00002"),
        ("2026-09-01", "00003"),
        ("2026-10-01", "00004"),
    ]
    assert desk.preview("2026-11").run.missing == ()


def test_only_the_month_asked_for_is_billed_unless_told_to_catch_up(desk: Desk) -> None:
    desk.sets(billing_from="2026-07").let("31000", basis="fixed")
    assert [str(paper.date) for paper in desk.bill("2026-10")] == ["2026-10-01"]
    assert [str(one) for one in desk.preview("2026-10").run.missing] == ["2026-07", "2026-08", "2026-09"]


def test_a_gap_since_the_first_run_is_missing(desk: Desk) -> None:
    desk.let("1", basis="fixed").bill("2026-06", "2026-08")
    assert [str(one) for one in desk.preview("2026-10").run.missing] == ["2026-07", "2026-09"]


def test_arrears_catches_up_in_the_runs_that_serve_the_missing_months(desk: Desk) -> None:
    desk.sets(billing_from="2026-08", rent_billing="arrears").let("31000", basis="fixed")
    results = desk.runs("2026-11", catch_up=True)
    dated = [(str(paper.date), str(paper.lines[0].first)) for one in results for paper in desk.papers(one)]
    assert dated == [
        ("2026-09-01", "2026-08-01"),
        ("2026-10-01", "2026-09-01"),
        ("2026-11-01", "2026-10-01"),
    ]


def test_numbers_are_gapless_by_kind_and_fiscal_year_of_the_invoice_date(desk: Desk) -> None:
    desk.let("1", basis="fixed").let("2", code="L2", tenant="T2", units="A-2", basis="fixed")
    (june, _) = desk.bill("2026-06")
    papers = [june, *desk.bill("2026-07", "2026-08", "2026-05")]
    assert [str(paper.number)[8:] for paper in papers] == [
        "2025-26/00001", "2026-27/00001", "2026-27/00002", "2026-27/00003", "2026-27/00004", "2025-26/00003",
        "2025-26/00004",
    ]  # fmt: skip
    desk.today("2026-06-30")
    assert desk.credit(june).number == "GLT/CN/2025-26/00001"
    desk.today("2026-07-01")
    assert desk.credit(papers[1]).number == "GLT/CN/2026-27/00001"


def test_numbers_follow_the_natural_order_of_codes(desk: Desk) -> None:
    for code in ("T10", "t2", "A-3", "T1"):
        desk.let("1", code=code, tenant=code, units=f"U-{code}", basis="fixed")
    assert [(paper.tenant, str(paper.number)[-1]) for paper in desk.bill("2026-10")] == [
        ("A-3", "1"), ("T1", "2"), ("t2", "3"), ("T10", "4"),
    ]  # fmt: skip


def grid(desk: Desk, *shown: tuple[str, str], rate: str = "10") -> Desk:
    """A meter on A-1 with these readings."""
    desk.put("Meters", meter="M1", unit="A-1", supply="grid")
    desk.put("Tariffs", supply="grid", from_="2020-01-01", rate=rate)
    for day, value in shown:
        desk.put("Readings", meter="M1", date=day, reading=value)
    return desk


def test_unbilled_usage_is_billed_once_its_lease_is_entered(desk: Desk) -> None:
    desk.put("Units", unit="A-1", sqft="100")
    result = grid(desk, ("2026-08-31", "0"), ("2026-09-30", "7")).run("2026-10")
    assert [(one.usage.meter.code, one.reason) for one in result.run.unbilled] == [("M1", "no tenant")]
    paper = desk.let("0", basis="fixed").only("2026-10")
    assert amounts(paper) == ["70.00"]
    assert desk.preview("2026-11").run.unbilled == ()


def test_usage_and_its_adjustment_are_billed_once(desk: Desk) -> None:
    desk.let("0", basis="fixed").put(
        "Adjustments", supply="grid", usage_month="2026-09", rate="1", bill_in="2026-10"
    )
    assert amounts(grid(desk, ("2026-08-31", "0"), ("2026-09-30", "7")).only("2026-10")) == ["70.00", "7.00"]
    assert desk.bill("2026-10", "2026-11") == []
    desk.put("Adjustments", supply="grid", usage_month="2026-09", rate="-2", bill_in="2026-12")
    (note,) = desk.bill("2026-12")
    assert (note.kind, amounts(note)) == ("credit", ["-14.00"])


def test_an_adjustment_entered_after_its_run_comes_with_the_next_re_run(desk: Desk) -> None:
    grid(desk.let("31000", basis="fixed"), ("2026-08-31", "0"), ("2026-09-30", "7")).bill("2026-10")
    desk.put("Adjustments", supply="grid", usage_month="2026-09", rate="1", bill_in="2026-10")
    assert amounts(desk.only("2026-10")) == ["7.00"]


def test_a_negative_run_settles_open_items_at_once_and_the_rest_is_an_advance(desk: Desk) -> None:
    desk.let("0", end="2026-09-30", basis="fixed")
    desk.put("Opening", tenant="T1", date="2026-07-01", amount="5").put(
        "Opening", tenant="T1", date="2026-06-01", amount="3"
    )
    grid(desk, ("2026-08-31", "0"), ("2026-09-30", "10")).bill("2026-10")
    desk.put("Adjustments", supply="grid", usage_month="2026-09", rate="-12", bill_in="2026-11")
    (note,) = desk.bill("2026-11")
    assert money(note.total) == "-120.00"
    aged = desk.ageing("2026-11-01")
    assert (aged.total, money(aged.advances)) == (0, "12.00")
    assert money(desk.ageing("2026-10-31").total) == "108.00"
    desk.balances("2026-11-01")


def test_a_runs_credit_note_settles_before_older_advances(desk: Desk) -> None:
    desk.let("0", end="2026-09-30", basis="fixed")
    grid(desk, ("2026-08-31", "0"), ("2026-09-30", "10")).bill("2026-10")
    desk.put("Opening", tenant="T1", date="2026-07-01", amount="-150")
    desk.put("Adjustments", supply="grid", usage_month="2026-09", rate="-6", bill_in="2026-11")
    note = desk.only("2026-11")
    assert (desk.find(note).open, desk.open()) == (0, [])
    assert money(desk.ageing("2026-11-01").advances) == "110.00"


def test_one_offs_are_billed_once_taxed_by_their_head(desk: Desk) -> None:
    desk.let("0", basis="fixed").tax("service", "10")
    desk.charge("50", "2026-10-02")
    assert desk.bill("2026-10") == []
    paper = desk.only("2026-11")
    assert (amounts(paper), money(paper.tax_total)) == (["50.00"], "5.00")
    assert desk.bill("2026-11", "2026-12") == []


@pytest.mark.parametrize(
    ("head", "amount"), [("late_fee", "5"), ("rounding", "5"), ("deposit", "5"), ("service", "0")]
)
def test_a_one_off_needs_an_amount_and_a_head_of_its_own(desk: Desk, head: str, amount: str) -> None:
    desk.let()
    with pytest.raises(Refused):
        desk.charge(amount, "2026-10-02", head)


def test_late_fees_count_what_was_settled_by_the_invoice_date(desk: Desk) -> None:
    desk.sets(late_fee_pct="2").let("1000", "2026-10-01", "2026-10-31", basis="fixed").bill("2026-10")
    desk.pay("400", "2026-11-01")
    desk.pay("100", "2026-11-02")
    assert amounts(desk.only("2026-11")) == ["12.00"]
    assert desk.bill("2026-11") == []


def test_a_late_fee_of_an_opening_balance(desk: Desk) -> None:
    desk.sets(late_fee_pct="1.5").let("0", basis="fixed").put(
        "Opening", tenant="T1", date="2026-06-30", amount="1000"
    )
    assert amounts(desk.only("2026-10")) == ["15.00"]


def test_a_late_fee_leaves_out_the_fees_of_its_own_invoice(desk: Desk) -> None:
    desk.sets(late_fee_pct="10").let("1000", "2026-10-01", "2026-11-30", basis="fixed")
    assert [amounts(paper) for paper in desk.bill("2026-10", "2026-11", "2026-12")] == [
        ["1000.00"], ["1000.00", "100.00"], ["100.00", "100.00"],
    ]  # fmt: skip


def plain(paper: Document) -> Document:
    """A document without what only its issue gives it: keys, its number, and how it stands in the books."""
    lines = tuple(replace(line, id="", taxed=()) for line in paper.lines)
    return replace(paper, id="", number=None, lines=lines, open=paper.total, previous_balance=paper.total)


def test_a_preview_writes_nothing_and_is_the_issue_in_everything_but_numbers(desk: Desk) -> None:
    grid(desk.let("55.5", "2026-10-20"), ("2026-08-31", "0"), ("2026-10-01", "3")).sets(round_to_rupee=True)
    desk.let("100", code="L2", tenant="T2", units="A-2").scheme("rent", "25", "2026-01-01", "2026-10-25")
    desk.tax("rent", "16").tax("electricity", "18").bill("2026-09")
    head = desk.head()
    before = desk.preview("2026-10")
    shown = desk.papers(before)
    assert desk.head() == head
    assert [paper.number for paper in shown] == [None, None]
    after = desk.run("2026-10")
    assert [plain(paper) for paper in desk.papers(after)] == [plain(paper) for paper in shown]
    assert after.run == before.run


def test_an_invoice_issued_late_tells_what_was_paid_since_its_date(desk: Desk) -> None:
    desk.let("1000", "2026-09-01", basis="fixed").today("2026-09-01").bill("2026-09")
    assert desk.today("2026-10-01").papers(desk.preview("2026-10"))[0].paid_since is None
    desk.today("2026-11-22").pay("700", "2026-10-01")  # of the invoice's own day: after it
    desk.reverse(desk.pay("50", "2026-10-03"), "2026-10-20")
    desk.pay("300", "2026-10-04")
    (shown,) = desk.papers(desk.preview("2026-10"))
    paper = desk.only("2026-10")
    assert paper.previous_balance == 1_000_00
    assert shown.paid_since == paper.paid_since == PaidSince(date(2026, 11, 22), Paisa(1_000_00))
    assert paper.to_pay == paper.total == 1_000_00
    desk.pay("1000", "2026-11-05")
    (again,) = desk.papers(desk.preview("2026-11"))
    assert (again.previous_balance, again.to_pay) == (1_000_00, 1_000_00)
    with desk.session.park.reading() as db:
        assert documents.by_number(db, str(paper.number)).paid_since == paper.paid_since, (
            "told once, at issue"
        )


def test_an_invoice_keeps_its_own_copy_of_names_and_rates(desk: Desk) -> None:
    paper = desk.let("100", basis="fixed").tax("rent", "16").only("2026-10")
    desk.put("Tenants", tenant="T1", name="Another Name").sets(name="Another Park")
    desk.put("Taxes", head="rent", authority="PRA", name="PST", pct="5", from_="2020-01-01").store(
        update=True
    )
    assert desk.find(paper) == paper
    assert paper.party["name"] == "Tenant T1"
