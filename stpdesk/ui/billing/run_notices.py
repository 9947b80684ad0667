"""What stands above the run: what waits or is missing, each with the act that settles it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from stpdesk.ui import icons
from stpdesk.ui.billing.run_words import tr
from stpdesk.ui.fields.buttons import KeyButton
from stpdesk.ui.parts import Elided, button, clear, column, label, row
from stpdesk.ui.screen import MARGIN
from stpdesk.ui.theme import px

MOST = 3
NoticeAct = tuple[str, Callable[[], None], str]
"""What a button says, what it does, and its key or none."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A few strong words, the rest of the sentence, and what can be done."""

    strong: str
    words: str
    acts: Sequence[NoticeAct] = ()
    short: str = ""
    """`words` where there is no room for them"""
    mark: tuple[str, str] = ("alert", "amber")
    """icon and colour: an alarm, unless it only says where one is"""


class Notices(QWidget):
    """At most three filled panels, one under the other."""

    def __init__(self) -> None:
        super().__init__()
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(px(MARGIN), 0, px(MARGIN), 0)
        self._inside.setSpacing(px(8))
        self._said: list[tuple[str, str, tuple[str, ...]]] = []
        self._notices: Sequence[Notice] = ()
        self._little = False
        self.buttons: list[QPushButton] = []
        self.folded = button("", icon="down")
        self.folded.hide()
        self.folded.clicked.connect(lambda *_: self._show_menu())

    def say(self, notices: Sequence[Notice]) -> None:
        """The first three; what says the same as before stays, with the keyboard where it is."""
        said = [(one.strong, one.words, tuple(name for name, _, _ in one.acts)) for one in notices[:MOST]]
        if said == self._said:
            return
        self._said, self._notices = said, notices[:MOST]
        clear(self._inside)
        self.buttons = []
        for one in notices[:MOST]:
            self._inside.addWidget(self._panel(one))
        self._inside.setContentsMargins(px(MARGIN), 0, px(MARGIN), px(12) if said else 0)
        self._fold()

    def give_way(self, little: bool) -> None:
        """Where there is little height they are one button, `folded`, with all of it in its menu."""
        if little is not self._little:
            self._little = little
            self._fold()

    def height_wanted(self) -> int:
        """Pixels they take unfolded."""
        return self._inside.sizeHint().height() if self._said else 0

    def _fold(self) -> None:
        """Panels, or the button."""
        there, first = bool(self._said), self._notices[0].strong.rstrip(".") if self._said else ""
        icons.put(self.folded, *(self._notices[0] if there else Notice("", "")).mark, 18, after=4)
        had = any(one.hasFocus() for one in self.buttons)
        self.setVisible(there and not self._little)
        self.folded.setVisible(there and self._little)
        words = tr("{n} to settle").format(n=len(self._said)) if len(self._said) > 1 else first
        self.folded.setText(words)
        self.folded.setAccessibleName(words)
        told = " ".join(f"{one.strong} {one.words}" for one in self._notices)
        self.folded.setAccessibleDescription(told)
        self.folded.setToolTip(told)
        if had and self._little:
            self.folded.setFocus()

    def _show_menu(self) -> None:
        """Each sentence with its acts below it."""
        menu = QMenu(self.folded)
        for one in self._notices:
            menu.addAction(one.strong).setEnabled(False)
            for name, act, key in one.acts:
                menu.addAction(f"    {name}\t{key}" if key else f"    {name}", act)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.folded.mapToGlobal(self.folded.rect().bottomLeft()))
        menu.setActiveAction(next(one for one in menu.actions() if one.isEnabled()))

    def come_before(self, widget: QWidget) -> None:
        """Tab comes to the acts where they stand: just before `widget`, which is below them."""
        last: QWidget | None = widget.previousInFocusChain()
        while last is not None and last is not widget and (last in self.buttons or not _stands(last)):
            last = last.previousInFocusChain()
        for one in self.buttons:
            if last is not None:
                QWidget.setTabOrder(last, one)
            last = one

    def _panel(self, one: Notice) -> QWidget:
        """One of them."""
        made = QFrame()
        made.setProperty("look", "draft" if one.mark[1] == "amber" else "note")
        made.setAccessibleName(f"{one.strong} {one.words}")
        mark = QLabel()
        icons.put(mark, *one.mark, 18)
        mark.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        strong = label(one.strong, "strong")
        strong.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        rest = Elided(lines=2)
        rest.say(one.words, one.short)
        inside = row(mark, column(strong, rest, spacing=1), spacing=10)
        inside.setStretch(1, 1)
        for name, act, key in one.acts:
            pressed = KeyButton(name, key) if key else button(name)
            pressed.clicked.connect(lambda _=False, act=act: act())
            inside.addWidget(pressed)
            self.buttons.append(pressed)
        inside.setContentsMargins(px(14), px(7), px(8), px(7))
        made.setLayout(inside)
        return made


def _stands(one: QWidget) -> bool:
    """Whether Tab comes to it, and to nothing inside it: a setting of the order after it is one after that alone."""
    return bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus) and one.focusProxy() is None
