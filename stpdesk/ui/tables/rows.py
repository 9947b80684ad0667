"""Paints all rows that are seen in one go: background, hairline, selection with its bar, cells, what was typed into them.

Qt would ask a delegate for each cell, and each of those questions costs as much as the cell's own words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from stpdesk.ui.marks import colour_of
from stpdesk.ui.tables.columns import Cell
from stpdesk.ui.tables.look import Pen
from stpdesk.ui.tables.painting import Room, paint_value
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from stpdesk.ui.tables.view import View


def paint_rows(view: View, painter: QPainter, seen: QRect) -> None:
    """The rows inside a part of the viewport."""
    model = view.rows
    count = len(model.keys)
    first, last = view.rowAt(seen.top()), view.rowAt(seen.bottom())
    if not count or first < 0:
        return
    last = count - 1 if last < 0 else last
    rooms = rooms_of(view, seen)
    chosen = _chosen(view, first, last)
    height, width = view.rowHeight(first), view.head.length()
    top, left = view.rowViewportPosition(first), -view.head.offset()
    pen = Pen(painter, view.look)
    for number in range(first, last + 1):
        _paint_row(view, pen, rooms, number, QRect(left, top, width, height), chosen.get(number, ()))
        top += height


def rooms_of(view: View, seen: QRect) -> list[Room]:
    """The columns that are seen, and where the words in each begin and end."""
    head, look, columns, found = view.head, view.look, view.rows.listing.columns, []
    outer = head.outer()
    for at in map(head.logicalIndex, range(head.count())):
        left, width = head.sectionViewportPosition(at), head.sectionSize(at)
        if head.isSectionHidden(at) or left > seen.right() or left + width < seen.left():
            continue
        begin = left + (look.margin if at == outer[0] else look.pad)
        end = left + width - (look.margin if at == outer[1] else look.pad)
        found.append(Room.of(columns[at], at, left, width, begin, end, view.rows.shown_text))
    return found


def _chosen(view: View, first: int, last: int) -> dict[int, set[int]]:
    """The columns selected in each of these rows."""
    found: dict[int, set[int]] = {}
    selection = view.selectionModel().selection()
    for part in (selection.at(number) for number in range(selection.count())):
        columns = range(part.left(), part.right() + 1)
        for row in range(max(part.top(), first), min(part.bottom(), last) + 1):
            found.setdefault(row, set()).update(columns)
    return found


def _paint_row(
    view: View, pen: Pen, rooms: list[Room], number: int, box: QRect, chosen: set[int] | tuple[()]
) -> None:
    """One row, from the back to the front."""
    painter, look, model = pen.painter, view.look, view.rows
    if chosen and not view.by_cell:
        painter.fillRect(box, look.colours.accent_soft)
    elif number == view.hovered:
        painter.fillRect(box, look.hover)
    if view.by_cell:
        for room in rooms:
            if room.at in chosen:
                painter.fillRect(room.left, box.top(), room.width, box.height(), look.colours.accent_soft)
    painter.fillRect(box.left(), box.bottom(), box.width(), 1, look.line)
    if chosen and not view.by_cell:
        painter.fillRect(box.left(), box.top(), look.bar, box.height(), look.colours.accent)
    row = model.row(number)
    edited = model.edits.texts or model.edits.faults
    if row is None and not edited:
        return
    middle, today = box.top() + box.height() / 2, model.today
    for room in rooms:
        value: Any = None if row is None else row[room.at]
        if edited:
            value = _edited(view, pen, room, box, number, value)
        if value is not None:
            paint_value(pen, room, middle, value, today=today, selected=room.at in chosen)
    if view.by_cell and view.hasFocus() and view.currentIndex().row() == number:
        _mark_current(view, pen, rooms, box)


def _edited(view: View, pen: Pen, room: Room, box: QRect, number: int, value: Any) -> Any:
    """What was typed into a cell instead of its value; a corner for what is not saved yet, a red outline for what is wrong.

    The corner has the colour of the mark of the value below, where that has one.
    """
    edits, painter, colours = view.rows.edits, pen.painter, view.look.colours
    place = view.rows.keys[number], room.column.name
    text = edits.texts.get(place)
    if text is not None:
        side, corner = view.look.gap, QPointF(room.left + room.width, box.top())
        painter.setPen(Qt.PenStyle.NoPen)
        mark = value.mark if isinstance(value, Cell) else ""
        painter.setBrush(colour_of(mark, colours) if mark else colours.blue)
        painter.drawPolygon(QPolygonF([corner, corner - QPointF(side, 0), corner + QPointF(0, side)]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
    if place in edits.faults:
        _draw_frame(painter, room, box, colours.red)
    pen.forget()
    return value if text is None else Cell(None, text, tone="strong")


def _mark_current(view: View, pen: Pen, rooms: list[Room], box: QRect) -> None:
    """A frame around the cell that is walked from, red while it is wrong."""
    index, colours = view.currentIndex(), view.look.colours
    for room in rooms:
        if room.at == index.column():
            wrong = (view.rows.keys[index.row()], room.column.name) in view.rows.edits.faults
            _draw_frame(pen.painter, room, box, colours.red if wrong else colours.accent)
    pen.forget()


def _draw_frame(painter: QPainter, room: Room, box: QRect, colour: QColor) -> None:
    """A cell's outline, inside its hairline, as thick as a focus ring."""
    thick = px(2)
    half = thick / 2
    inside = QRectF(room.left, box.top(), room.width, box.height() - 1)
    corners = Qt.PenJoinStyle.MiterJoin
    painter.setPen(QPen(colour, thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap, corners))
    painter.drawRect(inside.adjusted(half, half, -half, -half))
