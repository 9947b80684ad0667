"""What needs an answer: matter, since when, how much is at stake, which decision is sought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from stpdesk.reports.figures.table import Cell, Heading, Table
from stpdesk.reports.figures.written import FIXED, short_day, whole
from stpdesk.reports.pdf.blocks import Beside, Stack, Words
from stpdesk.reports.pdf.flow import Block
from stpdesk.reports.pdf.sheet import Style
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


SMALL = Style(7.5)
NUMBER = 0.05
"""The share of the width its number has."""


def narrow(found: Sequence[Matter], empty: str, *, close: bool = False) -> Block:
    """The same in a column: each matter over its facts, or `close`, all in a breath; `empty` alone where there is none."""
    if not found:
        return Words(empty, MUTED)
    told = [
        Beside(
            [Words(str(number), SMALL if close else STRONG), _at_once(one) if close else _told(one)],
            (NUMBER, 1 - NUMBER),
            0,
        )
        for number, one in enumerate(found, start=1)
    ]
    return Stack(told, gap=3 if close else 4)


def _told(one: Matter) -> Block:
    """A matter, the decision sought, since when and how much."""
    facts = _facts(one)
    return Stack([
        Words(one.matter, STRONG),
        *([Words(f"Decision sought: {one.decision}", BODY)] if one.decision else []),
        *([Words(facts, LABEL)] if facts else []),
    ])  # fmt: skip


def _at_once(one: Matter) -> Block:
    """The same as one small paragraph."""
    facts = _facts(one)
    asked = f"; decision sought: {one.decision}" if one.decision else ""
    return Words(f"{one.matter}{f' ({facts})' if facts else ''}{asked}", SMALL)


def _facts(one: Matter) -> str:
    """Since when and how much."""
    since = f"since {short_day(one.since)}" if one.since is not None else ""
    return ", ".join(
        part
        for part in (since, f"Rs{FIXED}{whole(one.exposure)}" if one.exposure is not None else "")
        if part
    )
