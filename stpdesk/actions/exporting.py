"""The park as the import workbook: what another park needs to come to the same figures (contract.md, export)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stpdesk.actions.session import Session
from stpdesk.db import settings, sheets
from stpdesk.workbook.spec import PARK


def workbook_rows(
    session: Session, *, apart: bool = False, only: Sequence[str] = ()
) -> tuple[dict[str, object], dict[str, list[dict[str, Any]]]]:
    """Park settings and every sheet's rows, typed. Receipts name no invoice: documents move by backup.

    `apart` reads beside everything else, on a connection of its own. `only`: these sheets, the others empty; none = all.
    """
    with session.park.reading_apart() if apart else session.park.reading() as db:
        known = {column.name for column in PARK.columns}
        values = {name: value for name, value in settings.stored(db).items() if name in known}
        rows = {
            sheet: [cells for _, cells in sheets.cells(db, sheet)] if not only or sheet in only else []
            for sheet in sheets.PLACES
        }
    for receipt in rows["Receipts"]:
        receipt["invoice"] = None
    return values if not only or PARK.name in only else {}, rows


def sheet_rows(session: Session) -> dict[str, int]:
    """How many rows each sheet would hold, the Park sheet its settings."""
    with session.park.reading() as db:
        known = {column.name for column in PARK.columns}
        found = {PARK.name: sum(name in known for name in settings.stored(db))}
        return found | {sheet: sheets.count(db, sheet) for sheet in sheets.PLACES}
