"""Which day is shown: holds the book and the month's days, so that the slider needs no query to follow the pointer."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QObject, Signal

from stpdesk.core.months import add_months
from stpdesk.ui.desk import Desk
from stpdesk.ui.spaces.facts import BEFORE, SPAN, Book, DayFacts, Window, read_book, read_day, read_window

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)


class Days(QObject):
    """`opened(Book)`, then `shown(DayFacts)` for every day that is looked at, `stripped(Window)` for its month."""

    opened = Signal(object)
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

    def read(self) -> None:
        """Reads all of it again; the day stays."""
        wanted, first = self.day, self._first
        self._desk.ask(self, lambda session: read_book(session, wanted, first), self._on_book, slot="book")

    def _on_book(self, read: tuple[Book, DayFacts]) -> None:
        """The book is there; its month follows."""
        self.book, facts = read
        self.window = self.facts = None
        if self.day is None:
            self.day = facts.day
        self.opened.emit(self.book)
        if facts.day == self.day:
            self._show(facts)
        else:
            self._read_day()
        if self._first is None:
            self._first = self.day - timedelta(days=BEFORE)
        self._read_window()

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
        if self.window is not None and day is not None and day in self.window.days:
            self._show(self.window.days[day])
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
