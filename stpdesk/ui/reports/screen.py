"""The screen of the reports: the kinds at the left, what must be told beside them, the pages at the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from stpdesk.apart.papers import Wanted
from stpdesk.apart.papers import paper as one_paper
from stpdesk.core.civil import local
from stpdesk.core.errors import Refused
from stpdesk.core.matching import Item
from stpdesk.core.months import Month
from stpdesk.reports.asked import Asked
from stpdesk.reports.batches import INVOICES, REMINDER, SET, STATEMENT
from stpdesk.ui import icons, wording
from stpdesk.ui.apart import Order, apart_of
from stpdesk.ui.commands import Command
from stpdesk.ui.fields.choice import Choice
from stpdesk.ui.papers.preview import PagePreview
from stpdesk.ui.papers.printing import Printing
from stpdesk.ui.parts import button, label
from stpdesk.ui.parts import column as stacked
from stpdesk.ui.progress import Task
from stpdesk.ui.reports import making
from stpdesk.ui.reports.asking import WIDTH, Asking
from stpdesk.ui.reports.kinds import Kinds
from stpdesk.ui.reports.making import Choices, Made
from stpdesk.ui.reports.offers import Offer, offers
from stpdesk.ui.reports.saving import Saving, month_told
from stpdesk.ui.screen import Screen
from stpdesk.ui.theme import px

PAUSE = 250
"""Milliseconds after something is typed before the paper is made anew."""

NARROW = 1000
"""Below so much, at 100 %, the pages need the room of the list."""


class Reports(Screen):
    """See product.md, Reports. A thing is a kind's name, perhaps with whose paper: “statement:T02”."""

    NAME = "reports"

    def _build(self) -> None:
        """Three columns."""
        tr = self.tr
        self.title(tr("Reports"))
        self.many = button(tr("Month’s set…"), icon="folder", keys="Ctrl+Shift+S")
        self.excel = button(tr("Save Excel…"), keys="Ctrl+E")
        self.save = button(tr("Save PDF…"), keys="Ctrl+S")
        self.paper = button(tr("Print…"), "primary", icon="print", keys="Ctrl+P")
        icons.put(self.many, "folder", after=4)
        icons.put(self.paper, "print", "on_accent", after=4)
        self.header.addStretch(1)
        for part in (self.many, self.excel, self.save, self.paper):
            self.header.addWidget(part)
        self.offers = {one.name: one for one in offers()}
        self.kinds = Kinds(list(self.offers.values()))
        items = [Item(one.name, one.title, about=one.group) for one in self.offers.values()]
        self.kind = Choice("kind", tr("Document"), items)
        self.kind.set_width(WIDTH)
        self._head, self._edge = label(self.kind.label, "caption"), _line()
        self._head.setBuddy(self.kind.control())
        self.asking = Asking(self._desk)
        self.preview = PagePreview(self._desk)
        self._order: Order | None = None
        self.printing, self.saving = Printing(self, self._desk), Saving(self, self._desk)
        self.told = label("", "muted", wrap=True)
        self.each = button(tr("One file each…"))
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addWidget(_line(across=True))
        columns = QHBoxLayout()
        columns.setSpacing(0)
        columns.addWidget(self.kinds)
        columns.addWidget(self._edge)
        columns.addWidget(self._middle())
        columns.addWidget(_line())
        columns.addWidget(self.preview, 1)
        self.body.addLayout(columns, 1)
        self.setFocusProxy(self.kinds)
        self.made: Made | None = None
        self._later: Callable[[], None] | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._show_ready()

    def _middle(self) -> QWidget:
        """What must be told, and what is said of the paper."""
        made = QWidget()
        made.setFixedWidth(px(WIDTH + 32))
        column = QVBoxLayout(made)
        column.setContentsMargins(px(16), px(12), px(16), px(16))
        column.setSpacing(px(8))
        column.addLayout(stacked(self._head, self.kind, spacing=4))
        column.addWidget(self.asking)
        column.addWidget(self.told)
        column.addWidget(self.each)
        column.addStretch(1)
        return made

    def _connect(self) -> None:
        """Who leads where."""
        self.kinds.chosen.connect(self._on_kind)
        self.kind.changed.connect(self._on_named)
        self.asking.changed.connect(self._pause.start)
        self._pause.timeout.connect(self.make)
        self.paper.clicked.connect(self.print_paper)
        self.save.clicked.connect(lambda _: self.save_pdf())
        self.excel.clicked.connect(lambda _: self.save_excel())
        self.many.clicked.connect(lambda _: self.write_set())
        self.each.clicked.connect(lambda _: self.write_each())

    # what is shown -----------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """What can be asked for is read again, then the paper made again."""
        self._desk.ask(self, making.choices, self._on_choices, slot="choices")

    def _on_choices(self, found: Choices) -> None:
        """The lists are there."""
        self.asking.set_choices(found)
        later, self._later = self._later, None
        if later is not None:
            later()
        if self.asking.offer is None:
            self.kinds.choose("monthly")
        else:
            self.make()

    def _on_opened(self, park: object) -> None:
        """Another park has other papers."""
        self.made = None
        self.preview.say("")
        self.asking.forget()
        super()._on_opened(park)

    def show_thing(self, thing: str) -> None:
        """A kind, and whose paper."""
        name, _, of = thing.partition(":")
        if name in self.offers:
            if of:
                self.asking.tell(self.offers[name], of)
            if self.asking.offer is self.offers[name]:
                self._on_kind(self.offers[name])
            self.kinds.choose(name)
        self.setFocus()

    def at_hand(self) -> str:
        """The kind that is shown."""
        return self.asking.offer.name if self.asking.offer else ""

    def _on_named(self) -> None:
        """A kind from the list that stands in for the column where there is no room for it."""
        name = self.kind.value()
        if name in self.offers and self.asking.offer is not self.offers[name]:
            self.kinds.choose(name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The kinds as a column, or as a field where the pages need its room."""
        super().resizeEvent(event)
        wide = self.width() >= px(NARROW)
        self.kinds.setVisible(wide)
        self._edge.setVisible(wide)
        self._head.setVisible(not wide)
        self.kind.setVisible(not wide)
        self.setFocusProxy(self.kinds if wide else self.kind)

    def _on_kind(self, offer: Offer) -> None:
        """Another kind: its fields, its paper."""
        self.asking.show_offer(offer)
        self.kind.set_value(offer.name)
        self.each.setVisible(offer.batch)
        self.make()

    def make(self) -> None:
        """The paper that is asked for, made off the window's thread; why not, where it cannot be."""
        self._pause.stop()
        if self._order is not None:
            self._order.drop()
        self.made = None
        self._show_ready()
        self.told.setText("")
        if self.asking.choices is None:
            return
        wanted = self.asking.wanted()
        if wanted is None:
            self.preview.say(self.asking.missing(), wrong=self.asking.wrong)
            return
        refused = partial(self._on_refused, wanted)
        if not self._takes_long(wanted):
            self.preview.begin(self.tr("Making the paper…"))
            self._desk.ask(self, partial(_paper, wanted=wanted), self._on_made, slot="paper", refused=refused)
            return
        task = Task(self)
        self.preview.begin(self.tr("Making the paper…"), task)
        self._order = apart_of(self._desk).make(
            self, partial(one_paper, wanted=wanted), self._on_made, task=task, refused=refused, shaped=making.laid_out
        )  # fmt: skip

    def _takes_long(self, wanted: Wanted) -> bool:
        """Whether it is many papers in one that do not lie there frozen."""
        choices = self.asking.choices
        frozen = choices is not None and wanted.name == INVOICES and wanted.asked.month in choices.closed
        return wanted.many and not frozen

    def _on_made(self, made: Made) -> None:
        """The pages."""
        if made.wanted != self.asking.wanted():
            return
        self.made = made
        self.preview.show_paper(self._title(made), made.pdf, made.sizes)
        self.told.setText(self._of(made))
        self._show_ready()

    def _on_refused(self, wanted: Wanted, refusal: Refused) -> None:
        """Why there is none."""
        if wanted == self.asking.wanted():
            self.preview.refuse(refusal)
            self._show_ready()

    def _title(self, made: Made) -> str:
        """As the printer's queue and a screen reader call it."""
        month = made.wanted.asked.month
        title = self.offers[made.wanted.name].title
        return f"{title}, {month_told(month)}" if month else title

    def _of(self, made: Made) -> str:
        """Which revision it is, whether it may still change, what its figures had to leave out."""
        parts = list(made.notices)
        if made.revision is not None and made.frozen_at is not None:
            words = self.tr(
                "Revision {revision}, as it was frozen on {day}. Printed again it is the same to the byte."
            )
            day = wording.day(local(int(made.frozen_at.timestamp())).date())
            parts.insert(0, words.format(revision=made.revision, day=day))
            newer = self.asking.newer(made.revision)
            if newer is not None:
                parts.insert(0, newer)
        elif not made.closed:
            parts.insert(0, self.tr("The month is not closed yet; figures may still change."))
        return "\n\n".join(parts)

    def _show_ready(self) -> None:
        """Which buttons can be pressed."""
        ready, offer = self.made is not None, self.asking.offer
        self.paper.setEnabled(ready)
        self.save.setEnabled(ready)
        everybody = (
            self.made is not None
            and offer is not None
            and offer.name == STATEMENT
            and not self.made.wanted.asked.tenant
        )
        self.excel.setEnabled(ready and offer is not None and offer.excel and not everybody)

    # acts --------------------------------------------------------------------------------------------------------------

    def print_paper(self) -> None:
        """Through the system's dialog."""
        if self.made is not None:
            self.printing.ask(self._title(self.made), self.made.pdf, len(self.made.sizes))

    def save_pdf(self, target: str = "") -> None:
        """The very bytes that are shown, where the person says."""
        if self.made is not None:
            self.saving.save_pdf(self.made, target)

    def save_excel(self, target: str = "") -> None:
        """The same figures as a workbook."""
        if self.made is not None and self.excel.isEnabled():
            self.saving.save_excel(self.made, target)

    def write_set(self, place: str = "") -> None:
        """Everything of the month into a folder, or on a stick."""
        self._write(SET, place)

    def write_each(self, place: str = "") -> None:
        """The month's invoices, everybody's statements or reminders, one file each."""
        if self.asking.offer is not None and self.asking.offer.batch:
            self._write(self.asking.offer.name, place)

    def _write(self, which: str, place: str) -> None:
        """Of the month that is asked about."""
        month: Month | None = self.asking.chosen_month
        if which == REMINDER:
            self.saving.write(which, Asked(tone=self.asking.tone.value()), place)
        elif month is None:  # asked from another screen: once the months are read
            self._later = partial(self._write, which, place)
        else:
            self.saving.write(which, Asked(month=month), place)

    def _turn_to(self, name: str) -> Callable[[], None]:
        """A command that shows a kind."""
        return lambda: self.show_thing(name)

    def commands(self) -> list[Command]:
        """The screen's own commands."""
        tr, group, here = self.tr, self.tr("Reports"), self.NAME
        return [
            Command("report-print", tr("Print the paper…"), self.print_paper, ("Ctrl+P",), group, "print", here),
            Command("report-pdf", tr("Save the paper as PDF…"), self.save_pdf, ("Ctrl+S",), group, "export", here),
            Command("report-excel", tr("Save the paper as Excel…"), self.save_excel, ("Ctrl+E",), group, "export", here),
            Command("report-set", tr("All papers of a month…"), self.write_set, ("Ctrl+Shift+S",), group, "folder", here),
            Command("report-find", tr("Find in the paper"), self.preview.start_search, ("Ctrl+F",), group, "find", here),
            Command("report-monthly", tr("Monthly report to PSEB"), self._turn_to("monthly"), (), group, "reports", here),
            Command("report-statement", tr("Statement of account"), self._turn_to("statement"), (), group, "paper", here),
            Command("report-rent-roll", tr("Rent roll"), self._turn_to("rent-roll"), (), group, "paper", here),
            Command("report-ageing", tr("Ageing report"), self._turn_to("ageing"), (), group, "paper", here),
            Command("report-outages", tr("Outage report"), self._turn_to("outages"), (), group, "outages", here),
        ]  # fmt: skip

    def help_text(self) -> str:
        """What F1 says here."""
        return self.tr(
            "Every paper of the park as it will be printed. Choose what at the left, say of which month or whose beside it. Of a "
            "closed month you see the very paper that was frozen. Ctrl+P prints, Ctrl+S saves the PDF, Ctrl+E the workbook, "
            "Ctrl+Shift+S writes all papers of a month into a folder or on a stick. In the pages: Page Up and Page Down turn, + and − "
            "zoom, Ctrl+F finds words, dragging selects them, Ctrl+C copies."
        )


def _line(*, across: bool = False) -> QFrame:
    """A hairline between two columns, or across."""
    made = QFrame()
    made.setProperty("look", "line")
    if across:
        made.setFixedHeight(1)
    else:
        made.setFixedWidth(1)
    return made


def _paper(session: Any, *, wanted: Wanted) -> Made:
    """On the reader's thread."""
    return making.paper(session, wanted)
