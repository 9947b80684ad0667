"""What is wrong, in a sentence with its icon: one line for forms, grids, pages and dialogs."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from stpdesk.ui.parts import label
from stpdesk.ui.theme import px


class FaultLine(QWidget):
    """Hidden while nothing is wrong; one that `keeps` its place is empty then, so that nothing below it moves."""

    def __init__(self, *, keeps: bool = False) -> None:
        super().__init__()
        self._keeps = keeps
        self._icon: QLabel | None = None
        self._words = label(" ", "fault", wrap=True)
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(px(6))
        self.line.addWidget(self._words, 1)
        if not keeps:
            self.hide()

    def text(self) -> str:
        """What it says; "" where it says nothing."""
        return self._words.text().strip()

    def say(self, text: str, *, wrong: bool = True) -> None:
        """What is wrong; without `wrong` it is no fault, and plain. "" is nothing."""
        mark = wrong and bool(text)
        if mark and self._icon is None:
            self._icon = self._make_icon()
        if self._icon is not None:
            self._icon.setVisible(mark)
        look = "fault" if wrong else "muted"
        if self._words.property("look") != look:
            self._words.setProperty("look", look)
            self._words.style().unpolish(self._words)
            self._words.style().polish(self._words)
        self._words.setText(text or " ")
        self.setVisible(self._keeps or bool(text))

    def _make_icon(self) -> QLabel:
        """Made when something is wrong first: a page that opens has no time for it."""
        from PySide6.QtCore import Qt

        from stpdesk.ui import icons

        made = QLabel()
        icons.put(made, "alert", "red", 14)
        made.setContentsMargins(0, px(2), 0, 0)
        self.line.insertWidget(0, made, 0, Qt.AlignmentFlag.AlignTop)
        return made
