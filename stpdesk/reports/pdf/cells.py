"""How a table's raw values are written on a page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from stpdesk.core.civil import local
from stpdesk.core.money import decimal_text, group_lakh, lakh
from stpdesk.reports.figures.table import Cell, Heading, Value
from stpdesk.reports.pdf import written

MISSING = "–"
"""Written where a value is not known: never 0."""

FIGURES = frozenset({Cell.MONEY, Cell.E4, Cell.COUNT, Cell.PERCENT, Cell.USD, Cell.MINUTES, Cell.FIGURE})
"""Kinds that stand at the right of their column."""

HOUR = 3600


def shown(value: Value, heading: Heading) -> str:
    """One cell as people read it; a text where a figure is expected stays that text."""
    return writer(heading)(value)


def writer(heading: Heading) -> Callable[[Value], str]:
    """What writes the cells of a column."""
    write = _number(heading)

    def cell(value: Value) -> str:
        if isinstance(value, str):
            return value
        if value is None:
            return MISSING
        if isinstance(value, date):
            return written.day(value)
        return write(value)

    return cell


def _number(heading: Heading) -> Callable[[float], str]:
    """What writes the numbers of a column."""
    if heading.kind is Cell.PERCENT and "%" not in heading.name:
        return lambda value: f"{_tenth(value)} %"
    return _NUMBERS[heading.kind]


def _e4(value: float) -> str:
    """Ten-thousandths as a decimal."""
    return written.quantity(decimal_text(int(value)))


def _whole(value: float) -> str:
    """A count; a fraction to one decimal."""
    return group_lakh(int(value)) if value == int(value) else _tenth(value)


@lru_cache(maxsize=4096)
def _tenth(value: float) -> str:
    """One decimal, half up as people round."""
    return written.quantity(str(Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP)))


def _figure(value: float) -> str:
    """A figure of mixed kinds, to four decimals."""
    if value == int(value):
        return group_lakh(int(value))
    told = str(Decimal(str(value)).quantize(Decimal("0.0001"), ROUND_HALF_UP))
    return written.quantity(told.rstrip("0").rstrip("."))


@lru_cache(maxsize=8192)
def _hour(number: int) -> tuple[str, int, int]:
    """The local day and time at which an hour since 1970 begins, as text, hours and minutes."""
    begins = local(number * HOUR)
    return written.day(begins.date()), begins.hour, begins.minute


def _instant(value: float) -> str:
    """`05 Oct 2026 14:07`, in the park's time."""
    number, seconds = divmod(int(value), HOUR)
    day, hour, minute = _hour(number)
    minute += seconds // 60
    return f"{day} {hour:02d}:{minute:02d}" if minute < 60 else _odd(int(value))


def _odd(instant: int) -> str:
    """The same where the zone is not whole hours from UTC."""
    found = local(instant)
    return f"{written.day(found.date())} {found:%H:%M}"


_NUMBERS: dict[Cell, Callable[[float], str]] = {
    Cell.TEXT: str,
    Cell.DATE: str,
    Cell.MONEY: lambda value: lakh(int(value)),
    Cell.USD: lambda value: lakh(int(value)),
    Cell.E4: _e4,
    Cell.COUNT: _whole,
    Cell.MINUTES: _whole,
    Cell.PERCENT: _tenth,
    Cell.INSTANT: _instant,
    Cell.FIGURE: _figure,
}
