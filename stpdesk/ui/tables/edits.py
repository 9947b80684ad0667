"""What was typed into a grid and is not saved yet, and what is wrong with it: kept by key, so no refresh loses it."""

from __future__ import annotations

from collections.abc import Iterable

Place = tuple[int, str]
"""A key and the name of a column."""


class Edits:
    """Typed texts and faults by their place."""

    def __init__(self) -> None:
        self.texts: dict[Place, str] = {}
        self.faults: dict[Place, str] = {}

    def type(self, place: Place, text: str, before: str | None) -> bool:
        """Keeps a text; typing what is saved already (`before`, None = not known) takes it back. Whether anything changed."""
        if self.texts.get(place, before) == text:
            return False
        self.faults.pop(place, None)
        if text == before:
            self.texts.pop(place, None)
        else:
            self.texts[place] = text
        return True

    def saved(self, places: Iterable[Place]) -> None:
        """These are on disk: neither unsaved nor wrong any more."""
        for place in places:
            self.texts.pop(place, None)
            self.faults.pop(place, None)

    def wrong(self, faults: dict[Place, str]) -> None:
        """What is wrong now, in sentences, instead of what was."""
        self.faults = dict(faults)
