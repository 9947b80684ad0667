"""What stands in a schedule: months, what changes between them, sums; plain values ready to be painted."""

from __future__ import annotations

from dataclasses import dataclass

from stpdesk.ui.wording import rupees

FIGURES = 5
"""Rent, subsidy, charges, tax, total."""


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month: its name, and rent, subsidy (negative), charges, tax, total in paisa. `note` stands in place of no rent."""

    month: str
    figures: tuple[int, int, int, int, int]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Marker:
    """What changes between two months: a word at the left, what it does at the right. `tone`: ask, good or plain."""

    text: str
    about: str
    tone: str = "good"
    icon: str = "up"


@dataclass(frozen=True, slots=True)
class Sum:
    """A row of sums below."""

    name: str
    figures: tuple[int, int, int, int, int]


Line = MonthLine | Marker


def figure(amount: int, at: int) -> str:
    """A figure as the schedule shows it: a dash for nothing but the total."""
    return "–" if amount == 0 and at < FIGURES - 1 else rupees(amount, paise=True)
