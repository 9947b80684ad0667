"""A table's raw values as a workbook holds and shows them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import cache

from stpdesk.core.civil import local
from stpdesk.core.money import decimal
from stpdesk.reports.figures.decimals import of_figure
from stpdesk.reports.figures.table import Cell, Value
from stpdesk.workbook.excel import text

GENERAL = "General"
DATE = "d mmm yyyy"
PERCENT = "0.0%"
INSTANT = "d mmm yyyy hh:mm"

FIGURES = frozenset({Cell.MONEY, Cell.E4, Cell.COUNT, Cell.PERCENT, Cell.USD, Cell.MINUTES, Cell.FIGURE})
"""Kinds that stand at the right of their column."""

Held = str | int | float | Decimal | date | datetime | None


def held(value: Value, kind: Cell, places: int = 0) -> tuple[Held, str]:
    """What a cell holds, and its number format, of so many decimals at least where the kind leaves that open.

    A text where a figure is expected stays a text.
    """
    if value is None or value == "":
        return None, GENERAL
    if isinstance(value, str):
        return text(value), GENERAL
    if isinstance(value, date):
        return date(value.year, value.month, value.day), DATE
    return _number(value, kind, places)


def _number(value: float, kind: Cell, places: int) -> tuple[Held, str]:
    """A number: money and E4 exactly, a percentage as the fraction a percent format shows."""
    if kind in {Cell.MONEY, Cell.USD}:
        return Decimal(int(value)).scaleb(-2), lakh_format(abs(int(value)) // 100, 2)
    if kind is Cell.E4:
        exact = decimal(int(value))
        exponent = exact.as_tuple().exponent
        return exact, lakh_format(int(exact), max(places, -exponent if isinstance(exponent, int) else 0))
    if kind is Cell.PERCENT:
        return round(value / 100, 15), PERCENT
    if kind is Cell.INSTANT:
        return local(int(value)).replace(tzinfo=None), INSTANT
    if kind is Cell.MINUTES:
        return value, lakh_format(int(value), max(places, 0 if value == int(value) else 1))
    if kind is Cell.FIGURE:
        return value, lakh_format(int(value), max(places, of_figure(value)))
    if kind is Cell.COUNT and value == int(value):
        return int(value), lakh_format(int(value), places)
    return value, GENERAL


def lakh_format(whole: int, places: int) -> str:
    r"""The number format of a number of this size: `##\,##\,##0.00`."""
    return _format_of(len(str(abs(whole))), places)


@cache
def _format_of(digits: int, places: int) -> str:
    r"""Lakh grouping for a number of so many digits, in one section so that a minus stays: `##\,##\,##0.00`.

    The usual format of three sections for small, lakh and crore leaves none for negatives.
    """
    groups = (digits - 2) // 2
    grouped = "#,##0" if groups <= 1 else "##\\," * groups + "##0"
    return f"{grouped}.{'0' * places}" if places else grouped
