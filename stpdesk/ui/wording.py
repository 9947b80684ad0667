"""How times, lengths and sums are written on screen: one place, so that every screen says them alike."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from PySide6.QtCore import QCoreApplication

from stpdesk.core.civil import local
from stpdesk.core.money import group_lakh, lakh

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
               "November", "December")  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

FIGURE_BEHIND = re.compile("([\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])(?=[ ,.:;·–-]+[0-9])")
"""The end of an Urdu name with a figure behind it."""


def tr(text: str) -> str:
    """Translated, in the context of this module."""
    return QCoreApplication.translate("wording", text)


def day(when: date, *, year: bool = True) -> str:
    """`1 Dec 2026`."""
    text = f"{when.day} {tr(MONTHS[when.month - 1])}"
    return f"{text} {when.year}" if year else text


def tenant_kind(text: str) -> str:
    """“IT/ITeS company” as `Company`; others with a capital."""
    return tr("Company") if text.casefold() == "it/ites company" else text[:1].upper() + text[1:]


def month_name(number: int) -> str:
    """`October`."""
    return tr(LONG_MONTHS[number - 1])


def clock(instant: int) -> str:
    """`14:02` in the park's time."""
    return f"{local(instant):%H:%M}"


def instant(second: int) -> str:
    """`1 Dec 2026, 14:02` in the park's time, with the seconds where there are any."""
    here = local(second)
    return f"{day(here)}, {here:%H:%M:%S}" if second % 60 else f"{day(here)}, {here:%H:%M}"


def moment(instant: int, now: int, *, inside: bool = False) -> str:
    """`14:02` today, `Yesterday 14:02`, else `3 Nov 14:02`; `inside` a sentence without a capital."""
    when, today = local(instant), local(now).date()
    days = (today - when.date()).days
    if days == 0:
        return f"{when:%H:%M}"
    if days == 1:
        return (tr("yesterday %s") if inside else tr("Yesterday %s")) % f"{when:%H:%M}"
    return f"{day(when.date(), year=when.year != today.year)} {when:%H:%M}"


def length(seconds: int, *, exact: bool = False) -> str:
    """`44 min 18 s`, `2 h 43 min`, `3 h`, `3 d 4 h`; with `exact` the seconds of less than an hour."""
    minutes, rest = divmod(max(seconds, 0), 60)
    hours, minutes_left = divmod(minutes, 60)
    days, hours_left = divmod(hours, 24)
    if days:
        return tr("%d d %d h") % (days, hours_left) if hours_left else tr("%d d") % days
    if hours:
        return tr("%d h %d min") % (hours, minutes_left) if minutes_left else tr("%d h") % hours
    if exact:
        return tr("%d min %d s") % (minutes, rest)
    return tr("%d min") % minutes if minutes else tr("%d s") % rest


def days(count: int) -> str:
    """`1 day`, `1,798 days`."""
    return tr("1 day") if count == 1 else tr("%s days") % group_lakh(count)


def left(count: int) -> str:
    """How far off a day is: `today`, `1 day`, `28 days`."""
    return tr("today") if count == 0 else days(count)


def counted(count: int, one: str, more: str) -> str:
    """`1 unit`, `1,798 units`: both are templates with {n}."""
    return (one if count == 1 else more).format(n=group_lakh(count))


def rupees(paisa: int, *, paise: bool = False) -> str:
    """`4,86,250`, with a true minus; `paise` adds the two decimals."""
    text = lakh(abs(paisa))
    text = text if paise else text.rsplit(".", 1)[0]
    return f"−{text}" if paisa < 0 else text


def head(text: str) -> str:
    """A charge's head as a label shows it, `Internet`, `Late fee`: stored ones are in small letters. Within a sentence they stay so."""
    words = text.replace("_", " ")
    return words[:1].upper() + words[1:]


def percent(value: float | None, places: int = 0) -> str:
    """`87 %`, a dash where it is not known."""
    return "–" if value is None else f"{value:.{places}f} %"


def sentence(text: str) -> str:
    """A sentence as a label shows it: names in Urdu turn neither it nor the figures behind them around.

    A label takes its direction from the first letter, so the dots and dashes of the rest would stand at the wrong end; and a figure
    that follows an Urdu name is drawn before it.
    """
    letters = (unicodedata.bidirectional(letter) for letter in text)
    first = next((kind for kind in letters if kind in {"L", "R", "AL"}), "L")
    other = first != "L" and any(unicodedata.bidirectional(letter) == "L" for letter in text)
    parted = FIGURE_BEHIND.sub("\\1\N{LEFT-TO-RIGHT MARK}", text)
    return f"\N{LEFT-TO-RIGHT MARK}{parted}" if other else parted
