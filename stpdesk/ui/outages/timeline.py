"""The timeline as a widget: lanes of time that are dragged and zoomed; keys walk it, words tell it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from stpdesk.core.spans import Span
from stpdesk.core.timeline import DAY, column_of
from stpdesk.ui.outages.lane_paint import Painter
from stpdesk.ui.outages.lanes import AHEAD, Lane, Seen
from stpdesk.ui.outages.timeline_marks import paint_axis, paint_chosen, paint_name
from stpdesk.ui.outages.timeline_words import column_said, said
from stpdesk.ui.outages.view import View
from stpdesk.ui.outages.words import tr
from stpdesk.ui.theme import px, tokens

NAME, AXIS, LINE, LOW, FEWEST = 112, 32, 28, 17, 5
"""Pixels at 100 %: names at the left, the axis above, a lane, and the least a lane can do with; lanes there always are."""
MARK = 3.0
NEAR = 8
"""Pixels at 100 % beside a mark that still mean it."""
EXACT = 8.0
"""Pixels at 100 % a day must have for marks to be drawn themselves; a column needs `MARK`-ish ones."""
COLUMN = 2.4
STEP, FASTER = 1.5, 1.2


class Timeline(QWidget):
    """Arrows pan, + and − zoom, Up and Down choose a lane, Page Up and Page Down an outage, Enter opens it."""

    moved = Signal()
    """another time is seen"""
    opened = Signal(object, object)
    """Lane and Span"""
    chose = Signal()
    """another mark is chosen, or none"""

    def __init__(self) -> None:
        super().__init__()
        self.seen: Seen | None = None
        self.view: View | None = None
        self.chosen: Span | None = None
        self._lane = 0
        self._grabbed: tuple[QPointF, View] | None = None
        self._dragging = False
        self._painter = Painter(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(tr("Timeline of power and internet"))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    # what is shown ---------------------------------------------------------------------------------------------------

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """The lanes, none before anything was read."""
        return self.seen.lanes if self.seen else ()

    @property
    def lane(self) -> Lane | None:
        """The one the keyboard is on."""
        return self.lanes[min(self._lane, len(self.lanes) - 1)] if self.lanes else None

    def show_seen(self, seen: Seen) -> None:
        """Lanes that were read; the view stays."""
        key = self.lane.key if self.lane else ""
        self.seen = seen
        self._lane = next((place for place, one in enumerate(seen.lanes) if one.key == key), 0)
        self._painter.forget()
        first, last = seen.begins, seen.now + AHEAD
        if self.chosen is not None and self.lane is not None:  # what lasts has grown since
            start = self.chosen.start
            self.chosen = next((one for one in self.lane.out if one.start == start), None)
        if self.view is not None:
            self.view = self.view.within(first, last)
        else:
            view = View(first, 1, self._room(), first, last)
            self.view = view.showing(32 * DAY, seen.now - 15 * DAY)
        self.updateGeometry()
        self._tell()
        self.update()

    def turn(self, view: View) -> None:
        """Another time."""
        if view != self.view:
            self.view = view
            self.update()
            self.moved.emit()

    def show_length(self, days: float) -> None:
        """So many days; see `View.lasting`."""
        if self.view is not None and self.seen is not None:
            self.turn(self.view.lasting(days * DAY, self.chosen, self.seen.now))

    def show_now(self) -> None:
        """Back to now, as much time as before."""
        if self.view is not None and self.seen is not None:
            self.turn(self.view.up_to(self.seen.now, self.view.pace * self.view.width))

    def zoom(self, factor: float) -> None:
        """More or less time about the middle."""
        if self.view is not None:
            self.turn(self.view.zoom(factor, self.view.middle))

    @property
    def unit(self) -> str:
        """What a column is; "" where marks are drawn themselves."""
        least, exact = COLUMN * px(100) / 100, EXACT * px(100) / 100
        return self.view.unit(least, exact) if self.view else ""

    def _room(self) -> float:
        """Pixels time has."""
        return max(self.width() - px(NAME), 1)

    def sizeHint(self) -> QSize:
        """As high as its lanes."""
        return QSize(px(600), px(AXIS) + px(LINE) * max(len(self.lanes), FEWEST) + px(4))

    def minimumSizeHint(self) -> QSize:
        """Lanes may be lower, and time narrower."""
        return QSize(px(320), px(AXIS) + px(LOW) * max(len(self.lanes), FEWEST) + px(4))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The same time on other room."""
        super().resizeEvent(event)
        if self.view is not None:
            self.view = self.view.resized(self._room())

    # words -----------------------------------------------------------------------------------------------------------

    def told(self) -> str:
        """What is chosen in words; "" for nothing."""
        if self.lane is None:
            return ""
        if self.chosen is None and not self.lane.out:
            return tr("{lane}: nothing there").format(lane=self.lane.name)
        if self.chosen is None:
            return tr("{lane}: Page Up and Page Down go from one to the next").format(lane=self.lane.name)
        return said(self.lane, self.chosen)

    def _tell(self) -> None:
        """To who listens."""
        self.setAccessibleDescription(self.told())
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.chose.emit()

    # keys ------------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pans, zooms, walks."""
        view, key = self.view, event.key()
        if view is None or self.seen is None:
            super().keyPressEvent(event)
            return
        far = view.width if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else view.width / 8
        turns: dict[int, Callable[[], View]] = {
            Qt.Key.Key_Left: lambda: view.pan(-far), Qt.Key.Key_Right: lambda: view.pan(far),
            Qt.Key.Key_Home: lambda: view.pan(-(view.start - view.first) / view.pace),
            Qt.Key.Key_End: lambda: view.pan((view.last - view.end) / view.pace),
            Qt.Key.Key_Plus: lambda: view.zoom(1 / STEP, view.middle), Qt.Key.Key_Equal: lambda: view.zoom(1 / STEP, view.middle),
            Qt.Key.Key_Minus: lambda: view.zoom(STEP, view.middle),
        }  # fmt: skip
        turned = turns.get(key)
        steps: dict[int, int] = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        lines: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if turned is not None:
            self.turn(turned())
        elif key in steps:
            self.step(steps[key])
        elif key in lines:
            self._lane = max(0, min(self._lane + lines[key], len(self.lanes) - 1))
            self._choose(None)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.open()
        else:
            super().keyPressEvent(event)

    def step(self, way: int) -> None:
        """To the next mark of the lane, or the one before; the first time to the one nearest the middle."""
        lane, view = self.lane, self.view
        if lane is None or view is None or not lane.out:
            return
        if self.chosen is None:
            found = min(lane.out, key=lambda span: abs((span.start + span.end) / 2 - view.middle))
        elif way > 0:
            place = bisect_right(lane.out, self.chosen)
            found = lane.out[min(place, len(lane.out) - 1)]
        else:
            found = lane.out[max(bisect_left(lane.out, self.chosen) - 1, 0)]
        self._choose(found)
        self.turn(view.bringing(found))

    def open(self) -> None:
        """What is chosen; else the nearest to the middle is chosen first."""
        if self.chosen is None:
            self.step(1)
        elif self.lane is not None:
            self.opened.emit(self.lane, self.chosen)

    def _choose(self, span: Span | None) -> None:
        """Another mark."""
        self.chosen = span
        self._tell()
        self.update()

    # mouse -----------------------------------------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zooms about the pointer; sideways, or with Shift, it pans."""
        if self.view is None:
            return
        turned, aside = event.angleDelta().y(), event.angleDelta().x()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not aside:
            turned, aside = 0, turned
        if aside:
            self.turn(self.view.pan(-aside))
        elif turned:
            about = self.view.at(event.position().x() - px(NAME))
            self.turn(self.view.zoom(FASTER ** (-turned / 120), about))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begins a drag, or a click."""
        if self.view is not None and event.button() is Qt.MouseButton.LeftButton:
            self._grabbed, self._dragging = (event.position(), self.view), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Time goes with the pointer."""
        if self._grabbed is None:
            return
        at, view = self._grabbed
        far = event.position().x() - at.x()
        if self._dragging or abs(far) > px(4):
            self._dragging = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.turn(view.pan(-far))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click chooses what is under it."""
        grabbed, self._grabbed = self._grabbed, None
        self.unsetCursor()
        if grabbed is None or self._dragging:
            return
        found = self._under(event.position())
        if found is not None:
            self._lane = found[0]
            self._choose(found[1])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Opens a mark; elsewhere it zooms in there."""
        found = self._under(event.position())
        if found is not None and found[1] is not None and not self.unit:
            self._lane = found[0]
            self._choose(found[1])
            self.open()
        elif self.view is not None:
            self.turn(self.view.zoom(1 / 4, self.view.at(event.position().x() - px(NAME))))

    def event(self, event: QEvent) -> bool:
        """What a mark or a column says when the pointer rests on it."""
        if isinstance(event, QHelpEvent):
            said = self._tip(QPointF(event.pos()))
            if said:
                QToolTip.showText(event.globalPos(), said, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def _tip(self, at: QPointF) -> str:
        """What is under a point, in words."""
        found = self._under(at)
        if found is None or self.view is None:
            return ""
        lane = self.lanes[found[0]]
        if self.unit:
            return column_said(lane, self.unit, column_of(self.unit, int(self.view.at(at.x() - px(NAME)))))
        return "" if found[1] is None else said(lane, found[1])

    def _under(self, at: QPointF) -> tuple[int, Span | None] | None:
        """The lane at a point, and the mark nearest to it, if one is near."""
        place = int((at.y() - px(AXIS)) // self._pitch)
        if self.view is None or at.y() < px(AXIS) or not 0 <= place < len(self.lanes) or at.x() < px(NAME):
            return None
        wanted, room = self.view.at(at.x() - px(NAME)), px(NEAR) * self.view.pace
        near = self.lanes[place].marks.touched(int(wanted - room), int(wanted + room) + 1)
        return place, min(near, key=lambda span: max(span.start - wanted, wanted - span.end, 0), default=None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring shows."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """It goes."""
        super().focusOutEvent(event)
        self.update()

    # painting --------------------------------------------------------------------------------------------------------

    @property
    def _pitch(self) -> float:
        """The height of a lane: what there is, neither low nor gaping."""
        room = (self.height() - px(AXIS) - px(4)) / max(len(self.lanes), 1)
        return min(max(room, px(LOW)), px(LINE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Axis, lanes, now, the ring."""
        painter, colours = QPainter(self), tokens(self)
        painter.fillRect(self.rect(), colours.surface)
        if self.view is None or self.seen is None:
            return
        down = px(AXIS) + self._pitch * len(self.lanes)
        unit, left = self.unit, px(NAME)
        for place, lane in enumerate(self.lanes):
            line = QRectF(0, px(AXIS) + place * self._pitch, self.width(), self._pitch)
            paint_name(painter, line, lane.name, left, colours, here=lane is self.lane)
        paint_axis(painter, self.view, QRectF(left, 0, self.width() - left, down), px(AXIS), colours)
        for place, lane in enumerate(self.lanes):
            box = QRectF(left, px(AXIS) + place * self._pitch, self.width() - left, self._pitch)
            painter.setClipRect(box)
            self._painter.paint(painter, lane, self.view, box, unit)
            if self.chosen is not None and lane is self.lane:
                paint_chosen(painter, box, self.chosen, self.view, colours)
            painter.setClipping(False)
        x = left + self.view.x(self.seen.now)
        if left <= x <= self.width():
            painter.fillRect(QRectF(x, px(AXIS), 1, down - px(AXIS)), colours.accent)  # below the axis' words
        if self.hasFocus():
            painter.setPen(QPen(colours.accent, px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(4), px(4))
