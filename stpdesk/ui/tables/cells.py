"""Edits one cell in place, and tells what is wrong with a cell or cut in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHelpEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from stpdesk.ui.line import Line
from stpdesk.ui.tables.columns import Cell
from stpdesk.ui.tables.formats import shown
from stpdesk.ui.tables.model import TableModel
from stpdesk.ui.tables.painting import needed
from stpdesk.ui.tables.walking import step, way_of

if TYPE_CHECKING:
    from stpdesk.ui.tables.view import View

Index = QModelIndex | QPersistentModelIndex


class Cells(QStyledItemDelegate):
    """The delegate of every cell of a view; `rows` paints them."""

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self._view = view

    @property
    def _model(self) -> TableModel:
        return self._view.rows

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
        if isinstance(value, Cell) and value.tip:
            text = f"{text}\n{value.tip}".strip()
        QToolTip.showText(event.globalPos(), text, view)
        return True

    # editing -------------------------------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A plain line that fills the cell."""
        column = self._model.column(index)
        line = Line(parent)
        line.setProperty("look", "cell")
        line.setAccessibleName(column.title)
        self._model.hold(True)
        place = self._model.place(index)
        line.textEdited.connect(lambda text: self._view.typing.emit(*place, text))
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
        """Enter keeps the text and goes down, Tab right, Shift+Tab left; up and down too. A copied block fills cells, not this one."""
        if event.type() is QEvent.Type.KeyPress:
            if isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Paste) and _block():
                self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)
                self._view.pasting.emit()
                return True
            way = way_of(self._view, event)
            if way is not None:
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
                step(self._view, *way)
                return True
        return super().eventFilter(editor, event)


def _block() -> bool:
    """Whether the clipboard holds more than one cell."""
    text = QGuiApplication.clipboard().text().rstrip("\r\n")
    return any(one in text for one in "\t\r\n")
