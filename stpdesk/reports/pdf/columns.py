"""How wide a table's columns are, and in what size it is set."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest

from stpdesk.reports.figures.decimals import of_column, of_row
from stpdesk.reports.figures.table import Cell, Heading, Table, Value
from stpdesk.reports.pdf.cells import FIGURES, figures, writer
from stpdesk.reports.pdf.fonts import Weight
from stpdesk.reports.pdf.sheet import Style, width

GAP = 10.0
SIZES = (8.5, 7.8, 7.0, 6.2, 5.5)
WIDE_TEXT = 190.0
"""A text column wider than this wraps rather than turn the page."""

MOST_LEAST = 95.0
"""No text column insists on more."""

MANY_FIGURES = 12
"""Beside more columns of figures a text takes no more than it wants."""

STEPS = 40
"""So many widths of a column are weighed against each other."""

TINY = 1e-6

SAMPLE = 60
"""The widest word is among the longest: so many of a column are measured."""

PLAIN, BOLD = Style(1.0), Style(1.0, Weight.SEMIBOLD)


@dataclass(frozen=True, slots=True)
class Column:
    """A column on the page: its edges, and whether it holds figures."""

    left: float
    right: float
    figures: bool

    @property
    def room(self) -> float:
        """Its width."""
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Texts:
    """One column as it reads, and the width of every text at size 1; it may wrap where `text`.

    `natural` is what it wants (no text wrapped, its heading on one line), `least` what it needs, at size 1; `ranked` is what
    each of its cells and its heading want, the narrowest first.
    """

    heading: Heading
    cells: list[str]
    wide: dict[str, float]
    total: str
    natural: float
    least: float
    ranked: Sequence[float]

    @property
    def text(self) -> bool:
        """Whether it holds words, which may wrap."""
        return self.heading.kind is Cell.TEXT

    @property
    def figures(self) -> bool:
        """Whether it stands at the right."""
        return self.heading.kind in FIGURES

    def needs(self, size: float) -> float:
        """The width below which it is hard to read: a very long word may be broken."""
        return min(self.least * size, MOST_LEAST) if self.text else self.least * size


@dataclass(frozen=True, slots=True)
class Written:
    """A table as it reads, column by column."""

    table: Table
    columns: list[Texts]

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.table.rows)


def written(table: Table) -> Written:
    """Every cell written out and measured; a total that is not there is blank.

    The row of totals says “Total” where it has no word of its own.
    """
    across = len(table.headings)
    if all(len(row) == across for row in table.rows):
        values: Iterable[Sequence[Value]] = zip(*table.rows, strict=True) if table.rows else [()] * across
    else:
        values = [[row[at] if at < len(row) else "" for row in table.rows] for at in range(across)]
    totals: list[Value] = [*(table.totals or ()), *[None] * across][:across]
    if table.totals and totals[0] is None and not any(isinstance(value, str) for value in totals):
        totals[0] = "Total"
    kinds = [head.kind for head in table.headings]
    finest = [of_row(kinds, row) for row in table.rows] if Cell.FIGURE in kinds else []
    columns = [
        _texts(head, column, total, finest)
        for head, column, total in zip(table.headings, values, totals, strict=True)
    ]
    return Written(table, columns)


def _texts(heading: Heading, values: Sequence[Value], total: Value, finest: Sequence[int]) -> Texts:
    """One column, measured; figures and dates never wrap, their heading does. `finest`: decimals by row, of mixed kinds."""
    write = writer(heading, of_column(heading.kind, [*values, total]))
    if heading.kind is Cell.FIGURE:
        cells = [figures(value, places) for value, places in zip(values, finest, strict=True)]
    else:
        cells = [write(value) for value in values]
    summed = "" if total is None else write(total)
    wide = {text: width(text, PLAIN) for text in dict.fromkeys(cells)}
    named = max((width(word, BOLD) for word in heading.name.split()), default=0.0)
    natural = max(max(wide.values(), default=0.0), width(summed, BOLD))
    whole = width(heading.name, BOLD)
    if heading.kind is not Cell.TEXT:
        least = max(natural, named)
        return Texts(heading, cells, wide, summed, max(least, whole), least, ())
    words = {word for text in (*wide, summed) for word in text.split()}
    widest = max((width(word, BOLD) for word in nlargest(SAMPLE, words, key=len)), default=0.0)
    ranked = sorted([*(wide[text] for text in cells), whole])
    return Texts(heading, cells, wide, summed, max(natural, whole), max(named, widest), ranked)


def needs_landscape(tables: Sequence[Written], portrait: float) -> bool:
    """Whether any table, its long texts wrapped, is wider than an upright page."""
    size = SIZES[0]
    return any(
        sum(min(one.natural * size, WIDE_TEXT) if one.text else one.least * size for one in table.columns)
        + GAP * (len(table.columns) - 1)
        > portrait
        for table in tables
    )


def widest(tables: Sequence[Sequence[Texts]]) -> list[Texts]:
    """Columns for several tables of the same headings: each as wide as the widest of them wants."""
    return [
        replace(
            same[0],
            natural=max(one.natural for one in same),
            least=max(one.least for one in same),
            ranked=sorted(wide for one in same for wide in one.ranked),
        )
        for same in zip(*tables, strict=True)
    ]


def natural(columns: Sequence[Texts], size: float) -> float:
    """How wide a table is in a size if nothing is wrapped."""
    return sum(one.natural for one in columns) * size + GAP * (len(columns) - 1)


def fit(columns: Sequence[Texts], room: float, largest: float = SIZES[0]) -> tuple[float, list[Column]]:
    """The largest size in which a table fits, and its columns from 0 to `room`."""
    free = room - GAP * (len(columns) - 1)
    sizes = [size for size in SIZES if size <= largest]
    size = next((one for one in sizes if sum(column.needs(one) for column in columns) <= free), SIZES[-1])
    found, at = [], 0.0
    for column, wide in zip(columns, _shared(columns, size, free), strict=True):
        found.append(Column(at, at + wide, column.figures))
        at += wide + GAP
    return size, found


def _shared(columns: Sequence[Texts], size: float, free: float) -> list[float]:
    """Everyone gets what it needs, then texts where that spares most rows a second line, then all texts, then headings.

    What is left over goes to the texts; to all columns where there are many figures.
    """
    wide = [one.needs(size) for one in columns]
    over = free - sum(wide)
    if over < 0:
        return [one * free / sum(wide) for one in wide]
    over = _served(wide, columns, size, over)
    for text in (True, False):
        lacks = {at: one.natural * size - wide[at] for at, one in enumerate(columns) if one.text is text}
        over = _given(wide, lacks, over)
    texts = [at for at, one in enumerate(columns) if one.text]
    if len(columns) - len(texts) > MANY_FIGURES or not texts:
        return [one + over / len(wide) for one in wide]
    together = sum(wide[at] for at in texts)
    for at in texts:
        wide[at] += over * (wide[at] / together if together else 1 / len(texts))
    return wide


def _served(wide: list[float], columns: Sequence[Texts], size: float, over: float) -> float:
    """Gives texts width where a point of it sets most cells on one line, as far as it goes; returns the rest."""
    while True:
        offers = [offer for at, one in enumerate(columns) for offer in _offers(one, size, wide[at], over, at)]
        if not offers:
            return over
        _, lack, at = max(offers)
        wide[at] += lack
        over -= lack


def _offers(
    column: Texts, size: float, wide: float, over: float, at: int
) -> Iterator[tuple[float, float, int]]:
    """How many more cells would stand on one line for a point, how many points that takes, and the column's place."""
    ranked = column.ranked
    have = bisect_right(ranked, wide / size + TINY)
    step = max((len(ranked) - have) // STEPS, 1)
    for end in range(len(ranked) - 1, have - 1, -step):
        lack = ranked[end] * size - wide
        if TINY < lack <= over:
            yield (end + 1 - have) / lack, lack, at


def _given(wide: list[float], lacks: dict[int, float], over: float) -> float:
    """Shares what is left over equally among those that lack some width; returns the rest."""
    while over > 0.01 and any(lack > 0.01 for lack in lacks.values()):
        lacking = [at for at, lack in lacks.items() if lack > 0.01]
        portion = over / len(lacking)
        for at in lacking:
            given = min(portion, lacks[at])
            wide[at] += given
            lacks[at] -= given
            over -= given
    return over
