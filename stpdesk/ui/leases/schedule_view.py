"""How a schedule is painted: a table of months with thin bands between them, and the sums under the same columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from stpdesk.ui.cut import cut
from stpdesk.ui.icons import pixmap
from stpdesk.ui.leases.schedule_lines import FIGURES, Line, Marker, Sum, figure
from stpdesk.ui.tables.look import Look
from stpdesk.ui.theme import px

ROW, MARKER, HEAD, TOTAL = 32, 24, 32, 32
Index = QModelIndex | QPersistentModelIndex


class ScheduleModel(QAbstractTableModel):
    """The lines as a table, so that screen readers and copying know it too."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()
        self.heads: tuple[str, ...] = ("",) * (FIGURES + 1)

    def put(self, lines: Sequence[Line], heads: Sequence[str]) -> None:
        """Other lines."""
        self.beginResetModel()
        self.lines, self.heads = tuple(lines), tuple(heads)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        """Months and markers."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        """Month and five figures."""
        return 0 if parent.isValid() else FIGURES + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words of a cell."""
        if not index.isValid() or role not in {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        }:
            return None
        return self.text(index.row(), index.column())

    def text(self, place: int, column: int) -> str:
        """What stands in a cell; a marker is told in its first one."""
        line = self.lines[place]
        if isinstance(line, Marker):
            return f"{line.text}. {line.about}" if column == 0 else ""
        if column == 0:
            return line.month
        if column == 1 and line.note and not line.figures[0]:
            return line.note
        return figure(line.figures[column - 1], column - 1)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The heads."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.heads[section]
        return None


class _Cells(QStyledItemDelegate):
    """Paints months plainly, totals semibold, markers as one soft band."""

    def __init__(self, view: ScheduleView) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        box: QRect = option.rect  # type: ignore[attr-defined]
        look, model = self._view.look, self._view.lines
        line = model.lines[index.row()]
        if isinstance(line, Marker):
            paint_marker(painter, box, line, look)
            return
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, look.line)
        column = index.column()
        last = column == FIGURES
        colour = look.colours.text
        if column and not line.figures[column - 1] and not last:
            colour = look.colours.muted
        elif column == 2 and line.figures[1] < 0:
            colour = look.colours.accent
        paint_text(
            painter,
            box,
            model.text(index.row(), column),
            look.strong if last else look.plain,
            colour,
            right=column > 0,
        )


def paint_text(painter: QPainter, box: QRect, text: str, letters: QFont, colour: Any, *, right: bool) -> None:
    """Words in a cell."""
    painter.setFont(letters)
    painter.setPen(colour)
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # a minus stands before its figure
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
    painter.drawText(box.adjusted(px(7), 0, -px(7), 0), int(flags), text)


def paint_marker(painter: QPainter, box: QRect, marker: Marker, look: Look) -> None:
    """The band: mark and words at the left, what it does at the right."""
    colours = look.colours
    soft = {"ask": colours.amber_soft, "good": colours.accent_soft}.get(marker.tone, colours.bg)
    ink = {"ask": colours.amber, "good": colours.accent}.get(marker.tone, colours.muted)
    painter.fillRect(box, soft)
    side = px(14)
    painter.drawPixmap(
        QPointF(box.left() + px(8), box.center().y() - side / 2 + 0.5), pixmap(marker.icon, ink, 14)
    )
    about = look.width(marker.about, look.small)
    small = QFont(look.small)
    small.setWeight(QFont.Weight.DemiBold)
    room = box.width() - about - px(8 + 14 + 6 + 8 + 16)
    painter.setFont(small)
    words = cut(marker.text, painter.fontMetrics(), room)
    paint_text(painter, box.adjusted(px(20), 0, 0, 0), words, small, colours.text, right=False)
    paint_text(painter, box, marker.about, look.small, colours.text, right=True)


class _Heads(QHeaderView):
    """Muted heads over their figures."""

    def __init__(self, view: ScheduleView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view
        self.setAccessibleName(self.tr("Columns"))
        self.setSectionsClickable(False)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        """One line with room around."""
        return QSize(super().sizeHint().width(), px(HEAD))

    def paintSection(self, painter: QPainter, rect: QRect, at: int) -> None:
        """Words, and the hairline below."""
        look = self._view.look
        painter.save()
        painter.fillRect(rect, look.colours.surface)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.outline)
        paint_text(painter, rect, self._view.lines.heads[at], look.small, look.colours.muted, right=at > 0)
        painter.restore()


