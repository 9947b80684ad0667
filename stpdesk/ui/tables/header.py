"""The heads of a table: muted, aligned with their columns, with an arrow where it is sorted; dragged, widened, chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QCursor, QPainter, QPen
from PySide6.QtWidgets import QHeaderView

from stpdesk.ui.tables.columns import Column, Kind, Row
from stpdesk.ui.tables.look import HEAD
from stpdesk.ui.tables.widest import Widest
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from stpdesk.ui.tables.view import View

LEAST, EDGE = 40, 12
"""Pixels at 100 % a column keeps; those the outer ones have beside their width."""

NAMED = 150
"""Pixels at 100 % the column that stretches keeps, where wide sums of money ask for more than theirs."""


class Header(QHeaderView):
    """Knows each column's width at 100 %; one column takes what is left. `rearranged` when a person changed anything."""

    rearranged = Signal()

    def __init__(self, view: View, columns: tuple[Column, ...]) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view
        self._columns = columns
        self._widths = [column.usual_width for column in columns]
        self._widest = Widest(columns)
        self._fitting = False
        self._left_out: set[int] = set()
        self._asked: set[int] = set()
        self._outer: tuple[int, int] | None = None
        self.sorted_by, self.descending = "", False
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setAccessibleName(self.tr("Columns"))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.sectionResized.connect(self._on_resized)
        self.sectionMoved.connect(self._on_moved)

    @property
    def stretching(self) -> int:
        """The column that takes what is left of the width."""
        shown = [at for at in range(len(self._columns)) if not self.isSectionHidden(at)]
        for at in shown:
            if self._columns[at].stretch:
                return at
        strong = [at for at in shown if self._columns[at].kind is Kind.STRONG]
        return (strong or shown or [0])[0]

    def outer(self) -> tuple[int, int]:
        """The first and the last column seen."""
        if self._outer is None:
            self._outer = self._find_outer()
        return self._outer

    def _find_outer(self) -> tuple[int, int]:
        shown = [at for at in map(self.logicalIndex, range(self.count())) if not self.isSectionHidden(at)]
        return (shown[0], shown[-1]) if shown else (-1, -1)

    # widths --------------------------------------------------------------------------------------------------------

    def fit(self) -> None:
        """Gives every column its width at the text size in use, and the rest to the one that stretches."""
        self._outer = None
        if not self.count():
            return
        self._fitting = True
        self.setMinimumSectionSize(px(LEAST))
        self._make_room()
        outer, stretching, taken = self.outer(), self.stretching, 0
        for at, width in enumerate(self._widths):
            if self.isSectionHidden(at) or at == stretching:
                continue
            edge = px(EDGE) * ((at == outer[0]) + (at == outer[1]))
            wide = max(px(width), self._widest.needs(at, self._view.look))
            self.resizeSection(at, wide + edge)
            taken += wide + edge
        shown = [at for at in range(self.count()) if not self.isSectionHidden(at)]
        least = min(px(self._widths[stretching]), self._least(shown))
        self.resizeSection(stretching, max(least, self._view.viewport().width() - taken))
        self._fitting = False

    def see(self, rows: Iterable[Row | None]) -> None:
        """Rows or sums that are shown from now on: a column of money gets the width of its widest."""
        if self._widest.see(rows):
            self.fit()

    def _least(self, shown: Iterable[int]) -> int:
        """Pixels the column that stretches keeps: its width, less what sums of money need beyond theirs."""
        more = sum(max(0, self._widest.needs(at, self._view.look) - px(self._widths[at])) for at in shown)
        usual = px(self._columns[self.stretching].usual_width)
        return max(min(usual, px(NAMED)), usual - more)

    def is_chosen(self, at: int) -> bool:
        """Whether a person wants a column, also where there is no room for it just now."""
        return at in self._left_out or not self.isSectionHidden(at)

    def _make_room(self) -> None:
        """Leaves out columns that give way, the readiest first, as long as the one that stretches lacks its width."""
        wanted = [at for at in range(self.count()) if self.is_chosen(at)]
        ready = [at for at in wanted if self._columns[at].gives and at not in self._asked]
        stretching, room = self.stretching, self._view.viewport().width() - px(2 * EDGE)
        look, least = self._view.look, self._least(wanted)
        widths = {
            at: least if at == stretching else max(px(self._widths[at]), self._widest.needs(at, look))
            for at in wanted
        }
        left_out = set()
        for at in sorted(ready, key=lambda at: -self._columns[at].gives):
            if sum(widths.values()) > room and at != stretching:
                left_out.add(at)
                del widths[at]
        for at in left_out ^ self._left_out:
            self.setSectionHidden(at, at in left_out)
        self._left_out, self._outer = left_out, None

    def _on_resized(self, at: int, _before: int, after: int) -> None:
        """A person drags a border: the new width is kept at 100 %."""
        if self._fitting or not after:
            return
        scale = px(100) / 100
        edge = px(EDGE) * ((at == self.outer()[0]) + (at == self.outer()[1]))
        self._widths[at] = max(LEAST, round((after - edge) / scale))
        self.fit()
        self.rearranged.emit()

    def _on_moved(self) -> None:
        """A column was dragged to another place."""
        if not self._fitting:
            self.fit()
            self.rearranged.emit()

    # what is remembered --------------------------------------------------------------------------------------------

    def layout_now(self) -> dict[str, Any]:
        """Order, widths at 100 % and hidden columns by name."""
        names = [column.name for column in self._columns]
        return {
            "order": [names[self.logicalIndex(place)] for place in range(self.count())],
            "hidden": [name for at, name in enumerate(names) if not self.is_chosen(at)],
            "widths": dict(zip(names, self._widths, strict=True)),
        }

    def lay_out(self, kept: Mapping[str, Any] | None) -> None:
        """As remembered; columns it does not know, and all without it, as they usually are."""
        self._fitting = True
        self._left_out.clear()
        self._asked.clear()
        names = [column.name for column in self._columns]
        kept = kept or {}
        order = [name for name in kept.get("order", ()) if name in names]
        order += [name for name in names if name not in order]
        for place, name in enumerate(order):
            self.moveSection(self.visualIndex(names.index(name)), place)
        known = set(kept.get("order", ()))
        for at, column in enumerate(self._columns):
            hidden = column.name in kept.get("hidden", ()) if column.name in known else column.hidden
            self.setSectionHidden(at, hidden)
            width = kept.get("widths", {}).get(column.name)
            self._widths[at] = width if isinstance(width, int) and width >= LEAST else column.usual_width
        self._fitting = False
        self.fit()

    def show_column(self, at: int, shown: bool) -> None:
        """Shows or hides a column; the last one stays. One that is asked for gives way no more."""
        if shown or self.count() - self.hiddenSectionCount() > 1:
            self._left_out.discard(at)
            (self._asked.add if shown else self._asked.discard)(at)
            self.setSectionHidden(at, not shown)
            self.fit()
            self.rearranged.emit()

    # painting ------------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """One line of small letters with room around."""
        return QSize(super().sizeHint().width(), px(HEAD))

    def sort_mark(self, name: str, descending: bool) -> None:
        """Points the arrow at a column."""
        self.sorted_by, self.descending = name, descending
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, at: int) -> None:
        """A title, and the arrow beside it: after the words, or before those that stand at the right."""
        look, column = self._view.look, self._columns[at]
        painter.save()
        painter.fillRect(rect, look.colours.surface)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.outline)
        room = QRectF(self._view.inside(rect, at))
        sorted_here = column.name == self.sorted_by
        arrow = look.gap + look.mark if sorted_here else 0
        over = column.sort_key and rect.contains(self.viewport().mapFromGlobal(QCursor.pos()))
        colour = look.colours.text if over or sorted_here else look.colours.muted
        painter.setPen(colour)
        painter.setFont(look.small)
        text = look.elided(column.title, look.small, room.width() - arrow)
        width = look.width(text, look.small)
        left = room.right() - width if column.at_right else room.left()
        words = QRectF(left, room.top(), width + 1, room.height())
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, int(side), text)
        if sorted_here:
            x = words.left() - look.gap - look.mark / 2 if column.at_right else words.right() + look.gap
            self._paint_arrow(painter, QPointF(x, rect.center().y() + 0.5))
        painter.restore()

    def _paint_arrow(self, painter: QPainter, middle: QPointF) -> None:
        """Up for rising, down for falling."""
        reach = self._view.look.mark / 2
        way = 1 if self.descending else -1
        tip = middle + QPointF(0, way * reach)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(painter.pen().color(), px(13) / 10, c=Qt.PenCapStyle.RoundCap))
        painter.drawLine(middle - QPointF(0, way * reach), tip)
        painter.drawLine(tip, tip + QPointF(-reach * 0.75, -way * reach * 0.75))
        painter.drawLine(tip, tip + QPointF(reach * 0.75, -way * reach * 0.75))
