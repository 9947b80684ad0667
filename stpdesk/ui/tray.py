"""The icon beside the clock while a park is open: how the monitor sees power and links, the window, the monitor itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from stpdesk.ui import icons
from stpdesk.ui.marks import colour_of
from stpdesk.ui.standing import words_of
from stpdesk.ui.theme import tokens
from stpdesk.ui.watching import watching_of

if TYPE_CHECKING:
    from stpdesk.app import Program
    from stpdesk.ui.noticing import Message
    from stpdesk.ui.standing import Standing, StandingFacts
    from stpdesk.ui.today.facts import TodayFacts
    from stpdesk.ui.today.feeds import Feed

STATES = ("bad", "unknown")
"""Tones the icon wears, the worst first; else it is calm."""

STAYS = 10_000
"""Milliseconds a message stays, as far as the desktop follows."""


def has_tray() -> bool:
    """Whether this desktop shows such icons."""
    return QSystemTrayIcon.isSystemTrayAvailable()


class Tray(QObject):
    """Follows one program: its window may be made anew, its park another."""

    def __init__(self, program: Program) -> None:
        super().__init__(program.desk)
        self._program = program
        self._icon = QSystemTrayIcon(self)
        self.watching = watching_of(program.desk)
        self.watching.turned.connect(lambda: self._tell(self.watching.runs))
        self.watching.said.connect(self.tell)
        self._menu = QMenu()
        self._menu.addAction(self.tr("Open STP Desk"), program.to_the_fore)
        self._start = self._menu.addAction(self.tr("Start watching power and links"), self.watching.start)
        self._stop = self._menu.addAction(self.tr("Stop watching"), self.watching.stop)
        self._menu.addSeparator()
        self._menu.addAction(self.tr("Quit STP Desk"), self._close)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._on_clicked)
        self._facts: StandingFacts | None = None

    def follow(self) -> None:
        """Shows how things stand in the window's park."""
        facts = self._program.window.facts
        if facts is not self._facts:
            self._facts = facts
            facts.stands.connect(self.show)
        self._paint([], 0)
        self._tell(self.watching.runs)
        self._icon.show()
        if facts.last is not None:
            self.show(facts.last)

    def hide(self) -> None:
        """The program ends: the icon goes."""
        self._icon.hide()

    def show(self, told: Standing | TodayFacts) -> None:
        """The worst state as a colour, all of them as words."""
        feeds = [feed for feed in told.feeds if feed.kind in {"power", "link"}]
        self._paint(feeds, told.now)
        self._tell(self.watching.runs or any(feed.watched for feed in feeds))

    def _paint(self, feeds: list[Feed], now: int) -> None:
        """The icon and its words."""
        tone = next((tone for tone in STATES if any(feed.tone == tone for feed in feeds)), "good")
        self._icon.setIcon(QIcon(icons.pixmap("logo", colour_of(tone, tokens()), 22)))
        self._icon.setToolTip("\n".join(["STP Desk", *(words_of(feed, now) for feed in feeds)]))

    def tell(self, message: Message) -> None:
        """A message of the desktop."""
        kinds = QSystemTrayIcon.MessageIcon
        kind = kinds.Warning if message.bad else kinds.Information
        self._icon.showMessage(message.title, message.text, kind, STAYS)

    def _tell(self, watched: bool) -> None:
        """What can be chosen."""
        self._start.setEnabled(not watched)
        self._stop.setEnabled(self.watching.runs)

    def _close(self) -> None:
        """Closes whichever window there is now."""
        self._program.window.close()

    def _on_clicked(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        """A click shows the window."""
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self._program.to_the_fore()
