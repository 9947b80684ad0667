"""Units of the park by their codes, written and taken out, and where they lie on the plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from stpdesk.core.codes import fold
from stpdesk.core.errors import Refused
from stpdesk.core.forms import UnitForm
from stpdesk.db import rows
from stpdesk.db.ids import uuid7
from stpdesk.db.rows import fetch
from stpdesk.db.searched import searched

if TYPE_CHECKING:
    from sqlite_utils import Database

_USES = {
    "lease_units": "it was let",
    "meters": "it has a meter",
    "outage_units": "outages are recorded for it",
    "attachments": "files are attached to it",
    "repairs": "repairs are noted for it",
}
"""Tables that name a unit, and what that means; the first that does is told."""


def key_of(db: Database, code: str) -> str:
    """Key of the unit of a code; refused where there is none."""
    found = fetch(db, "SELECT id FROM units WHERE folded = ?", (fold(code),))
    if not found:
        raise Refused("There is no unit {unit} in this park.", field="unit", unit=code.strip())
    return str(found[0][0])


def add(db: Database, form: UnitForm) -> str:
    """Stores a new unit; returns its key."""
    key = uuid7()
    rows.insert(db, "units", [{"id": key, **_row(form)}])
    return key


def change(db: Database, key: str, before: UnitForm, after: UnitForm) -> None:
    """Writes the columns that became another."""
    was, now = _row(before), _row(after)
    changed = {name: value for name, value in now.items() if was[name] != value}
    if changed:
        rows.update(db, "units", key, changed)


def place(db: Database, key: str, sides: Sequence[int] | None) -> None:
    """Puts a unit on the plan (x, y, width, height in ten-thousandths of a foot), or takes it off."""
    names = ("x_e4", "y_e4", "w_e4", "h_e4")
    was = fetch(db, f"SELECT {', '.join(names)} FROM units WHERE id = ?", (key,))[0]
    now = tuple(sides) if sides is not None else (None,) * len(names)
    if was != now:
        rows.update(db, "units", key, dict(zip(names, now, strict=True)))


def remove(db: Database, key: str) -> None:
    """Takes a unit out; the change log keeps it."""
    db.table("units").delete(key)


def use_of(db: Database, key: str) -> str | None:
    """Why a unit cannot go, as in “it was let”; None where nothing names it."""
    for table, told in _USES.items():
        if fetch(db, f"SELECT 1 FROM {table} WHERE unit_id = ? LIMIT 1", (key,)):
            return told
    return None


def _row(form: UnitForm) -> dict[str, Any]:
    """A unit as its table holds it, without its key and place; blank texts are none."""
    row: dict[str, Any] = {
        name: (getattr(form, name) or "").strip() or None for name in ("building", "floor", "name", "kind")
    }
    row |= {
        "code": form.code.strip(),
        "sqft_e4": form.sqft,
        "seats": form.seats,
        "lettable": int(form.lettable),
    }
    return row | searched("units", row)
