"""How a value looks in its cell: words, marks, chips, matched letters; the same in the rows and in the totals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from stpdesk.ui.icons import pixmap
from stpdesk.ui.marks import colour_of, paint_mark
from stpdesk.ui.tables.columns import Cell, Column, Kind
from stpdesk.ui.tables.formats import shown, tone
from stpdesk.ui.tables.look import ICON, Look, Pen, is_plain
from stpdesk.ui.tables.marking import Span, matches, pattern

_NO_PEN, _NO_BRUSH = Qt.PenStyle.NoPen, Qt.BrushStyle.NoBrush
_SMOOTH = QPainter.RenderHint.Antialiasing


@dataclass(slots=True)
class Room:
    """Where a column's cells stand, and what of the column is asked for at every cell of it."""

    column: Column
    at: int
    """its place in the listing"""
    left: int
    width: int
    begin: float
    """where words begin"""
    end: float
    kind: Kind
    right: bool
    marked: re.Pattern[str] | None
    """what is marked in its cells because it was typed"""

    @classmethod
    def of(
        cls, column: Column, at: int, left: int, width: int, begin: float, end: float, typed: str = ""
    ) -> Room:
        """The room of a column while something is typed."""
        kind = column.kind
        marked = pattern(typed, kind) if typed else None
        return cls(column, at, left, width, begin, end, kind, column.at_right, marked)


def needed(value: Any, column: Column, look: Look) -> float:
    """Pixels the content of a cell takes, so that a cut one can be told in full."""
    text = shown(value, column.kind)
    if not isinstance(value, Cell):
        return look.width(text, look.strong if column.kind is Kind.STRONG else look.plain)
    extra = (look.mark + look.gap) * bool(value.mark) + (look.icon + look.gap) * bool(value.icon)
    return extra + look.width(text, look.strong) + look.width(value.note, look.small)


def paint_value(
    pen: Pen,
    room: Room,
    middle: float,
    value: Any,
    *,
    today: date | None = None,
    total: bool = False,
    selected: bool = False,
) -> None:
    """Paints a cell's content around a height."""
    if value is None:
        return
    look, begin, end, note = pen.look, room.begin, room.end, ""
    text = shown(value, room.kind)
    if isinstance(value, Cell):
        if value.chip:
            _paint_chip(pen, room, middle, value, text)
            return
        begin, note = _before(pen, begin, middle, value), value.note
        if value.short and needed(value, room.column, look) > end - room.begin:
            text = value.short
    how = tone(value, room.kind, today)
    if total and not how:
        how = "strong"
    letters = look.strong if how in {"strong", "due"} or (total and how != "muted") else look.plain
    whole, text = text, look.elided(text, letters, end - begin)
    spans = matches(text, room.marked, whole) if room.marked is not None else ()
    if spans:
        begin = end - look.width(text, letters) if room.right else begin
        panel = look.colours.surface if selected else look.colours.accent_soft
        _paint_matched(pen, begin, end, middle, text, spans, (letters, _colour(how, look), panel))
    else:
        pen.text(begin, end, middle, text, letters, _colour(how, look), at_right=room.right)
    if note:
        _paint_note(pen, begin, end, middle, text, note, letters)


def _colour(how: str, look: Look) -> QColor:
    """The colour of a tone."""
    if how == "muted":
        return look.colours.muted
    return look.colours.red if how == "due" else look.colours.text


def _before(pen: Pen, begin: float, middle: float, cell: Cell) -> float:
    """Paints a state's mark or an icon before the words; returns where these begin."""
    look = pen.look
    if cell.mark:
        side = look.mark
        paint_mark(pen.painter, QRectF(begin, middle - side / 2, side, side), cell.mark, look.colours)
        return begin + side + look.gap
    if cell.icon:
        _paint_icon(pen, begin, middle, cell)
        return begin + look.icon + look.gap
    return begin


def _paint_icon(pen: Pen, left: float, middle: float, cell: Cell) -> None:
    """An icon in the colour of its tone."""
    speaks = cell.chip or {"due": "bad"}.get(cell.tone, "ask")
    picture = pixmap(cell.icon, colour_of(speaks, pen.look.colours), ICON)
    pen.painter.drawPixmap(QPointF(left, middle - pen.look.icon / 2), picture)


