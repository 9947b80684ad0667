"""What every tabular document is made of: titled tables of typed cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any


class Cell(Enum):
    """How a column's raw values read: money is whole paisa, E4 ten-thousandths, percent a float in percent.

    Minutes and figures of mixed kinds are numbers, an instant is seconds since 1970 UTC, shown in the park's time.
    """

    TEXT = "text"
    MONEY = "money"
    E4 = "e4"
    COUNT = "count"
    PERCENT = "percent"
    DATE = "date"
    USD = "usd"
    MINUTES = "minutes"
    INSTANT = "instant"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Heading:
    """One column: its heading as people read it, and the kind of its cells."""

    name: str
    kind: Cell = Cell.TEXT


Value = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of raw values under headings; `totals` is one more row, None where a column has no sum."""

    title: str
    headings: Sequence[Heading]
    rows: Sequence[Sequence[Value]]
    totals: Sequence[Value] | None = None
    note: str | None = None
    empty: str = "Nothing to show."


@dataclass(frozen=True, slots=True)
class Report:
    """A tabular document: `data` is its JSON as contract.md fixes it, `tables` what is printed of it."""

    name: str
    title: str
    park: Mapping[str, str | None]
    about: Sequence[tuple[str, str]]
    tables: Sequence[Table]
    data: Any = field(repr=False, default=None)
