"""What a sample park is: import rows and a history of steps; and the months it covers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from random import Random

from stpdesk.actions.sample.steps import Step
from stpdesk.core.money import ONE
from stpdesk.core.months import Month, months_between

Row = dict[str, object]

LAST = Month(2026, 10)
"""The sample's last month, left open for the user to finish: fixed, so that the figures never change."""


@dataclass(frozen=True, slots=True)
class Times:
    """The months of a sample; the seed of all its dice."""

    which: str
    tenants: int
    months: int

    @property
    def first(self) -> Month:
        """The first month billed."""
        return LAST + (1 - self.months)

    @property
    def every(self) -> list[Month]:
        """All months, the open one last."""
        return months_between(self.first, LAST)

    def at(self, share: float) -> Month:
        """A month so far into the sample: never the first, never the open one."""
        return self.first + min(max(1, round(share * (self.months - 1))), self.months - 2)

    def dice(self, part: str) -> Random:
        """The dice of one part: a change in one part leaves the others as they are."""
        return Random(f"stpdesk sample {self.which} {self.tenants} {self.months} {part}")


@dataclass(frozen=True, slots=True)
class SamplePark:
    """Settings and rows to import (sheet → rows, typed as `workbook.spec`), then the history to play.

    `cases` says where each awkward case is to be seen: its name → code of a tenant, lease, meter or scheme.
    """

    times: Times
    settings: dict[str, object]
    rows: dict[str, list[Row]]
    script: tuple[Step, ...]
    cases: dict[str, str] = field(default_factory=dict)


def e4(value: float) -> int:
    """A number of at most four places as ten-thousandths."""
    return round(value * ONE)


def filled(row: Row) -> Row:
    """The row without its blank cells."""
    return {name: value for name, value in row.items() if value is not None}


def days(first: date, last: date) -> int:
    """Days from first to last, both included; 0 when the last is earlier."""
    return max(0, (last - first).days + 1)


def total(rows: Iterable[Row], column: str) -> int:
    """Sum of a column of whole numbers."""
    return sum(value for row in rows if isinstance(value := row.get(column), int))
