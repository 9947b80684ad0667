"""Statements and reminders as they will be printed: to one tenant, to some, or to all whom it concerns."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout, QWidget

from stpdesk.apart.letters import Letters, Written, write_each, written
from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.core.money import lakh
from stpdesk.core.months import Month
from stpdesk.core.typed_dates import month_text
from stpdesk.ui import wording
from stpdesk.ui.accounts.invoice_page import Papers
from stpdesk.ui.apart import Order, apart_of
from stpdesk.ui.desk import Desk
from stpdesk.ui.fields.segments import Segmented
from stpdesk.ui.papers.preview import PagePreview
from stpdesk.ui.park_export import Writing
from stpdesk.ui.parts import Elided, back, button, label, row
from stpdesk.ui.progress import Task
from stpdesk.ui.reports import making
from stpdesk.ui.reports.making import Made
from stpdesk.ui.start.places import home
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from stpdesk.actions.session import Session

STATEMENT, REMINDER = "statement", "reminder"
FRIENDLY, FIRM, FINAL = "friendly", "firm", "final"
WIDTH, LITTLE, NARROW = 288, 240, 720
"""Pixels at 100 % of what is asked for; the second where the page has less than the third."""


class LettersPage(QWidget):
    """What is written at the left, the letters at the right. It makes them anew when something else is asked for."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._codes: tuple[str, ...] | None = None
        self._day: date | None = None
        self._month: Month | None = None
        self._filling = False
        self.written: Written | None = None
        self.made: Made | None = None
        self._order: Order | None = None
        self.papers = Papers(self, desk)
        self._build()

    def _build(self) -> None:
        """Back and acts, then two columns."""
        tr = self.tr
        self.back = back(tr("Back"), tr("Back (Esc)"))
        self.name = Elided("", "section")
        self.each = button(tr("One file each…"), icon="folder")
        self.save = button(tr("Save PDF…"), keys="Ctrl+S")
        self.print = button(tr("Print…"), "primary", icon="print", keys="Ctrl+P")
        line = row(self.back, self.name, self.each, self.save, self.print)
        line.setStretch(1, 1)
        line.setContentsMargins(px(24), px(2), px(24), px(8))
        self.kind = Segmented(
            "kind", tr("Letter"), [(STATEMENT, tr("Statement")), (REMINDER, tr("Reminder"))], value=STATEMENT
        )
        self.since = Segmented("since", tr("From"), [("", tr("The beginning")), ("month", "")], value="month")
        self.tone = Segmented(
            "tone", tr("Tone"), [(FRIENDLY, tr("Friendly")), (FIRM, tr("Firm")), (FINAL, tr("Final"))],
            value=FRIENDLY,
        )  # fmt: skip
        self.told = label("", "muted", wrap=True)
        asked = QWidget()
        inside = QVBoxLayout(asked)
        inside.setContentsMargins(px(24), px(12), px(8), px(16))
        inside.setSpacing(px(6))
        self._heads: dict[str, QWidget] = {}
        for one in (self.kind, self.since, self.tone):
            head = label(one.label, "caption")
            head.setContentsMargins(0, px(8) if self._heads else 0, 0, 0)  # it comes and goes with its field
            self._heads[one.name] = head
            inside.addWidget(head)
            inside.addWidget(one)
            one.changed.connect(self._on_changed)
            _widen(one)
        self.told.setContentsMargins(0, px(8), 0, 0)
        inside.addWidget(self.told)
        inside.addStretch(1)
        self._asked = asked
        self.preview = PagePreview(self._desk)
        edge, across = QFrame(), QFrame()
        edge.setProperty("look", "line")
        edge.setFixedWidth(1)
        across.setProperty("look", "line")
        across.setFixedHeight(1)
        beside = row(asked, edge, self.preview, spacing=0)
        beside.setStretch(2, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(line)
        whole.addWidget(across)
        whole.addLayout(beside, 1)
        self.setFocusProxy(self.kind)
        self.back.clicked.connect(lambda *_: self.left.emit())
        self.print.clicked.connect(lambda *_: self.print_paper())
        self.save.clicked.connect(lambda *_: self.save_paper())
        self.each.clicked.connect(lambda *_: self.write_each())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The pages need their room first."""
        super().resizeEvent(event)
        self._asked.setFixedWidth(px(LITTLE if self.width() < px(NARROW) else WIDTH))

    # what is asked for -------------------------------------------------------------------------------------------------

    def begin(self, kind: str, codes: list[str] | None, day: date | None, month: Month | None) -> None:
        """Letters of a kind to these tenants, None = to all whom it concerns; a statement may begin with the month."""
        self._codes, self._day, self._month = (None if codes is None else tuple(codes)), day, month
        self._filling = True
        self.kind.set_value(kind)
        if month is not None:
            self.since.buttons[1].setText(month_text(month))
        _widen(self.since)
        self._filling = False
        self._on_changed()

    def letters(self) -> Letters:
        """As it stands."""
        statement = self.kind.value() == STATEMENT
        return Letters(
            self.kind.value(),
            self._codes,
            self._month if statement and self.since.value() else None,
            None if statement else self.tone.value(),
            self._day,
        )

    def _on_changed(self) -> None:
        """Something else is asked for: the letters are made anew."""
        if self._filling:
            return
        statement = self.kind.value() == STATEMENT
        for one, there in ((self.since, statement), (self.tone, not statement)):
            one.setVisible(there)
            self._heads[one.name].setVisible(there)
        self.written = None
        self._ready()
        self.told.setText("")
        short = self.tr("Statements") if statement else self.tr("Reminders")
        self.name.say(self._title(), short if self._codes is None else "")
        asked = self.letters()
        if self._order is not None:
            self._order.drop()
        task = Task(self)
        self.preview.begin(self.tr("Writing the letters…"), task)
        refused = partial(self._refused, asked)
        if asked.single:
            work = partial(_written, letters=asked, told=task)
            self._desk.aside(self, work, self._show, refused=refused)
        else:
            self._order = apart_of(self._desk).make(
                self,
                partial(written, letters=asked),
                self._show,
                task=task,
                refused=refused,
                shaped=_laid_out,
            )

    def _title(self) -> str:
        """What is written, to whom."""
        statement = self.kind.value() == STATEMENT
        if self._codes is None:
            return (
                self.tr("Statements to all with something open")
                if statement
                else self.tr("Reminders to all in arrears")
            )
        if len(self._codes) == 1:
            words = self.tr("Statement to {tenant}") if statement else self.tr("Reminder to {tenant}")
            return words.format(tenant=self._codes[0])
        words = self.tr("Statements to {n} tenants") if statement else self.tr("Reminders to {n} tenants")
        return words.format(n=len(self._codes))

    def _show(self, answer: tuple[Written, Made]) -> None:
        """The pages, if they are still those that are asked for."""
        found, made = answer
        if found.letters != self.letters():
            return
        self.written, self.made = found, made
        self.preview.show_paper(self._title(), made.pdf, made.sizes)
        statement = found.letters.kind == STATEMENT
        open_ = self.tr("{who}, {amount} open as at {day}.")
        late = self.tr("{who}, {amount} overdue as at {day}.")
        who = wording.counted(len(found.codes), self.tr("1 letter"), self.tr("{n} letters"))
        told = (open_ if statement else late).format(
            who=who, amount=lakh(found.total), day=wording.day(found.day)
        )
        self.told.setText(told)
        self._ready()

    def _refused(self, asked: Letters, refusal: Refused) -> None:
        """Why there is none."""
        if asked == self.letters():
            self.preview.refuse(refusal)

    def _ready(self) -> None:
        """Acts need letters; files only where there are several."""
        there = self.written is not None
        for one in (self.save, self.print):
            one.setEnabled(there)
        self.each.setEnabled(self.written is not None and len(self.written.codes) > 1)
        self.each.setVisible(self._codes is None or len(self._codes) > 1)

    # acts --------------------------------------------------------------------------------------------------------------

    def print_paper(self) -> None:
        """All of them through the system's dialog."""
        if self.written is not None and self.made is not None:
            self.papers.print_made(self.made)

    def save_paper(self, target: str = "") -> None:
        """All of them as one PDF."""
        if self.written is not None and self.made is not None:
            self.papers.saving.save_pdf(self.made, target)

    def write_each(self, place: str = "") -> None:
        """A file each into a folder, in a process of its own, with progress and Stop."""
        if self.written is None:
            return
        place = place or QFileDialog.getExistingDirectory(
            self.window(), self.tr("Where the letters shall lie"), str(home())
        )
        if not place:
            return
        writing = Writing(self.window(), self._title(), self.tr("Write the letters"))

        def done(found: tuple[Path, int]) -> None:
            writing.end()
            words = self.tr("{count} letters lie in {folder}.").format(count=found[1], folder=found[0])
            self._desk.changed.emit(Changes((), said=words))

        def refused(refusal: Refused) -> None:
            writing.end()
            self._desk.refused.emit(refusal)

        work = partial(write_each, letters=self.written.letters, place=Path(place))
        apart_of(self._desk).make(self, work, done, task=writing.task, refused=refused, place=Path(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _written(session: Session, *, letters: Letters, told: Task) -> tuple[Written, Made]:
    """One letter, on a thread of the window's process."""
    return _laid_out(written(session, letters, told=told))


def _laid_out(found: Written) -> tuple[Written, Made]:
    """With its pages."""
    return found, making.laid_out(found.paper)


def _widen(field: Segmented) -> None:
    """The chosen word is bolder, and wider."""
    for one in field.buttons:
        one.setMinimumWidth(one.fontMetrics().horizontalAdvance(one.text()) + px(32))
