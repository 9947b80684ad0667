"""Cells that hold numbers: amounts, exact decimals, percentages and counts, from numbers or from text.

Amounts are whole paisa; a cell within 0.000001 of one is that paisa, a true third decimal is refused
(rules.md, notation). Decimals have up to four places, likewise.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from stpdesk.core.money import group_lakh
from stpdesk.core.numerals import NotANumber, bared, decimal_of
from stpdesk.workbook.kinds import Column, Kind
from stpdesk.workbook.raw import Raw, Share, Unfit, unfit

Parse = Callable[[Raw], object]

NEAR = 0.000001
"""How far from an exact value a cell may be and still mean it, in rupees or units."""

_PLACES = {Kind.PAISA: 2, Kind.SIGNED_PAISA: 2, Kind.COUNT: 0}
_FEW = {2: "two decimals", 4: "four decimals", 0: "no decimals"}
_WANTED = {
    Kind.PAISA: "expected an amount in rupees, such as 57,375 or 57375.50",
    Kind.SIGNED_PAISA: "expected an amount in rupees, such as 57,375 or -1200.50",
    Kind.E4: "expected a number, such as 1,200 or 31.59",
    Kind.SIGNED_E4: "expected a number, such as 31.59 or -0.75",
    Kind.PERCENT: "expected a percentage from 0 to 100, such as 16 or 16%",
    Kind.COUNT: "expected a whole number, such as 12",
}


def decimal_in(text: str, wanted: str) -> Decimal | None:
    """The exact number a text states as `core.numerals` reads it, None for a blank one. Raises Unfit."""
    try:
        return decimal_of(text)
    except NotANumber as no:
        raise Unfit("expected commas as in 1,234,567 or 12,34,567" if no.commas else wanted) from None


def number(column: Column) -> Parse:
    """A parser of number cells into the column's whole units; None for a blank text."""
    kind = column.kind
    places = _PLACES.get(kind, 4)
    unit = 10**places
    high = column.limit
    low = -high if kind in {Kind.SIGNED_PAISA, Kind.SIGNED_E4} else column.least
    slack = NEAR * unit
    wanted = _WANTED[kind]

    def parse(raw: Raw) -> object:
        cell = type(raw)
        if cell is int:
            value: int = raw * unit
        elif cell is float:
            scaled: float = raw * unit
            if not -1e18 < scaled < 1e18:
                raise Unfit(_outside(column, high + 1 if scaled > 0 else low - 1, low, unit))
            value = round(scaled)
            if not -slack <= scaled - value <= slack:
                value = _exact(Decimal(repr(raw)), places)
        else:
            exact = _slowly(raw, kind, wanted)
            if exact is None:
                return None
            value = _exact(exact, places)
        if low <= value <= high:
            return value
        raise Unfit(_outside(column, value, low, unit))

    return parse


def _slowly(raw: Raw, kind: Kind, wanted: str) -> Decimal | None:
    """The number in any other cell: text, or a cell that shows percent. Raises Unfit."""
    if isinstance(raw, Share):
        return Decimal(repr(float(raw))) * (100 if kind is Kind.PERCENT else 1)
    if type(raw) is not str:
        raise unfit(raw, wanted)
    if kind is Kind.PERCENT:
        bare = bared(raw)
        return decimal_in(bare[:-1] or "%" if bare.endswith("%") else bare, wanted)
    return decimal_in(raw, wanted)


def _exact(number: Decimal, places: int) -> int:
    """The number in whole units; Unfit where it has true further decimals."""
    if abs(number) > Decimal("1e25"):
        return int(number)
    scaled = number.scaleb(places)
    nearest = int(scaled.to_integral_value())
    if abs(number - Decimal(nearest).scaleb(-places)) > Decimal("0.000001"):
        raise Unfit(f"expected at most {_FEW[places]}" if places else "expected a whole number")
    return nearest


def _outside(column: Column, value: int, low: int, unit: int) -> str:
    """What a value out of the column's range should have been."""
    if column.kind is Kind.PERCENT:
        return _WANTED[Kind.PERCENT]
    if value >= low:
        return f"expected at most {group_lakh(column.limit // unit)}"
    if low < 0:
        return f"expected at least {group_lakh(low // unit)}"
    if low == 0:
        return "expected zero or more, nothing negative"
    return f"expected at least {low}" if unit == 1 else "expected more than zero"
