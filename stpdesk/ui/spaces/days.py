"""Which day is shown: holds the book and the month's days, so that the slider needs no query to follow the pointer."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QObject, Signal

from stpdesk.core.floors import Key
from stpdesk.core.months import add_months
from stpdesk.ui.desk import Desk
from stpdesk.ui.spaces.facts import (
    BEFORE,
    SPAN,
    Asked,
    Book,
    DayFacts,
    Whole,
    Window,
    read_day,
    read_whole,
    read_window,
)

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)


class Days(QObject):
    """`opened(Book, Account | None)`, then `stripped(Window)` for its month and `shown(DayFacts)` for every day looked at."""

    opened = Signal(object, object)
    shown = Signal(object)
    stripped = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.book: Book | None = None
        self.window: Window | None = None
        self.facts: DayFacts | None = None
        self.day: date | None = None
        self._first: date | None = None

    def forget(self) -> None:
        """Another park: today again."""
        self.book = self.window = self.facts = self.day = self._first = None

    def read(self, floor: Key | None, unit_id: str) -> None:
        """Reads all of it again; the day stays. The account of the unit, or of the one that is chosen at first, comes along."""
        asked = Asked(self.day, self._first, floor, unit_id)
        self._desk.ask(self, lambda session: read_whole(session, asked), self._on_whole, slot="book")

    def _on_whole(self, read: Whole) -> None:
        """Everything is there; somebody may have gone to another day meanwhile."""
        self.book, self.facts, self.window = read.book, None, None
        if self.day is None:
            self.day = read.book.today
        if self._first is None:
            self._first = self.day - timedelta(days=BEFORE)
        self.opened.emit(read.book, read.account)
        if read.window.first == self._first:
            self.window = read.window
            self.stripped.emit(read.window)
        self._follow()

    def go(self, day: date) -> None:
        """Another day; the strip moves on where it is not in it."""
        if self.book is None or self.day is None or self._first is None:
            return
        day = min(max(day, EARLIEST), LATEST)
        step = (day - self.day).days
        self.day = day
        if not self._first <= day < self._first + timedelta(days=SPAN):
            if abs(step) == 1:
                self._first = day if step > 0 else day - timedelta(days=SPAN - 1)
            else:
                self._first = day - timedelta(days=BEFORE)
        self._follow()

    def page(self, months: int) -> None:
        """So many months later or earlier; the strip goes along."""
        if self.day is None or self._first is None:
            return
        place = self.day - self._first
        self.day = min(max(add_months(self.day, months), EARLIEST), LATEST)
        self._first = self.day - place
        self._follow()

    def today(self) -> None:
        """Today."""
        if self.book is not None:
            self.go(self.book.today)

    def _follow(self) -> None:
        """Shows the day from the month at hand, else reads it."""
        day = self.day
        if self.window is not None and day is not None and self.window.has(day):
            self._show(self.window.on(day))
        else:
            self._read_day()
        if self.window is None or self.window.first != self._first:
            self._read_window()

    def _read_day(self) -> None:
        """The one day, at once."""
        book, day = self.book, self.day
        if book is not None and day is not None:
            self._desk.ask(self, lambda session: read_day(session, book, day), self._on_day, slot="day")

    def _on_day(self, facts: DayFacts) -> None:
        """It is there, if it is still wanted."""
        if facts.day == self.day:
            self._show(facts)

    def _read_window(self) -> None:
        """The month around it."""
        book, first = self.book, self._first
        if book is not None and first is not None:
            self._desk.ask(
                self,
                lambda session: (book, read_window(session, book, first)),
                self._on_window,
                slot="window",
            )

    def _on_window(self, read: tuple[Book, Window]) -> None:
        """It is there, if it is still wanted."""
        book, window = read
        if book is self.book and window.first == self._first:
            self.window = window
            self.stripped.emit(window)

    def _show(self, facts: DayFacts) -> None:
        """A day to be seen."""
        self.facts = facts
        self.shown.emit(facts)
