"""How a value looks in its cell: words, marks, chips, matched letters; the same in the rows and in the totals."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QStaticText,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QWidget

from stpdesk.ui.icons import pixmap
from stpdesk.ui.marks import colour_of, paint_mark
from stpdesk.ui.tables.columns import Cell, Column, Kind
from stpdesk.ui.tables.formats import shown, tone
from stpdesk.ui.theme import font, px, semibold, tokens

MARGIN, PAD, BAR = 24, 12, 4
"""Pixels at 100 %: beside the outer columns, inside every cell, the bar of a selected row."""

ROW, HEAD, TOTAL, CHIP, MARK, ICON = 32, 32, 40, 22, 8, 14

REMEMBERED = 4096
"""Widths of texts kept: the same words stand in many rows."""

_MATCHED = frozenset({Kind.TEXT, Kind.STRONG, Kind.MUTED, Kind.STATE})
_ABSOLUTE = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_LEFT, _RIGHT = int(Qt.AlignmentFlag.AlignLeft | _ABSOLUTE), int(Qt.AlignmentFlag.AlignRight | _ABSOLUTE)
_NO_PEN = Qt.PenStyle.NoPen


class Look:
    """Colours, fonts and sizes of one theme and text size; made again when either changes."""

    def __init__(self, widget: QWidget) -> None:
        self.colours = tokens(widget)
        self.line, self.outline, self.hover = self.colours.line, self.colours.outline, self.colours.hover
        self.plain, self.strong, self.small = font(), semibold(), font(12)
        self.metrics = {id(one): QFontMetricsF(one) for one in (self.plain, self.strong, self.small)}
        self.margin, self.pad, self.bar = px(MARGIN), px(PAD), px(BAR)
        self.mark, self.chip, self.icon, self.gap = px(MARK), px(CHIP), px(ICON), px(8)
        self.radius = px(4)
        self._heights = {one: measure.height() for one, measure in self.metrics.items()}
        self._laid: dict[tuple[int, str], QStaticText] = {}
        self._known: dict[tuple[int, str], float] = {}

    def width(self, text: str, letters: QFont) -> float:
        """How wide a text is in one of these fonts."""
        known = self._known.get((id(letters), text))
        if known is None:
            if len(self._known) > REMEMBERED:
                self._known.clear()
            known = self._known[id(letters), text] = self.metrics[id(letters)].horizontalAdvance(text)
        return known

    def draw(self, painter: QPainter, box: QRectF, text: str, letters: QFont, *, right: bool) -> None:
        """Draws a text in its middle height; plain letters laid out once, which takes a third of the time."""
        painter.setFont(letters)
        if not text.isascii():
            painter.drawText(box, _RIGHT if right else _LEFT, text)
            return
        key = id(letters), text
        laid = self._laid.get(key)
        if laid is None:
            if len(self._laid) > REMEMBERED:
                self._laid.clear()
            laid = self._laid[key] = QStaticText(text)
            laid.setTextFormat(Qt.TextFormat.PlainText)
            laid.prepare(font=letters)
        left = box.right() - self.width(text, letters) if right else box.left()
        painter.drawStaticText(QPointF(left, box.center().y() - self._heights[id(letters)] / 2), laid)

    def elided(self, text: str, letters: QFont, room: float) -> str:
        """The text, cut with an ellipsis where there is no room for all of it."""
        if self.width(text, letters) <= room:
            return text
        return self.metrics[id(letters)].elidedText(text, Qt.TextElideMode.ElideRight, room)


def needed(value: Any, column: Column, look: Look) -> float:
    """Pixels the content of a cell takes, so that a cut one can be told in full."""
    text = shown(value, column.kind)
    if not isinstance(value, Cell):
        return look.width(text, look.strong if column.kind is Kind.STRONG else look.plain)
    extra = (look.mark + look.gap) * bool(value.mark) + (look.icon + look.gap) * bool(value.icon)
    return extra + look.width(text, look.strong) + look.width(value.note, look.small)


def paint_value(
    painter: QPainter,
    box: QRectF,
    value: Any,
    column: Column,
    look: Look,
    *,
    today: date | None = None,
    matching: str = "",
    total: bool = False,
    selected: bool = False,
) -> None:
    """Paints a cell's content into a box whose sides are already its margins."""
    if value is None:
        return
    text = shown(value, column.kind)
    if isinstance(value, Cell):
        if value.chip:
            _paint_chip(painter, box, value, text, look)
            return
        box = _before(painter, box, value, look)
    how = tone(value, column.kind, today)
    if total and not how:
        how = "strong"
    letters = look.strong if how in {"strong", "due"} or (total and how != "muted") else look.plain
    colour = _colour(how, look)
    room = box.width()
    note = value.note if isinstance(value, Cell) else ""
    text = look.elided(text, letters, room)
    if matching and column.kind in _MATCHED:
        spans = matches(text, matching)
        if spans:
            panel = look.colours.surface if selected else look.colours.accent_soft
            _paint_matched(painter, box, text, spans, (letters, colour, panel), look)
            _paint_note(painter, box, text, note, letters, look)
            return
    painter.setPen(colour)
    look.draw(painter, box, text, letters, right=column.at_right)
    _paint_note(painter, box, text, note, letters, look)


def _colour(how: str, look: Look) -> QColor:
    """The colour of a tone."""
    if how == "muted":
        return look.colours.muted
    return look.colours.red if how == "due" else look.colours.text


