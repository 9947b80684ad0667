"""What a list shows: its columns, the cells of a row, and where its keys and rows come from. No Qt here."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any, Protocol


class Kind(Enum):
    """How a column's raw values read; figures stand at the right.

    Money is whole paisa; quantity and percent are E4; a date is ISO text or a date; an instant is UTC text as stored
    or seconds since 1970; minutes are whole minutes. A state is a word with a mark, a chip appears when something is due.
    """

    TEXT = "text"
    STRONG = "strong"
    MUTED = "muted"
    MONEY = "money"
    QUANTITY = "quantity"
    COUNT = "count"
    DATE = "date"
    INSTANT = "instant"
    MINUTES = "minutes"
    STATE = "state"
    CHIP = "chip"
    PERCENT = "percent"


FIGURES = frozenset({Kind.MONEY, Kind.QUANTITY, Kind.COUNT, Kind.MINUTES, Kind.PERCENT})
"""Kinds that stand at the right of their column."""

WIDTHS = {
    Kind.TEXT: 140, Kind.STRONG: 220, Kind.MUTED: 110, Kind.MONEY: 130, Kind.QUANTITY: 100, Kind.COUNT: 80,
    Kind.DATE: 110, Kind.INSTANT: 150, Kind.MINUTES: 100, Kind.STATE: 130, Kind.CHIP: 150, Kind.PERCENT: 90,
}  # fmt: skip
"""Pixels at 100 % where a column does not say."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value that is shown in a way of its own; a plain value is shown as its column's kind says.

    `text` replaces the words (“not given”, “to Jun 2027”), never what is copied or exported. `tone`: "", "muted",
    "strong" or "due" (red). `mark` puts a state's mark before it and `chip` a panel behind it: "good", "ask", "bad",
    "unknown" or "off". `icon` is a drawing of resources/icons. `note` follows in muted words. `short` says it where all of
    it has no room. `tip` is told of it besides, where the mouse rests.
    """

    value: Any
    text: str | None = None
    tone: str = ""
    mark: str = ""
    chip: str = ""
    icon: str = ""
    note: str = ""
    short: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `sort` is the name `keys` knows it by ("" = its own name, None = cannot be sorted by)."""

    name: str
    title: str
    kind: Kind = Kind.TEXT
    width: int = 0
    """pixels at 100 %; 0 = as usual for its kind"""
    right: bool | None = None
    """at the right; None = as usual for its kind"""
    stretch: bool = False
    """takes what is left of the width; one column a table, else the first strong one does"""
    sort: str | None = ""
    editable: bool = False
    hidden: bool = False
    """left out until the person asks for it"""
    gives: int = 0
    """0 = stays where there is little room; of the others the highest goes first, until what stretches has its width"""

    @property
    def at_right(self) -> bool:
        """Whether it stands at the right."""
        return self.kind in FIGURES if self.right is None else self.right

    @property
    def sort_key(self) -> str | None:
        """What `keys` is asked to sort by; None where it cannot."""
        return self.name if self.sort == "" else self.sort

    @property
    def usual_width(self) -> int:
        """Pixels at 100 % until the person drags it."""
        return self.width or WIDTHS[self.kind]


Row = Sequence[Any]
"""One raw value or `Cell` a column, in the order of the columns."""


Keys = Callable[..., "array[int]"]
"""All rowids of a list in order, filtered and sorted by SQLite: (db, *, sort, descending, text, **filters)."""

Records = Callable[..., Sequence[Any]]
"""The records of some keys in their order: (db, keys, **when). Those that are gone are left out; each has its `key`."""

Sums = Callable[..., Any]
"""The sums of all that is filtered, one record: (db, *, text, **filters)."""

First = Callable[..., "array[int]"]
"""The first of these keys, as many as are quickly found, none if that takes as long as all: as `Keys`, with `limit`."""

Ahead = Callable[..., None]
"""Makes ready, on the reader's thread, what is looked up for each letter typed: (db, **filters)."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a screen hands to a table. Its functions run on the reader's thread in one snapshot (stpdesk.db.lists).

    `filters` go to `keys`, `first` and `totals`; `when` names the argument all of them and `rows` are told the day or
    the moment by: "day", "now" or none.
    """

    name: str
    """what the layout is remembered under"""
    title: str
    """what it lists, said by screen readers and in the exported file's name"""
    columns: tuple[Column, ...]
    keys: Keys
    rows: Records
    cells: Callable[[Any, date], Row]
    """a record as one value or `Cell` a column, today given"""
    totals: Sums | None = None
    sums: Callable[[Any], Row] | None = None
    """the sums as one value or `Cell` a column, None where there is none"""
    first: First | None = None
    """what is painted of a long list while `keys` still runs"""
    ahead: Ahead | None = None
    """what is worked out of a long list before anybody types into its filter"""
    said: Mapping[str, str] = field(default_factory=dict)
    """the words each state is shown by, so that it is found by them; told to `keys`, `first` and `totals` if any"""
    filters: Mapping[str, Any] = field(default_factory=dict)
    when: str = ""
    sort: str = ""
    """what it is first sorted by; "" = the first column that can be"""
    descending: bool = False
    empty: str = ""
    """the sentence shown where there is nothing at all"""
    act: str = ""
    """the words on the button below it (signal `asked`)"""

    def at(self, name: str) -> int:
        """Where a column of this name is; ValueError where none is."""
        return [column.name for column in self.columns].index(name)


class Layouts(Protocol):
    """Where widths, order and hidden columns are remembered, by the listing's name: a dict, or the preferences."""

    def get(self, name: str, /) -> Mapping[str, Any] | None:
        """What was kept; None for nothing."""
        ...

    def __setitem__(self, name: str, layout: dict[str, Any], /) -> None:
        """Keeps plain values."""
        ...
