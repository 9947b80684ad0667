"""A painted grid of minutes: darker where it was out longer, hatched where nobody could tell. Keys walk it, words tell it."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from stpdesk.core.money import group_lakh
from stpdesk.ui.marks import hatch
from stpdesk.ui.outages.words import tr
from stpdesk.ui.theme import Tokens, mixed, px, tokens

NAME, TOTAL, HEAD, LINE = 104, 72, 24, 27
"""Pixels at 100 %: names at the left, sums at the right, the heads of columns, a row."""
LEAST, MOST = 0.12, 240
"""The faintest share of red, and the minutes from which a cell is red all over."""


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One lane: minutes a cell (None = not counted), and minutes nobody could tell."""

    name: str
    cells: tuple[float | None, ...]
    unknown: tuple[float, ...] = ()

    @property
    def total(self) -> float:
        """Minutes of all its cells."""
        return round(sum(one or 0 for one in self.cells), 4)

    def unknown_at(self, place: int) -> float:
        """Minutes of a cell that nobody could tell of."""
        return self.unknown[place] if self.unknown else 0.0


@dataclass(frozen=True, slots=True)
class HeatGrid:
    """What is painted: `names` of columns as a sentence says them, `heads` as they stand above; `quiet` ones are days off."""

    title: str
    rows: tuple[HeatRow, ...] = ()
    heads: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    quiet: frozenset[int] = field(default_factory=frozenset)
    marked: int | None = None


def shown(minutes: float) -> str:
    """`75`; less than one as `<1`."""
    return group_lakh(round(minutes)) if minutes >= 0.5 or not minutes else "<1"


