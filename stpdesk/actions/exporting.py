"""The park as the import workbook: what another park needs to come to the same figures (contract.md, export)."""

from __future__ import annotations

from typing import Any

from stpdesk.actions.session import Session
from stpdesk.db import settings, sheets
from stpdesk.workbook.spec import PARK


def workbook_rows(
    session: Session, *, apart: bool = False
) -> tuple[dict[str, object], dict[str, list[dict[str, Any]]]]:
    """Park settings and every sheet's rows, typed. Receipts name no invoice: documents move by backup.

    `apart` reads beside everything else, on a connection of its own.
    """
    with session.park.reading_apart() if apart else session.park.reading() as db:
        known = {column.name for column in PARK.columns}
        values = {name: value for name, value in settings.stored(db).items() if name in known}
        rows = {sheet: [cells for _, cells in sheets.cells(db, sheet)] for sheet in sheets.PLACES}
    for receipt in rows["Receipts"]:
        receipt["invoice"] = None
    return values, rows
