"""The status bar: saved, last verified backup, power, each link; a dot and a word, never a colour alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from stpdesk.ui.marks import Dot
from stpdesk.ui.theme import px

HEIGHT = 28


class Light(QWidget):
    """A dot and a few words."""

    def __init__(self, text: str = "", tone: str = "good") -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        self._dot = Dot()
        self._words = QLabel()
        self._words.setProperty("look", "caption")
        row.addWidget(self._dot)
        row.addWidget(self._words)
        self.say(text, tone)

    def say(self, text: str, tone: str = "good") -> None:
        """Sets the words and the dot; no words, nothing shown."""
        self._words.setText(text)
        self._dot.set_tone(tone)
        self.setAccessibleName(text)
        self.setVisible(bool(text))


class StatusBar(QWidget):
    """`say(place, text, tone)` for the places saved, backup, power; `links` replaces the links' lights."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(px(HEIGHT))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(px(16), 0, px(16), 0)
        self._row.setSpacing(px(24))
        self._lights = {name: Light() for name in ("saved", "backup", "work", "power")}
        for name in ("saved", "backup", "work"):
            self._row.addWidget(self._lights[name])
        self._row.addStretch(1)
        self._row.addWidget(self._lights["power"])
        self._links: list[Light] = []

    def say(self, place: str, text: str, tone: str = "good") -> None:
        """One light by its place."""
        self._lights[place].say(text, tone)

    def links(self, told: list[tuple[str, str]]) -> None:
        """One light a link: words and tone."""
        while len(self._links) > len(told):
            gone = self._links.pop()
            self._row.removeWidget(gone)
            gone.deleteLater()
        while len(self._links) < len(told):
            made = Light()
            self._links.append(made)
            self._row.addWidget(made)
        for light, (text, tone) in zip(self._links, told, strict=True):
            light.say(text, tone)
