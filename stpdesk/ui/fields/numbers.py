"""Fields of figures: amounts, quantities, percentages, counts; right-aligned, grouped in lakh and crore on leaving."""

from __future__ import annotations

from typing import Any

from stpdesk.core import typed_amounts
from stpdesk.core.money import E4, LARGEST, Paisa
from stpdesk.core.typed import Slip
from stpdesk.ui.fields.edit import RIGHT, TypedField


class Amount(TypedField):
    """Rupees; its value is whole paisa. Takes 1,50,000, 1.5 lakh, 5k, 12000*3, =90000/12."""

    ALIGN = RIGHT

    def __init__(
        self, name: str, label: str, *, signed: bool = False, largest: int = LARGEST, **more: Any
    ) -> None:
        self._signed, self._largest = signed, largest
        super().__init__(name, label, **{"suffix": "Rs", **more})

    def _read(self, text: str) -> Paisa | Slip | None:
        """Whole paisa."""
        return typed_amounts.amount(text, signed=self._signed, largest=self._largest)

    def _shown(self, value: Any) -> str:
        """1,95,840.00"""
        return typed_amounts.amount_text(value)


class Quantity(TypedField):
    """A number with up to four decimals; its value is ten-thousandths: areas, readings, rates.

    `decimals`: how many are shown at least.
    """

    ALIGN = RIGHT
    WIDTH = 112.0

    def __init__(
        self, name: str, label: str, *, signed: bool = False, decimals: int = 0, **more: Any
    ) -> None:
        self._signed, self._decimals = signed, decimals
        super().__init__(name, label, **more)

    def _read(self, text: str) -> E4 | Slip | None:
        """Ten-thousandths."""
        return typed_amounts.quantity(text, signed=self._signed)

    def _shown(self, value: Any) -> str:
        """1,200 or 31.59"""
        return typed_amounts.quantity_text(value, self._decimals)


class Percent(TypedField):
    """A percentage from 0 to 100; its value is ten-thousandths of a percent."""

    ALIGN = RIGHT
    WIDTH = 72.0

    def __init__(self, name: str, label: str, **more: Any) -> None:
        super().__init__(name, label, **{"suffix": "%", **more})

    def _read(self, text: str) -> E4 | Slip | None:
        """Ten-thousandths of a percent."""
        return typed_amounts.percent(text)

    def _shown(self, value: Any) -> str:
        """12.5"""
        return typed_amounts.percent_text(value)


class Count(TypedField):
    """A whole number."""

    ALIGN = RIGHT
    WIDTH = 72.0

    def __init__(
        self, name: str, label: str, *, least: int = 0, largest: int = typed_amounts.MOST_COUNT, **more: Any
    ) -> None:
        self._least, self._largest = least, largest
        super().__init__(name, label, **more)

    def _read(self, text: str) -> int | Slip | None:
        """The number."""
        return typed_amounts.count(text, least=self._least, largest=self._largest)

    def _shown(self, value: Any) -> str:
        """1,200"""
        return typed_amounts.count_text(value)
