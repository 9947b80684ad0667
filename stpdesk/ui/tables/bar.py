"""The tools above a table in one row: its filter line gives way where there is little room."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QLineEdit, QWidget

from stpdesk.ui.theme import px

FILTER, FILTER_LEAST = 304, 88
"""Pixels at 100 % of a filter line."""


class Bar(QWidget):
    """Tools in a row; its filter line is as wide as usual where there is room for all else, else narrower.

    The width is set by its own handlers, not by an event filter: that one would still be asked while it is taken down.
    """

    def __init__(self) -> None:
        super().__init__()
        self._line: QLineEdit | None = None

    def gives_way(self, line: QLineEdit) -> None:
        """That line takes what is left."""
        self._line = line
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """It is another size."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """It holds something else."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        """What all else leaves."""
        inside: QLayout | None = self.layout()
        if self._line is None or inside is None:
            return
        others = inside.sizeHint().width() - self._line.width()
        width = max(px(FILTER_LEAST), min(px(FILTER), self.width() - others))
        if width != self._line.width():
            self._line.setFixedWidth(width)
