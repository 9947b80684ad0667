"""Receipts, bounced cheques, certificates and advances on a real park (rule B12)."""

from __future__ import annotations

import pytest

from stpdesk.actions.receipts import set_certificate
from stpdesk.core.errors import Refused

from .conftest import Desk, money


@pytest.fixture
def owing(desk: Desk) -> Desk:
    """A tenant with three invoices of 1,000, 2,000 and 3,000."""
    desk.let("1000", "2026-08-01", basis="fixed").put("Rates", lease="L1", from_="2026-09-01", rate="2000")
    desk.put("Rates", lease="L1", from_="2026-10-01", rate="3000").bill("2026-08", "2026-09", "2026-10")
    return desk


def test_a_receipt_settles_what_it_names_then_the_oldest_and_the_rest_is_an_advance(owing: Desk) -> None:
    made = owing.pay("7000", "2026-10-20", invoices=["glt/inv/2026-27/00003"])
    assert [(number[-1], money(amount)) for number, amount in made.allocations] == [
        ("3", "3000.00"), ("1", "1000.00"), ("2", "2000.00"),
    ]  # fmt: skip
    assert (money(made.advance), owing.open()) == ("1000.00", [])


def test_a_receipt_may_name_several(owing: Desk) -> None:
    made = owing.pay("4500", "2026-10-20", invoices=["GLT/INV/2026-27/00003", "GLT/INV/2026-27/00002"])
    assert [money(amount) for _, amount in made.allocations] == ["3000.00", "1500.00"]
    assert owing.open() == ["1000.00", "500.00"]


def test_a_receipt_may_say_how_much_of_each_it_pays(owing: Desk) -> None:
    owing.put("Opening", tenant="T1", date="2026-06-30", due="2026-07-10", amount="70")
    named = ["glt/inv/2026-27/00003=500", "opening 2026-07-10=20.50", "GLT/INV/2026-27/00001=0"]
    made = owing.pay("1000", "2026-10-20", invoices=named)
    assert [(name[-1], money(amount)) for name, amount in made.allocations] == [
        ("3", "500.00"), ("e", "20.50"), ("2", "479.50"),
    ]  # fmt: skip
    with pytest.raises(Refused, match="is not an amount"):
        owing.pay("10", "2026-10-20", invoices=["GLT/INV/2026-27/00003=much"])
    with pytest.raises(Refused, match="No opening balance due on 1 Jan 2020 is open|No opening balance due"):
        owing.pay("10", "2026-10-20", invoices=["opening 2020-01-01=5"])


def test_opening_balances_are_settled_by_their_due_date_too(owing: Desk) -> None:
    owing.put("Opening", tenant="T1", date="2026-06-30", amount="70")
    owing.put("Opening", tenant="T1", date="2026-06-30", due="2026-12-31", amount="5")
    made = owing.pay("100", "2026-10-20")
    assert [(name, money(amount)) for name, amount in made.allocations] == [
        ("opening balance", "70.00"), ("GLT/INV/2026-27/00001", "30.00"),
    ]  # fmt: skip


def test_receipts_are_numbered_by_the_fiscal_year_of_their_date(owing: Desk) -> None:
    days = ("2026-06-30", "2026-07-01", "2026-10-01")
    assert [owing.pay("1", day).number for day in days] == [
        "GLT/RCT/2025-26/00001", "GLT/RCT/2026-27/00001", "GLT/RCT/2026-27/00002",
    ]  # fmt: skip


def test_a_bounced_cheque_reopens_the_invoices_from_its_own_date(owing: Desk) -> None:
    made = owing.pay("3500", "2026-10-10")
    owing.reverse(made, "2026-10-25")
    assert owing.open() == ["1000.00", "2000.00", "3000.00"]
    assert [money(owing.ageing(day).total) for day in ("2026-10-09", "2026-10-10", "2026-10-24", "2026-10-25")] == [
        "6000.00", "2500.00", "2500.00", "6000.00",
    ]  # fmt: skip
    for day in ("2026-10-10", "2026-10-24", "2026-10-25"):
        owing.balances(day)
    assert [(one.kind, money(one.amount)) for one in owing.statement("2026-12-31", "2026-10-05").movements] == [
        ("receipt", "-3500.00"), ("reversal", "3500.00"),
    ]  # fmt: skip


def test_a_bounced_advance_is_no_advance_any_more(desk: Desk) -> None:
    made = desk.let("1000", "2026-10-01", basis="fixed").pay("600", "2026-09-05")
    desk.reverse(made, "2026-09-20")
    assert [money(desk.ageing(day).advances) for day in ("2026-09-19", "2026-09-20")] == ["600.00", "0.00"]
    desk.bill("2026-10")
    assert desk.open() == ["1000.00"]


