"""All of the window that its first page does not show: sidebar, screens and status bar, toasts, backups, commands.

It is built right after the first paint, or sooner if it is wanted sooner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from stpdesk.ui.commands import Commands
from stpdesk.ui.copies import Copies
from stpdesk.ui.desk import OpenPark
from stpdesk.ui.pages import PAGES, known
from stpdesk.ui.screen import Screen
from stpdesk.ui.shell_commands import shell_commands
from stpdesk.ui.sidebar import Sidebar
from stpdesk.ui.standing import StandingFacts
from stpdesk.ui.status import StatusBar
from stpdesk.ui.telling import Telling
from stpdesk.ui.theme import px
from stpdesk.ui.toasts import Toast
from stpdesk.ui.trail import Trail
from stpdesk.ui.urgent import Urgent

if TYPE_CHECKING:
    from stpdesk.actions.session import Session
    from stpdesk.ui.ahead import Ahead
    from stpdesk.ui.preferences import Preferences
    from stpdesk.ui.window import Window


SMALL = 880
"""Less room than this (at 100 %) is too little for the sidebar's words."""


class Workspace(QWidget):
    """The face of the window while a park is open, and what lies over every face."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self._window, self._desk = window, window.desk
        self._screens: dict[str, Screen] = {}
        self.trail = Trail(window)
        self._ahead: Ahead | None = None
        self._build()
        self.toast = Toast(window)
        self.facts = StandingFacts(self._desk, self.status, self._tells)
        self.copies = Copies(self._desk, self)
        self.telling = Telling(self._desk, self)
        self.commands = Commands()
        self.commands.add(shell_commands(window), window)
        Urgent(window)
        self._desk.named.connect(self._on_named)
        self.sidebar.chosen.connect(window.go)
        self.sidebar.finding.connect(window.find_anything)
        self.sidebar.more.connect(window.show_menu)

    def _build(self) -> None:
        """Sidebar and screens side by side, the status bar below."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(0)
        self.sidebar = Sidebar()
        self.stack = QStackedWidget()
        row.addWidget(self.sidebar)
        row.addWidget(self.stack, 1)
        column.addLayout(row, 1)
        self.status = StatusBar()
        column.addWidget(self.status)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Large text on a small screen leaves the sidebar its icons."""
        super().resizeEvent(event)
        self.sidebar.slim_down(self.width() < px(SMALL))

    @property
    def preferences(self) -> Preferences:
        """What is remembered of the person on this PC."""
        return self._window.preferences

    def want_messages(self, wanted: bool) -> None:
        """Messages of what the monitor noticed are wanted, or not; remembered."""
        self._window.preferences.messages = wanted
        self._window.remember()

    def show_park(self, park: OpenPark) -> None:
        """Names the park and the person; its commands work from now on."""
        self.sidebar.show_park(park)
        self.commands.set_park(True)
        self.trail.forget()
        self.telling.at_rest()
        self._desk.keep(_signed_in, "sign-in")

    def _on_named(self, park: OpenPark) -> None:
        """Whoever is signed in is called otherwise, and will sign in so."""
        self.sidebar.show_park(park)
        self._window.preferences.user = park.actor
        self._window.remember()

    def made(self, name: str) -> Screen | None:
        """A screen if it was opened already."""
        return self._screens.get(name)

    def screen_of(self, name: str) -> Screen:
        """A screen, made when it is first wanted."""
        found = self._screens.get(name)
        if found is None:
            page = next(page for page in PAGES if page.name == name)
            found = page.make(self._desk)
            self.trail.follow(found, name)
            found.stood.connect(self.facts.show)
            self._screens[name] = found
            self.stack.addWidget(found)
            for one in found.commands():
                self.commands.add([one], found if one.screen else self._window)
            self.commands.set_park(self._desk.park is not None)
        return found

    def make_ready(self, first: str) -> None:
        """Makes what opening a park shows, before anybody opens one."""
        from stpdesk.ui.ahead import get_ready

        self._desk.beside(self, get_ready, lambda _: self._make(first))

    def _make(self, first: str) -> None:
        """The screen a park opens with, and those that work everywhere, each in a turn of its own."""
        wanted = [page.name for page in PAGES if page.everywhere or page.name == first]
        missing = next((name for name in wanted if name not in self._screens), "")
        if missing and self._desk.park is None:
            self.screen_of(missing)
            QTimer.singleShot(0, self, lambda: self._make(first))
        elif self._desk.park is None:
            self._polish()
            self.load_ahead()

    def load_ahead(self) -> None:
        """Loads what the other screens are made of, while nothing else is to do."""
        if self._ahead is None:
            from stpdesk.ui.ahead import Ahead

            self._ahead = Ahead(self._desk, self)

    def _polish(self) -> None:
        """Gives every widget its style now and not when it is first shown."""
        for one in self.findChildren(QWidget):
            one.ensurePolished()

    def make_everywhere(self) -> None:
        """The screens some of whose commands work on every other."""
        for page in PAGES:
            if page.everywhere:
                self.screen_of(page.name)

    @property
    def current(self) -> Screen | None:
        """The screen that is shown."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Screen) and self._desk.park is not None else None

    def _tells(self) -> bool:
        """Whether the screen that is shown reads how things stand anyway."""
        shown = self.current
        return shown is not None and shown.TELLS and shown.isVisible()

    def lead(self, name: str, thing: str) -> None:
        """As if a person went to a thing of a screen."""
        self._window.go(name, thing)

    def go(self, name: str, thing: str = "") -> str:
        """Shows a screen, and one thing on it; the name of the screen that is shown, the first where there is none of that name."""
        if not known(name):
            name = PAGES[0].name
        found = self.screen_of(name)
        self.stack.setCurrentWidget(found)
        self.sidebar.select(name)
        if thing:
            found.show_thing(thing)
        else:
            found.setFocus()
        return name


def _signed_in(session: Session) -> None:
    """Remembers when the person came; a disk that refuses it says so at the first act."""
    from contextlib import suppress

    from stpdesk.actions.people import signed_in
    from stpdesk.core.errors import Refused

    with suppress(Refused):
        signed_in(session)
