"""A table as a block: measured once, cut between rows, its heading repeated, its totals at the end."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from copy import copy
from dataclasses import dataclass

from stpdesk.reports.figures.table import Table
from stpdesk.reports.pdf import columns, paths
from stpdesk.reports.pdf.columns import Column, Texts, Written
from stpdesk.reports.pdf.fitting import fitted, wrap
from stpdesk.reports.pdf.flow import Heights
from stpdesk.reports.pdf.fonts import Weight
from stpdesk.reports.pdf.script import is_plain
from stpdesk.reports.pdf.sheet import Colour, Sheet, Style, is_tall, width
from stpdesk.reports.pdf.styles import LABEL, MUTED

PAD = 5.0
TALL = 2.0
"""A row with Urdu in it is so much higher."""

MOST_LINES = 30
SLACK = 0.01

NARROW, NARROWED = 0.45, 0.6
"""A table that wants less than this share of the page is set in that one: figures stay near what they are of."""

Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Laid:
    """A table in a width: its size and columns; `special` holds the lines of texts that are not simply set."""

    style: Style
    across: Sequence[Column]
    special: Sequence[dict[str, Lines]]
    heights: Heights
    heading: Sequence[Lines]
    totals: Sequence[Lines]


class Tabular:
    """A table as a block that may be cut between rows, set no larger than `largest` points, `pad` apart.

    `missed` cells (row, column) are red and marked ▼. It takes a `share` of the width.

    Without one, all of it, unless it wants little.
    """

    def __init__(
        self,
        table: Table,
        *,
        largest: float = columns.SIZES[0],
        pad: float = PAD,
        missed: Collection[tuple[int, int]] = (),
        share: float | None = None,
    ) -> None:
        self.written: Written = columns.written(table)
        self._widths: Sequence[Texts] = self.written.columns
        self._largest = largest
        self._pad = pad
        self._missed = frozenset(missed)
        self._share = share
        self._natural = columns.natural(self.written.columns, largest)
        self._known: dict[float, _Laid] = {}

    def alike(self, others: Sequence[Tabular]) -> Tabular:
        """The same with columns as wide as in those others, which have the same headings."""
        made = copy(self)
        made._widths, made._known = columns.widest([one.written.columns for one in others]), {}
        made._natural = columns.natural(made._widths, self._largest)
        return made

    def closer(self, pad: float) -> Tabular:
        """The same with its rows `pad` apart."""
        made = copy(self)
        made._pad, made._known = pad, {}
        return made

    def heights(self, width: float) -> Heights:
        """Its heading, its rows and its totals; only a sentence where it has no rows."""
        return self._laid(self._wide(width)).heights

    def draw_rows(self, sheet: Sheet, left: float, top: float, width: float, first: int, last: int) -> None:
        """The heading and the rows from `first` to before `last`; the totals too where these are the last."""
        width = self._wide(width)
        laid = self._laid(width)
        if not self.written.count:
            sheet.text(left, top - MUTED.size - 1, self.written.table.empty, MUTED, sentence=True)
            return
        self._draw_heading(sheet, left, top, laid)
        top -= laid.heights.head
        edges = [top]
        for height in laid.heights.rows[first:last]:
            edges.append(edges[-1] - height)
        right = left + width
        sheet.stroke(" ".join(paths.line(left, y, right, y) for y in edges[1:]), Colour.LINE)
        sheet.rule(left, right, top, Colour.MUTED)
        self._draw_cells(sheet, left, edges, laid, first, last)
        if last == self.written.count and laid.totals:
            self._draw_totals(sheet, left, edges[-1], width, laid)

    def _wide(self, width: float) -> float:
        """How much of a width it takes."""
        if self._share is not None:
            return width * self._share
        return width * (NARROWED if self._natural < NARROW * width else 1.0)

    def _laid(self, room: float) -> _Laid:
        """How it stands in a width; kept, for it is asked for again on every page."""
        if room not in self._known:
            self._known[room] = self._measured(room)
        return self._known[room]

    def _measured(self, room: float) -> _Laid:
        """Columns, wrapped texts, and the height of every row."""
        texts = self.written.columns
        if not self.written.count:
            return _Laid(MUTED, (), (), Heights(MUTED.leading + self._pad, ()), (), ())
        size, across = columns.fit(self._widths, room, self._largest)
        style = Style(size)
        special = [_special(one, column, style) for one, column in zip(texts, across, strict=True)]
        heading = [
            wrap(one.heading.name, _heading_style(size), column.room, MOST_LINES)
            for one, column in zip(texts, across, strict=True)
        ]
        lines = max(map(len, heading), default=1)
        head = max(lines, 1) * _heading_style(size).leading + self._pad
        bold = Style(size, Weight.SEMIBOLD)
        totals = [
            (one.total,) if column.figures else wrap(one.total, bold, column.room, MOST_LINES)
            for one, column in zip(texts, across, strict=True)
        ]
        tail = (
            max(len(lines) for lines in totals) * bold.leading + self._pad
            if any(one.total for one in texts)
            else 0.0
        )
        rows = self._row_heights(special, style)
        return _Laid(style, across, special, Heights(head, rows, tail), heading, totals if tail else ())

    def _row_heights(self, special: Sequence[dict[str, Lines]], style: Style) -> list[float]:
        """The height of every row: that of its cell with the most lines."""
        one_line = style.leading + self._pad
        rows = [one_line] * self.written.count
        for column, lines in zip(self.written.columns, special, strict=True):
            higher = {
                text: one_line + (len(parts) - 1) * style.leading + (TALL if _is_tall(parts, style) else 0)
                for text, parts in lines.items()
                if len(parts) > 1 or not is_plain(text)
            }
            if higher:
                for at, text in enumerate(column.cells):
                    if text in higher and higher[text] > rows[at]:
                        rows[at] = higher[text]
        return rows

    def _draw_cells(
        self, sheet: Sheet, left: float, edges: Sequence[float], laid: _Laid, first: int, last: int
    ) -> None:
        """Row after row, so that what is copied reads as it stands."""
        style, size = laid.style, laid.style.size
        down = size + self._pad / 2
        plan = [
            (one.cells, one.wide, lines, column, left + column.left, left + column.right)
            for one, column, lines in zip(self.written.columns, laid.across, laid.special, strict=True)
        ]
        marked = {row for row, _ in self._missed}
        placed: list[tuple[float, float, str]] = []
        for at in range(first, last):
            base = edges[at - first] - down
            if at in marked:
                sheet.plains(placed, style)
                placed.clear()
                self._draw_marked(sheet, left, base, laid, at)
                continue
            for cells, wide, special, column, begins, ends in plan:
                text = cells[at]
                lines = special.get(text)
                if lines is None:
                    placed.append((ends - wide[text] * size if column.figures else begins, base, text))
                elif lines:
                    sheet.plains(placed, style)
                    placed.clear()
                    _draw_lines(sheet, left, base, column, lines, style)
        sheet.plains(placed, style)

    def _draw_marked(self, sheet: Sheet, left: float, base: float, laid: _Laid, row: int) -> None:
        """A row some of whose cells missed their target."""
        for at, (one, column) in enumerate(zip(self.written.columns, laid.across, strict=True)):
            text = one.cells[row]
            lines = laid.special[at].get(text, (text,))
            if (row, at) not in self._missed:
                _draw_lines(sheet, left, base, column, lines, laid.style)
                continue
            style = Style(laid.style.size, Weight.SEMIBOLD, Colour.RED)
            _draw_lines(sheet, left, base, column, lines, style)
            side = style.size * 0.55
            x = column.right - width(text, style) - side - 2 if column.figures else column.left - side - 2
            sheet.fill(paths.below(left + x, base + 0.3, side), Colour.RED)

    def _draw_heading(self, sheet: Sheet, left: float, top: float, laid: _Laid) -> None:
        """What each column is called, on its last line, over a rule."""
        style = _heading_style(laid.style.size)
        bottom = top - laid.heights.head + self._pad / 2 + style.leading - style.size
        for column, lines in zip(laid.across, laid.heading, strict=True):
            base = bottom + (len(lines) - 1) * style.leading
            _draw_lines(sheet, left, base, column, lines, style)

    def _draw_totals(self, sheet: Sheet, left: float, top: float, wide: float, laid: _Laid) -> None:
        """The totals between heavier rules."""
        style = Style(laid.style.size, Weight.SEMIBOLD)
        sheet.rule(left, left + wide, top, Colour.MUTED, 0.8)
        for column, lines in zip(laid.across, laid.totals, strict=True):
            _draw_lines(sheet, left, top - style.size - self._pad / 2, column, lines, style)
        sheet.rule(left, left + wide, top - laid.heights.tail, Colour.LINE)


def _heading_style(size: float) -> Style:
    """Headings are muted, and no larger than a label."""
    return Style(min(size, LABEL.size), colour=Colour.MUTED)


def _special(texts: Texts, column: Column, style: Style) -> dict[str, Lines]:
    """The texts of a column that are not simply set on one line: too wide, empty, or with other letters than plain ones."""
    room = column.room / style.size + SLACK
    return {
        text: (text,) if not texts.text and text else wrap(text, style, column.room, MOST_LINES)
        for text, wide in texts.wide.items()
        if not text or wide > room or not is_plain(text)
    }


def _is_tall(lines: Lines, style: Style) -> bool:
    """Whether any of the lines holds Urdu."""
    return any(is_tall(line, style) for line in lines)


def _draw_lines(sheet: Sheet, left: float, base: float, column: Column, lines: Lines, style: Style) -> None:
    """A cell's lines; what is too wide still is set smaller, for a figure is never cut."""
    for line in lines:
        shrunk = fitted(line, style, column.room + SLACK)
        if column.figures:
            sheet.text_right(left + column.right, base, line, shrunk)
        else:
            sheet.text(left + column.left, base, line, shrunk)
        base -= style.leading
