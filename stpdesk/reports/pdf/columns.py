"""How wide a table's columns are, and in what size it is set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest

from stpdesk.reports.figures.table import Cell, Heading, Table, Value
from stpdesk.reports.pdf.cells import FIGURES, shown, writer
from stpdesk.reports.pdf.fonts import Weight
from stpdesk.reports.pdf.sheet import Style, width

GAP = 10.0
SIZES = (8.5, 7.8, 7.0, 6.2, 5.5)
WIDE_TEXT = 190.0
"""A text column wider than this wraps rather than turn the page."""

MOST_LEAST = 95.0
"""No text column insists on more."""

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

    `natural` is what it wants (no text wrapped, its heading on one line), `least` what it needs, at size 1.
    """

    heading: Heading
    cells: list[str]
    wide: dict[str, float]
    total: str
    natural: float
    least: float

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
    totals = _totals(table)
    if all(len(row) == across for row in table.rows):
        values: Iterable[Sequence[Value]] = zip(*table.rows, strict=True) if table.rows else [()] * across
    else:
        values = [[row[at] if at < len(row) else "" for row in table.rows] for at in range(across)]
    columns = [
        _texts(head, column, total)
        for head, column, total in zip(table.headings, values, totals, strict=True)
    ]
    return Written(table, columns)


def _totals(table: Table) -> list[str]:
    """The row of totals as it reads, blank where there is none."""
    across = len(table.headings)
    given = [*(table.totals or ()), *[None] * across][:across]
    totals = [
        "" if value is None else shown(value, head) for value, head in zip(given, table.headings, strict=True)
    ]
    if table.totals and totals and not totals[0] and not any(isinstance(value, str) for value in given):
        totals[0] = "Total"
    return totals


def _texts(heading: Heading, values: Sequence[Value], total: str) -> Texts:
    """One column, measured; figures and dates never wrap, their heading does."""
    write = writer(heading)
    cells = [write(value) for value in values]
    wide = {text: width(text, PLAIN) for text in dict.fromkeys(cells)}
    named = max((width(word, BOLD) for word in heading.name.split()), default=0.0)
    natural = max(max(wide.values(), default=0.0), width(total, BOLD))
    if heading.kind is not Cell.TEXT:
        least = max(natural, named)
        return Texts(heading, cells, wide, total, max(least, width(heading.name, BOLD)), least)
    words = {word for text in (*wide, total) for word in text.split()}
    widest = max((width(word, BOLD) for word in nlargest(SAMPLE, words, key=len)), default=0.0)
    return Texts(heading, cells, wide, total, max(natural, width(heading.name, BOLD)), max(named, widest))


def needs_landscape(tables: Sequence[Written], portrait: float) -> bool:
    """Whether any table, its long texts wrapped, is wider than an upright page."""
    size = SIZES[0]
    return any(
        sum(min(one.natural * size, WIDE_TEXT) if one.text else one.least * size for one in table.columns)
        + GAP * (len(table.columns) - 1)
        > portrait
        for table in tables
    )


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
    """Everyone gets what it needs, then texts what they want, then headings; what is left over goes to the texts."""
    wide = [one.needs(size) for one in columns]
    over = free - sum(wide)
    if over < 0:
        return [one * free / sum(wide) for one in wide]
    for text in (True, False):
        lacks = {at: one.natural * size - wide[at] for at, one in enumerate(columns) if one.text is text}
        over = _given(wide, lacks, over)
    stretched = [at for at, one in enumerate(columns) if one.text] or list(range(len(wide)))
    together = sum(wide[at] for at in stretched)
    for at in stretched:
        wide[at] += over * (wide[at] / together if together else 1 / len(stretched))
    return wide


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
