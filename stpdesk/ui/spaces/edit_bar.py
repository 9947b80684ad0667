"""What stands in the header while the plan is edited: what is chosen, what saving will do, Cancel and Save."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from stpdesk.core.codes import natural_key
from stpdesk.ui.fields.buttons import KeyButton
from stpdesk.ui.parts import Elided
from stpdesk.ui.spaces.editing import Editor
from stpdesk.ui.spaces.plan import PlanView
from stpdesk.ui.spaces.telling import tr
from stpdesk.ui.theme import px


class EditBar(QWidget):
    """Words and two buttons."""

    left = Signal()
    saved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = Elided("", "muted")
        self.cancel = KeyButton(tr("Cancel"), "Esc")
        self.save = KeyButton(tr("Save plan"), "Ctrl+Enter", primary=True)
        self.cancel.clicked.connect(self.left)
        self.save.clicked.connect(self.saved)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(8))
        line.addWidget(self.words, 1)
        line.addWidget(self.cancel)
        line.addWidget(self.save)

    def busy(self, busy: bool) -> None:
        """While the plan is saved nothing can be begun again."""
        self.cancel.setEnabled(not busy)
        self.save.set_busy(busy)

    def tell(self, view: PlanView, editor: Editor) -> None:
        """What was done so far."""
        moved, crossed = editor.moved(), editor.overlaps()
        codes = sorted((view.items_by_key[key].face.code for key in crossed), key=natural_key)
        if crossed:
            words = tr("%s overlap.") % ", ".join(codes)
        elif len(editor.chosen) == 1:
            item = view.items_by_key[next(iter(editor.chosen))]
            box = item.box
            words = tr("%s: %g × %g ft, %g ft right, %g ft down.") % (
                item.face.code, round(box.w, 2), round(box.h, 2), round(box.x, 2), round(box.y, 2),
            )  # fmt: skip
        elif editor.chosen:
            words = tr("%d units are chosen.") % len(editor.chosen)
        else:
            words = tr("Pull units to where they are; letters and arrows choose and move them too.")
        count = len(moved)
        does = (
            ""
            if not count
            else tr("Saving places 1 unit.")
            if count == 1
            else tr("Saving places %d units.") % count
        )
        short = "" if not count else tr("Places 1 unit") if count == 1 else tr("Places %d units") % count
        short = tr("%d overlap") % len(crossed) if crossed else short
        self.words.say(" ".join(part for part in (does, words) if part), short)
        self.save.setEnabled(bool(count))
