"""Fields of words: one line of text, and several lines."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from stpdesk.core.typed import Slip
from stpdesk.ui.cut import written_to_the_left
from stpdesk.ui.fields.base import Field
from stpdesk.ui.fields.edit import TypedField
from stpdesk.ui.sides import mirrored
from stpdesk.ui.theme import px

BLANKS = " \t\n\u00a0\u200b\u200e\u200f\ufeff"


class Text(TypedField):
    """Free text on one line, Urdu too: it stands at the side it is read from. Its value is trimmed, None where blank."""

    WIDTH = 336.0
    ALIGN = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

    def __init__(self, name: str, label: str, *, most: int = 200, **more: Any) -> None:
        super().__init__(name, label, **more)
        self._most = most

    def _read(self, text: str) -> str | Slip | None:
        """The text without blanks outside and without control characters."""
        bare = "".join(
            letter for letter in text if letter.isprintable() or letter in BLANKS + "\u200c\u200d"
        ).strip(BLANKS)
        if len(bare) > self._most:
            return Slip(
                self.tr("This has {count} letters; {most} fit."),
                bare[: self._most],
                {"count": len(bare), "most": self._most},
            )
        return bare or None

    def _shown(self, value: Any) -> str:
        """The text itself."""
        return str(value)


class FileName(Text):
    """The name of a file: what is typed over is the name, not its ending."""

    def focus_to_correct(self) -> None:
        """Selects what stands before the last full stop."""
        self.focus_here()
        name, dot, _ = self.edit.text().rpartition(".")
        self.edit.setSelection(0, len(name if dot and name else self.edit.text()))


class LongText(Field):
    """Free text of several lines, at the side its first one is read from; Tab goes on to the next field."""

    def __init__(
        self, name: str, label: str, *, hint: str = "", width: float = 392, lines: int = 3, **more: Any
    ) -> None:
        super().__init__(name, label, **more)
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        self.edit.setPlaceholderText(hint)
        self._adopt(self.edit, width)
        self.edit.setFixedHeight(self.edit.fontMetrics().lineSpacing() * lines + px(18))
        self.edit.textChanged.connect(self._stand)
        self.edit.textChanged.connect(self._edited)

    def _stand(self) -> None:
        """Urdu begins at the right; Qt would let it begin where English does."""
        words = self.edit.document()
        right = written_to_the_left(self.text()) or (mirrored() and not self.text())
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        option = words.defaultTextOption()
        if option.alignment() != side | Qt.AlignmentFlag.AlignAbsolute:
            option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
            words.setDefaultTextOption(option)

    def value(self) -> str | None:
        """The text without blanks outside, None where there is none."""
        return self.edit.toPlainText().strip() or None

    def set_value(self, value: Any) -> None:
        """Shows a text."""
        self.set_text("" if value is None else str(value))

    def text(self) -> str:
        """What was typed."""
        return self.edit.toPlainText()

    def set_text(self, text: str) -> None:
        """Other text."""
        if text != self.edit.toPlainText():
            self.edit.setPlainText(text)

    def set_locked(self, locked: bool) -> None:
        """To be read and copied only."""
        self.edit.setReadOnly(locked)
