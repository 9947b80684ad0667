"""The selected entry of the audit trail beside the list: every field before and after."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from stpdesk.core.money import group_lakh
from stpdesk.db.lists.audit import Entry
from stpdesk.ui.parts import Scrolled, button, clear, column, label, row, rule
from stpdesk.ui.records import audit_words as words
from stpdesk.ui.records.audit_jump import target
from stpdesk.ui.records.audit_words import tr
from stpdesk.ui.sides import leading
from stpdesk.ui.tables import formats
from stpdesk.ui.theme import px

WIDTH, ALONE = 312, 440
QWIDGETSIZE_MAX = (1 << 24) - 1
"""Qt's: as wide as it will."""
MARK = "\N{LEFT-TO-RIGHT MARK}"
"""Before the arrow, it points to what follows it, in Urdu too."""


class Panel(QFrame):
    """`entry` is what is shown; nothing is shown without one."""

    jump = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.entry: Entry | None = None
        self.setProperty("look", "panel")
        self.setFixedWidth(px(WIDTH))
        inside = QWidget()
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(px(24), px(8), px(24), px(16))
        self._lines.setSpacing(px(4))
        self._open = button(tr("Go there"), icon="right", keys="Enter")
        self._open.clicked.connect(lambda *_: self.jump.emit())
        self._foot = QWidget()
        self._acts = row(self._open, None)
        self._acts.setContentsMargins(px(24), px(12), px(24), px(16))
        self._foot.setLayout(column(rule(), self._acts, spacing=0))
        self._told = Scrolled(inside)
        self.setLayout(column(self._told, self._foot, spacing=0))
        self._foot.hide()

    def stand_alone(self, close: QWidget) -> QSize:
        """In a window of its own, with its way out at the right; as large as all that is told, for which it scrolls no more."""
        self.setProperty("look", "")
        self.setMinimumWidth(px(ALONE))
        self.setMaximumWidth(QWIDGETSIZE_MAX)
        self._lines.setContentsMargins(px(24), px(20), px(24), px(16))
        self._acts.addWidget(close)
        self._open.setVisible(not self._foot.isHidden())
        self._foot.show()
        inside = self._told.widget().layout()
        assert inside is not None
        told = max(inside.totalHeightForWidth(px(ALONE)), inside.totalSizeHint().height())
        return QSize(px(ALONE), told + self._foot.sizeHint().height())

    def show_entry(self, one: Entry | None) -> None:
        """Another entry."""
        self.entry = one
        clear(self._lines)
        self._foot.setVisible(one is not None and target(one) is not None)
        if one is None:
            return
        self._lines.addWidget(label(words.thing(one), "section", wrap=True))
        told = tr("{what} by {who}, {when}").format(
            what=words.done(one.op), who=one.actor, when=formats.instant(one.at)
        )
        self._lines.addWidget(label(told, "muted", wrap=True))
        if one.late:
            self._lines.addWidget(
                label(tr("The PC’s clock was behind the entry before."), "caption", wrap=True)
            )
        self._lines.addSpacing(px(4))
        self._lines.addWidget(rule())
        for name, old, new in words.differences(one):
            self._add(name, old, new, changed=one.op == "update")
        self._lines.addSpacing(px(8))
        self._lines.addWidget(label(tr("Entry {number}").format(number=group_lakh(one.key)), "caption"))
        self._lines.addStretch(1)

    def _add(self, name: str, old: str, new: str, *, changed: bool) -> None:
        """One field; what it was in muted words, what it is below."""
        self._lines.addSpacing(px(4))
        self._lines.addWidget(label(name, "caption"))
        if changed:
            self._lines.addWidget(_value(old, "muted"))
            self._lines.addWidget(_value(f"{MARK}→ {new}", "strong"))
        else:
            self._lines.addWidget(_value(new if new != words.DASH else old, ""))


def _value(text: str, look: str) -> QWidget:
    """A value that can be copied."""
    made = label(text, look, wrap=True)
    made.setAlignment(leading())
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
