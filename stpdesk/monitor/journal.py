"""What the monitor says in its log: sentences with their local time, each once until it is over."""

from __future__ import annotations

from collections.abc import Callable

from stpdesk.core.civil import local


class Journal:
    """Writes to a log, a line a sentence."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write
        self._said: dict[str, str] = {}

    def tell(self, at: int, sentence: str) -> None:
        """Adds a line."""
        self._write(f"{local(at):%Y-%m-%d %H:%M:%S} {' '.join(sentence.split())}")

    def tell_once(self, at: int, subject: str, sentence: str) -> None:
        """Adds a line about a subject, unless the same was said of it last."""
        if self._said.get(subject) != sentence:
            self._said[subject] = sentence
            self.tell(at, sentence)

    def over(self, at: int, subject: str) -> None:
        """What was said of a subject has ended; it may be said again."""
        if self._said.pop(subject, None) is not None:
            self.tell(at, f"{subject}: well again.")
