"""Finding a sheet's heading row: the first that holds the required names, in any order and case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from stpdesk.core.codes import fold
from stpdesk.workbook.cells import Parse, parser
from stpdesk.workbook.kinds import Column, Sheet
from stpdesk.workbook.stream import Cells, Numbered

SEARCHED = 50
"""Filled rows searched for the headings: titles above them are fewer."""

HEADINGS_WANTED = "expected a heading row with {names}"


@dataclass(slots=True)
class Headings:
    """Which columns of a sheet hold what.

    `missing` names the required headings that no row had, as far as the best row goes; then nothing else counts.
    """

    row: int = 0
    plan: dict[int, tuple[str, Parse]] = field(default_factory=dict)
    unknown: dict[int, str] = field(default_factory=dict)
    doubled: list[tuple[str, int]] = field(default_factory=list)
    missing: tuple[str, ...] = ()
    empty: bool = False


def heading(text: object) -> str:
    """A heading as it is matched: case-blind, without outer blanks, a blank inside is an underscore."""
    return fold(text).replace(" ", "_") if type(text) is str else ""


def find(sheet: Sheet, rows: Iterator[Numbered]) -> Headings:
    """Read up to the heading row of a sheet; the rows below it remain in `rows`."""
    required = set(sheet.required)
    nearest = required
    seen = 0
    for number, cells in rows:
        if not any(heading(raw) or type(raw) is not str for _, raw in cells):
            continue
        seen += 1
        missing = required - {heading(raw) for _, raw in cells}
        if not missing:
            return _planned(sheet, number, cells)
        nearest = min(nearest, missing, key=len)
        if seen == SEARCHED:
            break
    return Headings(missing=tuple(name for name in sheet.required if name in nearest), empty=not seen)


def _planned(sheet: Sheet, number: int, cells: Cells) -> Headings:
    """The plan a heading row makes."""
    known: dict[str, Column] = {column.name: column for column in sheet.columns}
    found = Headings(number)
    taken: set[str] = set()
    for place, raw in cells:
        name = heading(raw)
        if name in taken:
            found.doubled.append((name, place))
        elif name in known:
            taken.add(name)
            found.plan[place] = (name, parser(known[name]))
        elif name:
            found.unknown[place] = str(raw).strip()
    return found
