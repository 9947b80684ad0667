"""What every screen is: built, connected, refreshed from what changed (house.md: the same four parts)."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from stpdesk.core.changes import Changes
from stpdesk.ui.commands import Command
from stpdesk.ui.desk import Desk
from stpdesk.ui.theme import px

MARGIN, HEADER, GAP = 24, 64, 16


class Screen(QWidget):
    """A page of the workspace: header with title and acts, body below. Subclasses fill `header` and `body`.

    `NOUNS`: the changes that make it read again. `go` asks the window for another screen: (screen, thing or "").
    """

    NAME: ClassVar[str] = ""
    NOUNS: ClassVar[frozenset[str]] = frozenset()
    TELLS: ClassVar[bool] = False
    """it reads how power, links and backup stand anyway, and says so with `stood`: the status bar need not read it too"""
    go = Signal(str, str)
    stood = Signal(object)
    """something with `now`, `backup` and `feeds`"""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._stale = True
        self.setProperty("look", "page")
        self.setObjectName(self.NAME)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        top = QWidget()
        top.setFixedHeight(px(HEADER))
        self.header = QHBoxLayout(top)
        self.header.setContentsMargins(px(MARGIN), 0, px(MARGIN), 0)
        self.header.setSpacing(px(12))
        outer.addWidget(top)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(px(MARGIN), 0, px(MARGIN), px(MARGIN))
        self.body.setSpacing(px(GAP))
        outer.addLayout(self.body, 1)
        self._build()
        self._connect()
        desk.changed.connect(self._on_changed)
        desk.opened.connect(self._on_opened)

    # what a subclass writes

    def _build(self) -> None:
        """Makes the widgets."""

    def _connect(self) -> None:
        """Connects their signals."""

    def refresh(self) -> None:
        """Reads again and shows."""

    def show_thing(self, thing: str) -> None:
        """Brings one thing (a tenant's code, a unit …) to the fore."""

    def at_hand(self) -> str:
        """The thing that brings back what is shown, a form that is open above all; "" for the screen as it begins."""
        return ""

    def commands(self) -> list[Command]:
        """The screen's own commands."""
        return []

    def help_text(self) -> str:
        """What F1 says here."""
        return ""

    # what all share

    def title(self, text: str) -> QLabel:
        """The screen's title, first in the header."""
        label = QLabel(text)
        label.setProperty("look", "title")
        label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.header.insertWidget(0, label)
        return label

    def _on_changed(self, changes: Changes) -> None:
        """Reads again if it shows what changed: at once while it is seen, else when it is seen next."""
        if not self.NOUNS or changes.touch(*self.NOUNS):
            self._soon()

    def _on_opened(self, _park: object) -> None:
        """Another park: nothing shown is true any more."""
        self._soon()

    def _soon(self) -> None:
        """Now if it is seen, else on being shown."""
        if self.isVisible():
            self._stale = False
            self.refresh()
        else:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        """Reads what became stale while it was hidden."""
        super().showEvent(event)
        if self._stale and self._desk.park is not None:
            self._stale = False
            self.refresh()
