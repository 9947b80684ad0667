"""The park as a workbook, written beside everything else: how far it is, and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from stpdesk.core.errors import Refused
from stpdesk.ui.forms.dialogs import Small
from stpdesk.ui.progress import PATIENCE, Task, Working
from stpdesk.ui.start.places import home
from stpdesk.ui.theme import px
from stpdesk.ui.workbooks import kind

if TYPE_CHECKING:
    from stpdesk.actions.session import Session
    from stpdesk.ui.window import Window

OFTEN = 256
"""So many rows are written between two looks whether anybody still wants them."""

Told = Callable[[int, int], None]


class Writing(Small):
    """A small window that says how far a workbook is; the one behind it can be worked in. It comes after a moment."""

    def __init__(self, window: QWidget, name: str, title: str = "", words: str = "") -> None:
        super().__init__(window)
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        title = title or self.tr("Export the park")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.task = Task(self)
        self.working = Working()
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(16), px(24), px(16))
        column.addWidget(self.working)
        self.setMinimumWidth(px(440))
        self.working.begin(words or self.tr("Writing {file}…").format(file=name), self.task)
        self._wait = QTimer(self, singleShot=True, interval=PATIENCE)
        self._wait.timeout.connect(self.show)
        self._wait.start()

    def reject(self) -> None:
        """Esc stops it; the window goes once the work has ended."""
        self.task.stop()

    def end(self) -> None:
        """The work has ended."""
        self._wait.stop()
        self.working.end()
        self.done(0)
        self.deleteLater()


def export_book(window: Window, target: str = "") -> None:
    """Writes the park as a workbook where the person says."""
    export_sheets(window, (), target)


def export_sheets(window: Window, sheets: Sequence[str], target: str = "") -> None:
    """Writes these sheets of the park as a workbook, the others empty; without any all of them."""
    if not target:
        park = window.desk.park
        named = f", {', '.join(sheets[:3])}" if sheets else ""
        name = f"{park.name if park else ''}{named}.xlsx"
        target, _ = QFileDialog.getSaveFileName(
            window, window.tr("Export the park"), str(home() / name), kind()
        )
    if not target:
        return
    path = Path(target if target.casefold().endswith(".xlsx") else f"{target}.xlsx")
    writing = Writing(window, path.name)

    def done(_: None) -> None:
        writing.end()
        window.toast.say(window.tr("Written: %s") % path.name)

    def refused(refusal: Refused) -> None:
        writing.end()
        window.desk.refused.emit(refusal)

    window.desk.aside(
        window, partial(_export, path=path, sheets=sheets, told=writing.task), done, refused=refused
    )


def _export(session: Session, *, path: Path, sheets: Sequence[str], told: Told) -> None:
    """On a thread of its own, from a snapshot of its own."""
    from stpdesk.actions.exporting import workbook_rows
    from stpdesk.db.folder import refusing_disk
    from stpdesk.workbook.writing import write

    values, rows = workbook_rows(session, apart=True, only=sheets)
    with refusing_disk(path.parent):
        write(path, values, _counted(rows, told))


def _counted(rows: Mapping[str, list[dict[str, Any]]], told: Told) -> dict[str, Iterable[dict[str, Any]]]:
    """The rows of every sheet, telling now and then how many of all were taken."""
    total, taken = sum(map(len, rows.values())), 0

    def each(sheet: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        nonlocal taken
        for row in sheet:
            if taken % OFTEN == 0:
                told(taken, total)
            taken += 1
            yield row

    return {name: each(sheet) for name, sheet in rows.items()}
