"""Words of the command line as typed values; the same spellings as in a workbook's cells."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from stpdesk.core.errors import Refused
from stpdesk.core.money import LARGEST
from stpdesk.core.months import Month
from stpdesk.core.park import ZONE
from stpdesk.workbook.amounts import decimal_in
from stpdesk.workbook.moments import date_of, instant_of
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
