"""The program with its window: who is given to whom."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from stpdesk import __version__
from stpdesk.ui import preferences, theme
from stpdesk.ui.desk import Desk
from stpdesk.ui.sweeping import Sweeping
from stpdesk.ui.window import Window

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtGui import QSessionManager

    from stpdesk.ui.alone import Alone
    from stpdesk.ui.handing_over import HandingOver
    from stpdesk.ui.slow import Slow
    from stpdesk.ui.tray import Tray


class Program:
    """Owns the desk and the window; makes the window anew when the text size changes."""

    def __init__(self, app: QApplication, place: Path) -> None:
        self._app, self._place = app, place
        self._alone: Alone | None = None
        self._tray: Tray | None = None
        self._handing: HandingOver | None = None
        self.preferences = preferences.load(place)
        self.desk = Desk()
        theme.apply(app, self.preferences.theme, self.preferences.text_size)
        self.window = self._made()
        self.desk.opened.connect(self._on_opened)
        self.window.after_paint(lambda: theme.load_fonts(first=False))

    def _made(self) -> Window:
        """A window over the desk."""
        window = Window(self.desk, self.preferences, self.remember)
        window.remade.connect(self._anew)
        window.asked.connect(self._on_asked)
        window.left.connect(self._on_left)
        return window

    def _anew(self) -> None:
        """The same in another text size, with what was at hand; keys typed meanwhile are not lost."""
        from stpdesk.ui.handing_over import HandingOver

        old = self.window
        old.keep_place()
        thing = old.current.at_hand() if old.current is not None else ""
        self.window = self._made()
        self.window.show()
        self.window.resume(thing)
        self.window.activateWindow()
        self._handing = HandingOver(old, self.window, self._handing)

    def remember(self) -> None:
        """Writes the preferences, off the window's thread."""
        self.desk.later(preferences.saver(self._place, self.preferences), "preferences")

    def start(self, park: Path | None = None) -> bool:
        """Shows the window on a park, else the last one, else on the start page; False where another window has it."""
        from stpdesk.ui.alone import may_be_open

        last = park or next((Path(one) for one in self.preferences.recent), None)
        if last is not None and may_be_open(last) and not self._claimed(last):
            return False
        self.window.show()
        if last is not None:
            self.window.sign_in(last)
        else:
            self.window.start()
        return True

    # one window a park ------------------------------------------------------------------------------------------------

    def _claimed(self, folder: Path) -> bool:
        """Whether this program is the only one with a window on a park; the other one is called to the fore."""
        from stpdesk.ui.alone import Alone

        if self._alone is None:
            self._alone = Alone()
            self._alone.called.connect(self.to_the_fore)
        return self._alone.claim(folder)

    def _on_asked(self, folder: Path) -> None:
        """A person wants into a park: it is claimed once the page is painted."""
        self.window.after_paint(partial(self._ask, folder))

    def _ask(self, folder: Path) -> None:
        """Where another window has it, that one comes, and this one stays as it is."""
        if not self._claimed(folder):
            name = folder.name.removesuffix(".stpdesk")
            self.window.toast.say(self.window.tr("%s is open in another window.") % name)

    def _on_opened(self, _park: object) -> None:
        """However it was opened, it is claimed; the tray shows how its monitor sees things."""
        from stpdesk.ui.tray import Tray, has_tray

        if self.desk.park is not None and self.desk.park.writable:
            self._claimed(self.desk.park.folder)
        if self._tray is None and has_tray():
            self._tray = Tray(self)
        if self._tray is not None:
            self._tray.follow()

    def to_the_fore(self) -> None:
        """Another start wants this window."""
        from PySide6.QtCore import Qt

        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def _on_left(self) -> None:
        """The window is closed for good: so is the program, but not the monitor."""
        if self._alone is not None:
            self._alone.release()
        if self._tray is not None:
            self._tray.hide()
        self._app.quit()

    def shut_down(self, _session: QSessionManager) -> None:
        """The system shuts down or the person logs off: everything is on disk, nobody waits for a backup."""
        self.window.leave()


def hook(desk: Desk) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """What Python calls for an error nobody caught, in a slot too: the crash page shows it. Ctrl+C just leaves."""

    def fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
        else:
            desk.crashed.emit(error.with_traceback(trace))

    return fault


def application() -> QApplication:
    """Qt, with the program's name, style and first fonts."""
    app = QApplication([*sys.argv[:1], *theme.STYLE])
    app.setApplicationName("STP Desk")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("stpdesk")
    app.setQuitOnLastWindowClosed(False)
    theme.load_fonts(rest=False)
    return app


SWITCH = 0.0005
"""Seconds after which a thread that works lets another one go on: the window's waits for it at every touch of Python (the longest
wait beside 200 invoices being made: 370 ms with Python's own 0.005, 120 with this)."""


def main(park: Path | None = None) -> int:
    """Runs the window until it is closed; returns the exit status. STPDESK_PARK names a park to open too."""
    sys.setswitchinterval(SWITCH)
    named = os.environ.get("STPDESK_PARK")
    app = application()
    program = Program(app, preferences.place())
    app.commitDataRequest.connect(program.shut_down)
    sys.excepthook = hook(program.desk)
    threading.excepthook = lambda told: sys.excepthook(
        told.exc_type, told.exc_value or told.exc_type(), told.exc_traceback
    )
    if not program.start(park or (Path(named) if named else None)):
        print("This park is open in another window, which was brought to the front.", file=sys.stderr)
        program.desk.close()
        return 0
    sweeping, slow = Sweeping(), _slow()
    status = app.exec()
    sweeping.end()
    if slow is not None:
        slow.end()
    hand_over_clipboard()
    return status


def hand_over_clipboard() -> None:
    """What was copied is Qt's own from here on: it is let go after Python has ended, and what Python made would end the program badly."""
    clipboard = QApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.setText(clipboard.text())


def _slow() -> Slow | None:
    """The debug switch STPDESK_SLOW=1."""
    if not os.environ.get("STPDESK_SLOW"):
        return None
    from stpdesk.ui.slow import Slow, tell

    return Slow(tell)
