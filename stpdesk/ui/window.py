"""The main window: start page, sign-in, workspace, crash page; what is painted first is built first."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from stpdesk.ui import placing, theme
from stpdesk.ui.desk import Desk, OpenPark
from stpdesk.ui.preferences import Layouts, Preferences
from stpdesk.ui.pressing import Pressing

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QDialog, QPushButton

    from stpdesk.ui.commands import Commands
    from stpdesk.ui.copies import Copies
    from stpdesk.ui.crash import CrashPage
    from stpdesk.ui.palette import Palette
    from stpdesk.ui.screen import Screen
    from stpdesk.ui.standing import StandingFacts
    from stpdesk.ui.telling import Telling
    from stpdesk.ui.toasts import Toast
    from stpdesk.ui.workspace import Workspace


FURNITURE = ("stpdesk.ui.icons", "stpdesk.ui.status", "stpdesk.ui.sidebar", "stpdesk.ui.workspace")
"""Modules of the workspace, by the names of Qt they are the first to need."""
BREATH = 20
"""Milliseconds between the first paint and all that waited for it: the screen shall have it before anything else is done."""


class Window(Pressing):
    """One window, one park. Until its first page is painted it is that page and nothing else."""

    painted = Signal()
    """something is on the screen for the first time"""
    started = Signal()
    """a park's first screen is there"""
    remade = Signal()
    """the text size is another: whoever made the window makes it anew over the same desk"""
    asked = Signal(Path)
    """a person wants into a park: whoever made the window looks whether another window has it"""
    left = Signal()
    """the window is closed for good"""

    def __init__(self, desk: Desk, preferences: Preferences, remember: Callable[[], None]) -> None:
        super().__init__()
        self.desk, self.preferences, self.remember = desk, preferences, remember
        desk.layouts = Layouts(preferences.layouts, remember)
        self.wrong: dict[Path, int] = {}
        """wrong passwords so far, by park: coming back to the page does not make guessing quicker"""
        self._workspace: Workspace | None = None
        self._seen = self._rested = False
        self._waiting: list[Callable[[], object]] = []
        self._palette: Palette | None = None
        self._crash: CrashPage | None = None
        self._leaving = False
        self._build()
        self._connect()
        placing.put(self, preferences.window)

    def _build(self) -> None:
        """Room for the faces of the window."""
        self.setWindowTitle(self.tr("STP Desk"))
        self.faces = QStackedWidget()
        self.setCentralWidget(self.faces)

    def _connect(self) -> None:
        """What the shell listens to; all else is the workspace's."""
        self.painted.connect(lambda: QTimer.singleShot(BREATH, self, self._on_seen))
        self.desk.opened.connect(self._on_opened)
        self.desk.crashed.connect(self.crash)
        QApplication.styleHints().colorSchemeChanged.connect(self.paint)

    @property
    def workspace(self) -> Workspace:
        """The face of an open park; built when it is first wanted."""
        if self._workspace is None:
            from stpdesk.ui.workspace import Workspace

            self._workspace = Workspace(self)
            self.faces.addWidget(self._workspace)
        return self._workspace

    @property
    def toast(self) -> Toast:
        """Lies over every face."""
        return self.workspace.toast

    @property
    def facts(self) -> StandingFacts:
        """What the status bar tells."""
        return self.workspace.facts

    @property
    def copies(self) -> Copies:
        """Automatic backups."""
        return self.workspace.copies

    @property
    def telling(self) -> Telling:
        """What is said of acts."""
        return self.workspace.telling

    @property
    def commands(self) -> Commands:
        """Everything that can be done."""
        return self.workspace.commands

    def after_paint(self, work: Callable[[], object]) -> None:
        """Does something soon after the first paint; at once if that is over."""
        if self._rested:
            work()
        else:
            self._waiting.append(work)

    def _on_seen(self) -> None:
        """The first page is on the screen: now what is waited for."""
        self._rested = True
        for work in self._waiting:
            work()
        if theme.is_dark(self.preferences.theme) is not theme.is_dark_now():
            self.paint()
        QTimer.singleShot(0, self, self._furnish)

    def _furnish(self, *loaded: str) -> None:
        """Then all that it does not show, a piece at a time: a person may be typing the password."""
        left = [name for name in FURNITURE if name not in loaded]
        if left and self._workspace is None:
            import_module(left[0])
            QTimer.singleShot(0, self, lambda: self._furnish(*loaded, left[0]))
        elif self.desk.park is None:
            self.workspace.make_ready(self.preferences.screen)

    # faces ------------------------------------------------------------------------------------------------------------

    def show_face(self, face: QWidget) -> None:
        """Shows a page in place of the workspace, or the workspace again; the page before it is gone for good."""
        before = self.faces.currentWidget() if self.faces.count() else None
        if self.faces.indexOf(face) < 0:
            self.faces.addWidget(face)
        self.faces.setCurrentWidget(face)
        if before is not None and before not in {face, self._workspace, self._crash}:
            self.faces.removeWidget(before)
            before.deleteLater()

    def start(self) -> None:
        """The start page."""
        from stpdesk.ui.start.page import StartPage

        self.show_face(StartPage(self))

    def sign_in(self, folder: Path) -> None:
        """The sign-in page of a park."""
        from stpdesk.ui.start.sign_in import SignIn

        self.asked.emit(folder)
        self.show_face(SignIn(self, folder))

    def crash(self, error: BaseException) -> None:
        """The crash page."""
        from stpdesk.ui.crash import CrashPage

        if self._crash is None:
            self._crash = CrashPage(self._save_text)
            self._crash.back.connect(self._after_crash)
        self._crash.show_fault(error)
        self.toast.hide()
        self.show_face(self._crash)

    def _after_crash(self) -> None:
        """On with what is on disk."""
        if self.desk.park is None:
            self.start()
        else:
            self.show_face(self.workspace)

    def _save_text(self, path: Path, text: str) -> None:
        """Writes a report where the person said, off the window's thread."""

        def write() -> None:
            from stpdesk.db.folder import refusing_disk

            with refusing_disk(path.parent):
                path.write_text(text, encoding="utf-8")

        self.desk.beside(self, write, lambda _: self.toast.say(self.tr("Report saved in %s.") % path))

    def _on_opened(self, park: OpenPark, thing: str = "") -> None:
        """The workspace of a park, with a thing of its screen."""
        self.preferences.opened(park.folder, park.actor)
        self.remember()
        self.wrong.pop(park.folder, None)
        self.setWindowTitle(self.tr("%s – STP Desk") % park.name)
        self.workspace.show_park(park)
        self.show_face(self.workspace)
        self.go(self.preferences.screen, thing)
        self.workspace.make_everywhere()
        self.workspace.load_ahead()
        self.started.emit()

    def screen_of(self, name: str) -> Screen:
        """A screen, made when first wanted."""
        return self.workspace.screen_of(name)

    @property
    def current(self) -> Screen | None:
        """The screen that is shown."""
        return self.workspace.current

    def go(self, name: str, thing: str = "") -> None:
        """Shows a screen, and one thing on it."""
        self.preferences.screen = self.workspace.go(name, thing)

    # palette, menu, looks ---------------------------------------------------------------------------------------------

    def find_anything(self) -> None:
        """The palette."""
        from stpdesk.ui.finding import commands_of, things_of
        from stpdesk.ui.palette import Palette

        if self._palette is None:
            self._palette = Palette(
                self, lambda: commands_of(self), lambda text, show: things_of(self, text, show)
            )
        self._palette.open_over(self)

    def another_park(self) -> None:
        """Leaves this park for the start page, after a last backup."""
        self.copies.make(self.leave_park)

    def leave_park(self) -> None:
        """The start page."""
        self.commands.set_park(False)
        self.setWindowTitle(self.tr("STP Desk"))
        self.toast.hide()
        self.desk.leave()
        self.start()

    def import_book(self, path: Path | None = None) -> None:
        """The workbook a park was kept in before."""
        from stpdesk.ui.workbooks import ImportBook

        _shown(ImportBook(self, path))

    def export_book(self) -> None:
        """The park as a workbook."""
        from stpdesk.ui.park_export import export_book

        export_book(self)

    def change_password(self) -> None:
        """One's own."""
        from stpdesk.ui.start.password import change_password

        change_password(self)

    def help(self) -> None:
        """What can be done on this screen, and with which keys; over a dialog, in that."""
        from stpdesk.ui.help import Help

        if not isinstance(above := QApplication.activeModalWidget(), Help):
            _shown(Help(self, above))

    def about(self) -> None:
        """Versions and licences."""
        from stpdesk.ui.help import About

        _shown(About(self))

    def show_menu(self, button: QPushButton) -> None:
        """All commands, grouped."""
        from stpdesk.ui.finding import show_menu

        show_menu(self, button)

    def paint(self) -> None:
        """Theme and text size as preferred."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, self.preferences.theme, self.preferences.text_size)

    def choose_look(self, *, name: str | None = None, size: int | None = None) -> None:
        """Another theme or text size; sizes that are fixed are made anew."""
        self.preferences.theme = name or self.preferences.theme
        self.preferences.text_size = size or self.preferences.text_size
        self.paint()
        self.remember()
        if size:
            self.remade.emit()

    def resume(self, thing: str = "") -> None:
        """Goes on with the park that is on the desk, and with a thing of the screen; or starts."""
        if self.desk.park is None:
            self.start()
        else:
            self._on_opened(self.desk.park, thing)

    # leaving ----------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The toast keeps its place."""
        super().resizeEvent(event)
        if self._workspace is not None:
            self._workspace.toast.place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Says so the first time."""
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remembers the window; a last backup, what is under way, then the park is closed."""
        if self._leaving or self.desk.park is None:
            self.keep_place()
            self.faces.currentWidget().hide()  # a page that was not finished tidies up
            self.desk.close()
            event.accept()
            self.left.emit()
            return
        event.ignore()
        if self.isEnabled():
            self.setEnabled(False)
            self.workspace.status.say("work", self.tr("Closing: the last backup is made…"), "ask")
            self.copies.make(self.leave)

    def leave(self) -> None:
        """Closes at once, without another backup (the system shuts down, or the last one is made)."""
        self._leaving = True
        self.close()

    def keep_place(self) -> None:
        """Remembers where the window is."""
        self.preferences.window = placing.kept(self)
        self.remember()


def _shown(dialog: QDialog) -> None:
    """Until it is closed."""
    dialog.exec()
    dialog.deleteLater()
