"""Codes match as people mean them, and stand in natural order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stpdesk.core.codes import fold, natural_key


def test_case_blanks_and_invisible_marks_do_not_count() -> None:
    assert fold(" A-101\u00a0") == fold("a-101")
    assert fold("IT\u00a0 Park") == fold("it park")
    assert fold("\u200eT1\ufeff") == fold("T1")


def test_composed_and_decomposed_letters_are_the_same() -> None:
    assert fold("Caf\u00e9") == fold("CAFE\u0301")
    assert fold("آغا") == fold("\u0627\u0653غا")


def test_different_codes_stay_different() -> None:
    assert fold("A-101") != fold("A101")
    assert fold("T1") != fold("T01")


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_numbers_inside_codes_count_as_numbers() -> None:
    codes = ["T10", "t2", "T1", "A-101", "a-20", "10", "9", "T2b"]
    assert sorted(codes, key=natural_key) == ["9", "10", "a-20", "A-101", "T1", "t2", "T2b", "T10"]


@given(st.lists(st.text(alphabet="aAb0129٣-. ")))
def test_any_codes_have_one_order(codes: list[str]) -> None:
    ordered = sorted(codes, key=natural_key)
    backwards = codes[::-1]
    assert sorted(backwards, key=natural_key) == ordered