class ScheduleView(QTableView):
    """The rows; the columns are as wide as their longest sum."""

    def __init__(self) -> None:
        super().__init__()
        self.look = Look(self)
        self.lines = ScheduleModel(self)
        self.setItemDelegate(_Cells(self))
        self.setHorizontalHeader(_Heads(self))
        self.setModel(self.lines)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(px(ROW))
        self.setCornerButtonEnabled(False)
        side = self.verticalHeader()
        side.hide()
        side.setMinimumSectionSize(px(MARKER))
        side.setDefaultSectionSize(px(ROW))
        self._widest: tuple[int, ...] = (0,) * FIGURES
        self._names: tuple[str, ...] = ()

    def put(
        self, lines: Sequence[Line], heads: Sequence[str], widest: Sequence[int], names: Sequence[str]
    ) -> None:
        """Other lines; the place scrolled to stays. A column of nothing but dashes is away."""
        bar = self.verticalScrollBar()
        at = bar.value()
        self.setUpdatesEnabled(False)
        self.clearSpans()
        self.lines.put(lines, heads)
        for place, line in enumerate(lines):
            height = px(ROW)
            if isinstance(line, Marker):
                self.setSpan(place, 0, 1, FIGURES + 1)
                height = px(MARKER)
            if self.rowHeight(place) != height:
                self.setRowHeight(place, height)  # a row keeps the height of what stood there before
        self._widest, self._names = tuple(widest), (*names, self.tr("Month"), "Mmm 0000")
        for at in (1, 2, 3):
            self.setColumnHidden(at + 1, not widest[at])
        self.fit()
        bar.setValue(min(at, bar.maximum()) if at >= px(ROW) else 0)
        self.setUpdatesEnabled(True)

    def fit(self) -> None:
        """Every column what its words need; what is left is shared evenly."""
        head, look, heads = self.horizontalHeader(), self.look, self.lines.heads
        pad = px(15)
        widths = [max((look.width(name, look.strong) for name in self._names), default=0) + pad]
        for at in range(FIGURES):
            text = figure(self._widest[at], at)
            words = max(look.width(text, look.strong), look.width(heads[at + 1], look.small))
            widths.append(words + pad)
        shown = [at for at in range(FIGURES + 1) if not self.isColumnHidden(at)]
        spare = max(self.viewport().width() - sum(widths[at] for at in shown), 0) / len(shown)
        left = float(self.viewport().width())
        for at in shown[1:]:
            head.resizeSection(at, round(widths[at] + spare))
            left -= round(widths[at] + spare)
        head.resizeSection(0, max(round(widths[0]), round(left)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width."""
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange} and hasattr(self, "look"):
            self.look = Look(self)
            self.viewport().update()


class Sums(QWidget):
    """The sums under the same columns."""

    def __init__(self, view: ScheduleView) -> None:
        super().__init__()
        self._view = view
        self._sums: tuple[Sum, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Sums of the schedule"))
        view.horizontalHeader().sectionResized.connect(lambda *_: self.update())
        view.horizontalScrollBar().valueChanged.connect(lambda _: self.update())

    def put(self, sums: Sequence[Sum]) -> None:
        """Other sums."""
        self._sums = tuple(sums)
        heads = self._view.lines.heads
        told = [
            f"{one.name}: {', '.join(f'{heads[at + 1]} {figure(amount, at)}' for at, amount in enumerate(one.figures))}"
            for one in sums
        ]
        self.setAccessibleDescription(". ".join(told))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A line each."""
        return QSize(px(200), px(TOTAL) * len(self._sums) + px(8))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Each sum in its column."""
        painter, look, head = QPainter(self), self._view.look, self._view.horizontalHeader()
        painter.fillRect(0, 0, self.width(), 1, look.outline)
        for place, one in enumerate(self._sums):
            top = px(4) + place * px(TOTAL)
            for at in range(FIGURES + 1):
                if self._view.isColumnHidden(at):
                    continue
                box = QRect(head.sectionViewportPosition(at), top, head.sectionSize(at), px(TOTAL))
                text = one.name if at == 0 else figure(one.figures[at - 1], at - 1)
                letters = look.strong if place == len(self._sums) - 1 else look.plain
                paint_text(painter, box, text, letters, look.colours.text, right=at > 0)
