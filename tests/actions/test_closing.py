"""A closed month stays as it is until it is reopened with a reason."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from stpdesk.actions.closing import reopen_month
from stpdesk.core.errors import Refused
from stpdesk.core.months import Month
from tests.closing import close_month

from .conftest import Desk

OCTOBER = Month(2026, 10)


@pytest.fixture
def closed(desk: Desk) -> Desk:
    """October billed, paid in part and closed in November."""
    desk.let("1000", "2026-10-01", basis="fixed").bill("2026-10")
    desk.pay("300", "2026-10-20")
    desk.today("2026-11-02").deposit("take", "50", "2026-10-02")
    close_month(desk.session, OCTOBER)
    return desk


ACTS: dict[str, Callable[[Desk], object]] = {
    "a run": lambda desk: desk.bill("2026-10"),
    "a receipt": lambda desk: desk.pay("5", "2026-10-31"),
    "a reversal": lambda desk: desk.reverse(desk.pay("5", "2026-10-01"), "2026-10-31"),
    "a deposit": lambda desk: desk.deposit("refund", "5", "2026-10-31"),
    "a one-off charge": lambda desk: desk.charge("5", "2026-10-31"),
    "an opening balance": lambda desk: desk.put("Opening", tenant="T1", date="2026-10-31", amount="5").store(),
    "a return": lambda desk: desk.put("Returns", tenant="T1", month="2026-10", men=1).store(),
    "a lease that begins in it": lambda desk: desk.let("1", "2026-10-31", code="L2", units="A-2").store(),
    "a lease that ends in it": lambda desk: desk.let("1000", "2026-10-01", "2026-10-30", basis="fixed").store(update=True),
}  # fmt: skip


@pytest.mark.parametrize("act", list(ACTS))
def test_nothing_dated_in_a_closed_month_changes(closed: Desk, act: str) -> None:
    head = closed.head()
    with pytest.raises(Refused) as told:
        ACTS[act](closed)
    assert "closed" in f"{told.value} {'; '.join(map(str, told.value.faults))}"
    assert closed._rows == {} and closed.head() == head


def test_a_credit_note_dated_in_a_closed_month_is_refused_and_a_later_one_is_not(closed: Desk) -> None:
    closed.today("2026-11-02")
    (november,) = closed.bill("2026-11")
    assert november.number == "GLT/INV/2026-27/00002"
    from dataclasses import replace

    october = closed.find(replace(november, number="GLT/INV/2026-27/00001"))
    with pytest.raises(Refused, match="closed"):
        closed.credit(october, day="2026-10-31")
    assert str(closed.credit(october).date) == "2026-11-02"


def test_a_closed_month_can_still_be_paid_later(closed: Desk) -> None:
    closed.pay("700", "2026-11-02")
    assert closed.open() == []


def test_reopening_needs_a_reason_and_lets_changes_in(closed: Desk) -> None:
    with pytest.raises(Refused, match="why"):
        reopen_month(closed.session, OCTOBER, " ")
    reopen_month(closed.session, OCTOBER, "a receipt was forgotten")
    closed.pay("5", "2026-10-31")
    with pytest.raises(Refused, match="not closed"):
        reopen_month(closed.session, OCTOBER, "again")
    close_month(closed.session, OCTOBER)
    with pytest.raises(Refused, match="closed"):
        closed.pay("5", "2026-10-31")


def test_a_month_closes_once_and_only_after_its_end(closed: Desk) -> None:
    with pytest.raises(Refused, match="already"):
        close_month(closed.session, OCTOBER)
    closed.today("2026-11-30")
    with pytest.raises(Refused, match="not ended"):
        close_month(closed.session, Month(2026, 11))
    closed.today("2026-12-01")
    close_month(closed.session, Month(2026, 11))
