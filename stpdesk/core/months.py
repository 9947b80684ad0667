"""Civil months and dates in the park's zone: lengths, clipping, fiscal years."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from stpdesk.core.errors import Refused

FAR = date(9999, 12, 31)
"""Stands for "no end" in comparisons."""

DAY = timedelta(days=1)

Date = date
"""The type `date`, for classes that have a field of that name."""


@lru_cache(maxsize=4096)
def _ends(year: int, number: int) -> tuple[date, date]:
    """First and last day of a month."""
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One calendar month."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Month:
        """The month a date lies in."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Month:
        """A month written `YYYY-MM`; refused otherwise."""
        match = re.fullmatch(r"(\d{4})-(\d{2})", text.strip())
        if not match or not 1 <= int(match[2]) <= 12 or not 1990 <= int(match[1]) <= 2100:
            raise Refused("“{text}” is not a month; write it as 2026-10.", field="month", text=text)
        return cls(int(match[1]), int(match[2]))

    def __str__(self) -> str:
        """`YYYY-MM`."""
        return f"{self.year:04d}-{self.number:02d}"

    def __add__(self, months: int) -> Month:
        """The month so many months later (or earlier)."""
        year, zero = divmod(self.year * 12 + self.number - 1 + months, 12)
        return Month(year, zero + 1)

    def __sub__(self, other: Month) -> int:
        """Months from `other` to this one."""
        return (self.year - other.year) * 12 + self.number - other.number

    @property
    def days(self) -> int:
        """How many days it has."""
        return _ends(self.year, self.number)[1].day

    @property
    def first(self) -> date:
        """Its first day."""
        return _ends(self.year, self.number)[0]

    @property
    def last(self) -> date:
        """Its last day."""
        return _ends(self.year, self.number)[1]

    def day(self, number: int) -> date:
        """Day `number` of it, clipped to its length."""
        return date(self.year, self.number, min(max(number, 1), self.days))


def months_between(first: Month, last: Month) -> list[Month]:
    """Every month from `first` to `last`, both included; empty when `last` is earlier."""
    return [first + step for step in range(last - first + 1)]


def add_months(day: date, months: int) -> date:
    """The same day so many calendar months later, clipped to the month's length (rule B4)."""
    return (Month.of(day) + months).day(day.day)


def fiscal_year(day: date) -> str:
    """The fiscal year July–June a date lies in: `2026-27`."""
    first = day.year if day.month >= 7 else day.year - 1
    return f"{first}-{(first + 1) % 100:02d}"
