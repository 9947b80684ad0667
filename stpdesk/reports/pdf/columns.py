"""How wide a table's columns are, and in what size it is set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest

from stpdesk.reports.figures.table import Cell, Table
from stpdesk.reports.pdf.cells import FIGURES, shown
from stpdesk.reports.pdf.fonts import Weight
from stpdesk.reports.pdf.sheet import Style, width

GAP = 10.0
SIZES = (8.5, 7.8, 7.0, 6.2, 5.5)
WIDE_TEXT = 190.0
"""A text column wider than this wraps rather than turn the page."""

MOST_LEAST = 95.0
"""No text column insists on more."""

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
    """What a column wants and what it needs, at size 1; `text` where it may wrap."""

    natural: float
    least: float
    text: bool
    figures: bool


def _wishes(table: Texts) -> list[_Wish]:
    """Each column's, from its heading and its longest cells; figures and dates never wrap, their headings do."""
    found = []
    for at, head in enumerate(table.table.headings):
        cells = {row[at] for row in table.rows if at < len(row)}
        if table.totals and at < len(table.totals):
            cells.add(table.totals[at])
        named = _widest(head.name.split())
        widest = _widest(cells)
        if head.kind is Cell.TEXT:
            words = _widest({word for cell in cells for word in cell.split()})
            found.append(
                _Wish(max(widest, _widest([head.name])), max(named, words), text=True, figures=False)
            )
        else:
            least = max(named, widest)
            found.append(_Wish(least, least, text=False, figures=head.kind in FIGURES))
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
            min(one.natural * SIZES[0], WIDE_TEXT) if one.text else one.least * SIZES[0] for one in wishes
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
    """The width below which a column is hard to read: a very long word may be broken."""
    return min(wish.least * size, MOST_LEAST) if wish.text else wish.least * size


def _shared(wishes: Sequence[_Wish], size: float, free: float) -> list[float]:
    """Everyone gets what it needs; texts share the rest, first what they want, then in proportion to it."""
    wide = [_least(one, size) for one in wishes]
    over = free - sum(wide)
    if over < 0:
        return [one * free / sum(wide) for one in wide]
    lacks = {at: one.natural * size - wide[at] for at, one in enumerate(wishes) if one.text}
    while over > 0.01 and any(lack > 0.01 for lack in lacks.values()):
        lacking = [at for at, lack in lacks.items() if lack > 0.01]
        portion = over / len(lacking)
        for at in lacking:
            given = min(portion, lacks[at])
            wide[at] += given
            lacks[at] -= given
            over -= given
    stretched = [at for at, one in enumerate(wishes) if one.text] or list(range(len(wide)))
    together = sum(wide[at] for at in stretched)
    for at in stretched:
        wide[at] += over * (wide[at] / together if together else 1 / len(stretched))
    return wide
