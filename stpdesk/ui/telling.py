"""What the window says of what happens: a toast for what was saved or refused, the status bar for what takes longer."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.ui.desk import Desk
from stpdesk.ui.pages import PAGES
from stpdesk.ui.progress import PATIENCE
from stpdesk.ui.sentences import in_words

if TYPE_CHECKING:
    from stpdesk.ui.forms.sheet import Sheet
    from stpdesk.ui.noticing import Message
    from stpdesk.ui.tables.grid import Grid
    from stpdesk.ui.workspace import Workspace

OWN = frozenset({"backups"})
"""What the program writes by itself."""
WAYS = {
    "receipts": "a receipt is reversed in Billing, Receipts",
    "invoices": "what is issued is corrected by a credit note",
    "deposits": "a deposit is put right by another entry in Billing, Deposits",
    "outages": "an outage or a run is put right in Outages",
    "schedule": "an announced window is called off in Outages, Load shedding",
    "links": "a link is changed in Outages, Links",
    "closings": "a closed month is reopened in Records, Month close",
}
"""How what has no undo is put right instead, by the noun of its act, the first that fits."""


class Telling(QObject):
    """Listens to the desk and to the automatic backups of one window."""

    def __init__(self, desk: Desk, home: Workspace) -> None:
        super().__init__(home)
        self._desk, self._home = desk, home
        self._status, self._toast, self._facts = home.status, home.toast, home.facts
        self._done: list[tuple[int, int] | frozenset[str]] = []
        """acts, the latest last: the first and last row of the change log of each; of one that cannot be taken back its nouns"""
        self._desk.changed.connect(self._on_changed)
        self._desk.closed.connect(self._forget)
        self._desk.refused.connect(self._on_refused)
        self._desk.saving.connect(self._on_saving)
        self._desk.reading.connect(self._on_reading)
        self._resting = QTimer(self, singleShot=True, interval=0)
        self._resting.timeout.connect(self.at_rest)
        if (
            app := QApplication.instance()
        ) is not None:  # another screen or part: other things may be typed there
            app.focusChanged.connect(self._on_focus)  # type: ignore[attr-defined]  # a signal, to which the stubs give no connect
        self._watch(home)
        home.copies.failed.connect(self._on_no_copy)
        home.copies.working.connect(self._on_copying)

    def _watch(self, home: Workspace) -> None:
        """The monitor: what it does, and what it noticed."""
        from stpdesk.ui.watching import watching_of

        watching, preferences = watching_of(self._desk), home.preferences
        watching.messages = preferences.messages
        watching.said.connect(self._on_message)
        watching.switched.connect(home.want_messages)
        for signal in (watching.turned, watching.heard):
            signal.connect(self._on_watch)

    def _on_watch(self) -> None:
        """It runs, or does not: so power is watched, or not."""
        self._facts.read(anyway=True)

    def _on_message(self, message: Message) -> None:
        """Where this desktop has no tray, a toast says it, and the desktop for whoever does not look at the window."""
        from stpdesk.ui.noticing import on_desktop
        from stpdesk.ui.tray import has_tray

        if not has_tray():
            self._toast.say(f"{message.title}. {message.text}", wrong=message.bad)
            if QGuiApplication.platformName() != "offscreen":
                self._desk.beside(self, partial(on_desktop, message), lambda _: None)

    def at_rest(self) -> None:
        """Everything is on disk; what is typed on the screen shown and not saved is there as a draft only."""
        if self._desk.park is None or self._desk.busy:
            return
        if not self._desk.park.writable:
            self._status.say("saved", self.tr("Read only"))
        elif self._home.current is not None and _typed_in(self._home.current):
            self._status.say("saved", self.tr("Typed, not saved"), "off")
        elif waiting := next((page.title for page in PAGES if _waits_in(self._home.made(page.name))), ""):
            self._status.say(
                "saved",
                self.tr("Typed in {place}, not saved").format(
                    place=QCoreApplication.translate("Window", waiting)
                ),
                "off",
            )
        else:
            self._status.say("saved", self.tr("Saved"))

    def _on_focus(self, *_where: object) -> None:
        """The keyboard went elsewhere."""
        self._resting.start()

    def _on_changed(self, changes: Changes) -> None:
        """Something is on disk: says so, with Undo where there is one."""
        said, done = changes.told.get("said"), self._act_of(changes)
        if isinstance(said, str) and said:
            leads = changes.told.get("leads")
            if done is not None:
                self._toast.say(said, self.tr("Undo (Ctrl+Shift+Z)"), lambda: self._undo(done))
            else:
                self._toast.say(said)
            if isinstance(leads, tuple):
                words, screen, thing = (str(one) for one in leads)
                self._toast.lead(words, lambda: self._home.lead(screen, thing))

    def _act_of(self, changes: Changes) -> tuple[int, int] | None:
        """Remembers an act; None where it cannot be taken back, and for what is no person's act."""
        act = changes.told.get("act")
        if "undone" in changes.told or changes.nouns <= OWN:
            return None
        if not isinstance(act, tuple):
            self._done.append(frozenset(changes.nouns))
            return None
        done = (int(act[0]), int(act[1]))
        self._done.append(done)
        return done

    def undo_last(self) -> None:
        """Takes the latest act back that is not taken back yet, however long ago its toast went.

        Never one before it: whoever means a receipt must not lose a reading saved somewhere else an hour ago.
        """
        if not self._done:
            self._toast.say(self.tr("There is nothing to undo since this park was opened."))
            return
        self._toast.hide()
        last = self._done[-1]
        if isinstance(last, tuple):
            self._undo(last)
            return
        ways = (self.tr(way) for noun, way in WAYS.items() if noun in last)
        way = next(ways, self.tr("it is changed where it stands"))
        self._toast.say(self.tr("The last act cannot be undone: {way}.").format(way=way), wrong=True)

    def _undo(self, done: tuple[int, int]) -> None:
        """Takes an act back, and says so; one that is refused is not offered again."""
        from stpdesk.actions.undo import undo
        from stpdesk.ui.undone import sentence

        if done in self._done:
            self._done.remove(done)
        self._desk.act(
            self, lambda session: undo(session, done), lambda made: self._toast.say(sentence(made))
        )

    def _forget(self) -> None:
        """Another park: its acts are none of this one's."""
        self._done.clear()

    def _on_refused(self, refusal: Refused) -> None:
        """A refusal that belongs to no field."""
        self._toast.say(in_words(refusal), wrong=True)

    def _on_saving(self, busy: bool) -> None:
        """On disk, or on its way; only what takes longer is told."""
        if busy:
            QTimer.singleShot(PATIENCE, self, self._still_saving)
        else:
            self._resting.start()  # once whoever saved has its answer

    def _still_saving(self) -> None:
        """After a moment."""
        if self._desk.busy:
            self._status.say("saved", self.tr("Saving…"), "ask")

    def _on_reading(self, busy: bool) -> None:
        """The same for what is read."""
        if busy:
            QTimer.singleShot(PATIENCE, self, self._still_reading)
        else:
            self._status.say("work", "")

    def _still_reading(self) -> None:
        """After a moment."""
        if self._desk.waiting:
            self._status.say("work", self.tr("Reading…"), "off")

    def _on_copying(self, busy: bool) -> None:
        """An automatic backup is under way."""
        if busy:
            self._status.say("backup", self.tr("Backup under way…"), "off")
        else:
            self._facts.read(anyway=True)

    def _on_no_copy(self, sentence: str) -> None:
        """Why there is none; said until one is made."""
        self._facts.no_copy = sentence
        if sentence:
            self._status.say("backup", sentence, "bad")


def _waits_in(screen: QWidget | None) -> bool:
    """Whether a grid of a screen, seen or not, holds something that is not saved: a person leaves it as it is and goes on."""
    grids = sys.modules.get("stpdesk.ui.tables.grid")
    if screen is None or grids is None:
        return False
    tables: list[Grid] = screen.findChildren(grids.Grid)
    return any(one.unsaved() for one in tables)


def _typed_in(screen: QWidget) -> bool:
    """Whether a form or a grid seen on a screen holds something that is not saved; modules not loaded yet hold none."""
    forms, grids = (sys.modules.get(f"stpdesk.ui.{name}") for name in ("forms.sheet", "tables.grid"))
    sheets: list[Sheet] = screen.findChildren(forms.Sheet) if forms else []
    tables: list[Grid] = screen.findChildren(grids.Grid) if grids else []
    return any(one.isVisible() and one.is_dirty() for one in sheets) or any(
        one.isVisible() and one.unsaved() for one in tables
    )
