"""Backups nobody has to think of: every 30 minutes if anything changed, on leaving, and before an import."""

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
"""Milliseconds between two looks whether anything changed."""


def copy(session: Session) -> Changes:
    """A verified backup into the park's own folder where it holds anything new; what is kept no more goes."""
    from stpdesk.db.backup import backup, is_current, thin_out
    from stpdesk.db.folder import BACKUPS

    if not session.park.writable or is_current(session.park):
        return Changes()
    place = session.park.folder / BACKUPS
    try:
        place.mkdir(exist_ok=True)
        backup(session.park, place)
        thin_out(session.park.folder, session.clock())
    except Refused:
        raise
    except Exception as error:  # whatever it is, it must not be in the way of who is at work
        raise Refused("The backup could not be made: {reason}.", reason=error) from error
    return Changes({"backups"})


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
        desk.closed.connect(self._timer.stop)

    def _on_opened(self, _park: object) -> None:
        """Begins to look after a park that may be written."""
        if self._desk.park is not None and self._desk.park.writable:
            self._timer.start()

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
