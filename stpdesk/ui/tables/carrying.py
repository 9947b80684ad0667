"""Rows on their way out of a table and into it: the clipboard and the workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from stpdesk.core.errors import Refused
from stpdesk.ui.desk import Desk
from stpdesk.ui.progress import Task
from stpdesk.ui.start.places import home
from stpdesk.ui.tables import exporting, tsv
from stpdesk.ui.tables.columns import Listing, Row
from stpdesk.ui.tables.edits import Place
from stpdesk.ui.tables.formats import raw
from stpdesk.ui.tables.loading import reading
from stpdesk.ui.tables.pasting import Paste

if TYPE_CHECKING:
    from array import array

    from stpdesk.actions.session import Session
    from stpdesk.ui.tables.table import Table


PART = 4096
"""Rows copied that are read at once."""


def copy(table: Table, desk: Desk) -> None:
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
        _read(table, desk, keys, ready)


def _read(table: Table, desk: Desk, keys: array[int], done: Callable[[list[Row | None]], None]) -> None:
    """Rows of any keys, in parts that let other reads of the same thread pass between them."""
    listing, rows = table.model.listing, list[Row | None]()

    def work(session: Session) -> list[Row | None]:
        with reading(session, listing) as source:
            return source.rows(keys[len(rows) : len(rows) + PART])

    def more(part: list[Row | None]) -> None:
        rows.extend(part)
        if len(rows) < len(keys):
            desk.ask(table, work, more)
        else:
            done(rows)

    desk.ask(table, work, more)


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
    titles = [columns[at].title.casefold() for at in into]
    if table.BY_CELL and [text.casefold() for text in cells[0]] == titles[: len(cells[0])]:
        cells = cells[1:]  # copied with its headings
        if not cells:
            return None
    keys = table.model.keys[here.row() : here.row() + len(cells)]
    return Paste.of(keys, [columns[at].name for at in into], cells)


def export(table: Table, desk: Desk, target: str) -> None:
    """Writes a workbook of all filtered rows beside everything else; a refusal goes where the desk tells refusals."""
    listing = table.model.listing
    if not target:
        words, kind = table.tr("Export to Excel"), table.tr("Excel workbook (*.xlsx)")
        target, _ = QFileDialog.getSaveFileName(
            table, words, str(home() / exporting.file_name(listing.title)), kind
        )
    if not target:
        return
    path = Path(target if target.casefold().endswith(".xlsx") else f"{target}.xlsx")
    park = desk.park.name if desk.park else ""
    wanted = exporting.Wanted(listing, table.model.asked_shown, table.places_chosen(), park, path)
    task = Task(table)
    table.working.begin(table.tr("Writing {file}…").format(file=path.name), task)

    def done(count: int) -> None:
        table.working.end()
        table.exported.emit(str(path), count)

    def refused(refusal: Refused) -> None:
        table.working.end()
        desk.refused.emit(refusal)

    desk.aside(table, lambda session: exporting.export(session, wanted, task), done, refused=refused)
