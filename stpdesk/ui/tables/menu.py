"""The menu of a table's head: order, columns, copy and export; everything in it is reached by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from stpdesk.ui.tables.table import Table


def head_menu(table: Table) -> QMenu:
    """A menu for a table as it is now; the caller shows it and it deletes itself."""
    menu = QMenu(table)
    menu.setAccessibleName(table.tr("Columns and order"))
    order = menu.addMenu(table.tr("Sort by"))
    model, head = table.model, table.view.head
    for place, at in enumerate(table.places_shown()):
        column = model.listing.columns[at]
        if column.sort_key is None:
            continue
        words = f"{column.title}\tCtrl+{place + 1}" if place < 9 else column.title
        act = order.addAction(words)
        act.setCheckable(True)
        act.setChecked(column.sort_key == model.order)
        act.triggered.connect(lambda _=False, at=at: table.sort_by(at))
    order.addSeparator()
    turned = order.addAction(table.tr("Descending"))
    turned.setCheckable(True)
    turned.setChecked(model.descending)
    turned.triggered.connect(table.turn_round)
    chosen = menu.addMenu(table.tr("Columns"))
    for at, column in enumerate(model.listing.columns):
        act = chosen.addAction(column.title)
        act.setCheckable(True)
        act.setChecked(head.is_chosen(at))
        act.triggered.connect(lambda on, at=at: head.show_column(at, on))
    menu.addAction(table.tr("Columns as they usually are"), table.usual_layout)
    menu.addSeparator()
    copy = menu.addAction(table.tr("Copy the selected rows") + "\tCtrl+C", table.copy)
    copy.setEnabled(bool(table.selected_keys()))
    menu.addAction(table.tr("Export to Excel…"), table.export)
    return menu
