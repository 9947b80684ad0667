"""A QR code as shapes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stpdesk.reports.pdf import paths
from stpdesk.reports.pdf.charts.qr_modules import modules
from stpdesk.reports.pdf.sheet import Colour, Sheet

QUIET = 4
"""Light modules around the code, as the standard asks."""


@dataclass(frozen=True, slots=True)
class QrCode:
    """A text as a square of a given side, its quiet zone included."""

    text: str
    side: float

    def height(self, width: float) -> float:  # noqa: ARG002  # the same in any
        """Its side."""
        return self.side

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:  # noqa: ARG002  # the side is its own
        """Every stretch of dark modules as one rectangle."""
        rows = modules(self.text)
        one = self.side / (len(rows) + 2 * QUIET)
        boxes = [
            paths.box(left + (QUIET + begins) * one, top - (QUIET + y + 1) * one, long * one, one)
            for y, row in enumerate(rows)
            for begins, long in _dark(row)
        ]
        sheet.fill(" ".join(boxes), Colour.TEXT)


def _dark(row: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Stretches of dark modules: where they begin, how many there are."""
    for found in re.finditer("1+", "".join(map(str, row))):
        yield found.start(), found.end() - found.start()
