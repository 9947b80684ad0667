"""Codes and names as people type them: which two are the same, and in which order they stand."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from stpdesk.core.errors import Refused

LONGEST = 60
"""Letters of a code: it stands in lists, on the plan and on invoices beside other words."""

_DIGITS = re.compile(r"(\d+)")


def fold(text: str) -> str:
    """The form in which two codes, names or headings are the same: the one matching function of the program.

    Case, composed or decomposed letters, the number and kind of blanks (NBSP too) and invisible marks
    (zero-width characters, direction marks) do not count.
    """
    if text.isascii():
        return " ".join(text.casefold().split())
    bare = unicodedata.normalize("NFD", _visible(text)).casefold()
    return " ".join(unicodedata.normalize("NFC", bare).split())


def _visible(text: str) -> str:
    """The text without invisible format marks, which come along when text is copied."""
    return "".join(letter for letter in text if unicodedata.category(letter) != "Cf")


def too_long(code: str) -> Refused | None:
    """The refusal of a code as typed in a form that has too many letters; None where it has not."""
    letters = len(code.strip())
    if letters <= LONGEST:
        return None
    sentence = "A code has {most} letters at most; this one has {letters}."
    return Refused(sentence, field="code", most=LONGEST, letters=letters)


@lru_cache(maxsize=16_384)
def natural_key(text: str) -> tuple[tuple[str | int, ...], str]:
    """Sort key of codes: numbers inside count as numbers (T2 before T10), case-blind (rule B1).

    Codes that differ only in case or leading zeros still have one fixed order.
    """
    parts = _DIGITS.split(fold(text))
    return tuple(int(part) if place % 2 else part for place, part in enumerate(parts)), text
