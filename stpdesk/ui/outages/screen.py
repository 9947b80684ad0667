"""The screen of outages: a month of power and internet, put right with reasons; the timeline; the monitor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction

from stpdesk.core.changes import Changes
from stpdesk.core.months import Month
from stpdesk.ui.fields.buttons import KeyButton
from stpdesk.ui.outages.places import PLACES
from stpdesk.ui.parted import PartedScreen, Place
from stpdesk.ui.watching import watching_of

if TYPE_CHECKING:
    from stpdesk.actions.session import Session

MONTH, ASKED = "month", "asked"
CAUSES, RUNS = "causes:", "runs:"
FRESH = timedelta(days=7)
"""In its first days a month tells little: the one before it is shown first."""
AGAIN = 60_000
"""Milliseconds after which it reads again what goes on: an outage that lasts grows longer."""
LIVE = ("month", "timeline", "asked", "runs")
"""The parts that show what goes on, and what the monitor noticed."""


@dataclass(frozen=True, slots=True)
class Now:
    """How many questions wait, and whether power is out."""

    asked: int
    out: bool


class Outages(PartedScreen):
    """See product.md, Outages. A thing is a month as `2026-10` (after `causes:` its first outage without one, after `runs:` its runs; `2026-10:37`: one outage), `new` (an outage that is over), or a part: “timeline”."""

    NAME = "outages"
    TITLE = "Outages"
    NEW = "New…"
    PLACES: ClassVar[tuple[Place, ...]] = PLACES

    def _build(self) -> None:
        """The act of the day stays at the right, whatever is shown."""
        super()._build()
        self._power = KeyButton(self.tr("Power out"), "F9", primary=True)
        self.header.addWidget(self._power)

    def _connect(self) -> None:
        """The same act as on every screen."""
        super()._connect()
        self._power.clicked.connect(self._on_power)
        watching_of(self._desk).heard.connect(self.look_again)
        self._beat = QTimer(self, interval=AGAIN)
        self._beat.timeout.connect(self.look_again)
        self._beat.start()

    def look_again(self) -> None:
        """Time went on, or the monitor noticed something: what is seen reads again, the rest once it is seen."""
        over = self._month is not None and self._month < Month.of(self.chooser.today)
        self._stale_parts |= {
            name for name in LIVE if name in self._made and not (over and name in {MONTH, "runs"})
        }
        if self._desk.park is not None and self.isVisible():
            self._read_part()
            self._desk.ask(self, _now, self._show_now, slot="now")

    def _on_power(self) -> None:
        """The act of every screen, which asks how things stand."""
        action = self.window().findChild(QAction, "power")
        if isinstance(action, QAction):
            action.trigger()

    def show_thing(self, thing: str) -> None:
        """A month, the form of an outage that is over, or a part."""
        if thing == "new":
            self.show_part(MONTH)
            self.current().add()
        elif thing.startswith(CAUSES):
            self.turn_to(Month.parse(thing.removeprefix(CAUSES)))
            self.show_part(MONTH)
            part: Any = self.current()
            part.show_nameless()
        elif thing[:1].isdigit():
            month, _, number = thing.partition(":")
            self.turn_to(Month.parse(month))
            self.show_part(MONTH, number)
        elif thing.startswith(RUNS):
            self.turn_to(Month.parse(thing.removeprefix(RUNS)))
            self.show_part("runs")
        else:
            super().show_thing(thing)

    def first_month(self, session: Session) -> Month:
        """The running month once it tells something, else the one before."""
        return Month.of(session.today - FRESH)

    # what is said whatever is shown --------------------------------------------------------------------------------------

    def _on_first(self, found: tuple[Month, date]) -> None:
        """The keyboard goes to what is shown, not to the words above it."""
        first = self._month is None
        super()._on_first(found)
        words = self.tabs.focusProxy()
        if first and words is not None and words.hasFocus():
            self.current().setFocus()

    def refresh(self) -> None:
        """Also how things stand."""
        super().refresh()
        self._desk.ask(self, _now, self._show_now, slot="now")

    def _on_changed(self, changes: Changes) -> None:
        """Also how things stand."""
        super()._on_changed(changes)
        if self.isVisible() and changes.touch("outages", "proposals", "gaps", "closings"):
            self._desk.ask(self, _now, self._show_now, slot="now")

    def _show_now(self, now: Now) -> None:
        """Questions above, the act at the right."""
        words = self.tr("To confirm ({n})").format(n=now.asked) if now.asked else ""
        self.say(ASKED, words)
        self._power.set_words(self.tr("Power back") if now.out else self.tr("Power out"))


def _now(session: Session) -> Now:
    """Reads it."""
    from stpdesk.actions.proposals import pending
    from stpdesk.db import outages

    asked = len(pending(session))
    with session.park.reading() as db:
        return Now(asked, any(one.whole_park for one in outages.open_ones(db, "power")))
