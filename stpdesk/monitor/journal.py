"""What the monitor says in its log: sentences with the local time they are written at, each once until it is over."""

from __future__ import annotations

from collections.abc import Callable

from stpdesk.core.civil import local


class Journal:
    """Writes to a log, a line a sentence; `wall` is this PC's clock. When something happened stands in its sentence."""

    def __init__(self, write: Callable[[str], None], wall: Callable[[], float]) -> None:
        self._write = write
        self._wall = wall
        self._said: dict[str, str] = {}

    def tell(self, sentence: str) -> None:
        """Adds a line."""
        self._write(f"{local(int(self._wall())):%Y-%m-%d %H:%M:%S} {' '.join(sentence.split())}")

    def tell_once(self, subject: str, sentence: str) -> None:
        """Adds a line about a subject, unless the same was said of it last."""
        if self._said.get(subject) != sentence:
            self._said[subject] = sentence
            self.tell(sentence)

    def over(self, subject: str) -> None:
        """What was said of a subject has ended; it may be said again."""
        if self._said.pop(subject, None) is not None:
            self.tell(f"{subject}: well again.")
