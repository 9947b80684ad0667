"""Progress of long work, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Callable

Progress = Callable[[int, int], None]


def shown(what: str) -> Progress | None:
    """A counter on one line of stderr; None where nobody watches."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        end = "\n" if done >= total else ""
        print(f"\r{what}: {done} of {total}", end=end, file=sys.stderr, flush=True)

    return show


def say(text: str) -> None:
    """A line about what is going on, where somebody watches."""
    if sys.stderr.isatty():
        print(text, file=sys.stderr, flush=True)
