"""Reading and writing plain rows: the few statements every noun shares."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from stpdesk.core.months import Month

if TYPE_CHECKING:
    from sqlite_utils import Database


def fetch(db: Database, sql: str, parameters: dict[str, Any] | Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """All rows of a SELECT as tuples; never an unfinished cursor."""
    found: list[tuple[Any, ...]] = db.execute(sql, parameters).fetchall()
    return found


def fetch_dicts(
    db: Database, sql: str, parameters: dict[str, Any] | Sequence[Any] = ()
) -> list[dict[str, Any]]:
    """All rows of a SELECT by column name."""
    cursor = db.execute(sql, parameters)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def insert(db: Database, table: str, rows: Iterable[dict[str, Any]]) -> None:
    """Adds rows, all with the same columns, inside the unit of work at hand."""
    listed = list(rows)
    if not listed:
        return
    if not db.conn.in_transaction:
        raise RuntimeError("rows are written inside a unit of work")
    names = list(listed[0])
    marks = ", ".join("?" * len(names))
    db.conn.executemany(
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", map(itemgetter(*names), listed)
    )


def packed(keys: Iterable[object]) -> str:
    """Any number of keys as one value, for `IN (SELECT value FROM json_each(:name))`."""
    return json.dumps(list(keys))


def present(db: Database, table: str, key: str) -> bool:
    """Whether a table has a row of this key."""
    return bool(fetch(db, f"SELECT 1 FROM {table} WHERE id = ?", (key,)))


def update(db: Database, table: str, key: str, values: dict[str, Any]) -> None:
    """Changes columns of one row."""
    db.table(table).update(key, values)


def instant_text(moment: datetime) -> str:
    """An aware instant as stored: UTC to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def instant(text: str | None) -> datetime | None:
    """A stored instant, aware."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC) if text else None


def day(text: str | None) -> date | None:
    """A stored date."""
    return date.fromisoformat(text) if text else None


def month(text: str) -> Month:
    """A stored month."""
    return Month(int(text[:4]), int(text[5:7]))


def guard_sentence(error: BaseException) -> str | None:
    """The sentence of a guard trigger that refused a row; None for any other error."""
    text = str(error)
    return text[5:] if text.startswith("stp: ") else None
