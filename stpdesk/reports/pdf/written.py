"""How values are written on a page: dates, spans of days, quantities, identifiers."""

from __future__ import annotations

from datetime import date

from stpdesk.core.money import group_lakh

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(value: date) -> str:
    """`1 Oct 2026`."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def month(value: str) -> str:
    """`October 2026` of `2026-10`; anything else as it is."""
    year, _, number = value.partition("-")
    known = number.isascii() and number.isdigit() and 1 <= int(number) <= 12
    return f"{MONTH_NAMES[int(number) - 1]} {year}" if known else value


def span(first: date, last: date) -> str:
    """`1–31 Oct 2026`, `12 Sep – 11 Oct 2026`, each part no longer than it needs to be."""
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {day(last)}"
    return f"{day(first)} – {day(last)}"


def quantity(text: str) -> str:
    """A plain decimal with lakh grouping and a true minus: `-1234.5` becomes `−1,234.5`."""
    sign, digits = ("−", text[1:]) if text.startswith("-") else ("", text)
    whole, dot, rest = digits.partition(".")
    if not (whole.isascii() and whole.isdigit()):
        return text
    return f"{sign}{group_lakh(int(whole))}{dot}{rest}"
