"""What the rows of a log show, in one piece kept in memory: a word is looked for there, not worked out row by row for each letter.

A log only grows at its end, so what was read stays, whatever is written; it is read in parts, and goes on where it was left.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from stpdesk.core.searching import sought
from stpdesk.db.lists.lines import Question
from stpdesk.db.lists.texts import END, Texts
from stpdesk.db.rows import fetch, packed

if TYPE_CHECKING:
    from sqlite_utils import Database

PART = 1024
"""Rows read at once; whoever waits for something else waits for no more of them."""


class Told:
    """What the rows of one question's list show, as far as it was read; `last` is the row it was read to."""

    def __init__(self) -> None:
        self.parts: list[Texts] = []
        self.last = 0

    def holding(self, word: str) -> list[int]:
        """The rows that hold a word."""
        bare = plain(word)
        return [key for part in self.parts for key in part.all_holding(bare)]

    def read(self, db: Database, asked: Question) -> None:
        """Reads on to the last row; what was read stays if that is ended."""
        end = _end(db, asked)
        if self.last and _stale(db, asked, self.last):
            self.parts, self.last = [], 0
        while self.last < end:
            upto = self.last + PART
            among = f"{asked.lines.key} > :after AND {asked.lines.key} <= :upto"
            keys, texts = _texts(db, asked, among, {"after": self.last, "upto": upto})
            if keys:
                begins = array("q", accumulate((len(text) + len(END) for text in texts[:-1]), initial=0))
                self.parts.append(Texts(END.join(texts) + END, begins, array("q", keys)))
            self.last = min(upto, end)

    def whole(self, db: Database, asked: Question) -> bool:
        """Whether all is read that there is."""
        return self.last == _end(db, asked) and not _stale(db, asked, self.last)


def holding_here(db: Database, asked: Question, words: Sequence[str], among: Sequence[int]) -> set[int]:
    """Those of a few rows that hold all of some words."""
    here = f"{asked.lines.key} IN (SELECT value FROM json_each(:among))"
    keys, texts = _texts(db, asked, here, {"among": packed(among)})
    bare = [plain(word) for word in words]
    return {key for key, text in zip(keys, texts, strict=True) if all(word in text for word in bare)}


def plain(text: str) -> str:
    """Without commas, for people type figures with and without them, and with the keyboard's minus."""
    return text.replace(",", "").replace("−", "-")


def _texts(db: Database, asked: Question, among: str, values: dict[str, Any]) -> tuple[list[int], list[str]]:
    """The numbers of some rows and what they show, as it is searched."""
    shows = asked.lines.shows
    assert shows is not None
    found = list(shows.texts(db, among, {**asked.where.values, **values}))
    return [key for key, _ in found], [_sought(plain(text)) for _, text in found]


def _sought(text: str) -> str:
    """A text as it is searched; the plainest ones, which are most, by the shortest way."""
    return text.lower() if text.isascii() else sought(text)


def _end(db: Database, asked: Question) -> int:
    """The last row."""
    return int(fetch(db, f"SELECT coalesce(max(rowid), 0) FROM {asked.lines.table}")[0][0])


def _stale(db: Database, asked: Question, last: int) -> bool:
    """Whether rows came after which earlier ones show something else."""
    shows, lines = asked.lines.shows, asked.lines
    assert shows is not None
    sql = f"SELECT EXISTS (SELECT 1 FROM {lines.source} WHERE {lines.key} > :last AND {shows.stale})"
    return bool(fetch(db, sql, {"last": last})[0][0])
