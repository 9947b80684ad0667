"""Papers on their way to a disk: the pages shown, the workbook, or many into a folder."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from stpdesk.apart.papers import Wanted, write_many
from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.core.months import Month
from stpdesk.reports.asked import Asked
from stpdesk.reports.batches import INVOICES, SET, STATEMENT
from stpdesk.ui import wording
from stpdesk.ui.apart import apart_of
from stpdesk.ui.desk import Desk
from stpdesk.ui.park_export import Writing
from stpdesk.ui.reports import making
from stpdesk.ui.reports.making import Made
from stpdesk.ui.start.places import home

if TYPE_CHECKING:
    from stpdesk.actions.session import Session


class Saving(QObject):
    """Asks where to, writes off the window's thread, and says where it lies."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        self._desk, self._parent = desk, parent

    def save_pdf(self, made: Made, target: str = "") -> None:
        """The very bytes that are shown, where the person says."""
        path = self._target(made, target, "pdf", self.tr("PDF (*.pdf)"))
        if path is not None:
            self._desk.beside(self, partial(making.save_pdf, made, path), self._on_saved)

    def save_excel(self, made: Made, target: str = "") -> None:
        """The same figures as a workbook."""
        path = self._target(made, target, "xlsx", self.tr("Excel workbook (*.xlsx)"))
        if path is not None:
            self._desk.aside(self, partial(_excel, wanted=made.wanted, target=path), self._on_saved)

    def _target(self, made: Made, target: str, end: str, kind: str) -> Path | None:
        """Where to; None where the person turned back."""
        if not target:
            name = f"{made.stem}.{end}"
            target, _ = QFileDialog.getSaveFileName(
                self._parent.window(), self.tr("Save the paper"), str(home() / name), kind
            )
        if not target:
            return None
        return Path(target if target.casefold().endswith(f".{end}") else f"{target}.{end}")

    def _on_saved(self, name: str) -> None:
        """It lies there."""
        self._desk.changed.emit(Changes((), said=self.tr("Saved as {name}.").format(name=name)))

    def write(self, which: str, asked: Asked, place: str = "") -> None:
        """A month's set, invoices or statements, or reminders, in a process of its own, with progress and Stop."""
        if not place:
            place = QFileDialog.getExistingDirectory(
                self._parent.window(), self.tr("Where the papers shall lie"), str(home())
            )
        if not place:
            return
        writing = Writing(self._parent.window(), self._name(which, asked.month), self.tr("Write the papers"))

        def done(written: tuple[Path, int]) -> None:
            writing.end()
            folder, count = written
            words = self.tr("{count} papers lie in {folder}.").format(count=count, folder=folder)
            self._desk.changed.emit(Changes((), said=words))

        def refused(refusal: Refused) -> None:
            writing.end()
            self._desk.refused.emit(refusal)

        work = partial(write_many, which=which, asked=asked, place=Path(place))
        apart_of(self._desk).make(self, work, done, task=writing.task, refused=refused, place=Path(place))

    def _name(self, which: str, month: Month | None) -> str:
        """What is being written."""
        if month is None:
            return self.tr("the reminders")
        words = {
            SET: self.tr("the papers of {month}"), INVOICES: self.tr("the invoices of {month}"),
            STATEMENT: self.tr("the statements of {month}"),
        }[which]  # fmt: skip
        return words.format(month=month_told(month))


def month_told(month: Month) -> str:
    """`October 2026`."""
    return f"{wording.month_name(month.number)} {month.year}"


def _excel(session: Session, *, wanted: Wanted, target: Path) -> str:
    """On a thread of its own."""
    return making.save_excel(session, wanted, target)
