"""Settling, ageing and statements (rules B12 to B14) as plain functions."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stpdesk.core.ageing import Movement, age, bucket, statement
from stpdesk.core.money import Paisa
from stpdesk.core.receipts import Allocation, Source, settle, settle_all, suggested
from stpdesk.core.terms import OpenItem

from .made import day, e4, money, rs

BASE = day("2026-01-01")


def item(key: str, due: int, amount: int, issued: int = 0, ref: str | None = None) -> OpenItem:
    """An item by days after the first of January, in paisa."""
    on = BASE + timedelta(days=issued)
    return OpenItem(key, "T1", ref or key, on, BASE + timedelta(days=due), Paisa(amount), Paisa(amount))


def receipt(amount: int, on: int = 0, key: str = "r") -> Source:
    """A receipt by days after the first of January, in paisa."""
    return Source(key, "T1", key, BASE + timedelta(days=on), Paisa(amount))


def told(made: list[Allocation]) -> list[tuple[str, int]]:
    """What is settled, in order."""
    return [(one.item_id, one.amount) for one in made]


def test_oldest_due_first_then_number() -> None:
    items = [item("a", 9, 10, ref="00003"), item("b", 5, 10, ref="00002"), item("c", 5, 10, ref="00001")]
    assert told(settle(receipt(25), items)) == [("c", 10), ("b", 10), ("a", 5)]


def test_named_invoices_come_first_in_their_order_and_the_rest_follows() -> None:
    items = [item("a", 1, 10), item("b", 2, 10), item("c", 3, 10)]
    assert told(settle(receipt(100), items, ["c", "b", "c"])) == [("c", 10), ("b", 10), ("a", 10)]
    assert told(settle(receipt(15), items, ["c"])) == [("c", 10), ("a", 5)]


def test_nothing_is_settled_of_nothing() -> None:
    assert settle(receipt(0), [item("a", 1, 10)]) == []
    assert settle(receipt(10), []) == []
    assert settle(receipt(10), [item("a", 1, 0)]) == []


def test_an_allocation_is_dated_by_the_later_of_the_two() -> None:
    made = settle(receipt(20, on=5), [item("a", 1, 10, issued=3), item("b", 2, 10, issued=8)])
    assert [(one.date - BASE).days for one in made] == [5, 8]


def test_advances_are_used_oldest_first() -> None:
    made = settle_all([receipt(10, 8, "late"), receipt(4, 2, "early")], [item("b", 9, 6), item("a", 1, 5)])
    assert [(one.source_id, one.item_id, one.amount) for one in made] == [
        ("early", "a", 4),
        ("late", "a", 1),
        ("late", "b", 6),
    ]


def test_suggested_withholding_is_rounded_half_up() -> None:
    found = suggested(e4("15"), e4("20"), rs("0.10"), rs("0.13"))
    assert (money(found.income_tax), money(found.sales_tax)) == ("0.02", "0.03")
    nothing = suggested(None, None, rs("100"), rs("16"))
    assert (nothing.income_tax, nothing.sales_tax) == (0, 0)


@pytest.mark.parametrize(
    ("days", "name"),
    [(-400, "not_due"), (0, "not_due"), (1, "d1_30"), (30, "d1_30"), (31, "d31_60"), (60, "d31_60"), (61, "d61_90"),
     (90, "d61_90"), (91, "over_90"), (4000, "over_90")],
)  # fmt: skip
def test_the_edges_of_the_buckets(days: int, name: str) -> None:
    assert bucket(BASE, BASE + timedelta(days=days)) == name


def test_advances_stay_outside_the_total() -> None:
    aged = age([(BASE, 100), (BASE - timedelta(days=10), 50)], 70, BASE)
    assert (aged.total, aged.overdue, aged.advances) == (150, 50, 70)


def test_a_statement_opens_with_what_came_before_and_closes_with_all() -> None:
    moves = [
        Movement(day("2026-10-01"), "invoice", "1", rs("100")),
        Movement(day("2026-10-05"), "receipt", "2", rs("-30")),
        Movement(day("2026-10-05"), "invoice", "3", rs("50")),
        Movement(day("2026-10-09"), "receipt", "4", rs("-200")),
        Movement(day("2026-11-01"), "invoice", "5", rs("1")),
    ]
    found = statement(moves, day("2026-10-05"), day("2026-10-31"))
    assert (found.opening, found.closing) == (rs("100"), rs("-80"))
    assert [money(one) for one in found.balances()] == ["150.00", "120.00", "-80.00"]
    assert statement(moves, None, day("2026-10-31")).opening == 0
    assert statement([], None, day("2026-10-31")).closing == 0


amounts = st.integers(1, 10**9)
some_items = st.lists(st.tuples(st.integers(0, 60), amounts, st.integers(0, 60)), max_size=6)
some_sources = st.lists(st.tuples(amounts, st.integers(0, 60)), max_size=6)


def settled(items: Any, sources: Any) -> tuple[list[OpenItem], list[Source], list[Allocation]]:
    """Items and advances made of what was drawn, and how they settle."""
    owed = [item(f"i{n}", *one) for n, one in enumerate(items)]
    paid = [receipt(amount, on, f"s{n}") for n, (amount, on) in enumerate(sources)]
    return owed, paid, settle_all(paid, owed)


@given(some_items, some_sources)
def test_allocations_never_exceed_either_side_and_leave_nothing_that_fits(items: Any, sources: Any) -> None:
    owed, paid, made = settled(items, sources)
    by_item: Counter[str] = Counter()
    by_source: Counter[str] = Counter()
    for one in made:
        assert one.amount > 0
        by_item[one.item_id] += one.amount
        by_source[one.source_id] += one.amount
    assert all(by_item[one.id] <= one.open for one in owed)
    assert all(by_source[one.id] <= one.left for one in paid)
    assert sum(by_item.values()) == min(sum(one.open for one in owed), sum(one.left for one in paid))
    first_open = min(((one.due, one.ref) for one in owed if by_item[one.id] < one.open), default=None)
    if first_open is not None:
        assert all(by_item[one.id] == 0 for one in owed if (one.due, one.ref) > first_open)


@given(some_items, some_sources, st.integers(0, 70))
def test_buckets_add_to_what_is_open_and_the_statement_closes_there(
    items: Any, sources: Any, on: int
) -> None:
    owed, paid, made = settled(items, sources)
    as_at: date = BASE + timedelta(days=on)
    counted = [one for one in made if one.date <= as_at]
    opens = [
        (one.due, one.open - sum(part.amount for part in counted if part.item_id == one.id))
        for one in owed if one.date <= as_at
    ]  # fmt: skip
    advances = sum(
        one.left - sum(part.amount for part in counted if part.source_id == one.id)
        for one in paid if one.date <= as_at
    )  # fmt: skip
    aged = age(opens, advances, as_at)
    assert aged.total == sum(amount for _, amount in opens)
    assert all(amount >= 0 for amount in aged.buckets)
    moves = [Movement(one.date, "invoice", one.ref, one.total) for one in owed]
    moves += [Movement(one.date, "receipt", one.ref, Paisa(-one.left)) for one in paid]
    assert statement(moves, None, as_at).closing == aged.total - aged.advances
    later = statement(moves, as_at + timedelta(days=1), BASE + timedelta(days=99))
    assert later.opening == statement(moves, None, as_at).closing
