"""What a cell of a workbook holds before it is understood, and the answer when it does not fit."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

SHOWN = 60
"""Letters of a cell's content that a fault repeats."""


class Share(float):
    """A number in a cell that shows percent: 0.16 where the cell reads 16%."""

    __slots__ = ()


class CellError(str):
    """An Excel error such as #REF!."""

    __slots__ = ()


class NoValue:
    """A formula whose result was never stored."""

    __slots__ = ()


NO_VALUE: Final = NoValue()

Raw = str | int | float | bool | datetime | date | time | CellError | NoValue
"""A cell that is not empty: `datetime` and `time` (local, without zone) are number cells in a date format."""


class Unfit(Exception):
    """A cell that is not what its column holds; its one argument says what is expected."""


def unfit(raw: object, expected: str) -> Unfit:
    """The verdict on a raw value: cells without a usable value are named as such."""
    if isinstance(raw, CellError):
        return Unfit("expected a value; the cell holds an Excel error")
    if isinstance(raw, NoValue):
        return Unfit(
            "expected a stored value; this formula has none: open the file in Excel, save it, and import again"
        )
    return Unfit(expected)


def plain(number: float) -> str:
    """A number's digits as typed: no exponent, no `.0`."""
    if isinstance(number, int):
        return str(number)
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    return format(Decimal(repr(float(number))), "f").removesuffix(".0")


def shown(raw: object) -> str:
    """How a fault repeats a cell's content: short, on one line."""
    if isinstance(raw, NoValue):
        return "formula"
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, Share):
        return f"{plain(round(raw * 100, 6))}%"
    if isinstance(raw, int | float):
        return plain(raw)
    if isinstance(raw, datetime):
        return raw.strftime("%Y-%m-%d" if raw.time() == time() else "%Y-%m-%d %H:%M:%S")
    text = " ".join(str(raw).split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
