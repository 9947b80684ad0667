"""The monthly returns of all tenants in one grid: typed or pasted, told what looks wrong, saved in one act."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut

from stpdesk.core.changes import Changes
from stpdesk.core.codes import fold
from stpdesk.core.errors import Refused
from stpdesk.core.months import Month
from stpdesk.core.return_forms import CELLS
from stpdesk.db.drafts import LEFT, REFUSED, TYPING, Draft
from stpdesk.ui.allowed import ACCOUNTS, why_not
from stpdesk.ui.desk import Desk
from stpdesk.ui.forms.drafts import PAUSE_MS
from stpdesk.ui.forms.kept import stays
from stpdesk.ui.forms.saving import Saving
from stpdesk.ui.sentences import in_words
from stpdesk.ui.tables import Listing, Paste
from stpdesk.ui.tables.edits import Place
from stpdesk.ui.tenants import acts, foretold, monthly, words
from stpdesk.ui.tenants.details import sentence
from stpdesk.ui.tenants.foretold import Keeper
from stpdesk.ui.tenants.monthly import Line, MonthReturns
from stpdesk.ui.tenants.returns_page import ReturnsPage
from stpdesk.ui.tenants.worked_out import WorkedOut

if TYPE_CHECKING:
    from stpdesk.actions.session import Session

UNREPORTED = "unreported"
"""Gone to instead of a tenant: the next that has not reported."""
REVISE_MS = 40
"""Milliseconds after the last cell until sums, doubts and the line beside the button follow."""


class ReturnsFace(Saving, ReturnsPage):
    """The grid of a month. What was typed stays, by month, until it is saved or discarded; on disk as a draft."""

    shown = Signal()
    """a month's returns are read"""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._drafts = Keeper(desk)
        self._month: Month | None = None
        self._numbers: dict[str, int] = {}
        self._rows: dict[int, Line] = {}
        self._closed = True
        self._left: dict[Month, dict[Place, str]] = {}
        self._sought = ""
        self._led_to: int | None = None
        """the row Ctrl+J led to, while the cursor stays there"""
        self._edited_last: int | None = None
        """the row that was typed into last; Enter has left it"""
        self._pause = _timer(self, PAUSE_MS, self.keep_draft)
        self._revising = _timer(self, REVISE_MS, self._revise)
        self._connect()
        self.setFocusProxy(self.grid)

    def _connect(self) -> None:
        """Keys, cells, buttons."""
        for keys, run in (
            ("Ctrl+PgDown", partial(self.chooser.step, 1)), ("Ctrl+PgUp", partial(self.chooser.step, -1)),
            ("Ctrl+Return", self.save), ("Ctrl+Enter", self.save),
        ):  # fmt: skip
            made = QShortcut(QKeySequence(keys), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(run)
        self.chooser.chosen.connect(self.show_month)
        self.grid.filled.connect(self._on_filled)
        self.grid.edited.connect(self._on_edited)
        self.grid.pasted.connect(self._on_pasted)
        self.grid.view.selectionModel().currentChanged.connect(self._tell_doubt)
        self.footer.save.clicked.connect(self.save)
        self.footer.jump.connect(self.grid.go_to_wrong)
        self.discarding.clicked.connect(self.discard)
        self.banner.discarded.connect(self.discard)
        self._listen(self._desk)

    # reading ---------------------------------------------------------------------------------------------------------

    @property
    def month(self) -> Month | None:
        """The month that is shown."""
        return self._month

    @property
    def writable(self) -> bool:
        """Whether anything may be typed."""
        return not self._closed and self._desk.park is not None and not why_not(self._desk, ACCOUNTS)

    def show_month(self, month: Month | None = None) -> None:
        """Another month; without one the month to close. What was typed in the one before waits there."""
        if self._month is not None and month != self._month:
            self.keep_draft()
            self._left[self._month] = self.grid.unsaved()
            self.grid.discard()
            self.banner.hide()
            self._month = None
        self._read(month)

    def go_to(self, tenant: str) -> None:
        """The cursor goes to a tenant's row, once the month is read."""
        self._sought = tenant

    def _on_filled(self) -> None:
        """Rows are there: the cursor is in a cell that can be typed into."""
        view, model = self.grid.view, self.grid.model
        if self._sought == UNREPORTED and model.keys:
            self._sought = ""
            self.next_unreported()
            return
        key, self._sought = self._numbers.get(self._sought), ""
        if key is not None and key in model.keys:
            view.setCurrentIndex(model.index(model.keys.index(key), model.listing.at(CELLS[0])))
        elif not view.currentIndex().isValid() and model.keys:
            view.setCurrentIndex(model.index(0, model.listing.at(CELLS[0])))

    def next_unreported(self) -> None:
        """Ctrl+J: the next tenant that has not reported, which may be where Enter went; from where it led, the one after.

        After the last comes the first again. Before the month is read, once it is.
        """
        view, model = self.grid.view, self.grid.model
        if not model.keys:
            self._sought = UNREPORTED
            return
        view.setFocus()  # what is being typed into a cell counts
        keys, here = list(model.keys), view.current_key()
        left = monthly.unreported([self._rows[key] for key in keys if key in self._rows], self.grid.unsaved())
        if not left:
            return
        at = keys.index(here) + (here == self._led_to) if here in keys else 0
        wanted = next((key for key in left if keys.index(key) >= at), left[0])
        view.setCurrentIndex(model.index(keys.index(wanted), model.listing.at(CELLS[0])))
        self._led_to = wanted
        if wanted == here and self.writable:
            words_ = self.tr("{tenant} has not reported yet: type what it told. Ctrl+J goes on to the next.")
            self.doubt.say(words_.format(tenant=self._rows[wanted].row.name))

    def refresh(self) -> None:
        """The same month again; without one the month to close."""
        self._read(self._month)

    def _read(self, month: Month | None) -> None:
        """Reads a month and its draft."""

        def work(session: Session) -> tuple[date, MonthReturns, Draft | None]:
            wanted = month or monthly.month_to_close(session)
            found = monthly.returns_of(session, wanted, self._number)
            return session.today, found, None if found.closed else self._drafts.find(session, wanted)

        self._desk.ask(self, work, self._show, slot="returns")

    def _number(self, tenant: str) -> int:
        """The grid's key of a tenant, the same for as long as the window lives."""
        return self._numbers.setdefault(tenant, len(self._numbers) + 1)

    def _show(self, answer: tuple[date, MonthReturns, Draft | None]) -> None:
        """The month, and what was typed in it before."""
        today, found, kept = answer
        turned = found.month != self._month
        self._month, self._closed = found.month, found.closed
        self._rows = {one.key: one for one in found.rows}
        self._there = WorkedOut(lambda _db, _day: found.rows)
        self.chooser.show_month(found.month, today)
        if turned:
            self.grid.model.edits.texts.update(self._left.pop(found.month, {}))
        self._offer(found.month, kept, today)
        self.closed.setVisible(not self.writable)
        self.footer.setVisible(self.writable)
        words_ = self.tr(
            "{month} is closed. Its returns can be read, and corrected once the month is reopened."
        )
        if not found.closed:
            words_ = why_not(self._desk, ACCOUNTS)
        self.closed.setText(words_.format(month=words.month(found.month)))
        self._revise()
        self.shown.emit()

    def _listing(self) -> Listing:
        """The grid as it is now."""
        month = self._month or Month(2000, 1)
        return monthly.listing(month, self._there, self.grid.unsaved(), editable=self.writable)

    # typing ----------------------------------------------------------------------------------------------------------

    def _on_edited(self, *what: object) -> None:
        """A cell is another."""
        self._edited_last = what[0] if what and isinstance(what[0], int) else None
        self._why = TYPING
        self._revising.start()
        self._pause.start()

    def _on_pasted(self, paste: Paste) -> None:
        """A block came from the clipboard; cells without a place are told."""
        self._on_edited()
        if paste.lost:
            self._desk.refused.emit(
                Refused("{n} of the copied cells found no place and were left out.", n=paste.lost)
            )

    def _revise(self) -> None:
        """What is wrong, the sums, the doubts, and what saving will do."""
        typed = self.grid.unsaved()
        faults = foretold.faults(typed, self._rows, self.grid.model.listing)
        self.grid.mark_wrong(faults)
        self.grid.refresh(listing=self._listing())
        self._say(typed, faults)
        self._tell_doubt()

    def _say(self, typed: dict[Place, str], faults: dict[Place, str]) -> None:
        """The line beside the button."""
        there = any(key in self._rows for key, _ in typed)
        words_ = foretold.wrong_cells(len(faults))
        self.footer.wrong.setText(words_)
        self.footer.wrong.setAccessibleName(words_)
        self.footer.wrong.setVisible(bool(faults))
        if self._month is not None:
            self.footer.say(foretold.consequence(self._month, self._rows.values(), typed, wrong=bool(faults)))
        self.discarding.setVisible(there)
        self.footer.save.setEnabled(there and not self._saving)

    def _tell_doubt(self, *_where: object) -> None:
        """What the row the cursor is on replaces, and its doubts; else what the row replaces that was typed into last."""
        key, typed = self.grid.view.current_key() or 0, self.grid.unsaved()
        self._led_to = key if key == self._led_to else None
        row, last = self._rows.get(key), self._rows.get(self._edited_last or 0)
        told = [sentence(one) for one in monthly.doubted(row, typed)] if row is not None else []
        was = foretold.was(row, typed, self.grid.model.listing) if row is not None else ""
        if not (told or was) and last is not None:
            row, was = last, foretold.was(last, typed, self.grid.model.listing)
        told = [was, *told] if was else told
        self.doubt.say(f"{row.row.name}: {' '.join(told)}" if row is not None and told else "")

    # saving ----------------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Saves everything typed for the month in one act; goes to the first cell that cannot be read."""
        if not self.writable or self._saving or self._month is None:
            return
        self.grid.view.setFocus()  # what is being typed into a cell counts
        self._revise()
        typed, month = self.grid.unsaved(), self._month
        if self.grid.model.edits.faults:
            self.grid.go_to_wrong()
            return
        if not typed:
            return
        self.keep_draft()
        told = {one.row.tenant: cells for one in self._rows.values() if (cells := one.cells_typed(typed))}

        def work(session: Session) -> Changes:
            changes = acts.save_returns(session, month, told)
            self._drafts.drop(session, month)
            return changes

        self._begin_saving()
        self._desk.act(self, work, partial(self._done, month, typed), refused=self._refused)

    def _done(self, month: Month, typed: dict[Place, str], _changes: Changes) -> None:
        """On disk; what was typed meanwhile stays."""
        self._rest()
        self._pause.stop()
        self.banner.hide()
        if month == self._month:
            now = self.grid.unsaved()
            self.grid.mark_saved(place for place, text in typed.items() if now.get(place) == text)
            self.footer.save.setEnabled(bool(self.grid.unsaved()))
        else:
            self._left.pop(month, None)

    def _refused(self, error: Refused) -> None:
        """Nothing was saved; what was typed stays."""
        self._unsaved(REFUSED)
        tenant, _, cell = (error.field or "").rpartition(".")
        keys = [one.key for one in self._rows.values() if tenant and fold(one.row.tenant) == fold(tenant)]
        if keys and cell in CELLS:
            self.grid.mark_wrong({(keys[0], cell): in_words(error)})
            self.grid.go_to_wrong()
        else:
            self.footer.refuse(in_words(error))

    # drafts ----------------------------------------------------------------------------------------------------------

    def keep_draft(self, why: str = TYPING) -> None:
        """Keeps what was typed on disk, now; `why` it is not saved, unless a refusal or a fault says more."""
        self._pause.stop()
        if self._month is not None and self.writable:
            self._drafts.keep(self._month, self._rows, self.grid.unsaved(), self._reason(why))

    def _offer(self, month: Month, found: Draft | None, today: date) -> None:
        """Puts a draft of an earlier run back, once, unless something was typed already."""
        texts = self._drafts.offer(month, found, self._rows)
        if found is not None and texts and not self.grid.unsaved():
            self.grid.model.edits.texts.update(texts)
            self.banner.tell(found, today, of_this_run=self._drafts.of_this_run(month))

    def discard(self) -> None:
        """Forgets what was typed and its draft."""
        self.grid.discard()
        self.banner.hide()
        self.keep_draft()
        self._revise()
        self.grid.view.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """What is typed is kept when another face comes."""
        super().hideEvent(event)
        if self.grid.unsaved():
            self.keep_draft(LEFT if stays(self) else TYPING)

    def focus(self) -> None:
        """To the first cell that can be typed into."""
        self.grid.view.setFocus()
        self._on_filled()


def _timer(parent: ReturnsFace, milliseconds: int, run: object) -> QTimer:
    """A timer that runs once after the last start."""
    made = QTimer(parent, singleShot=True, interval=milliseconds)
    made.timeout.connect(run)
    return made
