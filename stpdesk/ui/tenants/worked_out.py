"""Lists that are worked out whole, some hundred rows at most: filtered and sorted here, read once per refresh."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from stpdesk.core.searching import sought, words

if TYPE_CHECKING:
    from sqlite_utils import Database

Work = Callable[["Database", date], Sequence[Any]]


class WorkedOut:
    """Records of `work(db, day)` as a listing's `keys` and `rows`; each has its `key`, and `sought` to be filtered by.

    They are worked out when first asked for and kept: hand a table a new one when what they are made of changed.
    """

    def __init__(self, work: Work) -> None:
        self._work = work
        self._found: dict[int, Any] | None = None

    def records(self, db: Database, day: date) -> dict[int, Any]:
        """All of them by key, in their own order."""
        if self._found is None:
            self._found = {one.key: one for one in self._work(db, day)}
        return self._found

    def keys(
        self, db: Database, *, sort: str, descending: bool, text: str, day: date, **_filters: Any
    ) -> array[int]:
        """Keys of those that hold every word, sorted by an attribute; blanks last, none = as worked out."""
        wanted = words(text)
        shown = [
            one for one in self.records(db, day).values() if not wanted or all(word in told(one) for word in wanted)
        ]  # fmt: skip
        if sort:
            value = attrgetter(sort)
            blank = [one for one in shown if value(one) is None]
            shown = (
                sorted((one for one in shown if value(one) is not None), key=value, reverse=descending)
                + blank
            )
        return array("q", [one.key for one in shown])

    def rows(self, db: Database, keys: Sequence[int], *, day: date, **_when: Any) -> list[Any]:
        """The records of these keys."""
        found = self.records(db, day)
        return [found[key] for key in keys if key in found]


def told(one: Any) -> str:
    """What a record is searched by."""
    return sought(one.sought)
