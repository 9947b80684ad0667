"""What was paid or is open of an invoice, shared over its heads."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stpdesk.core.head_shares import over_heads, shared


def test_a_part_payment_is_shared_to_the_paisa() -> None:
    heads = {"rent": 9_000_00, "internet": 1_000_00, "sales tax": 1_600_00, "rounding": -3}
    assert shared(11_600_00 - 3, heads) == heads
    part = shared(100_00, heads)
    assert sum(part.values()) == 100_00
    assert (part["rent"], part["rounding"]) == (77_59, 0)
    assert shared(5, {}) == shared(5, {"rent": 5, "rounding": -5}) == {}


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.integers(-500, 50_000), min_size=1), st.integers(0, 100_000)
)
def test_shares_always_add_up(heads: dict[str, int], amount: int) -> None:
    if sum(heads.values()) > 0:
        assert sum(shared(amount, heads).values()) == amount


def test_what_has_no_heads_stands_under_its_own_name() -> None:
    heads = {"invoice": {"rent": 100, "internet": 100}}
    assert over_heads([("invoice", 50), ("opening", 7)], heads, "opening balances") == {
        "rent": 25, "internet": 25, "opening balances": 7,
    }  # fmt: skip
