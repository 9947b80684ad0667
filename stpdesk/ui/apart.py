"""Papers made in a process of their own (`stpdesk/apart`), as the window sees it: started, followed, stopped, and what came of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QProcess, QTimer
from shiboken6 import isValid

from stpdesk.core.errors import Refused
from stpdesk.ui.desk import Desk
from stpdesk.ui.progress import Task

if TYPE_CHECKING:
    from stpdesk.actions.session import Session
    from stpdesk.apart.wire import Work

A = TypeVar("A")
T = TypeVar("T")

HASTE = 5000
"""Milliseconds the process is given to end at its next step and take away what is unfinished."""


class Apart(QObject):
    """One for each desk (`apart_of`). Orders are carried out one after the other; they end with the park and the window."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.desk = desk
        self._orders: deque[Order] = deque()
        desk.parting.connect(self.end)

    @property
    def orders(self) -> tuple[Order, ...]:
        """What is under way, and what waits."""
        return tuple(self._orders)

    def make(
        self,
        owner: QObject,
        work: Work,
        done: Callable[[Any], None],
        *,
        task: Task | None = None,
        refused: Callable[[Refused], None] | None = None,
        shaped: Callable[[Any], Any] | None = None,
        place: Path | None = None,
    ) -> Order:
        """Has `work(session, told=…)` done, which must be a function of a module without Qt, or a `partial` of one.

        `task` is told how far it is, and stops it; `shaped` is what the reader's thread makes of the answer before `done` gets
        it; `place` is the folder whose unfinished contents go if the process is killed.
        """
        order = Order(self, owner, work, done, refused or self.desk.refused.emit, shaped, place)
        self._orders.append(order)
        if task is not None:
            order.told = task.told.emit
            task.stopping.connect(order.stop)
        if len(self._orders) == 1:
            order.begin()
        return order

    def let_go(self, order: Order) -> None:
        """An order is at its end; the next one begins."""
        if order in self._orders:
            first = self._orders[0] is order
            self._orders.remove(order)
            if first and self._orders:
                self._orders[0].begin()
        order.forget()

    def end(self) -> None:
        """The park is left: what waits is forgotten, what is under way is ended and waited for."""
        self._orders.clear()
        for order in self.findChildren(Order):
            order.end()
            order.forget()


