"""A floor on its way to the printer or into a file, as it is shown."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from stpdesk.core.changes import Changes
from stpdesk.ui import wording
from stpdesk.ui.desk import Desk
from stpdesk.ui.spaces import paper
from stpdesk.ui.spaces.paper import Sheet
from stpdesk.ui.spaces.telling import tr

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    from stpdesk.ui.spaces.screen import Spaces


class OnPaper(QObject):
    """What the screen shows, as a sheet; asks for the printer or the file."""

    def __init__(self, screen: Spaces, desk: Desk) -> None:
        super().__init__(screen)
        self._screen, self._desk = screen, desk
        self.print_dialog: QPrintDialog | None = None
        self._printer: QPrinter | None = None

    def sheet(self) -> Sheet | None:
        """What would be printed now."""
        screen = self._screen
        book, facts = screen.days.book, screen.days.facts
        if book is None or facts is None:
            return None
        placed, made_up = screen.boxes()
        building, floor = screen.tabs.current or ("", "")
        where = ", ".join(part for part in (floor, building) if part) or tr("All units")
        title = tr("%s, %s") % (self._desk.park.name if self._desk.park else "", where)
        share = wording.percent(facts.floors.get((building, floor)), 1)
        about = tr("%s: %s of the floor’s lettable area is let.") % (wording.day(facts.day), share)
        picture = book.pictures.get((building, floor))
        return Sheet(
            title, about, {**placed, **made_up}, screen.faces(), frozenset(placed), screen.image(),
            picture.box if picture else None,
        )  # fmt: skip

    def print_plan(self) -> None:
        """On paper, as the person sets it up."""
        sheet = self.sheet()
        if sheet is None:
            return
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)  # held: Qt's dialog does not
        self._printer.setDocName(sheet.title)
        paper.landscape(self._printer)
        self.print_dialog = QPrintDialog(self._printer, self._screen.window())
        self.print_dialog.setWindowTitle(tr("Print this floor"))
        self.print_dialog.accepted.connect(lambda: paper.on_printer(sheet, self._printer))
        self.print_dialog.setModal(True)
        self.print_dialog.show()

    def save_plan(self, target: str = "") -> None:
        """As PDF or PNG, by the name's end; the file is asked for if not given."""
        sheet = self.sheet()
        if sheet is None:
            return
        if not target:
            from PySide6.QtWidgets import QFileDialog

            name = "-".join(part for part in reversed(self._screen.tabs.current or ("",)) if part) or tr(
                "plan"
            )
            target, _ = QFileDialog.getSaveFileName(
                self._screen.window(), tr("Save this floor"), f"{name} {sheet_day(self._screen)}.pdf",
                tr("PDF (*.pdf);;Picture (*.png)"),
            )  # fmt: skip
        if not target:
            return
        path = Path(target)
        if path.suffix.lower() not in {".pdf", ".png"}:
            path = path.with_name(f"{path.name}.pdf")
        content = paper.png(sheet) if path.suffix.lower() == ".png" else paper.pdf(sheet)
        self._desk.beside(self, partial(_write, path, content), self._written)

    def _written(self, path: Path) -> None:
        """The file is there."""
        self._desk.changed.emit(Changes((), said=tr("Saved as %s.") % path.name))


def sheet_day(screen: Spaces) -> str:
    """The shown day as part of a file's name."""
    return screen.days.day.isoformat() if screen.days.day else ""


def _write(path: Path, content: bytes) -> Path:
    """Writes a file, off the window's thread; a full or missing disk is told."""
    from stpdesk.db.durable import write_file
    from stpdesk.db.folder import refusing_disk

    with refusing_disk(path):
        write_file(path, content)
    return path
