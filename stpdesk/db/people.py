"""Who may sign in, as what, and when each last did; their keys are in `park.keys`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from stpdesk.db import rows
from stpdesk.db.ids import uuid7

if TYPE_CHECKING:
    from sqlite_utils import Database

TABLE, SIGN_INS = "people", "sign_ins"


@dataclass(frozen=True, slots=True)
class Person:
    """One person; `retired` is the day from which they open the park no more, `last` their last sign-in in the window."""

    id: str
    name: str
    role: str
    retired: date | None
    last: datetime | None


def every(db: Database) -> list[Person]:
    """All of them, those who left last, in the order they were entered."""
    sql = (
        f"SELECT p.id, p.name, p.role, p.retired_on, s.at FROM {TABLE} p LEFT JOIN {SIGN_INS} s ON s.person_id = p.id"
        " ORDER BY p.retired_on IS NOT NULL, p.rowid"
    )
    return [
        Person(key, name, role, rows.day(retired), rows.instant(at))
        for key, name, role, retired, at in rows.fetch(db, sql)
    ]


def add(db: Database, name: str, role: str) -> str:
    """One more; its key."""
    key = uuid7()
    rows.insert(db, TABLE, [{"id": key, "name": name, "role": role, "retired_on": None}])
    return key


def change(db: Database, key: str, **values: object) -> None:
    """Another `name`, `role` or `retired_on`."""
    told = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
    rows.update(db, TABLE, key, told)


def signed_in(db: Database, key: str, at: datetime) -> None:
    """Remembers that somebody opened the park."""
    db.execute(
        f"INSERT INTO {SIGN_INS} (id, person_id, at) VALUES (?, ?, ?)"
        " ON CONFLICT (person_id) DO UPDATE SET at = excluded.at",
        (uuid7(), key, rows.instant_text(at)),
    )
