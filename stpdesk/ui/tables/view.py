"""The rows on the screen: selection and place kept by key, hover, keys; letters go to the filter."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QDialog, QFrame, QTableView, QWidget

from stpdesk.ui.tables.cells import Cells
from stpdesk.ui.tables.header import Header
from stpdesk.ui.tables.keeping import Kept, complete, keep, restore, select, still
from stpdesk.ui.tables.loading import Loaded, found
from stpdesk.ui.tables.look import ROW, Look
from stpdesk.ui.tables.model import TableModel
from stpdesk.ui.tables.rows import paint_rows
from stpdesk.ui.tables.walking import ENTER, begin, step, way_of
from stpdesk.ui.theme import px
from stpdesk.ui.typed_ahead import TypedAhead

_FIRST = {*ENTER, Qt.Key.Key_Up, Qt.Key.Key_Down}


class View(QTableView):
    """Rows of a `TableModel`. `by_cell`: single cells are walked through and edited (grids), else whole rows."""

    typed = Signal(str)
    """a letter for the filter"""
    entered = Signal()
    """Enter or a double click on the current row"""
    copying = Signal()
    pasting = Signal()
    clearing = Signal()
    """Delete in a grid"""
    typing = Signal(object, str, str)
    """key, column, text: what stands in the cell that is being typed into"""
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
        self._kept: Kept | None = None
        self._completing = False
        self.ahead = TypedAhead(self)
        keys = QKeySequence.StandardKey
        self._standard: dict[QKeySequence.StandardKey, Callable[[], None]] = {
            keys.Copy: self.copying.emit, keys.Paste: self.pasting.emit, keys.Find: lambda: self.typed.emit(""),
        }  # fmt: skip
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
        self.setTabKeyNavigation(by_cell)
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

    def selected_columns(self) -> set[int]:
        """Columns with a selected cell."""
        selection = self.selectionModel().selection()
        ranges = [selection.at(number) for number in range(selection.count())]
        return {at for one in ranges for at in range(one.left(), one.right() + 1)}

    # keeping the place ---------------------------------------------------------------------------------------------

    def asked_for(self) -> tuple[tuple[int, ...], int | None]:
        """Keys whose place is wanted when new keys come, and the key to keep at the top."""
        current, top = self.current_key(), self.top_row()
        selected = self._kept.selected if self._kept is not None else self.selected_keys()
        kept = (*selected, *([] if current is None else [current]))
        return kept, self.rows.keys[top] if self.verticalScrollBar().value() and top >= 0 else None

    def _keep(self) -> None:
        """Before new keys come. What was kept is not forgotten while only the first of them are there."""
        if self._kept is None or not still(self, self._kept):
            self._kept = keep(self)
        self._completing = False

    def restore(self, loaded: Loaded) -> None:
        """After they came: the same rows selected and at the top, wherever they are now."""
        kept = self._kept
        if kept is None:
            return
        if self._completing:
            complete(self, kept, loaded)
        else:
            restore(self, kept, loaded)
        self._completing = not loaded.whole
        self._kept = None if loaded.whole else kept
        self.executeDelayedItemsLayout()  # else Qt lays out after it has painted, and paints again

    def select_keys(self, keys: Iterable[int]) -> None:
        """Selects rows by key and shows the first of them."""
        select(self, sorted(found(self.rows.keys, keys).values()))

    def setCurrentIndex(self, index: QModelIndex | QPersistentModelIndex) -> None:
        """Puts the cursor somewhere, where it alone is selected: Qt's own adds to the selection while Ctrl or Shift is down."""
        flag = QItemSelectionModel.SelectionFlag
        chosen = (
            (flag.ClearAndSelect if self.by_cell else flag.ClearAndSelect | flag.Rows)
            if index.isValid()
            else flag.NoUpdate
        )
        self.selectionModel().setCurrentIndex(index, chosen)

    # keys ----------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, copy, paste, menu, Ctrl+digit; other letters filter, or begin to edit in a grid."""
        key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if not self.by_cell and key in _FIRST and self._take_first() and key not in ENTER:
            return
        if self._too_early(event):
            return
        if taken := next((one for one in self._standard if event.matches(one)), None):
            self._standard[taken]()
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
            if isinstance(self.window(), QDialog):
                event.ignore()  # a list in a window of its own: the window's key to leave
        elif control and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self.sorting.emit(key - Qt.Key.Key_1)
        elif key == Qt.Key.Key_Menu or (
            key == Qt.Key.Key_F10 and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ):
            self.asked_menu.emit()
        elif self.by_cell and key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.clearing.emit()
        elif self.by_cell and (way := way_of(self, event)) is not None:
            step(self, *way)
        elif not self.by_cell and key in ENTER:
            self.entered.emit()
        elif not self._edits_now() and self._is_letter(event):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _too_early(self, event: QKeyEvent) -> bool:
        """Whether something was typed into a grid whose rows are not there yet: it is kept until they are.

        Where they are and nobody is anywhere among them, the first cell is gone to.
        """
        if not self.by_cell or not (event.key() in ENTER or self._is_letter(event)):
            return False
        if self.rows.count or (self.rows.count == 0 and self.rows.settled):
            if self.rows.keys and not self.currentIndex().isValid():
                begin(self)
            return False
        self.ahead.take(event)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed before the rows came was meant for now."""
        super().focusOutEvent(event)
        self.ahead.forget()

    def _take_first(self) -> bool:
        """Selects a row where none is: the first, or the one the focus is on. Whether it had to."""
        if self.selectionModel().hasSelection() or not self.rows.keys:
            return False
        self.selectRow(max(self.currentIndex().row(), 0))
        return True

    def _is_letter(self, event: QKeyEvent) -> bool:
        """Whether a key is meant for the filter."""
        text = event.text()
        others = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        return bool(text) and not event.modifiers() & others and text.isprintable() and not text.isspace()

    def _edits_now(self) -> bool:
        """Whether a letter begins to edit the current cell."""
        index = self.currentIndex()
        return self.by_cell and index.isValid() and self.rows.column(index).editable

    def release(self) -> None:
        """Lets new rows come once nothing is typed into a cell."""
        if self.state() is not QAbstractItemView.State.EditingState:
            self.rows.hold(False)

    def keyboardSearch(self, _search: str) -> None:
        """Nothing: letters filter, and no row is read one by one."""

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End are the first and the last row of a list, Ctrl+Home and Ctrl+End those of a grid's column."""
        actions = QAbstractItemView.CursorAction
        whole = not self.by_cell or bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if whole and action in {actions.MoveHome, actions.MoveEnd} and len(self.rows.keys):
            row = 0 if action == actions.MoveHome else len(self.rows.keys) - 1
            return self.rows.index(row, max(self.currentIndex().column(), 0))
        return super().moveCursor(action, modifiers)

    def paintEvent(self, event: QPaintEvent) -> None:
        """All rows at once."""
        painter = QPainter(self.viewport())
        paint_rows(self, painter, event.rect())
        painter.end()

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
        self._keep_in_sight(event.oldSize().height())
        self.head.fit()
        self.placed.emit()

    def _keep_in_sight(self, before: int) -> None:
        """A sentence that comes below the rows does not hide the one it is about."""
        here = self.currentIndex()
        top = self.rowViewportPosition(here.row()) if here.isValid() else -1
        if 0 <= top < before and top + self.rowHeight(here.row()) > self.viewport().height():
            self.scrollTo(here)

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
