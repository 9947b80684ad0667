"""What needs an answer: matter, since when, how much is at stake, which decision is sought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from stpdesk.core.money import lakh
from stpdesk.reports.figures.table import Cell, Heading, Table
from stpdesk.reports.figures.written import short_day
from stpdesk.reports.pdf.blocks import Beside, Stack, Words
from stpdesk.reports.pdf.flow import Block
from stpdesk.reports.pdf.styles import BODY, LABEL, MUTED, STRONG
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


NUMBER = 0.05
"""The share of the width its number has."""


def narrow(found: Sequence[Matter], empty: str) -> Block:
    """The same in a column: each matter over its facts; `empty` alone where there is none."""
    if not found:
        return Words(empty, MUTED)
    told = [
        Beside([Words(str(number), STRONG), _told(one)], (NUMBER, 1 - NUMBER), 0)
        for number, one in enumerate(found, start=1)
    ]
    return Stack(told, gap=4)


def _told(one: Matter) -> Block:
    """A matter, the decision sought, since when and how much."""
    facts = []
    if one.since is not None:
        facts.append(f"since {short_day(one.since)}")
    if one.exposure is not None:
        facts.append(f"Rs {lakh(one.exposure)}")
    return Stack([
        Words(one.matter, STRONG),
        *([Words(f"Decision sought: {one.decision}", BODY)] if one.decision else []),
        *([Words(", ".join(facts), LABEL)] if facts else []),
    ])  # fmt: skip
