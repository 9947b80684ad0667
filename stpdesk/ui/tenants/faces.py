"""The faces of the tenants' screen: each has a bar for the header and a body; one is seen at a time."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from stpdesk.core.changes import Changes
from stpdesk.core.money import group_lakh
from stpdesk.ui.desk import Desk
from stpdesk.ui.tables import Table
from stpdesk.ui.tenants.words import tr
from stpdesk.ui.theme import px

FILTER, FILTER_LEAST = 304, 128
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


class Stack(QStackedWidget):
    """A stack that is as small as what it shows."""

    def sizeHint(self) -> QSize:
        """Of what is seen."""
        return self.currentWidget().sizeHint() if self.count() else QSize()

    def minimumSizeHint(self) -> QSize:
        """Of what is seen; the width gives way."""
        return QSize(0, self.currentWidget().minimumSizeHint().height()) if self.count() else QSize()


class Face(QWidget):
    """A body without margins and the bar that stands in the header while it is seen."""

    OF_ALL: ClassVar[bool] = False
    """whether it shows all tenants: title and views stand before its bar"""

    def __init__(self) -> None:
        super().__init__()
        self.bar = Bar()
        self.line = QHBoxLayout(self.bar)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(px(12))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)

    def refresh(self) -> None:
        """Reads again and shows."""

    def focus(self) -> None:
        """The keyboard goes to its first place."""


def tell_exports(desk: Desk, table: Table) -> None:
    """Says which file a table was written to."""

    def tell(path: str, count: int) -> None:
        words = tr("1 row is in {file}.") if count == 1 else tr("{n} rows are in {file}.")
        desk.changed.emit(Changes((), said=words.format(n=group_lakh(count), file=path)))

    table.exported.connect(tell)
