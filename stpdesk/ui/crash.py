"""The page for faults of the program itself: what was kept, what to do, a report to save. Never a traceback in between."""

from __future__ import annotations

import platform
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QLabel, QPlainTextEdit, QSizePolicy

from stpdesk import __version__
from stpdesk.ui.fields.buttons import link
from stpdesk.ui.parts import button, column, label, row
from stpdesk.ui.start.middle import Middle
from stpdesk.ui.theme import px

WIDTH = 560
"""Pixels at 100 %."""


def report(error: BaseException) -> str:
    """What is known of a fault, for its makers: versions and the traceback, no figures of the park."""
    head = f"STP Desk {__version__}, Python {sys.version.split()[0]}, {platform.platform()}"
    return f"{head}\n\n{''.join(traceback.format_exception(error))}"


class CrashPage(Middle):
    """Shown in place of the workspace; `back` goes on with what is on disk. `save(path, text)` writes the report."""

    back = Signal()

    def __init__(self, save: Callable[[Path, str], None]) -> None:
        super().__init__(WIDTH)
        self._save = save
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setAccessibleName(self.tr("Report of the fault"))
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._text.setFixedHeight(px(216))
        self._on = self.first = button(self.tr("Go on"), "primary")
        self._on.clicked.connect(self.back)
        keep = button(self.tr("Save report…"), icon="export")
        keep.clicked.connect(self._keep)
        self._look = link("")
        self._look.clicked.connect(lambda _=False: self._open_report(self._text.isHidden()))
        self.column.addWidget(label(self.tr("STP Desk met a fault of its own"), "title"))
        self.column.addWidget(label(self.tr("It stopped in the middle of what it was doing."), "muted"))
        self.column.addSpacing(px(12))
        self.column.addWidget(self._kept())
        self.column.addSpacing(px(12))
        again = self.tr(
            "If it happens again, save the report and send it to the people who look after STP Desk. It holds no figures of your park."
        )
        self.column.addWidget(label(again, wrap=True))
        self.column.addSpacing(px(8))
        self.column.addLayout(row(self._on, keep, 8, self._look, None))
        self.column.addSpacing(px(8))
        self.column.addWidget(self._text)
        self._open_report(False)

    def _kept(self) -> QFrame:
        """What is safe: the first thing a person asks."""
        from stpdesk.ui import icons

        card = QFrame()
        card.setProperty("look", "note")
        lines = column(spacing=8)
        lines.setContentsMargins(px(16), px(14), px(16), px(14))
        for words in (
            self.tr("Everything saved before is on disk."),
            self.tr("What you were typing is kept as a draft and offered back."),
        ):
            mark = QLabel()
            icons.put(mark, "check", "accent", 16)
            mark.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            line = row(mark, label(words, wrap=True), spacing=10)
            line.setStretch(1, 1)
            lines.addLayout(line)
        card.setLayout(lines)
        return card

    def _open_report(self, wanted: bool) -> None:
        """The report as it would be saved: only for who asks, for it is written for the makers."""
        self._text.setVisible(wanted)
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
