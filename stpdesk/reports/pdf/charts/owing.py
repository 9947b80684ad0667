"""Who owes most: a name, what is open, how many days the oldest of it is overdue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stpdesk.reports.pdf.charts.ageing import FIRST, GAP
from stpdesk.reports.pdf.fitting import fitted, shorten
from stpdesk.reports.pdf.sheet import Colour, Sheet, width
from stpdesk.reports.pdf.styles import BODY, LABEL, MUTED

SMALLEST = 7.5
"""Points of a long name; a longer one is cut."""

WIDE = 400.0
"""Points across from which hairlines part the rows."""

SLOTS = 6
"""Five by name and the others."""


@dataclass(frozen=True, slots=True)
class Row:
    """One that owes; all three are printed as they stand, a name too long for its place is cut."""

    name: str
    amount: str
    days: str


@dataclass(frozen=True, slots=True)
class Owing:
    """Those that owe under their headings; `empty` alone where nobody does. `parted`: the last row is all others."""

    rows: Sequence[Row]
    empty: str
    high: float = 84.0
    """of the headings and `SLOTS` rows; fewer rows take less"""
    parted: bool = False
    headings: tuple[str, str] = ("Rs", "days late")

    def height(self, width: float) -> float:  # noqa: ARG002  # the same in any
        """Headings and rows."""
        return FIRST + max(len(self.rows), 1) * self._step

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:
        """Headings, and a row for each."""
        if not self.rows:
            sheet.text(left, top - MUTED.size - 4, self.empty, MUTED, sentence=True)
            return
        right = left + width
        amounts = right - self._wide([row.days for row in self.rows], self.headings[1]) - GAP
        names = amounts - self._wide([row.amount for row in self.rows], self.headings[0]) - GAP
        base = top - LABEL.size - 1
        sheet.text_right(amounts, base, self.headings[0], LABEL)
        sheet.text_right(right, base, self.headings[1], LABEL)
        step = self._step
        for at, row in enumerate(self.rows):
            above = top - FIRST - at * step
            base = above - step / 2 - BODY.size * 0.36
            if at and width > WIDE:  # the eye finds the figures of a name that far away by a line
                sheet.rule(left, right, above)
            if self.parted and at == len(self.rows) - 1:
                sheet.rule(left, right, above - 1, Colour.MUTED)
                base -= 1
            named = fitted(row.name, BODY, names - left)
            named = named.sized(max(named.size, SMALLEST))
            sheet.text(left, base, shorten(row.name, named, names - left), named)
            sheet.text_right(amounts, base, row.amount, BODY)
            sheet.text_right(right, base, row.days, BODY)

    @property
    def _step(self) -> float:
        """The height of a row."""
        return (self.high - FIRST) / SLOTS

    @staticmethod
    def _wide(texts: Sequence[str], heading: str) -> float:
        """The width of a column of figures."""
        return max(width(heading, LABEL), *(width(text, BODY) for text in texts))
