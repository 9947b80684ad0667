"""Dates as people here write them, year first or day first, never month first; one grammar for cells and fields."""

from __future__ import annotations

import re

FIRST_YEAR, LAST_YEAR = 1990, 2100
"""Years a date may lie in; anything else is a slip of the hand."""

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_DAY_NAMED = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3,9})[-, ]+(\d{4})")


def month_named(name: str) -> int:
    """The number of a month's name or its first three letters or more, 0 where there is none."""
    start = name.casefold().removesuffix(".")
    if len(start) < 3:
        return 0
    return next((number for number, month in enumerate(MONTHS, 1) if month.startswith(start)), 0)


def whole_date(text: str) -> tuple[int, int, int] | None:
    """Year, month and day of a date written whole, as they stand there (they may name no day); None for another text."""
    if match := _YEAR_FIRST.fullmatch(text):
        return int(match[1]), int(match[3]), int(match[4])
    if match := _DAY_FIRST.fullmatch(text):
        return int(match[4]), int(match[3]), int(match[1])
    if match := _DAY_NAMED.fullmatch(text):
        return int(match[3]), month_named(match[2]), int(match[1])
    return None
