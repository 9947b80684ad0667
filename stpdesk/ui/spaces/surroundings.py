"""What is drawn around the units: the floor's image, the outer wall, the grid while editing, the scale in feet."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPen, QTransform

from stpdesk.ui.cut import cut
from stpdesk.ui.spaces.shapes import Box, around
from stpdesk.ui.theme import Tokens, font, mixed, px

WALL = 0.7
"""Feet between the outermost units and the wall."""
SCALES = (1, 2, 5, 10, 20, 50, 100, 200, 500)
GRID = 5
"""Feet between the lines shown while editing."""
SAMPLE = 16
"""Pixels a side by which it is judged whether an image is a drawing on white paper."""
HALF = 128
"""Less opaque than this, of 255, is transparent."""
LIGHT = 200
"""So light, of 255, is paper."""


class Surroundings:
    """Knows where the wall is and which image lies behind it."""

    def __init__(self) -> None:
        self.wall: Box | None = None
        self._beside: Box | None = None
        self._picture: QImage | None = None
        self._dark: tuple[int, QImage | None] = (0, None)
        """the image a dark page shows in its place, by the image's key"""
        self._under: Box | None = None
        self._lowest = 0.0

    def show(self, wall: Box | None, beside: Box | None, picture: QImage | None, under: Box | None) -> None:
        """Another floor."""
        self.wall, self._beside, self._picture, self._under = wall, beside, picture, under

    def whole(self, boxes: Iterable[Box]) -> Box | None:
        """Everything that is drawn, with the wall."""
        found = around([*boxes, *([self._under] if self._picture is not None and self._under else [])])
        self._lowest = found.bottom + WALL if found is not None else 0.0
        return (
            None
            if found is None
            else Box(found.x - WALL, found.y - WALL, found.w + 2 * WALL, found.h + 2 * WALL)
        )

    def paint(self, painter: QPainter, colours: Tokens, grid: QRectF | None = None) -> None:
        """Behind the units, in feet; `grid`: where lines are shown while editing."""
        if self._picture is not None and self._under is not None:
            painter.save()
            painter.setOpacity(0.5)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            negative = self._negative(self._picture) if colours.surface.lightness() < 128 else None
            if negative is not None:  # its black, which was paper, adds nothing to the page
                painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Screen)
            painter.drawImage(_rect(self._under), negative or self._picture)
            painter.restore()
        if grid is not None:
            self._paint_grid(painter, grid, colours)
        if self.wall is not None:
            pen = QPen(colours.muted, px(3) / 2)
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            wall = self.wall
            painter.drawRect(QRectF(wall.x - WALL, wall.y - WALL, wall.w + 2 * WALL, wall.h + 2 * WALL))

    def _negative(self, picture: QImage) -> QImage | None:
        """A drawing on white paper with its lines in light, for a dark page; None for a photograph, which stays as it is."""
        key = picture.cacheKey()
        if self._dark[0] != key:
            made = picture.copy() if _is_on_paper(picture) else None
            if made is not None:
                made.invertPixels()
            self._dark = key, made
        return self._dark[1]

    def _paint_grid(self, painter: QPainter, seen: QRectF, colours: Tokens) -> None:
        """Lines every five feet."""
        pen = QPen(mixed(colours.surface, colours.line, 0.8), 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        x = (seen.left() // GRID) * GRID
        while x <= seen.right():
            painter.drawLine(QLineF(x, seen.top(), x, seen.bottom()))
            x += GRID
        y = (seen.top() // GRID) * GRID
        while y <= seen.bottom():
            painter.drawLine(QLineF(seen.left(), y, seen.right(), y))
            y += GRID

    def paint_scale(self, painter: QPainter, seen: QTransform, view: QRect | QRectF, colours: Tokens) -> None:
        """A bar of so many feet at the lower left, and a word over what has no place, in pixels."""
        painter.save()
        painter.setFont(font(12))
        metrics = QFontMetricsF(painter.font())
        feet = next((one for one in SCALES if one * seen.m11() >= px(48)), SCALES[-1])
        long, text = feet * seen.m11(), QCoreApplication.translate("spaces", "%d ft") % feet
        below = seen.map(QPointF(0, self._lowest)).y() + px(18)
        left, base = view.left() + px(8) + 0.5, round(min(view.bottom() - px(10), below)) + 0.5
        plate = QRectF(left - px(4), base - px(10), long + metrics.horizontalAdvance(text) + px(20), px(18))
        painter.fillRect(plate, colours.surface)
        painter.setPen(QPen(colours.muted, px(1)))
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.drawLine(QLineF(left, base, left + long, base))
        for end in (left, left + long):
            painter.drawLine(QLineF(end, base - px(4), end, base + px(4)))
        painter.drawText(QPointF(left + long + px(8), base + metrics.ascent() / 2 - px(1)), text)
        if self._beside is not None:
            self._paint_beside(painter, view, metrics, plate)
        painter.restore()

    def _paint_beside(
        self, painter: QPainter, view: QRect | QRectF, metrics: QFontMetricsF, plate: QRectF
    ) -> None:
        """Says that some units have no place yet."""
        words = QCoreApplication.translate(
            "spaces",
            "Units without a place on the plan are laid out in a grid: Edit plan puts them where they are.",
        )
        if self.wall is not None:
            words = QCoreApplication.translate(
                "spaces", "Units beside the plan have no place yet: Edit plan puts them where they are."
            )
        room = view.right() - plate.right() - px(16)
        text = cut(words, metrics, room)
        painter.drawText(
            QPointF(plate.right() + px(8), plate.top() + px(10) + metrics.ascent() / 2 - px(1)), text
        )


def _is_on_paper(picture: QImage) -> bool:
    """Whether most of an image is as light as paper; what is transparent counts as that."""
    sample = picture.scaled(SAMPLE, SAMPLE)
    found = [sample.pixelColor(x, y) for x in range(SAMPLE) for y in range(SAMPLE)]
    light = sum(one.lightness() > LIGHT or one.alpha() < HALF for one in found)
    return light > SAMPLE * SAMPLE / 2


def _rect(box: Box) -> QRectF:
    """As Qt has it."""
    return QRectF(box.x, box.y, box.w, box.h)
