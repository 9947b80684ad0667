"""Which rows of a list fit what is typed: asked of all rows at once, or of a few, whichever reads less."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from stpdesk.core.typed_filters import Amount, Meaning
from stpdesk.db.lists.lines import HOLDS, Question, Searched
from stpdesk.db.rows import fetch, packed

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.db.lists.texts import Texts

PAISA, E4 = 100, 10_000
"""So many of a column are one of what is shown."""


def holding(db: Database, asked: Question, word: str, texts: Mapping[str, Texts]) -> list[int]:
    """All rows of the table that hold a word, in no order; some perhaps twice. `texts` are the tables' that are known."""
    lines, where = asked.lines, asked.lines.searched
    values: dict[str, Any] = {**asked.where.values, "word": word, "like": _like(word)}
    own = texts[lines.table].holding(word) if lines.by_text and lines.table in texts else None
    selects = list[str]()
    if own is None:
        selects.append(f"SELECT {lines.key} AS k FROM {lines.source} WHERE {_own(where, word, '')}")
    for one in where.beside:
        found = texts[one.table].holding(word) if one.table in texts else None
        if found is None:
            selects.append(one.rows.replace("{word}", ":word"))
        elif found:
            among = f"h.rowid IN (SELECT value FROM json_each(:{one.table}))"
            values[one.table] = packed(found)
            selects.append(one.rows.replace(HOLDS, among))
    keys = list(own or ())
    if selects:
        found_there = f"WITH found (k) AS ({' UNION ALL '.join(selects)})"
        keys += _keys(db, f"{found_there} SELECT json_group_array(k) FROM found", values)
    return keys


def holding_here(db: Database, asked: Question, words: Sequence[str], among: Sequence[int]) -> set[int]:
    """Those of a few rows that hold all of some words."""
    lines, where = asked.lines, asked.lines.searched
    values: dict[str, Any] = {**asked.where.values, "among": packed(among)}
    conditions = []
    for place, word in enumerate(words):
        values |= {f"word{place}": word, f"like{place}": _like(word)}
        beside = [one.here.replace("{word}", f":word{place}") for one in where.beside]
        conditions.append(f"({' OR '.join([_own(where, word, str(place)), *beside])})")
    sql = (
        f"SELECT json_group_array({lines.key}) FROM {lines.source}"
        f" WHERE {lines.key} IN (SELECT value FROM json_each(:among)) AND {' AND '.join(conditions)}"
    )
    return set(_keys(db, sql, values))


def showing(db: Database, asked: Question, meant: Meaning) -> list[int]:
    """All rows of the table that show a state, a day or an amount which is meant."""
    lines, values = asked.lines, {**asked.where.values}
    wide = lines.wide if is_wide(asked, meant) else ""
    sql = (
        f"{lines.leading if wide else ''} SELECT json_group_array({lines.key}) FROM {wide or lines.source}"
        f" WHERE {_shows(asked, meant, values)}"
    )
    return _keys(db, sql, values)


def showing_here(db: Database, asked: Question, meant: Meaning, among: Sequence[int]) -> set[int]:
    """Those of a few rows that do; their table alone must tell."""
    lines, values = asked.lines, {**asked.where.values, "among": packed(among)}
    few = f"{lines.key} IN (SELECT value FROM json_each(:among))"
    sql = f"SELECT json_group_array({lines.key}) FROM {lines.source} WHERE {few} AND ({_shows(asked, meant, values)})"
    return set(_keys(db, sql, values))


def is_wide(asked: Question, meant: Meaning) -> bool:
    """Whether what is meant must be worked out of all that the list reads."""
    return bool(
        asked.lines.wide and (meant.states or meant.amount or (meant.days and asked.lines.shown.ends))
    )


def _shows(asked: Question, meant: Meaning, values: dict[str, Any]) -> str:
    """The condition of it; its values are added to those that are there."""
    shown, parts = asked.lines.shown, list[str]()
    parts += [f"({shown.states[state]})" for state in sorted(meant.states & shown.states.keys())]
    for place, day in enumerate(meant.days):
        values[f"day{place}"] = day
        parts += [f"{column} LIKE :day{place}" for column in (*shown.dates, *shown.ends)]
    if meant.amount is not None:
        parts += [_begins(column, PAISA, meant.amount, values) for column in shown.amounts]
        parts += [_begins(column, E4, meant.amount, values) for column in shown.quantities]
    return " OR ".join(parts) or "0"


def _begins(column: str, one: int, amount: Amount, values: dict[str, Any]) -> str:
    """Whether an amount begins with what is typed; so many of the column are `one`."""
    if amount.bounds is None:
        values["digits"] = amount.digits
        return f"instr(abs({column}) / {one}, :digits) = 1"
    values |= {"least": amount.bounds[0], "most": amount.bounds[1]}
    return f"abs({column}) / {one // PAISA} BETWEEN :least AND :most"


def _own(where: Searched, word: str, place: str) -> str:
    """Whether a row's own columns hold a word."""
    parts = [f"instr({column}, :word{place})" for column in where.own]
    if word.isascii():
        counted = where.number and any(letter.isdigit() for letter in word)
        columns = (*where.plain, where.number) if counted else where.plain
        parts += [f"{column} LIKE :like{place} ESCAPE '!'" for column in columns]
    else:
        parts += [
            f"(octet_length({column}) > length({column}) AND instr(stp_sought({column}), :word{place}))"
            for column in where.plain
        ]
    return " OR ".join(parts) or "0"


def _like(word: str) -> str:
    """A pattern for LIKE that finds a word anywhere, its own marks included."""
    return f"%{word.replace('!', '!!').replace('%', '!%').replace('_', '!_')}%"


def _keys(db: Database, sql: str, values: dict[str, Any]) -> list[int]:
    """Row numbers that come as one text."""
    found: list[int] = json.loads(fetch(db, sql, values)[0][0])
    return found
