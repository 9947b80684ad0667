"""A document's number says what it is of, and is read back as what was asked for."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stpdesk.core.months import Month
from stpdesk.reports.asked import Asked
from stpdesk.reports.numbers import Named, number_of, read, toned

DAY = date(2026, 11, 22)
NUMBERS = {
    "GLT/rent-roll/2026-11-22": Asked(),
    "GLT/monthly/2026-10": Asked(month=Month(2026, 10)),
    "GLT/statement/T/2/2026-10": Asked(month=Month(2026, 10), tenant="T/2"),
    "GLT/reminder/T2/final/2026-11-22": Asked(tenant="T2", tone="final"),
    "GLT/outages/2026-10-01..2026-10-15": Asked(first=date(2026, 10, 1), last=date(2026, 10, 15)),
    "GLT/outages/2026-10-01..": Asked(first=date(2026, 10, 1)),
}


@pytest.mark.parametrize("number", list(NUMBERS))
def test_a_number_says_what_was_asked_for(number: str) -> None:
    asked = NUMBERS[number]
    assert number_of("GLT", number.split("/")[1], asked, DAY) == number
    named = read("GLT", number)
    assert named is not None
    named = toned(named, ("final",))
    assert (named.asked.month, named.asked.first, named.asked.last, named.asked.tone) == (
        asked.month, asked.first, asked.last, asked.tone,
    )  # fmt: skip
    assert named.of == (asked.tenant or "")
    assert named.day == (None if asked.month or asked.first or asked.last else DAY)


@pytest.mark.parametrize(
    "number", ["SWT/monthly/2026-10", "GLT/monthly/2026-13", "GLT/x/2026-02-30", "GLT/x/..", "GLT/x/", "GLT/", "", "GLT/x/y/z"]
)  # fmt: skip
def test_what_was_not_made_here_names_nothing(number: str) -> None:
    assert read("GLT", number) is None


@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
    st.dates(date(1990, 1, 1), date(2100, 1, 1)),
)
def test_any_code_of_a_tenant_comes_back(code: str, day: date) -> None:
    number = number_of("GLT", "statement", Asked(tenant=code), day)
    assert read("GLT", number) == Named("statement", code, Asked(), day)
