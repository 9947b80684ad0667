"""What a table shows in place of rows: a sentence, and the act that fills it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from stpdesk.ui.theme import px


class Nothing(QWidget):
    """A sentence in the middle with one button below it, laid over the rows' place: the heads stay."""

    pressed = Signal()

    def __init__(self, place: QWidget) -> None:
        super().__init__(place)
        self._place = place
        self.hide()
        self._sentence = QLabel()
        self._sentence.setProperty("look", "muted")
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.button = QPushButton()
        self.button.clicked.connect(self.pressed)
        self._inside = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._inside.setSpacing(px(16))
        self._inside.addWidget(self._sentence)
        self._inside.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(48), px(24), px(48), px(48))
        self._column.addStretch(2)
        self._column.addLayout(self._inside)
        self._column.addStretch(3)

    def cover(self) -> None:
        """As large as what it covers; where that is low, without margins, and the act beside the sentence."""
        room = self._place.size()
        wide = max(1, room.width() - 2 * px(48))
        # not the layout's own answer, which it does not keep up to date while hidden
        needed = self._sentence.heightForWidth(wide)
        if self.button.text():
            needed += self._inside.spacing() + self.button.sizeHint().height()
        roomy = needed + px(24) + px(48) <= room.height()
        low = needed > room.height() and bool(self.button.text())
        directions = QBoxLayout.Direction
        self._column.setContentsMargins(px(48), px(24) if roomy else 0, px(48), px(48) if roomy else 0)
        self._inside.setDirection(directions.LeftToRight if low else directions.TopToBottom)
        self.resize(room)

    @property
    def sentence(self) -> str:
        """What it says."""
        return self._sentence.text()

    def say(self, sentence: str, act: str) -> None:
        """Another sentence and act; no button without an act."""
        self._sentence.setText(sentence)
        self.button.setText(act)
        self.button.setAccessibleName(act)
        self.button.setVisible(bool(act))
