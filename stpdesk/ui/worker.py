"""Two threads beside the window's: one writes, one reads. Neither knows a widget; answers come back as signals."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

Work = Callable[[], Any]
Done = Callable[[Any], None]
Failed = Callable[[BaseException], None]


@dataclass(frozen=True, slots=True)
class Job:
    """What one thread shall do, for whom, and who hears of it; nobody does once the owner is gone."""

    owner: QObject
    work: Work
    done: Done | None
    failed: Failed


class Thread(QObject):
    """One worker thread with its queue. A waiting job with the same key as a new one is dropped: it is stale."""

    _answered = Signal(int)
    idle = Signal()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: OrderedDict[Hashable, int] = OrderedDict()
        self._jobs: dict[int, Job] = {}
        self._answers: dict[int, tuple[bool, Any]] = {}
        self._some = threading.Condition()
        self._stopped = False
        self._turn = 0
        self._answered.connect(
            self._deliver
        )  # told on another thread, so Qt queues it for the one that made this
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether anything waits, is under way, or was answered and not yet delivered."""
        return bool(self._jobs)

    @property
    def queued(self) -> bool:
        """Whether anything waits behind what is under way."""
        return bool(self._waiting)

    def put(self, job: Job, key: Hashable | None = None) -> None:
        """Adds a job; one with a key takes the place of what waits under the same key."""
        with self._some:
            self._turn += 1
            place = self._turn if key is None else (id(job.owner), key)
            stale = self._jobs.pop(self._waiting.pop(place, 0), None)
            self._waiting[place] = self._turn
            self._jobs[self._turn] = job
            self._some.notify()
        del stale  # with whatever only it still held, now that nobody waits for the lock

    def stop(self) -> None:
        """Does what waits, then ends the thread."""
        with self._some:
            self._stopped = True
            self._some.notify()
        self._thread.join()

    def _run(self) -> None:
        """The thread: one job after the other.

        It never holds the last reference to a job or an answer: both are let go where they are delivered. A widget, or an
        object with a connected method, that ends on another thread than the window's can take the whole program along.
        """
        while True:
            with self._some:
                while not self._waiting and not self._stopped:
                    self._some.wait()
                if not self._waiting:
                    return
                turn = self._waiting.popitem(last=False)[1]
            self._work(turn)
            self._answered.emit(turn)

    def _work(self, turn: int) -> None:
        """One job; its answer is laid down, for whoever delivers it."""
        try:
            self._answers[turn] = True, self._jobs[turn].work()
        except BaseException as error:  # noqa: BLE001  # told on the window's thread, whatever it is
            self._answers[turn] = False, error

    def _deliver(self, turn: int) -> None:
        """Back on the window's thread."""
        job, (good, result) = self._jobs.pop(turn), self._answers.pop(turn)
        if isValid(job.owner):
            if not good:
                job.failed(result)
            elif job.done is not None:
                job.done(result)
        if not self.busy:
            self.idle.emit()
