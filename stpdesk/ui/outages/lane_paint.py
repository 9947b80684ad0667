"""How a lane of the timeline is painted: marks as they were, or a column a day, week or month where there is no room for them."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from stpdesk.core.spans import Span
from stpdesk.core.timeline import column_of, column_start
from stpdesk.ui.marks import hatch
from stpdesk.ui.outages.lanes import FEED, PLAN, WORK, Lane
from stpdesk.ui.outages.view import View
from stpdesk.ui.theme import Tokens, mixed, px, tokens

FULL = 0.25
"""The share of a column's time that fills its height."""
LEAST = 3
"""Pixels at 100 % that even the shortest mark gets: thinner ones vanish."""

CHUNK, APART = 16, 6
"""Columns that are worked out together: what comes into sight while time is dragged costs little a frame; and how much
sooner each lane's begin than those of the lane above."""

Rects = tuple[list[QRectF], list[QRectF]]
"""What was out and what nobody could tell, from where their first column begins and the lane's bottom."""


class Painter:
    """Paints lanes of one view; keeps the columns it has worked out until there are other lanes or another scale."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._scale: tuple[float, float] = (0, 0)
        self._chunks: dict[tuple[str, str, int], Rects] = {}
        self._turns: dict[str, int] = {}

    def forget(self) -> None:
        """Other lanes."""
        self._chunks.clear()
        self._turns.clear()

    def _before(self, lane: Lane) -> int:
        """Columns its chunks begin sooner by: each lane's come into sight in a frame of their own, not all at once."""
        turn = self._turns.setdefault(lane.key, len(self._turns))
        return turn * APART % CHUNK

    def _chunk(self, lane: Lane, unit: str, chunk: int, pace: float, high: float) -> Rects:
        """Columns that stand beside each other, as boxes; the lane's bottom is 0."""
        if (pace, high) != self._scale:
            self._scale = (pace, high)
            self._chunks.clear()
        known = self._chunks.get((lane.key, unit, chunk))
        if known is not None:
            return known
        out: list[QRectF] = []
        dark: list[QRectF] = []
        begins = chunk * CHUNK - self._before(lane)
        first = start = column_start(unit, begins)
        for number in range(begins, begins + CHUNK):
            end = column_start(unit, number + 1)
            share = lane.marks.seconds(start, end) / (end - start)
            untold = lane.dark.seconds(start, end) / (end - start)
            left, wide = (start - first) / pace, max((end - start) / pace, 1)
            wide = wide - 1 if wide >= 4 else wide
            if untold >= 0.005:
                tall = max(px(3), high * min(1, untold))
                dark.append(QRectF(left, -tall, wide, tall))
            if share:
                tall = max(px(LEAST), high * min(1, share / FULL))
                out.append(QRectF(left, -tall, wide, tall))
            start = end
        self._chunks[lane.key, unit, chunk] = found = (out, dark)
        return found

    def paint(self, painter: QPainter, lane: Lane, view: View, box: QRectF, unit: str) -> None:
        """One lane into its box, whose left edge is the view's start."""
        colours = tokens(self._widget)
        self._base(painter, lane, view, box, unit, colours)
        if unit:
            self._paint_columns(painter, lane, view, box, unit, colours)
        else:
            self._paint_marks(painter, lane, view, box, colours)

    def _base(
        self, painter: QPainter, lane: Lane, view: View, box: QRectF, unit: str, colours: Tokens
    ) -> None:
        """A bar where time is counted, a hairline where it is not: that is neither up nor out. Columns stand on all of it."""
        middle = round(box.center().y())
        painter.fillRect(QRectF(box.left(), middle, box.width(), 1), colours.line)
        if lane.kind != FEED:
            return
        high, top = px(8), middle - px(4)
        if unit:
            high, top = round(box.height()) - px(4), round(box.top()) + px(2)
        for span in lane.time.touched(*view.span):
            painter.fillRect(_rect(view, box, span, top, high, 0), up(colours))

    def _paint_marks(self, painter: QPainter, lane: Lane, view: View, box: QRectF, colours: Tokens) -> None:
        """Every one of them, at least so wide that it is seen."""
        top, high = round(box.top()) + px(4), round(box.height()) - px(8)
        for span in lane.dark.touched(*view.span):
            unknown(painter, _rect(view, box, span, top, high, LEAST) & box, colours)
        seen = lane.marks.touched(*view.span)
        waiting = lane.unconfirmed if seen else frozenset()
        sure = [_rect(view, box, span, top, high, LEAST) for span in seen if span not in waiting]
        if lane.kind == PLAN:
            painter.setPen(QPen(colours.muted, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRects([one.adjusted(0.5, px(2) + 0.5, -0.5, -px(2) - 0.5) for one in sure])
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour_of(lane, colours))
        if lane.kind == WORK:
            sure = [one.adjusted(0, px(4), 0, -px(4)) for one in sure]
        painter.drawRects(sure)
        if waiting:
            painter.setPen(QPen(colours.red, px(1.5)))
            painter.setBrush(colours.surface)
            painter.drawRects(
                [
                    _rect(view, box, span, top, high, 6).adjusted(0.5, 0.5, -0.5, -0.5)
                    for span in seen
                    if span in waiting
                ]
            )

    def _paint_columns(
        self, painter: QPainter, lane: Lane, view: View, box: QRectF, unit: str, colours: Tokens
    ) -> None:
        """A column a day, week or month: as high as it was out long; hatched below where nobody could tell."""
        high = round(box.height()) - px(4)
        span, line = view.span, Qt.PenStyle.NoPen if lane.kind != PLAN else QPen(colours.muted, 1)
        fill = colours.line if lane.kind == PLAN else colour_of(lane, colours)
        before, tile = self._before(lane), _tile(painter, colours)
        low, most = column_of(unit, span.start) + before, column_of(unit, span.end) + before
        for chunk in range(low // CHUNK, most // CHUNK + 1):
            out, dark = self._chunk(lane, unit, chunk, view.pace, high)
            painter.save()
            painter.translate(
                box.left() + view.x(column_start(unit, chunk * CHUNK - before)), round(box.bottom()) - px(2)
            )
            for one in dark:
                painter.drawTiledPixmap(one, tile)
            painter.setPen(line)
            painter.setBrush(fill)
            painter.drawRects(out)
            painter.restore()


def colour_of(lane: Lane, colours: Tokens) -> QColor:
    """Out is red, at work is blue."""
    return colours.blue if lane.kind == WORK else colours.red


def up(colours: Tokens) -> QColor:
    """What is known to be well is quiet."""
    return mixed(colours.surface, colours.accent, 0.26)


def unknown(painter: QPainter, box: QRectF, colours: Tokens) -> None:
    """Time nobody could tell: hatched."""
    painter.drawTiledPixmap(box, _tile(painter, colours))


def _tile(painter: QPainter, colours: Tokens) -> QPixmap:
    """The hatch as it is where a painter paints."""
    ratio = painter.device().devicePixelRatioF()
    return hatching(colours.amber.name(), colours.amber_soft.name(), px(4), ratio)


@lru_cache(maxsize=8)
def hatching(ink: str, paper: str, pitch: int, ratio: float) -> QPixmap:
    """A tile of the hatch, drawn once: lines in logical coordinates, as fine on every screen."""
    size = pitch * 8
    found = QPixmap(round(size * ratio), round(size * ratio))
    found.setDevicePixelRatio(ratio)
    found.fill(QColor(paper))
    painter = QPainter(found)
    hatch(painter, QRectF(0, 0, size, size), QColor(ink), pitch)
    painter.end()
    return found


def _rect(view: View, box: QRectF, span: Span, top: float, high: float, least: float) -> QRectF:
    """Where a span is, cut where the box ends; `least` pixels wide at 100 %."""
    left = max(box.left() + view.x(span.start), box.left() - 8)
    right = min(box.left() + view.x(span.end), box.right() + 8)
    return QRectF(left, top, max(right - left, px(least)), high)
