"""Cells that hold dates, months, local times and weekdays; never month first, never a two-digit year."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from stpdesk.core.months import Month
from stpdesk.core.park import ZONE
from stpdesk.core.written_dates import FIRST_YEAR, LAST_YEAR, whole_date
from stpdesk.workbook.formats import moment
from stpdesk.workbook.raw import NO_VALUE, CellError, Raw, Unfit, unfit

HERE = ZoneInfo(ZONE)
DATE_WANTED = "expected a date such as 2026-10-05 or 05-10-2026"
MONTH_WANTED = "expected a month such as 2026-10"
INSTANT_WANTED = "expected a date and time such as 2026-10-05 14:30"
TIME_WANTED = "expected a time such as 09:30"
DAYS_WANTED = "expected weekdays such as Mon, Mon-Fri or daily"

_SHORT_YEAR = re.compile(r"\d{1,2}[-/. ](?:\d{1,2}|[A-Za-z]{3,9})[-/. ]\d{2}")
_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAYS_BETWEEN = re.compile(r"\s*(?:-|–|\bto\b)\s*")
_DAYS_APART = re.compile(r"[,;/&\s]+|\band\b")
_EVERY_DAY = tuple(range(7))


def bare(raw: Raw, wanted: str) -> str:
    """The text of a cell without outer blanks; Unfit where it is no text."""
    if type(raw) is not str:
        raise unfit(raw, wanted)
    return raw.strip(" \t\n\u00a0\u200b\u200e\u200f\ufeff")


def date_of(raw: Raw) -> date | None:
    """A civil date; an Excel time of day in the cell does not count. None for a blank text, else Unfit."""
    local = _local(raw, DATE_WANTED)
    return None if local is None else local.date()


def month_of(raw: Raw) -> Month | None:
    """A month written `2026-10`, or the month any date lies in. None for a blank text, else Unfit."""
    if type(raw) is str and (match := _MONTH.fullmatch(bare(raw, MONTH_WANTED))):
        return Month.of(_made(int(match[1]), int(match[2]), 1, MONTH_WANTED))
    local = _local(raw, MONTH_WANTED)
    return None if local is None else Month.of(local.date())


def instant_of(raw: Raw) -> datetime | None:
    """A UTC instant from local date and time, to the second; a date alone is its midnight.

    An hour that the clocks repeated (2002, 2008, 2009) is its first run. None for a blank text, else Unfit.
    """
    local = _local(raw, INSTANT_WANTED)
    return None if local is None else local.replace(tzinfo=HERE).astimezone(UTC)


def minute_of(raw: Raw) -> int | None:
    """Minutes after midnight, 0 to 1,440 (24:00). None for a blank text, else Unfit."""
    if isinstance(raw, float | int) and not isinstance(raw, bool):
        raw = moment(raw) if 0 <= raw <= 1 and type(raw) is not int else raw
    if type(raw) is datetime and raw.year < 1901 and raw.time() == time():
        return 1440
    if isinstance(raw, time):
        seconds = (raw.hour * 60 + raw.minute) * 60 + raw.second
    else:
        text = bare(raw, TIME_WANTED)
        if not text:
            return None
        seconds = _seconds(text, TIME_WANTED)
    if seconds % 60:
        raise Unfit(f"{TIME_WANTED}, without seconds")
    return seconds // 60


def weekdays_of(raw: Raw) -> tuple[int, ...] | None:
    """Days, Monday = 0, sorted; `Sat-Mon` runs over the week's end. None for a blank text, else Unfit."""
    text = _DAYS_BETWEEN.sub("-", bare(raw, DAYS_WANTED).casefold())
    if not text:
        return None
    if text in {"daily", "every day"}:
        return _EVERY_DAY
    days: set[int] = set()
    for part in filter(None, _DAYS_APART.split(text)):
        first, dash, last = part.partition("-")
        start = _weekday(first)
        days.update((start + step) % 7 for step in range((_weekday(last if dash else first) - start) % 7 + 1))
    if not days:
        raise Unfit(DAYS_WANTED)
    return tuple(sorted(days))


def _weekday(name: str) -> int:
    """The number of a weekday's name of at least three letters."""
    if len(name) >= 3:
        for number, whole in enumerate(_DAYS):
            if whole.startswith(name.removesuffix(".")):
                return number
    raise Unfit(DAYS_WANTED)


def _local(raw: Raw, wanted: str) -> datetime | None:
    """Local date and time of a date cell, of a serial number in a plain cell, or of text."""
    if type(raw) is float or type(raw) is int:
        found = moment(raw)
        raw = found if isinstance(found, datetime) else CellError(str(raw))
        if type(raw) is not datetime or not FIRST_YEAR <= raw.year <= LAST_YEAR:
            raise Unfit(wanted)
    if type(raw) is datetime:
        return _within(raw, wanted)
    if raw is NO_VALUE or type(raw) is not str:
        raise unfit(raw, wanted)
    return _written(raw, wanted)


def _written(raw: str, wanted: str) -> datetime | None:
    """Local date and time from text."""
    try:
        if len(raw) == 10 and raw[4] == raw[7] == "-":
            return _within(datetime.fromisoformat(raw), wanted)
    except ValueError:
        raise Unfit(wanted) from None
    text = " ".join(raw.replace("\u200e", "").replace("\u200f", "").split())
    if not text:
        return None
    day, clock = text, ""
    if ":" in text:
        day, _, clock = text.replace("T", " ", 1).rpartition(" ") if " " not in text else text.rpartition(" ")
    made = _day(day.strip(), wanted)
    whole = datetime(made.year, made.month, made.day)  # noqa: DTZ001 - local, as in the cell
    return _within(whole + timedelta(seconds=_seconds(clock, wanted)) if clock else whole, wanted)


def _day(text: str, wanted: str) -> date:
    """A date from text, year first or day first."""
    if written := whole_date(text):
        return _made(*written, wanted)
    if _SHORT_YEAR.fullmatch(text):
        raise Unfit(f"{wanted}; the year in four digits")
    raise Unfit(wanted)


def _made(year: int, month: int, day: int, wanted: str) -> date:
    """The date of these numbers, if there is one and it is of this time."""
    try:
        made = date(year, month, day)
    except ValueError:
        raise Unfit(f"{wanted}; there is no such day (day before month)") from None
    _within(datetime(made.year, 1, 1), wanted)  # noqa: DTZ001 - only its year counts
    return made


def _within(local: datetime, wanted: str) -> datetime:
    """The same time, if its year is one of the park's."""
    if FIRST_YEAR <= local.year <= LAST_YEAR:
        return local
    raise Unfit(f"{wanted}, between {FIRST_YEAR} and {LAST_YEAR}")


def _seconds(text: str, wanted: str) -> int:
    """Seconds after midnight of `H:MM` or `H:MM:SS`; 24:00 is the day's end."""
    match = _CLOCK.fullmatch(text)
    if not match:
        raise Unfit(wanted)
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    total = (hour * 60 + minute) * 60 + second
    if minute > 59 or second > 59 or total > 86_400:
        raise Unfit(wanted)
    return total
