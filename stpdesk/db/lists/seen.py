"""What all rows of a long list show beside words, worked out once ahead of typing: states, days and amounts, by row number.

Asked of SQLite for each letter, computed states and rents of 100,000 rows take half a second; looked up here, a few milliseconds.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stpdesk.core.typed_filters import Amount, Meaning
from stpdesk.db.lists.fitting import E4, PAISA
from stpdesk.db.lists.known import Mask
from stpdesk.db.lists.lines import Question

if TYPE_CHECKING:
    from sqlite_utils import Database

BATCH = 4096
"""Rows taken at once: sorting more of them would hold up the window."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Amounts of a batch of rows without their signs, the least first, and the rows they are of; `one` is one as shown."""

    one: int
    amounts: array[int]
    keys: array[int]

    def beginning(self, meant: Amount) -> Iterator[int]:
        """The rows whose amount begins with what is typed."""
        for least, beyond in _bounds(meant, self.one, self.amounts[-1]):
            yield from self.keys[bisect_left(self.amounts, least) : bisect_left(self.amounts, beyond)]


@dataclass(frozen=True, slots=True)
class Seen:
    """A byte for each row number with a bit for each state; rows by day; batches of amounts."""

    states: Mapping[str, int]
    told: Mask
    days: Mapping[str, Sequence[int]]
    sums: Sequence[Sums]

    def showing(self, meant: Meaning) -> Mask:
        """The rows that show a state, a day or an amount which is meant, as `fitting.showing` finds them."""
        wanted = sum(self.states[state] for state in meant.states & self.states.keys())
        mask = self.told.translate(bytes(bool(bits & wanted) for bits in range(256)))
        for pattern in meant.days:
            fits = re.compile(pattern.replace("_", ".")).fullmatch
            for day in filter(fits, self.days):
                _mark(mask, self.days[day])
        if meant.amount is not None:
            for batch in self.sums:
                _mark(mask, batch.beginning(meant.amount))
        return mask


def read(db: Database, asked: Question) -> Seen:
    """All that the rows of a list show on the day that is asked about."""
    lines, shown = asked.lines, asked.lines.shown
    bits = {state: 1 << place for place, state in enumerate(shown.states)}
    told = [f"CASE WHEN {shown.states[state]} THEN {bit} ELSE 0 END" for state, bit in bits.items()]
    days, ones = (*shown.dates, *shown.ends), [PAISA] * len(shown.amounts) + [E4] * len(shown.quantities)
    columns = (" + ".join(told) or "0", *days, *shown.amounts, *shown.quantities)
    sql = f"{lines.leading if lines.wide else ''} SELECT {lines.key}, {', '.join(columns)} FROM {lines.wide or lines.source}"
    last = db.execute(f"SELECT coalesce(max(rowid), 0) FROM {lines.table}").fetchone()[0]
    states, by_day, sums = Mask(last + 1), defaultdict[str, Any](lambda: array("q")), list[Sums]()
    cursor = db.execute(sql, asked.where.values)
    while some := cursor.fetchmany(BATCH):
        keys, marks, *values = zip(*some, strict=True)
        for key, mark in zip(keys, marks, strict=True):
            states[key] = mark
        for column in values[: len(days)]:
            for key, day in zip(keys, column, strict=True):
                if day is not None:
                    by_day[day].append(key)
        found = zip(ones, values[len(days) :], strict=True)
        sums += [batch for one, column in found if (batch := _sorted(one, keys, column))]
    return Seen(bits, states, by_day, sums)


def _sorted(one: int, keys: Sequence[int], column: Sequence[int | None]) -> Sums | None:
    """Amounts of a batch in their order; None where there are none."""
    pairs = sorted((abs(value), key) for key, value in zip(keys, column, strict=True) if value is not None)
    if not pairs:
        return None
    return Sums(one, array("q", [pair[0] for pair in pairs]), array("q", [pair[1] for pair in pairs]))


def _bounds(meant: Amount, one: int, most: int) -> Iterator[tuple[int, int]]:
    """From where to where amounts begin with what is typed: 57 begins 57, 570 to 579, 5,700 to 5,799 and so on."""
    if meant.bounds is not None:
        hundredth = one // PAISA
        yield meant.bounds[0] * hundredth, (meant.bounds[1] + 1) * hundredth
        return
    least = beyond = int(meant.digits)
    beyond += 1
    while least * one <= most:
        yield least * one, beyond * one
        least, beyond = least * 10, beyond * 10
        if not least:
            return


def _mark(mask: Mask, keys: Sequence[int] | Iterator[int]) -> None:
    """Notes rows in a mask."""
    for key in keys:
        mask[key] = 1
