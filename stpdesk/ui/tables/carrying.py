"""Rows on their way out of a table and into it: the clipboard and the workbook."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from stpdesk.ui.desk import Desk
from stpdesk.ui.tables import exporting, tsv
from stpdesk.ui.tables.columns import Listing, Row
from stpdesk.ui.tables.edits import Place
from stpdesk.ui.tables.formats import raw
from stpdesk.ui.tables.loading import reading
from stpdesk.ui.tables.pasting import Paste

if TYPE_CHECKING:
    from stpdesk.actions.session import Session
    from stpdesk.ui.tables.table import Table


def copy(table: Table) -> None:
    """Puts the selected rows on the clipboard, once they were read; of a grid the columns selected, as typed."""
    keys, listing, places = table.selected_keys(), table.model.listing, table.places_chosen()
    typed = dict(table.model.edits.texts)
    if table.BY_CELL:
        chosen = table.view.selected_columns()
        places = [at for at in places if at in chosen]

    def ready(rows: list[Row | None]) -> None:
        lines = [[listing.columns[at].title for at in places]]
        for key, row in zip(keys, rows, strict=True):
            if row is not None:
                lines.append([_carried(listing, typed, key, row, at) for at in places])
        _to_clipboard(lines)

    if keys:
        table.model.read_rows(keys, ready)


def _carried(listing: Listing, typed: Mapping[Place, str], key: int, row: Row, at: int) -> str:
    """A cell as it is copied: what was typed, else what is saved."""
    column = listing.columns[at]
    return typed.get((key, column.name)) or raw(row[at], column.kind)


def _to_clipboard(lines: list[list[str]]) -> None:
    """As plain text and as what says that it is a table."""
    text = tsv.written(lines)
    carried = QMimeData()
    carried.setText(text)
    carried.setData("text/tab-separated-values", text.encode())
    QGuiApplication.clipboard().setMimeData(carried)


def from_clipboard(table: Table) -> Paste | None:
    """What the clipboard holds, beside the cells it would fill from the current one on; None where it fills none."""
    cells = tsv.read(QGuiApplication.clipboard().text())
    here, head, columns = table.view.currentIndex(), table.view.head, table.model.listing.columns
    start = head.visualIndex(here.column()) if table.BY_CELL and here.isValid() else 0
    into = [at for at in table.places_shown() if columns[at].editable and head.visualIndex(at) >= start]
    if not cells or not into or not here.isValid():
        return None
    keys = table.model.keys[here.row() : here.row() + len(cells)]
    return Paste.of(keys, [columns[at].name for at in into], cells)


def export(table: Table, desk: Desk, target: str) -> None:
    """Writes a workbook of all filtered rows; a refusal of the disk goes where the desk tells refusals."""
    listing = table.model.listing
    if not target:
        words, kind = table.tr("Export to Excel"), table.tr("Excel workbook (*.xlsx)")
        target, _ = QFileDialog.getSaveFileName(table, words, exporting.file_name(listing.title), kind)
    if not target:
        return
    path = Path(target if target.casefold().endswith(".xlsx") else f"{target}.xlsx")
    park = desk.park.name if desk.park else ""
    places, text, keys = table.places_chosen(), table.model.shown_text, table.model.keys

    def ready(rows: list[Row | None]) -> None:
        def sums(session: Session) -> Row | None:
            with reading(session, listing) as source:
                return source.sums(text)

        desk.ask(table, sums, lambda row: write(rows, row))

    def write(rows: list[Row | None], sums: Row | None) -> None:
        def work() -> int:
            exporting.write(exporting.report_of(listing, park, rows, sums, places, text), path)
            return len(rows)

        desk.beside(table, work, lambda count: table.exported.emit(str(path), count))

    table.model.read_rows(keys, ready)
