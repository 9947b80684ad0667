"""The searched texts of a table in one piece: a word that is nowhere, or in few rows, is found without a look at each row."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stpdesk.db.lists.seen import BATCH

if TYPE_CHECKING:
    from sqlite_utils import Database

SOME = 1000
"""A word that stands in more rows than these is found as quickly by SQLite, and its first rows long before."""
END = "\n"


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of all rows after each other, where each begins, and whose it is."""

    joined: str
    begins: array[int]
    keys: array[int]

    def holding(self, word: str) -> list[int] | None:
        """The rows that hold a word; None where they are more than a few."""
        found, at = list[int](), self.joined.find(word)
        while at >= 0:
            if len(found) == SOME:
                return None
            row = bisect_right(self.begins, at) - 1
            found.append(self.keys[row])
            at = self.joined.find(word, self.begins[row + 1]) if row + 1 < len(self.begins) else -1
        return found

    def all_holding(self, word: str) -> Iterator[int]:
        """All rows that hold a word, however many."""
        at, row, ends = self.joined.find(word), 0, (*self.begins[1:], len(self.joined))
        while at >= 0:
            row = bisect_right(ends, at, row)
            yield self.keys[row]
            at = self.joined.find(word, ends[row])
            if ends[row] == len(self.joined):
                return


def read(db: Database, table: str) -> Texts:
    """The texts of all rows that have one."""
    parts, begins, keys, at = list[str](), array("q"), array("q"), 0
    cursor = db.execute(f"SELECT rowid, sought FROM {table} WHERE sought IS NOT NULL")
    while some := cursor.fetchmany(BATCH):
        for key, text in some:
            keys.append(key)
            begins.append(at)
            at += len(text) + len(END)
        parts.append(END.join(text for _, text in some) + END)
    return Texts("".join(parts), begins, keys)
