"""The row of sums below a table, under the same columns."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from stpdesk.ui.sides import mirrored
from stpdesk.ui.tables.columns import Cell, Row
from stpdesk.ui.tables.formats import shown
from stpdesk.ui.tables.look import TOTAL, Pen
from stpdesk.ui.tables.painting import Room, paint_value
from stpdesk.ui.tables.view import View
from stpdesk.ui.theme import px


class Totals(QWidget):
    """Painted where the view's columns are; muted while the rows are newer than the sums."""

    def __init__(self, view: View) -> None:
        super().__init__()
        self._view = view
        self._row: Row | None = None
        self._stale = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Totals"))
        view.placed.connect(self.update)
        self.hide()

    def sizeHint(self) -> QSize:
        """A little higher than a row."""
        return QSize(px(200), px(TOTAL))

    def show_row(self, row: Row | None) -> None:
        """New sums; none hides the row."""
        self._row, self._stale = row, False
        self._view.head.see([row])
        self.setVisible(row is not None)
        self.setAccessibleDescription(self.in_words())
        self.updateGeometry()
        self.update()

    @property
    def outdated(self) -> bool:
        """Whether the rows are newer than the sums."""
        return self._stale

    def outdate(self) -> None:
        """The rows changed and the sums are not there yet."""
        self._stale = True
        self.update()

    def in_words(self) -> str:
        """Every sum after its column's title."""
        columns = self._view.rows.listing.columns
        texts = [
            (column.title, shown(value, column.kind))
            for column, value in zip(columns, self._row or (), strict=False)
        ]
        return ", ".join(f"{title}: {text}" for title, text in texts if text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Each sum in its column; words of the first may run on over columns without a sum."""
        painter, look = QPainter(self), self._view.look
        painter.fillRect(self.rect(), look.colours.bg)
        painter.fillRect(0, 0, self.width(), 1, look.outline)
        head, pen = self._view.head, Pen(painter, look)
        for place in range(head.count() if self._row else 0):
            at = head.logicalIndex(place)
            value = self._sum(at)
            if value is None or head.isSectionHidden(at):
                continue
            column = self._view.rows.listing.columns[at]
            left = head.sectionViewportPosition(at)
            width = head.sectionSize(at)
            if not column.at_right:
                free = self._free_after(place)
                if mirrored():  # what follows stands at the left: only as far as the words run on
                    needed = look.width(shown(value, column.kind), look.strong) + look.margin + look.pad
                    free = min(free, max(0, round(needed) - width))
                    left -= free
                width += free
            box = self._view.inside(QRect(left, 0, width, self.height()), at)
            if isinstance(value, str):
                value = Cell(value, tone="strong" if at == head.outer()[0] else "muted")
            if self._stale:
                value = Cell(None, shown(value, column.kind), tone="muted")
            room = Room.of(column, at, left, width, box.left(), box.right() + 1)
            paint_value(pen, room, self.height() / 2, value, total=True)

    def _sum(self, at: int) -> Any:
        """What stands in a column; what the first one says moves into the first that is seen."""
        head, row = self._view.head, self._row
        if row is None:
            return None
        return row[0] if row[at] is None and at == head.outer()[0] and head.isSectionHidden(0) else row[at]

    def _free_after(self, place: int) -> int:
        """The width of the columns without a sum that follow."""
        head, width = self._view.head, 0
        for later in range(place + 1, head.count()):
            at = head.logicalIndex(later)
            if head.isSectionHidden(at):
                continue
            if self._sum(at) is not None:
                break
            width += head.sectionSize(at)
        return width
