"""The table of units as the screen uses it: by codes, on a day."""

from __future__ import annotations

from array import array
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stpdesk.db.lists import units
from stpdesk.ui.desk import Desk
from stpdesk.ui.spaces.listing import units_on
from stpdesk.ui.tables import Table
from stpdesk.ui.theme import px


class UnitTable(QWidget):
    """`picked(code)` as rows are chosen, `opened(code)` on Enter, `asked` for a first unit."""

    picked = Signal(str)
    opened = Signal(str)
    asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._day = desk, date(2000, 1, 1)
        self._asked = ""
        """a unit to be shown"""
        self._wanted: int | None = None
        """its row, once that is known"""
        self.table = Table(desk, units_on(self._day))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, px(8), 0, 0)
        inside.addWidget(self.table)
        self.table.selected.connect(self._on_selected)
        self.table.filled.connect(self._take_wanted)
        self.table.activated.connect(lambda key: self._tell(int(key), self.opened))
        self.table.asked.connect(self.asked)
        self.setFocusProxy(self.table)

    def show_day(self, day: date) -> None:
        """The units on a day; a new reading even of the same."""
        self._day = day
        self.table.refresh(listing=units_on(day))

    def choose(self, unit_id: str) -> None:
        """The row of a unit chosen elsewhere, as soon as it is there."""

        def found(key: int | None) -> None:
            if self._asked == unit_id:  # no row was chosen meanwhile
                self._wanted = key
                self._take_wanted()

        self._asked = unit_id
        self._desk.read(self, lambda db: units.key_of(db, unit_id), found, slot="chosen")

    def _take_wanted(self) -> None:
        """Selects the row that was asked for, and brings it in sight."""
        wanted = self._wanted
        if wanted is not None and wanted in self.table.model.keys:
            self.table.select([wanted])
            if not self.table.model.settled:  # rows asked for before it was there would scroll away from it
                self._wanted = wanted

    def _on_selected(self, keys: array[int]) -> None:
        """The first of the rows chosen."""
        if keys:
            self._asked, self._wanted = "", None
            self._tell(keys[0], self.picked)

    def _tell(self, key: int, teller: object) -> None:
        """The code of a row, which its model has."""
        model = self.table.model
        row = model.keys.index(key) if key in model.keys else -1
        if row >= 0:
            code = model.index(row, model.listing.at("code")).data()
            if code:
                teller.emit(str(code))  # type: ignore[attr-defined]
