"""What is typed into a filter: words, dates, amounts and states, told apart as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stpdesk.core.typed_filters import Amount, Meaning, narrows, terms

SAID = {
    "ending": "Ending",
    "ended": "Ended",
    "arrears": "In arrears",
    "held over": "Held over",
    "none": "No lease",
}
LETTERS = st.text(st.sampled_from("31 dec,20/.-endiarx57ک"), max_size=12)


def meant(text: str) -> list[Meaning | None]:
    return [term.meaning for term in terms(text, SAID)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("31 dec", ("____-12-31",)), ("31 Dec 2026", ("2026-12-31",)), ("5 j", ("____-01-05", "____-06-05", "____-07-05")),
        ("dec", ("____-12-__",)), ("December 2026", ("2026-12-__",)), ("dec 20", ("20__-12-__", "____-12-20")),
        ("31/12", ("____-12-31",)), ("5.11.2026", ("2026-11-05",)), ("2026-12", ("2026-12-__",)), ("2026-12-01", ("2026-12-01",)),
    ],
)  # fmt: skip
def test_a_date_is_meant_as_far_as_it_is_typed(text: str, days: tuple[str, ...]) -> None:
    assert meant(text) == [Meaning(days=days)]


@pytest.mark.parametrize(
    "text", ["31", "de", "a-10", "31/13", "32/12", "0/5", "2026-13", "1889", "decimal", "31/12/77"]
)
def test_a_number_alone_or_a_word_that_is_no_month_is_no_date(text: str) -> None:
    assert not any(one and one.days for one in meant(text))


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("57,375", Amount("57375")), ("57375", Amount("57375")), ("1,", Amount("1")), ("1,00,000", Amount("100000")),
        ("57,375.5", Amount(bounds=(5_737_550, 5_737_559))), ("57375.", Amount(bounds=(5_737_500, 5_737_599))),
        ("0.05", Amount(bounds=(5, 5))), ("-15,000", Amount("15000")), ("−15,000", Amount("15000")), ("Rs57,000", Amount("57000")),
    ],
)  # fmt: skip
def test_an_amount_is_meant_by_four_digits_a_comma_or_a_point(text: str, amount: Amount) -> None:
    assert meant(text) == [Meaning(amount=amount)]


@pytest.mark.parametrize("text", ["101", "00042", "a-1000", "1.5.7", "12.345", ","])
def test_what_is_no_amount_is_a_word(text: str) -> None:
    assert not any(one and one.amount for one in meant(text))


def test_a_year_may_be_an_amount_too() -> None:
    assert meant("2026") == [Meaning(days=("2026-__-__",), amount=Amount("2026"))]


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("end", {"ending", "ended"}), ("endi", {"ending"}), ("in arr", {"arrears"}), ("arrears", {"arrears"}),
        ("held over", {"held over"}), ("ove", {"held over"}), ("no lea", {"none"}),
    ],
)  # fmt: skip
def test_a_state_is_meant_by_the_words_it_is_shown_by(text: str, states: set[str]) -> None:
    assert meant(text) == [Meaning(states=frozenset(states))]


def test_words_beside_a_state_or_a_date_stay_words() -> None:
    assert [term.words for term in terms("neelum in arrears 31 dec x", SAID)] == [
        ("neelum",), ("in", "arrears"), ("31", "dec"), ("x",),
    ]  # fmt: skip
    assert meant("in") == [None]


@given(LETTERS)
def test_what_is_typed_on_narrows_only_what_it_says(text: str) -> None:
    found = terms(text, SAID)
    assert narrows(found, found)
    assert narrows(found, ())
    assert narrows((*found, *terms("more")), found)
    assert narrows((), found) is not bool(found)


def test_an_amount_or_a_date_typed_on_is_looked_for_among_those_found_before() -> None:
    for shorter, longer in (
        ("57,", "57,3"), ("57,375", "57,375.5"), ("57,375.", "57,375.50"), ("31 d", "31 dec 2026"), ("end", "ending"), ("co", "comp"),
    ):  # fmt: skip
        assert narrows(terms(longer, SAID), terms(shorter, SAID)), (shorter, longer)
    for shorter, longer in (
        ("57", "57,"),
        ("31", "31 d"),
        ("57,3", "57,4"),
        ("inv/", "inv/2"),
        ("endi", "ende"),
    ):
        assert not narrows(terms(longer, SAID), terms(shorter, SAID)), (shorter, longer)