def _paint_chip(pen: Pen, room: Room, middle: float, cell: Cell, text: str) -> None:
    """A soft panel with icon and words; its words start in line with the column's."""
    look, painter, begin = pen.look, pen.painter, room.begin
    colours = look.colours
    panel = {"ask": colours.amber_soft, "bad": colours.red_soft, "good": colours.accent_soft}
    icon = (look.icon + look.gap * 0.75) if cell.icon else 0
    text = look.elided(text, look.small, room.end - begin - icon - look.gap)
    width = look.gap * 2 + icon + look.width(text, look.small)
    painter.setRenderHint(_SMOOTH)
    _panel(pen, QRectF(begin - look.gap, middle - look.chip / 2, width, look.chip), panel.get(cell.chip, colours.line), look.radius)  # fmt: skip
    painter.setRenderHint(_SMOOTH, on=False)
    if cell.icon:
        _paint_icon(pen, begin, middle, cell)
    pen.text(begin + icon, room.end, middle, text, look.small, colours.text)


def _panel(pen: Pen, box: QRectF, colour: QColor, radius: float) -> None:
    """A filled box with round corners."""
    painter = pen.painter
    painter.setPen(_NO_PEN)
    painter.setBrush(colour)
    painter.drawRoundedRect(box, radius, radius)
    painter.setBrush(_NO_BRUSH)
    pen.forget()


def _paint_note(
    pen: Pen, begin: float, end: float, middle: float, text: str, note: str, letters: QFont
) -> None:
    """Muted words after the text, where there is room for some of them."""
    look = pen.look
    left = begin + look.width(text, letters) + look.gap
    if end - left >= look.icon * 2:
        words = look.elided(note, look.small, end - left)
        pen.text(left, end, middle + 1, words, look.small, look.colours.muted)


def _paint_matched(
    pen: Pen, begin: float, end: float, middle: float, text: str, spans: tuple[Span, ...],
    plain: tuple[QFont, QColor, QColor],
) -> None:  # fmt: skip
    """The text with its matched letters in the accent colour on a soft panel."""
    if is_plain(text):
        _paint_plain_matched(pen, begin, end, middle, text, spans, plain)
    else:
        _paint_laid_matched(pen, begin, middle, text, spans, plain)
        pen.forget()


def _paint_plain_matched(
    pen: Pen, begin: float, end: float, middle: float, text: str, spans: tuple[Span, ...],
    plain: tuple[QFont, QColor, QColor],
) -> None:  # fmt: skip
    """For letters that stand side by side, piece by piece: a third of the time of a text layout."""
    letters, colour, panel = plain
    look, at, left = pen.look, 0, begin
    height, pieces = look.heights[id(letters)], list[tuple[float, str, QColor]]()
    for start, stop in (*spans, (len(text), len(text))):
        if start > at:
            pieces.append((left, text[at:start], colour))
            left += look.width(text[at:start], letters)
        if stop > start:
            width = look.width(text[start:stop], letters)
            _panel(pen, QRectF(left - 2, middle - height / 2, width + 4, height), panel, look.radius / 2)
            pieces.append((left, text[start:stop], look.colours.accent))
            left += width
        at = stop
    for place, piece, ink in pieces:
        pen.text(place, end, middle, piece, letters, ink)


def _x(line: QTextLine, at: int) -> float:
    """Where a letter begins in a line; the binding returns a pair that its stubs do not know."""
    found: Any = line.cursorToX(at)
    return float(found[0])


def _paint_laid_matched(
    pen: Pen,
    left: float,
    middle: float,
    text: str,
    spans: tuple[Span, ...],
    plain: tuple[QFont, QColor, QColor],
) -> None:
    """The same for Urdu, where a matched letter may stand anywhere."""
    letters, colour, panel = plain
    painter, look = pen.painter, pen.look
    laid = QTextLayout(text, letters)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    laid.setTextOption(option)
    form = QTextCharFormat()
    form.setForeground(look.colours.accent)
    ranges = []
    for start, end in spans:
        part: Any = QTextLayout.FormatRange()
        part.start, part.length, part.format = start, end - start, form
        ranges.append(part)
    laid.setFormats(ranges)
    laid.beginLayout()
    line = laid.createLine()
    line.setLineWidth(1e6)
    laid.endLayout()
    top = middle - line.height() / 2
    painter.setRenderHint(_SMOOTH)
    for start, end in spans:
        one, other = _x(line, start), _x(line, end)
        _panel(pen, QRectF(left + min(one, other) - 2, top, abs(other - one) + 4, line.height()), panel, look.radius / 2)  # fmt: skip
    painter.setRenderHint(_SMOOTH, on=False)
    painter.setPen(colour)
    laid.draw(painter, QPointF(left, top))
