"""Text in two scripts: order on the page, brackets, and what no face can draw."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stpdesk.reports.pdf.fitting import fitted, shorten, wrap
from stpdesk.reports.pdf.script import MISSING, isolate, pieces
from stpdesk.reports.pdf.sheet import Style, width
from stpdesk.reports.pdf.styles import BODY, STRONG

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
MIXED = st.text("abc XYZ 0123 (),.-آغا خان ٹیکنالوجی ۱۲۳ 😀<&>", max_size=80)


def seen(text: str, *, sentence: bool = False) -> list[str]:
    """The pieces, left to right; drawn ones as they would be read aloud."""
    return [
        piece.text[::-1] if piece.outline and not piece.text[0].isdigit() else piece.text
        for piece in pieces(text, BODY.weight, sentence=sentence)
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Karakoram <b>&", ["Karakoram <b>&"]),
        ("آغا خان", ["آغا خان"]),
        ("ٹیک حل (Pvt) Ltd", ["Ltd (Pvt) ", "ٹیک حل"]),
        ("آغا خان (پرائیویٹ) لمیٹڈ", ["لمیٹڈ", " (", "پرائیویٹ", ") ", "آغا خان"]),
        ("کمپنی 42", ["42 ", "کمپنی"]),
        ("کمپنی ۴۲", ["۴۲", " ", "کمپنی"]),
    ],
)
def test_a_name_stands_as_it_is_read(text: str, shown: list[str]) -> None:
    assert seen(text) == shown


def test_a_name_inside_a_sentence_leaves_its_order_alone() -> None:
    assert seen(isolate("انٹرنیٹ") + ", 12 of 31 days", sentence=True) == ["انٹرنیٹ", ", 12 of 31 days"]


def test_what_no_face_can_draw_is_seen_to_be_missing() -> None:
    assert seen("Smile 😀!") == [f"Smile {MISSING}!"]
    assert seen("👨‍👩‍👧") == [MISSING * 3]
    assert seen("公司") == [MISSING * 2]


def test_nobodys_name_turns_the_line_around() -> None:
    assert seen("abc \u202edef") == ["abc def"]


def test_brackets_of_plain_text_stay_as_they_are() -> None:
    assert seen("1) first (") == ["1) first ("]


def test_joined_letters_are_narrower_than_single_ones() -> None:
    together, single = width("کمپنی", BODY), sum(width(letter, BODY) for letter in "کمپنی")
    assert 0 < together < single


@given(st.one_of(ANY, MIXED))
def test_any_text_has_pieces_and_a_width(text: str) -> None:
    for style in (BODY, STRONG):
        assert width(text, style) >= 0
        assert all(piece.width >= 0 for piece in pieces(text, style.weight))


@given(st.one_of(ANY, MIXED), st.floats(min_value=30, max_value=300))
def test_wrapped_lines_fit_and_lose_nothing(text: str, room: float) -> None:
    lines = wrap(text, BODY, room)
    assert all(width(line, BODY) <= room + 0.01 or len(line) == 1 for line in lines)
    kept = "".join("".join(lines).split())
    assert sorted(kept) == sorted("".join("".join(wrap(text, BODY, 10**9)).split()))


@given(MIXED, st.floats(min_value=30, max_value=200))
def test_shortened_text_fits(text: str, room: float) -> None:
    assert width(shorten(text, BODY, room), BODY) <= room + 0.01


@given(st.integers(min_value=0, max_value=10**14))
def test_a_figure_shrinks_and_is_never_cut(figure: int) -> None:
    style = fitted(str(figure), Style(8.5), 30)
    assert style.size <= 8.5
    assert width(str(figure), style) <= 30.01


def test_at_most_so_many_lines_and_an_ellipsis() -> None:
    lines = wrap("word " * 50, BODY, 60, 3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
