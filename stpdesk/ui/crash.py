"""The page for faults of the program itself: what was kept, what to do, a report to save. Never a traceback in between."""

from __future__ import annotations

import platform
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QVBoxLayout, QWidget

from stpdesk import __version__
from stpdesk.ui.fields.buttons import link
from stpdesk.ui.parts import button, label, row
from stpdesk.ui.theme import px


def report(error: BaseException) -> str:
    """What is known of a fault, for its makers: versions and the traceback, no figures of the park."""
    head = f"STP Desk {__version__}, Python {sys.version.split()[0]}, {platform.platform()}"
    return f"{head}\n\n{''.join(traceback.format_exception(error))}"


class CrashPage(QWidget):
    """Shown in place of the workspace; `back` goes on with what is on disk. `save(path, text)` writes the report."""

    back = Signal()

    def __init__(self, save: Callable[[Path, str], None]) -> None:
        super().__init__()
        self._save = save
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(96), px(64), px(96), px(48))
        column.setSpacing(px(16))
        title = label(self.tr("STP Desk met a fault of its own"), "title")
        words = label(
            self.tr(
                "Everything saved before is on disk, and what you were typing is kept as a draft. Go on where you were; "
                "if it happens again, save the report and send it to the people who look after STP Desk. "
                "It holds no figures of your park."
            ),
            wrap=True,
        )
        words.setMaximumWidth(px(680))
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setAccessibleName(self.tr("Report of the fault"))
        self._on = button(self.tr("Go on"), "primary")
        self._on.clicked.connect(self.back)
        keep = button(self.tr("Save report…"))
        keep.clicked.connect(self._keep)
        self._look = link("")
        self._look.clicked.connect(lambda _=False: self._open_report(self._text.isHidden()))
        for part in (title, words):
            column.addWidget(part)
        column.addLayout(row(self._on, keep, 8, self._look, None))
        column.addWidget(self._text, 1)
        column.addStretch(0)
        self._column = column
        self._open_report(False)

    def _open_report(self, wanted: bool) -> None:
        """The report as it would be saved: only for who asks, for it is written for the makers."""
        self._text.setVisible(wanted)
        self._column.setStretch(self._column.count() - 1, 0 if wanted else 1)
        self._look.setText(self.tr("Hide the report") if wanted else self.tr("Read the report"))
        self._look.setAccessibleName(self._look.text())

    def show_fault(self, error: BaseException) -> None:
        """Tells one fault."""
        self._text.setPlainText(report(error))
        self._open_report(False)
        self._on.setFocus()

    def _keep(self) -> None:
        """Asks where, and saves."""
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Save the report"), "stpdesk-report.txt")
        if name:
            self._save(Path(name), self._text.toPlainText())
