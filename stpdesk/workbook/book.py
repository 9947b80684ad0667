"""What came out of a workbook: typed rows, park settings, faults, and notices of what was ignored."""

from __future__ import annotations

from dataclasses import dataclass, field

from stpdesk.core.errors import Fault


@dataclass(frozen=True, slots=True)
class Row:
    """One filled row: `number` is Excel's own; `cells` has every column of the sheet, None where blank."""

    sheet: str
    number: int
    cells: dict[str, object]
    failed: frozenset[str] = frozenset()
    """columns with a fault: what they should have held is not known, they are None in `cells`"""


@dataclass(slots=True)
class Book:
    """A workbook as read: rows by sheet (every sheet but Park is there), and the Park settings that were filled.

    Where `faults` is not empty, nothing of the book is fit to be stored: rows with a fault are in `broken`, not in
    `rows`, so that the rest of such a row can be checked; what the sheets in `unread` hold is not known.
    `setting_rows` gives the Park sheet's row of each setting.
    """

    rows: dict[str, list[Row]] = field(default_factory=dict)
    broken: dict[str, list[Row]] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    settings: dict[str, object] = field(default_factory=dict)
    setting_rows: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    name: str = ""
    """the file's own name"""
