"""Small sums, as people who live in Excel type them into a figure: `12000*3`, `=(5000+250)/2`, exactly."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

Number = Callable[[str], Fraction]

_SIGN_OF = str.maketrans({"×": "*", "÷": "/", "−": "-"})
_TIMES = re.compile(r"(?<=\d)\s*[xX]\s*(?=\d)")
_PARTS = re.compile(r"\s*([^-+*/()]+|[-+*/()])")
_LARGEST = 10**18


class NoSum(ValueError):
    """A sum that cannot be worked out; its text is the sentence, empty where it is no sum at all."""


def is_sum(text: str) -> bool:
    """Whether an entry is meant as a sum: it begins with = or has a sign after its first number."""
    return (
        text.startswith("=") or re.search(r"[\w)]\s*[-+*/×÷−(]|\d\s*[xX]\s*\d", _unmarked(text)) is not None
    )


def _unmarked(text: str) -> str:
    """The text without the `/-` that closes an amount."""
    return re.sub(r"/-(?=\s*(?:[-+*/×÷−)]|$))", "", text)


def worth(text: str, number: Number) -> Fraction:
    """What a sum comes to; `number` reads its numbers. Raises NoSum, and what `number` raises."""
    plain = _TIMES.sub("*", _unmarked(text.removeprefix("=").strip()).translate(_SIGN_OF))
    parts = _PARTS.findall(plain)
    reading = _Reading([part.strip() for part in parts], number)
    total = reading.total()
    if reading.left:
        raise NoSum
    if abs(total) > _LARGEST:
        raise NoSum("This sum comes to more than any amount here.")
    return total


class _Reading:
    """One pass over the parts of a sum, from left to right: × and ÷ before + and −, brackets first."""

    def __init__(self, parts: list[str], number: Number) -> None:
        self.left = parts[::-1]
        self._number = number

    def total(self) -> Fraction:
        """A sum of products."""
        value = self._product()
        while self.left and self.left[-1] in {"+", "-"}:
            sign = 1 if self.left.pop() == "+" else -1
            value += sign * self._product()
        return value

    def _product(self) -> Fraction:
        """A product of numbers and brackets."""
        value = self._one()
        while self.left and self.left[-1] in {"*", "/"}:
            times = self.left.pop() == "*"
            other = self._one()
            if not times and other == 0:
                raise NoSum("Nothing can be divided by zero.")
            value = value * other if times else value / other
            if abs(value) > _LARGEST:
                raise NoSum("This sum comes to more than any amount here.")
        return value

    def _one(self) -> Fraction:
        """A number, a negative one, or what brackets hold."""
        if not self.left:
            raise NoSum
        part = self.left.pop()
        if part == "-":
            return -self._one()
        if part == "(":
            value = self.total()
            if not self.left or self.left.pop() != ")":
                raise NoSum("A bracket is not closed.")
            return value
        if part in {"+", "*", "/", ")"}:
            raise NoSum
        return self._number(part)
