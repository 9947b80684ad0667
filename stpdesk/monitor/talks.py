"""Several conversations over the network at the same time, in one thread, all under one deadline."""

from __future__ import annotations

import errno
import selectors
import socket
import time
from types import TracebackType
from typing import Self

NOT_SENT = frozenset(
    {
        errno.ENETUNREACH,
        errno.ENETDOWN,
        errno.EADDRNOTAVAIL,
        errno.EACCES,
        errno.EPERM,
        errno.EINVAL,
        errno.EAFNOSUPPORT,
        10013,  # Windows: forbidden by the firewall, address not this PC's, network down, network unreachable
        10049,
        10050,
        10051,
    }
)
"""Errors with which this PC itself keeps a question back: it says nothing of whoever was asked."""


class Talk:
    """One conversation: a non-blocking socket, what it waits for, and whether it is over.

    A subclass sends in `begin`, reads in `ready`, and calls `end` when it knows enough. An `OSError` from either is
    told to `failed`. Nothing else may be raised.
    """

    def __init__(self) -> None:
        self.socket: socket.socket | None = None
        self.waits_for = selectors.EVENT_READ
        self.over = False

    def begin(self) -> None:
        """Opens the socket and sends; raises OSError."""
        raise NotImplementedError

    def ready(self) -> None:
        """Reads or writes what the socket is ready for; raises OSError."""
        raise NotImplementedError

    def failed(self, error: OSError) -> None:
        """Takes note of an error of the socket; the conversation is over unless the subclass says otherwise."""
        raise NotImplementedError

    def end(self) -> None:
        """Says that enough is known."""
        self.over = True

    def close(self) -> None:
        """Gives the socket back; may be called twice."""
        if self.socket is not None:
            self.socket.close()


class Talks:
    """Keeps conversations going until all are over or the deadline is there."""

    def __init__(self, timeout: float) -> None:
        self._selector = selectors.DefaultSelector()
        self._begun = time.monotonic()
        self._deadline = self._begun + timeout
        self._open: dict[Talk, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        for talk in list(self._open):
            self._drop(talk)
        self._selector.close()

    def elapsed(self) -> float:
        """Seconds since the first conversation could begin."""
        return time.monotonic() - self._begun

    def left(self) -> float:
        """Seconds to the deadline, never below 0."""
        return max(0.0, self._deadline - time.monotonic())

    def begin(self, talk: Talk) -> None:
        """Starts a conversation; an error ends it at once."""
        try:
            talk.begin()
        except OSError as error:
            talk.failed(error)
            talk.end()
        if talk.over or talk.socket is None:
            talk.close()
            return
        self._selector.register(talk.socket, talk.waits_for, talk)
        self._open[talk] = talk.waits_for

    def turn(self, until: float | None = None) -> bool:
        """Waits for the next events, at most to `until` seconds after the beginning, and lets them be handled.

        Returns False when nothing is open any more or the deadline is there.
        """
        for talk in [talk for talk in self._open if talk.over]:
            self._drop(talk)
        left = self.left()
        if not self._open or left <= 0:
            return False
        wait = left if until is None else min(left, max(0.0, until - self.elapsed()))
        for key, _ in self._selector.select(wait):
            talk = key.data
            try:
                talk.ready()
            except OSError as error:
                talk.failed(error)
                talk.end()
            if not talk.over and talk.waits_for != self._open[talk]:
                self._selector.modify(key.fileobj, talk.waits_for, talk)
                self._open[talk] = talk.waits_for
        return True

    def _drop(self, talk: Talk) -> None:
        del self._open[talk]
        if talk.socket is not None:
            self._selector.unregister(talk.socket)
        talk.close()
