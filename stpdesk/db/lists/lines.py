"""How a list is described: its table, what it is sorted by, where its words stand; and how it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlite_utils import Database

Sorts = Mapping[str, tuple[str, ...]]
"""What a list can be sorted by: its name, and the SQL terms; one that ends in `IS NULL` keeps blanks last either way."""

Said = Mapping[str, str]
"""The words that each state of a list is shown by."""


class Where:
    """The conditions of one list, all of which must hold, and the values they name; `always` is the list's own."""

    def __init__(self, always: str = "", **values: Any) -> None:
        self.values: dict[str, Any] = values
        self._parts = [always] if always else []
        self.narrow = False
        """whether rows are left out that the list has, so that the first ones may be far down"""

    def add(self, condition: str, **values: Any) -> None:
        """One more condition."""
        self._parts.append(condition)
        self.values |= values
        self.narrow = True

    @property
    def sql(self) -> str:
        """The WHERE clause, empty without conditions."""
        return f"WHERE {' AND '.join(self._parts)}" if self._parts else ""


HOLDS = "instr(h.sought, {word})"
"""Whether a row of the words' own table holds a word."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Another table whose words count for a row, `{word}` among them.

    `rows` selects the row numbers of all rows that fit, the words' table first, so that it is looked through once.
    `here` says the same of the one row at hand. `table` is named where `rows` asks it for nothing but HOLDS.
    """

    rows: str
    here: str
    table: str = ""


@dataclass(frozen=True, slots=True)
class Shows:
    """How the rows of a log that only grows are searched: by all they show, kept in memory (`told`).

    `texts` gives numbers and texts of the rows that fit a condition, of a question whose values in `by` are what they
    hang on; `stale` is the condition of a later row since which earlier ones show something else.
    """

    texts: Callable[[Database, str, dict[str, Any]], Iterable[tuple[int, str]]]
    by: tuple[str, ...]
    stale: str


@dataclass(frozen=True, slots=True)
class Searched:
    """Where words of a list stand; columns are named with its alias.

    `own` are columns stored as `sought`, `plain` ones as people wrote them: Latin letters are found case-blind there,
    Urdu ones as `sought` unifies them. `number` is looked in only for a word with a digit.
    """

    own: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    number: str = ""
    beside: tuple[Beside, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """What a row shows beside words: ISO days, paisa, ten-thousandths, and the conditions of its states.

    `ends` are days that need what `Lines.wide` has.
    """

    dates: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()
    states: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lines:
    """One kind of list: its table under an alias, its sorts, where its words stand and what it shows.

    `walked` are sorts that follow an index, so that their first rows are known at once. `sources` are the FROM clauses
    of sorts that need more than the table; `shows` takes the place of `searched` for a log; those in `broad`, states, ends and amounts read from `wide`, with the WITH clause
    `leading`, if the table will not do.
    """

    table: str
    alias: str
    sorts: Sorts
    searched: Searched
    shown: Shown
    walked: frozenset[str] = frozenset()
    sources: Mapping[str, str] = field(default_factory=dict)
    wide: str = ""
    leading: str = ""
    broad: frozenset[str] = frozenset()
    shows: Shows | None = None

    @property
    def source(self) -> str:
        """The table alone."""
        return f"{self.table} {self.alias}"

    @property
    def by_text(self) -> bool:
        """Whether the text it is searched by is all that its own table says of words."""
        return self.searched.own == (f"{self.alias}.sought",) and not self.searched.plain

    @property
    def key(self) -> str:
        """The row number."""
        return f"{self.alias}.rowid"


@dataclass(frozen=True, slots=True)
class Question:
    """A list as it is asked for. `wide`: its conditions need what `Lines.wide` has."""

    lines: Lines
    where: Where
    sort: str
    descending: bool
    text: str = ""
    said: Said = field(default_factory=dict)
    wide: bool = False

    @property
    def values(self) -> tuple[tuple[str, Any], ...]:
        """The values its conditions name, in a fixed order."""
        return tuple(sorted(self.where.values.items()))

    @property
    def about(self) -> tuple[Any, ...]:
        """What tells its order from others, whatever is typed."""
        return self.lines.table, self.sort, self.descending, self.where.sql, self.values
