"""Figures as JSON: what a number counts is told by its field's annotation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from stpdesk.core.money import E4, Paisa
from stpdesk.core.months import Month
from stpdesk.reports.figures.plain import Cents, Instant, Measured, plain
from stpdesk.reports.figures.table import Cell


class Colour(Enum):
    """Two of them."""

    RED = "red"


@dataclass(frozen=True, slots=True)
class Part:
    """One figure of a kind."""

    kind: Cell
    value: Measured | None
    series: tuple[Measured | None, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """One of everything."""

    owed: Paisa
    unknown: Paisa | None
    sold: Cents
    area: E4
    share: Fraction
    at: Instant
    day: date
    month: Month
    colour: Colour
    count: int
    known: bool
    words: str
    parts: tuple[Part, ...]


def test_every_kind_of_field_is_written_as_the_contract_says() -> None:
    parts = (
        Part(Cell.MONEY, -50, (1_00, None)),
        Part(Cell.PERCENT, 92.5, (1, None)),
        Part(Cell.USD, None, ()),
    )
    whole = Whole(
        Paisa(57375_00), None, Cents(5), E4(123_456), Fraction(1, 4), Instant(1_790_000_000), date(2026, 10, 31),
        Month(2026, 10), Colour.RED, 3, True, "“words”", parts,
    )  # fmt: skip
    assert plain(whole) == {
        "owed": "57375.00", "unknown": None, "sold": "0.05", "area": 12.3456, "share": 0.25,
        "at": "2026-09-21T19:13:20+05:00", "day": "2026-10-31", "month": "2026-10", "colour": "red", "count": 3, "known": True,
        "words": "“words”",
        "parts": [
            {"kind": "money", "value": "-0.50", "series": ["1.00", None]},
            {"kind": "percent", "value": 92.5, "series": [1, None]},
            {"kind": "usd", "value": None, "series": []},
        ],
    }  # fmt: skip
