"""How many decimals a table's figures have: one number for a column, or, of figures of mixed kinds, for a row."""

from __future__ import annotations

from collections.abc import Sequence
from math import gcd

from stpdesk.core.money import ONE
from stpdesk.reports.figures.table import Cell, Value

FINEST = 2
"""Decimals of a figure of mixed kinds."""

EVENED = frozenset({Cell.E4, Cell.MINUTES, Cell.COUNT})
"""Kinds whose decimals depend on the column."""

FOUR = 4
"""Decimals that ten-thousandths have at most."""


def of_column(kind: Cell, values: Sequence[Value]) -> int:
    """Decimals of all cells of a column, so that they stand under each other: as many as one of them needs.

    Of ten-thousandths up to four, of minutes and counts one. Other kinds have their own, and 0 comes back.
    """
    if kind is Cell.E4:
        step = gcd(ONE, *(int(value) for value in values if isinstance(value, int | float)))
        return next(places for places in range(FOUR + 1) if step * 10**places % ONE == 0)
    if kind in EVENED:
        return int(any(isinstance(value, float) and value != int(value) for value in values))
    return 0


def of_row(headings: Sequence[Cell], row: Sequence[Value]) -> int:
    """Decimals of the figures of mixed kinds in one row: two where one of them or its name (“…, %”) asks for them."""
    name = row[0] if row else None
    if isinstance(name, str) and name.endswith("%"):
        return FINEST
    return max(
        (of_figure(value) for kind, value in zip(headings, row, strict=False) if kind is Cell.FIGURE),
        default=0,
    )


def of_figure(value: Value) -> int:
    """Decimals of one figure: none where it is whole."""
    return FINEST if isinstance(value, float) and value != int(value) else 0
