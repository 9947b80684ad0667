"""A month with an arrow at each side; Ctrl+Page Up and Ctrl+Page Down turn it where a face says so."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from stpdesk.core.months import Month
from stpdesk.ui import icons
from stpdesk.ui.fields.dates import MonthField
from stpdesk.ui.sides import onward
from stpdesk.ui.theme import px


class MonthChooser(QWidget):
    """◀ Oct 2026 ▶"""

    chosen = Signal(object)
    """Month: another one, by typing, arrow or key"""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._today = date.min
        self._month: Month | None = None
        self.field = MonthField("month", name, lambda: self._today)
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

    @property
    def month(self) -> Month | None:
        """What is chosen; None before anything is."""
        return self._month

    def show_month(self, month: Month, today: date) -> None:
        """Shows a month without telling it."""
        self._today, self._month = today, month
        self.field.set_value(month)

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
            self.chosen.emit(month)


def _arrow(name: str) -> QPushButton:
    """A quiet button."""
    made = QPushButton()
    made.setProperty("look", "quiet")
    made.setAccessibleName(name)
    made.setToolTip(name)
    return made
