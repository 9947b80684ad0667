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


HELD, APART, SCATTERED = 3, 4, 5
"""Ranks: what was typed stands there as it is; its words stand apart; only its letters are there, this or more."""

_MARKS = str.maketrans("", "", "-/._")
"""What stands between the parts of a code; people leave it out, or type a blank for it."""


def rank(pattern: str, told: str) -> int | None:
    """How well a searched text fits what is typed, 0 the best; None where it does not hold it.

    Both as `sought`. Whole first, then what begins with it, a word that begins with it, what holds it. A code may be
    typed without the marks between its parts (a201 for a-201).
    """
    if pattern == told:
        return 0
    place = told.find(pattern)
    if place == 0:
        return 1
    if place > 0:
        return 2 if not told[place - 1].isalnum() or f" {pattern}" in f" {told}" else HELD
    bare = pattern.translate(_MARKS).replace(" ", "")
    numbered = any(letter.isdigit() for letter in bare)
    return HELD if numbered and bare in told.translate(_MARKS) else None


def scattered(pattern: str, told: str) -> int | None:
    """How well a text fits that only has the letters typed: `SCATTERED` or more; None where it does not.

    Initials of words that follow one another (nr, or nrec, for new receipt); else three letters at least in their order
    within one word that begins with the first (recpt for receipt), of which half as many may be left out as are typed.
    Letters of several words mean nothing: among many names every few letters stand somewhere.
    """
    if len(pattern) < 2 or not pattern.isalpha():
        return None
    words = told.split()
    if _initials(pattern, words):
        return SCATTERED
    gaps = [_gaps(pattern, word) for word in words if len(pattern) > 2 and word.startswith(pattern[0])]
    least = min((one for one in gaps if one is not None), default=None)
    return None if least is None or least > len(pattern) // 2 else SCATTERED + least


def _initials(pattern: str, words: list[str]) -> bool:
    """Whether the letters begin as many words one after the other; the last may give more than its first."""
    for place, first in enumerate(words):
        if not first.startswith(pattern[0]):
            continue
        following = words[place : place + len(pattern)]
        for given in range(2, len(following) + 1):
            heads = "".join(word[0] for word in following[: given - 1])
            if pattern.startswith(heads) and following[given - 1].startswith(pattern[given - 1 :]):
                return True
    return False


def _gaps(pattern: str, word: str) -> int | None:
    """Letters of a word left out between those typed; None where one of these is missing."""
    at = -1
    for letter in pattern:
        at = word.find(letter, at + 1)
        if at < 0:
            return None
    return at + 1 - len(pattern)
