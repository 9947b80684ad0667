"""Amounts, decimals, percentages and counts, as managers type them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stpdesk.core.money import LARGEST, lakh, rupees
from stpdesk.workbook.cells import Parse, parser
from stpdesk.workbook.kinds import Column, Kind
from stpdesk.workbook.raw import NO_VALUE, CellError, Raw, Share, Unfit

paisa = parser(Column("amount", Kind.PAISA))
signed = parser(Column("amount", Kind.SIGNED_PAISA))
e4 = parser(Column("reading", Kind.E4))
signed_e4 = parser(Column("rate", Kind.SIGNED_E4))
percent = parser(Column("pct", Kind.PERCENT))
count = parser(Column("seats", Kind.COUNT))


def faulty(parse: Parse, raw: Raw) -> str:
    """What the parser says of a cell that does not fit."""
    with pytest.raises(Unfit) as verdict:
        parse(raw)
    return str(verdict.value)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (0, 0), (90, 9000), (57375.5, 5737550), (0.1 + 0.2, 30), (1234567.89, 123456789), (9999999999.99, 999999999999),
        (90.0000004, 9000), (10**10, 10**12), ("57375", 5737500), (" 57,375.50 ", 5737550), ("1,23,45,678.90", 1234567890),
        ("1,234,567", 123456700), ("12,34,567", 123456700), ("Rs 500", 50000), ("Rs. 1,200/-", 120000),
        ("rs.500.25", 50025), ("PKR 7,500", 750000), ("₨ 99", 9900), ("500/-", 50000), ("500 /-", 50000),
        ("Rs\u00a01,500", 150000), ("\u00a0250\u00a0", 25000), (".5", 50), ("5.", 500), ("0012", 1200),
        ("+5", 500), ("۵۰۰", 50000), (Share(0.5), 50), ("", None), (" \u00a0\t", None), ("-0", 0), (-0.0, 0),
    ],
)  # fmt: skip
def test_amounts_that_are_understood(raw: Raw, expected: int | None) -> None:
    assert paisa(raw) == expected


@pytest.mark.parametrize(
    "raw",
    [
        90.005, 90.001, "90.005", "12,34", "1,2345", "1234,567", "1,,234", ",123", "abc", "Rs", "5 Rs", "1e5", "12.5.3",
        "1 200", "--5", "5-", "$5", "(5)", ".", True, False, -1, -0.01, "-5", "Rs -5", 10**10 + 1, 1e300, float("nan"),
        float("inf"), "9" * 400, CellError("#REF!"), NO_VALUE, "16%", "1_000",
    ],
)  # fmt: skip
def test_amounts_that_are_refused(raw: Raw) -> None:
    assert faulty(paisa, raw).startswith("expected ")


def test_the_sentence_says_what_is_wrong() -> None:
    assert faulty(paisa, 90.005) == "expected at most two decimals"
    assert faulty(paisa, "1,2345") == "expected commas as in 1,234,567 or 12,34,567"
    assert faulty(paisa, -5) == "expected zero or more, nothing negative"
    assert faulty(paisa, 10**12) == "expected at most 10,00,00,00,000"
    assert "formula" in faulty(paisa, NO_VALUE)
    assert "Excel error" in faulty(paisa, CellError("#N/A"))
    assert faulty(e4, 1.23456) == "expected at most four decimals"
    assert faulty(count, 2.5) == "expected a whole number"
    assert faulty(parser(Column("amount", Kind.PAISA, least=1)), 0) == "expected more than zero"
    assert faulty(parser(Column("seats", Kind.COUNT, least=1)), 0) == "expected at least 1"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [(-5, -500), ("-1,200.50", -120050), ("−500", -50000), ("Rs -5", -500), ("-Rs 5", -500), (5, 500)],
)
def test_signed_amounts_may_be_negative(raw: Raw, expected: int) -> None:
    assert signed(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (31.590000000000003, 315900),
        (0.0001, 1),
        ("99,950", 999500000),
        (450.5, 4505000),
        (1e9, 10**13),
        ("0.75", 7500),
    ],
)
def test_decimals_have_four_places(raw: Raw, expected: int) -> None:
    assert e4(raw) == expected
    assert signed_e4("-0.75") == -7500


@pytest.mark.parametrize(
    ("raw", "expected"),
    [(16, 160000), (Share(0.16), 160000), ("16%", 160000), ("16 %", 160000), ("16", 160000), (0.16, 1600),
     (Share(1.0), 10**6), (100, 10**6), (Share(0.195), 195000), (19.5, 195000), (0, 0)],
)  # fmt: skip
def test_a_percent_cell_showing_16_is_16(raw: Raw, expected: int) -> None:
    assert percent(raw) == expected


@pytest.mark.parametrize("raw", [101, -1, Share(16.0), "%", "16%%", "Rs %", True])
def test_percentages_outside_0_to_100_are_refused(raw: Raw) -> None:
    assert faulty(percent, raw) == "expected a percentage from 0 to 100, such as 16 or 16%"


@pytest.mark.parametrize(("raw", "expected"), [(12, 12), (12.0, 12), ("12", 12), ("1,200", 1200), (0, 0)])
def test_counts_are_whole(raw: Raw, expected: int) -> None:
    assert count(raw) == expected


@given(st.integers(0, LARGEST))
def test_every_amount_reads_back_as_number_and_as_text(amount: int) -> None:
    assert paisa(float(Decimal(amount) / 100)) == amount
    assert paisa(rupees(amount)) == amount
    assert paisa(f"Rs. {lakh(amount)}/-") == amount
    assert paisa(f"{amount // 100:,}.{amount % 100:02d}") == amount
    assert signed(lakh(-amount)) == -amount


@given(st.integers(0, 10**14))
def test_every_decimal_reads_back(value: int) -> None:
    assert e4(float(Decimal(value) / 10_000)) == value


@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.text("0123456789,.-RsPKR/% ")))
def test_anything_else_is_a_verdict_never_a_crash(raw: Raw) -> None:
    for parse in (paisa, signed, e4, signed_e4, percent, count):
        try:
            parse(raw)
        except Unfit as verdict:
            assert str(verdict).startswith("expected")
