"""A field for each kind of the workbook's columns, so that a setting is typed as it is in a sheet, only with help."""

from __future__ import annotations

from datetime import date
from typing import Any

from stpdesk.core.matching import Item
from stpdesk.ui.fields.base import Field
from stpdesk.ui.fields.choice import Choice, Suggest
from stpdesk.ui.fields.dates import Date, MonthField
from stpdesk.ui.fields.numbers import Amount, Count, Percent, Quantity
from stpdesk.ui.fields.segments import Segmented, YesNo
from stpdesk.ui.fields.written import LongText, Text
from stpdesk.workbook.kinds import Column, Kind

LONG = frozenset({"address", "cover_text", "bank"})
"""Texts of several lines."""
FEW = 3
"""So many choices stand side by side."""


def field_of(column: Column, label: str, today: date, *, required: bool = False) -> Field:
    """The field of a column under a name in words; `today` is the session's day, which dates are typed from."""
    name, kind = column.name, column.kind
    more: dict[str, Any] = {"required": required or column.required}
    if kind is Kind.CHOICE:
        if len(column.choices) <= FEW:
            return Segmented(name, label, [(one, one) for one in column.choices], **more)
        return Choice(name, label, [Item(one, one) for one in column.choices], **more)
    if kind is Kind.YESNO:
        return YesNo(name, label, **more)
    if kind is Kind.DATE:
        return Date(name, label, lambda: today, **more)
    if kind is Kind.MONTH:
        return MonthField(name, label, lambda: today, **more)
    if kind is Kind.PERCENT:
        return Percent(name, label, **more)
    if kind in {Kind.E4, Kind.SIGNED_E4}:
        return Quantity(name, label, signed=kind is Kind.SIGNED_E4, **more)
    if kind is Kind.COUNT:
        return Count(name, label, least=column.least, largest=column.limit, **more)
    if kind is Kind.PAISA:
        return Amount(name, label, **more)
    if name in LONG:
        return LongText(name, label, lines=4, width=440, **more)
    if column.suggestions and kind is not Kind.NAMES:
        return Suggest(name, label, column.suggestions, **more)
    return Text(name, label, **more)


def cell_of(column: Column, value: Any) -> Any:
    """What a field holds, as the sheet's cell would: names split by semicolons are several."""
    if column.kind is Kind.NAMES and isinstance(value, str):
        return tuple(part.strip() for part in value.split(";") if part.strip())
    return value


def typed(column: Column, value: Any) -> Any:
    """A cell as its field shows it."""
    return "; ".join(value) or None if isinstance(value, tuple) and column.kind is Kind.NAMES else value
