"""A paper as it will lie on the desk: its pages, thumbnails beside them, zoom and search above; or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from stpdesk.core.errors import NothingToSay, Refused
from stpdesk.ui import icons, wording
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.segments import Segmented
from stpdesk.ui.line import Line
from stpdesk.ui.papers import pages
from stpdesk.ui.papers.pages import Found, Size
from stpdesk.ui.papers.thumbs import WIDTH, Thumbs
from stpdesk.ui.papers.view import FIT_PAGE, FIT_WIDTH, FREE, PageView
from stpdesk.ui.parts import button, label, row, rule
from stpdesk.ui.progress import PATIENCE, Task, Working
from stpdesk.ui.sentences import in_words
from stpdesk.ui.theme import px

TYPING = 150
"""Milliseconds after a letter before it is searched for."""
NARROW = 520
"""Below so much, at 100 %, there is no room for thumbnails."""


class PagePreview(QWidget):
    """Shows a PDF given as bytes. Ctrl+F searches, Enter finds the next, Shift+Enter the one before, Esc ends the search."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._found: Sequence[Found] = ()
        self.title = ""
        self._build()
        self._connect()
        self.say("")
        desk.beside(self, pages.warm, lambda _: None)

    def _build(self) -> None:
        """Bar, search, thumbnails and pages; a sentence in their place where there are none."""
        self.view, self.thumbs = PageView(self._desk), Thumbs(self._desk)
        self.working = Working()
        self._icon, self._words = QLabel(), label("", "muted", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        told = QWidget()
        middle = QVBoxLayout(told)
        middle.setContentsMargins(px(48), px(24), px(48), px(24))
        middle.setSpacing(px(8))
        middle.addStretch(2)
        middle.addWidget(self._icon)
        middle.addWidget(self._words)
        middle.addWidget(self.working)
        middle.addStretch(3)
        paper = QWidget()
        lying = QHBoxLayout(paper)
        lying.setContentsMargins(0, 0, 0, 0)
        lying.setSpacing(0)
        lying.addWidget(self.thumbs)
        lying.addWidget(self.view, 1)
        place = QWidget()
        self._stack = QStackedLayout(place)
        self._stack.addWidget(told)
        self._stack.addWidget(paper)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        column.addWidget(rule())
        column.addWidget(self._search())
        column.addWidget(place, 1)
        self._later = QTimer(self, singleShot=True, interval=TYPING)
        self._slow = QTimer(self, singleShot=True, interval=PATIENCE)
        self.setFocusProxy(self.view)

    def _bar(self) -> QWidget:
        """Page, zoom, search."""
        tr = self.tr
        self.place = label("", "muted")
        self.smaller = _small("minus", tr("Smaller (−)"))
        self.larger = _small("plus", tr("Larger (+)"))
        self.percent = label("", "muted")
        self.percent.setMinimumWidth(px(44))
        self.percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.fit = Segmented(
            "fit", tr("Zoom"), [(FIT_WIDTH, tr("Width")), (FIT_PAGE, tr("Page"))], value=FIT_WIDTH
        )
        self.seek = _small("find", tr("Find in the paper (Ctrl+F)"))
        self.bar = QWidget()
        self.bar.setFixedHeight(px(48))
        inner = row(
            self.place, None, self.smaller, self.percent, self.larger, 4, self.fit, 4, self.seek, spacing=4
        )
        inner.setContentsMargins(px(16), 0, px(8), 0)
        for one in self.fit.buttons:
            one.setMinimumWidth(one.sizeHint().width())
        self.bar.setLayout(inner)
        return self.bar

    def _search(self) -> QWidget:
        """The line of the search, which comes when it is wanted."""
        tr = self.tr
        self.line = Line()
        self.line.setPlaceholderText(tr("Find in the paper"))
        self.line.setAccessibleName(tr("Find in the paper"))
        self.count = label("", "muted")
        self.back, self.on = (
            _small("up", tr("The one before (Shift+Enter)")),
            _small("down", tr("The next (Enter)")),
        )
        self.end = _small("close", tr("End the search (Esc)"))
        inner = row(self.line, 4, self.count, 4, self.back, self.on, self.end, spacing=4)
        inner.setStretch(0, 1)
        inner.setContentsMargins(px(16), px(8), px(8), px(8))
        self.search = QWidget()
        self.search.setLayout(inner)
        self.search.hide()
        return self.search

    def _connect(self) -> None:
        """Who leads where."""
        self.view.turned.connect(self._on_turned)
        self.view.zoomed.connect(self._tell_zoom)
        self.view.painted.connect(self._on_painted)
        self.thumbs.turned.connect(self.view.go_to)
        self.larger.clicked.connect(self.view.zoom_in)
        self.smaller.clicked.connect(self.view.zoom_out)
        self.fit.changed.connect(self._on_fit)
        self.seek.clicked.connect(self.start_search)
        self.line.textChanged.connect(lambda _: self._later.start())
        self._later.timeout.connect(self._look)
        self.back.clicked.connect(lambda: self.step(-1))
        self.on.clicked.connect(lambda: self.step(1))
        self.end.clicked.connect(self.end_search)
        self._slow.timeout.connect(lambda: self._stack.setCurrentIndex(0))

    # what is shown -----------------------------------------------------------------------------------------------------

    @property
    def pdf(self) -> bytes:
        """The paper that is shown; empty where there is none."""
        return self.view.pdf if self.view.sizes else b""

    def show_paper(self, title: str, pdf: bytes, sizes: Sequence[Size] | None = None) -> None:
        """Another paper; without `sizes` (of its pages, see `pages.sizes`) they are read first."""
        if sizes is None:
            self._desk.beside(
                self,
                partial(pages.sizes, pdf),
                lambda found: self.show_paper(title, pdf, found),
                slot="sizes",
            )
            return
        self.done()
        self.title = self.view.title = title
        self._found = ()
        self.view.show_pdf(pdf, sizes)
        self.thumbs.held = True
        self.thumbs.show_pdf(pdf, sizes)
        self._stack.setCurrentIndex(1)
        self._set_ready(True)
        self._on_turned(0)
        self._tell_zoom()
        if self.search.isVisible():
            self._look()

    def say(self, sentence: str, *, wrong: bool = False) -> None:
        """A sentence in place of a paper: nothing chosen yet, or a refusal."""
        self.done()
        self.view.title = ""
        self.view.show_pdf(b"", ())
        self.thumbs.show_pdf(b"", ())
        self._words.setText(wording.sentence(sentence))
        self._words.setAccessibleName(sentence)
        self._icon.setVisible(bool(sentence))
        icons.put(self._icon, "alert" if wrong else "paper", "red" if wrong else "muted", 28)
        self._stack.setCurrentIndex(0)
        self._set_ready(False)

    def refuse(self, refusal: Refused) -> None:
        """Why there is no paper: a fault, or calmly that it would have nothing to say."""
        self.say(in_words(refusal), wrong=not isinstance(refusal, NothingToSay))

    @property
    def said(self) -> str:
        """The sentence in place of a paper; "" where one is shown."""
        return self._words.text() if self._stack.currentIndex() == 0 else ""

    def begin(self, words: str, task: Task | None = None) -> None:
        """A paper is being made; if that takes a moment, the one before gives way to the progress."""
        self._words.setText("")
        self._icon.hide()
        self._slow.start()
        self.working.begin(words, task)

    def done(self) -> None:
        """It is made, or refused."""
        self._slow.stop()
        self.working.end()

    def _set_ready(self, ready: bool) -> None:
        """What needs a paper."""
        for part in (self.smaller, self.larger, self.fit, self.seek):
            part.setEnabled(ready)
        if not ready:
            self.place.setText("")
            self.percent.setText("")
            self.search.hide()

    def _on_turned(self, page: int) -> None:
        """Another page is read."""
        self.thumbs.mark(page)
        words = self.tr("Page {page} of {pages}")
        self.place.setText(words.format(page=page + 1, pages=len(self.view.sizes)))

    def _on_painted(self) -> None:
        """The page that is read comes first, the small ones after it."""
        if self.thumbs.held:
            self.thumbs.held = False
            self.thumbs.viewport().update()

    def _on_fit(self) -> None:
        """Width or page, by the buttons."""
        if (fit := self.fit.value()) is not None and fit != self.view.fit:
            self.view.set_fit(fit)

    def _tell_zoom(self) -> None:
        """How large it is."""
        self.percent.setText(wording.percent(self.view.zoom * 100))
        self.fit.set_value(None if self.view.fit == FREE else self.view.fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Thumbnails where there is room."""
        super().resizeEvent(event)
        self.thumbs.setVisible(self.width() >= px(NARROW))

    # search ------------------------------------------------------------------------------------------------------------

    def start_search(self) -> None:
        """The line to search in."""
        if self.pdf:
            self.search.show()
            self.line.setFocus()
            self.line.selectAll()

    def end_search(self) -> None:
        """Nothing is marked any more."""
        self.search.hide()
        self._found = ()
        self.view.show_found(())
        self.view.setFocus()

    def _look(self) -> None:
        """Searches for what is typed."""
        pdf = self.pdf
        work = partial(pages.found, pdf, self.line.text().strip())
        self._desk.beside(self, work, partial(self._on_found, pdf), slot="find")

    def _on_found(self, pdf: bytes, found: Sequence[Found]) -> None:
        """These are the places."""
        if pdf is self.pdf and self.search.isVisible():
            self._found = found
            self.view.show_found(found)
            self._tell_found()

    def step(self, by: int) -> None:
        """The next of what was found, or the one before; round at the ends."""
        if self._found:
            self.view.show_mark((self.view.mark + by) % len(self._found))
            self._tell_found()

    def _tell_found(self) -> None:
        """Which of how many."""
        words = self.tr("{place} of {count}").format(place=self.view.mark + 1, count=len(self._found))
        none = self.tr("Not found") if self.line.text().strip() else ""
        self.count.setText(words if self._found else none)
        for part in (self.back, self.on):
            part.setEnabled(bool(self._found))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+F, and the keys of the search line."""
        key, mods = event.key(), event.modifiers()
        if key == Qt.Key.Key_F and mods & Qt.KeyboardModifier.ControlModifier:
            self.start_search()
        elif self.line.hasFocus() and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.step(-1 if mods & Qt.KeyboardModifier.ShiftModifier else 1)
        elif self.line.hasFocus() and key in {Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}:
            self.view.keyPressEvent(event)
        elif key == Qt.Key.Key_Escape and self.search.isVisible():
            self.end_search()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def sizeHint(self) -> QSize:
        """A page beside its thumbnails."""
        return QSize(px(WIDTH + 520), px(640))


def _small(icon: str, name: str) -> QPushButton:
    """A button that is an icon; its tip names its key."""
    made = button("", "quiet")
    icons.put(made, icon, "text", 16)
    made.setAccessibleName(name)
    made.setToolTip(name)
    return made
