"""A page with one column in its middle, that scrolls where the window is small."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from stpdesk.ui import early
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent


class Middle(QFrame):
    """`column` is filled by whoever makes it; `width` at 100 %. The keyboard begins at `first`."""

    def __init__(self, width: float) -> None:
        super().__init__()
        self.first: QWidget | None = None
        self.setProperty("look", "page")
        self.column = QVBoxLayout()
        self.column.setContentsMargins(px(8), px(24), px(8), px(24))
        self.column.setSpacing(px(8))
        middle = QWidget()
        middle.setFixedWidth(px(width) + 2 * px(8))
        middle.setLayout(self.column)
        inner = QWidget()
        sides = QHBoxLayout(inner)
        sides.setContentsMargins(0, 0, 0, 0)
        around = QVBoxLayout()
        around.addStretch(2)
        around.addWidget(middle)
        around.addStretch(3)
        sides.addStretch(1)
        sides.addLayout(around)
        sides.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        early.no_focus(area)
        area.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def showEvent(self, event: QShowEvent) -> None:
        """The stack of pages gives the keyboard to whatever comes first in it; this page knows better."""
        super().showEvent(event)
        if self.first is not None and not event.spontaneous():
            QTimer.singleShot(0, self.first, self.first.setFocus)
