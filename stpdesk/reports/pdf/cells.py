"""How a table's raw values are written on a page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from stpdesk.core.civil import local
from stpdesk.core.money import decimal_text, group_lakh, lakh
from stpdesk.reports.figures.decimals import of_figure
from stpdesk.reports.figures.table import Cell, Heading, Value
from stpdesk.reports.figures.written import grouped, rounded
from stpdesk.reports.pdf import written

MISSING = "–"
"""Written where a value is not known: never 0."""

FIGURES = frozenset({Cell.MONEY, Cell.E4, Cell.COUNT, Cell.PERCENT, Cell.USD, Cell.MINUTES, Cell.FIGURE})
"""Kinds that stand at the right of their column."""

HOUR = 3600


def writer(heading: Heading, places: int = 0) -> Callable[[Value], str]:
    """What writes the cells of a column, with so many decimals where its kind leaves that open.

    A text where a figure is expected stays that text.
    """
    write = _number(heading, places)

    def cell(value: Value) -> str:
        if isinstance(value, str):
            return value
        if value is None:
            return MISSING
        if isinstance(value, date):
            return written.day(value)
        return write(value)

    return cell


def figures(value: Value, places: int) -> str:
    """One figure of mixed kinds with the decimals of its row; what is not quite 100 is never printed as 100."""
    if value is None or isinstance(value, str | date):
        return MISSING if value is None else str(value)
    return grouped(rounded(value, places), places)


def _number(heading: Heading, places: int) -> Callable[[float], str]:
    """What writes the numbers of a column."""
    if heading.kind is Cell.PERCENT and "%" not in heading.name:
        return lambda value: f"{_decimals(value, 1)} %"
    if heading.kind is Cell.E4:
        return lambda value: _e4(int(value), places)
    if heading.kind in {Cell.MINUTES, Cell.COUNT}:
        return (lambda value: _decimals(value, places)) if places else lambda value: group_lakh(int(value))
    if heading.kind is Cell.FIGURE:
        return lambda value: figures(value, of_figure(value))
    return _NUMBERS[heading.kind]


def _e4(value: int, places: int) -> str:
    """Ten-thousandths as a decimal."""
    return written.quantity(decimal_text(value, least=places))


@lru_cache(maxsize=4096)
def _decimals(value: float, places: int) -> str:
    """So many decimals, half up as people round."""
    return written.quantity(str(Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)))


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
    Cell.PERCENT: lambda value: _decimals(value, 1),
    Cell.INSTANT: _instant,
}
