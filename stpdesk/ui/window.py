"""The main window: start page, sign-in, workspace, crash page; commands, palette, status bar, toasts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.ui import theme
from stpdesk.ui.commands import Commands
from stpdesk.ui.desk import Desk, OpenPark
from stpdesk.ui.pages import PAGES
from stpdesk.ui.preferences import Preferences
from stpdesk.ui.screen import Screen
from stpdesk.ui.sidebar import Sidebar
from stpdesk.ui.status import StatusBar
from stpdesk.ui.toasts import Toast

if TYPE_CHECKING:
    from stpdesk.ui.crash import CrashPage
    from stpdesk.ui.palette import Palette


class Window(QMainWindow):
    """One window, one park. `started` is emitted when the first screen shows its figures."""

    started = Signal()
    remade = Signal()
    """the text size is another: whoever made the window makes it anew over the same desk"""

    def __init__(self, desk: Desk, preferences: Preferences, remember: Callable[[], None]) -> None:
        super().__init__()
        self.desk, self.preferences, self._remember = desk, preferences, remember
        self.commands = Commands()
        self._screens: dict[str, Screen] = {}
        self._palette: Palette | None = None
        self._crash: CrashPage | None = None
        self._build()
        self._connect()
        self._restore()

    def _build(self) -> None:
        """The four faces of the window, and what lies over them."""
        self.setWindowTitle(self.tr("STP Desk"))
        self.setMinimumSize(theme.px(960), theme.px(600))
        self.faces = QStackedWidget()
        self.setCentralWidget(self.faces)
        self.workspace = QWidget()
        column = QVBoxLayout(self.workspace)
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
        self.faces.addWidget(self.workspace)
        self.toast = Toast(self)

    def _connect(self) -> None:
        """What the shell listens to."""
        from stpdesk.ui.shell_commands import shell_commands

        self.commands.add(shell_commands(self), self)
        self.sidebar.chosen.connect(self.go)
        self.sidebar.finding.connect(self.find_anything)
        self.sidebar.more.connect(self._menu)
        self.desk.opened.connect(self._on_opened)
        self.desk.changed.connect(self._on_changed)
        self.desk.refused.connect(self._on_refused)
        self.desk.crashed.connect(self.crash)
        self.desk.saving.connect(self._on_saving)
        QApplication.styleHints().colorSchemeChanged.connect(lambda _: self.paint())

    def _restore(self) -> None:
        """The size and place of last time."""
        if not self.preferences.window or not self.restoreGeometry(
            QByteArray.fromHex(self.preferences.window.encode())
        ):
            self.resize(1366, 768)

    # faces ------------------------------------------------------------------------------------------------------------

    def show_face(self, face: QWidget) -> None:
        """Shows a page in place of the workspace, or the workspace again."""
        if self.faces.indexOf(face) < 0:
            self.faces.addWidget(face)
        self.faces.setCurrentWidget(face)

    def start(self) -> None:
        """The start page, or sign-in to the last park."""
        from stpdesk.ui.start.page import StartPage

        self.show_face(StartPage(self))

    def sign_in(self, folder: Path) -> None:
        """The sign-in page of a park."""
        from stpdesk.ui.start.sign_in import SignIn

        self.show_face(SignIn(self, folder))

    def crash(self, error: BaseException) -> None:
        """The crash page."""
        from stpdesk.ui.crash import CrashPage

        if self._crash is None:
            self._crash = CrashPage(self._save_text)
            self._crash.back.connect(
                lambda: self.show_face(self.workspace) if self.desk.park else self.start()
            )
        self._crash.show_fault(error)
        self.show_face(self._crash)

    def _save_text(self, path: Path, text: str) -> None:
        """Writes a report where the person said, off the window's thread."""
        self.desk.beside(self, lambda: path.write_text(text, encoding="utf-8"), lambda _: None)

    def _on_opened(self, park: OpenPark) -> None:
        """The workspace of a park."""
        self.preferences.opened(park.folder, park.actor)
        self._remember()
        self.setWindowTitle(self.tr("%s – STP Desk") % park.name)
        self.sidebar.show_park(park)
        self.status.say("saved", self.tr("Saved") if park.writable else self.tr("Read only"))
        self.show_face(self.workspace)
        self.go(self.preferences.screen)
        self.started.emit()

    # screens ----------------------------------------------------------------------------------------------------------

    def screen_of(self, name: str) -> Screen:
        """A screen, made when it is first wanted."""
        found = self._screens.get(name)
        if found is None:
            page = next(page for page in PAGES if page.name == name)
            found = page.make(self.desk)
            found.go.connect(self.go)
            self._screens[name] = found
            self.stack.addWidget(found)
            self.commands.add(found.commands(), found)
        return found

    @property
    def current(self) -> Screen | None:
        """The screen that is shown."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Screen) else None

    def go(self, name: str, thing: str = "") -> None:
        """Shows a screen, and one thing on it."""
        if name not in {page.name for page in PAGES}:
            name = PAGES[0].name
        found = self.screen_of(name)
        self.stack.setCurrentWidget(found)
        self.sidebar.select(name)
        self.preferences.screen = name
        if thing:
            found.show_thing(thing)
        else:
            found.setFocus()

    # what happens -----------------------------------------------------------------------------------------------------

    def _on_changed(self, changes: Changes) -> None:
        """Something is on disk: says so, with Undo where there is one."""
        said, act = changes.told.get("said"), changes.told.get("act")
        if isinstance(said, str) and said:
            if isinstance(act, tuple):
                self.toast.say(said, self.tr("Undo"), lambda: self._undo((int(act[0]), int(act[1]))))
            else:
                self.toast.say(said)

    def _undo(self, act: tuple[int, int]) -> None:
        """Takes an act back."""
        from stpdesk.actions.undo import undo

        self.desk.act(self, lambda session: undo(session, act))

    def _on_refused(self, refusal: Refused) -> None:
        """A refusal that belongs to no field."""
        self.toast.say(str(refusal), wrong=True)

    def _on_saving(self, busy: bool) -> None:
        """On disk, or on its way; only what takes longer is told."""
        if busy:
            QTimer.singleShot(300, self._still_saving)
        elif self.desk.park is not None:
            self.status.say("saved", self.tr("Saved") if self.desk.park.writable else self.tr("Read only"))

    def _still_saving(self) -> None:
        """After 300 ms."""
        if self.desk.busy:
            self.status.say("saved", self.tr("Saving…"), "ask")

    # palette, menu, looks ---------------------------------------------------------------------------------------------

    def find_anything(self) -> None:
        """The palette."""
        from stpdesk.ui.finding import commands_of, things_of
        from stpdesk.ui.palette import Palette

        if self.desk.park is None:
            return
        if self._palette is None:
            self._palette = Palette(
                self, lambda: commands_of(self), lambda text, show: things_of(self, text, show)
            )
        self._palette.open_over(self)

    def toast_undo(self) -> None:
        """Takes back what the toast offers to take back."""
        self.toast.undo()

    def another_park(self) -> None:
        """Leaves this park for the start page."""
        self.desk.leave()
        self.start()

    def help(self) -> None:
        """What can be done on this screen, and with which keys."""
        from stpdesk.ui.help import Help

        Help(self).exec()

    def about(self) -> None:
        """Versions and licences."""
        from stpdesk.ui.help import About

        About(self).exec()

    def _menu(self, button: QPushButton) -> None:
        """All commands, grouped."""
        from stpdesk.ui.finding import menu_of

        menu = menu_of(self)
        menu.exec(button.mapToGlobal(button.rect().topRight()))

    def paint(self) -> None:
        """Theme and text size as preferred."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, self.preferences.theme, self.preferences.text_size)
        self.sidebar.paint_icons()

    def choose_look(self, *, name: str | None = None, size: int | None = None) -> None:
        """Another theme or text size; sizes that are fixed are made anew."""
        self.preferences.theme = name or self.preferences.theme
        self.preferences.text_size = size or self.preferences.text_size
        self.paint()
        self._remember()
        if size:
            self.remade.emit()

    def resume(self) -> None:
        """Goes on with the park that is on the desk, or starts."""
        if self.desk.park is None:
            self.start()
        else:
            self._on_opened(self.desk.park)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remembers the window, finishes what is under way, closes the park."""
        self.keep_place()
        self.desk.close()
        event.accept()

    def keep_place(self) -> None:
        """Remembers where the window is."""
        self.preferences.window = bytes(self.saveGeometry().toHex().data()).decode()
        self._remember()
