"""Screens are made when they are first opened; their modules are loaded before, a few milliseconds at a time, while nothing else is to do.

What knows Qt is loaded on the window's thread only: PySide makes its own classes at that moment, and not two threads at once.
All else is loaded on the reader's thread.
"""

from __future__ import annotations

import gc
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QObject, QRectF, QTimer
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QAbstractScrollArea

from stpdesk.resources import PACKAGE
from stpdesk.ui.desk import Desk
from stpdesk.ui.pages import PAGES

PAUSE = 12
"""Milliseconds between two steps, in which whatever a person does comes first."""
STEP = 0.004
"""Seconds after which no further module is begun in the same step: a frame is four times as long."""
WINDOW = "stpdesk.ui"
BESIDE = (f"{WINDOW}.accounts", f"{WINDOW}.closing")
"""Packages of parts that stand in the screen of another."""
READY = (
    "argon2.low_level", "filelock", "nacl.bindings", "sqlite_utils", "tomli_w",
    "stpdesk.actions.session", "stpdesk.db.park", "stpdesk.ui.today.facts",
)  # fmt: skip
"""What opening a park and reading its first screen need; none of it knows Qt."""
PAPERS = (
    "pypdfium2", "PIL.Image", "reportlab.rl_config", "reportlab.pdfbase.pdfmetrics", "reportlab.pdfbase.ttfonts",
    "reportlab.pdfgen.canvas", "stpdesk.reports.pdf.fonts", "stpdesk.reports.pdf.script", "stpdesk.reports.pdf.sheet",
    "stpdesk.reports.pdf.flow", "stpdesk.reports.figures.monthly.report", "stpdesk.reports.pdf.monthly.document",
)  # fmt: skip
"""What a paper is made and shown with, the smallest steps that there are; none of it knows Qt. The first paper would wait for
all of it; loaded, it holds 15 MB."""
_AT_ONCE = re.compile(r"^from (stpdesk[\w.]*) import (\([^)]*\)|.*)", re.MULTILINE)
"""What a module loads when it is loaded itself: not what stands inside of a function."""


def get_ready() -> None:
    """Loads what comes first, on the reader's thread: a person is typing a password."""
    for name in READY:
        import_module(name)


def order(screens: Sequence[str]) -> list[str]:
    """Modules of the window in the order in which each finds those it needs loaded; all others are loaded on the way.

    First those that screens are made of, then those of their forms and dialogs.
    """
    found: dict[str, None] = {}

    def visit(name: str, above: tuple[str, ...] = ()) -> None:
        if not name.startswith(WINDOW):
            import_module(name)
        elif name not in found and name not in above and _place(name) is not None:
            for needed in _needed(name):
                visit(needed, (*above, name))
            found[name] = None

    packages = [*(screen.rpartition(".")[0] for screen in screens), *BESIDE]
    parts = [
        f"{package}.{one.stem}" for package in packages for one in sorted(_folder(package).glob("[!_]*.py"))
    ]
    for name in (*screens, *parts):
        visit(name)
    return list(found)


def _needed(name: str) -> Iterator[str]:
    """Modules of the program that a module loads at once, packages and what is taken from them."""
    place = _place(name)
    text = place.read_text(encoding="utf-8") if place is not None else ""
    if place is not None and place.stem == "__init__":
        text = re.sub(
            "^    from", "from", text, flags=re.MULTILINE
        )  # a package loads what is taken from it just then
    for package, taken in _AT_ONCE.findall(text):
        yield package
        for one in re.findall(r"\w+", taken):
            if _place(f"{package}.{one}") is not None:
                yield f"{package}.{one}"


def _place(name: str) -> Path | None:
    """The file of a module; none where there is no such module."""
    folder = _folder(name)
    return next((one for one in (folder.with_suffix(".py"), folder / "__init__.py") if one.is_file()), None)


def _folder(package: str) -> Path:
    """Where a package lies."""
    return PACKAGE.joinpath(*package.split(".")[1:])


_FACES = ("REGULAR", "SEMIBOLD", "BOLD")


def _face(weight: str) -> None:
    """Reads a face that every paper is set in."""
    from stpdesk.reports.pdf import fonts

    fonts.latin(fonts.Weight[weight])


def _paint() -> None:
    """Fills a point: PySide makes the classes of gradients, some 170 names, when a painter is first handed a brush."""
    point = QImage(1, 1, QImage.Format.Format_RGB32)
    painter = QPainter(point)
    painter.fillRect(QRectF(0, 0, 1, 1), QColor())
    painter.end()


class Ahead(QObject):
    """Loads the modules of all screens, and then of papers, once."""

    def __init__(self, desk: Desk, home: QObject) -> None:
        super().__init__(home)
        self._desk = desk
        self._left: list[str] = []
        self._papers: list[Callable[[], object]] = [partial(_face, weight) for weight in _FACES]
        self._papers += [partial(import_module, name) for name in PAPERS[::-1]]
        self._timer = QTimer(self, interval=PAUSE)
        self._timer.timeout.connect(self._next)
        screens = [f"{WINDOW}.{page.name}.screen" for page in PAGES]
        self.done = all(screen in sys.modules for screen in screens)
        """whether everything is there"""
        if not self.done:
            desk.beside(self, lambda: order(screens), self._begin)

    def _begin(self, names: list[str]) -> None:
        """One after the other."""
        self._left = names[::-1]
        self._timer.start()

    def _next(self) -> None:
        """Some more, unless something is read or written: a person waits for that."""
        if self._desk.busy or self._desk.waiting:
            return
        if self._left:
            begun = time.perf_counter()
            while self._left and time.perf_counter() - begun < STEP:
                import_module(self._left.pop())
        elif self._papers:
            self._desk.beside(self, self._papers.pop(), lambda _: None)
        else:
            self._timer.stop()
            self.done = True
            QAbstractScrollArea().viewport()  # handed a widget of Qt's own, PySide makes the classes of all there are
            _paint()
            gc.freeze()  # what is loaded stays: the search for garbage need not go through it every few seconds