class Order(QObject):
    """One piece of work, from the question to the answer."""

    def __init__(
        self,
        home: Apart,
        owner: QObject,
        work: Work,
        done: Callable[[Any], None],
        refused: Callable[[Refused], None],
        shaped: Callable[[Any], Any] | None,
        place: Path | None,
    ) -> None:
        super().__init__(home)
        self._home, self._owner, self._work, self._place = home, owner, work, place
        self._done, self._refused, self._shaped = done, refused, shaped
        self.told: Callable[[int, int], None] | None = None
        self._said = bytearray()
        self._stopped = self._answered = self._silent = False
        self.process: QProcess | None = None
        self.number = 0
        """of the process, as the system counts it"""

    def begin(self) -> None:
        """What the process is told is put together off the window's thread, for it may be long."""
        self._home.desk.ask(self, partial(_handed, work=self._work), self._start, refused=self._say_no)

    def _start(self, handed: tuple[list[str], bytes]) -> None:
        """The process."""
        (program, *words), told = handed
        if self._answered or self._stopped:
            return
        process = self.process = QProcess(self)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.SeparateChannels)
        process.readyReadStandardOutput.connect(self._on_said)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        process.start(program, words)
        self.number = process.processId()
        process.write(told)

    def stop(self) -> None:
        """The person wants it no more: it ends at its next step, or in five seconds."""
        if self._answered or self._stopped:
            return
        self._stopped = True
        if self.process is None:
            from stpdesk.apart.wire import stopped

            self._say_no(stopped())
        else:
            self.process.closeWriteChannel()
            QTimer.singleShot(HASTE, self.process, self.process.kill)

    def drop(self) -> None:
        """Something else is wanted in its place: it ends, and nobody hears of it."""
        self._silent = True
        self.stop()

    def end(self) -> None:
        """At once, and nobody hears of it."""
        self._answered = self._stopped = True
        process = self.process
        if process is not None and process.state() != QProcess.ProcessState.NotRunning:
            process.closeWriteChannel()
            if not process.waitForFinished(HASTE):
                process.kill()
                process.waitForFinished(HASTE)

    def forget(self) -> None:
        """Goes once its process has ended, which takes a moment after the answer."""
        if self.process is None or self.process.state() == QProcess.ProcessState.NotRunning:
            self.deleteLater()
        else:
            self.process.finished.connect(self.deleteLater)

    # what comes back ---------------------------------------------------------------------------------------------------

    def _on_said(self) -> None:
        """Steps, and at the end the answer."""
        if self.process is None or self._answered:
            return
        from stpdesk.apart.wire import Kind, ThereFault, taken

        self._said += bytes(self.process.readAllStandardOutput().data())
        for kind, thing in taken(self._said):
            if kind == Kind.TOLD.value:
                if self.told is not None and isValid(self._owner) and not self._stopped:
                    self.told(*thing)
            elif kind == Kind.DONE.value:
                self._say_done(thing)
            elif kind == Kind.REFUSED.value:
                self._say_no(thing)
            else:
                self._say_fault(ThereFault(thing))

    def _on_finished(self, code: int, how: QProcess.ExitStatus) -> None:
        """It ended; before it gave an answer, only because it was killed or is broken."""
        self._on_said()
        if self._answered or self.process is None:
            return
        wrong = bytes(self.process.readAllStandardError().data()).decode("utf-8", "replace").strip()
        if self._stopped or how is QProcess.ExitStatus.CrashExit or not wrong:
            self._clear()
        else:
            from stpdesk.apart.wire import broken

            self._say_fault(broken(code, wrong))

    def _clear(self) -> None:
        """Takes away what it left unfinished, then says so."""
        place, number = self._place, self.number
        if place is None:
            self._ended()
            return

        def clear() -> None:
            from stpdesk.reports.batches import clear as cleared

            cleared(place, number)

        self._home.desk.beside(self, clear, lambda _: self._ended())

    def _ended(self) -> None:
        """Stopped, or killed."""
        if self._stopped:
            from stpdesk.apart.wire import stopped

            self._say_no(stopped())
        else:
            self._say_no(
                Refused("The process that makes the papers was ended. Nothing of it was kept; try again.")
            )

    def _on_error(self, error: QProcess.ProcessError) -> None:
        """It could not be started at all."""
        if error is QProcess.ProcessError.FailedToStart:
            self._say_no(Refused("The process that makes the papers could not be started."))

    # what is told ------------------------------------------------------------------------------------------------------

    def _say_done(self, answer: Any) -> None:
        """The answer, once the reader's thread has made of it what is shown."""
        if self._shaped is None:
            self._tell(self._done, answer)
        else:
            self._answered = True
            self._home.desk.beside(
                self, partial(self._shaped, answer), partial(self._tell, self._done), refused=self._say_no
            )

    def _say_no(self, refusal: Refused) -> None:
        """Why there is none."""
        self._tell(self._refused, refusal)

    def _say_fault(self, error: BaseException) -> None:
        """An error of the program, there."""
        self._tell(self._home.desk.crashed.emit, error)

    def _tell(self, who: Callable[[Any], None], what: Any) -> None:
        """Once, if whoever asked is still there; then the next order begins."""
        self._answered = True
        self._home.let_go(self)
        if isValid(self._owner) and not self._silent:
            who(what)


def apart_of(desk: Desk) -> Apart:
    """The one of a desk."""
    found = desk.findChild(Apart)
    return found if isinstance(found, Apart) else Apart(desk)


def _handed(session: Session, *, work: Work) -> tuple[list[str], bytes]:
    """Program and words that start the process, and all it is told, the key too: that goes through its standard input alone."""
    from stpdesk.apart.wire import Handed, packed
    from stpdesk.monitor.autostart import this_program

    told = packed(Handed(session.park.handed_on(), session.clock(), work))
    return [*this_program(), "--apart"], told
