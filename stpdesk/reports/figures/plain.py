"""Any figures object as JSON: money as contract.md writes it, days and instants as ISO, exact numbers as numbers."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
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
    if is_dataclass(value) and not isinstance(value, type):
        kind = getattr(value, "kind", None)
        return {one.name: _held(getattr(value, one.name), str(one.type), kind) for one in fields(value)}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else float(value)
    if isinstance(value, Month):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def _held(value: Any, annotation: str, kind: Any) -> Any:
    """One field: what its integers count is told by its annotation, or by the object's kind."""
    if isinstance(value, tuple):
        return [_held(one, annotation, kind) for one in value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        if "Paisa" in annotation or "Cents" in annotation:
            return rupees(int(value))
        if "Instant" in annotation:
            return local(int(value)).isoformat()
        if "E4" in annotation:
            return float(decimal(int(value)))
        if "Measured" in annotation and kind in _HUNDREDTHS:
            return rupees(round(value))
    return plain(value)
