"""What a connection found out about its lists, and what of it still holds: orders, what fits a word, the last answer."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Hashable
from itertools import compress
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

from stpdesk.core.searching import sought

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.db.lists.seen import Seen
    from stpdesk.db.lists.texts import Texts
    from stpdesk.db.lists.told import Told

ORDERS, MASKS, SEEN = 3, 16, 2
"""So many orders and words are kept: a list filtered letter by letter, and the one looked at before. So many lists
are kept with what all their rows show."""

Mask = bytearray
"""A byte for each row number, 1 where the row fits: a hundredth of a set of numbers."""

T = TypeVar("T")


class Known:
    """Answers of one connection; all are forgotten as soon as anything was written to the file, by whomever."""

    def __init__(self) -> None:
        self._version: tuple[int, int] | None = None
        self._orders: OrderedDict[Hashable, array[int]] = OrderedDict()
        self._masks: OrderedDict[Hashable, Mask] = OrderedDict()
        self._last: OrderedDict[Hashable, Any] = OrderedDict()
        self._seen: OrderedDict[Hashable, Seen] = OrderedDict()
        self.texts: dict[str, Texts] = {}
        """of tables that are searched often enough"""
        self._told: OrderedDict[Hashable, Told] = OrderedDict()
        self._taught: set[str] = set()

    def teach(self, db: Database, name: str, arguments: int, function: Callable[..., Any]) -> None:
        """Teaches the connection a function of the program, once: each time costs all its prepared statements."""
        if name not in self._taught:
            db.conn.create_function(name, arguments, function, deterministic=True)
            self._taught.add(name)

    def look(self, db: Database) -> None:
        """Forgets what was found in a file that is another by now."""
        version = (db.execute("PRAGMA data_version").fetchone()[0], db.conn.total_changes)
        if version != self._version:
            self._version = version
            self.forget()

    def forget(self) -> None:
        """Forgets all that was found."""
        for kept in (self._orders, self._masks, self._last, self._seen):
            kept.clear()
        self.texts.clear()

    def order(self, key: Hashable, find: Callable[[], array[int]]) -> array[int]:
        """A list's row numbers in order."""
        return _kept(self._orders, key, find, ORDERS)

    def order_of(self, key: Hashable) -> array[int] | None:
        """The same if it is known."""
        return self._orders.get(key)

    def mask(self, key: Hashable, find: Callable[[], Mask]) -> Mask:
        """The rows that fit something."""
        return _kept(self._masks, key, find, MASKS)

    def has_mask(self, key: Hashable) -> bool:
        """Whether these rows are known."""
        return key in self._masks

    def see(self, key: Hashable, find: Callable[[], Seen]) -> None:
        """Keeps what all rows of a list show, found where it is not known."""
        _kept(self._seen, key, find, SEEN)

    def seen(self, key: Hashable) -> Seen | None:
        """The same if it is known."""
        return self._seen.get(key)

    def told(self, key: Hashable) -> Told:
        """What the rows of a log show, as far as it was read; it looks itself whether that still holds."""
        from stpdesk.db.lists.told import Told

        return _kept(self._told, key, Told, SEEN)

    def last(self, key: Hashable) -> Any:
        """What was kept last under a key; None for nothing."""
        return self._last.get(key)

    def keep_last(self, key: Hashable, answer: Any) -> None:
        """Keeps the last answer to one kind of question."""
        self._last.pop(key, None)
        _kept(self._last, key, lambda: answer, ORDERS)


def _kept(kept: OrderedDict[Hashable, T], key: Hashable, find: Callable[[], T], most: int) -> T:
    """What is kept under a key, found first where there is nothing; the longest unused goes."""
    if key not in kept:
        found = find()
        while len(kept) >= most:
            kept.popitem(last=False)
        kept[key] = found
    kept.move_to_end(key)
    return kept[key]


_BY_CONNECTION: WeakKeyDictionary[Database, Known] = WeakKeyDictionary()


def known_of(db: Database) -> Known:
    """What a connection knows now; it lives as long as the connection, which it does not hold."""
    known = _BY_CONNECTION.get(db)
    if known is None:
        known = _BY_CONNECTION[db] = Known()
        known.teach(db, "stp_sought", 1, lambda text: sought(text or ""))
    known.look(db)
    return known


def mask_of(keys: list[int], size: int) -> Mask:
    """A mask of row numbers below a size."""
    mask = bytearray(size)
    for key in keys:
        mask[key] = 1
    return mask


def both(one: Mask, other: Mask) -> Mask:
    """The rows in both masks, which are of one size."""
    met = int.from_bytes(one, "little") & int.from_bytes(other, "little")
    return bytearray(met.to_bytes(len(one), "little"))


def either(one: Mask, other: Mask) -> Mask:
    """The rows in one mask or the other."""
    met = int.from_bytes(one, "little") | int.from_bytes(other, "little")
    return bytearray(met.to_bytes(len(one), "little"))


def chosen(ordered: array[int], mask: Mask) -> array[int]:
    """The row numbers of an order that a mask has."""
    return array("q", compress(ordered, map(mask.__getitem__, ordered)))
