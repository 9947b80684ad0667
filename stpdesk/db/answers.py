"""What was said to the monitor's proposals."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from stpdesk.db import rows
from stpdesk.db.ids import uuid7

if TYPE_CHECKING:
    from sqlite_utils import Database

TAKEN, DISMISSED = "taken", "dismissed"


def given(db: Database) -> dict[str, str]:
    """Proposal → what was said to it, `taken` or `dismissed`."""
    return dict(rows.fetch(db, "SELECT proposal, answer FROM answers"))


def record(
    db: Database, proposals: list[str], answer: str, reason: str | None, at: datetime, actor: str
) -> None:
    """Stores an answer to each of these proposals."""
    moment = rows.instant_text(at)
    rows.insert(
        db,
        "answers",
        [
            {"id": uuid7(), "proposal": one, "answer": answer, "reason": reason, "at": moment, "actor": actor}
            for one in proposals
        ],
    )
