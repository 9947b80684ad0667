"""Receivables by age: a bar, the amount, its share and how many items, a row each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stpdesk.reports.pdf import paths
from stpdesk.reports.pdf.charts.hatch import Hatch, draw_hatch
from stpdesk.reports.pdf.fitting import fitted, shorten
from stpdesk.reports.pdf.sheet import Colour, Sheet, Style, width
from stpdesk.reports.pdf.styles import BODY, LABEL, STRONG

THICK = 9.0
"""How high a bar is."""

FIRST = 13.0
"""Height of the line of headings."""

GAP = 9.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One age: `value` only measures the bar; the rest is printed as it stands. `late` is amber and striped."""

    name: str
    value: float
    amount: str
    share: str
    items: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class Ageing:
    """All ages over their total (printed bold, without a bar); `headings` of amount, share and items."""

    bars: Sequence[Bar]
    total: Bar
    headings: tuple[str, str, str] = ("Rs", "share", "items")
    high: float = 110.0

    def height(self, width: float) -> float:  # noqa: ARG002  # the same in any
        """As asked."""
        return self.high

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:
        """Headings, a row for each age, the total under a rule."""
        places = self._places(left, width)
        self._draw_figures(sheet, top - LABEL.size - 1, places, self.headings, LABEL)
        step = (self.high - FIRST) / (len(self.bars) + 1)
        most = max((bar.value for bar in self.bars), default=0.0)
        top -= FIRST
        for bar in self.bars:
            base = top - step / 2 - BODY.size * 0.36
            sheet.text(left, base, shorten(bar.name, BODY, places[0][0] - left - 4), BODY)
            self._draw_bar(sheet, bar, top - step / 2, places[0], most)
            self._draw_figures(sheet, base, places, (bar.amount, bar.share, bar.items), BODY)
            top -= step
        sheet.rule(left, left + width, top - 1, Colour.MUTED)
        base = top - step / 2 - BODY.size * 0.36 - 1
        sheet.text(left, base, self.total.name, STRONG)
        self._draw_figures(
            sheet, base, places, (self.total.amount, self.total.share, self.total.items), STRONG
        )

    def _places(self, left: float, wide: float) -> list[tuple[float, float]]:
        """Where the bars and the three columns of figures begin and end."""
        rows = [*self.bars, self.total]
        needs = [
            max(width(text, STRONG) for text in (heading, *texts))
            for heading, texts in zip(
                self.headings,
                ([row.amount for row in rows], [row.share for row in rows], [row.items for row in rows]),
                strict=True,
            )
        ]
        names = max(width(row.name, STRONG) for row in rows)
        names = min(names, wide * 0.3)
        figures = min(sum(needs) + GAP * 2, wide * 0.6)
        shrunk = (figures - GAP * 2) / max(sum(needs), 1)
        places, right = [], left + wide
        for need in reversed(needs):
            places.append((right - need * shrunk, right))
            right -= need * shrunk + GAP
        return [(left + names + GAP, right), *reversed(places)]

    @staticmethod
    def _draw_bar(sheet: Sheet, bar: Bar, middle: float, place: tuple[float, float], most: float) -> None:
        """The bar from its beginning; anything above nothing is seen."""
        if bar.value <= 0 or most <= 0:
            return
        long = max((place[1] - place[0]) * bar.value / most, 1.2)
        box = (place[0], middle - THICK / 2, long, THICK)
        sheet.fill(paths.box(*box), Colour.AMBER if bar.late else Colour.GREEN)
        if bar.late:  # amber prints paler than green: in grey the stripes tell
            draw_hatch(sheet, Hatch.STRIPES, box, Colour.TEXT)

    @staticmethod
    def _draw_figures(
        sheet: Sheet, base: float, places: Sequence[tuple[float, float]], texts: Sequence[str], style: Style
    ) -> None:
        """Amount, share and items, right under each other."""
        for (begins, ends), text in zip(places[1:], texts, strict=True):
            sheet.text_right(ends, base, text, fitted(text, style, ends - begins + 0.1))
