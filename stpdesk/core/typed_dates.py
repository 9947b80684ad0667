"""Dates and months as they are typed: `5/11`, `5`, `5 nov`, `+1m`, `1/12 +3y -1d`, `eom`, `today`, `2026-11-05`.

Everything is relative to a given day; the day always comes before the month. Each reader returns the value, None for a
blank entry, or a Slip; `day_text` and `month_text` give what is read back.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from enum import Enum
from typing import TypeVar

from stpdesk.core.months import Month, add_months
from stpdesk.core.typed import LONGEST, Slip, entry, letters_for_digits, mistaken_letter
from stpdesk.core.written_dates import FIRST_YEAR, LAST_YEAR, MONTHS, month_named, whole_date

DATE_WANTED = "This is no date. Write it as 5/11, 5 nov, 2026-11-05, +1m or eom."
MONTH_WANTED = "This is no month. Write it as nov, 11/26 or 2026-11."
_SLACK = timedelta(days=31)
HALF = 6
"""Months of half a year."""
YEAR_WANTED = "The year must lie between 1990 and 2100."

_SHORT = tuple(name[:3].title() for name in MONTHS)
_SHIFT = re.compile(
    r"\s*([-+−])\s*(\d{1,4})\s*(days?|weeks?|months?|mon|years?|yrs?|d|w|m|y)?(?![^\W\d])", re.IGNORECASE
)
_UNITS = r"(?:days?|weeks?|months?|mon|years?|yrs?|d|w|m|y)(?![^\W\d])"
_STEPS = re.compile(rf"(?:{_SHIFT.pattern})+", re.IGNORECASE)
_TAIL = re.compile(rf"(?:\s*[-+−]\s*\d{{1,4}}\s*{_UNITS})+$", re.IGNORECASE)
_YEARLESS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})")
_SHORT_YEAR = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{2})")
_NAMED = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[-/. ,]*([a-z]{3,9})\.?(?:[-/. ,']*(\d{4}|\d{2}))?", re.IGNORECASE
)
_NAMED_FIRST = re.compile(
    r"([a-z]{3,9})\.?[- ]*(\d{1,2})(?:st|nd|rd|th)?(?:[- ,]+(\d{4}|\d{2}))?", re.IGNORECASE
)
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/. ](\d{4}|\d{2})")
_YEAR_MONTH = re.compile(r"(\d{4})[-/. ]?(\d{1,2})")
_MONTH_NAMED = re.compile(r"([a-z]{3,9})\.?[-/. ,']*(\d{4}|\d{2})?", re.IGNORECASE)


V = TypeVar("V", date, Month)


class Lean(Enum):
    """Which day is meant where the month or year is left out."""

    SAME = "same"
    """the one of the given day's month or year"""
    DONE = "done"
    """the same, for what cannot lie ahead: of a day that no month has, one that is over is proposed"""
    PAST = "past"
    """the latest one before the given day, or within a month after it (a slip to be told of, not a year to be lost)"""
    AHEAD = "ahead"
    """the first one not before the given day: what will"""


_OF_NOW = frozenset({Lean.SAME, Lean.DONE})


class _Wrong(Exception):
    """An entry that cannot be read; its one argument is the Slip."""


def day(text: str, today: date, lean: Lean = Lean.SAME) -> date | Slip | None:
    """The day an entry means on (or counted from) `today`."""
    return _mended(text, lambda typed: _day(typed, today, lean), day_text, DATE_WANTED)


def month(text: str, today: date) -> Month | Slip | None:
    """The month an entry means; any date stands for its month, `last`, `this`, `next` and `-1` are counted from today's."""
    return _mended(text, lambda typed: _month(typed, today), month_text, MONTH_WANTED)


def day_text(value: date) -> str:
    """`1 Dec 2026`."""
    return f"{value.day} {_SHORT[value.month - 1]} {value.year}"


def month_text(value: Month) -> str:
    """`Nov 2026`."""
    return f"{_SHORT[value.number - 1]} {value.year}"


