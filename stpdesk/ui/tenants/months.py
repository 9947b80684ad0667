"""A month with an arrow at each side; Ctrl+Page Up and Ctrl+Page Down turn it where a face says so; a lock where it is closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from stpdesk.core.changes import Changes
from stpdesk.core.months import Month
from stpdesk.db import closings
from stpdesk.ui import icons, wording
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.dates import MonthField
from stpdesk.ui.sides import onward
from stpdesk.ui.theme import px

WIDTH = 108
"""Of the field: as little as a month takes, because large text leaves a head no more."""


class MonthChooser(QWidget):
    """◀ Oct 2026 ▶"""

    chosen = Signal(object)
    """Month: another one, by typing, arrow or key"""

    def __init__(self, name: str, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._closed: frozenset[Month] = frozenset()
        self._stale = True
        self._today = date.min
        self._month: Month | None = None
        self.field = MonthField("month", name, lambda: self._today, width=WIDTH)
        self.before, self.after = _arrow(self.tr("The month before")), _arrow(self.tr("The month after"))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(4))
        for part in (self.before, self.field, self.after):
            line.addWidget(part)
        self.before.clicked.connect(lambda: self.step(-1))
        self.after.clicked.connect(lambda: self.step(1))
        self.field.left.connect(self._typed)
        self.field.control().returnPressed.connect(self._typed)  # type: ignore[attr-defined]
        icons.put(self.before, onward("left"), size=16)
        icons.put(self.after, onward("right"), size=16)
        self.lock = QLabel()
        icons.put(self.lock, "lock", "muted", 16)
        line.addWidget(self.lock)
        self.lock.hide()
        desk.changed.connect(self._on_changed)
        desk.opened.connect(lambda _park: self._soon())

    @property
    def month(self) -> Month | None:
        """What is chosen; None before anything is."""
        return self._month

    def show_month(self, month: Month, today: date) -> None:
        """Shows a month without telling it."""
        self._today, self._month = today, month
        self.field.set_value(month)
        self._tell_lock()

    @property
    def today(self) -> date:
        """The day it was told."""
        return self._today

    def step(self, months: int) -> None:
        """So many months on."""
        if self._month is not None:
            self._take(self._month + months)

    def _typed(self) -> None:
        """A month was typed."""
        self.field.settle()
        month = self.field.value()
        if isinstance(month, Month):
            self._take(month)

    def _take(self, month: Month) -> None:
        """Another month."""
        self.field.set_value(month)
        if month != self._month:
            self._month = month
            self._tell_lock()
            self.chosen.emit(month)

    # closed months ------------------------------------------------------------------------------------------------------

    def is_closed(self) -> bool:
        """Whether the month that is shown is closed, as far as it was read."""
        return self._month in self._closed

    def _tell_lock(self) -> None:
        """A lock, and what it means."""
        closed = self.is_closed()
        words = ""
        if closed and self._month is not None:
            name = f"{wording.month_name(self._month.number)} {self._month.year}"
            words = self.tr("{month} is closed: nothing dated in it changes until it is reopened.").format(
                month=name
            )
        self.lock.setVisible(closed)
        self.lock.setToolTip(words)
        self.lock.setAccessibleName(words)
        self.field.control().setAccessibleDescription(words)

    def _on_changed(self, changes: Changes) -> None:
        """A month was closed or reopened."""
        if changes.touch("closings"):
            self._soon()

    def _soon(self) -> None:
        """Which months are closed, read now or when it is seen."""
        self._stale = True
        if self.isVisible() and self._desk.park is not None:
            self._stale = False
            self._desk.read(self, closings.closed, self._on_closed, slot="closed")

    def _on_closed(self, found: Sequence[Month]) -> None:
        """They are known."""
        self._closed = frozenset(found)
        self._tell_lock()

    def showEvent(self, event: QShowEvent) -> None:
        """Reads what changed while it was hidden."""
        super().showEvent(event)
        if self._stale:
            self._soon()


def _arrow(name: str) -> QPushButton:
    """A quiet button."""
    made = QPushButton()
    made.setProperty("look", "quiet")
    made.setAccessibleName(name)
    made.setToolTip(name)
    return made