def _before(painter: QPainter, box: QRectF, cell: Cell, look: Look) -> QRectF:
    """Paints a state's mark or an icon before the words; returns the room left for them."""
    if cell.mark:
        side = look.mark
        paint_mark(
            painter,
            QRectF(box.left(), box.center().y() - side / 2, side, side),
            cell.mark,
            look.colours,
        )
        return box.adjusted(side + look.gap, 0, 0, 0)
    if cell.icon:
        _paint_icon(painter, box.left(), box.center().y(), cell, look)
        return box.adjusted(look.icon + look.gap, 0, 0, 0)
    return box


def _paint_icon(painter: QPainter, left: float, middle: float, cell: Cell, look: Look) -> None:
    """An icon in the colour of its tone."""
    speaks = cell.chip or {"due": "bad"}.get(cell.tone, "ask")
    picture = pixmap(cell.icon, colour_of(speaks, look.colours), ICON)
    painter.drawPixmap(QPointF(left, middle - look.icon / 2), picture)


def _paint_chip(painter: QPainter, box: QRectF, cell: Cell, text: str, look: Look) -> None:
    """A soft panel with icon and words; its words start in line with the column's."""
    colours = look.colours
    panel = {"ask": colours.amber_soft, "bad": colours.red_soft, "good": colours.accent_soft}
    icon = (look.icon + look.gap * 0.75) if cell.icon else 0
    text = look.elided(text, look.small, box.width() - icon - look.gap)
    width = look.gap * 2 + icon + look.width(text, look.small)
    behind = QRectF(box.left() - look.gap, box.center().y() - look.chip / 2, width, look.chip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_NO_PEN)
    painter.setBrush(panel.get(cell.chip, colours.line))
    painter.drawRoundedRect(behind, look.radius, look.radius)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    if cell.icon:
        _paint_icon(painter, box.left(), behind.center().y(), cell, look)
    painter.setPen(colours.text)
    look.draw(painter, box.adjusted(icon, 0, 0, 0), text, look.small, right=False)


def _paint_note(painter: QPainter, box: QRectF, text: str, note: str, letters: QFont, look: Look) -> None:
    """Muted words after the text, where there is room for some of them."""
    taken = look.width(text, letters) + look.gap if note else 0
    if not note or box.width() - taken < look.icon * 2:
        return
    painter.setFont(look.small)
    painter.setPen(look.colours.muted)
    room = box.adjusted(taken, 1, 0, 1)
    painter.drawText(room, _LEFT, look.elided(note, look.small, room.width()))


@lru_cache(maxsize=64)
def _pattern(matching: str) -> re.Pattern[str]:
    """What is looked for: all the filter's words, the longest first."""
    words = sorted({matching.strip(), *matching.split()}, key=len, reverse=True)
    return re.compile("|".join(re.escape(word) for word in words if word) or r"(?!)", re.IGNORECASE)


def matches(text: str, matching: str) -> tuple[tuple[int, int], ...]:
    """Where the words of a filter are in a text: starts and ends."""
    return tuple((hit.start(), hit.end()) for hit in _pattern(matching).finditer(text))


def _paint_plain_matched(
    painter: QPainter,
    box: QRectF,
    text: str,
    spans: tuple[tuple[int, int], ...],
    plain: tuple[QFont, QColor, QColor],
    look: Look,
) -> None:
    """The same for letters that stand side by side: piece by piece, a third of the time of a text layout."""
    letters, colour, panel = plain
    at, left, height = 0, box.left(), look.metrics[id(letters)].height()
    for start, end in (*spans, (len(text), len(text))):
        painter.setPen(colour)
        look.draw(painter, box.adjusted(left - box.left(), 0, 0, 0), text[at:start], letters, right=False)
        left += look.width(text[at:start], letters)
        matched = text[start:end]
        if matched:
            width = look.width(matched, letters)
            behind = QRectF(left - 2, box.center().y() - height / 2, width + 4, height)
            painter.setPen(_NO_PEN)
            painter.setBrush(panel)
            painter.drawRoundedRect(behind, look.radius / 2, look.radius / 2)
            painter.setPen(look.colours.accent)
            look.draw(painter, box.adjusted(left - box.left(), 0, 0, 0), matched, letters, right=False)
            left += width
        at = end


def _x(line: QTextLine, at: int) -> float:
    """Where a letter begins in a line; the binding returns a pair that its stubs do not know."""
    found: Any = line.cursorToX(at)
    return float(found[0])


def _paint_matched(
    painter: QPainter,
    box: QRectF,
    text: str,
    spans: tuple[tuple[int, int], ...],
    plain: tuple[QFont, QColor, QColor],
    look: Look,
) -> None:
    """The text with its matched letters in the accent colour on a soft panel."""
    letters, colour, panel = plain
    if text.isascii():
        _paint_plain_matched(painter, box, text, spans, plain, look)
        return
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
    left = box.left()
    top = box.center().y() - line.height() / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_NO_PEN)
    painter.setBrush(panel)
    for start, end in spans:
        one, other = _x(line, start), _x(line, end)
        behind = QRectF(left + min(one, other) - 2, top, abs(other - one) + 4, line.height())
        painter.drawRoundedRect(behind, look.radius / 2, look.radius / 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(colour)
    laid.draw(painter, QPointF(left, top))
