"""Drafts: what was typed and not saved yet, kept on disk while typing and offered back after a crash."""

from __future__ import annotations

from datetime import UTC, date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy

from stpdesk.core.civil import local
from stpdesk.db.drafts import CLOSED, FAILED, LEFT, REFUSED, Draft
from stpdesk.ui import icons, wording
from stpdesk.ui.fields.buttons import link
from stpdesk.ui.forms.row import Elided
from stpdesk.ui.theme import px

PAUSE_MS = 600
"""How long after the last key a draft is written."""


class DraftBanner(QFrame):
    """“Draft of 14:01 is back: the program ended.  Discard draft”"""

    discarded = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "draft")
        self._icon = QLabel()
        self._words = Elided("")
        self._words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.discard = link(self.tr("Discard draft"), tone="plainlink")
        self.discard.clicked.connect(self.discarded)
        line = QHBoxLayout(self)
        line.setContentsMargins(px(12), px(5), px(10), px(5))
        line.setSpacing(px(8))
        line.addWidget(self._icon)
        line.addWidget(self._words, 1)
        line.addWidget(self.discard)
        icons.put(self._icon, "undo", "amber", 16)
        self.hide()

    def tell(self, draft: Draft, today: date, *, of_this_run: bool) -> None:
        """Says which draft is back, and why it was one: of a program that just ended nobody knows more than that."""
        told = {
            LEFT: self.tr("Draft of {when} is back: you went elsewhere."),
            CLOSED: self.tr("Draft of {when} is back: the program was closed."),
            REFUSED: self.tr("Draft of {when} is back: saving was refused."),
            FAILED: self.tr("Draft of {when} is back: saving failed."),
        }
        ended = self.tr("Draft of {when} is back: the program ended.")
        plain = self.tr("Draft of {when} is back.")
        text = told.get(draft.why, plain if of_this_run else ended)
        self._words.set_words(text.format(when=when_told(draft.at, today)))
        self.show()


def when_told(at: datetime, today: date) -> str:
    """`14:02` of today, else `1 Nov 2026, 14:02`, in the park's time: when a draft was kept."""
    here = local(int((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()))
    clock = f"{here:%H:%M}"
    return clock if here.date() == today else f"{wording.day(here.date())}, {clock}"
