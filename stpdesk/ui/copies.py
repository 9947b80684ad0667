"""Backups nobody has to think of: every 30 minutes (or as chosen) if anything changed, at a month's close, on leaving, before an import."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from stpdesk.core.changes import Changes
from stpdesk.core.errors import Refused
from stpdesk.ui.desk import Desk
from stpdesk.ui.sentences import in_words

if TYPE_CHECKING:
    from stpdesk.actions.session import Session

EVERY = 30 * 60_000
"""Milliseconds between two looks whether anything changed, until it is known what the park wants."""


def copy(session: Session) -> Changes:
    """A verified backup into the park's own folder where it holds anything new, and copies on the disks that were chosen."""
    from stpdesk.actions.backups import keep_up

    try:
        return keep_up(session)
    except Refused:
        raise
    except Exception as error:  # whatever it is, it must not be in the way of who is at work
        raise Refused("The backup could not be made: {reason}.", reason=error) from error


def _minutes(session: Session) -> int:
    """How often it is looked."""
    from stpdesk.actions.backups import plan

    return plan(session).minutes


class Copies(QObject):
    """`failed` says in one sentence why there is no backup, or "" once there is one again; nothing else is interrupted."""

    failed = Signal(str)
    working = Signal(bool)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._timer = QTimer(self, interval=EVERY)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.make)
        desk.opened.connect(self._on_opened)
        desk.changed.connect(self._on_changed)
        desk.closed.connect(self._timer.stop)

    def _on_opened(self, _park: object) -> None:
        """Begins to look after a park that may be written."""
        if self._desk.park is not None and self._desk.park.writable:
            self._timer.start()
            self._ask_how_often()

    def _on_changed(self, changes: Changes) -> None:
        """Perhaps it is wanted more or less often now; a month that was closed is kept at once."""
        if "plan" in changes.told:
            self._ask_how_often()
        if changes.touch("closings") and "documents" in changes.told:
            self.make()

    def _ask_how_often(self) -> None:
        """What the park wants."""
        self._desk.ask(self, _minutes, self._every, slot="how-often")

    def _every(self, minutes: int) -> None:
        """So many minutes between two looks; the time that runs is not begun anew for nothing."""
        if self._timer.interval() != minutes * 60_000:
            self._timer.setInterval(minutes * 60_000)

    def make(self, then: Callable[[], None] | None = None) -> None:
        """Makes one where it is due; `then` follows whether it could be made or not."""
        park = self._desk.park
        if park is None or not park.writable:
            if then is not None:
                then()
            return
        self.working.emit(True)

        def over(sentence: str) -> None:
            self.working.emit(False)
            self.failed.emit(sentence)
            if then is not None:
                then()

        def done(changes: Changes) -> None:
            if changes.nouns:
                self._desk.changed.emit(changes)
            over("")

        def refused(refusal: Refused) -> None:
            over(in_words(refusal))

        self._desk.aside(self, copy, done, refused=refused)
