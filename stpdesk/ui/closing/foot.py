"""The foot of the checklist: what closing will do, or why it has to wait, beside its button."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from stpdesk.core.closing import in_the_way, left_open
from stpdesk.core.errors import Refused
from stpdesk.ui.closing.acts import Facts, named, tr
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.buttons import KeyButton
from stpdesk.ui.parts import label, row
from stpdesk.ui.screen import MARGIN
from stpdesk.ui.sentences import in_words
from stpdesk.ui.theme import px


class Foot(QFrame):
    """One sentence and the one accent button."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "footer")
        self.words = label("", "muted", wrap=True)
        self.act = KeyButton(tr("Close the month"), "Ctrl+L", primary=True)
        self.act.setEnabled(False)
        line = row(self.words, self.act, spacing=16)
        line.setStretch(0, 1)
        line.setContentsMargins(px(MARGIN), px(10), px(MARGIN), px(10))
        self.setLayout(line)
        self.setMinimumHeight(px(57))
        self.act.clicked.connect(lambda _: self.pressed.emit())

    def say(self, facts: Facts, may_not: str) -> None:
        """How it stands; `may_not`: why this person cannot close it, "" where that can be done."""
        must = in_the_way(facts.found.steps)
        self.act.set_words(tr("Close {month}").format(month=named(facts.month)))
        self.act.setEnabled(not must and not may_not)
        waits = " ".join(in_words(one.says) for one in must if one.open)
        if may_not:
            self.words.setText(may_not)
        elif waits:
            self.words.setText(tr("Before it can be closed: {what}").format(what=waits))
        elif must:
            self.words.setText(tr("The month’s run is being worked out…"))
        else:
            self.words.setText(_consequence(facts))

    def hinders(self, facts: Facts, desk: Desk) -> bool:
        """Whether the month cannot be closed as it is; the key that asks for it is told why."""
        closed = facts.found.state.closed
        if not closed and self.act.isEnabled():
            return False
        why = Refused(tr("{month} is closed."), month=named(facts.month)) if closed else None
        desk.refused.emit(why or Refused("{why}", why=self.words.text()))
        return True


def _consequence(facts: Facts) -> str:
    """What closing will do."""
    found = facts.found
    words = tr(
        "Closing freezes {count} documents as revision {revision}. Nothing dated in {month} changes any more until it is"
        " reopened with a reason."
    ).format(count=facts.papers, revision=found.next_revision, month=named(facts.month))
    left = left_open(found.steps)
    if left:
        more = (
            tr("One point stays open.") if len(left) == 1 else tr("{n} points stay open.").format(n=len(left))
        )
        words = f"{words} {more}"
    return words
