"""What stands above the run: what waits or is missing, each with the act that settles it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from stpdesk.ui import icons
from stpdesk.ui.parts import Elided, button, clear, label, row
from stpdesk.ui.screen import MARGIN
from stpdesk.ui.theme import px

NoticeAct = tuple[str, Callable[[], None]]


@dataclass(frozen=True, slots=True)
class Notice:
    """A few strong words, the rest of the sentence, and what can be done."""

    strong: str
    words: str
    acts: Sequence[NoticeAct] = ()


class Notices(QWidget):
    """At most two filled panels, one under the other."""

    def __init__(self) -> None:
        super().__init__()
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(px(MARGIN), 0, px(MARGIN), 0)
        self._inside.setSpacing(px(8))
        self._said: list[tuple[str, str, tuple[str, ...]]] = []
        self.buttons: list[QPushButton] = []

    def say(self, notices: Sequence[Notice]) -> None:
        """The first two; what says the same as before stays, with the keyboard where it is."""
        said = [(one.strong, one.words, tuple(name for name, _ in one.acts)) for one in notices[:2]]
        if said == self._said:
            return
        self._said = said
        clear(self._inside)
        self.buttons = []
        for one in notices[:2]:
            self._inside.addWidget(self._panel(one))
        self._inside.setContentsMargins(px(MARGIN), 0, px(MARGIN), px(12) if said else 0)
        self.setVisible(bool(said))

    def come_before(self, widget: QWidget) -> None:
        """Tab comes to the acts where they stand: just before `widget`, which is below them."""
        last: QWidget | None = widget.previousInFocusChain()
        for one in self.buttons:
            if last is not None:
                QWidget.setTabOrder(last, one)
            last = one

    def _panel(self, one: Notice) -> QWidget:
        """One of them."""
        made = QFrame()
        made.setProperty("look", "draft")
        made.setAccessibleName(f"{one.strong} {one.words}")
        mark = QLabel()
        icons.put(mark, "alert", "amber", 18)
        mark.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        strong = label(one.strong, "strong")
        strong.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        inside = row(mark, strong, Elided(one.words), spacing=10)
        inside.setStretch(2, 1)
        for name, act in one.acts:
            pressed = button(name)
            pressed.clicked.connect(lambda _=False, act=act: act())
            inside.addWidget(pressed)
            self.buttons.append(pressed)
        inside.setContentsMargins(px(14), px(7), px(8), px(7))
        made.setLayout(inside)
        return made
