"""How a lane of the timeline is painted: marks as they were, or a column a day, week or month where there is no room for them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
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

Column = tuple[int, int, float, float]
"""Start, end, the share that was out, the share nobody could tell."""


class Painter:
    """Paints lanes of one view; keeps the columns it has worked out until there are other lanes."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._columns: dict[tuple[str, str], dict[int, Column]] = {}

    def forget(self) -> None:
        """Other lanes."""
        self._columns.clear()

    def columns(self, lane: Lane, unit: str, span: Span) -> list[Column]:
        """The columns that share time with a span."""
        known = self._columns.setdefault((lane.key, unit), {})
        found: list[Column] = []
        for number in range(column_of(unit, span.start), column_of(unit, span.end) + 1):
            one = known.get(number)
            if one is None:
                start, end = column_start(unit, number), column_start(unit, number + 1)
                whole = end - start
                out = lane.marks.seconds(start, end) / whole
                one = known[number] = (start, end, out, lane.dark.seconds(start, end) / whole)
            found.append(one)
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
        bottom, room = round(box.bottom()) - px(2), round(box.height()) - px(4)
        out: list[QRectF] = []
        for start, end, share, dark in self.columns(lane, unit, view.span):
            if not share and dark < 0.005:
                continue
            left = box.left() + view.x(start)
            wide = max((end - start) / view.pace, 1)
            wide = wide - 1 if wide >= 4 else wide
            if dark >= 0.005:
                high = max(px(3), room * min(1, dark))
                unknown(painter, QRectF(left, bottom - high, wide, high) & box, colours)
            if share:
                high = max(px(LEAST), room * min(1, share / FULL))
                out.append(QRectF(left, bottom - high, wide, high))
        painter.setPen(QPen(colours.muted, 1) if lane.kind == PLAN else Qt.PenStyle.NoPen)
        painter.setBrush(colours.line if lane.kind == PLAN else colour_of(lane, colours))
        painter.drawRects(out)


def colour_of(lane: Lane, colours: Tokens) -> QColor:
    """Out is red, at work is blue."""
    return colours.blue if lane.kind == WORK else colours.red


def up(colours: Tokens) -> QColor:
    """What is known to be well is quiet."""
    return mixed(colours.surface, colours.accent, 0.26)


def unknown(painter: QPainter, box: QRectF, colours: Tokens) -> None:
    """Time nobody could tell: hatched."""
    painter.fillRect(box, colours.amber_soft)
    hatch(painter, box, colours.amber, px(4))


def _rect(view: View, box: QRectF, span: Span, top: float, high: float, least: float) -> QRectF:
    """Where a span is, cut where the box ends; `least` pixels wide at 100 %."""
    left = max(box.left() + view.x(span.start), box.left() - 8)
    right = min(box.left() + view.x(span.end), box.right() + 8)
    return QRectF(left, top, max(right - left, px(least)), high)
