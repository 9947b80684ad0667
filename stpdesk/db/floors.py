"""Floors and the pictures behind their plans, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from stpdesk.core.codes import fold
from stpdesk.db import rows
from stpdesk.db.ids import uuid7
from stpdesk.db.rows import fetch

if TYPE_CHECKING:
    from sqlite_utils import Database

_SIDES = ("x_e4", "y_e4", "w_e4", "h_e4")


def put(
    db: Database, building: str | None, floor: str | None, image: str | None, sha256: str | None,
    place: Sequence[int] | None,
) -> None:  # fmt: skip
    """Sets or (None) takes away a floor's picture; place = x, y, width, height in ten-thousandths of a foot."""
    values: dict[str, Any] = {"image": image, "sha256": sha256}
    values |= dict(zip(_SIDES, place or (None,) * len(_SIDES), strict=True))
    key = _key(db, building, floor)
    if key is not None:
        rows.update(db, "floors", key, values)
    elif image is not None:
        named = {"building": building, "floor": floor, "folded": _folded(building, floor)}
        rows.insert(db, "floors", [{"id": uuid7(), **named, **values}])


def picture(db: Database, building: str | None, floor: str | None) -> tuple[str, str] | None:
    """Name and SHA-256 of a floor's picture; None without one."""
    sql = "SELECT image, sha256 FROM floors WHERE folded = ? AND image IS NOT NULL"
    found = fetch(db, sql, (_folded(building, floor),))
    return (found[0][0], found[0][1]) if found else None


def _key(db: Database, building: str | None, floor: str | None) -> str | None:
    """The floor's row, if it has one."""
    found = fetch(db, "SELECT id FROM floors WHERE folded = ?", (_folded(building, floor),))
    return str(found[0][0]) if found else None


def _folded(building: str | None, floor: str | None) -> str:
    """What makes two floors the same."""
    return f"{fold(building or '')}\n{fold(floor or '')}"
