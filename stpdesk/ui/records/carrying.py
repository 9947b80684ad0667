"""In and out: a workbook brought in with a look at it first, the whole park or chosen sheets of it as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog

from stpdesk.core.changes import Changes
from stpdesk.core.money import group_lakh
from stpdesk.ui.park_export import export_book, export_sheets
from stpdesk.ui.part import Part
from stpdesk.ui.parts import button
from stpdesk.ui.start.places import home
from stpdesk.ui.tables import Cell, Column, Kind, Listing
from stpdesk.ui.tenants.worked_out import WorkedOut
from stpdesk.ui.workbooks import kind
from stpdesk.workbook.spec import SHEETS

if TYPE_CHECKING:
    from stpdesk.actions.session import Session
    from stpdesk.ui.window import Window


def tr(text: str) -> str:
    """Translated, in the context of carrying in and out."""
    return QCoreApplication.translate("carrying", text)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A sheet of the workbook, and how many rows of the park it would hold."""

    key: int
    sheet: str
    rows: int
    holds: str

    @property
    def sought(self) -> str:
        """What it is filtered by."""
        return f"{self.sheet} {self.holds}"


class Carrying(Part):
    """Sheets of the park; what is chosen can go out alone."""

    def _build(self) -> None:
        """Template, chosen, whole; bringing in is the main act."""
        self.act_button(button(tr("Empty workbook…"), icon="paper"), self.template, one=False)
        self.chosen_out = self.act_button(
            button(tr("Export chosen…"), icon="export", keys="Ctrl+S"), self.save_paper, one=False
        )
        self.act_button(button(tr("Export the park…"), icon="export"), self.whole, one=False)
        self.act_button(button(tr("Import…"), "primary", icon="import", keys="Ctrl+I"), self.add, one=False)

    def listing(self, there: WorkedOut) -> Listing:
        """Its columns."""
        return Listing(
            "sheets", tr("What the park holds"),
            (
                Column("sheet", tr("Sheet"), Kind.STRONG, 132, sort="key"),
                Column("rows", tr("Rows"), Kind.COUNT, 72),
                Column("holds", tr("What it holds"), Kind.MUTED, 300, sort=None, stretch=True),
            ),
            keys=there.keys, rows=there.rows, cells=cells, when="day", sort="key", empty=tr("No sheet fits."),
        )  # fmt: skip

    def work(self, session: Session) -> Sequence[SheetRow]:
        """Each sheet in the template's order."""
        from stpdesk.actions.exporting import sheet_rows

        found = sheet_rows(session)
        return [
            SheetRow(place, name, found.get(name, 0), tr(SHEETS[name].note).replace("'", "’"))
            for place, name in enumerate(SHEETS, start=1)
        ]

    def _on_selected(self) -> None:
        """As many as are chosen."""
        super()._on_selected()
        count = len(self.table.selected_keys())
        self.chosen_out.setEnabled(bool(count))
        told = (
            tr("1 sheet is chosen.")
            if count == 1
            else tr("{n} sheets are chosen.").format(n=group_lakh(count))
        )
        self.told.say(told if count > 1 else "")

    def _window(self) -> Window:
        """The window, which backs up before an import."""
        from stpdesk.ui.window import Window

        window = self.window()
        assert isinstance(window, Window)
        return window

    def open(self) -> None:
        """Enter: the chosen sheets as a workbook."""
        self.save_paper()

    def add(self) -> None:
        """A workbook, looked at first."""
        self._window().import_book()

    def whole(self) -> None:
        """All of it."""
        export_book(self._window())

    def save_paper(self, target: str = "") -> None:
        """The chosen sheets alone, which can be brought in elsewhere, or changed and brought back."""
        keys = set(self.table.selected_keys())
        names = [one.sheet for one in self.records if one.key in keys]
        if names:
            export_sheets(self._window(), names, target)

    def template(self, target: str = "") -> None:
        """The empty workbook with lists to choose from and notes."""
        if not target:
            target, _ = QFileDialog.getSaveFileName(
                self.window(), tr("Empty workbook"), str(home() / tr("STP Desk workbook.xlsx")), kind()
            )
        if target:
            path = Path(target if target.casefold().endswith(".xlsx") else f"{target}.xlsx")
            self._desk.beside(self, partial(_template, path), self._on_written)

    def _on_written(self, name: str) -> None:
        """It lies there."""
        self._desk.changed.emit(Changes((), said=tr("Written: {file}").format(file=name)))


def cells(one: SheetRow, _today: date) -> tuple[Any, ...]:
    """As the columns say it."""
    return (one.sheet, one.rows or Cell(0, "–", tone="muted"), one.holds)


def _template(path: Path) -> str:
    """On the reader's thread."""
    from stpdesk.workbook.template import write_template

    write_template(path)
    return path.name
