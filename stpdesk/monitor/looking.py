"""How probes are run: each watched thing's in a thread of its own, or one after the other on a clock that is played."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Protocol

from stpdesk.core.samples import Watched
from stpdesk.core.watching import Mains, Rungs
from stpdesk.monitor.parts import Clock

Job = Callable[[], Rungs | Mains | None]
Result = tuple[Watched, "Rungs | Mains | Exception | None"]
STACK = 512 * 1024
"""Bytes of a thread's stack: a resolver's modules need some, the usual eight megabytes nobody does."""


class Looking(Protocol):
    """Runs probes and hands back what they saw; the loop that asks for it owns all state."""

    def start(self, watched: Watched, job: Job) -> None:
        """Begins a probe of a watched thing; there is one at a time of each."""
        ...

    def finished(self) -> list[Result]:
        """What has been seen since it was asked last; an exception where the probe failed."""
        ...

    def wait(self, seconds: float) -> None:
        """Waits that long, or until something was seen."""
        ...

    def wake(self) -> None:
        """Ends a wait at once; may be called from anywhere, also from a signal handler."""
        ...

    def drop(self, watched: Watched) -> None:
        """Watches a thing no more."""
        ...


class InThreads:
    """A thread for each watched thing, which sleeps until it is asked to look; a slow target delays only itself."""

    def __init__(self) -> None:
        self._results: SimpleQueue[Result | None] = SimpleQueue()
        self._jobs: dict[Watched, SimpleQueue[Job | None]] = {}
        self._waiting: list[Result] = []

    def start(self, watched: Watched, job: Job) -> None:
        """Hands the job to the thing's thread."""
        if watched not in self._jobs:
            self._jobs[watched] = SimpleQueue()
            before = threading.stack_size(STACK)
            try:
                threading.Thread(target=self._work, args=(watched, self._jobs[watched]), daemon=True).start()
            finally:
                threading.stack_size(before)
        self._jobs[watched].put(job)

    def _work(self, watched: Watched, jobs: SimpleQueue[Job | None]) -> None:
        """One thread's life: it ends with the process, or when its thing is dropped."""
        while (job := jobs.get()) is not None:
            try:
                self._results.put((watched, job()))
            except Exception as error:  # noqa: BLE001  # a probe that fails is an unknown sample, whatever it was
                self._results.put((watched, error))

    def finished(self) -> list[Result]:
        """What the threads have handed back."""
        found, self._waiting = self._waiting, []
        try:
            while True:
                result = self._results.get_nowait()
                found += [result] if result is not None else []
        except Empty:
            return found

    def wait(self, seconds: float) -> None:
        """Sleeps until a thread hands something back."""
        try:
            result = self._results.get(timeout=max(0.0, seconds))
        except Empty:
            return
        self._waiting += [result] if result is not None else []

    def wake(self) -> None:
        """Hands back nothing, which ends the wait."""
        self._results.put(None)

    def drop(self, watched: Watched) -> None:
        """Lets its thread end after the probe under way, whose result nobody asks for."""
        jobs = self._jobs.pop(watched, None)
        if jobs is not None:
            jobs.put(None)


class OneByOne:
    """Runs a probe when it is started, in the caller's thread, and lets the given clock pass time."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._results: list[Result] = []

    def start(self, watched: Watched, job: Job) -> None:
        """Looks at once."""
        try:
            self._results.append((watched, job()))
        except Exception as error:  # noqa: BLE001  # as in a thread
            self._results.append((watched, error))

    def finished(self) -> list[Result]:
        """What was seen since it was asked last."""
        found, self._results = self._results, []
        return found

    def wait(self, seconds: float) -> None:
        """Lets time pass."""
        self._clock.wait(seconds)

    def wake(self) -> None:
        """Nothing waits."""

    def drop(self, watched: Watched) -> None:
        """Nothing is kept of it."""
