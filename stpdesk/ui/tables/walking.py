"""How a grid is walked through by keys: down with Enter, along the cells that can be edited with Tab, out behind the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

if TYPE_CHECKING:
    from stpdesk.ui.tables.view import View

TABBED = "tabbed"
"""The property of a view that names the cell Tab came to; anywhere else Enter goes down."""
ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


def way_of(view: View, event: QEvent) -> tuple[int, int] | None:
    """Rows and columns a key goes on by while cells are edited; None for other keys."""
    if not isinstance(event, QKeyEvent):
        return None
    back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    key = event.key()
    if key in ENTER:
        return (-1, 0) if back else (1, 0)
    if key == Qt.Key.Key_Tab:
        return 0, 1
    if key == Qt.Key.Key_Backtab:
        return 0, -1
    editing = view.state() is QAbstractItemView.State.EditingState
    if editing and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
        return (1, 0) if key == Qt.Key.Key_Down else (-1, 0)
    return None


def begin(view: View) -> None:
    """Goes to the first cell that can be edited, where there is one."""
    places = _editable_places(view)
    if places:
        view.setCurrentIndex(view.rows.index(0, view.head.logicalIndex(places[0])))


def step(view: View, down: int, right: int) -> None:
    """Goes to the cell below, or to the next one that can be edited, over the end of the row into the next.

    Enter in a row's last cell that Tab came to begins the next row, for the row was typed along, not the column down.
    """
    here, places = view.currentIndex(), _editable_places(view)
    column = here.column()
    at_end = here.isValid() and bool(places) and view.head.visualIndex(column) == places[-1]
    if (
        down > 0
        and at_end
        and here.row() + 1 < len(view.rows.keys)
        and view.property(TABBED) == _name(view, here)
    ):
        down, right = 0, 1
    row = here.row() + down
    if right and places:
        place = view.head.visualIndex(column)
        ahead = [one for one in places if (one > place if right > 0 else one < place)]
        row += 0 if ahead else right
        ends = (places if right > 0 else places[::-1]) if not ahead else ahead[:: 1 if right > 0 else -1]
        column = view.head.logicalIndex(ends[0])
    if 0 <= row < len(view.rows.keys):
        view.setCurrentIndex(view.rows.index(row, column))
        view.setProperty(TABBED, _name(view, view.currentIndex()) if right > 0 else "")
    elif right:
        _leave(view, right > 0)


def _name(view: View, index: QModelIndex) -> str:
    """A cell by its key and its column, whatever order they are in later."""
    return f"{view.rows.keys[index.row()]} {index.column()}"


def _editable_places(view: View) -> list[int]:
    """Visual places of the columns that can be edited."""
    columns = enumerate(view.rows.listing.columns)
    shown = [at for at, one in columns if one.editable and not view.isColumnHidden(at)]
    return sorted(view.head.visualIndex(at) for at in shown)


def _leave(view: View, forward: bool) -> None:
    """Tab goes on behind the last cell: the grid keeps nobody in."""
    view.setTabKeyNavigation(False)
    view.focusNextPrevChild(forward)
    view.setTabKeyNavigation(True)
