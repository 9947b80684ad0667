"""Texts, codes, lists, yes or no and choices, as managers type and paste them."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stpdesk.workbook.cells import parser
from stpdesk.workbook.kinds import Column, Kind
from stpdesk.workbook.raw import NO_VALUE, CellError, Raw, Share, Unfit
from stpdesk.workbook.words import code_of, codes_of, text_of, yes_of

basis = parser(Column("basis", Kind.CHOICE, choices=("sqft", "seat", "fixed")))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("  Karakoram Tech ", "Karakoram Tech"), ("\u00a0قراقرم ٹیک\u00a0", "قراقرم ٹیک"), ("a\u00a0b", "a\u00a0b"),
        (3000112233445, "3000112233445"), (3000112233445.0, "3000112233445"), (1.5, "1.5"), ("", None), ("\u00a0 ", None),
        ("a\x07b", "ab"), ("one\r\ntwo\rthree", "one\ntwo\nthree"), ("a\tb", "a b"), ("\ufeffT1\u200f", "T1"),
        ("=cmd()", "=cmd()"), (datetime(2026, 10, 5), "2026-10-05"), ("x" * 2000, "x" * 2000), (1e20, "100000000000000000000"),
    ],
)  # fmt: skip
def test_text_keeps_what_was_typed(raw: Raw, expected: str | None) -> None:
    assert text_of(raw) == expected


@pytest.mark.parametrize("raw", ["x" * 2001, True, CellError("#N/A"), NO_VALUE])
def test_no_text(raw: Raw) -> None:
    with pytest.raises(Unfit, match="^expected "):
        text_of(raw)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [(101, "101"), (101.0, "101"), (" A-101\u00a0", "A-101"), ("\u200eA-101\u200f", "A-101"), ("A\n101", "A 101"),
     ("یونٹ ۱", "یونٹ ۱"), (" ", None), (Share(1.0), "1")],
)  # fmt: skip
def test_codes(raw: Raw, expected: str | None) -> None:
    assert code_of(raw) == expected


@pytest.mark.parametrize("raw", ["A-101; A-102", "الف؛ ب", datetime(2026, 2, 1), True, NO_VALUE, "x" * 2001])
def test_no_code(raw: Raw) -> None:
    with pytest.raises(Unfit, match="^expected "):
        code_of(raw)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("A-101; A-102", ("A-101", "A-102")), ("A-101;", ("A-101",)), (101, ("101",)), ("A-101\nA-102", ("A-101", "A-102")),
     ("الف؛ ب", ("الف", "ب")), (" ; ", None), ("A-101 ;\u00a0A-102", ("A-101", "A-102"))],
)  # fmt: skip
def test_lists_of_codes(raw: Raw, expected: tuple[str, ...] | None) -> None:
    assert codes_of(raw) == expected


@pytest.mark.parametrize("raw", ["A-101; a-101", True, datetime(2026, 2, 1), "x" * 2001])
def test_no_list(raw: Raw) -> None:
    with pytest.raises(Unfit, match="^expected "):
        codes_of(raw)


@pytest.mark.parametrize("raw", ["yes", "Y", " YES\u00a0", "1", 1, 1.0, True, "true"])
def test_yes(raw: Raw) -> None:
    assert yes_of(raw) is True


@pytest.mark.parametrize("raw", ["no", "N", "0", 0, 0.0, False, "FALSE"])
def test_no(raw: Raw) -> None:
    assert yes_of(raw) is False


@pytest.mark.parametrize("raw", ["maybe", 2, 0.5, datetime(2026, 1, 1), CellError("#N/A")])
def test_neither_yes_nor_no(raw: Raw) -> None:
    with pytest.raises(Unfit, match="expected"):
        yes_of(raw)


def test_choices_take_their_own_spelling() -> None:
    assert [basis(word) for word in ("sqft", " SEAT ", "Fixed\u00a0", "")] == ["sqft", "seat", "fixed", None]
    for raw in ("acre", 5, True):
        with pytest.raises(Unfit, match="expected one of: sqft, seat, fixed"):
            basis(raw)


@given(st.text())
def test_what_text_and_codes_become_stays_so(raw: str) -> None:
    for parse in (text_of, code_of):
        try:
            once = parse(raw)
        except Unfit:
            continue
        assert once is None or (once and parse(once) == once)
