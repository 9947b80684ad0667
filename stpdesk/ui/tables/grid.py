"""A table that is typed into: cells edited in place, marked until they are saved, and never lost to a refresh."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from stpdesk.core.errors import Refused
from stpdesk.ui import wording
from stpdesk.ui.desk import Desk
from stpdesk.ui.fault_line import FaultLine
from stpdesk.ui.tables.columns import Layouts, Listing
from stpdesk.ui.tables.edits import Place
from stpdesk.ui.tables.loading import found
from stpdesk.ui.tables.pasting import Paste
from stpdesk.ui.tables.table import Table
from stpdesk.ui.tables.walking import begin
from stpdesk.ui.theme import px


class Grid(Table):
    """Enter goes down, Tab to the next cell that can be edited; columns pasted from Excel are typed like by hand.

    `edited` tells each text; the screen saves what `unsaved` holds, calls `mark_saved` for what is on disk and
    `mark_wrong` for what is refused. Texts stay as typed until then.
    """

    BY_CELL = True

    def __init__(
        self,
        desk: Desk,
        listing: Listing,
        layouts: Layouts | None = None,
        *,
        finder_in: QHBoxLayout | None = None,
    ) -> None:
        super().__init__(desk, listing, layouts, finder_in=finder_in)
        self.fault = FaultLine()
        self.fault.line.setContentsMargins(px(24), px(8), px(24), px(8))
        self.shut = ""
        """why nothing can be typed into it now, in a sentence"""
        self.blank_keeps = False
        """whether a blank that is pasted leaves what a cell holds"""
        self.column.addWidget(self.fault)
        self.view.selectionModel().currentChanged.connect(self._tell_fault)
        self.view.clearing.connect(self._clear_cells)
        self.model.typed.connect(self._tell_fault)
        self.view.typing.connect(self._on_typing)

    def _on_typing(self, key: int, column: str, _text: str) -> None:
        """What was wrong with a cell is not said of what is being typed over it."""
        if (key, column) in self.model.edits.faults:
            self.fault.hide()

    def unsaved(self) -> dict[Place, str]:
        """What was typed and is not on disk yet: text by key and column."""
        return dict(self.model.edits.texts)

    def mark_saved(self, places: Iterable[Place]) -> None:
        """These are on disk; call `refresh` to read them."""
        self.model.edits.saved(list(places))
        self._show_marks()

    def mark_wrong(self, faults: Mapping[Place, str]) -> None:
        """Outlines these cells in red, with a sentence each, instead of those before."""
        self.model.edits.wrong(dict(faults))
        self._show_marks()

    def discard(self) -> None:
        """Forgets all that was typed and not saved."""
        self.model.edits.saved(list(self.unsaved()))
        self.mark_wrong({})

    def go_to_wrong(self) -> bool:
        """Puts the cursor on the first wrong cell that is shown; whether there is one."""
        places = self._wrong_places()
        if places:
            self.view.setCurrentIndex(self.model.index(*places[0]))
            self.view.setFocus()
        return bool(places)

    def _wrong_places(self) -> list[tuple[int, int]]:
        """Row and column of the wrong cells shown, from the top."""
        faults = self.model.edits.faults
        rows = found(self.model.keys, {key for key, _ in faults}) if faults else {}
        listing = self.model.listing
        return sorted((rows[key], listing.at(column)) for key, column in faults if key in rows)

    def _on_letter(self, letter: str) -> None:
        """A letter filters; a figure that no cell takes was none for the filter: it is said why none does."""
        if self.shut and letter.isdecimal():
            self.say_shut()
        elif self.model.count:
            super()._on_letter(letter)

    def _on_passed(self, _event: QKeyEvent) -> None:
        """Arrows and Enter typed into the filter lead to the cells: what is typed next is for them."""
        self.view.setFocus()
        if self.model.keys and not self.view.currentIndex().isValid():
            begin(self.view)

    def say_shut(self) -> None:
        """Why nothing can be typed, to whoever tried."""
        self._desk.refused.emit(Refused(self.shut))

    def paste(self) -> None:
        """Types what the clipboard holds into the cells from the current one on; one text fills all selected cells."""
        if self.shut:
            self.say_shut()
            return
        paste = self._onto_selected() or self.taken()
        if paste is not None:
            self._put(paste)
            self.pasted.emit(paste)

    def _onto_selected(self) -> Paste | None:
        """One copied text for several selected cells."""
        cells = self._selected_cells()
        paste = self.taken()
        if paste is None or len(cells) < 2 or len(paste.texts) != 1 or len(paste.texts[0]) != 1 or paste.lost:
            return None
        columns = {index.column() for index in cells}
        if len(columns) != 1:
            return None
        keys = tuple(self.model.keys[index.row()] for index in cells)
        return Paste(keys, (self.model.column(cells[0]).name,), (paste.texts[0],) * len(keys))

    def _selected_cells(self) -> list[QModelIndex]:
        """Selected cells that can be edited, from the top."""
        cells = self.view.selectionModel().selectedIndexes()
        return sorted(
            (index for index in cells if self.model.column(index).editable),
            key=lambda index: (index.row(), index.column()),
        )

    def _put(self, paste: Paste) -> None:
        """Types a paste."""
        model = self.model
        rows = found(model.keys, paste.keys)
        for key, column, text in paste.cells():
            if key in rows and (text or not self.blank_keeps):
                where = model.index(rows[key], model.listing.at(column))
                model.setData(where, text, Qt.ItemDataRole.EditRole)
        self._tell_fault()

    def _clear_cells(self) -> None:
        """Delete empties the selected cells."""
        for index in self._selected_cells():
            self.model.setData(index, "", Qt.ItemDataRole.EditRole)

    def _show_marks(self) -> None:
        self.model.repaint()
        self._tell_fault()

    def _tell_fault(self, *_: object) -> None:
        """The sentence of the current cell, or of the first wrong one."""
        faults, here = self.model.edits.faults, self.view.currentIndex()
        sentence = faults.get(self.model.place(here), "") if faults and here.isValid() else ""
        if not sentence and faults:
            sentence = next(iter(faults.values()))
        self.fault.say(wording.sentence(sentence))
