"""The quiet sidebar: the park, Find, the screens, who is signed in and the menu of all commands."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from stpdesk.ui import icons
from stpdesk.ui.desk import OpenPark
from stpdesk.ui.pages import PAGES, Page
from stpdesk.ui.parts import Elided
from stpdesk.ui.sides import leading
from stpdesk.ui.theme import px

WIDTH, SLIM = 196, 68
"""Pixels at 100 %: with words, and with icons alone."""


class Sidebar(QWidget):
    """`chosen` names the screen a person asks for; `finding` and `more` open the palette and the menu."""

    chosen = Signal(str)
    finding = Signal()
    more = Signal(QPushButton)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(px(WIDTH))
        self._slim = False
        self._words: list[QLabel] = []
        self._buttons: dict[str, QPushButton] = {}
        self._badges: dict[str, QLabel] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(16), px(12), px(16))
        column.setSpacing(px(4))
        column.addLayout(self._head())
        column.addSpacing(px(12))
        column.addWidget(self._finder())
        column.addSpacing(px(12))
        for page in PAGES:
            column.addWidget(self._entry(page))
        column.addStretch(1)
        column.addWidget(self._foot())

    def _head(self) -> QHBoxLayout:
        """Mark, name of the program, park."""
        row = QHBoxLayout()
        row.setContentsMargins(px(4), 0, 0, 0)
        row.setSpacing(px(10))
        self._mark = QLabel()
        self._mark.setProperty("look", "mark")
        self._mark.setFixedSize(px(32), px(32))
        self._mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        icons.put(self._mark, "logo", "on_accent", 22)
        row.addWidget(self._mark)
        names = QVBoxLayout()
        names.setSpacing(0)
        name = QLabel(self.tr("STP Desk"))
        name.setProperty("look", "strong")
        name.setAlignment(leading())
        self._park = Elided("", "muted")
        names.addWidget(name)
        names.addWidget(self._park)
        self._words += [name, self._park]
        row.addLayout(names, 1)
        return row

    def _finder(self) -> QPushButton:
        """Looks like a search line, opens the palette."""
        button = QPushButton(self.tr("Find"))
        button.setAccessibleName(self.tr("Find anything"))
        button.setProperty("look", "find")
        icons.put(button, "find", "muted", 16, after=4)
        row = QHBoxLayout(button)
        row.setContentsMargins(0, 0, 0, 0)
        keys = QLabel("Ctrl+K")
        keys.setProperty("look", "caption")
        self._words.append(keys)
        keys.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addStretch(1)
        row.addWidget(keys)
        row.addSpacing(px(8))
        button.clicked.connect(self.finding)
        self._find = button
        return button

    def _entry(self, page: Page) -> QPushButton:
        """One screen."""
        button = QPushButton(f"  {self.tr(page.title)}")
        button.setAccessibleName(self.tr(page.title))
        button.setProperty("look", "nav")
        button.setCheckable(True)
        icons.put(button, page.icon, "muted")
        button.setToolTip(page.keys)
        row = QHBoxLayout(button)
        row.setContentsMargins(0, 0, 0, 0)
        badge = QLabel()
        badge.setProperty("look", "badge")
        badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        badge.hide()
        row.addStretch(1)
        row.addWidget(badge)
        row.addSpacing(px(8))
        self._badges[page.name] = badge
        button.clicked.connect(lambda _=False, name=page.name: self.chosen.emit(name))
        self._group.addButton(button)
        self._buttons[page.name] = button
        return button

    def _foot(self) -> QPushButton:
        """Who is signed in; opens the menu of all commands."""
        self._actor = ""
        self._person = QPushButton()
        self._person.setProperty("look", "nav")
        icons.put(self._person, "person", "muted")
        self._person.clicked.connect(lambda: self.more.emit(self._person))
        return self._person

    def show_park(self, park: OpenPark) -> None:
        """Names the park and the person."""
        place = park.name.rpartition(", ")[2]  # a park of no city yet: most names end in theirs
        self._park.say(park.city or park.name, "" if place == park.name else place)
        self._mark.setToolTip(park.name)
        self._actor = park.actor
        self._person.setText("" if self._slim else f"  {park.actor}")
        self._person.setAccessibleName(self.tr("Menu of %s") % park.actor)

    def slim_down(self, slim: bool) -> None:
        """Icons alone where there is little room; what they stand for is in their tips and names."""
        if slim == self._slim:
            return
        self._slim = slim
        self.setFixedWidth(px(SLIM if slim else WIDTH))
        for one in self._words:
            one.setHidden(slim)
        self._find.setText("" if slim else self.tr("Find"))
        for page in PAGES:
            title = self.tr(page.title)
            self._buttons[page.name].setText("" if slim else f"  {title}")
            self._buttons[page.name].setToolTip(f"{title} ({page.keys})" if slim else page.keys)
        self._person.setText("" if slim else f"  {self._actor}")

    def select(self, name: str) -> None:
        """Marks the screen that is shown."""
        for page in PAGES:
            button, here = self._buttons[page.name], page.name == name
            button.setChecked(here)
            icons.put(button, page.icon, "accent" if here else "muted")

    def set_badge(self, name: str, count: int, tone: str = "amber") -> None:
        """How many things wait on a screen; nothing where none does."""
        badge = self._badges.get(name)
        if badge is None:
            return
        badge.setText(str(count))
        badge.setProperty("tone", tone)
        badge.style().polish(badge)
        badge.setVisible(count > 0)
