"""A sentence that comes and goes in the status bar, with Undo where there is something to undo: it covers no figure and no button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from stpdesk.ui.theme import px

STAYS = 8_000
"""Milliseconds; as long as the pointer or the focus is on it, it stays."""

LOW = 24
"""Pixels at 100 % of its buttons."""


class Toast(QFrame):
    """One at a time, above everything; the newest takes the place of the one before."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setProperty("look", "toast")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(3), px(4), px(3))
        row.setSpacing(px(12))
        self._words = QLabel()
        self._words.setWordWrap(False)
        self._act = QPushButton()
        self._act.setAccessibleName(self.tr("Undo"))
        self._act.setProperty("look", "toast")
        self._lead = QPushButton()
        self._lead.setProperty("look", "toast")
        self._lead.hide()
        self._close = QPushButton("✕")
        self._close.setProperty("look", "toast")
        self._close.setAccessibleName(self.tr("Close this message"))
        for one in (self._lead, self._act, self._close):
            one.setFixedHeight(px(LOW))
        row.addWidget(self._words, 1)
        row.addWidget(self._lead)
        row.addWidget(self._act)
        row.addWidget(self._close)
        self._run: Callable[[], None] | None = None
        self._led: Callable[[], None] | None = None
        self._lead.clicked.connect(self._leave)
        self._act.clicked.connect(self._acted)
        self._close.clicked.connect(self.hide)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go)
        self.hide()

    def say(
        self, text: str, act: str = "", run: Callable[[], None] | None = None, *, wrong: bool = False
    ) -> None:
        """Shows a sentence, perhaps with an act."""
        from stpdesk.ui import wording

        self._words.setText(wording.sentence(text))
        self._words.setWordWrap(len(text) > 90)
        self._act.setText(act)
        self._act.setAccessibleName(act or self.tr("Undo"))
        self._act.setVisible(run is not None)
        self._lead.hide()
        self._run, self._led = run, None
        self.setProperty("tone", "bad" if wrong else "")
        for part in (self, self._words, self._lead, self._act, self._close):
            part.style().polish(part)
        self.setAccessibleName(text)
        self.place()
        self.show()
        self.raise_()
        self._timer.start(STAYS)

    def lead(self, words: str, run: Callable[[], None]) -> None:
        """One more button beside what it says now: to where that goes on."""
        self._led = run
        self._lead.setText(words)
        self._lead.setAccessibleName(words)
        self._lead.show()
        self.place()

    def _leave(self) -> None:
        """There."""
        self.hide()
        if self._led is not None:
            self._led()

    @property
    def text(self) -> str:
        """What it says."""
        return self._words.text().removeprefix("\N{LEFT-TO-RIGHT MARK}")

    def _acted(self) -> None:
        """The act, once."""
        run, self._run = self._run, None
        self.hide()
        if run is not None:
            run()

    def _go(self) -> None:
        """Away, unless somebody is on it."""
        if self.underMouse() or self.hasFocus() or self._act.hasFocus() or self._lead.hasFocus():
            self._timer.start(STAYS)
        else:
            self.hide()

    def place(self) -> None:
        """In the middle of the status bar; a long one grows upwards."""
        over = self._over
        self.setMaximumWidth(min(px(720), over.width() - px(48)))
        if self._words.wordWrap():
            self.setFixedWidth(min(px(720), over.width() - px(48)))
        else:
            self.setMinimumWidth(0)
        inside = self.layout()
        if inside is not None:
            room = px(8) if self._words.wordWrap() else px(3)
            inside.setContentsMargins(px(16), room, px(4), room)
        self.adjustSize()
        if self._words.wordWrap() and inside is not None:
            self.resize(self.width(), inside.totalHeightForWidth(self.width()))
        self.move((over.width() - self.width()) // 2, over.height() - self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc sends it away."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)
