"""What is below the plan: the month, the day and its share, what changed, and the slider."""

from __future__ import annotations

from datetime import date
from operator import itemgetter

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from stpdesk.core.months import DAY
from stpdesk.ui import icons, wording
from stpdesk.ui.fields.dates import Date
from stpdesk.ui.parts import Elided, button, label, row
from stpdesk.ui.sides import trailing
from stpdesk.ui.spaces.facts import Book, DayFacts, Window
from stpdesk.ui.spaces.telling import tr
from stpdesk.ui.spaces.timeline import DateSlider
from stpdesk.ui.theme import px


class MonthStrip(QWidget):
    """`moved(date)`, `paged(±1)`, `home`: what the person wants to see."""

    moved = Signal(object)
    paged = Signal(int)
    home = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time runs to the right, in every language
        self._today = date(2000, 1, 1)
        self._changes: dict[date, str] = {}
        self._all, self._count = "", 0
        self._day = self._today
        self.slider = DateSlider()
        self.earlier, self.later = (
            self._arrow("left", tr("A month earlier")),
            self._arrow("right", tr("A month later")),
        )
        self._range, self._share = label("", "section"), label("")
        self.field = Date("day", tr("Date shown"), lambda: self._today, width=128)
        self.today = button(tr("Today"))
        self._happened = Elided("", "caption")
        self._happened.setAlignment(trailing())
        first = row(self.earlier, self._range, self.later, 4, self.field, self.today, None, spacing=6)
        second = row(self._share, self._happened)
        second.setStretch(1, 1)
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lines.setSpacing(px(8))
        self._lines.addLayout(first)
        self._lines.addLayout(second, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(4))
        whole.addLayout(self._lines)
        whole.addWidget(self.slider)
        self._connect()

    def _arrow(self, icon: str, name: str) -> QWidget:
        """A small button."""
        made = button("", "quiet")
        icons.put(made, icon, size=16)
        made.setAccessibleName(name)
        made.setToolTip(name)
        return made

    def narrow(self, narrow: bool) -> None:
        """One line above the days, or two."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._lines.direction() != way:
            self._lines.setDirection(way)

    def _connect(self) -> None:
        """Who tells whom."""
        self.earlier.clicked.connect(lambda: self.paged.emit(-1))  # type: ignore[attr-defined]
        self.later.clicked.connect(lambda: self.paged.emit(1))  # type: ignore[attr-defined]
        self.today.clicked.connect(self.home)
        self.slider.moved.connect(self.moved)
        self.slider.paged.connect(self.paged)
        self.slider.home.connect(self.home)
        self.field.left.connect(self._typed)
        self.field.told.connect(lambda: self._tell(self._day))
        self.field.edit.returnPressed.connect(self._entered)

    def take_date(self) -> None:
        """The keyboard goes to the date, which the next key replaces."""
        self.field.focus_here()
        self.field.edit.selectAll()

    def _entered(self) -> None:
        """Enter takes the date."""
        self.field.settle()
        self._typed()

    def _typed(self) -> None:
        """A date was typed; what cannot be read stays, and it is said why."""
        day = self.field.value()
        if isinstance(day, date):
            self.moved.emit(day)

    # showing ---------------------------------------------------------------------------------------------------------

    def show_month(self, book: Book, window: Window, day: date) -> None:
        """The days of a strip."""
        self._today = book.today
        found: dict[date, list[str]] = {}
        short: list[tuple[date, str]] = []
        for move in window.moves:
            when = wording.day(move.day, year=False)
            if move.came:
                who = book.tenants[move.tenant_id].name
                found.setdefault(move.day, []).append(tr("%s let to %s") % (move.unit.code, who))
                short.append((move.day, tr("%s let %s") % (move.unit.code, when)))
            else:
                gone = move.day <= book.today
                left = tr("%s vacated") if gone else tr("%s free")
                found.setdefault(move.day, []).append(left % move.unit.code)
                left = tr("%s vacated %s") if gone else tr("%s free from %s")
                short.append((move.day, left % (move.unit.code, when)))
        codes = {unit.id: unit.code for unit in book.units}
        for repair in book.repairs:
            turns = [(repair.starts, tr("%s under repair"))]
            if repair.ends is not None:
                turns.append((repair.ends + DAY, tr("%s repaired")))
            for turn, told in turns:
                if window.first <= turn <= window.last and repair.unit_id in codes:
                    found.setdefault(turn, []).append(told % codes[repair.unit_id])
                    short.append((turn, f"{told % codes[repair.unit_id]} {wording.day(turn, year=False)}"))
        self._changes = {when: ", ".join(words) for when, words in found.items()}
        short.sort(key=itemgetter(0))
        self._all, self._count = ", ".join(words for _, words in short), len(short)
        years = window.first.year != window.last.year
        self._range.setText(f"{wording.day(window.first, year=years)} – {wording.day(window.last)}")
        self.slider.show_strip(window.strip, self._changes, day, book.today)
        self._tell(day)

    def show_day(self, facts: DayFacts) -> None:
        """A day of it."""
        day = facts.day
        self.slider.set_day(day)
        if not self.field.edit.hasFocus() or self.field.value() != day:
            self.field.set_value(day)
        share = facts.occupancy.pct
        weekday = tr(wording.WEEKDAYS[day.weekday()])
        told = tr("%s, %s let") % (weekday, wording.percent(share, 1)) if share is not None else weekday
        self._share.setText(told)
        self.today.setEnabled(day != self._today)
        self._tell(day)

    def _tell(self, day: date) -> None:
        """What changed on the day; on a quiet day what changes in the month; before all what is wrong with a date typed."""
        self._day = day
        slip = self.field.shown_slip()
        if slip is not None:
            self._happened.say(str(slip))
        elif day in self._changes:
            self._happened.say(tr("• %s: %s") % (wording.day(day, year=False), self._changes[day]))
        else:
            many = tr("• %d changes on these days") % self._count
            self._happened.say(
                f"• {self._all}" if self._all else tr("Nobody comes or goes on these days."),
                many if self._count > 1 else "",
            )
