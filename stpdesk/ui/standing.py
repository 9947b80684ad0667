"""What the status bar tells: the last verified backup, power and each link; read after changes and once a minute."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal

from stpdesk.core.changes import Changes
from stpdesk.ui.desk import Desk
from stpdesk.ui.status import StatusBar

if TYPE_CHECKING:
    from stpdesk.actions.session import Session
    from stpdesk.ui.today.facts import TodayFacts
    from stpdesk.ui.today.feeds import Feed

AGAIN = 60_000
"""Milliseconds after which it reads again."""
NOUNS = ("outages", "runs", "links", "schedule", "backups", "proposals")
OLD = 2 * 86_400
"""Seconds after which a backup is called old."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand now."""

    now: int
    backup: tuple[Path, int] | None
    feeds: tuple[Feed, ...]


def standing(session: Session) -> Standing:
    """Reads it in one snapshot."""
    from stpdesk.core.civil import seconds_of
    from stpdesk.core.months import DAY, Month
    from stpdesk.db import probes
    from stpdesk.db.backup import latest
    from stpdesk.reports.figures.context import Context
    from stpdesk.ui.today.feeds import feeds, watched

    noticed, _ = probes.proposals_or_why(session.park.folder)
    states = watched(session.park.folder)
    now, day = seconds_of(session.clock()), session.today
    with session.park.reading() as db:
        figure = Context(db, day, Month.of(day), now + 1, noticed).reliability(day - DAY, day)
    return Standing(now, latest(session.park.folder), feeds(figure, states))


class StandingFacts(QObject):
    """Keeps a status bar true. One slow timer; while `told` (a screen that reads the same is shown) it only listens."""

    stands = Signal(object)
    """Standing, or what a screen read in its place"""

    def __init__(self, desk: Desk, bar: StatusBar, told: Callable[[], bool]) -> None:
        super().__init__(bar)
        self._desk, self._bar, self._told = desk, bar, told
        self._timer = QTimer(self, interval=AGAIN)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.read)
        self.no_copy = ""
        """why the last automatic backup failed"""
        self.last: Standing | TodayFacts | None = None
        desk.changed.connect(self._on_changed)
        desk.opened.connect(lambda _: self.read())
        desk.closed.connect(self.clear)
        if desk.park is not None:  # the window was made anew over it, for another text size
            QTimer.singleShot(0, self, self.read)

    def read(self, *, anyway: bool = False) -> None:
        """Reads and shows; begins the minute anew."""
        if self._desk.park is not None and (anyway or not self._told()):
            self._desk.ask(self, standing, self.show, slot="standing")
            self._timer.start()

    def clear(self) -> None:
        """No park: nothing to tell."""
        self._timer.stop()
        for place in ("saved", "backup", "work", "power"):
            self._bar.say(place, "")
        self._bar.links([])

    def show(self, told: Standing | TodayFacts) -> None:
        """Shows how things stand; what was still being read when the park was left is no longer of interest."""
        if self._desk.park is None:
            return
        self.last = told
        self._timer.start()
        self._show_backup(told)
        feeds = [feed for feed in told.feeds if feed.kind in {"power", "link"}]
        if feeds and all(feed.state == "unwatched" for feed in feeds):  # once is enough
            self._bar.say("power", self.tr("Power and links not watched"), "off")
            self._bar.links([])
        else:
            power = next((feed for feed in feeds if feed.kind == "power"), None)
            self._bar.say(
                "power", words_of(power, told.now) if power else "", power.tone if power else "good"
            )
            self._bar.links([(words_of(feed, told.now), feed.tone) for feed in feeds if feed.kind == "link"])
        self.stands.emit(told)

    def _show_backup(self, told: Standing | TodayFacts) -> None:
        """Its age; a missing or old one wants somebody."""
        if self.no_copy:
            self._bar.say("backup", self.no_copy, "bad")
            return
        if told.backup is None:
            self._bar.say("backup", self.tr("No backup yet"), "ask")
            return
        from stpdesk.ui import wording

        age = told.now - told.backup[1]
        words = self.tr("Backup %s ago") % wording.length(age) if age >= 60 else self.tr("Backup just now")
        self._bar.say("backup", words, "good" if age < OLD else "ask")

    def _on_changed(self, changes: Changes) -> None:
        """Reads again where an act touched what is told here."""
        if changes.touch(*NOUNS):
            self.read()


def words_of(feed: Feed, now: int) -> str:
    """`Power on`, `SCO out since 16:58`."""
    from stpdesk.ui import wording

    def tr(text: str) -> str:
        return QCoreApplication.translate("StandingFacts", text)

    since = wording.moment(feed.since, now, inside=True) if feed.since else ""
    if feed.kind == "power":
        words = {
            "out": tr("Power out since %s") % since, "unknown": tr("Power not known"), "unwatched": tr("Power not watched"),
        }  # fmt: skip
        return words.get(feed.state, tr("Power on"))
    name = feed.name or tr("Internet")
    words = {
        "out": tr("%s out since %s") % (name, since), "unknown": tr("%s not known") % name,
        "unwatched": tr("%s not watched") % name,
    }  # fmt: skip
    return words.get(feed.state, tr("%s up") % name)
