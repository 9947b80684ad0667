"""Where the grid of readings leads: the next meter that is not read, the month whose readings a run waits for, and back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent

from stpdesk.core.months import Month
from stpdesk.ui import wording
from stpdesk.ui.billing import reading_needed
from stpdesk.ui.billing.reading_lines import READING, tr
from stpdesk.ui.billing.reading_rows import ReadingRows

if TYPE_CHECKING:
    from stpdesk.core.unread import Needed
    from stpdesk.ui.parted import PartedScreen


class ReadingWays(ReadingRows):
    """The ways through it by keys; typing is `reading_rows`, asking and saving `reading`."""

    def __init__(self, screen: PartedScreen) -> None:
        super().__init__(screen)
        self.needed: Needed | None = None
        self._wants_needed = False
        self._came: tuple[Month, Month] | None = None
        """the month that was left for the readings its run waits for, and the one gone to"""
        self._led_to: int | None = None
        """the row the cursor was led to, while it stays there"""
        self._just_shown = QTimer(self, singleShot=True, interval=0)

    # the next meter --------------------------------------------------------------------------------------------------

    def _go_to(self, key: int) -> None:
        """The cursor goes to a meter's reading."""
        view, model = self.grid.view, self.grid.model
        if key in model.keys:
            view.setCurrentIndex(model.index(model.keys.index(key), model.listing.at(READING)))

    def next_unread(self) -> None:
        """Ctrl+J: the next meter that is not read, which may be where Enter went; from where it led, the one after.

        After the last comes the first again.
        """
        view = self.grid.view
        view.setFocus()  # what is being typed into a cell counts
        keys, left, here = list(self.grid.model.keys), self._unread(), view.current_key()
        if not left:
            return
        at = keys.index(here) + (here == self._led_to) if here in keys else 0
        wanted = next((key for key in left if keys.index(key) >= at), left[0])
        self._go_to(wanted)
        self._led_to = wanted
        if wanted == here and self.writable:
            words = tr("{meter} is not read yet: type what it shows. Ctrl+J goes on to the next.")
            self._add_below(words.format(meter=self._lines[wanted].row.meter.code))

    def _on_filled(self) -> None:
        """The cursor is led to the first that is not read."""
        before = self.grid.view.current_key()
        super()._on_filled()
        here = self.grid.view.current_key()
        if here != before:
            self._led_to = here

    def _on_current(self, *where: object) -> None:
        """Also where the rows end; whoever goes elsewhere is led no more."""
        super()._on_current(*where)
        key = self.grid.view.current_key()
        if key is not None and key != self._led_to:
            self._led_to = None
        self._add_below(self._at_end(key or 0))

    def _add_below(self, words: str) -> None:
        """A sentence below the rows, where nothing else is to be said there."""
        if words and not self.grid.model.edits.faults and self.below.isHidden():
            self.doubt.say(words)
            self.below.show()

    def _at_end(self, key: int) -> str:
        """In the last row, once it is read: that others above are not."""
        keys, left = self.grid.model.keys, self._unread()
        if not self.writable or not len(keys) or keys[-1] != key or not left or key in left:
            return ""
        words = tr("This is the last row. {n} above is not read: Ctrl+J goes there.")
        more = tr("This is the last row. {n} above are not read: Ctrl+J goes to the next.")
        return wording.counted(len(left), words, more)

    # the run ---------------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Whoever comes from another part by a key asks for the month shown there, not for the way back."""
        super().showEvent(event)
        self._just_shown.start()
        if not event.spontaneous():
            self._leave_saved()

    def _leave_saved(self) -> None:
        """Where nothing is typed, nobody comes back to a saved reading, which the next digit would replace unseen."""
        key = self.grid.view.current_key()
        if key is not None and not self.grid.unsaved() and key not in self._unread():
            self._fresh = True
            self._on_filled()

    def refresh(self) -> None:
        """Also which readings the run of the month bills."""
        super().refresh()
        month = self.home.month
        if month is None:
            return
        if self._came is not None and month != self._came[1]:
            self._came = None
        if self._came is not None:
            self._say_notices()
        self._desk.ask(self, partial(reading_needed.read, month=month), self._show_needed, slot="needed")

    def _show_needed(self, found: Needed) -> None:
        """Above the rows, and below them."""
        if found.run != self.home.month:
            return
        self.needed = found
        self.run_bills = reading_needed.billed_by(found)
        self._say_notices()
        self._say()
        if self._wants_needed:
            self.type_needed()

    def _say_notices(self) -> None:
        """The way back to the month that was left, else the way to the readings its run waits for."""
        if self._came is not None:
            notices = [reading_needed.way_back(*self._came, self.type_needed)]
        elif self.needed is not None and self.needed.run == self.home.month:
            notices = reading_needed.notices(self.needed, self.type_needed)
        else:
            return
        self.notices.say(notices)
        self.notices.come_before(self.grid.finder.line)

    def type_needed(self) -> None:
        """Ctrl+T: the readings that the run of the month bills and that are missing; from there back; else the next not read."""
        if self._came is not None and self._just_shown.isActive():
            self._came = None
            self._say_notices()
        if self._came is not None and self._came[1] == self.home.month:
            self._wants_needed = False
            self.home.turn_to(self._came[0])
            self.grid.view.setFocus()
            return
        self._wants_needed = self.needed is None or self.needed.run != self.home.month
        if self._wants_needed or self.needed is None:
            return
        if not self.needed.missing:
            self.next_unread()
            return
        self._sought = self.needed.missing[0].meter.code
        if self.needed.readings != self.needed.run:
            self._came = (self.needed.run, self.needed.readings)
            self.home.turn_to(self.needed.readings)
        else:
            self._on_filled()
        self.grid.view.setFocus()

    def lead_to_reopening(self) -> None:
        """Where a closed month is reopened with a reason."""
        if self.month is not None:
            self.home.go.emit("records", f"close:{self.month}")
