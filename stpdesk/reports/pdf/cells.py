"""How a table's raw values are written on a page."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from stpdesk.core.civil import local
from stpdesk.core.money import decimal_text, group_lakh, lakh
from stpdesk.reports.figures.table import Cell, Heading, Value
from stpdesk.reports.pdf import written

MISSING = "–"
"""Written where a value is not known: never 0."""

FIGURES = frozenset({Cell.MONEY, Cell.E4, Cell.COUNT, Cell.PERCENT, Cell.USD, Cell.MINUTES, Cell.FIGURE})
"""Kinds that stand at the right of their column."""


def shown(value: Value, heading: Heading) -> str:
    """One cell as people read it; a text where a figure is expected stays that text."""
    if value is None:
        return MISSING
    if isinstance(value, date):
        return written.day(value)
    if isinstance(value, str) or heading.kind in {Cell.TEXT, Cell.DATE}:
        return str(value)
    return _figure(value, heading)


def _figure(value: float, heading: Heading) -> str:
    """A number of a figures column."""
    if heading.kind in {Cell.MONEY, Cell.USD}:
        return lakh(int(value))
    if heading.kind is Cell.E4:
        return written.quantity(decimal_text(int(value)))
    if heading.kind is Cell.INSTANT:
        return f"{local(int(value)):%d %b %Y %H:%M}"
    if heading.kind in {Cell.COUNT, Cell.MINUTES, Cell.FIGURE} and value == int(value):
        return group_lakh(int(value))
    if heading.kind is Cell.FIGURE:
        return written.quantity(str(Decimal(str(value)).quantize(Decimal("0.0001"), ROUND_HALF_UP)))
    tenth = Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    percent = " %" if heading.kind is Cell.PERCENT and "%" not in heading.name else ""
    return written.quantity(str(tenth)) + percent
