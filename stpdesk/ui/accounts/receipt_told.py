"""What panels of receipts, advances and deposits are put together from: a head, pairs, sums under a heading."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from stpdesk.ui import wording
from stpdesk.ui.fields.buttons import link
from stpdesk.ui.parts import Scrolled, button, clear, column, label, row, rule
from stpdesk.ui.sides import leading, trailing
from stpdesk.ui.theme import px

WIDTH, LEAST = 312, 560
"""Pixels at 100 % of the panel, and what the list beside it needs."""


class Telling(QFrame):
    """A panel beside a list: what is told scrolls, its acts stay below."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self.setFixedWidth(px(WIDTH))
        self.setAccessibleName(name)
        self.inside = QVBoxLayout()
        self.inside.setContentsMargins(px(24), px(8), px(24), px(16))
        self.inside.setSpacing(px(4))
        told = QWidget()
        told.setLayout(self.inside)
        self.acts = QFrame()
        whole = column(Scrolled(told), self.acts, spacing=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def put_acts(self, *lines: Sequence[QPushButton]) -> None:
        """Buttons below, side by side in lines."""
        inside = column()
        for buttons in lines:
            made = row(*buttons)
            for place, one in enumerate(buttons):
                one.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
                made.setStretch(place, 1)
            inside.addLayout(made)
        inside.setContentsMargins(px(24), px(12), px(24), px(16))
        self.acts.setLayout(column(rule(), inside, spacing=0))

    def act(self, text: str, act: Callable[[], object], look: str = "", keys: str = "") -> QPushButton:
        """One of them."""
        made = button(text, look, keys=keys)
        made.clicked.connect(lambda *_: act())
        return made

    def say(self, text: str) -> None:
        """A sentence in place of everything."""
        clear(self.inside)
        self.acts.hide()
        self.inside.addWidget(label(text, "muted", wrap=True))
        self.inside.addStretch(1)

    def begin(self, title: str) -> None:
        """Something is told from here on."""
        clear(self.inside)
        self.acts.show()
        name = label(title, "section", wrap=True)
        name.setAlignment(leading(Qt.AlignmentFlag.AlignTop))
        self.inside.addWidget(name)

    def end(self) -> None:
        """That is all."""
        self.inside.addStretch(1)

    def heading(self, text: str) -> None:
        """A section."""
        self.inside.addSpacing(px(8))
        self.inside.addWidget(rule())
        self.inside.addSpacing(px(2))
        self.inside.addWidget(label(text, "strong"))

    def words(self, text: str, look: str = "caption") -> None:
        """A sentence."""
        self.inside.addWidget(label(wording.sentence(text), look, wrap=True))

    def grid(self) -> QGridLayout:
        """Names at the left, what they say at the right."""
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(4))
        grid.setColumnStretch(0, 1)
        self.inside.addLayout(grid)
        return grid

    def pairs(self, told: Sequence[tuple[str, str]]) -> None:
        """Muted names, plain words."""
        grid = self.grid()
        grid.setColumnStretch(0, 0)
        grid.setColumnStretch(1, 1)
        for name, text in told:
            put(grid, label(name, "muted"), text, wrap=True)


def put(grid: QGridLayout, name: QWidget, text: str, look: str = "", *, wrap: bool = False) -> None:
    """A name and what stands at its right."""
    at = grid.rowCount()
    value = label(text, look, wrap=wrap)
    links = isinstance(name, QPushButton)  # its words stand in the middle of its height
    value.setAlignment(trailing(Qt.AlignmentFlag.AlignVCenter if links else Qt.AlignmentFlag.AlignTop))
    grid.addWidget(name, at, 0, leading() if links else Qt.AlignmentFlag(0))
    grid.addWidget(value, at, 1)


def across(grid: QGridLayout, widget: QWidget) -> None:
    """Something over the whole width."""
    grid.addWidget(widget, grid.rowCount(), 0, 1, 2)


def below(grid: QGridLayout, text: str) -> None:
    """Muted words under a line."""
    across(grid, label(text, "caption", wrap=True))


def going(text: str, act: Callable[[], object]) -> QPushButton:
    """Something that can be gone to."""
    made = link(text)
    made.setProperty("edge", "left")
    made.clicked.connect(lambda *_: act())
    return made
