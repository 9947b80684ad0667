"""What needs an answer: matter, since when, how much is at stake, which decision is sought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from stpdesk.reports.figures.table import Cell, Heading, Table
from stpdesk.reports.pdf.tabular import Tabular

LARGEST, PAD = 8.0, 4.0


@dataclass(frozen=True, slots=True)
class Matter:
    """One of them; `exposure` in paisa, None where there is no sum."""

    matter: str
    since: date | None
    exposure: int | None
    decision: str


def matters(found: Sequence[Matter], empty: str) -> Tabular:
    """All of them, numbered, as a table."""
    headings = (
        Heading("#"),
        Heading("Matter"),
        Heading("Since", Cell.DATE),
        Heading("Exposure Rs", Cell.MONEY),
        Heading("Decision sought"),
    )
    rows = [
        (str(number), one.matter, one.since, one.exposure, one.decision)
        for number, one in enumerate(found, start=1)
    ]
    return Tabular(Table("", headings, rows, empty=empty), largest=LARGEST, pad=PAD)
