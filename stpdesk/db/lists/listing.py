"""What every list shares: keys as one packed array, words that must all occur, pages in the order of their keys."""

from __future__ import annotations

import json
from array import array
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from stpdesk.core.searching import sought, words
from stpdesk.db.rows import fetch, fetch_dicts, packed

if TYPE_CHECKING:
    from sqlite_utils import Database

Sorts = Mapping[str, tuple[str, ...]]
"""What a list can be sorted by: its name, and the SQL terms; one that ends in `IS NULL` keeps blanks last either way."""


class Where:
    """The conditions of one list, all of which must hold, and the values they name."""

    def __init__(self, **values: Any) -> None:
        self.values: dict[str, Any] = values
        self._parts: list[str] = []

    def add(self, condition: str, **values: Any) -> None:
        """One more condition."""
        self._parts.append(condition)
        self.values |= values

    def search(self, text: str, condition: str, *plain: str, numbers: str = "") -> None:
        """Every word of what was typed must fit the condition: `{word}` names it, `{plain}` = it is in a plain column.

        A plain column is searched as it is stored: Latin letters case-blind, Urdu ones as `sought` unifies them; the
        column of `numbers` only for a word with a digit in it.
        """
        for place, word in enumerate(words(text)):
            name, like = f":w{place}", f":l{place}"
            if word.isascii():
                counted = numbers and any(letter.isdigit() for letter in word)
                parts = [
                    f"{column} LIKE {like} ESCAPE '!'" for column in (*plain, *([numbers] if counted else ()))
                ]
                self.values[like[1:]] = f"%{_escaped(word)}%"
            else:
                parts = [
                    f"(octet_length({column}) > length({column}) AND instr(stp_sought({column}), {name}))"
                    for column in plain
                ]
            told = condition.replace("{word}", name).replace("{plain}", " OR ".join(parts) or "0")
            self.add(f"({told})", **{name[1:]: word})

    @property
    def sql(self) -> str:
        """The WHERE clause, empty without conditions."""
        return f"WHERE {' AND '.join(self._parts)}" if self._parts else ""


def _escaped(word: str) -> str:
    """A word in which LIKE finds no marks of its own."""
    return word.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def order(sorts: Sorts, sort: str, descending: bool) -> str:
    """The ORDER BY terms of a sort; KeyError where the list has no such sort."""
    turn = " DESC" if descending else ""
    return ", ".join(term if term.endswith("IS NULL") else f"{term}{turn}" for term in sorts[sort])


def keys(db: Database, source: str, where: Where, ordered: str, leading: str = "") -> array[int]:
    """The row numbers `k` of a FROM clause (`source`, which also says what `k` is) in order; `leading`: a WITH clause.

    SQLite hands them over as one text: a tuple a row takes twice as long.
    """
    _learn(db)
    sql = f"{leading}SELECT json_group_array(k) FROM (SELECT {source} {where.sql} ORDER BY {ordered})"
    return array("q", json.loads(fetch(db, sql, where.values)[0][0]))


def one(db: Database, sql: str, where: Where) -> tuple[Any, ...]:
    """The one row of sums; `{where}` stands for the conditions."""
    _learn(db)
    return fetch(db, sql.replace("{where}", where.sql), where.values)[0]


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


def _learn(db: Database) -> None:
    """Teaches the connection the one search form of the program."""
    db.conn.create_function("stp_sought", 1, lambda text: sought(text or ""), deterministic=True)
