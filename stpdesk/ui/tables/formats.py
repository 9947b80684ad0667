"""Cells as people read them and as programs do: the one place where a raw value becomes text."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from stpdesk.core.civil import local
from stpdesk.core.money import decimal_text, group_lakh, lakh, rupees
from stpdesk.ui import wording
from stpdesk.ui.tables.columns import Cell, Kind

FAR = 90
"""Days ahead from which a date is muted: nothing is due yet."""


def shown(value: Any, kind: Kind) -> str:
    """A cell as people read it; nothing for None."""
    if isinstance(value, Cell):
        return value.text if value.text is not None else shown(value.value, kind)
    if value is None:
        return ""
    if isinstance(value, str) and kind not in {Kind.DATE, Kind.INSTANT}:
        return value
    return _formatted(value, kind)


def _formatted(value: Any, kind: Kind) -> str:
    """A value that is there and no plain text."""
    if kind is Kind.MONEY:
        return lakh(int(value))
    if kind is Kind.QUANTITY:
        return _grouped(decimal_text(int(value)))
    if kind is Kind.PERCENT:
        return f"{_grouped(decimal_text(int(value)))} %"
    if kind is Kind.COUNT:
        return group_lakh(int(value))
    if kind is Kind.DATE:
        return day(value)
    if kind is Kind.INSTANT:
        return instant(value)
    if kind is Kind.MINUTES:
        return minutes(int(value))
    return str(value)


def _grouped(plain: str) -> str:
    """A plain decimal with lakh commas and a true minus."""
    sign, digits = ("−", plain[1:]) if plain.startswith("-") else ("", plain)
    whole, point, rest = digits.partition(".")
    return f"{sign}{group_lakh(int(whole))}{point}{rest}"


def minutes(count: int) -> str:
    """A duration: “45 min”, “2 h 05”; days stay hours."""
    sign, count = ("−", -count) if count < 0 else ("", count)
    return f"{sign}{count} min" if count < 60 else f"{sign}{group_lakh(count // 60)} h {count % 60:02d}"


def as_date(value: Any) -> date | None:
    """The day of ISO text or a date; None for what is neither."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return _parsed(value) if isinstance(value, str) else None


@lru_cache(maxsize=4096)
def _parsed(text: str) -> date | None:
    """ISO text as a date."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def day(value: Any) -> str:
    """A date: “1 Dec 2026”; other text as it stands."""
    found = as_date(value)
    return wording.day(found) if found else str(value)


def seconds(value: Any) -> int | None:
    """An instant as seconds since 1970; None for what is none."""
    if isinstance(value, int | float):
        return int(value)
    try:
        return int(datetime.fromisoformat(str(value)).timestamp())
    except ValueError:
        return None


def instant(value: Any) -> str:
    """An instant on the park's clocks: “1 Dec 2026, 14:02”."""
    second = seconds(value)
    if second is None:
        return str(value)
    here = local(second)
    return f"{day(here)}, {here:%H:%M}"


def raw(value: Any, kind: Kind) -> str:
    """A cell as a program reads it: amounts without grouping, a plain minus, ISO dates, whole minutes."""
    if isinstance(value, Cell):
        value = value.value
    if value is None:
        return ""
    if kind is Kind.MONEY and isinstance(value, int):
        return rupees(value)
    if kind in {Kind.QUANTITY, Kind.PERCENT} and isinstance(value, int):
        return decimal_text(value)
    if kind is Kind.DATE:
        found = as_date(value)
        return found.isoformat() if found else str(value)
    if kind is Kind.INSTANT:
        second = seconds(value)
        return str(value) if second is None else f"{local(second):%Y-%m-%d %H:%M}"
    return str(value)


def tone(value: Any, kind: Kind, today: date | None) -> str:
    """How strongly a cell speaks: its own tone, else muted for 0.00 and far-off dates."""
    if isinstance(value, Cell):
        return value.tone or tone(value.value, kind, today)
    if kind is Kind.MUTED or (kind is Kind.MONEY and value == 0):
        return "muted"
    if kind is Kind.STRONG:
        return "strong"
    if kind is Kind.DATE and today is not None:
        found = as_date(value)
        if found is not None and (found - today).days > FAR:
            return "muted"
    return ""
