"""The plain blocks every document is made of: words, blocks side by side, blocks as one, a section's heading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from stpdesk.reports.pdf.fitting import wrap
from stpdesk.reports.pdf.flow import Block
from stpdesk.reports.pdf.sheet import Colour, Sheet, Style, is_tall
from stpdesk.reports.pdf.styles import MUTED, SECTION

TALL = 1.2
"""Lines of Urdu stand so much further apart."""

ORPHAN, NARROWER = 0.1, 0.9
"""A last line shorter than so much of the first stands alone; then the text is set in so much of the width."""

BESIDE = 22.0
"""Between blocks side by side."""


@dataclass(slots=True)
class Words:
    """A text over as many lines as it needs, `most` at most (0 = any); the lines of a width are kept."""

    text: str
    style: Style
    most: int = 0
    _wrapped: dict[float, list[tuple[str, float]]] = field(default_factory=dict, repr=False)

    def lines(self, width: float) -> list[tuple[str, float]]:
        """Each line with the height it takes."""
        known = self._wrapped.get(width)
        if known is None:
            known = self._wrapped[width] = [
                (line, self.style.leading * (TALL if is_tall(line, self.style) else 1))
                for line in self._without_orphan(width)
            ]
        return known

    def _without_orphan(self, width: float) -> Sequence[str]:
        """The lines; set a little narrower where that spares a last one of a word or two."""
        lines = wrap(self.text, self.style, width, self.most)
        if len(lines) > 1 and len(lines[-1]) < ORPHAN * len(lines[0]):
            narrower = wrap(self.text, self.style, width * NARROWER, self.most)
            return narrower if len(narrower) == len(lines) else lines
        return lines

    def height(self, width: float) -> float:
        """All lines; nothing where there is no text."""
        return sum(high for _, high in self.lines(width))

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:
        """Line under line, flush left."""
        for line, high in self.lines(width):
            top -= high
            sheet.text(left, top + self.style.leading - self.style.size, line, self.style, sentence=True)


@dataclass(frozen=True, slots=True)
class Beside:
    """Blocks side by side, their widths in proportion to `shares` (equal where none are given)."""

    blocks: Sequence[Block]
    shares: Sequence[float] = ()
    gap: float = BESIDE

    def widths(self, width: float) -> list[float]:
        """The width of each."""
        free = width - self.gap * (len(self.blocks) - 1)
        shares = self.shares or [1.0] * len(self.blocks)
        return [free * share / sum(shares) for share in shares]

    def height(self, width: float) -> float:
        """That of the highest."""
        wide = zip(self.blocks, self.widths(width), strict=True)
        return max((block.height(one) for block, one in wide), default=0.0)

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:
        """Each hanging from the same line."""
        for block, wide in zip(self.blocks, self.widths(width), strict=True):
            block.draw(sheet, left, top, wide)
            left += wide + self.gap


@dataclass(frozen=True, slots=True)
class Stack:
    """Blocks under each other as one, never parted."""

    blocks: Sequence[Block]
    gap: float = 0.0

    def height(self, width: float) -> float:
        """All of them and the gaps between."""
        return sum(block.height(width) for block in self.blocks) + self.gap * max(len(self.blocks) - 1, 0)

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:
        """One under the other."""
        for block in self.blocks:
            block.draw(sheet, left, top, width)
            top -= block.height(width) + self.gap


@dataclass(frozen=True, slots=True)
class Space:
    """Nothing, so high."""

    high: float

    def height(self, width: float) -> float:  # noqa: ARG002  # the same in any
        """As given."""
        return self.high

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:
        """Nothing."""


class Heading:
    """A rule across, under it what follows is called, and a muted sentence on how to read it."""

    def __init__(
        self, title: str, note: str = "", *, style: Style = SECTION, said: Style = MUTED, rule: bool = True
    ) -> None:
        self._title = Words(title, style, 2)
        self._note = Words(note, said)
        self._rule = rule
        self._above = 5.0 if rule else 0.0

    def height(self, width: float) -> float:
        """Rule, title, note, and the space beneath them."""
        return self._above + self._title.height(width) + self._note.height(width) + 4

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:
        """From the rule down."""
        if self._rule:
            sheet.rule(left, left + width, top, Colour.TEXT, 0.5)
        self.draw_first(sheet, left, top, width)

    def draw_first(self, sheet: Sheet, left: float, top: float, width: float) -> None:
        """The same without the rule, as the page's own is near."""
        top -= self._above
        self._title.draw(sheet, left, top, width)
        self._note.draw(sheet, left, top - self._title.height(width), width)
