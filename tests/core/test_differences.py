"""What changed between two revisions is told figure by figure, in words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stpdesk.core.differences import MOST, differences

CASES: dict[str, tuple[Any, Any, list[str]]] = {
    "money in lakh": (
        {"billing": {"invoiced": "1234567.00"}},
        {"billing": {"invoiced": "1230000.00"}},
        ["Billing, invoiced: 12,34,567.00, was 12,30,000.00."],
    ),
    "a negative amount": ({"rent": "-5.50"}, {"rent": "0.00"}, ["Rent: −5.50, was 0.00."]),
    "shares and buckets by their names": (
        {"power": {"availability_pct": 99.125}, "ageing": {"d1_30": "1.00"}},
        {"power": {"availability_pct": 98.0}, "ageing": {"d1_30": "2.00"}},
        ["Power, availability %: 99.12, was 98.", "Ageing, 1 to 30 days: 1.00, was 2.00."],
    ),
    "beyond the decimals that are told": ({"x": 1.001}, {"x": 1.002}, ["X: 1.001, was 1.002."]),
    "nothing reported before": ({"men": 4}, {"men": None}, ["Men: 4, was none."]),
    "yes and no": ({"closed": True}, {"closed": False}, ["Closed: yes, was no."]),
    "a figure that is new, one that is gone": ({"a": 1}, {"b": 2}, ["A: new.", "B: gone."]),
    "entries by their codes, not by their places": (
        {"tenants": [{"tenant": "T1", "sqft": 5}, {"tenant": "T3", "sqft": 1}]},
        {"tenants": [{"tenant": "T2", "sqft": 9}, {"tenant": "T1", "sqft": 4}]},
        ["Tenants, T1, sq ft: 5, was 4.", "Tenants, T3: new.", "Tenants, T2: gone."],
    ),
    "another order": (
        {"a": [{"code": "x"}, {"code": "y"}]},
        {"a": [{"code": "y"}, {"code": "x"}]},
        ["A: in another order."],
    ),
    "entries without a name": ({"a": [1, 2, 3]}, {"a": [1, 3, 3]}, ["A: 1 of 3 entries differ."]),
    "one entry more": ({"a": [1, 2]}, {"a": [1]}, ["A: 2 entries, was 1 entry."]),
    "without what follows from other figures": (
        {"heads": [{"key": "rent", "amount": "2.00", "share": 20.0}], "headline": "More"},
        {"heads": [{"key": "rent", "amount": "1.00", "share": 10.0}], "headline": "Less"},
        ["Heads, rent, amount: 2.00, was 1.00."],
    ),
    "what follows where nothing else does": (
        {"headline": "More"},
        {"headline": "Less"},
        ["Headline: More, was Less."],
    ),
    "a long sentence": (
        {"headline": "x" * 200},
        {"headline": "y" * 200},
        ["Headline: reads otherwise."],
    ),
}


@pytest.mark.parametrize("case", list(CASES))
def test_a_difference_is_told_in_words(case: str) -> None:
    now, was, told = CASES[case]
    assert differences(now, was) == told


def test_beyond_two_dozen_they_are_counted() -> None:
    found = differences({str(n): n for n in range(50)}, {str(n): -n for n in range(50)})
    assert (len(found), found[-1]) == (MOST + 1, f"{49 - MOST} more figures differ.")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(["1.00", "-20.50"]),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["tenant", "name", "x"]), inner)
    ),
    max_leaves=12,
)


@given(VALUES, VALUES)
def test_figures_differ_exactly_where_something_is_told(now: Any, was: Any) -> None:
    told = differences(now, was)
    assert bool(told) == (json.dumps(now, sort_keys=True) != json.dumps(was, sort_keys=True))
    assert all(sentence.endswith(".") for sentence in told)
