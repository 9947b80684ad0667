"""The rows on the screen: selection and place kept by key, hover, keys; letters go to the filter."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from stpdesk.ui.tables.cells import Cells
from stpdesk.ui.tables.header import Header
from stpdesk.ui.tables.loading import FEW, Loaded, found
from stpdesk.ui.tables.model import TableModel
from stpdesk.ui.tables.painting import ROW, Look
from stpdesk.ui.theme import px

_SET = QItemSelectionModel.SelectionFlag
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class View(QTableView):
    """Rows of a `TableModel`. `by_cell`: single cells are walked through and edited (grids), else whole rows."""

    typed = Signal(str)
    """a letter for the filter"""
    entered = Signal()
    """Enter or a double click on the current row"""
    copying = Signal()
    pasting = Signal()
    sorting = Signal(int)
    """Ctrl+digit: the column at this place"""
    asked_menu = Signal()
    escaped = Signal()
    placed = Signal()
    """columns moved or scrolled sideways: what stands below them follows"""

    def __init__(self, model: TableModel, parent: QWidget | None = None, *, by_cell: bool = False) -> None:
        super().__init__(parent)
        self.rows = model
        self.by_cell = by_cell
        self.hovered = -1
        self.look = Look(self)
        self._kept: tuple[array[int], int | None, int, int | None, int] = (array("q"), None, 0, None, 0)
        self.setItemDelegate(Cells(self))
        self.head = Header(self, model.listing.columns)
        self.setHorizontalHeader(self.head)
        self.setModel(model)
        self._set_up()
        model.replacing.connect(self._keep)
        self.head.sectionResized.connect(self._on_placed)
        self.head.sectionMoved.connect(self._on_placed)
        self.horizontalScrollBar().valueChanged.connect(self._on_placed)

    def _on_placed(self, *_: int) -> None:
        self.placed.emit()

    def _set_up(self) -> None:
        """How it behaves."""
        by_cell = self.by_cell
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        behaviour, mode = QAbstractItemView.SelectionBehavior, QAbstractItemView.SelectionMode
        self.setSelectionBehavior(behaviour.SelectItems if by_cell else behaviour.SelectRows)
        self.setSelectionMode(mode.ExtendedSelection)
        for way in (self.setVerticalScrollMode, self.setHorizontalScrollMode):
            way(QAbstractItemView.ScrollMode.ScrollPerPixel)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed
            if by_cell
            else trigger.NoEditTriggers
        )
        side = self.verticalHeader()
        side.hide()
        side.setSectionResizeMode(side.ResizeMode.Fixed)
        self._size_rows()

    def _size_rows(self) -> None:
        """Rows as high as the text size asks."""
        self.verticalHeader().setMinimumSectionSize(px(ROW))
        self.verticalHeader().setDefaultSectionSize(px(ROW))
        self.verticalScrollBar().setSingleStep(px(ROW))

    # where things are ----------------------------------------------------------------------------------------------

    def is_first(self, column: int) -> bool:
        """Whether it is the first column seen."""
        return self.head.outer()[0] == column

    def inside(self, box: QRect, column: int) -> QRect:
        """A cell or head without its margins: the first column starts at the title's x."""
        first, last = self.head.outer()
        look = self.look
        return box.adjusted(
            look.margin if column == first else look.pad,
            0,
            -(look.margin if column == last else look.pad),
            0,
        )

    def top_row(self) -> int:
        """The first row seen, -1 without rows."""
        return self.rowAt(0)

    def current_key(self) -> int | None:
        """Key of the current row."""
        row = self.currentIndex().row()
        return self.rows.keys[row] if 0 <= row < len(self.rows.keys) else None

    def selected_keys(self) -> array[int]:
        """Keys of the selected rows, in the order they are shown."""
        keys = array("q")
        selection = self.selectionModel().selection()
        ranges = [selection.at(number) for number in range(selection.count())]
        spans = sorted({(one.top(), one.bottom()) for one in ranges})
        done = -1
        for top, bottom in spans:
            keys.extend(self.rows.keys[max(top, done + 1) : bottom + 1])
            done = max(done, bottom)
        return keys

    # keeping the place ---------------------------------------------------------------------------------------------

    def asked_for(self) -> tuple[tuple[int, ...], int | None]:
        """Keys whose place is wanted when new keys come, and the key to keep at the top."""
        current, top = self.current_key(), self.top_row()
        kept = (*self.selected_keys(), *([] if current is None else [current]))
        return kept, self.rows.keys[top] if self.verticalScrollBar().value() and top >= 0 else None

    def _keep(self) -> None:
        """Before new keys: what is selected, current and at the top, by key."""
        top = self.top_row()
        self._kept = (
            self.selected_keys(),
            self.current_key(),
            max(self.currentIndex().column(), 0),
            self.rows.keys[top] if top >= 0 else None,
            self.rowViewportPosition(top) if top >= 0 else 0,
        )

    def restore(self, loaded: Loaded) -> None:
        """After new keys: the same by key, wherever it is now; what is gone is selected no more."""
        selected, current, column, top, above = self._kept
        model = self.rows
        self._kept = (array("q"), None, 0, None, 0)
        if not selected and current is None and top is None:
            return
        places = dict(loaded.places)
        for key in [] if len(selected) > FEW else [*selected, *([] if current is None else [current])]:
            if key not in places and key in model.keys:
                places[key] = model.keys.index(key)
        if current in places:
            where = model.index(places[current], column)
            self.selectionModel().setCurrentIndex(where, _SET.NoUpdate)
        last = model.columnCount() - 1
        chosen = QItemSelection()
        for first, end in spans_of(sorted(places[key] for key in selected if key in places)):
            left, right = (column, column) if self.by_cell else (0, last)
            chosen.select(model.index(first, left), model.index(end, right))
        self.selectionModel().select(chosen, _SET.ClearAndSelect)
        if loaded.asked.top is not None and top in places:
            self.verticalScrollBar().setValue(places[top] * px(ROW) - above)
        elif loaded.whole and loaded.asked.top is None:
            self.scrollToTop()

    def select_keys(self, keys: Iterable[int]) -> None:
        """Selects rows by key and shows the first of them."""
        model = self.rows
        rows = sorted(found(model.keys, keys).values())
        if not rows:
            self.clearSelection()
            return
        chosen, last = QItemSelection(), model.columnCount() - 1
        for first, end in spans_of(rows):
            chosen.select(model.index(first, 0), model.index(end, last))
        self.selectionModel().setCurrentIndex(model.index(rows[0], 0), _SET.NoUpdate)
        self.selectionModel().select(chosen, _SET.ClearAndSelect)
        self.scrollTo(model.index(rows[0], self.head.outer()[0]))

    # keys ----------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, copy, paste, menu, Ctrl+digit; other letters filter, or begin to edit in a grid."""
        key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copying.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasting.emit()
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif control and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self.sorting.emit(key - Qt.Key.Key_1)
        elif key == Qt.Key.Key_Menu or (
            key == Qt.Key.Key_F10 and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ):
            self.asked_menu.emit()
        elif self.by_cell and (way := self.way_of(event)) is not None:
            self.step(*way)
        elif not self.by_cell and key in _ENTER:
            self.entered.emit()
        elif not self._edits_now() and self._is_letter(event):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _is_letter(self, event: QKeyEvent) -> bool:
        """Whether a key is meant for the filter."""
        text = event.text()
        others = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        return bool(text) and not event.modifiers() & others and text.isprintable() and not text.isspace()

    def _edits_now(self) -> bool:
        """Whether a letter begins to edit the current cell."""
        index = self.currentIndex()
        return self.by_cell and index.isValid() and self.rows.column(index).editable

    def way_of(self, event: QEvent) -> tuple[int, int] | None:
        """Rows and columns a key goes on by while cells are edited; None for other keys."""
        if not isinstance(event, QKeyEvent):
            return None
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        key = event.key()
        if key in _ENTER:
            return (-1, 0) if back else (1, 0)
        if key == Qt.Key.Key_Tab:
            return 0, 1
        if key == Qt.Key.Key_Backtab:
            return 0, -1
        editing = self.state() is QAbstractItemView.State.EditingState
        if editing and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            return (1, 0) if key == Qt.Key.Key_Down else (-1, 0)
        return None

    def step(self, down: int, right: int) -> None:
        """Goes to the cell below, or to the next one that can be edited, over the end of the row into the next."""
        here = self.currentIndex()
        row, places = here.row() + down, self._editable_places()
        column = here.column()
        if right and places:
            place = self.head.visualIndex(column)
            ahead = [one for one in places if (one > place if right > 0 else one < place)]
            row += 0 if ahead else right
            ends = (places if right > 0 else places[::-1]) if not ahead else ahead[:: 1 if right > 0 else -1]
            column = self.head.logicalIndex(ends[0])
        if 0 <= row < len(self.rows.keys):
            self.setCurrentIndex(self.rows.index(row, column))
        elif right:
            self.focusNextPrevChild(right > 0)

    def _editable_places(self) -> list[int]:
        """Visual places of the columns that can be edited."""
        columns = enumerate(self.rows.listing.columns)
        shown = [at for at, one in columns if one.editable and not self.isColumnHidden(at)]
        return sorted(self.head.visualIndex(at) for at in shown)

    def focusNextPrevChild(self, following: bool) -> bool:
        """Tab leaves the table, or goes through the cells of a grid (see `step`)."""
        return super().focusNextPrevChild(following)

    def keyboardSearch(self, _search: str) -> None:
        """Nothing: letters filter, and no row is read one by one."""

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End are the first and the last row of a list."""
        actions = QAbstractItemView.CursorAction
        if not self.by_cell and action in {actions.MoveHome, actions.MoveEnd} and len(self.rows.keys):
            row = 0 if action == actions.MoveHome else len(self.rows.keys) - 1
            return self.rows.index(row, max(self.currentIndex().column(), 0))
        return super().moveCursor(action, modifiers)

    # mouse and looks -----------------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The row below the pointer."""
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        """No row."""
        super().leaveEvent(event)
        self._hover(-1)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Opens the row, or edits the cell of a grid."""
        super().mouseDoubleClickEvent(event)
        if not self.by_cell and self.indexAt(event.position().toPoint()).isValid():
            self.entered.emit()

    def _hover(self, row: int) -> None:
        """Paints the row hovered and the one left."""
        before, self.hovered = self.hovered, row
        for one in {before, row} - {-1}:
            self.viewport().update(
                0, self.rowViewportPosition(one), self.viewport().width(), self.rowHeight(one)
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column takes the room."""
        super().resizeEvent(event)
        self.head.fit()
        self.placed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme or text size."""
        super().changeEvent(event)
        kinds = QEvent.Type
        if event.type() in {kinds.PaletteChange, kinds.FontChange, kinds.StyleChange} and hasattr(
            self, "head"
        ):
            self.look = Look(self)
            self._size_rows()
            self.head.fit()
            self.placed.emit()


def spans_of(rows: list[int]) -> list[tuple[int, int]]:
    """Sorted rows as runs of first and last."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] >= row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
