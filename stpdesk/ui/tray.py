"""The icon beside the clock while a park is open: how the monitor sees power and links, the window, the monitor itself."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from stpdesk.ui import icons
from stpdesk.ui.marks import colour_of
from stpdesk.ui.standing import words_of
from stpdesk.ui.theme import tokens

if TYPE_CHECKING:
    from stpdesk.app import Program
    from stpdesk.ui.standing import Standing, StandingFacts
    from stpdesk.ui.today.facts import TodayFacts
    from stpdesk.ui.today.feeds import Feed

STATES = ("bad", "unknown")
"""Tones the icon wears, the worst first; else it is calm."""

HASTE = 3000
"""Milliseconds the monitor is given to end."""


def has_tray() -> bool:
    """Whether this desktop shows such icons."""
    return QSystemTrayIcon.isSystemTrayAvailable()


class Tray(QObject):
    """Follows one program: its window may be made anew, its park another."""

    def __init__(self, program: Program) -> None:
        super().__init__(program.desk)
        self._program = program
        self._icon = QSystemTrayIcon(self)
        self._menu = QMenu()
        self._menu.addAction(self.tr("Open STP Desk"), program.to_the_fore)
        self._start = self._menu.addAction(self.tr("Start watching power and links"), self.watch)
        self._stop = self._menu.addAction(self.tr("Stop watching"), self.rest)
        self._menu.addSeparator()
        self._menu.addAction(self.tr("Close STP Desk"), self._close)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._on_clicked)
        self._monitor: QProcess | None = None
        self._facts: StandingFacts | None = None

    def follow(self) -> None:
        """Shows how things stand in the window's park."""
        facts = self._program.window.facts
        if facts is not self._facts:
            self._facts = facts
            facts.stands.connect(self.show)
        self._paint([], 0)
        self._tell(self.watching)
        self._icon.show()
        if facts.last is not None:
            self.show(facts.last)

    def hide(self) -> None:
        """The program ends: the icon goes, and the monitor that was started here ends in its own order."""
        self._icon.hide()
        if self._monitor is not None and self.watching:
            self._monitor.terminate()
            self._monitor.waitForFinished(HASTE)

    def show(self, told: Standing | TodayFacts) -> None:
        """The worst state as a colour, all of them as words."""
        feeds = [feed for feed in told.feeds if feed.kind in {"power", "link"}]
        self._paint(feeds, told.now)
        self._tell(self.watching or any(feed.watched for feed in feeds))

    def _paint(self, feeds: list[Feed], now: int) -> None:
        """The icon and its words."""
        tone = next((tone for tone in STATES if any(feed.tone == tone for feed in feeds)), "good")
        self._icon.setIcon(QIcon(icons.pixmap("logo", colour_of(tone, tokens()), 22)))
        self._icon.setToolTip("\n".join(["STP Desk", *(words_of(feed, now) for feed in feeds)]))

    # the monitor ------------------------------------------------------------------------------------------------------

    @property
    def watching(self) -> bool:
        """Whether the monitor that was started here runs."""
        return self._monitor is not None and self._monitor.state() != QProcess.ProcessState.NotRunning

    def watch(self) -> None:
        """Starts `stpdesk monitor` for the open park; one that runs already stays the only one, by its own lock."""
        park = self._program.desk.park
        if park is None or self.watching:
            return
        self._monitor = QProcess(self)
        self._monitor.stateChanged.connect(lambda _: self._tell(self.watching))
        self._monitor.start(sys.executable, monitor_words(park.folder))

    def rest(self) -> None:
        """Ends the monitor that was started here."""
        if self._monitor is not None:
            self._monitor.terminate()

    def _tell(self, watched: bool) -> None:
        """What can be chosen."""
        self._start.setEnabled(not watched)
        self._stop.setEnabled(self.watching)

    def _close(self) -> None:
        """Closes whichever window there is now."""
        self._program.window.close()

    def _on_clicked(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        """A click shows the window."""
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self._program.to_the_fore()


def monitor_words(folder: Path) -> list[str]:
    """The words after Python's name that watch a park."""
    return ["-P", "-m", "stpdesk", "--park", str(folder), "monitor"]