def _mended(text: str, read: Callable[[str], V], shown: Callable[[V], str], wanted: str) -> V | Slip | None:
    """What an entry says; where letters stand for digits, the slip that proposes the digits."""
    typed = entry(text).casefold()
    if not typed:
        return None
    if len(typed) > LONGEST:
        return Slip(wanted)
    try:
        return read(typed)
    except _Wrong as wrong:
        slip: Slip = wrong.args[0]
    meant = letters_for_digits(entry(text))
    if meant is not None:
        digits, letter, digit = meant
        try:
            return mistaken_letter(entry(text), letter, digit, shown(read(digits.casefold())))
        except _Wrong:
            pass
    return slip


def _day(typed: str, today: date, lean: Lean) -> date:
    """An anchor (a date or a word, today where there is none) and the steps behind it, which name their unit then."""
    tail = _STEPS.fullmatch(typed) or _TAIL.search(typed)
    head = typed[: tail.start()].strip() if tail else typed
    found = _anchor(head, today, lean) if head else today
    for sign, count, unit in _SHIFT.findall(tail.group()) if tail else ():
        found = _shifted(found, int(count) * (1 if sign == "+" else -1), unit)
    return _within(found)


def _shifted(start: date, count: int, unit: str) -> date:
    """So many days, weeks, months or years on; a number alone counts days."""
    try:
        if unit.startswith("m"):
            return add_months(start, count)
        if unit.startswith("y"):
            return add_months(start, 12 * count)
        return start + timedelta(days=count * (7 if unit.startswith("w") else 1))
    except (ValueError, OverflowError):
        raise _Wrong(Slip(YEAR_WANTED)) from None


def _anchor(typed: str, today: date, lean: Lean) -> date:
    """A date without steps."""
    if (word := _by_word(typed, today)) is not None:
        return word
    if typed.isdigit() and len(typed) <= 2:
        return _of_month(int(typed), today, lean)
    if typed.isdigit() and len(typed) == 8:
        return _eight(typed)
    if written := whole_date(typed):
        return _made(*written)
    if match := _SHORT_YEAR.fullmatch(typed):
        return _made(2000 + int(match[4]), int(match[3]), int(match[1]))
    if match := _YEARLESS.fullmatch(typed):
        return _of_year(int(match[2]), int(match[1]), today, lean)
    if (match := _NAMED.fullmatch(typed)) and (number := month_named(match[2])):
        return _named(match[3], number, int(match[1]), today, lean)
    if (match := _NAMED_FIRST.fullmatch(typed)) and (number := month_named(match[1])):
        return _named(match[3], number, int(match[2]), today, lean)
    raise _Wrong(Slip(DATE_WANTED))


def _by_word(typed: str, today: date) -> date | None:
    """Days that have a name."""
    this = Month.of(today)
    words = {
        "today": today, "t": today, "now": today, "yesterday": today - timedelta(days=1),
        "tomorrow": today + timedelta(days=1), "bom": this.first, "som": this.first, "eom": this.last,
        "boy": date(today.year, 1, 1), "soy": date(today.year, 1, 1), "eoy": date(today.year, 12, 31),
        "eofy": date(today.year + (today.month > 6), 6, 30),
    }  # fmt: skip
    return words.get(typed)


def _of_month(number: int, today: date, lean: Lean) -> date:
    """Day `number` of the month, of the one before or after where the lean says so."""
    this = Month.of(today)
    if not 1 <= number <= 31:
        raise _Wrong(Slip("A month has no day {number}.", "", {"number": number}))
    step = -1 if lean is Lean.PAST else 1
    for _ in range(3):
        if number <= this.days:
            found = this.day(number)
            if lean in _OF_NOW or (found <= today if lean is Lean.PAST else found >= today):
                return found
        elif lean in _OF_NOW:
            raise _Wrong(_short_month(this, number, _over(number, today) if lean is Lean.DONE else ""))
        this = this + step
    return this.day(number)


def _over(number: int, today: date) -> str:
    """Of a day this month does not have: its last if that is over, else the same of the month before, which has it."""
    last = Month.of(today).last
    return day_text(last if last <= today else _of_month(number, today, Lean.PAST))


def _of_year(number: int, day_number: int, today: date, lean: Lean) -> date:
    """A day and month of the year, of the one before or after where the lean says so."""
    ahead = int(lean is Lean.AHEAD and (number, day_number) < (today.month, today.day))
    if lean in _OF_NOW and 1 <= number <= 12 and day_number > Month(today.year, number).days:
        apart = today.month - number  # no day of this year: the nearest such month is meant, or the last one
        ahead = -(apart < 0) if lean is Lean.DONE else (apart > HALF) - (apart < -HALF)
        if lean is Lean.DONE and not apart:
            raise _Wrong(_short_month(Month.of(today), day_number, _over(day_number, today)))
    found = _made(today.year + ahead, number, day_number, yearless=True)
    if lean is Lean.PAST and found > today + _SLACK:
        return _made(today.year - 1, number, day_number)
    return found


