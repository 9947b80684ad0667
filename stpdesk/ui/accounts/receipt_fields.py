"""Fields of the receipt form that do a little more: the tenant who goes on by himself, and who typed which amount."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from stpdesk.core.matching import Item
from stpdesk.ui.fields.base import Field
from stpdesk.ui.fields.choice import Choice


class Payer(Choice):
    """A tenant by letters of the name or the code; `taken` once one was picked, so that Enter picks and goes on."""

    taken = Signal()

    def _pick(self, item: Item) -> None:
        """An item, by mouse or key."""
        super()._pick(item)
        self.taken.emit()


class Own(Field):
    """Names of the amounts the person typed: the program no longer proposes those. It is not shown; drafts keep it."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "")
        self.names: frozenset[str] = frozenset()
        self.setFixedSize(0, 0)

    def put(self, name: str, own: bool) -> None:
        """An amount is typed, or to be proposed again."""
        names = self.names | {name} if own else self.names - {name}
        if names != self.names:
            self.names = names
            self._edited()

    def value(self) -> frozenset[str]:
        """The names."""
        return self.names

    def set_value(self, value: Any) -> None:
        """Other names."""
        self.names = frozenset(value or ())

    def text(self) -> str:
        """The names, so that a draft keeps them."""
        return " ".join(sorted(self.names))

    def set_text(self, text: str) -> None:
        """The same back again."""
        self.names = frozenset(text.split())

    def is_blank(self) -> bool:
        """It fills nothing in."""
        return True

    def stops(self) -> list[QWidget]:
        """Tab does not come here."""
        return []


class Ahead(QLineEdit):
    """Takes what is typed while a receipt is being saved, so that nobody waits for a slow disk: the next tenant, Enter, its amount …

    It has the keyboard but is not seen.
    """

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFixedSize(0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.typed: list[str] = []

    def begin(self) -> None:
        """From now on; what is left of before stays first."""
        self.clear()
        self.setFocus()

    def taken(self) -> list[str]:
        """What was typed, cut where Enter was pressed; nothing of it is left here."""
        found = [*self.typed, self.text()]
        self.typed = []
        self.clear()
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ends a field."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.typed.append(self.text())
            self.clear()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, _next: bool) -> bool:
        """Tab goes nowhere from here."""
        return True
