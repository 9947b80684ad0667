"""Any figures object as JSON: money as contract.md writes it, days and instants as ISO, exact numbers as numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any, NewType

from stpdesk.core.civil import local
from stpdesk.core.money import decimal, rupees
from stpdesk.core.months import Month
from stpdesk.reports.figures.table import Cell

Instant = NewType("Instant", int)
"""Seconds since 1970 UTC, printed in the park's time."""

Cents = NewType("Cents", int)
"""US dollars in hundredths."""

Measured = int | float
"""A figure of the kind that the object's own field `kind` names: whole paisa or cents, ten-thousandths, a number."""

_HUNDREDTHS = (Cell.MONEY, Cell.USD)


def plain(value: Any) -> Any:
    """A figures object, or any part of one, as what `json` writes; a field's annotation says what its integers count."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if is_dataclass(value) and not isinstance(value, Month | type):
        kind = getattr(value, "kind", None)
        return {
            name: plain(held) if written is None else _each(held, written, kind)
            for name, written in _fields(type(value))
            for held in (getattr(value, name),)
        }
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else float(value)
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else str(value)


Written = Callable[[Any, Any], Any]


@cache
def _fields(kind: type[Any]) -> list[tuple[str, Written | None]]:
    """The fields of a dataclass, and how their numbers are written where that is another way than as they are."""
    found: list[tuple[str, Written | None]] = []
    for one in fields(kind):
        written = next((way for word, way in _WAYS.items() if word in str(one.type)), None)
        found.append((one.name, written))
    return found


def _each(value: Any, written: Written, kind: Any) -> Any:
    """One figure, or each of several."""
    if isinstance(value, tuple):
        return [_each(one, written, kind) for one in value]
    return None if value is None else written(value, kind)


_WAYS: dict[str, Written] = {
    "Paisa": lambda amount, _: rupees(amount),
    "Cents": lambda amount, _: rupees(amount),
    "Instant": lambda instant, _: local(instant).isoformat(),
    "E4": lambda scaled, _: float(decimal(scaled)),
    "Measured": lambda figure, kind: rupees(figure) if kind in _HUNDREDTHS else figure,
}
"""By a word of the annotation."""
