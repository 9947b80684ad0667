"""Numbers that the Federal Board of Revenue gave to invoices and credit notes, entered once they come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stpdesk.db import rows
from stpdesk.db.ids import uuid7
from stpdesk.db.rows import fetch

if TYPE_CHECKING:
    from sqlite_utils import Database


def owner(db: Database, number: str) -> str | None:
    """Our own number of the document that has this one of the board, case-blind; None where no document has it."""
    found = fetch(
        db,
        "SELECT i.number FROM fbr_numbers f JOIN invoices i ON i.id = f.invoice_id WHERE f.number = ? COLLATE NOCASE",
        (number,),
    )
    return str(found[0][0]) if found else None


def enter(db: Database, invoice_id: str, number: str, qr: str | None) -> None:
    """Enters a document's number, or puts right the one it has; without `qr` the code holds the number."""
    known = fetch(db, "SELECT id FROM fbr_numbers WHERE invoice_id = ?", (invoice_id,))
    if known:
        rows.update(db, "fbr_numbers", known[0][0], {"number": number, "qr": qr})
    else:
        rows.insert(
            db, "fbr_numbers", [{"id": uuid7(), "invoice_id": invoice_id, "number": number, "qr": qr}]
        )
