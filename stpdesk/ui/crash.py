"""The page for faults of the program itself: what was kept, what to do, a report to save. Never a traceback in between."""

from __future__ import annotations

import platform
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from stpdesk import __version__
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
        title = QLabel(self.tr("STP Desk met a fault of its own"))
        title.setProperty("look", "title")
        words = QLabel(
            self.tr(
                "Everything saved before is on disk, and what you were typing is kept as a draft. Go on where you were; "
                "if it happens again, save the report and send it to the people who look after STP Desk. "
                "It holds no figures of your park."
            )
        )
        words.setWordWrap(True)
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setAccessibleName(self.tr("Report of the fault"))
        row = QHBoxLayout()
        on = QPushButton(self.tr("Go on"))
        on.setProperty("look", "primary")
        on.clicked.connect(self.back)
        keep = QPushButton(self.tr("Save report…"))
        keep.clicked.connect(self._keep)
        row.addWidget(on)
        row.addWidget(keep)
        row.addStretch(1)
        for part in (title, words, self._text):
            column.addWidget(part)
        column.addLayout(row)
        self._on = on

    def show_fault(self, error: BaseException) -> None:
        """Tells one fault."""
        self._text.setPlainText(report(error))
        self._on.setFocus()

    def _keep(self) -> None:
        """Asks where, and saves."""
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Save the report"), "stpdesk-report.txt")
        if name:
            self._save(Path(name), self._text.toPlainText())
