"""Which letters of a cell are marked because they were typed: words, the figures of an amount, the parts of a date."""

from __future__ import annotations

import re
from functools import lru_cache

from stpdesk.core.searching import alike
from stpdesk.core.typed_filters import Amount, terms
from stpdesk.ui import wording
from stpdesk.ui.tables.columns import Kind

_WORDS = frozenset({Kind.TEXT, Kind.STRONG, Kind.MUTED, Kind.STATE})
_SUMS = frozenset({Kind.MONEY, Kind.QUANTITY})

Span = tuple[int, int]


def matches(text: str, wanted: re.Pattern[str], whole: str = "") -> tuple[Span, ...]:
    """Where what is marked stands in a text: starts and ends; at its … where that stands in what is cut of the whole."""
    found = tuple([hit.span() for hit in wanted.finditer(text)])
    if found or whole in ("", text) or wanted.search(whole) is None:
        return found
    at = text.rfind("…")
    return ((at, at + 1),)


@lru_cache(maxsize=64)
def pattern(typed: str, kind: Kind) -> re.Pattern[str] | None:
    """What is marked in the cells of a kind of column while something is typed; None for nothing."""
    if kind in _WORDS:
        words = sorted({typed.strip(), *typed.split()}, key=len, reverse=True)
        found = ["".join(map(_letter, word)) for word in words if word]
    else:
        meant = [term.meaning for term in terms(typed) if term.meaning is not None]
        found = [_sum(one.amount) for one in meant if one.amount is not None and kind in _SUMS]
        found += [_day(day) for one in meant for day in one.days if kind is Kind.DATE]
    return re.compile("|".join(found), re.IGNORECASE) if found else None


def _letter(letter: str) -> str:
    """A letter of any keyboard."""
    same = alike(letter)
    return f"[{same}]" if same else re.escape(letter)


def _sum(amount: Amount) -> str:
    """The first figures of an amount, with commas anywhere between."""
    digits, decimals = amount.digits, ""
    if amount.bounds is not None:
        low, high = amount.bounds
        typed = 2 if low == high else 1 if high - low < 10 else 0
        digits, decimals = str(low // 100), rf"\.{f'{low % 100:02}'[:typed]}"
    return rf"(?<![\d.,]){',?'.join(digits)}{decimals}"


def _day(day: str) -> str:
    """A date as it is shown, as far as it is typed."""
    year, month, number = day.split("-")
    digits = year.replace("_", r"\d")
    if month == "__":
        return digits
    name = re.escape(wording.tr(wording.MONTHS[int(month) - 1]))
    before = "" if number == "__" else rf"\b{int(number)} "
    return before + name + ("" if year == "____" else f" {digits}")
