"""The program with its window: who is given to whom."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from stpdesk import __version__
from stpdesk.ui import preferences, theme
from stpdesk.ui.desk import Desk
from stpdesk.ui.window import Window

if TYPE_CHECKING:
    from types import TracebackType


class Program:
    """Owns the desk and the window; makes the window anew when the text size changes."""

    def __init__(self, app: QApplication, place: Path) -> None:
        self._app, self._place = app, place
        self.preferences = preferences.load(place)
        self.desk = Desk()
        theme.apply(app, self.preferences.theme, self.preferences.text_size)
        self.window = self._made()

    def _made(self) -> Window:
        """A window over the desk."""
        window = Window(self.desk, self.preferences, self.remember)
        window.remade.connect(self._anew)
        return window

    def _anew(self) -> None:
        """The same in another text size."""
        old = self.window
        old.keep_place()
        self.window = self._made()
        self.window.show()
        self.window.resume()
        old.hide()
        old.deleteLater()

    def remember(self) -> None:
        """Writes the preferences, off the window's thread."""
        self.desk.later(preferences.saver(self._place, self.preferences), "preferences")

    def start(self, park: Path | None = None) -> None:
        """Shows the window on a park, else the last one, else on the start page."""
        self.window.show()
        last = park or next((Path(one) for one in self.preferences.recent), None)
        if last is not None:
            self.window.sign_in(last)
        else:
            self.window.start()


def hook(desk: Desk) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """What Python calls for an error nobody caught, in a slot too: the crash page shows it. Ctrl+C just leaves."""

    def fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
        else:
            desk.crashed.emit(error.with_traceback(trace))

    return fault


def main(park: Path | None = None) -> int:
    """Runs the window until it is closed; returns the exit status. STPDESK_PARK names a park to open too."""
    named = os.environ.get("STPDESK_PARK")
    app = QApplication(sys.argv[:1])
    app.setApplicationName("STP Desk")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("stpdesk")
    theme.load_fonts()
    program = Program(app, preferences.place())
    sys.excepthook = hook(program.desk)
    threading.excepthook = lambda told: sys.excepthook(
        told.exc_type, told.exc_value or told.exc_type(), told.exc_traceback
    )
    program.start(park or (Path(named) if named else None))
    return app.exec()
