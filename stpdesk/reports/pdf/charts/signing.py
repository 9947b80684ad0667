"""Who signs: what they did, room to sign, name, office, and a line for the date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stpdesk.reports.pdf.blocks import Words
from stpdesk.reports.pdf.sheet import Colour, Sheet, Style
from stpdesk.reports.pdf.styles import BODY, LABEL, STRONG

ROOM = 44.0
"""Height left for a signature."""

DATE = 20.0
"""Height of a line to write on."""

ABOVE = 2.0
"""Over a printed name."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One person; where name or office are not known a line is left to write on."""

    act: str
    name: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """All who sign, side by side, so that their lines are level."""

    people: Sequence[Signature]
    gap: float = 26.0

    def height(self, width: float) -> float:
        """Act, room, name, office, date."""
        return LABEL.leading + ROOM + sum(self._named(width)) + DATE + 2

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:
        """Each from the act down to the date."""
        wide = self._wide(width)
        names, offices = self._named(width)
        for person in self.people:
            sheet.text(left, top - LABEL.size, person.act, LABEL)
            y = top - LABEL.leading - ROOM
            sheet.rule(left, left + wide, y, Colour.TEXT)
            _draw_named(sheet, left, y, wide, person.name, STRONG, "Name")
            _draw_named(sheet, left, y - names, wide, person.office, BODY, "Title")
            _draw_line(sheet, left, y - names - offices - DATE, wide, "Date")
            left += wide + self.gap

    def _wide(self, width: float) -> float:
        """The width of one."""
        count = max(len(self.people), 1)
        return (width - self.gap * (count - 1)) / count

    def _named(self, width: float) -> tuple[float, float]:
        """The heights of names and offices: those of the highest."""
        wide = self._wide(width)
        names = [(person.name, STRONG) for person in self.people]
        offices = [(person.office, BODY) for person in self.people]
        heights = [
            max(
                (Words(text, style, 3).height(wide) + ABOVE if text else DATE for text, style in texts),
                default=0.0,
            )
            for texts in (names, offices)
        ]
        return heights[0], heights[1]


def _draw_named(
    sheet: Sheet, left: float, top: float, wide: float, text: str, style: Style, label: str
) -> None:
    """A name or an office, or a line to write it on."""
    if text:
        Words(text, style, 3).draw(sheet, left, top - ABOVE, wide)
    else:
        _draw_line(sheet, left, top - DATE, wide, label)


def _draw_line(sheet: Sheet, left: float, base: float, wide: float, label: str) -> None:
    """A line to write on after its name."""
    end = sheet.text(left, base, label, LABEL)
    sheet.rule(end + 5, left + wide, base - 1.5, Colour.MUTED)
