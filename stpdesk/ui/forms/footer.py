"""The foot of a form: what is still wrong, what saving will do, Cancel and the one accent button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from stpdesk.ui import icons, wording
from stpdesk.ui.fields.base import Field
from stpdesk.ui.fields.buttons import KeyButton, link
from stpdesk.ui.forms.row import Elided
from stpdesk.ui.theme import px


class Footer(QFrame):
    """Says and asks; the form does."""

    jump = Signal()

    def __init__(self, save: str) -> None:
        super().__init__()
        self.setProperty("look", "footer")
        self.setFixedHeight(px(57))
        self._consequence = self._refusal = ""
        self.wrong = link("", tone="wronglink")
        self.wrong.hide()
        self.wrong.clicked.connect(self.jump)
        self.words = Elided()
        self.words.two = True
        self.cancel = KeyButton(self.tr("Cancel"), "Esc")
        self.save = KeyButton(save, "Ctrl+Enter", primary=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(px(24), 0, px(24), 0)
        line.setSpacing(px(8))
        line.addWidget(self.wrong)
        line.addWidget(self.words, 1)
        line.addWidget(self.cancel)
        line.addWidget(self.save)
        icons.put(self.wrong, "alert", "red", 16, after=4)

    def name_wrong(self, fields: Sequence[Field]) -> None:
        """Names what is still to be corrected."""
        names = ", ".join(field.label for field in fields[:3])
        if len(fields) == 1:
            text = self.tr("One field to correct: {names}").format(names=names)
        elif len(fields) <= 3:
            text = self.tr("%n fields to correct: {names}", "", len(fields)).format(names=names)
        else:
            text = self.tr("%n fields to correct: {names} and others", "", len(fields)).format(names=names)
        self.wrong.setText(text)
        self.wrong.setAccessibleName(text)
        self.wrong.setVisible(bool(fields))
        self._stand_back()

    def say(self, text: str) -> None:
        """What saving will do."""
        self._consequence = text
        if not self._refusal:
            self._show(text, wrong=False)

    def refuse(self, text: str) -> None:
        """A refusal that belongs to no field; it stands there until something is changed."""
        self._refusal = text
        self._show(text, wrong=True)

    def take_back(self) -> None:
        """A refusal no longer counts."""
        if self._refusal:
            self._refusal = ""
            self._show(self._consequence, wrong=False)

    def _show(self, text: str, *, wrong: bool) -> None:
        """The words, in red or muted."""
        self.words.setProperty("look", "error" if wrong else "muted")
        self.words.style().unpolish(self.words)
        self.words.style().polish(self.words)
        self.words.set_words(wording.sentence(text))
        self._stand_back()

    def _stand_back(self) -> None:
        """Beside what is to be corrected, what saving would do is told whole or not at all; a refusal always."""
        self.words.whole = not self.wrong.isHidden() and not self._refusal
        self.words.update()

    def busy(self, busy: bool) -> None:
        """While the act is under way nothing can be begun again."""
        self.cancel.setEnabled(not busy)
        self.save.set_busy(busy)
