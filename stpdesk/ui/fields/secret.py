"""A password: dots on screen, in no draft, said to be weak before it is saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QLineEdit

from stpdesk.core.errors import Refused
from stpdesk.core.typed import Slip
from stpdesk.ui.fields.edit import TypedField


class Secret(TypedField):
    """`check` raises Refused for a password that will not do; `same_as` is the field it must repeat.

    Its text is told to nobody but the act: a draft of the form is kept without it.
    """

    WIDTH = 280.0

    def __init__(
        self,
        name: str,
        label: str,
        *,
        check: Callable[[str], None] | None = None,
        same_as: Secret | None = None,
        **more: Any,
    ) -> None:
        self._check, self._same_as = check, same_as
        super().__init__(name, label, required=True, **more)
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        if same_as is not None:
            same_as.changed.connect(self._show_slip)

    def value(self) -> str | None:
        """What was typed, as it was; None where nothing was."""
        return self.edit.text() or None

    def text(self) -> str:
        """Nothing: a draft has no password in it."""
        return ""

    def is_blank(self) -> bool:
        """Whether nothing was typed."""
        return not self.edit.text()

    def settle(self) -> None:
        """Left with something in it, it says what is wrong."""
        if not self.is_blank():
            self.touch()

    def slip(self) -> Slip | None:
        """The second one is not “missing”: it was not typed again."""
        if self._same_as is not None and self.is_blank():
            return Slip(self.tr("Type the password once more."))
        return super().slip()

    def _own_slip(self) -> Slip | None:
        """Too weak, or not the same twice."""
        typed = self.edit.text()
        if not typed:
            return None
        if self._same_as is not None and typed != self._same_as.edit.text():
            return Slip(self.tr("The two passwords are not the same."))
        try:
            if self._check is not None:
                self._check(typed)
        except Refused as refused:
            return Slip(refused.template, "", dict(refused.values))
        return None

    def _read(self, text: str) -> str | None:
        """As it was typed."""
        return text or None

    def _shown(self, value: Any) -> str:
        """As it was typed."""
        return str(value)
