"""Fields of the receipt form that do a little more: the tenant who goes on by himself, and who typed which amount."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

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
