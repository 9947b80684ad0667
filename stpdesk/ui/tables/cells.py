"""Paints the rows: hairlines, hover, selection with its bar, unsaved and wrong cells; and edits one cell in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QHelpEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from stpdesk.ui.tables.columns import Cell
from stpdesk.ui.tables.formats import shown
from stpdesk.ui.tables.model import TableModel
from stpdesk.ui.tables.painting import needed, paint_value

if TYPE_CHECKING:
    from stpdesk.ui.tables.view import View

Index = QModelIndex | QPersistentModelIndex


class Cells(QStyledItemDelegate):
    """The delegate of every cell of a view."""

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self._view = view

    @property
    def _model(self) -> TableModel:
        return self._view.rows

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell, its part of the row's background and hairline included."""
        box: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        look, view, model = self._view.look, self._view, self._model
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(box, look.colours.accent_soft)
        elif index.row() == view.hovered:
            painter.fillRect(box, look.hover)
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, look.line)
        if selected and not view.by_cell and view.is_first(index.column()):
            painter.fillRect(box.left(), box.top(), look.bar, box.height(), look.colours.accent)
        column = model.column(index)
        room = QRectF(view.inside(box, index.column()))
        row = model.row(index.row())
        value = None if row is None else row[index.column()]
        if model.edits.texts or model.edits.faults:
            place = model.place(index)
            text = model.edits.texts.get(place)
            value = value if text is None else Cell(None, text, tone="strong")
            self._mark_edited(painter, box, text is not None, place in model.edits.faults)
        paint_value(
            painter,
            room,
            value,
            column,
            look,
            today=model.today,
            matching=model.shown_text,
            selected=selected,
        )
        if view.by_cell and view.currentIndex() == index and view.hasFocus():
            painter.setPen(QPen(look.colours.accent, 2))
            painter.drawRect(QRectF(box).adjusted(1, 1, -1, -2))

    def _mark_edited(self, painter: QPainter, box: QRect, unsaved: bool, wrong: bool) -> None:
        """A corner for what is not saved yet, a red outline for what is wrong."""
        look = self._view.look
        if unsaved:
            side, corner = look.gap, QPointF(box.topRight()) + QPointF(1, 0)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colours.blue)
            painter.drawPolygon(QPolygonF([corner, corner - QPointF(side, 0), corner + QPointF(0, side)]))
        if wrong:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colours.red, 2))
            painter.drawRect(QRectF(box).adjusted(1, 1, -1, -2))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Tells what is wrong with a cell, or in full what is cut."""
        if event.type() is not QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        column, value = self._model.column(index), self._model.value(index)
        text = self._model.edits.faults.get(self._model.place(index), "")
        inside = self._view.inside(self._view.visualRect(index), index.column())
        if not text and value is not None and needed(value, column, self._view.look) > inside.width():
            note = value.note if isinstance(value, Cell) else ""
            text = f"{shown(value, column.kind)} {note}".strip()
        QToolTip.showText(event.globalPos(), text, view)
        return True

    # editing -------------------------------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A plain line that fills the cell."""
        column = self._model.column(index)
        line = QLineEdit(parent)
        line.setProperty("look", "cell")
        line.setAccessibleName(column.title)
        self._model.hold(True)
        if column.at_right:
            line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return line

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Rows that waited for the typing to end may come now."""
        super().destroyEditor(editor, index)
        QTimer.singleShot(0, self._view, self._view.release)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Fills the line once: rows that arrive while it is typed into do not take its text."""
        if isinstance(editor, QLineEdit) and not editor.property("filled"):
            editor.setProperty("filled", True)
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        """As large as the cell."""
        editor.setGeometry(option.rect)  # type: ignore[attr-defined]

    def eventFilter(self, editor: QWidget, event: QEvent) -> bool:  # type: ignore[override]
        """Enter keeps the text and goes down, Tab right, Shift+Tab left; up and down too."""
        if event.type() is QEvent.Type.KeyPress:
            way = self._view.way_of(event)
            if way is not None:
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
                self._view.step(*way)
                return True
        return super().eventFilter(editor, event)
