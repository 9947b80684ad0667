"""Which of many items a few typed letters mean: by code, by name, by any words of either, Urdu too."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from stpdesk.core.codes import fold


@dataclass(frozen=True, slots=True)
class Item:
    """Something that can be chosen: its key, its name, its code, and muted words that say more."""

    key: Hashable
    name: str
    code: str = ""
    about: str = ""

    @property
    def shown(self) -> str:
        """How it stands in a field: “Leepa Software (Pvt) Ltd, T-0131”; no two items of a list look alike."""
        return f"{self.name}, {self.code}" if self.code and self.code != self.name else self.name


class Items:
    """Items to be looked up: folded once, when first looked for, and found in well under a frame among thousands."""

    def __init__(self, items: Sequence[Item] = ()) -> None:
        self.all = tuple(items)
        self._asked, self._last = "", list(self.all)

    @cached_property
    def _folded(self) -> list[tuple[str, str, str]]:
        """Code, name and all words of each."""
        return [
            (fold(one.code), fold(one.name), fold(f"{one.code} {one.name} {one.about}")) for one in self.all
        ]

    @cached_property
    def _exact(self) -> dict[str, list[Item]]:
        """The items a text names whole."""
        found: dict[str, list[Item]] = {}
        for one in self.all:
            for text in {fold(text) for text in {one.code, one.name, one.shown}} - {""}:
                found.setdefault(text, []).append(one)
        return found

    def by_key(self, key: Hashable) -> Item | None:
        """The item of a key."""
        return next((one for one in self.all if one.key == key), None)

    def meant(self, text: str) -> Item | None:
        """The one item a text names whole: its code, its name, or both as shown; None where there are two or none."""
        wanted = fold(text)
        found = self._exact.get(wanted, []) if wanted else []
        return found[0] if len(found) == 1 else None

    def found(self, text: str) -> list[Item]:
        """Items that hold every word of a text: those beginning with it first, in the list's order otherwise."""
        asked = fold(text)
        words = asked.split()
        if not words:
            return list(self.all)
        if asked == self._asked:
            return list(self._last)
        ranked: list[tuple[int, int]] = []
        for place, (code, name, whole) in enumerate(self._folded):
            if all(word in whole for word in words):
                ranked.append((_rank(asked, words[0], code, name), place))
        ranked.sort()
        self._asked, self._last = asked, [self.all[place] for _, place in ranked]
        return list(self._last)

    def nearest(self, text: str) -> Item | None:
        """The item a mistyped text is most like; None where nothing is near."""
        asked = fold(text)
        best, share = None, 0.7
        matcher = SequenceMatcher(None, b=asked, autojunk=False)
        for one, (code, name, _) in zip(self.all, self._folded, strict=True):
            for like in (code, name):
                if abs(len(like) - len(asked)) > max(3, len(asked) // 2):
                    continue
                matcher.set_seq1(like)
                if (
                    matcher.real_quick_ratio() > share
                    and matcher.quick_ratio() > share
                    and matcher.ratio() > share
                ):
                    best, share = one, matcher.ratio()
        return best


def _rank(asked: str, first: str, code: str, name: str) -> int:
    """How well an item fits: smaller is better."""
    if asked in {code, name}:
        return 0
    if code.startswith(asked) or name.startswith(asked):
        return 1
    return 2 if f" {first}" in f" {code} {name}" else 3
