"""Rule B17: amounts in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stpdesk.core.words import in_words

CASES = {
    0: "Rupees Zero Only",
    50: "Paisa Fifty Only",
    100: "Rupees One Only",
    78_300_00: "Rupees Seventy-Eight Thousand Three Hundred Only",
    78_300_50: "Rupees Seventy-Eight Thousand Three Hundred and Paisa Fifty Only",
    99_999_00: "Rupees Ninety-Nine Thousand Nine Hundred Ninety-Nine Only",
    1_00_000_00: "Rupees One Lakh Only",
    1_23_45_678_90: "Rupees One Crore Twenty-Three Lakh Forty-Five Thousand Six Hundred Seventy-Eight"
    " and Paisa Ninety Only",
    -9_668_00: "Minus Rupees Nine Thousand Six Hundred Sixty-Eight Only",
    -50: "Minus Paisa Fifty Only",
    1_000_00_00_000_00: "Rupees One Thousand Crore Only",
}


@pytest.mark.parametrize("paisa", CASES)
def test_case_21_and_its_neighbours(paisa: int) -> None:
    assert in_words(paisa) == CASES[paisa]


ONES = (
    "Zero One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen Fifteen Sixteen Seventeen"
    " Eighteen Nineteen"
)
TENS = "Twenty Thirty Forty Fifty Sixty Seventy Eighty Ninety"
SMALL = {word: number for number, word in enumerate(ONES.split())}
SMALL |= {word: 10 * number for number, word in enumerate(TENS.split(), start=2)}
LARGE = {"Hundred": 100, "Thousand": 1_000, "Lakh": 1_00_000, "Crore": 1_00_00_000}


def read(words: str) -> int:
    """The number that words stand for."""
    total = part = 0
    for word in words.replace("-", " ").split():
        if word in SMALL:
            part += SMALL[word]
        elif word == "Hundred":
            part *= 100
        elif word == "Crore":
            total, part = (total + part) * LARGE[word], 0
        else:
            total, part = total + part * LARGE[word], 0
    return total + part


@given(st.integers(min_value=-(10**13), max_value=10**13))
def test_words_read_back_as_the_amount(paisa: int) -> None:
    words = in_words(paisa)
    assert words.endswith(" Only")
    bare = words.removesuffix(" Only").removeprefix("Minus ")
    rupees, _, rest = bare.partition("Paisa ")
    value = read(rupees.removeprefix("Rupees ").replace(" and ", " ")) * 100 + read(rest)
    assert value == abs(paisa)
    assert words.startswith("Minus ") == (paisa < 0)
