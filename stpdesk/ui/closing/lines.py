"""The checklist of a month's close: a line each says how it stands in words, and leads to where it is settled."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from math import ceil

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from stpdesk.core.closing import Step, left_open
from stpdesk.ui.closing.acts import tr
from stpdesk.ui.fields.listed import ListedRow
from stpdesk.ui.parted import Begins
from stpdesk.ui.parts import Elided, label, row
from stpdesk.ui.sentences import in_words
from stpdesk.ui.theme import px
from stpdesk.ui.today.rows import StepMark, dress

LEADS = {
    "readings": "Enter readings", "run": "See the run", "missing": "See the run", "unbilled": "See which",
    "causes": "Give causes", "lasting": "See the outages", "asked": "Answer", "returns": "Enter returns",
    "certificates": "See the receipts", "matters": "Enter a matter", "signatories": "Name them",
}  # fmt: skip
"""What Enter leads to; translated where it is shown."""
INSET = 6
"""Between a line's edge, which the focus frames, and what stands in it."""
TITLE = 190
MOST = 3
"""Lines in which it is said how it stands."""
NARROW = 740
"""Below so much, at 100 %, the words stand under the title."""


BREAKS = 0.92
"""Of each line but the last so much is words."""


class Line(ListedRow):
    """One line: mark, title, how it stands, whether it may stay open, where Enter leads."""

    STOPS = True

    def __init__(self) -> None:
        self._wide = True
        super().__init__()
        self.setProperty("look", "row")
        self.step: Step | None = None
        self._mark = StepMark("later")
        self._title, self._says = Elided(""), Elided("", "muted", lines=MOST)
        self._rule, self._lead = label("", "caption"), label()
        self._says.setMinimumWidth(px(80))
        self._middle, self._right = (
            row(self._title, self._says, spacing=12),
            row(self._rule, self._lead, None, spacing=12),
        )
        whole = row(self._mark, self._middle, self._right, spacing=12)
        whole.setStretch(1, 1)
        whole.setContentsMargins(px(INSET), 0, px(INSET), 0)
        self.setLayout(whole)
        for part in (self._mark, self._title, self._says, self._rule, self._lead):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._lay_out(wide=True)

    def _lay_out(self, *, wide: bool) -> None:
        """In one row, or the words under the title."""
        self._wide = wide
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        for part in (self._middle, self._right):
            part.setDirection(across if wide else down)
            part.setSpacing(px(12) if wide else 0)
            part.setContentsMargins(0, 0 if wide else px(8), 0, 0 if wide else px(8))
        self._middle.setStretch(1, 1 if wide else 0)
        policy = QSizePolicy.Policy
        self._title.setSizePolicy(policy.Fixed if wide else policy.Ignored, policy.Preferred)
        self._title.setMinimumWidth(px(TITLE) if wide else px(80))
        self._title.setMaximumWidth(px(TITLE) if wide else 16_777_215)
        self._rule.setMinimumWidth(px(96) if wide else 0)
        # one beside the title, the other beside the first line of the words under it
        for told in (self._rule, self._lead):
            told.setMinimumHeight(0 if wide else self.fontMetrics().lineSpacing())
        self._lead.setMinimumWidth(px(112))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """One row, or two; higher where how it stands takes more than one line."""
        more, line = self._taken() - 1, self.fontMetrics().lineSpacing()
        first = px(8) if self._wide else line
        return QSize(px(200), px(38 if self._wide else 52) + (first + (more - 1) * line if more else 0))

    def _taken(self) -> int:
        """The lines that how it stands takes; a line of words breaks before its end."""
        beside = px(TITLE + 12) if self._wide else 0
        taken = self._mark.sizeHint().width() + beside + self._right.sizeHint().width() + px(24 + 2 * INSET)
        room, wish = max(self.width() - taken, 1), self._says.wish()
        if wish <= room:
            return 1
        return min(max(ceil(wish / (room * BREAKS)), 2), MOST)

    def minimumSizeHint(self) -> QSize:
        """Nothing of it is cut."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As wide as there is room."""
        super().resizeEvent(event)
        wide = self.width() >= px(NARROW)
        if wide != self._wide:
            self._lay_out(wide=wide)
        elif self.sizeHint().height() != self.height():
            self.updateGeometry()

    def say(self, step: Step) -> None:
        """What it says."""
        self.step = step
        title, says = in_words(step.title), in_words(step.says)
        stays = tr("must be settled") if step.must else tr("may stay open")
        lead = tr(LEADS[step.name]) if step.name in LEADS else ""
        self._mark.set_state(step.state)
        self._title.say(title)
        self._says.say(says)
        self._rule.setText(stays if step.open else "")
        leads = step.open or (step.state == "none" and (step.name != "unbilled" or step.of > 0))
        self._lead.setText(f"{lead} ›" if lead and leads else "")
        dress(self._title, "look", "strong" if step.open else "")
        dress(self._says, "look", "" if step.open else "muted")
        self.setAccessibleName(" ".join(part for part in (f"{title}.", says, self._rule.text()) if part))
        self.setAccessibleDescription(lead)
        self.setToolTip(lead)


class Lines(Begins, QWidget):
    """All lines; they stay, and with them the keyboard's place, while what they say becomes another."""

    settle = Signal(object)
    """Step"""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.lines: list[Line] = []
        self._left: Line | None = None

    def say(self, steps: Sequence[Step]) -> None:
        """These lines, laid out once and not with each that is shown."""
        self._column.setEnabled(False)
        while len(self.lines) < len(steps):
            made = Line()
            made.clicked.connect(partial(self._clicked, made))
            self.lines.append(made)
            self._column.addWidget(made)
        for made, step in zip(self.lines, steps, strict=False):
            made.say(step)
        for place, made in enumerate(self.lines):
            made.setVisible(place < len(steps))
        self._column.setEnabled(True)
        self._take_back()

    def come_between(self, before: Sequence[QWidget], after: QWidget) -> None:
        """Tab goes as the eye does: what stands before the lines, the lines, what stands after them."""
        for one, following in pairwise([*before, *self.lines, after]):
            QWidget.setTabOrder(one, following)

    def _clicked(self, line: Line) -> None:
        """To where it is settled; who comes back is on it, or on the next that is open by then."""
        if line.step is not None:
            self._left = line
            self._take_back()
            self.settle.emit(line.step)

    def begin(self) -> QWidget | None:
        """From the first that needs somebody again, which is told: another month, or the list is come to anew."""
        self._left = None
        self._take_back()
        return self.first_open()

    def _take_back(self) -> None:
        """The line that takes the keyboard: the one it was left by, else the first that needs somebody."""
        shown = [one for one in self.lines if one.step is not None and not one.isHidden()]
        place = shown.index(self._left) if self._left in shown else 0
        there = next(
            (one for one in shown[place:] if one.step is not None and one.step.open), self.first_open()
        )
        if there is not None:
            self.setFocusProxy(there)

    def first_open(self) -> QWidget | None:
        """The first line that needs somebody, else the first."""
        shown = [one for one in self.lines if one.step is not None and not one.isHidden()]
        return next(
            (one for one in shown if one.step is not None and one.step.open), shown[0] if shown else None
        )


def how_far(steps: Sequence[Step]) -> str:
    """How many of them are open."""
    left = len(left_open(steps))
    words = tr("1 of {all} points is open.") if left == 1 else tr("{n} of {all} points are open.")
    return words.format(n=left, all=len(steps)) if left else tr("No point is open.")
