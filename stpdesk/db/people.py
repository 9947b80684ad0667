"""Who may sign in, as what, and when each last did; their keys are in `park.keys`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from stpdesk.db import rows
from stpdesk.db.ids import uuid7

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.db.keys import Keys, Mark

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


def add(db: Database, name: str, role: str, mark: Mark | None) -> str:
    """One more, whose password has a mark; its key."""
    key = uuid7()
    rows.insert(db, TABLE, [{"id": key, "name": name, "role": role, "retired_on": None, **marked(mark)}])
    return key


def marked(mark: Mark | None) -> dict[str, object]:
    """The mark of a password as a row has it; nothing where there is no password, or nobody knows when it was set."""
    if mark is None or not mark.at:
        return dict.fromkeys(("password_at", "password_by", "password_recovered"))
    return {"password_at": mark.at, "password_by": mark.by, "password_recovered": int(mark.recovered)}


def note_keys(db: Database, keys: Keys) -> None:
    """Notes what `park.keys` holds and the rows do not say: a crash came between, or another `park.keys` was put there.

    Writes nothing where both say the same, which is always so otherwise.
    """
    for key, wanted in unnoted(db, keys):
        rows.update(db, TABLE, key, wanted)


def unnoted(db: Database, keys: Keys) -> list[tuple[str, dict[str, object]]]:
    """Keys of the rows that say otherwise than `park.keys`, and what they should say."""
    sql = f"SELECT id, name, password_at, password_by, password_recovered FROM {TABLE}"
    found = [(key, marked(keys.mark_of(name)), known) for key, name, *known in rows.fetch(db, sql)]
    return [(key, wanted) for key, wanted, known in found if [*wanted.values()] != known]


def change(db: Database, key: str, **values: object) -> None:
    """Another `name`, `role`, `retired_on` or what `marked` says of a password."""
    told = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
    rows.update(db, TABLE, key, told)


def signed_in(db: Database, key: str, at: datetime) -> None:
    """Remembers that somebody opened the park."""
    db.execute(
        f"INSERT INTO {SIGN_INS} (id, person_id, at) VALUES (?, ?, ?)"
        " ON CONFLICT (person_id) DO UPDATE SET at = excluded.at",
        (uuid7(), key, rows.instant_text(at)),
    )
