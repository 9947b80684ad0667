"""Arabic script shaped into outlines: what a reader sees of Urdu."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import uharfbuzz

from stpdesk import resources
from stpdesk.reports.pdf.fonts import NASTALIQ

Point = tuple[float, float]

WORDS_APART = 150
"""Nastaliq words lean over the next one's head; so many thousandths of an em more stand between them."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A shaped run: PDF path operators and a bounding box in thousandths of an em, the advance in ems."""

    path: str
    box: tuple[int, int, int, int]
    width: float


class _Tracer:
    """Writes glyph contours as PDF path operators; TrueType's quadratic curves become cubic ones."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.points: list[Point] = []
        self.origin: Point = (0, 0)
        self._at: Point = (0, 0)

    def functions(self) -> Any:
        """The callbacks the shaper draws through."""
        drawing = uharfbuzz.DrawFuncs()
        drawing.set_move_to_func(lambda x, y, _: self._write("m", (x, y)))
        drawing.set_line_to_func(lambda x, y, _: self._write("l", (x, y)))
        drawing.set_quadratic_to_func(lambda a, b, x, y, _: self._quadratic((a, b), (x, y)))
        drawing.set_cubic_to_func(lambda a, b, c, d, x, y, _: self._write("c", (a, b), (c, d), (x, y)))
        drawing.set_close_path_func(lambda _: self.parts.append("h"))
        return drawing

    def _quadratic(self, control: Point, end: Point) -> None:
        """The cubic curve equal to a quadratic one."""
        start = self._at
        first = (start[0] + 2 / 3 * (control[0] - start[0]), start[1] + 2 / 3 * (control[1] - start[1]))
        second = (end[0] + 2 / 3 * (control[0] - end[0]), end[1] + 2 / 3 * (control[1] - end[1]))
        self._write("c", first, second, end)

    def _write(self, operator: str, *points: Point) -> None:
        """One operator, its points moved to the glyph's place and rounded to a thousandth of an em."""
        placed = [(round(x + self.origin[0]), round(y + self.origin[1])) for x, y in points]
        self.points.extend(placed)
        self._at = points[-1]
        self.parts.append(" ".join(f"{x} {y}" for x, y in placed) + " " + operator)


@cache
def _font(file: str) -> Any:
    """The shaper's view of a face, scaled to a thousand units an em."""
    content = (resources.fonts() / file).read_bytes()
    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(content)))
    font.scale = (1000, 1000)
    return font


@lru_cache(maxsize=2048)
def outline(text: str, file: str, *, leftward: bool) -> Outline:
    """A run in logical order, shaped as Urdu in the face of a font file; `leftward` is False for numbers."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.direction = "rtl" if leftward else "ltr"
    buffer.script, buffer.language = "Arab", "ur"
    font = _font(file)
    uharfbuzz.shape(font, buffer)
    tracer, pen = _Tracer(), 0
    between = WORDS_APART if file == NASTALIQ else 0
    drawing = tracer.functions()
    for glyph, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        tracer.origin = (pen + place.x_offset, place.y_offset)
        font.draw_glyph(glyph.codepoint, drawing)
        pen += place.x_advance + (between if text[glyph.cluster] == " " else 0)
    xs = [0, pen, *(int(x) for x, _ in tracer.points)]
    ys = [0, *(int(y) for _, y in tracer.points)]
    return Outline("\n".join(tracer.parts), (min(xs), min(ys), max(xs), max(ys)), pen / 1000)
