"""Ageing, statements and deposits on a real park (rules B13 to B15)."""

from __future__ import annotations

import pytest

from stpdesk.core.errors import Refused

from .conftest import Desk, money


@pytest.fixture
def owing(desk: Desk) -> Desk:
    """An invoice of 1,000 due 11 October and an opening balance of 500 due 1 July."""
    desk.let("1000", "2026-10-01", "2026-10-31", basis="fixed").today("2026-10-01").bill("2026-10")
    return desk.put("Opening", tenant="T1", date="2026-06-01", due="2026-07-01", amount="500").store()


def buckets(desk: Desk, as_at: str) -> list[str]:
    return [money(amount) for amount in desk.ageing(as_at).buckets]


def test_an_invoice_counts_from_its_date_and_an_opening_by_its_own_due_date(owing: Desk) -> None:
    assert buckets(owing, "2026-05-31") == ["0.00"] * 5
    assert buckets(owing, "2026-06-01") == ["500.00", "0.00", "0.00", "0.00", "0.00"]
    assert buckets(owing, "2026-07-02") == ["0.00", "500.00", "0.00", "0.00", "0.00"]
    assert buckets(owing, "2026-09-30") == ["0.00", "0.00", "0.00", "0.00", "500.00"]
    assert buckets(owing, "2026-10-01") == ["1000.00", "0.00", "0.00", "0.00", "500.00"]


def test_a_blank_due_date_is_the_date(owing: Desk) -> None:
    owing.put("Opening", tenant="T1", date="2026-09-30", amount="7")
    assert buckets(owing, "2026-10-01") == ["1000.00", "7.00", "0.00", "0.00", "500.00"]


def test_credit_notes_and_allocations_count_from_their_dates(owing: Desk) -> None:
    owing.let("50", "2026-10-01", code="L2", units="A-2", basis="fixed")
    owing.today("2026-10-20").credit(owing.only("2026-10"))
    assert money(owing.ageing("2026-10-19").total) == "1550.00"
    assert money(owing.ageing("2026-10-20").total) == "1500.00"
    owing.pay("1500", "2026-11-05")
    assert money(owing.ageing("2026-11-04").total) == "1500.00"
    assert owing.ageing("2026-11-05").total == 0


def test_advances_are_apart_and_outside_the_total(owing: Desk) -> None:
    owing.put("Tenants", tenant="T2", name="Two").pay("250", "2026-10-03", tenant="T2")
    aged = owing.ageing("2026-10-03")
    assert (money(aged.total), money(aged.advances)) == ("1500.00", "250.00")


def test_a_statement_has_every_movement_in_date_order_and_closes_at_the_ageing(owing: Desk) -> None:
    bad = owing.pay("300", "2026-10-05")
    owing.pay("600", "2026-10-12")
    owing.reverse(bad, "2026-10-15")
    found = owing.statement("2026-10-31", "2026-10-01")
    assert (money(found.opening), money(found.closing)) == ("500.00", "900.00")
    assert [(one.date.day, one.kind, money(one.amount)) for one in found.movements] == [
        (1, "invoice", "1000.00"),
        (5, "receipt", "-300.00"),
        (12, "receipt", "-600.00"),
        (15, "reversal", "300.00"),
    ]
    assert [money(one) for one in found.balances()] == ["1500.00", "1200.00", "600.00", "900.00"]
    for day in range(1, 32):
        owing.balances(f"2026-10-{day:02d}")


def test_a_deposit_is_no_revenue_and_no_receivable(owing: Desk) -> None:
    assert owing.deposit("take", "3000", "2026-10-02") == "3000.00"
    aged = owing.ageing("2026-10-31")
    assert (money(aged.total), aged.advances) == ("1500.00", 0)
    assert money(owing.statement("2026-10-31").closing) == "1500.00"


def test_a_deposit_is_adjusted_against_what_is_due_longest(owing: Desk) -> None:
    owing.deposit("take", "3000", "2026-10-02")
    assert owing.deposit("adjust", "700", "2026-11-01") == "2300.00"
    assert owing.open() == ["800.00"]
    assert [money(owing.ageing(day).total) for day in ("2026-10-31", "2026-11-01")] == ["1500.00", "800.00"]
    owing.balances("2026-11-01")
    assert owing.deposit("refund", "2300", "2026-11-02") == "0.00"


@pytest.mark.parametrize("kind", ["adjust", "refund"])
def test_no_more_of_a_deposit_than_is_held(owing: Desk, kind: str) -> None:
    owing.deposit("take", "300", "2026-10-02")
    head = owing.head()
    with pytest.raises(Refused, match="more than that"):
        owing.deposit(kind, "300.01", "2026-10-03")
    assert owing.head() == head


def test_no_more_of_a_deposit_is_adjusted_than_is_open(owing: Desk) -> None:
    owing.deposit("take", "3000", "2026-10-02")
    with pytest.raises(Refused, match=r"only 1,500\.00 open"):
        owing.deposit("adjust", "1500.01", "2026-10-03")
