"""How wide a table's columns are, and in what size it is set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest

from stpdesk.reports.figures.table import Table
from stpdesk.reports.pdf.cells import FIGURES, shown
from stpdesk.reports.pdf.fonts import Weight
from stpdesk.reports.pdf.sheet import Style, width

GAP = 10.0
SIZES = (8.5, 7.8, 7.0, 6.2, 5.5)
WIDE_TEXT = 190.0
"""A text column wider than this wraps rather than turn the page."""

LEAST_TEXT = 46.0
SAMPLE = 60
"""The widest cell is among the longest: so many of a column are measured."""


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
    """A table as it reads: headings, rows, totals."""

    table: Table
    rows: list[list[str]]
    totals: list[str] | None


def texts(table: Table) -> Texts:
    """Every cell written out; a total that is not there is blank; the row says “Total” where it has no word of its own."""
    rows = [
        [shown(value, head) for value, head in zip(row, table.headings, strict=False)] for row in table.rows
    ]
    if table.totals is None:
        return Texts(table, rows, None)
    pairs = zip(table.totals, table.headings, strict=False)
    totals = ["" if value is None else shown(value, head) for value, head in pairs]
    if totals and not totals[0] and not any(isinstance(value, str) for value in table.totals):
        totals[0] = "Total"
    return Texts(table, rows, totals)


@dataclass(frozen=True, slots=True)
class _Wish:
    """What a column wants and what it needs, at size 1."""

    natural: float
    least: float
    figures: bool


def _wishes(table: Texts) -> list[_Wish]:
    """Each column's, from its heading and its longest cells."""
    found = []
    for at, head in enumerate(table.table.headings):
        cells = {row[at] for row in table.rows if at < len(row)}
        if table.totals and at < len(table.totals):
            cells.add(table.totals[at])
        figures = head.kind in FIGURES
        natural = max(_widest(cells), _widest([head.name]))
        words = (
            head.name.split()
            if figures
            else [*head.name.split(), *(word for cell in cells for word in cell.split())]
        )
        least = max(_widest(words), _widest(cells) if figures else 0)
        found.append(_Wish(natural, least, figures))
    return found


def _widest(found: Iterable[str]) -> float:
    """The widest of the longest, as heavy as a total is set."""
    style = Style(1.0, Weight.SEMIBOLD)
    return max((width(text, style) for text in nlargest(SAMPLE, found, key=len)), default=0.0)


def needs_landscape(tables: Sequence[Texts], portrait: float) -> bool:
    """Whether any table, its long texts wrapped, is wider than an upright page."""
    for table in tables:
        wishes = _wishes(table)
        wide = sum(
            one.natural * SIZES[0] if one.figures else min(one.natural * SIZES[0], WIDE_TEXT)
            for one in wishes
        )
        if wide + GAP * (len(wishes) - 1) > portrait:
            return True
    return False


def fit(table: Texts, left: float, room: float) -> tuple[float, list[Column]]:
    """The largest size in which the table fits, and its columns."""
    wishes = _wishes(table)
    free = room - GAP * (len(wishes) - 1)
    size = next((size for size in SIZES if sum(_least(one, size) for one in wishes) <= free), SIZES[-1])
    found, at = [], left
    for wish, wide in zip(wishes, _shared(wishes, size, free), strict=True):
        found.append(Column(at, at + wide, wish.figures))
        at += wide + GAP
    return size, found


def _least(wish: _Wish, size: float) -> float:
    """The width below which a column is hard to read."""
    least = wish.least * size
    return least if wish.figures else min(least, max(LEAST_TEXT, WIDE_TEXT / 2))


def _shared(wishes: Sequence[_Wish], size: float, free: float) -> list[float]:
    """Figures get what they want; texts share the rest, none more than it can use but the widest, which stretches."""
    wide = [max(one.least if one.figures else 0.0, _least(one, size) / size) * size for one in wishes]
    over = free - sum(wide)
    if over < 0:
        return [one * free / sum(wide) for one in wide]
    open_ = {at: one.natural * size - wide[at] for at, one in enumerate(wishes)}
    while over > 0.01 and any(lack > 0.01 for lack in open_.values()):
        lacking = [at for at, lack in open_.items() if lack > 0.01]
        portion = over / len(lacking)
        for at in lacking:
            given = min(portion, open_[at])
            wide[at] += given
            open_[at] -= given
            over -= given
    if over > 0 and wide:
        texts_at = [at for at, one in enumerate(wishes) if not one.figures]
        stretched = max(texts_at, key=lambda at: wide[at]) if texts_at else len(wide) - 1
        wide[stretched] += over
    return wide
