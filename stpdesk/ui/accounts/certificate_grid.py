"""Withholding certificates still to come: by tenant and age, their numbers typed down a grid or pasted, saved in one act."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from stpdesk.actions.certificates import Awaited
from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.db.drafts import LEFT, REFUSED, TYPING, Draft
from stpdesk.ui import wording
from stpdesk.ui.accounts.certificate_listing import NUMBER, AwaitedRow, listing
from stpdesk.ui.accounts.receipt_words import tr
from stpdesk.ui.allowed import ACCOUNTS, why_not
from stpdesk.ui.desk import Desk
from stpdesk.ui.forms.drafts import PAUSE_MS, DraftBanner
from stpdesk.ui.forms.footer import Footer
from stpdesk.ui.forms.kept import Drafts, stays
from stpdesk.ui.forms.saving import Saving
from stpdesk.ui.parted import Begins
from stpdesk.ui.parts import row
from stpdesk.ui.screen import MARGIN
from stpdesk.ui.sentences import in_words
from stpdesk.ui.tables.grid import Grid
from stpdesk.ui.tables.pasting import Paste
from stpdesk.ui.tenants.faces import tell_exports
from stpdesk.ui.theme import px

if TYPE_CHECKING:
    from stpdesk.actions.session import Session

NAME = "certificates"


class Certificates(Saving, Begins, QWidget):
    """The grid with its footer. What was typed stays until it is saved or discarded; on disk as a draft."""

    opened = Signal(str)
    """a receipt's number"""

    def __init__(self, desk: Desk, line: QHBoxLayout) -> None:
        super().__init__()
        self._desk = desk
        self._drafts = Drafts(desk, NAME)
        self._offered = False
        self._keys: dict[str, int] = {}
        self.records: dict[int, AwaitedRow] = {}
        self.grid = Grid(desk, listing((), editable=True), finder_in=line)
        tell_exports(desk, self.grid)
        self.banner = DraftBanner()
        self.footer = Footer(tr("Save certificates"))
        self.footer.cancel.set_words(tr("Discard"))
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._build()
        self._connect()

    def _build(self) -> None:
        """Banner, grid, footer."""
        told = row(self.banner, None)
        told.setContentsMargins(px(MARGIN), 0, px(MARGIN), 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(told)
        whole.addWidget(self.grid, 1)
        whole.addWidget(self.footer)
        self.setFocusProxy(self.grid)

    def _connect(self) -> None:
        """Cells, buttons, keys."""
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            made = QShortcut(QKeySequence(keys), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(self.save)
        self._pause.timeout.connect(self.keep_draft)
        self.grid.edited.connect(self._on_edited)
        self.grid.pasted.connect(self._on_pasted)
        self.grid.filled.connect(self._on_filled)
        self.footer.save.clicked.connect(self.save)
        self.footer.cancel.clicked.connect(self.discard)
        self.footer.jump.connect(self.grid.go_to_wrong)
        self.banner.discarded.connect(self.discard)
        self._listen(self._desk)

    @property
    def writable(self) -> bool:
        """Whether anything may be typed."""
        return self._desk.park is not None and not why_not(self._desk, ACCOUNTS)

    # reading -----------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Reads again; what is typed stays."""

        def work(session: Session) -> tuple[date, list[Awaited], Draft | None]:
            from stpdesk.actions.certificates import awaited

            return session.today, awaited(session), self._drafts.find(session, "")

        self._desk.ask(self, work, self._show, slot="certificates")

    def _show(self, answer: tuple[date, list[Awaited], Draft | None]) -> None:
        """What is awaited, and what was typed before."""
        today, found, kept = answer
        rows = [
            AwaitedRow(self._keys.setdefault(one.receipt, len(self._keys) + 1), one, today) for one in found
        ]
        self.records = {one.key: one for one in rows}
        gone = [place for place in self.grid.unsaved() if place[0] not in self.records]
        self.grid.mark_saved(gone)
        self._offer(kept, today)
        self._revise()

    def _offer(self, kept: Draft | None, today: date) -> None:
        """A draft of an earlier run, once."""
        if self._offered:
            return
        self._offered = True
        texts = {
            (self._keys[number], NUMBER): text
            for number, text in (kept.texts if kept else {}).items()
            if number in self._keys and self._keys[number] in self.records
        }
        if kept is not None and texts and not self.grid.unsaved():
            self.grid.model.edits.texts.update(texts)
            self.banner.tell(kept, today, of_this_run=self._drafts.of_this_run(""))

    def _on_filled(self) -> None:
        """The cursor is in a cell that can be typed into."""
        view, model = self.grid.view, self.grid.model
        if model.keys and not view.currentIndex().isValid():
            view.setCurrentIndex(model.index(0, model.listing.at(NUMBER)))

    def sums(self) -> tuple[int, int]:
        """How many are awaited, and the sum withheld, in paisa."""
        return len(self.records), sum(one.withheld for one in self.records.values())

    # typing ------------------------------------------------------------------------------------------------------------

    def typed(self) -> dict[str, str]:
        """Certificate numbers by receipt; emptied cells are none."""
        return {
            self.records[key].one.receipt: text.strip()
            for (key, _), text in self.grid.unsaved().items()
            if text.strip() and key in self.records
        }

    def _on_edited(self, *_what: object) -> None:
        """A cell is another."""
        self._why = TYPING
        self.grid.mark_saved([place for place, text in self.grid.unsaved().items() if not text.strip()])
        self.grid.mark_wrong({})
        self.footer.take_back()
        self._pause.start()
        self._revise()

    def _on_pasted(self, paste: Paste) -> None:
        """A column came from the clipboard."""
        self._on_edited()
        if paste.lost:
            self._desk.refused.emit(
                Refused("{n} of the copied cells found no place and were left out.", n=paste.lost)
            )

    def _revise(self) -> None:
        """Sums, and what saving will do."""
        self.grid.refresh(listing=listing(tuple(self.records.values()), editable=self.writable))
        count = len(self.typed())
        words = wording.counted(
            count, tr("Saving enters 1 certificate"), tr("Saving enters {n} certificates")
        )
        left = len(self.records) - count
        rest = wording.counted(left, tr("1 is still to come."), tr("{n} are still to come."))
        self.footer.say(f"{words}; {rest}" if count else self._idle())
        self.footer.save.setEnabled(bool(count) and not self._saving and self.writable)
        self.footer.cancel.setEnabled(bool(self.grid.unsaved()))
        self.footer.setVisible(bool(self.records) and self.writable)

    def _idle(self) -> str:
        """Nothing typed yet."""
        return tr(
            "Type each number as its certificate comes: Enter goes down, a column from Excel can be pasted."
        )

    # saving ------------------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """All that were typed, in one act."""
        self.grid.view.setFocus()  # what is being typed into a cell counts
        numbers = self.typed()
        if self._saving or not numbers or not self.writable:
            return
        self.keep_draft()
        self._begin_saving()
        work, done = partial(enter, numbers=numbers), partial(self._done, numbers)
        self._desk.act(self, work, done, refused=self._refused)

    def _done(self, numbers: Mapping[str, str], _changes: Changes) -> None:
        """On disk; what was typed meanwhile stays."""
        self._rest()
        self.banner.hide()
        saved = {(self._keys[number], NUMBER): text for number, text in numbers.items()}
        now = self.grid.unsaved()
        self.grid.mark_saved([place for place, text in saved.items() if now.get(place, "").strip() == text])
        self._revise()
        if self.grid.unsaved():
            self.keep_draft()

    def _refused(self, error: Refused) -> None:
        """Nothing was saved; what was typed stays."""
        self._unsaved(REFUSED)
        key = self._keys.get(error.field or "")
        if key is not None:
            self.grid.mark_wrong({(key, NUMBER): in_words(error)})
            self.grid.go_to_wrong()
        else:
            self.footer.refuse(in_words(error))

    def keep_draft(self, why: str = TYPING) -> None:
        """Keeps what was typed on disk, now."""
        self._pause.stop()
        if self._saving or not self.writable or not self._offered:
            return  # one written after the act would stay
        texts = self.typed()
        if texts:
            self._drafts.keep("", texts, self._reason(why))
        elif self._drafts.of_this_run(""):
            self._drafts.forget("")

    def discard(self) -> None:
        """Forgets what was typed and its draft."""
        self.grid.discard()
        self.banner.hide()
        self._pause.stop()
        if self.writable:
            self._drafts.forget("")
        self._revise()
        self.grid.view.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """What is typed is kept when something else comes."""
        super().hideEvent(event)
        if self.grid.unsaved():
            self.keep_draft(LEFT if stays(self) else TYPING)


def enter(session: Session, *, numbers: Mapping[str, str]) -> Changes:
    """On the writer's thread."""
    from stpdesk.actions.certificates import set_certificates

    made = set_certificates(session, numbers, (NAME, ""))
    said = wording.counted(len(numbers), tr("1 certificate is entered."), tr("{n} certificates are entered."))
    return Changes(made.nouns, **made.told, said=said)
