"""Words of the command line as typed values; the same spellings as in a workbook's cells."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from stpdesk.core.errors import Refused
from stpdesk.core.money import E4, LARGEST, ONE
from stpdesk.core.months import Month
from stpdesk.core.park import ZONE
from stpdesk.workbook.amounts import decimal_in
from stpdesk.workbook.moments import date_of, instant_of, minute_of, weekdays_of
from stpdesk.workbook.raw import Unfit
from stpdesk.workbook.words import text_of


def day(text: str, field: str = "date") -> date:
    """A date as 2026-10-05 or 05-10-2026; refused otherwise."""
    try:
        found = date_of(text)
    except Unfit as unfit:
        raise Refused("“{text}”: {expected}.", field=field, text=text, expected=unfit.args[0]) from None
    if found is None:
        raise Refused("Give a date such as 2026-10-05.", field=field)
    return found


def moment(text: str, field: str = "start") -> datetime:
    """A local time as 2026-10-05 14:02, as an aware instant in UTC; refused otherwise."""
    try:
        found = instant_of(text)
    except Unfit as unfit:
        raise Refused("“{text}”: {expected}.", field=field, text=text, expected=unfit.args[0]) from None
    if found is None:
        raise Refused("Give a time such as 2026-10-05 14:02.", field=field)
    return found.astimezone(UTC)


def as_at(text: str) -> tuple[date, datetime | None]:
    """A date, or a time on it, as the day and the instant; a date alone stands for its end."""
    if ":" not in text:
        return day(text, "as_at"), None
    found = moment(text, "as_at")
    return found.astimezone(ZoneInfo(ZONE)).date(), found


def words(text: str | None, field: str = "note") -> str | None:
    """Typed text as a workbook's cell would hold it: trimmed, without control characters; None where blank."""
    if text is None:
        return None
    try:
        return text_of(text)
    except Unfit as unfit:
        raise Refused("“{text}”: {expected}.", field=field, text=text, expected=unfit.args[0]) from None


def given(text: str | None, field: str = "note") -> str | None:
    """Typed text; "" where a blank was given, which takes away what is there, and None where nothing was."""
    return None if text is None else words(text, field) or ""


def edges(options: argparse.Namespace) -> tuple[datetime | None, datetime | None]:
    """`--from` and `--to` as instants, None where they were not given."""
    begin, to = getattr(options, "begin", None), getattr(options, "to", None)
    return moment(begin) if begin else None, moment(to, "end") if to else None


def minute(text: str, field: str) -> int:
    """A time of day as minutes after midnight; refused otherwise."""
    try:
        found = minute_of(text)
    except Unfit as unfit:
        raise Refused("“{text}”: {expected}.", field=field, text=text, expected=unfit.args[0]) from None
    if found is None:
        raise Refused("Give a time of day such as 14:00.", field=field)
    return found


def weekdays(text: str | None) -> tuple[int, ...]:
    """Days as Mon, Mon-Fri or daily, Monday = 0; none where nothing was given; refused otherwise."""
    try:
        return weekdays_of(text or "") or ()
    except Unfit as unfit:
        raise Refused("“{text}”: {expected}.", field="weekday", text=text, expected=unfit.args[0]) from None


def quantity(text: str | None, field: str) -> E4 | None:
    """An exact decimal not below zero of up to four places; None where nothing was given; refused otherwise."""
    if text is None:
        return None
    try:
        number = decimal_in(text, "expected a number, such as 12.5")
    except Unfit as unfit:
        raise Refused("“{text}”: {expected}.", field=field, text=text, expected=unfit.args[0]) from None
    if number is None:
        return None
    scaled = number * ONE
    if scaled < 0 or scaled != scaled.to_integral_value() or scaled > LARGEST * ONE:
        raise Refused(
            "“{text}”: expected a number not below zero, with up to four decimals.", field=field, text=text
        )
    return E4(int(scaled))


def month(text: str | None) -> Month:
    """A month as 2026-10; refused otherwise."""
    if text is None:
        raise Refused("This report needs a month, such as 2026-10.", field="month")
    return Month.parse(text)


def amount(text: str, field: str = "amount") -> int:
    """Rupees with or without commas as paisa; refused when it is no amount, negative, or absurd."""
    try:
        number = decimal_in(text, "expected an amount in rupees, such as 57,375.00")
    except Unfit as unfit:
        raise Refused("“{text}”: {expected}.", field=field, text=text, expected=unfit.args[0]) from None
    if number is None:
        raise Refused("Give an amount in rupees.", field=field)
    paisa = number * 100
    if paisa != paisa.to_integral_value():
        raise Refused("“{text}” has more than two decimals; rupees have 100 paisa.", field=field, text=text)
    if paisa < 0:
        raise Refused("“{text}”: an amount cannot be negative.", field=field, text=text)
    if paisa > LARGEST:
        raise Refused(
            "“{text}”: an amount above Rs 1,000 crore cannot be right; check it.", field=field, text=text
        )
    return int(paisa)
