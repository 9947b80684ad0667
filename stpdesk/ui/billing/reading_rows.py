"""What the meter grid shows: the month as read, what is typed over it, its draft, what there is to say about each row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractItemView

from stpdesk.core.codes import fold
from stpdesk.core.months import Month
from stpdesk.core.reading_grid import MonthReadings
from stpdesk.db.drafts import TYPING, Draft
from stpdesk.ui.allowed import ACCOUNTS, DUTY, why_not
from stpdesk.ui.billing import reading_lines, reading_listing
from stpdesk.ui.billing.reading_kept import Keeper, Typing
from stpdesk.ui.billing.reading_lines import DAY, READING, Answer, Line, Told
from stpdesk.ui.billing.reading_listing import Meters
from stpdesk.ui.billing.reading_page import ReadingsPage
from stpdesk.ui.forms.saving import Saving
from stpdesk.ui.parted import PartedScreen
from stpdesk.ui.tables.edits import Place
from stpdesk.ui.tenants import foretold

if TYPE_CHECKING:
    from stpdesk.actions.session import Session

HALF_MS, SUMS_MS = 250, 300
"""Milliseconds until a cell half typed is kept on disk; until the sums below the rows follow what is typed."""

Read = tuple[MonthReadings, tuple[Line, ...], dict[int, Told], Draft | None]


class ReadingRows(Saving, ReadingsPage):
    """What is read and typed. It stays, by month, until it is saved or discarded; on disk as a draft."""

    def __init__(self, screen: PartedScreen) -> None:
        super().__init__(screen)
        self._keeper = Keeper(self._desk)
        self._found: MonthReadings | None = None
        self._numbers: dict[str, int] = {}
        self._lines: dict[int, Line] = {}
        self._saved_as: dict[int, Told] = {}
        self._now: dict[int, Told] = {}
        self._answers: dict[int, Answer] = {}
        self._there = Meters(lambda _db, _day: ())
        self._waiting: dict[Month, Typing] = {}
        self._half: tuple[Place, str] | None = None
        self._sought = ""
        self._fresh = False
        self._pause = _timer(self, HALF_MS, self.keep_draft)
        self._summing = _timer(self, SUMS_MS, self._refresh_rows)
        self._soon = _timer(self, 0, self._say)

    # reading ---------------------------------------------------------------------------------------------------------

    @property
    def month(self) -> Month | None:
        """The month that is shown."""
        return self._found.month if self._found is not None else None

    @property
    def writable(self) -> bool:
        """Whether anything may be typed."""
        open_ = self._found is not None and not self._found.closed
        return open_ and self._desk.park is not None and not why_not(self._desk, ACCOUNTS, DUTY)

    def refresh(self) -> None:
        """The month chosen above, as it is now; what was typed in the one before waits there."""
        month = self.home.month
        if month is None:
            return
        if self._found is not None and month != self._found.month:
            self._lay_aside(self._found.month)
            self._found = None
        day = self.chosen_day() if self._found is not None else None
        self._desk.ask(self, partial(self._work, month, day), self._show, slot="readings")

    def _lay_aside(self, month: Month) -> None:
        """What was typed of a month that is left, or closed."""
        self.keep_draft()
        texts = self.grid.unsaved()
        if texts or month not in self._waiting:  # of a closed month it waits already
            self._waiting[month] = Typing(texts, dict(self._answers), self.chosen_day())
        self.grid.discard()
        self._answers.clear()
        self.banner.hide()

    def _work(self, month: Month, day: date | None, session: Session) -> Read:
        """Reads a month and its draft, and works every row out; on the reader's thread."""
        from stpdesk.actions.readings import grid

        found = grid(session, month)
        lines = tuple(
            reading_lines.line_of(found, row, self._numbers.setdefault(row.meter.id, len(self._numbers) + 1))
            for row in found.rows
        )
        when = day or found.usual_day
        saved_as = {one.key: reading_lines.told(one, found, when, {}, {}) for one in lines}
        return found, lines, saved_as, None if found.closed else self._keeper.find(session, month)

    def _show(self, read: Read) -> None:
        """The month, and what was typed in it before."""
        found, lines, saved_as, kept = read
        if found.month != self.home.month:
            return
        turned = self._found is None
        self._found, self._lines, self._saved_as = found, {one.key: one for one in lines}, saved_as
        self._there = Meters(lambda _db, _day: lines)
        self.usual_day = found.usual_day
        self._fresh = self._fresh or turned
        if found.closed and self.grid.unsaved():
            self._lay_aside(found.month)
        elif not found.closed and (turned or found.month in self._waiting):
            self._take_up(self._waiting.pop(found.month, Typing()))
        self._offer(found.month, kept)
        if found.closed or self.day.value() is None:  # a closed month takes none up
            self.day.set_value(found.usual_day)
        self._tell_all()
        self._say_closed(found)
        self._refresh_rows()

    def _take_up(self, typed: Typing) -> None:
        """What was typed of this month before."""
        self.grid.model.edits.texts.update(typed.texts)
        self._answers.update(typed.answers)
        self.day.set_value(typed.day or self.usual_day)

    def _offer(self, month: Month, found: Draft | None) -> None:
        """Puts a draft of an earlier run back, once, unless something was typed already; what is saved by now is none."""
        typed = self._keeper.offer(month, found, self._lines)
        texts = {place: text for place, text in typed.texts.items() if text != self._saved_text(place)}
        if found is not None and texts and not self.grid.unsaved():
            self._take_up(Typing(texts, typed.answers, typed.day))
            assert self._found is not None
            self.banner.tell(found, self._found.today, of_this_run=self._keeper.of_this_run(month))

    def _saved_text(self, place: Place) -> str:
        """What a cell holds on disk, as it is edited."""
        from stpdesk.core.money import decimal_text

        taken = self._lines[place[0]].row.taken
        if taken is None:
            return ""
        return decimal_text(taken.value) if place[1] == READING else taken.date.isoformat()

    def _say_closed(self, found: MonthReadings) -> None:
        """Why nothing can be typed, and what to do."""
        self.say_shut(
            "" if found.closed else why_not(self._desk, ACCOUNTS, DUTY), found.month if found.closed else None
        )
        if not found.rows and not self.grid.shut:
            self.grid.shut = self.tr("This park has no meter to type for yet: Ctrl+N enters the first one.")

    def _refresh_rows(self) -> None:
        """Rows and sums, once more."""
        if self._found is None:
            return
        telling, day = self._telling(), self.chosen_day()
        self.grid.refresh(
            listing=reading_listing.listing(
                self._found.month, self._there, telling, day, editable=self.writable
            )
        )

    def _telling(self) -> Callable[[Line], Told]:
        """What rows say now, whoever asks on which thread."""
        known = {**self._saved_as, **self._now}
        return lambda line: known.get(line.key) or Told()

    def _on_filled(self) -> None:
        """Rows are there: in a month that was turned to, the cursor is in the first cell that is not read."""
        view, model = self.grid.view, self.grid.model
        sought = self._sought
        if model.keys:  # else the meter waits for its row
            self._sought = ""
        wanted = self._find(sought) if sought else None
        here, fresh, self._fresh = view.currentIndex().isValid(), self._fresh, False
        if wanted is None and (fresh or not here):
            wanted = next(iter(self._unread()), None if here else next(iter(model.keys), None))
        if wanted is not None and wanted in model.keys:
            view.setCurrentIndex(model.index(model.keys.index(wanted), model.listing.at(READING)))

    def _find(self, sought: str) -> int | None:
        """The row of a meter."""
        return next(
            (key for key, one in self._lines.items() if fold(one.row.meter.code) == fold(sought)), None
        )

    def _unread(self) -> list[int]:
        """The rows shown whose reading is neither saved nor typed, from above."""
        telling = self._telling()
        rows = [self._lines[key] for key in self.grid.model.keys if key in self._lines]
        return [one.key for one in rows if one.left and telling(one).typed is None]

    # typing ----------------------------------------------------------------------------------------------------------

    def chosen_day(self) -> date:
        """The day of all readings without one of their own."""
        value = self.day.value()
        return value if isinstance(value, date) else self.usual_day

    def _on_typing(self, key: int, column: str, text: str) -> None:
        """A cell half typed: kept on disk in a moment."""
        self._half = ((key, column), text)
        self._pause.start()

    def _on_edited(self, key: int, _column: str, _text: str) -> None:
        """A cell is another: on disk at once, and its row says what it comes to."""
        self._why, self._half = TYPING, None
        self.keep_draft()
        self._tell(key)
        self._soon.start()  # once for all cells of a paste
        self._summing.start()

    def _on_day(self) -> None:
        """Another date of all: rows without one of their own follow."""
        if self._found is None or self.day.value() is None:
            return
        self._tell_all()
        self.keep_draft()
        self.refresh()

    def _tell(self, key: int) -> None:
        """Works a row out again, and shows it at once."""
        line = self._lines.get(key)
        if line is None or self._found is None:
            return
        typed = self.grid.model.edits.texts
        if (key, READING) in typed or (key, DAY) in typed:
            self._now[key] = reading_lines.told(line, self._found, self.chosen_day(), typed, self._answers)
        else:
            self._now.pop(key, None)
            self._answers.pop(key, None)
        now = self._telling()(line)
        self.grid.model.put_row(key, reading_listing.cells(line, now, self.chosen_day()))

    def _tell_all(self) -> None:
        """Every row that is typed into."""
        self._now.clear()
        for key in {key for key, _ in self.grid.model.edits.texts}:
            self._tell(key)
        self._say()

    def _named(self, key: int, words: str) -> str:
        """A sentence that says which meter it is about."""
        code = self._lines[key].row.meter.code
        return words if code in words else self.tr("{meter}: {sentence}").format(meter=code, sentence=words)

    def _states(self) -> list[tuple[Line, Told]]:
        """Every row with what it says."""
        telling = self._telling()
        return [(one, telling(one)) for one in self._lines.values()]

    def _say(self) -> None:
        """What is wrong, what is left, and the line beside the button."""
        self._soon.stop()
        if self._found is None:
            return
        faults = {
            (key, name): self._named(key, words)
            for key, now in self._now.items()
            for name, words in now.unread.items()
        }
        if faults != self.grid.model.edits.faults:
            self.grid.mark_wrong(faults)
        states = self._states()
        words = foretold.wrong_cells(len(faults))
        self.footer.wrong.setText(words)
        self.footer.wrong.setAccessibleName(words)
        self.footer.wrong.setVisible(bool(faults))
        self.footer.take_back()
        self.footer.say(reading_listing.consequence(self._found.month, states, len(faults), self.run_bills))
        there = bool(self.grid.unsaved())
        self.discarding.setVisible(there)
        self.footer.save.setEnabled(there and not self._saving)
        left = sum(1 for one, now in states if reading_listing.is_left(one, now))
        left_said = reading_listing.left_here if self.writable else reading_listing.left_words
        self.left.setText(left_said(left, len(states)))
        self.home.say("readings", self.tr("Readings ({n})").format(n=left) if left else "")
        self._on_current()

    def _on_current(self, *_where: object) -> None:
        """What there is to say about the row the cursor is on, else about the first that is asked about."""
        key = self.grid.view.current_key() or 0
        now = self._telling()(self._lines[key]) if key in self._lines else Told()
        asked = key if now.asks else next((one for one, told in self._now.items() if told.asks), None)
        sentence = reading_listing.odd_sentence(self._lines[key], now) if key in self._lines else ""
        if self.grid.model.edits.faults:  # that sentence stands there already
            asked, sentence = None, ""
        if asked is not None and not sentence:
            sentence = self._lower(self._lines[asked])
        self.doubt.say(sentence)
        self.answer.setVisible(asked is not None)
        self.below.setVisible(bool(sentence))
        for one in (self.history, self.change_it):
            one.setEnabled(key in self._lines)

    def _lower(self, line: Line) -> str:
        """A reading lower than the last, in a sentence."""
        from stpdesk.ui.billing.reading_asking import lower

        typed = self._now[line.key].typed
        return lower(line, typed) if typed is not None else ""

    # drafts ----------------------------------------------------------------------------------------------------------

    def keep_draft(self, why: str = TYPING) -> None:
        """Keeps what was typed on disk, now, a cell half typed too; `why` it is not saved, unless more is known."""
        self._pause.stop()
        if self._found is None or not self.writable:
            return
        texts = self.grid.unsaved()
        editing = self.grid.view.state() is QAbstractItemView.State.EditingState
        if editing and self._half is not None:
            texts[self._half[0]] = self._half[1]
        day = self.chosen_day()
        self._keeper.keep(
            self._found.month, self._lines, texts, self._answers, day if day != self.usual_day else None,
            self._reason(why),
        )  # fmt: skip

    def discard(self) -> None:
        """Forgets what was typed and its draft."""
        self.grid.discard()
        self._answers.clear()
        self._half = None
        self.banner.hide()
        self.keep_draft()
        self._tell_all()
        self._refresh_rows()
        self.grid.view.setFocus()


def _timer(parent: ReadingRows, milliseconds: int, run: Callable[[], None]) -> QTimer:
    """A timer that runs once after the last start."""
    made = QTimer(parent, singleShot=True, interval=milliseconds)
    made.timeout.connect(run)
    return made
