"""The numbers of documents: `GLT/rent-roll/2026-10-31`, `GLT/reminder/T2/final/2026-11-22`; made and read back here only."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from stpdesk.core.months import Month
from stpdesk.reports.asked import Asked

APART = ".."
"""Between the first and the last day of a span."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH = re.compile(r"\d{4}-\d{2}")


@dataclass(frozen=True, slots=True)
class Named:
    """What a number names: the kind, what it is of ("" = the park), and a month, a span of days or a day.

    `asked` has the month and the span; `day` is None where it has one of them.
    """

    kind: str
    of: str
    asked: Asked
    day: date | None


def number_of(code: str, kind: str, asked: Asked, day: date) -> str:
    """The number of a document: by what it is of and its month or span, else by its day."""
    of = asked.number or asked.tenant or asked.lease or asked.floor
    period = (
        f"{asked.first or ''}{APART}{asked.last or ''}"
        if asked.first or asked.last
        else str(asked.month or day)
    )
    return "/".join([code, kind, *([of] if of else []), *([asked.tone] if asked.tone else []), period])


def read(code: str, number: str) -> Named | None:
    """What a number of this park names; None for one that was not made here. A tone is the end of `of`."""
    start = f"{code}/"
    if not number.startswith(start):
        return None
    kind, _, rest = number.removeprefix(start).partition("/")
    of, _, period = rest.rpartition("/")
    first, apart, last = period.partition(APART)
    try:
        if apart:
            asked = Asked(first=_day(first), last=_day(last))
            return Named(kind, of, asked, None) if first or last else None
        if _MONTH.fullmatch(period):
            return Named(kind, of, Asked(month=Month.of(date.fromisoformat(f"{period}-01"))), None)
        return Named(kind, of, Asked(), _day(period)) if period else None
    except ValueError:
        return None


def toned(named: Named, tones: tuple[str, ...]) -> Named:
    """The same with the tone that its number ends with."""
    of, _, tone = named.of.rpartition("/")
    return replace(named, of=of, asked=replace(named.asked, tone=tone)) if of and tone in tones else named


def _day(text: str) -> date | None:
    """A day as a number has it; None for "". Raises ValueError for anything else."""
    if text and not _DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text) if text else None
