"""How codes and names are sorted and found: text that SQLite can compare as it stands, Urdu in its own alphabet."""

from __future__ import annotations

import re
import unicodedata

from stpdesk.core.codes import fold

_DIGITS = re.compile(r"(\d+)")

_ALPHABET = "ابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیے"
"""The letters of Urdu in the order of its dictionaries; Unicode has them in the order they were added."""

_PLACES = {ord(letter): chr(0xE000 + place) for place, letter in enumerate(_ALPHABET)}
"""Sort keys put Urdu letters one after the other, after every Latin letter."""

_SAME = str.maketrans(
    {"ك": "ک", "ي": "ی", "ى": "ی", "ه": "ہ", "ة": "ہ", "ۃ": "ہ", "ـ": None}
    | {digit: str(value) for row in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for value, digit in enumerate(row)}
)
"""Letters and digits of an Arabic keyboard for those of an Urdu or Latin one; the stretching stroke is none."""


def natural_text(code: str) -> str:
    """A code as text that sorts like `natural_key`: numbers inside by their value, case-blind (A-2 before A-10)."""
    parts = _DIGITS.split(fold(code))
    return "".join(_number(part) if place % 2 else part for place, part in enumerate(parts))


def _number(digits: str) -> str:
    """Digits led by how many they are; the tab before them sorts ahead of any letter, and no folded code has one."""
    bare = str(int(digits))
    return f"\t{len(bare):03d}{bare}"


def name_text(name: str) -> str:
    """A name as text that sorts case-blind, accents aside, Urdu in the order of its alphabet after Latin letters."""
    return sought(name.replace("آ", "اا")).translate(_PLACES)  # alif with madda counts as two alifs


def sought(*texts: str | None) -> str:
    """The form in which texts are searched: folded, without accents and vowel signs, one keyboard's letters for another's.

    What is typed is brought into the same form, so that “ياسين” finds “یاسین” and “cafe” finds “Café”.
    """
    told = " ".join(text for text in texts if text)
    if told.isascii():
        return fold(told)
    bare = unicodedata.normalize("NFD", fold(told)).translate(_SAME)
    plain = "".join(letter for letter in bare if unicodedata.category(letter) != "Mn")
    return " ".join(unicodedata.normalize("NFC", plain).split())


def alike(letter: str) -> str:
    """A letter with all that are searched as the same one; nothing for a letter that stands alone."""
    own = letter.translate(_SAME)
    others = [chr(code) for code, same in _SAME.items() if same == own]
    return "".join((own, *others)) if own and others else ""


def words(text: str) -> tuple[str, ...]:
    """The words of what is typed into a filter, as `sought`; all of them must occur somewhere in a row."""
    return tuple(dict.fromkeys(sought(text).split()))


def rank(pattern: str, told: str) -> int | None:
    """How well a searched text fits what is typed, 0 the best; None where its letters do not occur in that order.

    Both as `sought`. Whole first, then what begins with it, a word that begins with it, what holds it, and last its
    letters scattered, the closer together the better.
    """
    if pattern == told:
        return 0
    place = told.find(pattern)
    if place == 0:
        return 1
    if place > 0:
        return 2 if not told[place - 1].isalnum() or f" {pattern}" in f" {told}" else 3
    first, last = _scattered(pattern, told)
    return None if last is None else 4 + (last - first) - len(pattern)


def _scattered(pattern: str, told: str) -> tuple[int, int | None]:
    """Where the pattern's letters begin and end in the text, taken in order; (0, None) where one is missing."""
    at = first = -1
    for letter in pattern:
        if letter == " ":
            continue
        at = told.find(letter, at + 1)
        if at < 0:
            return 0, None
        first = at if first < 0 else first
    return first, at
