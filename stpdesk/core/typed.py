"""What a person typed into a field: a value, or a slip that says what is wrong and what was probably meant."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from stpdesk.core.numerals import bared, plain_digits

LONGEST = 80
"""Letters read of one entry; longer text is no number or date."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Slip:
    """A sentence template with its values (as in `Refused`), and the text that would put the field right, if known."""

    template: str
    fix: str = ""
    values: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """The sentence with its values filled in."""
        return self.template.format(**self.values) if self.values else self.template


_POINTS = str.maketrans({"٫": ".", "٬": ","})
"""The decimal point and the comma of Urdu and Arabic figures."""

_MISTAKEN = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1"})
_CALLED = {"O": "the letter O", "o": "the letter O", "l": "the letter l", "I": "the letter I", "|": "a bar"}


def entry(text: str) -> str:
    """The text of an entry as it is read: plain blanks, plain digits, no blanks outside."""
    return plain_digits(" ".join(bared(text).split())).translate(_POINTS)


def letters_for_digits(text: str) -> tuple[str, str, str] | None:
    """Where letters stand beside digits and look like them (O, l): the text with digits, the letter's name, its digit.

    None where there is no such letter, or no digit at all.
    """
    if not any(letter.isdigit() for letter in text):
        return None
    found = next(
        (
            place
            for place, letter in enumerate(text)
            if letter in _CALLED and _beside_digit(text, place) and not _inside_word(text, place)
        ),
        None,
    )
    if found is None:
        return None
    return text.translate(_MISTAKEN), _CALLED[text[found]], text[found].translate(_MISTAKEN)


def mistaken_letter(text: str, letter: str, digit: str, fix: str) -> Slip:
    """The slip of a letter that was typed for a digit; the last character is named as such."""
    last = bool(text) and text[-1] in _CALLED and text[:-1].rstrip(",.").isascii()
    only = sum(character in _CALLED for character in text) == 1
    template = (
        "The last character is {letter}, not {digit}."
        if last and only
        else "There is {letter} where {digit} is meant."
    )
    return Slip(template, fix, {"letter": letter, "digit": digit})


def _beside_digit(text: str, place: int) -> bool:
    """Whether a digit, a comma or a point stands next to a letter, or another letter that looks like a digit."""
    near = text[max(place - 1, 0) : place] + text[place + 1 : place + 2]
    return any(letter.isdigit() or letter in ",." or letter in _CALLED for letter in near)


def _inside_word(text: str, place: int) -> bool:
    """Whether a letter that looks like no digit stands next to it: `oct`, `lakh`."""
    near = text[max(place - 1, 0) : place] + text[place + 1 : place + 2]
    return any(letter.isalpha() and letter not in _CALLED for letter in near)
