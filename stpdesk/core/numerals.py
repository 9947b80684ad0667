"""Numbers as people here write them: western and lakh commas, Rs before, /- after; one grammar for cells and fields."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_BLANKS = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009\u200b\u200e\u200f\ufeff\t\n", " "))
_NUMBER = re.compile(r"(?:\d+|\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})*,\d{3})?(?:\.\d*)?")
_RUPEES = re.compile(r"(?:rs\.?|pkr|₨)\s*", re.IGNORECASE)
_SIGNS = {"-": -1, "−": -1, "+": 1}


class NotANumber(ValueError):
    """A text that states no number; `commas` = only its commas stand in the wrong places."""

    def __init__(self, *, commas: bool) -> None:
        super().__init__()
        self.commas = commas


def bared(text: str) -> str:
    """The text with plain blanks only, none outside."""
    return text.translate(_BLANKS).strip()


def plain_digits(text: str) -> str:
    """The text with Urdu, Arabic and other digits as 0–9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text)


def decimal_of(text: str) -> Decimal | None:
    """The exact number a text states, None for a blank one; raises NotANumber.

    Western (1,234,567) and lakh (12,34,567) commas, Rs, Rs., PKR or ₨ before, /- after.
    """
    rest = bared(text)
    if not rest:
        return None
    sign, rest = _sign(without_rupees_mark(rest))
    if rupees := _RUPEES.match(rest):
        rest = rest[rupees.end() :]
    if sign == 1:
        sign, rest = _sign(rest)
    if not _NUMBER.fullmatch(rest) or rest in {"", "."}:
        raise NotANumber(commas="," in rest and not rest.strip("0123456789.,"))
    return sign * Decimal(rest.replace(",", ""))


def without_rupees_mark(text: str) -> str:
    """The text without the `/-` that closes an amount."""
    return text.removesuffix("/-").rstrip()


def _sign(text: str) -> tuple[int, str]:
    """The sign a text begins with, and what follows it."""
    return (_SIGNS[text[0]], text[1:].lstrip()) if text and text[0] in _SIGNS else (1, text)
