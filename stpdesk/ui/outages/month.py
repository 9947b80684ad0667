"""The month of outages: its figures, the picture of it, its records and the acts on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from stpdesk.core.civil import window
from stpdesk.core.money import group_lakh
from stpdesk.core.months import Month
from stpdesk.core.spans import FOREVER, Span
from stpdesk.db import close_facts, closings
from stpdesk.ui import wording
from stpdesk.ui.fields.buttons import link
from stpdesk.ui.outages.behind import indices
from stpdesk.ui.outages.cards import Cards, figures
from stpdesk.ui.outages.correcting import Correcting
from stpdesk.ui.outages.facts import MonthFacts, month_facts
from stpdesk.ui.outages.glance import Glance, named
from stpdesk.ui.outages.listing import listing
from stpdesk.ui.outages.words import tell_closed
from stpdesk.ui.parted import PartedScreen, PartOfScreen
from stpdesk.ui.parts import Elided, button, column, label, row, rule
from stpdesk.ui.screen import MARGIN
from stpdesk.ui.sentences import in_words
from stpdesk.ui.tables import Cell, Listing, Table
from stpdesk.ui.tables.bar import Bar
from stpdesk.ui.tenants.faces import tell_exports
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from sqlite_utils import Database

LOW = 560
"""Less height than this (at 100 %) leaves the picture of the month out: the records need the room."""
LOWEST, NARROW = 320, 660
"""Less height leaves the figures to the picture of the month; less width leaves the button in the head its icon."""
COUNTED = 5
"""The rule of availability among those the report states in words."""


class MonthPart(PartOfScreen):
    """Figures, picture, records."""

    looked = Signal()
    """a day was chosen, or the whole month again"""

    def __init__(self, screen: PartedScreen) -> None:
        super().__init__(screen)
        self.facts: MonthFacts | None = None
        self.day: date | None = None
        self._nameless = False
        self._sought: int | None = None
        self._place = 0
        """of the record selected last: one that is put right is another record at its place"""
        self.correcting = Correcting(self._desk, self)
        self._build()
        self._connect()

    def _build(self) -> None:
        """One under the other; rows run edge to edge."""
        self.cards = Cards()
        self.rule_words = label("", "caption", wrap=True)
        self._indices = link(self.tr("All figures and rules"))
        self._indices.setProperty("edge", "right")
        self.glance = Glance(self._desk)
        self._picture_link = link(self.tr("Month at a glance"))
        self._picture_link.setCheckable(True)
        self._picture_link.hide()
        told = row(self.rule_words, None, self._picture_link, self._indices)
        told.setStretch(0, 1_000)  # the room is its own; without it the links keep their side
        top = column(self.cards, told, rule(), spacing=8)
        top.setContentsMargins(px(MARGIN), 0, px(MARGIN), 0)
        self._picture = QWidget()
        below = column(self.glance, spacing=0)
        below.setContentsMargins(px(MARGIN), px(8), px(MARGIN), px(4))
        self._picture.setLayout(below)
        self.heading = label(self.tr("Outages"), "section")
        self._whole = link(self.tr("Whole month"))
        self._whole.hide()
        self.right = button(self.tr("Put right…"), icon="edit", keys="F2")
        self.more = button(self.tr("More acts"), icon="more")
        self.more.setAccessibleName(self.tr("More acts on the selected outage"))
        self._acts = Bar()
        bar = row(self.heading, self._whole, 4)
        self._acts.setLayout(bar)
        bar.setContentsMargins(px(MARGIN), px(6), px(MARGIN), px(6))
        self.table = Table(self._desk, self._listing(), finder_in=bar)
        self._acts.gives_way(self.table.finder.line)
        self.hint = Elided("", "muted")
        bar.addWidget(self.hint, 1)
        self._export = button(self.tr("Export…"), icon="export")
        self._add = button(self.tr("Enter an outage…"), icon="plus", keys="Ctrl+N")
        bar.addWidget(self._export)
        bar.addWidget(self.right)
        bar.addWidget(self.more)
        tell_exports(self._desk, self.table)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(self._picture)
        whole.addWidget(self._acts)
        whole.addWidget(self.table, 1)
        whole.addStretch(0)  # what is left where the picture stands in the list's place
        self.setFocusProxy(self.table)
        self._on_selected()

    def _connect(self) -> None:
        """Who leads where."""
        self._picture_link.clicked.connect(self._turn)
        self._export.clicked.connect(lambda *_: self.export())
        self._add.clicked.connect(lambda *_: self.add())
        self._indices.clicked.connect(self.show_indices)
        self._whole.clicked.connect(lambda: self.look_at(None))
        self.glance.day_chosen.connect(lambda day: self.look_at(None if day == self.day else day))
        self.right.clicked.connect(lambda *_: self.change())
        self.more.clicked.connect(self._show_more)
        self.table.activated.connect(lambda _key: self.change())
        self.table.selected.connect(lambda _keys: self._on_selected())
        self.table.filled.connect(self._on_filled)
        self.table.asked.connect(self.add)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture goes where the records would have no room."""
        super().resizeEvent(event)
        self._fit()

    def _turn(self, picture: bool) -> None:
        """The picture or the records; the keyboard goes with them."""
        self._fit()
        (self.glance.heat if picture else self.table).setFocus()

    def _fit(self) -> None:
        """Where there is no room for both, one takes the place of the other."""
        room = self.height() >= px(LOW)
        wanted = self._picture_link.isChecked()
        self.cards.setVisible(wanted or self.height() >= px(LOWEST))
        self.rule_words.setVisible(self.height() >= px(LOWEST))
        self._add.setText("" if self.width() < px(NARROW) else self._add.accessibleName())
        self._picture_link.setVisible(not room)
        self._picture_link.setText(self.tr("Records") if wanted else self.tr("Month at a glance"))
        self._picture.setVisible(room or wanted)
        self._acts.setVisible(room or not wanted)
        self.table.setVisible(room or not wanted)

    def header(self) -> Sequence[QWidget]:
        """A new record."""
        return (self._add,)

    # showing ---------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """The month of the screen."""
        month = self.home.month
        if month is not None:
            self._desk.ask(self, partial(month_facts, month=month), self.show_month, slot="month")
            self._desk.read(self, partial(_standing, month=month), self._say_standing, slot="causes")

    def _say_standing(self, found: tuple[Month, bool, int]) -> None:
        """Beside the filter that the month is closed, else how causes are given, where some are wanting."""
        month, closed, wanting = found
        words = wording.counted(
            wanting,
            self.tr("{n} without a cause: Enter gives it"),
            self.tr("{n} without a cause: Enter gives one, Ctrl+Shift+C all that are selected"),
        )
        short = self.tr("{n} without a cause").format(n=group_lakh(wanting))
        if closed:
            words, short = tell_closed(month)
        self.hint.say(words if closed or wanting else "", short if closed or wanting else "")

    def show_nameless(self) -> None:
        """The first record without a cause is selected, once the month is there."""
        self._nameless = True
        self._on_filled()

    def show_thing(self, thing: str) -> None:
        """An outage of the month by its number, once the month is there."""
        self._sought = int(thing)
        self._on_filled()

    def show_month(self, facts: MonthFacts) -> None:
        """A month; another one is seen whole."""
        if self.facts is None or self.facts.month != facts.month:
            self.day, self._place = None, 0
        self.facts = facts
        self.cards.show_figures(figures(facts))
        self.rule_words.setText(in_words(facts.data["rules"][COUNTED]))
        self.glance.show_month(facts)
        self._relist()

    def look_at(self, day: date | None) -> None:
        """One day of the list, or the whole month."""
        self.day, self._place = day, 0
        self._relist()
        self.looked.emit()

    def _relist(self) -> None:
        """The records of what is looked at."""
        facts, day = self.facts, self.day
        when = named(facts.month) if facts else ""
        if day is not None:
            when = wording.day(day)
        self.heading.setText(when)
        self._whole.setVisible(day is not None)
        self.table.refresh(listing=self._listing())

    def _listing(self) -> Listing:
        """What the table shows now."""
        day, facts = self.day, self.facts
        within = Span(0, 0)
        if day is not None:
            within = window(day, day, None, FOREVER)
        elif facts is not None:
            within = window(facts.month.first, facts.month.last, None, FOREVER)
        return listing(self.tr("Outages"), within, facts.met() if facts is not None else {})

    def show_indices(self) -> None:
        """Every figure and rule."""
        if self.facts is not None:
            title = self.tr("Power and internet, {month}").format(month=named(self.facts.month))
            indices(self, self._desk, title, self.facts.data)

    # acts ------------------------------------------------------------------------------------------------------------

    def number(self) -> int | None:
        """The record that is selected alone."""
        numbers = self._numbers()
        return numbers[0] if len(numbers) == 1 and len(self.table.selected_keys()) == 1 else None

    def _numbers(self) -> list[int]:
        """The records that are selected, as far as they are shown."""
        model = self.table.model
        shown = [model.row(model.keys.index(key)) for key in self.table.selected_keys() if key in model.keys]
        return [int(one[model.listing.at("number")]) for one in shown if one is not None]

    def act(self, work: Callable[[int], None]) -> None:
        """An act on the selected record; nothing where none is."""
        number = self.number()
        if number is not None:
            work(number)

    def add(self) -> None:
        """An outage that is over."""
        self.correcting.add()

    def change(self) -> None:
        """The selected record put right; of several their cause is given."""
        if len(self.table.selected_keys()) > 1:
            self.give_cause()
        else:
            self.act(self.correcting.put_right)

    def give_cause(self) -> None:
        """One cause of all that are selected."""
        numbers = self._numbers()
        if numbers:
            self.correcting.give_cause(numbers)

    def export(self) -> None:
        """The records as a workbook."""
        self.table.export()

    def split(self) -> None:
        """Two of it."""
        self.act(self.correcting.split)

    def merge(self) -> None:
        """One with the one before."""
        self.act(self.correcting.merge)

    def plan(self) -> None:
        """Planned, or not."""
        self.act(self.correcting.plan)

    def dismiss(self) -> None:
        """It never was."""
        self.act(self.correcting.dismiss)

    def show_table(self) -> None:
        """The figures behind the picture."""
        self.glance.show_table()

    def _on_selected(self) -> None:
        """The acts need one record; where it stands is remembered."""
        chosen, keys = self.table.selected_keys(), self.table.model.keys
        one = len(chosen) == 1
        if one and chosen[0] in keys:
            self._place = keys.index(chosen[0])
        self.right.setEnabled(one)
        self.more.setEnabled(one)

    def _on_filled(self) -> None:
        """New rows: the first one is at hand."""
        model = self.table.model
        keys = model.keys
        if keys and self.facts is not None and self.facts.month == self.home.month:
            if self._nameless:
                self._nameless = False
                self._select_first("cause", _blank)
            if self._sought is not None:
                sought, self._sought = self._sought, None
                self._select_first("number", lambda cell: int(cell) == sought)
        if keys and not len(self.table.selected_keys()):
            self.table.select([keys[min(self._place, len(keys) - 1)]])
        self._on_selected()

    def _select_first(self, column: str, fits: Callable[[Any], bool]) -> None:
        """The first record whose cell of a column fits, if any."""
        model = self.table.model
        at = model.listing.at(column)
        for place, key in enumerate(model.keys):
            if (one := model.row(place)) is not None and fits(one[at]):
                self.table.select([key])
                return

    def _show_more(self) -> None:
        """The other acts on it."""
        menu = QMenu(self.window())
        for text, work in (
            (self.tr("&Cause…"), self.give_cause), (self.tr("&Split at a time…"), self.split), (self.tr("&Merge with the one before…"), self.merge),
            (self.tr("&Planned, or not…"), self.plan), (self.tr("&Dismiss…"), self.dismiss),
        ):  # fmt: skip
            menu.addAction(text, work)
        menu.setActiveAction(menu.actions()[0])
        menu.aboutToHide.connect(menu.deleteLater, Qt.ConnectionType.QueuedConnection)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))


def _blank(cell: object) -> bool:
    """Whether a cell holds nothing."""
    return not (cell.value if isinstance(cell, Cell) else cell)


def _standing(db: Database, *, month: Month) -> tuple[Month, bool, int]:
    """The month, whether it is closed, and how many of its outages have no cause."""
    return month, closings.is_closed(db, month), close_facts.outages(db, month)[1]
