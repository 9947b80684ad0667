"""Terms by date taken out again: what hangs on them stays as it was billed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stpdesk.db.rows import fetch
from stpdesk.db.sheets import PLACES

if TYPE_CHECKING:
    from sqlite_utils import Database


def table_of(sheet: str) -> str:
    """The table of a sheet's rows; the noun that `Changes` calls them by."""
    return PLACES[sheet].table


def adjustment_billed(db: Database, key: str) -> bool:
    """Whether a fuel adjustment stands on a document."""
    sql = (
        "SELECT 1 FROM invoice_lines WHERE adjustment_id = ?1 UNION ALL"
        " SELECT 1 FROM adjusted_readings WHERE adjustment_id = ?1 LIMIT 1"
    )
    return bool(fetch(db, sql, (key,)))


def drop(db: Database, sheet: str, key: str) -> None:
    """Takes a row out; the change log keeps it."""
    db.table(table_of(sheet)).delete(key)
