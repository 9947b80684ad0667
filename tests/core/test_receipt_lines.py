"""How much of single items a receipt pays, and what is withheld with so much cash (rule B12)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stpdesk.core.errors import Refused
from stpdesk.core.money import Paisa
from stpdesk.core.receipts import Source, Withholding, check_fixed, settle, still_withheld, suggested_for
from stpdesk.core.terms import OpenItem

DAY = date(2026, 10, 1)


def item(key: str, due: int, open_: int, total: int = 0) -> OpenItem:
    """An item open to some amount."""
    return OpenItem(key, "T1", key, DAY, date(2026, 10, due), Paisa(total or open_), Paisa(open_), Paisa(0))


def receipt(amount: int) -> Source:
    """A receipt of some amount."""
    return Source("r", "T1", "R", date(2026, 10, 20), Paisa(amount))


def told(source: Source, items: list[OpenItem], fixed: dict[str, int]) -> dict[str, int]:
    """What each item gets."""
    return {one.item_id: one.amount for one in settle(source, items, fixed=fixed)}


ITEMS = [item("a", 1, 100), item("b", 2, 100), item("c", 3, 100)]


def test_a_line_that_is_given_an_amount_gets_no_more_and_no_less_and_the_rest_the_oldest_others() -> None:
    assert told(receipt(150), ITEMS, {"b": 70}) == {"b": 70, "a": 80}
    assert told(receipt(300), ITEMS, {"a": 0, "c": 10}) == {"c": 10, "b": 100}


def test_more_than_is_open_of_a_line_and_more_than_the_receipt_are_refused() -> None:
    check_fixed(ITEMS, {"a": 100, "b": 50}, 150)
    with pytest.raises(Refused, match=r"Only 1\.00 of a is open; 1\.01 is more than that\."):
        check_fixed(ITEMS, {"a": 101}, 500)
    with pytest.raises(Refused, match=r"The lines add up to 1\.50, but the receipt is worth 1\.49\."):
        check_fixed(ITEMS, {"a": 100, "b": 50}, 149)


def test_what_is_withheld_follows_the_cash_oldest_due_first() -> None:
    taxes = {"a": Withholding(Paisa(10), Paisa(10)), "b": Withholding(Paisa(20), Paisa(0))}
    assert suggested_for(None, ITEMS, taxes) == Withholding(Paisa(30), Paisa(10))
    assert suggested_for(80, ITEMS, taxes) == Withholding(Paisa(10), Paisa(10))
    assert suggested_for(120, ITEMS, taxes) == Withholding(Paisa(20), Paisa(10))
    assert suggested_for(0, ITEMS, taxes) == Withholding(Paisa(0), Paisa(0))


def test_of_an_invoice_that_is_open_in_part_that_part_of_its_taxes_is_withheld() -> None:
    whole = Withholding(Paisa(101), Paisa(50))
    assert still_withheld(item("a", 1, 50, total=100), whole) == Withholding(Paisa(51), Paisa(25))
    assert still_withheld(item("a", 1, 100), whole) == whole


@given(st.integers(0, 500), st.lists(st.integers(0, 100), min_size=3, max_size=3))
def test_every_paisa_of_a_receipt_goes_somewhere_once(value: int, typed: list[int]) -> None:
    fixed = {one.id: amount for one, amount in zip(ITEMS, typed, strict=True) if amount % 2}
    if sum(fixed.values()) > value:
        return
    found = told(receipt(value), ITEMS, fixed)
    assert all(found.get(key, 0) == amount for key, amount in fixed.items())
    others = sum(one.open for one in ITEMS if one.id not in fixed)
    assert sum(found.values()) == min(value, sum(fixed.values()) + others)
