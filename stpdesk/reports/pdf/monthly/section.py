"""What the sections share: their titles, and tables of typed cells under a title of their own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from stpdesk.reports.figures.table import Cell, Heading, Table
from stpdesk.reports.pdf import blocks
from stpdesk.reports.pdf.flow import Flow
from stpdesk.reports.pdf.styles import BODY, CHAPTER
from stpdesk.reports.pdf.tabular import Tabular

LARGEST, PAD = 7.6, 3.4
"""Points: the lists of the report are set a little smaller and closer than tables of their own."""

DENSE_LARGEST, DENSE_PAD = 7.0, 2.6
MANY = 50
"""A list of more rows is set closer still."""

WHOLE, SOME, FEW = 40, 12, 10
"""Returns and outages up to so many are printed whole, else as sums and the largest; of other lists the first or largest.

PSEB reads four to six pages; the lists themselves are in the workbook, which bears the same number and hash.
"""

CHAPTER_GAP = 20.0
GAP = 12.0

Row = Sequence[Any]


def headings(*given: str | tuple[str, Cell]) -> list[Heading]:
    """Headings of texts, and of other kinds with their kind."""
    return [Heading(one) if isinstance(one, str) else Heading(*one) for one in given]


def chapter(flow: Flow, title: str, sentence: str) -> None:
    """A section's title with its one sentence; it stays with what follows."""
    flow.hold(blocks.Heading(title, sentence, style=CHAPTER, said=BODY), gap=CHAPTER_GAP)


def part(shown: int, count: int, sheet: str, which: str = "first") -> str:
    """`The 20 longest of 300; all are in this report's workbook, sheet Outages.`"""
    some = f"The first {shown}" if which == "first" else f"The {shown} {which}"
    return f"{some} of {count}; all are in this report's workbook, sheet {sheet}."


def listed(
    flow: Flow,
    title: str,
    heads: Sequence[Heading],
    rows: Sequence[Row],
    *,
    empty: str,
    totals: Row | None = None,
    note: str = "",
    missed: Collection[tuple[int, int]] = (),
    dense: bool = False,
    share: float | None = 1.0,
    most: int = 0,
    sheet: str = "",
    which: str = "first",
) -> None:
    """A table under its title and a note; the sentence `empty` alone where it has no rows.

    Of more than `most` rows (0 = any number) only so many are printed, and the note says in which `sheet` of the workbook
    all are; its totals are of all.
    """
    flow.mark(title, 1)
    if most and len(rows) > most:
        note, rows = f"{note} {part(most, len(rows), sheet, which)}".strip(), rows[:most]
    flow.hold(blocks.Heading(title, note if rows else "", rule=False), gap=GAP)
    table = Table(title, heads, rows, totals, empty=empty)
    size, pad = (DENSE_LARGEST, DENSE_PAD) if dense or flow.dense or len(rows) > MANY else (LARGEST, PAD)
    flow.add_rows(Tabular(table, largest=size, pad=pad, missed=missed, share=share), again=continued(title))


def continued(title: str) -> blocks.Heading:
    """What stands over a table that goes on from the page before."""
    return blocks.Heading(f"{title}, continued", rule=False)
