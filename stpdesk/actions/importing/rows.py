"""Rows of a workbook in one normal form: blanks filled with the usual, and what tells two rows apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from stpdesk.core.codes import fold
from stpdesk.core.errors import Fault
from stpdesk.core.money import ONE, decimal_text
from stpdesk.core.park import ZONE
from stpdesk.workbook.kinds import Kind
from stpdesk.workbook.spec import SHEETS

Cells = dict[str, Any]

_USUAL: dict[str, dict[str, object]] = {
    "Units": {"lettable": True},
    "Tenants": {"tax_exempt": False},
    "Leases": {"escalation_months": 12, "holdover": False},
    "Meters": {"multiplier": ONE},
    "Outages": {"planned": False},
    "Schedule": {"service": "power"},
    "Receipts": {"income_tax": 0, "sales_tax": 0, "invoice": ()},
}
_FOLDED = {Kind.CODE, Kind.CHOICE}
_KEYED_EXTRA = {
    "Receipts": ("certificate", "invoice", "reversed_on", "reversal_reason"),
    "Outages": ("end", "planned", "cause", "note"),
    "Attention": ("order", "month", "settled_on", "outcome"),
    "Runs": ("end", "carries", "litres", "kwh", "hour_meter", "note"),
}
"""Columns of counted rows that may come later and do not make them another row."""

NUMBERED = {"Outages": "outage", "Runs": "run"}
"""Sheets whose rows people call by number; one that says otherwise of the same start puts the record right."""


@dataclass(slots=True)
class Entry:
    """One row on its way into the park: Excel's row number (0 = not from a workbook) and cells in normal form."""

    sheet: str
    number: int
    cells: Cells
    key: str | None = None
    corrects: bool = False
    """whether it says otherwise than the record, which stays then and gets another in its place"""
    failed: frozenset[str] = frozenset()
    """columns that could not be read; they are None in `cells`, and such a row is never stored"""

    def known(self, *columns: str) -> bool:
        """Whether what these columns hold could be read; blank ones could."""
        return self.failed.isdisjoint(columns)

    def fault(self, column: str | None, expected: str) -> Fault:
        """What is wrong with it."""
        known = column if column in self.cells else None
        value = self.cells.get(known) if known else None
        told = None if value is None or known is None else shown(self.sheet, known, value)
        return Fault(self.sheet, self.number or None, known, told, expected)


_PAISA = {Kind.PAISA, Kind.SIGNED_PAISA}
_E4 = {Kind.E4, Kind.SIGNED_E4, Kind.PERCENT}


def shown(sheet: str, column: str, value: Any) -> str:
    """A cell's typed value as it was typed, for a sentence."""
    kind = SHEETS[sheet].column(column).kind
    if kind in _PAISA:
        return decimal_text(value, 2)
    if kind in _E4:
        return decimal_text(value)
    if isinstance(value, datetime):
        return value.astimezone(ZoneInfo(ZONE)).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(str(part) for part in value) if isinstance(value, tuple) else str(value)


def normal(sheet: str, cells: Cells) -> Cells:
    """The cells with every blank that has a usual value filled with it (contract.md)."""
    filled = dict(cells)
    for name, value in _USUAL.get(sheet, {}).items():
        if filled.get(name) is None:
            filled[name] = value
    if sheet == "Opening" and filled.get("due") is None:
        filled["due"] = filled["date"]
    elif sheet == "Runs" and filled.get("carries") is None:
        filled["carries"] = "park" if filled["source"] == "generator" else "rack"
    elif sheet == "Gaps" and filled.get("link") is not None and filled.get("service") is None:
        filled["service"] = "internet"
    elif sheet == "Subsidies":
        kinds = filled.get("applies_to") or ()
        filled["applies_to"] = () if any(fold(kind) == "all" for kind in kinds) else tuple(kinds)
    return filled


def _identity(kind: Kind) -> Callable[[Any], object] | None:
    """How a cell of a kind is compared; None where as it is."""
    if kind in _FOLDED:
        return lambda value: None if value is None else fold(value)
    if kind is Kind.CODES:
        return lambda value: None if value is None else tuple(fold(part) for part in value)
    if kind is Kind.NAMES:
        return lambda value: tuple(fold(part) for part in value or ())
    return None


class Form:
    """How the rows of one sheet are told apart and compared."""

    def __init__(self, sheet: str) -> None:
        spec = SHEETS[sheet]
        self.sheet = sheet
        self.keyed = bool(spec.key)
        later = _KEYED_EXTRA.get(sheet, ())
        names = spec.key or tuple(column.name for column in spec.columns if column.name not in later)
        self._key = [(name, _identity(spec.column(name).kind)) for name in names]
        self._all = [(column.name, _identity(column.kind)) for column in spec.columns]
        self.later = later

    def key(self, cells: Cells) -> tuple[object, ...]:
        """What makes a row the same row."""
        found = [alike(cells.get(name)) if alike else cells.get(name) for name, alike in self._key]
        if self.sheet == "Readings":
            found[2] = found[2] == "reset"
        return tuple(found)

    def whole(self, cells: Cells) -> tuple[object, ...]:
        """What makes two rows equal."""
        return tuple(alike(cells.get(name)) if alike else cells.get(name) for name, alike in self._all)

    def differing(self, one: Cells, other: Cells) -> list[str]:
        """The columns in which two rows differ."""
        return [
            name
            for name, alike in self._all
            if (alike(one.get(name)) if alike else one.get(name))
            != (alike(other.get(name)) if alike else other.get(name))
        ]