def test_a_cheque_that_bounced_before_its_invoice_reopens_it_on_the_invoices_date(desk: Desk) -> None:
    made = desk.let("1000", "2026-10-01", basis="fixed").pay("600", "2026-09-05")
    desk.bill("2026-10")
    desk.reverse(made, "2026-09-20")
    for day in ("2026-09-10", "2026-09-20", "2026-09-30", "2026-10-01"):
        desk.balances(day)
    assert (desk.open(), money(desk.ageing("2026-10-01").advances)) == (["1000.00"], "0.00")


def test_a_reopened_invoice_can_be_paid_again(owing: Desk) -> None:
    owing.reverse(owing.pay("6000", "2026-10-10"), "2026-10-25")
    made = owing.pay("6000", "2026-10-26")
    assert (owing.open(), made.advance) == ([], 0)


@pytest.mark.parametrize(("day", "message"), [("2026-10-09", "before"), ("2026-10-11", "already")])
def test_a_receipt_is_reversed_once_and_not_before_its_date(owing: Desk, day: str, message: str) -> None:
    made = owing.pay("10", "2026-10-10")
    if message == "already":
        owing.reverse(made, "2026-10-11")
    with pytest.raises(Refused, match=message):
        owing.reverse(made, day)


def test_advances_settle_at_each_issue_oldest_first(desk: Desk) -> None:
    desk.let("1000", "2026-10-01", basis="fixed").put(
        "Opening", tenant="T1", date="2026-09-01", amount="-300"
    )
    desk.pay("500", "2026-09-20")
    desk.pay("450", "2026-09-10")
    desk.bill("2026-10")
    assert (desk.open(), money(desk.ageing("2026-10-01").advances)) == ([], "250.00")
    with desk.session.park.reading() as db:
        left = {
            one[0]: one[1] for one in db.execute("SELECT source_id, sum(amount) FROM allocations GROUP BY 1")
        }
        dates = dict(db.execute("SELECT id, date FROM ledger WHERE amount < 0").fetchall())
    assert {dates[key]: money(amount) for key, amount in left.items()} == {
        "2026-09-01": "300.00", "2026-09-10": "450.00", "2026-09-20": "250.00",
    }  # fmt: skip


def test_an_advance_settles_older_open_items_first(desk: Desk) -> None:
    desk.let("1000", "2026-10-01", basis="fixed").pay("600", "2026-09-05")
    desk.put("Opening", tenant="T1", date="2026-09-01", amount="400").bill("2026-10")
    assert desk.open() == ["800.00"]


def test_withheld_taxes_settle_at_once_and_wait_for_the_certificate(owing: Desk) -> None:
    made = owing.pay("850", "2026-10-10", income_tax="100", sales_tax="50")
    assert (money(made.value), owing.open()) == ("1000.00", ["2000.00", "3000.00"])
    set_certificate(owing.session, made.number, " CPR-7 ")
    plain = owing.pay("5", "2026-10-10")
    with pytest.raises(Refused, match="no withheld tax"):
        set_certificate(owing.session, plain.number, "CPR-8")


@pytest.mark.parametrize("cash", ["0", "-5", "10000000000.01"])
def test_a_receipt_needs_a_sensible_amount(owing: Desk, cash: str) -> None:
    head = owing.head()
    with pytest.raises(Refused):
        owing.pay(cash, "2026-10-20")
    assert owing.head() == head


def test_a_receipt_for_a_foreign_or_settled_invoice_or_a_credit_note_is_refused(owing: Desk) -> None:
    owing.let("5", code="L2", tenant="T2", units="A-2", basis="fixed").bill("2026-10")
    with pytest.raises(Refused, match="not of T2"):
        owing.pay("5", "2026-10-20", tenant="T2", invoices=["GLT/INV/2026-27/00001"])
    owing.pay("1000", "2026-10-20", invoices=["GLT/INV/2026-27/00001"])
    with pytest.raises(Refused, match="settled already"):
        owing.pay("1000", "2026-10-20", invoices=["GLT/INV/2026-27/00001"])
    with pytest.raises(Refused, match="no document"):
        owing.pay("1000", "2026-10-20", invoices=["GLT/INV/2026-27/99999"])


def test_another_tenants_money_settles_nothing_of_mine(owing: Desk) -> None:
    owing.put("Tenants", tenant="T2", name="Two")
    made = owing.pay("5000", "2026-10-20", tenant="T2")
    assert (made.allocations, money(made.advance)) == ((), "5000.00")
    assert owing.open() == ["1000.00", "2000.00", "3000.00"]
