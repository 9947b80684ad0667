"""Blocks placed under each other on pages: what belongs together stays together, long tables turn the page.

A block knows its height for a width and draws itself there. `Flow` only decides where: it lays everything out first, so
that the foot can say “page x of y”, and draws it then.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Protocol, runtime_checkable

from stpdesk.reports.pdf.sheet import Sheet

LEAST_ROWS = 3
"""So many rows of a table at least stand at the head of its last page."""

BEGUN = 5
"""So many at least stand under its heading, but where all is set close: fewer are lonely at the foot of a page."""

WHOLE = 0.3
"""A table that takes no more than this share of a page is not cut."""

TOLERANCE = 0.01
"""Sums of fractions may be so far off."""


class Block(Protocol):
    """Something that is drawn in one place."""

    def height(self, width: float) -> float:
        """How high it is in a width, in points."""

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:
        """Draws it, hanging from `top`."""


@runtime_checkable
class First(Protocol):
    """A block that looks different at the head of a page: no rule under the page's own."""

    def draw_first(self, sheet: Sheet, left: float, top: float, width: float) -> None:
        """Draws it there."""


@dataclass(frozen=True, slots=True)
class Heights:
    """Of a table in a width: its heading, each row, and what closes it (totals), which never stands alone."""

    head: float
    rows: Sequence[float]
    tail: float = 0.0


class Rows(Protocol):
    """Something of many rows, which may be cut between them."""

    def heights(self, width: float) -> Heights:
        """How high its parts are in a width."""

    def draw_rows(self, sheet: Sheet, left: float, top: float, width: float, first: int, last: int) -> None:
        """The heading and the rows from `first` to before `last`; the closing too where these are the last."""


Drawn = Callable[[Sheet], None]


@dataclass(slots=True)
class Page:
    """What stands on one page, and the bookmarks that lead to it."""

    drawn: list[Drawn] = field(default_factory=list)
    marks: list[tuple[str, int]] = field(default_factory=list)


class Flow:
    """Lays blocks out in one column between `top` and `bottom`."""

    def __init__(self, left: float, width: float, top: float, bottom: float, *, dense: bool = False) -> None:
        self.left, self.width, self.dense = left, width, dense
        self.pages = [Page()]
        self._first = self._top = top
        self._bottom = bottom
        self._held: list[tuple[Block, float]] = []
        self._marks: list[tuple[str, int]] = []

    @property
    def room(self) -> float:
        """How much is left on this page."""
        return self._top - self._bottom - self._held_height()

    @property
    def filled(self) -> float:
        """Which share of this page is taken."""
        return (self._first - self._top) / (self._first - self._bottom)

    def mark(self, title: str, level: int = 0) -> None:
        """A bookmark to whatever is added next."""
        self._marks.append((title, level))

    def hold(self, block: Block, gap: float = 0.0) -> None:
        """A heading: it stays with what is added next, `gap` under what is above it."""
        self._held.append((block, gap))

    def add(self, block: Block, gap: float = 0.0) -> None:
        """A block, whole, `gap` under what is above it; on the next page where there is no room."""
        height = block.height(self.width)
        if not self._fits(self._held_height() + self._gap(gap) + height):
            self.turn()
        self._place_held()
        self._place(block, gap, height)

    def add_rows(self, rows: Rows, gap: float = 0.0, again: Block | None = None) -> None:
        """A table; where it is cut its heading is repeated, under `again` where there is one, and no row stands alone."""
        heights = rows.heights(self.width)
        count = len(heights.rows)
        sums = [0.0, *accumulate(heights.rows)]
        whole = heights.head + sums[-1] + heights.tail
        begun = LEAST_ROWS if self.dense else BEGUN
        begin = whole if count <= begun else heights.head + sums[begun]
        least = whole if whole <= WHOLE * (self._first - self._bottom) else begin
        if not self._fits(self._held_height() + self._gap(gap) + least):
            self.turn()
        self._place_held()
        self._top -= self._gap(gap)
        self._mark()
        first = 0
        while True:
            last = self._reach(heights, sums, first)
            height = heights.head + sums[last] - sums[first] + (heights.tail if last == count else 0)
            self._place_rows(rows, first, last)
            self._top -= height
            if last == count:
                return
            first = last
            self.turn()
            if again is not None:
                self._place(again, 0.0, again.height(self.width))

    def turn(self) -> None:
        """Goes on at the head of a new page."""
        self.pages.append(Page())
        self._top = self._first

    def finished(self) -> list[Page]:
        """Every page; a heading still held is placed."""
        if self._held and not self._fits(self._held_height()):
            self.turn()
        self._place_held()
        return self.pages

    def _reach(self, heights: Heights, sums: Sequence[float], first: int) -> int:
        """Up to which row a page is filled that begins with row `first`."""
        count = len(heights.rows)
        room = self._top - self._bottom - heights.head + TOLERANCE
        if sums[-1] - sums[first] + heights.tail <= room:
            return count
        fitting = bisect_right(sums, sums[first] + room) - 1
        left_over = max(count - LEAST_ROWS, first + LEAST_ROWS)
        return max(first + 1, min(fitting, left_over)) if count > first + 1 else count

    def _fits(self, height: float) -> bool:
        """Whether so much still goes on this page; on an empty one anything does."""
        return self._top - height >= self._bottom - TOLERANCE or self._top >= self._first

    def _gap(self, gap: float) -> float:
        """The space above something: none at the head of a page."""
        return gap if self._top < self._first or self._held else 0.0

    def _held_height(self) -> float:
        """What the headings take that wait for what they head."""
        gaps = sum(gap for _, gap in self._held)
        if self._held and self._top >= self._first:
            gaps -= self._held[0][1]
        return gaps + sum(block.height(self.width) for block, _ in self._held)

    def _place_held(self) -> None:
        """Puts the waiting headings here."""
        held, self._held = self._held, []
        for block, gap in held:
            self._place(block, gap, block.height(self.width))

    def _place(self, block: Block, gap: float, height: float) -> None:
        """Puts a block here."""
        at_head = self._top >= self._first
        self._top -= self._gap(gap)
        self._mark()
        left, top, width = self.left, self._top, self.width
        draw = block.draw_first if at_head and isinstance(block, First) else block.draw
        self.pages[-1].drawn.append(lambda sheet: draw(sheet, left, top, width))
        self._top -= height

    def _place_rows(self, rows: Rows, first: int, last: int) -> None:
        """Puts some rows of a table here."""
        left, top, width = self.left, self._top, self.width
        self.pages[-1].drawn.append(lambda sheet: rows.draw_rows(sheet, left, top, width, first, last))

    def _mark(self) -> None:
        """The waiting bookmarks lead here."""
        self.pages[-1].marks.extend(self._marks)
        self._marks.clear()


def printed(sheet: Sheet, pages: Sequence[Page], frame: Callable[[int, int], None]) -> None:
    """Every page with its bookmarks, in `frame(number, count)`: the head and the foot."""
    for number, page in enumerate(pages, start=1):
        frame(number, len(pages))
        for title, level in page.marks:
            sheet.bookmark(title, level)
        for draw in page.drawn:
            draw(sheet)
        sheet.next_page()
