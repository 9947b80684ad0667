"""Facts that come late or look wrong: bounced cheques, late receipts, early refunds, crowded tenants."""

from __future__ import annotations

import pytest

from stpdesk.actions.credits import credit
from stpdesk.actions.importing import import_rows
from stpdesk.core.documents import Document
from stpdesk.core.errors import Refused
from stpdesk.core.months import Month

from .conftest import Desk, money


def test_an_advance_that_settles_a_reopened_invoice_leaves_earlier_days_balanced(desk: Desk) -> None:
    desk.let("1000", "2026-10-01", "2026-10-31", basis="fixed").bill("2026-10")
    cheque = desk.pay("1000", "2026-10-05")
    desk.pay("1000", "2026-10-10")  # an advance
    desk.reverse(cheque, "2026-10-15")
    before = [money(desk.ageing(f"2026-10-{day}").advances) for day in (10, 14, 15)]
    assert before == ["1000.00", "1000.00", "1000.00"]
    desk.let("1", "2026-11-01", code="L2", units="A-2", basis="fixed").bill("2026-11")
    assert desk.open() == ["1.00"]
    for day in ("05", "10", "14", "15", "31"):
        desk.balances(f"2026-10-{day}")


def test_a_receipt_entered_late_after_a_bounce_leaves_earlier_days_balanced(desk: Desk) -> None:
    desk.let("1000", "2026-10-01", "2026-10-31", basis="fixed").bill("2026-10")
    desk.reverse(desk.pay("1000", "2026-10-05"), "2026-10-15")
    desk.pay("600", "2026-10-12")
    for day in ("05", "12", "14", "15"):
        desk.balances(f"2026-10-{day}")


def test_an_item_paid_twice_for_some_days_keeps_the_dates_of_both_receipts(desk: Desk) -> None:
    """B13: an allocation's date is the later of receipt and invoice, whatever bounced since."""
    desk.let("10000", "2026-01-01", "2026-01-31", basis="fixed").bill("2026-01")
    desk.reverse(desk.pay("1", "2026-01-28"), "2026-02-14")
    desk.pay("4000", "2026-02-05")
    found = desk.ageing("2026-02-10")
    assert (money(found.total), money(found.advances)) == ("5999.00", "0.00")
    desk.pay("6000", "2026-02-06")
    found = desk.ageing("2026-02-10")
    assert (money(found.total), money(found.advances)) == ("0.00", "1.00")  # what is too much is in advance
    for day in ("2026-02-04", "2026-02-05", "2026-02-10", "2026-02-14"):
        desk.balances(day)


@pytest.mark.parametrize("kind", ["adjust", "refund"])
def test_nothing_of_a_deposit_is_given_before_it_is_taken(desk: Desk, kind: str) -> None:
    desk.let("1000", "2026-10-01", basis="fixed").bill("2026-10")
    desk.deposit("take", "300", "2026-10-20")
    with pytest.raises(Refused):
        desk.deposit(kind, "100", "2026-10-19")


@pytest.mark.parametrize(("people", "warned"), [(3, True), (4, False), (25, False), (26, True)])
def test_a_tenant_outside_40_to_250_sq_ft_a_person_is_warned_of(
    desk: Desk, people: int, warned: bool
) -> None:
    rows = {"Returns": [{"tenant": "T1", "month": Month(2026, 6), "men": people, "women": 0}]}
    told = import_rows(desk.let(sqft="1000").store().session, {}, rows).told["notices"]
    assert bool(told) == warned


def test_a_whole_credited_line_takes_its_subsidy_with_it(desk: Desk) -> None:
    desk.put(
        "Subsidies", scheme="Start", funder="PSEB", head="rent", pct="25", from_="2020-01-01", to="2030-01-01"
    )
    desk.put("Taxes", head="rent", authority="PRA", name="PST", pct="16", from_="2020-01-01")
    (invoice,) = desk.let("1000", "2026-10-01", basis="fixed").bill("2026-10")
    part = desk.credit(invoice, 1, "400")
    assert (money(part.subtotal), money(part.subsidy), money(part.tax_total)) == ("-400.00", "0.00", "-64.00")
    with pytest.raises(Refused, match="is a subsidy"):
        desk.credit(invoice, 2)
    with pytest.raises(Refused, match="is left of"):
        desk.credit(invoice, 1, "599.99")
    rest = desk.credit(invoice, 1)
    assert (money(rest.subtotal), money(rest.subsidy)) == ("-600.00", "250.00")
    assert money(part.total + rest.total + invoice.total) == "0.00"


def test_an_amount_takes_its_share_of_the_subsidy_when_asked(desk: Desk) -> None:
    desk.put(
        "Subsidies", scheme="Start", funder="PSEB", head="rent", pct="25", from_="2020-01-01", to="2030-01-01"
    )
    (invoice,) = desk.let("1000", "2026-10-01", basis="fixed").bill("2026-10")
    assert invoice.number is not None
    told = credit(desk.session, invoice.number, reason="leak", line=1, amount=40_000, with_subsidy=True).told[
        "document"
    ]
    assert isinstance(told, Document)
    assert (money(told.subtotal), money(told.subsidy)) == ("-400.00", "100.00")
