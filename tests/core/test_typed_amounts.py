"""Amounts and numbers as they are typed into a field."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stpdesk.core import typed_amounts
from stpdesk.core.money import LARGEST, half_up, rupees
from stpdesk.core.typed import Slip
from stpdesk.workbook.amounts import number
from stpdesk.workbook.kinds import Column, Kind
from stpdesk.workbook.raw import Unfit


@pytest.mark.parametrize(
    ("text", "paisa"),
    [
        ("1,50,000", 15_000_000), ("150000", 15_000_000), ("1.5 lakh", 15_000_000), ("1.5lakh", 15_000_000),
        ("2 crore", 2_000_000_000), ("2cr", 2_000_000_000), ("Rs. 5,000/-", 500_000), ("5k", 500_000),
        ("Rs 2 lakh", 20_000_000), ("1 crore 5 lakh 20,000", 1_052_000_000), ("۱۲,۰۰۰", 1_200_000), ("١٫٥ لاکھ", 15_000_000),
        ("12000*3", 3_600_000), ("=90000/12", 750_000), ("10000/3", 333_333), ("=(5+3)*2", 1600), ("2x5000", 1_000_000),
        ("5,000/- + 200", 520_000), ("1.5 lakh*3", 45_000_000), ("1,95,840.5", 19_584_050), (".5", 50), ("PKR 500", 50_000),
        ("1000-250", 75_000), ("0", 0), ("", None), ("  \u00a0", None),
    ],
)  # fmt: skip
def test_amounts_are_read_as_people_here_type_them(text: str, paisa: int | None) -> None:
    assert typed_amounts.amount(text) == paisa


@pytest.mark.parametrize(
    ("text", "sentence", "fix"),
    [
        ("1,95,84O", "The last character is the letter O, not 0.", "1,95,840.00"),
        ("l2000", "There is the letter l where 1 is meant.", "12,000.00"),
        ("I,5OO", "There is the letter I where 1 is meant.", "1,500.00"),
        ("12,00,00", "Commas stand as in 12,34,567 or 1,234,567.", "1,20,000.00"),
        ("1.234", "Rupees have two decimals.", "1.23"),
        ("-500", "An amount cannot be negative here.", "500.00"),
        ("5/0", "Nothing can be divided by zero.", ""),
        ("=(5+3", "A bracket is not closed.", ""),
        ("99999999999999", "This is more than Rs 10,00,00,00,000 and cannot be right; check it.", ""),
        ("9" * 90, typed_amounts.AMOUNT_WANTED, ""),
        ("abc", typed_amounts.AMOUNT_WANTED, ""),
        ("1e5", typed_amounts.AMOUNT_WANTED, ""),
        ("lakh", typed_amounts.AMOUNT_WANTED, ""),
        ("1 lakh 2 crore", typed_amounts.AMOUNT_WANTED, ""),
        ("loO", typed_amounts.AMOUNT_WANTED, ""),
    ],
)
def test_what_cannot_be_read_is_told_with_what_was_probably_meant(text: str, sentence: str, fix: str) -> None:
    slip = typed_amounts.amount(text)
    assert isinstance(slip, Slip)
    assert str(slip) == sentence
    assert slip.fix == fix


@given(st.integers(-LARGEST, LARGEST))
def test_an_amount_shown_is_read_back(paisa: int) -> None:
    assert typed_amounts.amount(typed_amounts.amount_text(paisa), signed=True) == paisa


@given(st.integers(-(10**14), 10**14), st.integers(0, 4))
def test_a_quantity_shown_is_read_back(value: int, least: int) -> None:
    assert typed_amounts.quantity(typed_amounts.quantity_text(value, least), signed=True) == value


@given(st.integers(0, 1_000_000))
def test_a_percentage_shown_is_read_back(value: int) -> None:
    assert typed_amounts.percent(typed_amounts.percent_text(value)) == value
    assert typed_amounts.percent(typed_amounts.percent_text(value) + " %") == value


@given(st.integers(0, typed_amounts.MOST_COUNT))
def test_a_count_shown_is_read_back(value: int) -> None:
    assert typed_amounts.count(typed_amounts.count_text(value)) == value


@given(st.lists(st.integers(1, 10**7), min_size=1, max_size=4), st.data())
def test_a_sum_is_worked_out_exactly(numbers: list[int], data: st.DataObject) -> None:
    signs = [data.draw(st.sampled_from("+-*/")) for _ in numbers[1:]]
    text = str(numbers[0]) + "".join(
        f" {sign} {number}" for sign, number in zip(signs, numbers[1:], strict=True)
    )
    exact = eval(
        "".join(f"{s}Fraction({n})" for s, n in zip(["", *signs], numbers, strict=True)),
        {"Fraction": Fraction},
    )
    read = typed_amounts.amount("=" + text, signed=True)
    scaled = half_up(Fraction(exact) * 100)
    if abs(scaled) <= LARGEST:
        assert read == scaled
    else:
        assert isinstance(read, Slip)


@given(st.text(max_size=100))
def test_any_text_is_a_value_or_a_sentence(text: str) -> None:
    for read in (typed_amounts.amount, typed_amounts.quantity, typed_amounts.percent, typed_amounts.count):
        found = read(text)
        assert found is None or isinstance(found, int | Slip)
        if isinstance(found, Slip):
            assert str(found)
            assert not found.fix or not isinstance(read(found.fix), Slip), "a fix puts it right"


@given(st.text("0123456789,.O l-+/RsPK*%", max_size=14))
def test_what_a_cell_takes_a_field_takes_as_the_same_amount(text: str) -> None:
    try:
        cell = number(Column("a", Kind.PAISA))(text)
    except Unfit:
        return
    assert typed_amounts.amount(text) == cell


@given(st.integers(0, LARGEST))
def test_an_o_for_a_nought_is_found_wherever_it_stands(paisa: int) -> None:
    text = rupees(paisa)
    if "0" not in text or set(text) <= set("0."):
        return
    slip = typed_amounts.amount(text.replace("0", "O", 1))
    assert isinstance(slip, Slip)
    assert typed_amounts.amount(slip.fix) == paisa
