"""The faces of the tenants' screen: each has a bar for the header and a body; one is seen at a time."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from stpdesk.core.changes import Changes
from stpdesk.core.money import group_lakh
from stpdesk.ui.desk import Desk
from stpdesk.ui.tables import Table
from stpdesk.ui.tables.bar import Bar
from stpdesk.ui.tenants.words import tr
from stpdesk.ui.theme import px


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
