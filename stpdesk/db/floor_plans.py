"""Where units lie on the plans of their floors, and the pictures behind them; places in feet from the top left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stpdesk.core.money import E4
from stpdesk.db.rows import fetch

if TYPE_CHECKING:
    from sqlite_utils import Database

Place = tuple[E4, E4, E4, E4]
"""x, y, width and height in ten-thousandths of a foot."""


@dataclass(frozen=True, slots=True)
class FloorImage:
    """The picture behind a floor's plan: its name, its file in documents/ by SHA-256, where it lies."""

    building: str | None
    floor: str | None
    name: str
    sha256: str
    place: Place | None


def places(db: Database) -> dict[str, Place]:
    """Units that have a place, by key."""
    sql = "SELECT id, x_e4, y_e4, w_e4, h_e4 FROM units WHERE w_e4 > 0 AND h_e4 > 0 AND x_e4 NOTNULL AND y_e4 NOTNULL"
    return {key: (E4(x), E4(y), E4(w), E4(h)) for key, x, y, w, h in fetch(db, sql)}


def images(db: Database) -> list[FloorImage]:
    """The pictures of all floors that have one."""
    sql = "SELECT building, floor, image, sha256, x_e4, y_e4, w_e4, h_e4 FROM floors WHERE image IS NOT NULL"
    return [
        FloorImage(
            building,
            floor,
            name,
            sha256,
            None if None in box else (E4(box[0]), E4(box[1]), E4(box[2]), E4(box[3])),
        )
        for building, floor, name, sha256, *box in fetch(db, sql)
    ]
