"""Whole paisa, exact decimals, grouping and words (rules.md, notation; rule B17)."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stpdesk.core.errors import Refused
from stpdesk.core.money import E4, decimal, decimal_text, group_lakh, half_up, lakh, rupees, share
from stpdesk.core.months import Month, add_months, fiscal_year, months_between
from stpdesk.core.words import in_words, number_in_words

from .made import day, rs

UNITS = dict(
    zip(
        [
            "Zero",
            "One",
            "Two",
            "Three",
            "Four",
            "Five",
            "Six",
            "Seven",
            "Eight",
            "Nine",
            "Ten",
            "Eleven",
            "Twelve",
            "Thirteen",
            "Fourteen",
            "Fifteen",
            "Sixteen",
            "Seventeen",
            "Eighteen",
            "Nineteen",
        ],
        range(20),
        strict=True,
    )
)
TENS = {
    name: 10 * n
    for n, name in enumerate(
        ["Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"], 2
    )
}
SCALES = {"Hundred": 100, "Thousand": 1_000, "Lakh": 100_000, "Crore": 10_000_000}


def spoken(words: str) -> int:
    """The number that words say: each scale multiplies what was said since the last bigger one."""
    stack: list[int] = [0]
    for word in words.replace("-", " ").split():
        if word in SCALES:
            said = 0
            while stack and stack[-1] < SCALES[word]:
                said += stack.pop()
            stack.append(said * SCALES[word])
        else:
            stack.append(UNITS.get(word, TENS.get(word, -(10**30))))
    return sum(stack)


@pytest.mark.parametrize(
    ("numerator", "denominator", "rounded"),
    [
        (1, 2, 1),
        (-1, 2, -1),
        (3, 2, 2),
        (-3, 2, -2),
        (149, 100, 1),
        (-149, 100, -1),
        (0, 7, 0),
        (5, 5, 1),
        (-7, 5, -1),
    ],
)
def test_halves_go_away_from_zero(numerator: int, denominator: int, rounded: int) -> None:
    assert half_up(numerator, denominator) == rounded
    assert half_up(Fraction(numerator, denominator)) == rounded


@given(st.integers(-(10**24), 10**24), st.integers(1, 10**12))
def test_half_up_is_decimals_half_up_of_the_exact_value(numerator: int, denominator: int) -> None:
    found, exact = half_up(numerator, denominator), Fraction(numerator, denominator)
    assert abs(found - exact) <= Fraction(1, 2)
    if abs(found - exact) == Fraction(1, 2):
        assert abs(found) > abs(exact)


@given(st.integers(-(10**15), 10**15), st.integers(0, 6))
def test_half_up_agrees_with_the_decimal_module(scaled: int, places: int) -> None:
    expected = int(Decimal(scaled).scaleb(-places).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    assert half_up(scaled, 10**places) == expected


@given(st.integers(-(10**14), 10**14), st.integers(0, 1_000_000))
def test_a_share_is_the_exact_percentage_rounded_once(amount: int, percent: int) -> None:
    assert share(E4(percent), amount) == half_up(Fraction(percent, 1_000_000) * amount)


@given(st.integers(-(10**15), 10**15))
def test_grouping_keeps_the_number_and_groups_as_here(amount: int) -> None:
    text = lakh(amount)
    assert Decimal(text.replace(",", "").replace("−", "-")) == Decimal(amount).scaleb(-2)
    assert re.fullmatch(r"−?(\d{1,2},)?(\d\d,)*\d{3}\.\d\d|−?\d{1,3}\.\d\d", text)


@given(st.integers(-(10**15), 10**15))
def test_the_machines_form_is_the_plain_number(amount: int) -> None:
    assert Decimal(rupees(amount)).as_tuple().exponent == -2
    assert Decimal(rupees(amount)) == Decimal(amount).scaleb(-2)


@pytest.mark.parametrize(
    ("whole", "text"), [(0, "0"), (999, "999"), (1000, "1,000"), (99999, "99,999"), (-100000, "−1,00,000")]
)
def test_groups_at_their_edges(whole: int, text: str) -> None:
    assert group_lakh(whole) == text


@given(st.integers(-(10**14), 10**14), st.sampled_from([2, 4, 8]))
def test_decimal_text_is_exact_and_plain(value: int, places: int) -> None:
    text = decimal_text(value, places)
    assert "E" not in text
    assert Decimal(text) == Decimal(value).scaleb(-places) == decimal(value, places)
    assert Decimal(decimal_text(value, places, least=2)) == Decimal(text)


@given(st.one_of(st.integers(0, 10**6), st.integers(0, 10**14), st.sampled_from([10**n for n in range(14)])))
def test_words_say_the_number(number: int) -> None:
    words = number_in_words(number)
    assert spoken(words) == number
    assert "  " not in words
    assert words == words.strip()


@given(st.integers(0, 10**12))
def test_words_say_rupees_and_paisa(amount: int) -> None:
    match = re.fullmatch(r"(?:Rupees (.+?))?(?: and )?(?:Paisa (.+?))? Only", in_words(amount))
    assert match
    assert spoken(match[1] or "") * 100 + spoken(match[2] or "") == amount


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "Rupees Zero Only"),
        ("0.05", "Paisa Five Only"),
        ("1.01", "Rupees One and Paisa One Only"),
        ("105000", "Rupees One Lakh Five Thousand Only"),
        ("10000000", "Rupees One Crore Only"),
        ("-12.50", "Minus Rupees Twelve and Paisa Fifty Only"),
        ("11111111111.11", "Rupees One Thousand One Hundred Eleven Crore Eleven Lakh Eleven Thousand One Hundred Eleven and Paisa Eleven Only"),
    ],
)  # fmt: skip
def test_words_at_their_edges(amount: str, words: str) -> None:
    assert in_words(rs(amount)) == words


# Months and dates


@given(st.dates(day("1950-01-01"), day("2150-12-31")), st.integers(0, 600))
def test_months_later_is_the_same_day_or_the_months_last(start: date, months: int) -> None:
    later = add_months(start, months)
    assert Month.of(later) - Month.of(start) == months
    assert later.day == start.day or (later.day < start.day and (later + timedelta(days=1)).day == 1)


@given(st.dates(day("1950-01-01"), day("2150-12-31")))
def test_a_fiscal_year_runs_from_july_to_june(when: date) -> None:
    first = int(fiscal_year(when)[:4])
    assert day(f"{first}-07-01") <= when <= day(f"{first + 1}-06-30")


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-00", "2026-1", "26-01", "October", "", "2026-10-01", "1899-12"]
)
def test_what_is_not_a_month_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="is not a month"):
        Month.parse(text)


def test_months_between_are_all_of_them() -> None:
    assert [str(one) for one in months_between(Month(2026, 11), Month(2027, 2))] == [
        "2026-11", "2026-12", "2027-01", "2027-02",
    ]  # fmt: skip
    assert months_between(Month(2026, 11), Month(2026, 10)) == []
    assert [Month(year, 2).days for year in (1900, 2000, 2027, 2028)] == [28, 29, 28, 29]
