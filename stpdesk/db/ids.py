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

    def next(self, ms: int) -> tuple[int, int]:
        """Time and tail of the next key: a fresh tail in a new millisecond, else a little more than the last."""
        with self._lock:
            if ms > self._ms:
                self._ms, self._tail = ms, self._random.getrandbits(_TAIL_BITS - 1)
            else:
                self._tail += 1 + self._random.getrandbits(32)
                if self._tail >> _TAIL_BITS:
                    self._ms, self._tail = self._ms + 1, self._random.getrandbits(_TAIL_BITS - 1)
            return self._ms, self._tail


_maker = _Maker()


def uuid7(ms: int | None = None) -> str:
    """A new key, greater than every key made before it in this process.

    `ms` is Unix time in milliseconds, by default this computer's; the time in a key only keeps new rows together and
    is never read back. A clock that runs backwards, or many keys in one millisecond, count up from the last key.
    """
    stamp, tail = _maker.next(time.time_ns() // 1_000_000 if ms is None else ms)
    text = f"{stamp:012x}7{tail >> 62:03x}{tail & ((1 << 62) - 1) | 1 << 63:016x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
