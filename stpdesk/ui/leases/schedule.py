"""The schedule beside the form: a row a month, a thin marker where something changes, the sums below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from stpdesk.ui.leases.schedule_lines import FIGURES, Line, Sum
from stpdesk.ui.leases.schedule_view import ScheduleView, Sums
from stpdesk.ui.parts import column as stack
from stpdesk.ui.parts import label, row
from stpdesk.ui.theme import px

SIDE, INSET = 17, 7
"""Pixels at 100 % beside the months, and inside their cells: words begin and end where the screen's do."""


class Schedule(QWidget):
    """Title, months, sums; a sentence where there is nothing to show yet."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Schedule of the lease"))
        self.title = label(self.tr("Schedule"), "section")
        self.about = label(self.tr("Rs, changes as you type"), "caption")
        self.view = ScheduleView()
        self.view.setAccessibleName(self.tr("Schedule of the lease, a row a month"))
        self.view.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._sums = Sums(self.view)
        self._nothing = QLabel()
        self._nothing.setProperty("look", "muted")
        self._nothing.setWordWrap(True)
        self._nothing.setContentsMargins(px(INSET), 0, px(SIDE + INSET), 0)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(SIDE), px(14), 0, px(8))
        heading = row(self.title, None, self.about)
        heading.setContentsMargins(px(INSET), 0, px(SIDE + INSET), 0)
        column.addLayout(heading)
        self.notice = label("", "", wrap=True)
        self.notice.setContentsMargins(px(INSET), 0, px(SIDE + INSET), 0)
        self.notice.hide()
        column.addWidget(self.notice)
        column.addWidget(self._nothing, 1)
        self._months = row(self.view)
        column.setSpacing(px(6))
        below = row(self._sums)
        below.setContentsMargins(0, 0, px(SIDE), 0)
        table = stack(self._months, below, spacing=0)  # the line above the sums cuts the months off
        table.setStretch(0, 1)
        column.addLayout(table, 1)
        self._make_way(0, 0)
        self.view.verticalScrollBar().rangeChanged.connect(self._make_way)
        self.say("")

    def _make_way(self, _least: int, most: int) -> None:
        """The scroll bar stands in the margin, so that figures and sums stand in one line."""
        bar = self.view.verticalScrollBar().sizeHint().width() if most else 0
        self._months.setContentsMargins(0, 0, max(px(SIDE) - bar, 0), 0)

    def say(self, sentence: str) -> None:
        """Why there is no schedule."""
        self._nothing.setText(sentence)
        self._nothing.show()
        for part in (self.view, self._sums, self.about):
            part.hide()

    def put(self, lines: Sequence[Line], sums: Sequence[Sum], heads: Sequence[str]) -> None:
        """Months and markers; the last of the sums is the widest."""
        widest = tuple(max((one.figures[at] for one in sums), key=abs) for at in range(FIGURES))
        self._nothing.hide()
        for part in (self.view, self._sums, self.about):
            part.show()
        self.view.put(lines, heads, widest, [one.name for one in sums])
        self._sums.put(sums)

    def warn(self, sentences: Sequence[str]) -> None:
        """What may be saved but should be looked at."""
        self.notice.setText(" ".join(dict.fromkeys(sentences)))
        self.notice.setVisible(bool(sentences))

    def turn(self, way: int) -> None:
        """A page further or back: for the keyboard, while it stays in the form."""
        bar = self.view.verticalScrollBar()
        bar.setValue(bar.value() + way * bar.pageStep())
