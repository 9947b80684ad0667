"""The park's list of causes of outages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stpdesk.core.causes import CAUSES
from stpdesk.core.codes import fold
from stpdesk.core.errors import Refused
from stpdesk.db import rows
from stpdesk.db.ids import uuid7

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Cause:
    """A cause on the list; `service` None = of power and of internet."""

    id: str
    name: str
    service: str | None


def listed(db: Database) -> list[Cause]:
    """The causes on the list, in the order they came."""
    return [
        Cause(*row)
        for row in rows.fetch(db, "SELECT id, name, service FROM causes WHERE listed ORDER BY rowid")
    ]


def seed(db: Database) -> None:
    """The list of a new park."""
    rows.insert(db, "causes", [_row(name, service) for name, service in CAUSES.items()])


def learn(db: Database, names: Iterable[str | None], service: str | None = None) -> int:
    """Puts these on the list where they are not; returns how many came to it."""
    wanted = {fold(name): name for name in names if name and fold(name)}
    if not wanted:
        return 0
    known = {folded: (key, on) for folded, key, on in rows.fetch(db, "SELECT folded, id, listed FROM causes")}
    back = [known[folded][0] for folded in wanted if folded in known and not known[folded][1]]
    fresh = [_row(name, service) for folded, name in wanted.items() if folded not in known]
    for key in back:
        rows.update(db, "causes", key, {"listed": 1})
    rows.insert(db, "causes", fresh)
    return len(back) + len(fresh)


def drop(db: Database, name: str) -> str:
    """Takes a cause off the list and returns its name; outages that have it keep it. Refused where it is not on it."""
    found = rows.fetch(db, "SELECT id, name FROM causes WHERE folded = ? AND listed", (fold(name),))
    if not found:
        raise Refused("“{cause}” is not on the list of causes.", field="cause", cause=name.strip())
    rows.update(db, "causes", found[0][0], {"listed": 0})
    return str(found[0][1])


def _row(name: str, service: str | None) -> dict[str, object]:
    """A cause on the list as its table holds it."""
    return {"id": uuid7(), "name": name, "folded": fold(name), "service": service, "listed": 1}
