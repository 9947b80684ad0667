"""Units of the park by their codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stpdesk.core.codes import fold
from stpdesk.core.errors import Refused
from stpdesk.db.rows import fetch

if TYPE_CHECKING:
    from sqlite_utils import Database


def key_of(db: Database, code: str) -> str:
    """Key of the unit of a code; refused where there is none."""
    found = fetch(db, "SELECT id FROM units WHERE folded = ?", (fold(code),))
    if not found:
        raise Refused("There is no unit {unit} in this park.", field="unit", unit=code.strip())
    return str(found[0][0])
