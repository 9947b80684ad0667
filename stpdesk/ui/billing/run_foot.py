"""The foot of the run: what issuing will do, how far it is, and the buttons that do it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from stpdesk.ui.billing.run_words import tr
from stpdesk.ui.fields.buttons import KeyButton
from stpdesk.ui.parts import button, column, label, row
from stpdesk.ui.progress import Working
from stpdesk.ui.screen import MARGIN
from stpdesk.ui.theme import px


class RunFoot(QFrame):
    """The part says what stands here and which buttons there are."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "footer")
        self.setMinimumHeight(px(64))
        self.does, self.stays = label("", wrap=True), label("", "caption", wrap=True)
        self.working = Working()
        self.preview = button(tr("Print preview"), keys="Ctrl+P")
        self.issue = KeyButton(tr("Issue"), "Ctrl+Enter", primary=True)
        self.print = KeyButton(tr("Print all"), "Ctrl+P", primary=True)
        words = column(None, self.does, self.stays, None, spacing=2)
        inside = row(words, self.working, self.preview, self.issue, self.print)
        inside.setStretch(0, 1)
        inside.setContentsMargins(px(MARGIN), px(8), px(MARGIN), px(8))
        self.setLayout(inside)
