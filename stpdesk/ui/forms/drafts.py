"""Drafts: what was typed and not saved yet, kept on disk while typing and offered back after a crash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from stpdesk.ui import icons
from stpdesk.ui.fields.buttons import link
from stpdesk.ui.theme import px, tokens

if TYPE_CHECKING:
    from stpdesk.actions.session import Session

PAUSE_MS = 600
"""How long after the last key a draft is written."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft as it was kept: every field's typed text by its name, when, and why it was left, if that is known."""

    texts: Mapping[str, str]
    at: datetime
    why: str = ""


class Found(Protocol):
    """What a box finds: `Kept`, or the park's own record of a draft."""

    @property
    def texts(self) -> Mapping[str, str]:
        """What was typed, by field."""

    @property
    def at(self) -> datetime:
        """When."""


class DraftBox(Protocol):
    """Where drafts are kept: in the park (forms.kept). All of it runs on a worker's thread."""

    def save(self, session: Session, form: str, thing: str, texts: Mapping[str, str]) -> None:
        """Keeps a draft in place of the last of the same form and thing; durable when it returns."""

    def find(self, session: Session, form: str, thing: str) -> Found | None:
        """The draft of a form about a thing, if there is one."""

    def drop(self, session: Session, form: str, thing: str) -> None:
        """Forgets it."""


class DraftBanner(QFrame):
    """“Your draft of 14:01, before the PC went off, is back.  Discard draft”"""

    discarded = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "draft")
        self._icon = QLabel()
        self._words = QLabel()
        self._words.setWordWrap(False)
        self.discard = link(self.tr("Discard draft"), tone="plainlink")
        self.discard.clicked.connect(self.discarded)
        line = QHBoxLayout(self)
        line.setContentsMargins(px(12), px(5), px(10), px(5))
        line.setSpacing(px(8))
        line.addWidget(self._icon)
        line.addWidget(self._words, 1)
        line.addWidget(self.discard)
        self._tint()
        self.hide()

    def tell(self, when: str, why: str) -> None:
        """Says which draft is back."""
        if why:
            text = self.tr("Your draft of {when}, {why}, is back.").format(when=when, why=why)
        else:
            text = self.tr("Your draft of {when} is back.").format(when=when)
        self._words.setText(text)
        self.show()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "discard"):
            self._tint()

    def _tint(self) -> None:
        """The mark in the theme's amber."""
        self._icon.setPixmap(icons.pixmap("undo", tokens(self).amber, 16))
