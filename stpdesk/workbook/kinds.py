"""What the import workbook is made of: kinds of cells, columns and sheets (contract.md, import workbook)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from stpdesk.core.money import LARGEST

LONGEST = 2_000
"""Letters a cell may hold."""


class Kind(Enum):
    """What a cell holds, and the type it becomes."""

    TEXT = auto()
    """Free text: `str`, Urdu too; a number typed there keeps all its digits."""
    CODE = auto()
    """A code or head: `str` as typed, matched with `core.codes.fold`; 101 becomes "101"."""
    CODES = auto()
    """Codes split by `;`: `tuple[str, ...]`, each once."""
    NAMES = auto()
    """Names or document numbers split by `;`: `tuple[str, ...]`."""
    DATE = auto()
    """A civil date: `date`."""
    MONTH = auto()
    """A calendar month: core's `Month`."""
    INSTANT = auto()
    """A local date and time to the second: an aware `datetime` in UTC."""
    TIME = auto()
    """A time of day: minutes after local midnight, 0 to 1,440, `int`."""
    WEEKDAYS = auto()
    """Days of the week: sorted `tuple[int, ...]`, Monday = 0."""
    PAISA = auto()
    """An amount not below zero: whole paisa (or cents), `int`."""
    SIGNED_PAISA = auto()
    """An amount that may be negative: whole paisa, `int`."""
    E4 = auto()
    """An exact decimal not below zero, up to four places: ten-thousandths, `int`."""
    SIGNED_E4 = auto()
    """An exact decimal that may be negative: ten-thousandths, `int`."""
    PERCENT = auto()
    """A percentage from 0 to 100: ten-thousandths of a percent, `int`."""
    COUNT = auto()
    """A whole number not below zero: `int`."""
    YESNO = auto()
    """Yes or no: `bool`."""
    CHOICE = auto()
    """One of the column's choices: `str`, spelled as in the choices."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet, or one setting of the Park sheet.

    `largest` and `least` are in the unit of the typed value (paisa, ten-thousandths, a count); a text or code has
    `longest` letters at most.
    `refers` names the sheet whose key this column repeats.
    """

    name: str
    kind: Kind = Kind.TEXT
    required: bool = False
    choices: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    note: str = ""
    largest: int | None = None
    least: int = 0
    longest: int = LONGEST
    refers: str = ""

    @property
    def limit(self) -> int:
        """The largest value taken, in the unit of the typed value."""
        return USUAL_LIMIT.get(self.kind, 0) if self.largest is None else self.largest


USUAL_LIMIT = {
    Kind.PAISA: int(LARGEST),
    Kind.SIGNED_PAISA: int(LARGEST),
    Kind.E4: 10**14,
    Kind.SIGNED_E4: 10**14,
    Kind.PERCENT: 100 * 10**4,
    Kind.COUNT: 10**9,
}
"""The largest value of a kind where its column names none."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its columns in the template's order, and what tells one row from another.

    `key` is empty where rows have no key: equal rows are counted then (contract.md, import).
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    note: str = ""

    @property
    def required(self) -> tuple[str, ...]:
        """Names of the columns a row cannot do without; they mark the heading row."""
        return tuple(column.name for column in self.columns if column.required)

    def column(self, name: str) -> Column:
        """The column of that name; KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)
