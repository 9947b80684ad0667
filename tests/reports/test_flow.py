"""What stands on which page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from stpdesk.reports.pdf.blocks import Beside, Heading, Space, Stack, Words
from stpdesk.reports.pdf.flow import Flow, Heights
from stpdesk.reports.pdf.styles import BODY
from tests.reports import drawn, reading

HIGH = 600.0
BOTTOM = 100.0
Placed = list[tuple[str, float, float]]


@dataclass
class Box:
    """A block that writes down where it was drawn."""

    name: str
    high: float
    placed: Placed

    def height(self, width: float) -> float:
        return self.high

    def draw(self, sheet: Any, left: float, top: float, width: float) -> None:
        self.placed.append((self.name, top, top - self.high))


@dataclass
class Lines:
    """A table that writes down which rows were drawn where."""

    rows: Sequence[float]
    placed: Placed
    head: float = 12.0
    tail: float = 12.0
    pages: list[tuple[int, int]] = field(default_factory=list)

    def heights(self, width: float) -> Heights:
        return Heights(self.head, self.rows, self.tail)

    def draw_rows(self, sheet: Any, left: float, top: float, width: float, first: int, last: int) -> None:
        high = self.head + sum(self.rows[first:last]) + (self.tail if last == len(self.rows) else 0)
        self.placed.append(("rows", top, top - high))
        self.pages.append((first, last))


def flow() -> Flow:
    return Flow(0, 400, BOTTOM + HIGH, BOTTOM)


def drawn_pages(one: Flow, placed: Placed) -> list[Placed]:
    """What was written down, page by page."""
    found = []
    for page in one.finished():
        placed.clear()
        for draw in page.drawn:
            draw(None)  # type: ignore[arg-type]  # these blocks draw nothing
        found.append(placed[:])
    return found


BLOCKS = st.lists(
    st.one_of(
        st.tuples(st.just("block"), st.floats(1, HIGH / 2)),
        st.tuples(st.just("heading"), st.floats(5, 15)),
        st.tuples(st.just("table"), st.lists(st.floats(5, 60), max_size=40)),
    ),
    max_size=12,
)


@given(BLOCKS)
def test_everything_is_placed_once_in_order_and_nothing_overlaps_or_leaves_the_page(
    blocks: list[tuple[str, Any]],
) -> None:
    one, placed = flow(), Placed()
    tables = []
    for kind, told in blocks:
        if kind == "block":
            one.add(Box("block", told, placed), gap=10)
        elif kind == "heading":
            one.hold(Box("heading", told, placed), gap=10)
        else:
            tables.append(Lines(told, placed))
            one.add_rows(tables[-1], gap=10)
    pages = drawn_pages(one, placed)
    for page in pages:
        tops = [BOTTOM + HIGH, *(bottom for _, _, bottom in page)]
        assert all(top <= before + 0.01 for before, (_, top, _) in zip(tops, page, strict=False))
        assert not page or page[-1][2] >= BOTTOM - 0.1
    for table in tables:
        rows = [row for first, last in table.pages for row in range(first, last)]
        assert rows == list(range(len(table.rows)))
    assert sum(name == "block" for page in pages for name, *_ in page) == sum(
        kind == "block" for kind, _ in blocks
    )


@given(BLOCKS)
def test_a_heading_never_stands_alone_at_the_foot(blocks: list[tuple[str, Any]]) -> None:
    one, placed = flow(), Placed()
    for kind, told in blocks:
        if kind == "block":
            one.add(Box("block", min(told, HIGH / 2), placed))
        elif kind == "heading":
            one.hold(Box("heading", 20, placed))
            one.add_rows(Lines([12.0] * 5, placed))
    for page in drawn_pages(one, placed):
        assert not page or page[-1][0] != "heading"


@given(st.integers(1, 200), st.floats(0, HIGH))
def test_no_row_stands_alone_where_a_table_is_cut(count: int, above: float) -> None:
    one, placed = flow(), Placed()
    one.add(Space(above))
    table = Lines([12.0] * count, placed)
    one.add_rows(table)
    drawn_pages(one, placed)
    for first, last in table.pages:
        assert last - first >= min(2, count)


def test_a_table_that_goes_on_is_called_by_its_name_again() -> None:
    one, placed = flow(), Placed()
    one.hold(Box("title", 15, placed))
    one.add_rows(Lines([12.0] * 150, placed), again=Box("continued", 15, placed))
    first, *others = drawn_pages(one, placed)
    assert [name for name, *_ in first] == ["title", "rows"]
    assert others
    for page in others:
        (called, _, below), (rows, top, bottom) = page
        assert (called, rows, below) == ("continued", "rows", top)
        assert bottom >= BOTTOM


def test_a_small_table_is_not_cut() -> None:
    one, placed = flow(), Placed()
    one.add(Space(HIGH - 100))
    table = Lines([12.0] * 10, placed)
    one.add_rows(table)
    drawn_pages(one, placed)
    assert table.pages == [(0, 10)]
    assert len(one.pages) == 2


def test_a_gap_is_left_between_blocks_but_not_at_the_head_of_a_page() -> None:
    one, placed = flow(), Placed()
    for _ in range(3):
        one.add(Box("block", HIGH / 2 - 5, placed), gap=10)
    first, second = drawn_pages(one, placed)
    assert first[0][1] == second[0][1] == BOTTOM + HIGH
    assert first[1][1] == first[0][2] - 10


def test_the_height_of_blocks_side_by_side_is_that_of_the_highest() -> None:
    beside = Beside([Space(10), Stack([Space(5), Space(7)], gap=3)], shares=(1, 3), gap=20)
    assert beside.height(100) == 15
    assert beside.widths(100) == [20, 60]


def test_words_side_by_side_stay_in_their_columns_and_keep_their_urdu() -> None:
    long = Words("Karakoram Software House " * 12, BODY)
    content = drawn.pdf(
        Beside([long, Words("آغا خان ڈیجیٹل " * 20, BODY)]), Heading("Title & <b>", "A note.")
    )
    told = reading.text(content)
    assert "Title & <b>" in told
    assert "آغا خان ڈیجیٹل" in told
    assert all(
        right <= 45 + 241 + 0.5 for said, (_, _, right, _) in drawn.words(content)[0] if "Karakoram" in said
    )
    assert reading.outside_margins(content) == []


def test_a_blank_that_must_not_break_does_not() -> None:
    lines = [line for line, _ in Words("As at 31\u00a0October\u00a02026 now", BODY).lines(80)]
    assert any("31\u00a0October\u00a02026" in line for line in lines)
