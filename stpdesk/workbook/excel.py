"""Typed values as Excel holds them: the inverse of `cells`, so that what is written reads back the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from stpdesk.core.money import decimal
from stpdesk.core.months import Month
from stpdesk.workbook.kinds import LONGEST, Kind
from stpdesk.workbook.moments import HERE

DATE_FORMAT = "yyyy-mm-dd"
INSTANT_FORMAT = "yyyy-mm-dd hh:mm:ss"

FORMATS = {
    Kind.DATE: DATE_FORMAT,
    Kind.INSTANT: INSTANT_FORMAT,
    Kind.MONTH: "@",
    Kind.TIME: "@",
    Kind.TEXT: "@",
    Kind.CODE: "@",
    Kind.CODES: "@",
    Kind.NAMES: "@",
    Kind.PAISA: "#,##0.00",
    Kind.SIGNED_PAISA: "#,##0.00",
}
"""Number formats of the kinds; the rest are general."""

_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

Held = Any
"""What openpyxl is given: text, a whole number, a Decimal, a date or a local date and time."""


def text(value: str) -> str:
    """A text as a workbook can hold it: no control characters, nothing that reads as an escape."""
    return _LOOKS_ESCAPED.sub("_x005F_", _UNWRITABLE.sub("", value[:LONGEST]))


def weekdays(days: tuple[int, ...]) -> str:
    """Days as people write them: `daily`, `Mon-Fri`, `Mon,Wed`."""
    if len(days) == 7:
        return "daily"
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{_DAYS[days[0]]}-{_DAYS[days[-1]]}"
    return ",".join(_DAYS[day] for day in days)


def local(instant: datetime) -> datetime:
    """A UTC instant as the park's local time, without zone, as Excel holds it."""
    return instant.astimezone(HERE).replace(tzinfo=None)


def clock(minutes: int) -> str:
    """Minutes after midnight as `HH:MM`; 1,440 is 24:00."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _listed(codes: tuple[str, ...]) -> str:
    """Codes in one cell."""
    return text("; ".join(codes))


def _month(month: Month) -> str:
    """A month as text: Excel has no such type."""
    return str(month)


def _date(day: date) -> date:
    """A civil date, never with a time."""
    return date(day.year, day.month, day.day)


def _paisa(amount: int) -> Held:
    """Rupees, exactly."""
    return decimal(amount, 2)


_OF_KIND: dict[Kind, Callable[[Any], Held]] = {
    Kind.TEXT: text,
    Kind.CODE: text,
    Kind.CHOICE: text,
    Kind.CODES: _listed,
    Kind.NAMES: _listed,
    Kind.DATE: _date,
    Kind.MONTH: _month,
    Kind.INSTANT: local,
    Kind.TIME: clock,
    Kind.WEEKDAYS: weekdays,
    Kind.PAISA: _paisa,
    Kind.SIGNED_PAISA: _paisa,
    Kind.E4: decimal,
    Kind.SIGNED_E4: decimal,
    Kind.PERCENT: decimal,
    Kind.COUNT: int,
    Kind.YESNO: lambda yes: "yes" if yes else "no",
}


def excel(kind: Kind, value: object) -> Held:
    """A typed value as openpyxl is to write it; None stays None."""
    return None if value is None else _OF_KIND[kind](value)