class Heat(QWidget):
    """Arrow keys go from cell to cell, Home and End along a row; Enter or a click chooses a column."""

    chosen = Signal(int)
    """column"""

    def __init__(self) -> None:
        super().__init__()
        self.grid = HeatGrid("")
        self._at = (0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def show_grid(self, grid: HeatGrid) -> None:
        """Another grid."""
        self.grid = grid
        rows, columns = len(grid.rows), len(grid.heads)
        self._at = (min(self._at[0], max(rows - 1, 0)), min(self._at[1], max(columns - 1, 0)))
        self.setAccessibleName(grid.title)
        self._tell()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(px(600), px(HEAD) + px(LINE) * len(self.grid.rows))

    def minimumSizeHint(self) -> QSize:
        """It may be narrow, never low."""
        return QSize(px(360), self.sizeHint().height())

    def said(self, row: int, column: int) -> str:
        """A cell in words: `Power, 12 October: 254 minutes`."""
        one, name = self.grid.rows[row], self.grid.names[column]
        minutes, unknown = one.cells[column], one.unknown_at(column)
        if minutes is None:
            return tr("{lane}, {when}: not counted").format(lane=one.name, when=name)
        words = tr("{lane}, {when}: {minutes} minutes out").format(
            lane=one.name, when=name, minutes=shown(minutes)
        )
        if unknown:
            words += ", " + tr("{minutes} minutes nobody could tell").format(minutes=shown(unknown))
        return words

    # keys and mouse --------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walks."""
        steps = {
            Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
            Qt.Key.Key_Home: (0, -99), Qt.Key.Key_End: (0, 99),
        }  # fmt: skip
        step = steps.get(Qt.Key(event.key()))
        if step is not None and self.grid.rows:
            self._go(self._at[0] + step[0], self._at[1] + step[1])
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self.grid.rows:
            self.chosen.emit(self._at[1])
        else:
            super().keyPressEvent(event)

    def _go(self, row: int, column: int) -> None:
        """To a cell, as far as there is one."""
        self._at = (
            max(0, min(row, len(self.grid.rows) - 1)),
            max(0, min(column, len(self.grid.heads) - 1)),
        )
        self._tell()
        self.update()

    def _tell(self) -> None:
        """The cell in words, to who listens."""
        self.setAccessibleDescription(self.said(*self._at) if self.grid.rows else "")
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The cell under the pointer."""
        cell = self._cell(event.position())
        if cell is not None:
            self._go(*cell)
            self.chosen.emit(cell[1])

    def event(self, event: QEvent) -> bool:
        """What a cell says when the pointer rests on it."""
        if isinstance(event, QHelpEvent):
            cell = self._cell(QPointF(event.pos()))
            if cell is not None:
                QToolTip.showText(event.globalPos(), self.said(*cell), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring shows."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """It goes."""
        super().focusOutEvent(event)
        self.update()

    # painting --------------------------------------------------------------------------------------------------------

    def _pitch(self) -> float:
        """The width of a column."""
        return (self.width() - px(NAME) - px(TOTAL)) / max(len(self.grid.heads), 1)

    def _box(self, row: int, column: int) -> QRectF:
        """Where a cell is."""
        pitch = self._pitch()
        return QRectF(px(NAME) + column * pitch, px(HEAD) + row * px(LINE), pitch, px(LINE))

    def _cell(self, at: QPointF) -> tuple[int, int] | None:
        """The cell at a point."""
        row = int((at.y() - px(HEAD)) // px(LINE))
        column = int((at.x() - px(NAME)) // max(self._pitch(), 1))
        there = 0 <= row < len(self.grid.rows) and 0 <= column < len(self.grid.heads)
        return (row, column) if there and at.y() >= px(HEAD) else None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Heads, names, cells, sums, the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_heads(painter)
        for place, one in enumerate(self.grid.rows):
            self._paint_row(painter, place, one)
        if self.hasFocus() and self.grid.rows:
            painter.setPen(QPen(tokens(self).accent, px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._box(*self._at).adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))

    def _paint_heads(self, painter: QPainter) -> None:
        """Days or hours; days off stand on a band, today on a patch."""
        colours = tokens(self)
        font = painter.font()
        font.setPixelSize(px(12))
        painter.setFont(font)
        room = px(LINE) * len(self.grid.rows)
        for column, head in enumerate(self.grid.heads):
            box = QRectF(self._box(0, column))
            if column in self.grid.quiet:
                painter.fillRect(QRectF(box.x(), px(HEAD), box.width(), room), colours.bg)
            top = QRectF(box.x(), 0, box.width(), px(HEAD) - px(4))
            if column == self.grid.marked:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colours.accent_soft)
                painter.drawRoundedRect(top, px(4), px(4))
            painter.setPen(colours.text if column == self.grid.marked else colours.muted)
            painter.drawText(top, Qt.AlignmentFlag.AlignCenter, head)
        painter.setPen(colours.muted)
        right = QRectF(0, 0, self.width(), px(HEAD) - px(4))
        painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, tr("Minutes"))

    def _paint_row(self, painter: QPainter, place: int, one: HeatRow) -> None:
        """One lane."""
        from stpdesk.ui.cut import cut

        colours, font = tokens(self), painter.font()
        font.setPixelSize(px(13))
        font.setBold(False)
        painter.setFont(font)
        line = QRectF(0, px(HEAD) + place * px(LINE), self.width(), px(LINE))
        painter.setPen(colours.text)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        name = cut(one.name, painter.fontMetrics(), px(NAME - 8))
        painter.drawText(line.adjusted(0, 0, -(line.width() - px(NAME)), 0), left, name)
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown(one.total))
        font.setWeight(font.Weight.Normal)
        font.setPixelSize(px(12))
        painter.setFont(font)
        metrics, pitch, first = painter.fontMetrics(), self._pitch(), self._box(place, 0)
        for column, minutes in enumerate(one.cells):
            if minutes is not None:
                box = first.translated(column * pitch, 0)
                _paint_cell(painter, box, minutes, one.unknown_at(column), colours, metrics)


def _paint_cell(
    painter: QPainter, box: QRectF, minutes: float, unknown: float, colours: Tokens, metrics: QFontMetrics
) -> None:
    """Minutes on red, a dot where it was up."""
    inner = box.adjusted(px(1), px(2), -px(1), -px(2))
    ink = colours.text
    painter.setPen(Qt.PenStyle.NoPen)
    if minutes:
        share = max(LEAST, min(1.0, minutes / MOST))
        painter.setBrush(mixed(colours.surface, colours.red, share))
        painter.drawRoundedRect(inner, px(3), px(3))
        ink = colours.on_accent if share > 0.55 else colours.text
    elif unknown:
        painter.fillRect(inner, colours.amber_soft)
    if unknown:
        strip = inner if not minutes else inner.adjusted(0, inner.height() - px(5), 0, 0)
        hatch(painter, strip, colours.amber, px(4))
    text = shown(minutes) if minutes else "?" if unknown else "·"
    small = metrics.horizontalAdvance(text) > inner.width() - px(5)  # digits would touch the sides
    if small:
        usual = painter.font()
        font = QFont(usual)
        font.setPixelSize(px(10))
        painter.setFont(font)
        if painter.fontMetrics().horizontalAdvance(text) > inner.width():
            text = f"{round(minutes / 60)}h" if minutes >= 60 else ""
    painter.setPen(ink if minutes or unknown else colours.muted)
    if unknown and not minutes:
        middle = QRectF(inner.center().x() - px(6), inner.y() + px(2), px(12), inner.height() - px(4))
        painter.fillRect(middle, colours.amber_soft)
    painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, text)
    if small:
        painter.setFont(usual)
