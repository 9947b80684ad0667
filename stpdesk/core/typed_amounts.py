"""Amounts and numbers as they are typed into a field: `1,50,000`, `1.5 lakh`, `2 crore`, `5k`, `12000*3`, `=90000/12`.

Each reader returns the value, None for a blank entry, or a Slip. Each `…_text` gives what its reader reads back.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from stpdesk.core.money import E4, LARGEST, ONE, Paisa, decimal_text, group_lakh, half_up, lakh
from stpdesk.core.numerals import NotANumber, decimal_of, without_rupees_mark
from stpdesk.core.sums import NoSum, is_sum, worth
from stpdesk.core.typed import LONGEST, Slip, entry, letters_for_digits, mistaken_letter

MOST_E4 = E4(10**14)
MOST_COUNT = 10**9

AMOUNT_WANTED = "This is no amount. Write it as 57,375, 1.5 lakh or 12000*3."
NUMBER_WANTED = "This is no number. Write it as 1,200 or 31.59."
PERCENT_WANTED = "This is no percentage. Write it as 16 or 12.5 %."
COUNT_WANTED = "This is no whole number. Write it as 12."

_WORDS = {
    "k": 10**3, "thousand": 10**3, "hazar": 10**3, "lakh": 10**5, "lakhs": 10**5, "lac": 10**5, "lacs": 10**5,
    "million": 10**6, "crore": 10**7, "crores": 10**7, "cr": 10**7,
    "ہزار": 10**3, "لاکھ": 10**5, "کروڑ": 10**7,
}  # fmt: skip
_PART = re.compile(
    rf"\s*([\d.,]+)\s*({'|'.join(sorted(_WORDS, key=len, reverse=True))})?(?![^\W\d])", re.IGNORECASE
)


def amount(text: str, *, signed: bool = False, largest: int = LARGEST) -> Paisa | Slip | None:
    """An amount in rupees as whole paisa; a sum is rounded half up to the paisa, a typed third decimal is a slip."""
    found = _scaled(text, 2, AMOUNT_WANTED, lakh)
    if not isinstance(found, int):
        return found
    if found < 0 and not signed:
        return Slip("An amount cannot be negative here.", lakh(-found))
    if abs(found) > largest:
        return Slip(
            "This is more than Rs {most} and cannot be right; check it.",
            "",
            {"most": group_lakh(largest // 100)},
        )
    return Paisa(found)


def quantity(text: str, *, signed: bool = False, largest: int = MOST_E4) -> E4 | Slip | None:
    """A number with up to four decimals, as ten-thousandths: areas, readings, rates."""
    found = _scaled(text, 4, NUMBER_WANTED, quantity_text)
    if not isinstance(found, int):
        return found
    if found < 0 and not signed:
        return Slip("This cannot be negative.", quantity_text(-found))
    if abs(found) > largest:
        return Slip(
            "This is more than {most} and cannot be right; check it.",
            "",
            {"most": group_lakh(largest // ONE)},
        )
    return E4(found)


def percent(text: str) -> E4 | Slip | None:
    """A percentage from 0 to 100, with or without %, as ten-thousandths of a percent."""
    found = _scaled(entry(text).removesuffix("%").rstrip(), 4, PERCENT_WANTED, percent_text)
    if isinstance(found, int) and not 0 <= found <= 100 * ONE:
        return Slip("A percentage lies between 0 and 100.")
    return E4(found) if isinstance(found, int) else found


def count(text: str, *, least: int = 0, largest: int = MOST_COUNT) -> int | Slip | None:
    """A whole number."""
    found = _scaled(text, 0, COUNT_WANTED, group_lakh)
    if isinstance(found, int) and not least <= found <= largest:
        if found < least:
            return Slip("This must be at least {least}.", "", {"least": group_lakh(least)})
        return Slip("This must be at most {most}.", "", {"most": group_lakh(largest)})
    return found


def amount_text(paisa: int) -> str:
    """`1,95,840.00`."""
    return lakh(paisa)


def quantity_text(value: int, least: int = 0) -> str:
    """`1,200` or `31.59`: grouped, with the decimals it has and at least so many."""
    whole, _, rest = decimal_text(abs(value), least=least).partition(".")
    return ("−" if value < 0 else "") + group_lakh(int(whole)) + (f".{rest}" if rest else "")


def percent_text(value: int) -> str:
    """`12.5`: the sign % stands beside the field."""
    return decimal_text(value)


def count_text(value: int) -> str:
    """`1,200`."""
    return group_lakh(value)


def _scaled(text: str, places: int, wanted: str, shown: Callable[[int], str]) -> int | Slip | None:
    """The number in units of so many decimals, None for a blank entry, or what is wrong with it."""
    typed = entry(text)
    if not typed:
        return None
    if len(typed) > LONGEST:
        return Slip(wanted)
    read = _read(typed, places, wanted)
    if not isinstance(read, Slip):
        return read
    meant = letters_for_digits(typed)
    if meant is not None:
        digits, letter, digit = meant
        again = _read(digits, places, wanted)
        if not isinstance(again, Slip):
            return mistaken_letter(typed, letter, digit, shown(again))
    return read


def _read(typed: str, places: int, wanted: str) -> int | Slip:
    """One reading of an entry."""
    try:
        if is_sum(typed):
            return half_up(worth(typed, _number) * 10**places)
        number = _number(typed)
    except (NotANumber, NoSum) as no:
        if isinstance(no, NotANumber) and no.commas:
            return _commas(typed, places, wanted)
        return Slip(str(no) if isinstance(no, NoSum) and str(no) else wanted)
    scaled = number * 10**places
    if scaled.denominator != 1:
        return _too_fine(number, places)
    return int(scaled)


def _number(typed: str) -> Fraction:
    """A number, with lakh and crore words behind its parts where there are any; raises NotANumber."""
    try:
        number = decimal_of(typed)
    except NotANumber as no:
        return _in_words(typed, no)
    if number is None:
        raise NotANumber(commas=False)
    return Fraction(number)


def _in_words(typed: str, no: NotANumber) -> Fraction:
    """`1 crore 5 lakh 20,000`: parts from the largest down; raises `no` for anything else."""
    rest = re.sub(r"^(?:rs\.?|pkr|₨)\s*", "", without_rupees_mark(typed), flags=re.IGNORECASE)
    sign = -1 if rest[:1] in {"-", "−"} else 1
    rest, before, total = rest.lstrip("-−+ "), 0, Fraction(0)
    while rest:
        match = _PART.match(rest)
        if match is None:
            raise no
        factor = _WORDS[match[2].casefold()] if match[2] else 1
        number: Decimal | None = decimal_of(match[1])
        if number is None or (before and factor >= before):
            raise no
        total, before, rest = total + Fraction(number) * factor, factor, rest[match.end() :].strip()
    if not before:
        raise no
    return sign * total


def _commas(typed: str, places: int, wanted: str) -> Slip:
    """The commas stand where nobody puts them: the number without them is proposed, where there is one."""
    try:
        number = _number(typed.replace(",", "")) * 10**places
    except NotANumber:
        return Slip(wanted)
    if number.denominator != 1:
        return Slip(wanted)
    fix = lakh(int(number)) if places == 2 else quantity_text(int(number) * 10 ** (4 - places))
    return Slip("Commas stand as in 12,34,567 or 1,234,567.", fix)


def _too_fine(number: Fraction, places: int) -> Slip:
    """More decimals than there are: the nearest is proposed."""
    nearest = half_up(number * 10**places)
    if places == 2:
        return Slip("Rupees have two decimals.", lakh(nearest))
    if places == 0:
        return Slip("This must be a whole number.", group_lakh(nearest))
    return Slip("At most four decimals are kept.", quantity_text(nearest))
