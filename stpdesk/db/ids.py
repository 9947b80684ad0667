"""Keys of rows: UUID version 7 (RFC 9562), so that new rows lie beside each other in the file."""

from __future__ import annotations

import random
import threading
import time

_TAIL_BITS = 74


class _Maker:
    """Makes keys that only grow; safe between threads."""

    def __init__(self) -> None:
        self._random = random.Random(random.SystemRandom().getrandbits(256))
        self._lock = threading.Lock()
        self._ms = 0
        self._tail = 0
        self._prefix = ""

    def next(self, ms: int) -> str:
        """The next key: a random tail in a new millisecond, else one more than the last."""
        with self._lock:
            self._tail += 1
            if ms > self._ms:
                self._start(ms)
            elif self._tail >> _TAIL_BITS:
                self._start(self._ms + 1)
            prefix, tail = self._prefix, self._tail
        text = f"{tail >> 62 << 64 | 1 << 63 | tail & (1 << 62) - 1:019x}"
        return f"{prefix}{text[:3]}-{text[3:7]}-{text[7:]}"

    def _start(self, ms: int) -> None:
        """A new millisecond."""
        text = f"{ms:012x}"
        self._ms, self._tail = ms, self._random.getrandbits(_TAIL_BITS - 1)
        self._prefix = f"{text[:8]}-{text[8:]}-7"


_maker = _Maker()


def uuid7(ms: int | None = None) -> str:
    """A new key, greater than every key made before it in this process.

    `ms` is Unix time in milliseconds, by default this computer's; the time in a key only keeps new rows together and
    is never read back. A clock that runs backwards, or many keys in one millisecond, count up from the last key.
    """
    return _maker.next(time.time_ns() // 1_000_000 if ms is None else ms)