def _named(year: str | None, number: int, day_number: int, today: date, lean: Lean) -> date:
    """A day of a named month, of a year in four or two digits or none."""
    if year is None:
        return _of_year(number, day_number, today, lean)
    return _made(int(year) + (2000 if len(year) == 2 else 0), number, day_number)


def _eight(typed: str) -> date:
    """`05112026` or `20261105`: at most one of them is a date of the park's years."""
    if FIRST_YEAR <= int(typed[4:]) <= LAST_YEAR and 1 <= int(typed[2:4]) <= 12:
        return _made(int(typed[4:]), int(typed[2:4]), int(typed[:2]))
    return _made(int(typed[:4]), int(typed[4:6]), int(typed[6:]))


def _made(year: int, number: int, day_number: int, *, yearless: bool = False) -> date:
    """The day of these numbers; else what is wrong with them, and what was probably meant."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _Wrong(Slip(YEAR_WANTED))
    if not 1 <= number <= 12:
        fix = day_text(date(year, day_number, number)) if 1 <= day_number <= 12 and 13 <= number <= 28 else ""
        raise _Wrong(Slip("There is no month {number}; the day comes first.", fix, {"number": number}))
    this = Month(year, number)
    if not 1 <= day_number <= this.days:
        if yearless and (number, day_number) == (2, 29):
            raise _Wrong(Slip("{year} has no 29 February.", day_text(this.last), {"year": year}))
        raise _Wrong(_short_month(this, day_number))
    return this.day(day_number)


def _short_month(this: Month, day_number: int, meant: str = "") -> Slip:
    """A day past the month's last; what is `meant` is known, or the last one is."""
    name = MONTHS[this.number - 1].title()
    fix = meant or (day_text(this.last) if 28 < day_number <= 31 else "")
    return Slip("{month} {year} has {days} days.", fix, {"month": name, "year": this.year, "days": this.days})


def _within(found: date) -> date:
    """The same day, if its year is one of the park's."""
    if FIRST_YEAR <= found.year <= LAST_YEAR:
        return found
    raise _Wrong(Slip(YEAR_WANTED))


def _month(typed: str, today: date) -> Month:
    """A month, or the month of a date."""
    this = Month.of(today)
    if typed in {"this", "last", "next"}:
        return this + {"last": -1, "this": 0, "next": 1}[typed]
    if match := re.fullmatch(r"([-+−])\s*(\d{1,3})\s*(?:m|months?)?", typed):
        return Month.of(_within((this + int(match[2]) * (1 if match[1] == "+" else -1)).first))
    if typed.isdigit() and len(typed) <= 2:
        return _month_of(today.year, int(typed))
    if match := _YEAR_MONTH.fullmatch(typed):
        return _month_of(int(match[1]), int(match[2]))
    if match := _MONTH_YEAR.fullmatch(typed):
        year = int(match[2]) + (2000 if len(match[2]) == 2 else 0)
        return _month_of(year, int(match[1]), swapped=len(match[2]) == 2)
    if (match := _MONTH_NAMED.fullmatch(typed)) and (number := month_named(match[1])):
        year = today.year if match[2] is None else int(match[2]) + (2000 if len(match[2]) == 2 else 0)
        return _month_of(year, number)
    try:
        return Month.of(_day(typed, today, Lean.SAME))
    except _Wrong as wrong:
        slip: Slip = wrong.args[0]
        raise _Wrong(Slip(MONTH_WANTED) if slip.template == DATE_WANTED else slip) from None


def _month_of(year: int, number: int, *, swapped: bool = False) -> Month:
    """The month of these numbers; a two-digit year written first is proposed the other way round."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _Wrong(Slip(YEAR_WANTED))
    if not 1 <= number <= 12:
        fix = month_text(Month(2000 + number, year - 2000)) if swapped and 1 <= year - 2000 <= 12 else ""
        raise _Wrong(Slip("There is no month {number}.", fix, {"number": number}))
    return Month(year, number)
