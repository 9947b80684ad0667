"""Outages as recorded; their figures have a later version."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from stpdesk.core.codes import fold
from stpdesk.core.errors import Refused
from stpdesk.db import rows, sheets
from stpdesk.db.ids import uuid7
from stpdesk.db.rows import instant, instant_text

if TYPE_CHECKING:
    from sqlite_utils import Database


def key_of(db: Database, table: str, noun: str, code: str) -> str:
    """Key of a unit or link by its code; refused when there is none."""
    key = sheets.keys(db, table).get(fold(code))
    if key is None:
        raise Refused("There is no {noun} {code} in this park.", field=noun, noun=noun, code=code.strip())
    return key


def add(
    db: Database,
    service: str,
    starts: datetime,
    ends: datetime | None,
    *,
    link_id: str | None = None,
    unit_ids: Sequence[str] = (),
    planned: bool = False,
    cause: str | None = None,
    note: str | None = None,
) -> str:
    """Stores an outage; returns its key."""
    key = uuid7()
    rows.insert(
        db,
        "outages",
        [
            {
                "id": key,
                "service": service,
                "link_id": link_id,
                "starts": instant_text(starts),
                "ends": instant_text(ends) if ends else None,
                "planned": int(planned),
                "cause": cause,
                "note": note,
            }
        ],
    )
    rows.insert(db, "outage_units", [{"id": uuid7(), "outage_id": key, "unit_id": unit} for unit in unit_ids])
    return key


def open_ones(db: Database, service: str, link_id: str | None) -> list[tuple[str, datetime]]:
    """Key and start of the outages of a service (and link) that have no end yet, latest first."""
    found = rows.fetch(
        db,
        "SELECT id, starts FROM outages WHERE service = ? AND link_id IS ? AND ends IS NULL ORDER BY starts DESC",
        (service, link_id),
    )
    return [(key, begun) for key, text in found if (begun := instant(text)) is not None]


def end(db: Database, key: str, ends: datetime) -> None:
    """Gives an outage its end."""
    rows.update(db, "outages", key, {"ends": instant_text(ends)})
