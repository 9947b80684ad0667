"""What an act changed: the one answer every action gives, so that every screen knows whether to refresh."""

from __future__ import annotations

from collections.abc import Iterable


class Changes:
    """The nouns an act touched, and figures worth telling the person who did it."""

    def __init__(self, nouns: Iterable[str] = (), **told: object) -> None:
        self.nouns = frozenset(nouns)
        self.told = told

    def touch(self, *nouns: str) -> bool:
        """Whether any of these nouns changed."""
        return not self.nouns.isdisjoint(nouns)
