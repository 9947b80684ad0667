"""What every list shares: keys in order, of which those stay that fit what is typed; pages in the order of their keys.

An order hangs on what is sorted by, not on what is typed: it is read once and kept (`known`), and each letter only asks
which rows fit. The first of them are found among the first few rows, so that they are seen before all others are known.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Sequence
from functools import reduce
from typing import TYPE_CHECKING, Any

from stpdesk.core.typed_filters import Meaning, Term, narrows, terms
from stpdesk.db.lists import fitting, seen, texts, told
from stpdesk.db.lists.known import Mask, both, chosen, either, known_of, mask_of
from stpdesk.db.lists.lines import Question, Sorts
from stpdesk.db.rows import fetch, fetch_dicts, packed

if TYPE_CHECKING:
    from sqlite_utils import Database


FEW, FIRST = 2048, 1024
"""So many rows are looked at one by one; of more, the whole table is looked through. So many for the first that fit."""


def keys(db: Database, asked: Question) -> array[int]:
    """The row numbers of a list in order. They are kept to be answered again, so nobody changes them."""
    return _Listed(db, asked).keys()


def first(db: Database, asked: Question, limit: int) -> array[int]:
    """The first of these row numbers, as far as they are among the first few rows; none where that takes long to say."""
    return _Listed(db, asked).first(limit)


def look_ahead(db: Database, asked: Question) -> None:
    """Works out what all rows of a long list show, before anybody types a state, a day or an amount."""
    _Listed(db, asked).look_ahead()


class _Listed:
    """One question put to one connection."""

    def __init__(self, db: Database, asked: Question) -> None:
        self._db, self._asked, self._lines = db, asked, asked.lines
        self._known = known_of(db)
        self._terms = terms(asked.text, asked.said)
        self._rows = self._lines.table, asked.values

    def keys(self) -> array[int]:
        """All of them."""
        if not self._terms:
            return self._ordered()
        about = self._asked.about
        before: tuple[tuple[Term, ...], array[int]] | None = self._known.last(about)
        narrower = before is not None and narrows(self._terms, before[0])
        ordered = before[1] if before is not None and narrower else self._ordered()
        one_by_one = len(ordered) <= FEW and not self._is_told()
        found = self._of_few(ordered) if one_by_one else chosen(ordered, self._mask())
        self._known.keep_last(about, (self._terms, found))
        return found

    def first(self, limit: int) -> array[int]:
        """The first of them; none of a list so short that all are found as quickly."""
        begun = self._beginning()
        if (
            len(begun) <= FEW
            or (self._terms and self._is_told())
            or any(self._is_dear(term.meaning) for term in self._terms if term.meaning)
        ):
            return array("q")
        return self._of_few(begun[:FIRST])[:limit] if self._terms else begun[:limit]

    def look_ahead(self) -> None:
        """What all rows show and the words they are searched by, where they are many."""
        if len(self._ordered()) <= FEW:
            return
        own = [self._lines.table] if self._lines.by_text else []
        for table in (*own, *(one.table for one in self._lines.searched.beside if one.table)):
            if table not in self._known.texts:
                self._known.texts[table] = texts.read(self._db, table)
        if self._lines.shows is not None:
            self._told_of().read(self._db, self._asked)
        self._known.see(self._rows, lambda: seen.read(self._db, self._asked))

    def _is_dear(self, meant: Meaning) -> bool:
        """Whether it takes long to say which rows show what is meant."""
        if not fitting.is_wide(self._asked, meant) or self._known.seen(self._rows) is not None:
            return False
        return not self._known.has_mask(self._told(meant))

    def _beginning(self) -> array[int]:
        """More than a few of the order, or all of it, if it is known or can be walked to; else none."""
        ordered = self._known.order_of(self._asked.about)
        if ordered is not None:
            return ordered
        if self._asked.sort not in self._lines.walked or self._asked.where.narrow:
            return array("q")
        begun = self._read_order(f"LIMIT {FEW + 1}")
        return begun if len(begun) > FEW else self._known.order(self._asked.about, lambda: begun)

    def _ordered(self) -> array[int]:
        """All row numbers in order, whatever is typed."""
        return self._known.order(self._asked.about, self._read_order)

    def _read_order(self, limit: str = "") -> array[int]:
        """The order as SQLite finds it, handed over as one text: a tuple a row takes twice as long."""
        lines, where, sort = self._lines, self._asked.where, self._asked.sort
        wide = lines.wide if self._asked.wide or sort in lines.broad else ""
        source = wide or lines.sources.get(sort, lines.source)
        ordered = order(lines.sorts, sort, self._asked.descending)
        sql = (
            f"{lines.leading if wide else ''} SELECT json_group_array(k)"
            f" FROM (SELECT {lines.key} AS k FROM {source} {where.sql} ORDER BY {ordered} {limit})"
        )
        return array("q", json.loads(fetch(self._db, sql, where.values)[0][0]))

    def _of_few(self, ordered: array[int]) -> array[int]:
        """Those of a few rows that fit every term."""
        for term in self._terms:
            here = fitting.holding_here if self._lines.shows is None else told.holding_here
            fit = here(self._db, self._asked, term.words, ordered)
            if term.meaning is not None:
                fit |= self._shown_here(term.meaning, ordered)
            ordered = array("q", [key for key in ordered if key in fit])
        return ordered

    def _shown_here(self, meant: Meaning, ordered: array[int]) -> set[int]:
        """Those of a few rows that show what is meant."""
        if not fitting.is_wide(self._asked, meant) and self._known.seen(self._rows) is None:
            return fitting.showing_here(self._db, self._asked, meant, ordered)
        mask = self._showing(meant)
        return {key for key in ordered if mask[key]}

    def _mask(self) -> Mask:
        """All rows of the table that fit every term."""
        return reduce(both, [self._fitting(term) for term in self._terms])

    def _fitting(self, term: Term) -> Mask:
        """All rows of the table that fit a term."""
        found = reduce(both, [self._kept(word, self._holding) for word in term.words])
        return found if term.meaning is None else either(found, self._showing(term.meaning))

    def _holding(self, db: Database, asked: Question, word: str) -> list[int]:
        """All rows of the table that hold a word."""
        if self._lines.shows is not None:
            known = self._told_of()
            known.read(db, asked)
            return known.holding(word)
        return fitting.holding(db, asked, word, self._known.texts)

    def _told_of(self) -> told.Told:
        """What the rows of a log show, as far as it was read."""
        shows = self._lines.shows
        by = [] if shows is None else [self._asked.where.values[name] for name in shows.by]
        return self._known.told((self._lines.table, *by))

    def _is_told(self) -> bool:
        """Whether that is read to the end: then all that fit are found as quickly as the first."""
        return self._lines.shows is not None and self._told_of().whole(self._db, self._asked)

    def _showing(self, meant: Meaning) -> Mask:
        """All rows of the table that show what is meant."""
        known = self._known.seen(self._rows)
        if known is None:
            return self._kept(meant, fitting.showing)
        return self._known.mask(self._told(meant), lambda: known.showing(meant))

    def _kept(self, what: Any, find: Callable[[Database, Question, Any], list[int]]) -> Mask:
        """The rows of a word or a meaning, found once."""

        def found() -> Mask:
            last = fetch(self._db, f"SELECT coalesce(max(rowid), 0) FROM {self._lines.table}")[0][0]
            return mask_of(find(self._db, self._asked, what), last + 1)

        return self._known.mask(self._told(what), found)

    def _told(self, what: Meaning | str) -> tuple[Any, ...]:
        """What tells a word of a list on a day from others."""
        return what, *self._rows


def order(sorts: Sorts, sort: str, descending: bool) -> str:
    """The ORDER BY terms of a sort; KeyError where the list has no such sort."""
    turn = " DESC" if descending else ""
    return ", ".join(term if term.endswith("IS NULL") else f"{term}{turn}" for term in sorts[sort])


def shown(db: Database, asked: Question, sql: str) -> list[tuple[Any, ...]]:
    """The rows of a SELECT over all that a question shows; `{where}` stands for its conditions."""
    if not asked.text and not asked.wide:
        return fetch(db, sql.replace("{where}", asked.where.sql), asked.where.values)
    values = {**asked.where.values, "shown": packed(keys(db, asked))}
    return fetch(db, sql.replace("{where}", f"WHERE {asked.lines.key} IN {among('shown')}"), values)


def page(db: Database, sql: str, wanted: Sequence[int], **values: Any) -> list[dict[str, Any]]:
    """The rows of a SELECT with `k` among its columns and `{keys}` as its set of row numbers, in the keys' order."""
    if not wanted:
        return []
    found = fetch_dicts(db, sql.replace("{keys}", among("wanted")), {**values, "wanted": packed(wanted)})
    by_key = {row["k"]: row for row in found}
    return [by_key[key] for key in wanted if key in by_key]


def among(name: str) -> str:
    """The set that a packed value stands for, in SQL."""
    return f"(SELECT value FROM json_each(:{name}))"
