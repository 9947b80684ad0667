"""The table of an invoice: its columns, its rows measured, and which rows stand on which page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from stpdesk.core.money import Paisa, lakh
from stpdesk.reports.pdf.fitting import fitted, wrap
from stpdesk.reports.pdf.invoice_words import Entry
from stpdesk.reports.pdf.sheet import MARGIN, Colour, Sheet, Style
from stpdesk.reports.pdf.styles import LABEL

HEAD_ROW: Final = 18.0
INDENT: Final = 8.0
MOST_LINES: Final = 8


@dataclass(frozen=True, slots=True)
class Density:
    """How closely the rows stand."""

    size: float
    pad: float


ROOMY, SNUG, DENSE = Density(8.5, 6.4), Density(8.0, 3.4), Density(6.8, 1.6)


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading, its edges from the left margin, and whether it holds figures."""

    name: str
    left: float
    right: float
    figures: bool = False


COLUMNS: Final = (
    Column("Description", 0, 174),
    Column("Period", 182, 272),
    Column("Unit", 278, 314),
    Column("Quantity", 318, 374, figures=True),
    Column("Rate Rs", 380, 428, figures=True),
    Column("Amount Rs", 434, 504.56, figures=True),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A measured row: the lines of each cell."""

    entry: Entry
    cells: tuple[tuple[str, ...], ...]
    style: Style
    pad: float

    @property
    def height(self) -> float:
        """What it takes on the page."""
        return max(len(lines) for lines in self.cells) * self.style.leading + self.pad


def measured(entries: Sequence[Entry], density: Density) -> list[Row]:
    """Every entry, wrapped into its columns."""
    return [_row(entry, density) for entry in entries]


def _row(entry: Entry, density: Density) -> Row:
    """One entry; a subsidy stands closer and muted under its line."""
    style = Style(density.size, colour=Colour.MUTED if entry.under else Colour.TEXT)
    texts = (entry.description, entry.period, entry.unit, entry.quantity, entry.rate, lakh(entry.amount))
    cells = tuple(
        (text,) if column.figures else _wrapped(text, column, style, under=entry.under)
        for text, column in zip(texts, COLUMNS, strict=True)
    )
    return Row(entry, cells, style, density.pad / 2 if entry.under else density.pad)


def _wrapped(text: str, column: Column, style: Style, *, under: bool) -> tuple[str, ...]:
    """A text cell's lines; a subsidy's description is indented."""
    room = _room(column) - (INDENT if under and column.left == 0 else 0)
    return wrap(text, style, room, MOST_LINES)


def _room(column: Column) -> float:
    """How wide a column is."""
    return column.right - column.left


@dataclass(frozen=True, slots=True)
class Room:
    """Heights for the table: on the first page, on further ones, and what follows the last row."""

    first: float
    further: float
    tail: float
    carried: float


def paged(rows: Sequence[Row], room: Room) -> list[list[Row]]:
    """Rows by page, a subsidy with its line, the last page with place for the tail, never an orphan tail."""
    groups = _grouped(rows)
    pages: list[list[list[Row]]] = [[]]
    left = room.first
    for at, group in enumerate(groups):
        height = sum(row.height for row in group)
        after = room.tail if at == len(groups) - 1 else room.carried
        if pages[-1] and height + after > left:
            pages.append([])
            left = room.further
        pages[-1].append(group)
        left -= height
    if left < room.tail:
        last = [pages[-1].pop()] if len(pages[-1]) > 1 else []
        pages.append(last)
    return [[row for group in page for row in group] for page in pages]


def _grouped(rows: Sequence[Row]) -> list[list[Row]]:
    """Each line with the subsidies under it; a very long group is cut so that it can turn the page."""
    groups: list[list[Row]] = []
    for row in rows:
        if row.entry.under and groups and len(groups[-1]) < 6:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def draw_head(sheet: Sheet, top: float) -> float:
    """The column headings over a rule; returns where the rows begin."""
    base = top - HEAD_ROW + 6
    for column in COLUMNS:
        if column.figures:
            sheet.text_right(MARGIN + column.right, base, column.name, LABEL)
        else:
            sheet.text(MARGIN + column.left, base, column.name, LABEL)
    sheet.rule(MARGIN, sheet.right, top - HEAD_ROW, Colour.MUTED)
    return top - HEAD_ROW


def draw_rows(sheet: Sheet, top: float, rows: Sequence[Row]) -> float:
    """Rows with a hairline above each line, none above a subsidy; returns where they end."""
    for at, row in enumerate(rows):
        if at and not row.entry.under:
            sheet.rule(MARGIN, sheet.right, top)
        first = top - row.style.size - (0 if row.entry.under else row.pad / 2)
        for column, lines in zip(COLUMNS, row.cells, strict=True):
            indent = INDENT if row.entry.under and column.left == 0 else 0
            for number, line in enumerate(lines):
                base = first - number * row.style.leading
                if column.figures:
                    sheet.text_right(
                        MARGIN + column.right, base, line, fitted(line, row.style, _room(column))
                    )
                else:
                    sheet.text(MARGIN + column.left + indent, base, line, row.style, sentence=True)
        top -= row.height
    return top


def draw_carried(sheet: Sheet, top: float, label: str, amount: Paisa, density: Density) -> float:
    """The sum so far, at the end of a page and the beginning of the next."""
    style = Style(density.size, colour=Colour.MUTED)
    base = top - style.size - density.pad / 2
    sheet.text(MARGIN, base, label, style)
    sheet.text_right(sheet.right, base, lakh(amount), style)
    height = carried_height(density)
    sheet.rule(MARGIN, sheet.right, top - height)
    return top - height


def carried_height(density: Density) -> float:
    """What such a line takes."""
    return density.size * 1.32 + density.pad
