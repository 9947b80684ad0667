"""The foot of the run: what issuing will do, how far it is, and the buttons that do it."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame

from stpdesk.ui import icons
from stpdesk.ui.billing.run_words import tr
from stpdesk.ui.fields.buttons import KeyButton
from stpdesk.ui.parts import button, column, label, row
from stpdesk.ui.progress import Working
from stpdesk.ui.screen import MARGIN
from stpdesk.ui.theme import px

NARROW = 700
"""Below so much (at 100 %) only what issuing does is told beside the buttons."""


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

    def say(self, does: str, stays: str) -> None:
        """What issuing does, and who stays; where there is little room the second is in its tip."""
        self.does.setText(does)
        self.stays.setText(stays)
        self._fit()

    def refuse(self, why: str) -> None:
        """Nothing was issued: why, in place of what it would do."""
        self.does.setText(why)
        self.stays.setText("")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Two sentences, or the first alone, and a button without its words."""
        narrow = self.width() < px(NARROW)
        self.stays.setVisible(bool(self.stays.text()) and not narrow)
        self.does.setToolTip(self.stays.text() if narrow else "")
        self.preview.setText("" if narrow else tr("Print preview"))
        self.preview.setToolTip(tr("Print preview (Ctrl+P)") if narrow else "Ctrl+P")
        if narrow:
            icons.put(self.preview, "print", "text", 18)
        else:
            icons.take_off(self.preview)
