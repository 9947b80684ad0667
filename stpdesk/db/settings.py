"""The park's settings in the file: a name and its value as JSON text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING

from stpdesk.core.money import E4
from stpdesk.core.months import Month
from stpdesk.core.park import ParkSettings
from stpdesk.db import rows
from stpdesk.db.ids import uuid7

if TYPE_CHECKING:
    from sqlite_utils import Database

_NUMBERED = (
    "SELECT 1 FROM invoices UNION ALL SELECT 1 FROM receipts UNION ALL SELECT 1 FROM frozen_documents LIMIT 1"
)
RECOVERY = "recovery_code_made"
"""When the recovery code was last made anew: no setting of anybody's, but so it stands in the change log."""

_NAMES = {field.name for field in fields(ParkSettings)}
_MONTHS = {"billing_from"}
_DATES = {"established_on", "outages_from"}
_TUPLES = {"section_order"}


def load(db: Database) -> ParkSettings:
    """The settings, with the usual value where one was never set."""
    values = {name: value for name, value in stored(db).items() if name in _NAMES}
    return ParkSettings(**values)  # type: ignore[arg-type]  # typed by `stored`, name by name


def code(db: Database) -> str:
    """The park's code, which stands in every number."""
    return str(rows.fetch(db, "SELECT park_code FROM node")[0][0])


def code_is_fixed(db: Database) -> bool:
    """Whether any document carries the park's code already."""
    return bool(rows.fetch(db, _NUMBERED))


def stored(db: Database) -> dict[str, object]:
    """Only the settings that were set, typed."""
    found: dict[str, object] = {}
    for name, text in rows.fetch(db, "SELECT name, value FROM settings ORDER BY name"):
        value = json.loads(text)
        if name in _MONTHS:
            value = Month.parse(value)
        elif name in _DATES:
            value = date.fromisoformat(value)
        elif name in _TUPLES:
            value = tuple(value)
        elif isinstance(value, int) and not isinstance(value, bool) and name.endswith(("_pct", "_sqft")):
            value = E4(value)
        found[name] = value
    return found


def save(db: Database, values: Mapping[str, object]) -> int:
    """Sets these settings; returns how many became another."""
    present = dict(rows.fetch(db, "SELECT name, value FROM settings"))
    changed = 0
    for name, value in values.items():
        text = json.dumps(str(value) if isinstance(value, (date, Month)) else value, ensure_ascii=False)
        if present.get(name) == text:
            continue
        changed += 1
        if name in present:
            key = rows.fetch(db, "SELECT id FROM settings WHERE name = ?", (name,))[0][0]
            rows.update(db, "settings", key, {"value": text})
        else:
            rows.insert(db, "settings", [{"id": uuid7(), "name": name, "value": text}])
        if name == "code":
            node = rows.fetch(db, "SELECT id, park_code FROM node")
            if node and node[0][1] != value:
                rows.update(db, "node", node[0][0], {"park_code": str(value)})
    return changed


def unnoted(db: Database, made: str) -> bool:
    """Whether the recovery code was made anew at another instant than the settings say; the first one was not."""
    known = rows.fetch(db, "SELECT value FROM settings WHERE name = ?", (RECOVERY,))
    return bool(made or known) and (json.loads(known[0][0]) if known else "") != made


def note_recovery(db: Database, made: str) -> None:
    """Says when the recovery code that opens the park was made anew; nothing of the park's first one."""
    if unnoted(db, made):
        if made:
            save(db, {RECOVERY: made})
        else:
            clear(db, [RECOVERY])


def clear(db: Database, names: Iterable[str]) -> int:
    """Makes these settings the usual ones again; returns how many were set."""
    found = [
        key for name in names for (key,) in rows.fetch(db, "SELECT id FROM settings WHERE name = ?", (name,))
    ]
    for key in found:
        db.table("settings").delete(key)
    return len(found)
