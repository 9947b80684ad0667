"""What a number format makes of a number: a date, a percentage, or a plain number (ECMA-376, 18.8.30)."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from enum import IntEnum

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]', re.IGNORECASE)
_FRACTION = re.compile(r"\.0+")
_DATE_LETTER = re.compile(r"[dmhys]", re.IGNORECASE)

_BUILTIN_DATES = frozenset(map(str, (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))))
_BUILTIN_PERCENTS = frozenset(("9", "10"))

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - civil time of the park, as Excel holds it
_LAST_SERIAL = 2_958_466
DAYS_1904 = 1462
"""Days by which serial numbers of a workbook in the 1904 system are behind."""


class Shows(IntEnum):
    """How a cell shows its number."""

    NUMBER = 0
    DATE = 1
    PERCENT = 2


def shows(code: str) -> Shows:
    """What the first section of a format code shows."""
    bare = _LITERAL.sub("", code.split(";", maxsplit=1)[0])
    if "%" in bare:
        return Shows.PERCENT
    without = _FRACTION.sub("", bare)
    if _DATE_LETTER.search(without) and not set(without) & set("#0?"):
        return Shows.DATE
    return Shows.NUMBER


def shows_builtin(number: str) -> Shows:
    """What one of Excel's own numbered formats shows; a plain number where it is not known."""
    if number in _BUILTIN_DATES:
        return Shows.DATE
    return Shows.PERCENT if number in _BUILTIN_PERCENTS else Shows.NUMBER


def moment(serial: float) -> datetime | time | float:
    """The local time an Excel serial number stands for, to the second; the number itself where it is none.

    Below 1 it is a time of day. Serials 1 to 59 are a day later than plain counting says: Excel keeps a
    29 February 1900 that never was.
    """
    if not 0 <= serial < _LAST_SERIAL:
        return serial
    days, part = divmod(serial, 1)
    seconds = round(part * 86_400)
    if days == 0 and seconds < 86_400:
        return (_EPOCH + timedelta(seconds=seconds)).time()
    if days < 60:
        days += 1
    return _EPOCH + timedelta(days=days, seconds=seconds)
