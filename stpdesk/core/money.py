"""Whole paisa and exact decimals: the only ways an amount or a quantity is held (rules.md, notation)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import NewType

Paisa = NewType("Paisa", int)
"""An amount of money: whole paisa, a hundredth of a rupee."""

E4 = NewType("E4", int)
"""An exact decimal of up to four places, counted in ten-thousandths: areas, readings, percents, tariffs."""

ONE = 10_000
"""1 as E4."""

LARGEST = Paisa(10**12)
"""The largest single amount accepted: Rs 1,000 crore; anything above is a slip of the hand."""


def half_up(numerator: int | Fraction, denominator: int = 1) -> int:
    """Nearest whole number to numerator / denominator, ties away from zero, computed exactly."""
    if isinstance(numerator, Fraction):
        numerator, denominator = numerator.numerator, numerator.denominator * denominator
    if numerator >= 0:
        return (2 * numerator + denominator) // (2 * denominator)
    return -((-2 * numerator + denominator) // (2 * denominator))


def share(percent: E4, amount: int) -> Paisa:
    """`percent` of an amount in paisa, half up."""
    return Paisa(half_up(percent * amount, 100 * ONE))


def rupees(amount: int) -> str:
    """Plain machine form with two decimals: `-57375.00` (contract.md, JSON)."""
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(amount) // 100}.{abs(amount) % 100:02d}"


def lakh(amount: int) -> str:
    """Grouped as people here read it: `1,23,45,678.90` (rule B17); a true minus for negatives."""
    whole, paisa = divmod(abs(amount), 100)
    sign = "−" if amount < 0 else ""
    return f"{sign}{group_lakh(whole)}.{paisa:02d}"


def group_lakh(whole: int) -> str:
    """A whole number with lakh and crore commas: `1,23,45,678`."""
    text = str(abs(whole))
    sign = "−" if whole < 0 else ""
    head, tail = text[:-3], text[-3:]
    parts: list[str] = []
    while head:
        parts.insert(0, head[-2:])
        head = head[:-2]
    return sign + ",".join([*parts, tail])


def decimal(value: int, places: int = 4) -> Decimal:
    """The number an E4 (or another scaled integer) stands for, without trailing zeros."""
    number = Decimal(value).scaleb(-places)
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def decimal_text(value: int, places: int = 4, least: int = 0) -> str:
    """Plain decimal text of a scaled integer, with at least `least` decimals: `31.59`, `1200`."""
    sign = "-" if value < 0 else ""
    whole, rest = divmod(abs(value), 10**places)
    tail = f"{rest:0{places}d}".rstrip("0") if places else ""
    tail = tail.ljust(least, "0")
    return f"{sign}{whole}.{tail}" if tail else f"{sign}{whole}"
