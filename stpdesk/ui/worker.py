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

    _answered = Signal(object, object)
    idle = Signal()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: OrderedDict[Hashable, Job] = OrderedDict()
        self._some = threading.Condition()
        self._stopped = False
        self._busy = False
        self._turn = 0
        self._answered.connect(
            self._deliver
        )  # told on another thread, so Qt queues it for the one that made this
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether anything waits or is under way."""
        with self._some:
            return self._busy or bool(self._waiting)

    def put(self, job: Job, key: Hashable | None = None) -> None:
        """Adds a job; one with a key takes the place of what waits under the same key."""
        with self._some:
            self._turn += 1
            place = self._turn if key is None else (id(job.owner), key)
            self._waiting.pop(place, None)
            self._waiting[place] = job
            self._some.notify()

    def stop(self) -> None:
        """Does what waits, then ends the thread."""
        with self._some:
            self._stopped = True
            self._some.notify()
        self._thread.join()

    def _run(self) -> None:
        """The thread: one job after the other."""
        while True:
            with self._some:
                while not self._waiting and not self._stopped:
                    self._some.wait()
                if not self._waiting:
                    return
                _, job = self._waiting.popitem(last=False)
                self._busy = True
            try:
                answer: tuple[bool, Any] = (True, job.work())
            except BaseException as error:  # noqa: BLE001  # told on the window's thread, whatever it is
                answer = (False, error)
            with self._some:
                self._busy = False
            self._answered.emit(job, answer)

    def _deliver(self, job: Job, answer: tuple[bool, Any]) -> None:
        """Back on the window's thread."""
        good, result = answer
        if isValid(job.owner):
            if not good:
                job.failed(result)
            elif job.done is not None:
                job.done(result)
        if not self.busy:
            self.idle.emit()
