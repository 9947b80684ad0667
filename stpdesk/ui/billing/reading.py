"""The readings of a month's meters in one grid: typed or pasted, asked where the dial went back, saved in one act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut

from stpdesk.core.changes import Changes
from stpdesk.core.codes import fold
from stpdesk.core.errors import Refused
from stpdesk.core.months import Month
from stpdesk.core.reading_grid import TypedReading
from stpdesk.db.drafts import LEFT, REFUSED, TYPING
from stpdesk.ui.billing.reading_lines import DAY, READING, Line, Told
from stpdesk.ui.billing.reading_ways import ReadingWays
from stpdesk.ui.forms.kept import stays
from stpdesk.ui.parted import PartedScreen
from stpdesk.ui.sentences import in_words
from stpdesk.ui.tables import Paste
from stpdesk.ui.tables.edits import Place

if TYPE_CHECKING:
    from stpdesk.actions.session import Session


class Readings(ReadingWays):
    """The grid of a month: see `reading_rows` and `reading_ways`; here are its keys, what it asks, and the act that saves it."""

    def __init__(self, screen: PartedScreen) -> None:
        super().__init__(screen)
        self._meant: dict[int, TypedReading] = {}
        """readings that are many times the usual, and were said to be right"""
        self._connect()

    def _connect(self) -> None:
        """Cells, buttons."""
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            made = QShortcut(QKeySequence(keys), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(self.save)
        self.grid.filled.connect(self._on_filled)
        self.grid.edited.connect(self._on_edited)
        self.grid.pasted.connect(self._on_pasted)
        self.grid.asked.connect(self.add)
        self.grid.view.typing.connect(self._on_typing)
        self.grid.view.selectionModel().currentChanged.connect(self._on_current)
        self.day.left.connect(self._on_day)
        self.day.control().returnPressed.connect(self._on_day_entered)  # type: ignore[attr-defined]
        self.answer.clicked.connect(self.ask_current)
        self.footer.save.clicked.connect(self.save)
        self.footer.jump.connect(self.grid.go_to_wrong)
        self.discarding.clicked.connect(self.discard)
        self.banner.discarded.connect(self.discard)
        self.new.clicked.connect(self.add)
        self.change_it.clicked.connect(self.change_meter)
        self.history.clicked.connect(self.show_history)
        self.reopen.clicked.connect(self.lead_to_reopening)
        self._listen(self._desk)

    def _on_pasted(self, paste: Paste) -> None:
        """A block came from the clipboard; cells without a place are told, and blank ones that take nothing out."""
        words = self.tr("{n} of the copied cells found no place and were left out.")
        if paste.lost:
            self._desk.refused.emit(Refused(words, n=paste.lost))
        elif any(not text and self._lines[key].row.taken is not None for key, _, text in paste.cells()):
            self._desk.refused.emit(
                Refused("A blank cell that is pasted takes no reading out; Delete does.", field="reading")
            )

    def _on_day_entered(self) -> None:
        """Enter in the date of all goes to the grid."""
        self.day.settle()
        self._on_day()
        self.grid.view.setFocus()

    # answers ---------------------------------------------------------------------------------------------------------

    def ask_current(self) -> None:
        """Ctrl+L: asks about the row the cursor is on, else the first whose reading is lower than the last."""
        key = self.grid.view.current_key() or 0
        asked = [one for one, now in self._now.items() if now.asks or one in self._answers]
        if asked:
            self._ask(key if key in asked else asked[0], lambda: None)

    def _ask(self, key: int, then: Callable[[], None]) -> None:
        """Asks what happened to a dial; `then` once it is answered."""
        from stpdesk.ui.billing.reading_asking import Lower

        line, typed = self._lines[key], self._now[key].typed
        if typed is None or self._found is None:
            return
        self._go_to(key)
        asked = Lower(self, line, typed, self._found.terms)

        def answered() -> None:
            if asked.told is not None:
                self._answers[key] = asked.told
                self.keep_draft()
                self._tell(key)
                self._say()
                self._summing.start()
            self.grid.view.setFocus()
            if asked.told is not None:
                then()

        asked.finished.connect(lambda _code: answered())
        asked.finished.connect(asked.deleteLater)
        asked.open()

    # saving ----------------------------------------------------------------------------------------------------------

    def save_paper(self) -> None:
        """Ctrl+S."""
        self.save()

    def save(self) -> None:
        """Saves all that is typed for the month in one act; goes to the first cell that cannot be saved, or asks."""
        if not self.writable or self._saving or self._found is None:
            return
        self.grid.view.setFocus()  # what is being typed into a cell counts
        self._say()
        if self.grid.model.edits.faults:
            self.grid.go_to_wrong()
            return
        asked = [key for key, now in self._now.items() if now.asks]
        if asked:
            self._ask(asked[0], self.save)
            return
        if not self._are_meant():
            return
        month, typed = self._found.month, self.grid.unsaved()
        wanted = {
            self._lines[key].row.meter.code: now.typed
            for key, now in self._now.items()
            if now.changed and key in self._lines
        }
        if not wanted:
            return
        self.keep_draft()

        def work(session: Session) -> Changes:
            from stpdesk.ui.billing import reading_acts

            return reading_acts.save(session, month, wanted)

        self._begin_saving()
        self._desk.act(self, work, partial(self._done, month, typed), refused=self._refused)

    def _are_meant(self) -> bool:
        """Whether no use is many times the usual, or all are meant: asked once of each reading, and saved after that."""
        from stpdesk.ui.billing import reading_far

        found = {
            key: one
            for key, one in reading_far.far(self._lines, self._now).items()
            if self._meant.get(key) != one[1].typed
        }
        if not found:
            return True
        asked = reading_far.question(self, found)

        def answered() -> None:
            self.grid.view.setFocus()
            if asked.answer is None:
                self._go_to(next(iter(found)))
                return
            self._meant.update({key: now.typed for key, (_, now) in found.items() if now.typed is not None})
            self.save()

        asked.finished.connect(lambda _code: answered())
        asked.finished.connect(asked.deleteLater)
        asked.open()
        return False

    def _done(self, month: Month, typed: dict[Place, str], _changes: Changes) -> None:
        """On disk; what was typed meanwhile stays."""
        self._rest()
        self._pause.stop()
        self.banner.hide()
        if self._found is None or month != self._found.month:
            self._waiting.pop(month, None)
            return
        now = self.grid.unsaved()
        saved = [place for place, text in typed.items() if now.get(place) == text and place[0] in self._now]
        done = {key for key, _ in saved if self._now[key].changed}
        self.grid.mark_saved(place for place in saved if place[0] in done)
        for key in done:
            self._answers.pop(key, None)
            self._saved_as[key] = replace(self._now.pop(key, Told()), typed=None)
        self._say()
        if self.grid.unsaved():
            self.keep_draft()

    def _refused(self, error: Refused) -> None:
        """Nothing was saved; what was typed stays."""
        self._unsaved(REFUSED)
        meter, _, cell = (error.field or "").rpartition(".")
        keys = [one.key for one in self._lines.values() if meter and fold(one.row.meter.code) == fold(meter)]
        if keys:
            self.grid.mark_wrong({(keys[0], cell if cell in {READING, DAY} else READING): in_words(error)})
            self.grid.go_to_wrong()
        else:
            self.footer.refuse(in_words(error))

    def hideEvent(self, event: QHideEvent) -> None:
        """What is typed is kept when another part comes."""
        super().hideEvent(event)
        if self.grid.unsaved():
            self.keep_draft(LEFT if stays(self) else TYPING)

    # what all parts answer to ----------------------------------------------------------------------------------------

    def show_thing(self, thing: str) -> None:
        """A month as `2026-10`, or the row of a meter."""
        if thing[:4].isdigit() and thing[4:5] == "-":
            month = Month.parse(thing)
            self._sought = ""
            if month != self.home.month:
                self.home.turn_to(month)
            return
        self._sought = thing
        self._on_filled()

    def change(self) -> None:
        """F2: the cell."""
        view = self.grid.view
        if self.grid.shut:
            self.grid.say_shut()
        elif view.currentIndex().isValid():
            view.edit(view.currentIndex())

    def export(self) -> None:
        """The grid as a workbook."""
        self.grid.export()

    def choose_day(self) -> None:
        """Ctrl+D: the date of all readings."""
        self.day.focus_here()

    def add(self) -> None:
        """A new meter."""
        from stpdesk.ui.billing import reading_meters

        reading_meters.add(self, self._desk)

    def chosen(self) -> Line | None:
        """The row the cursor is on."""
        return self._lines.get(self.grid.view.current_key() or 0)

    def change_meter(self) -> None:
        """Code, unit, supply, multiplier, digits of the meter the cursor is on."""
        from stpdesk.ui.billing import reading_meters

        line = self.chosen()
        if line is not None:
            reading_meters.change(self, self._desk, line.row.meter, line.row.unit)

    def show_history(self) -> None:
        """All readings of the meter the cursor is on."""
        from stpdesk.ui.billing.reading_history import History

        line = self.chosen()
        if line is not None:
            made = History(self, self._desk, line.row.meter)
            made.finished.connect(made.deleteLater)
            made.open()
