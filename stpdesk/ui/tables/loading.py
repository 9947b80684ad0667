"""What runs on the reader's thread: all keys of a list, where some keys are in it, and the pages that will be seen."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from stpdesk.ui.tables.columns import Listing, Row

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.actions.session import Session

T = TypeVar("T")

PAGE = 128
"""Rows fetched at once."""

SCREENFUL = 64
"""Rows painted while the keys of a long list are still read."""

FEW = 32
"""Up to so many keys are looked for one by one, more of them in one walk."""

LONG = 2048
"""Of more rows it is worked out ahead of typing what they show."""

Page = list[Row | None]
Pages = Mapping[int, Page]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted: filter, order, the keys whose place shall be told, and the rows that will be seen."""

    turn: int
    text: str
    sort: str
    descending: bool
    kept: tuple[int, ...] = ()
    """keys selected now"""
    top: int | None = None
    """key at the top of the view, to stay there; None = the list starts at its top"""
    counted: bool = False
    """whether the number of rows without filter is wanted too"""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The answer: all keys, the first pages to paint, and where the kept keys are."""

    asked: Asked
    keys: array[int]
    pages: Pages
    places: Mapping[int, int]
    today: date
    whole: bool = True
    """all keys, not only the first"""
    count: int | None = None
    """rows without the filter, if asked"""


class Source:
    """A listing on an open snapshot."""

    def __init__(self, db: Database, session: Session, listing: Listing) -> None:
        self._db, self._listing, self.today = db, listing, session.today
        told: dict[str, Any] = {"day": session.today, "now": session.clock()}
        self._when = {listing.when: told[listing.when]} if listing.when else {}
        said = {"said": listing.said} if listing.said else {}
        self._told: dict[str, Any] = {**listing.filters, **self._when, **said}

    def keys(self, asked: Asked) -> array[int]:
        """All keys of what is asked."""
        how: dict[str, Any] = {"sort": asked.sort, "descending": asked.descending, "text": asked.text}
        return self._listing.keys(self._db, **how, **self._told)

    def first(self, asked: Asked) -> array[int]:
        """The first of them, if they are quickly known."""
        find = self._listing.first
        how: dict[str, Any] = {"sort": asked.sort, "descending": asked.descending, "text": asked.text}
        return array("q") if find is None else find(self._db, limit=SCREENFUL, **how, **self._told)

    def rows(self, keys: Sequence[int]) -> Page:
        """One row a key; None for a key that is gone."""
        listing = self._listing
        by_key = {record.key: record for record in listing.rows(self._db, keys, **self._when)}
        cells, today = listing.cells, self.today
        return [cells(by_key[key], today) if key in by_key else None for key in keys]

    def pages(self, keys: array[int], wanted: Iterable[int]) -> dict[int, Page]:
        """The rows of pages; a page that is not there is left out."""
        parts = {number: keys[number * PAGE : (number + 1) * PAGE] for number in sorted(set(wanted))}
        return {number: self.rows(part) for number, part in parts.items() if part}

    def look_ahead(self) -> None:
        """Makes ready what will be typed."""
        if self._listing.ahead is not None:
            self._listing.ahead(self._db, **self._told)

    def sums(self, text: str) -> Row | None:
        """The sums of what is filtered; None where the listing has none."""
        listing = self._listing
        if listing.totals is None or listing.sums is None:
            return None
        return listing.sums(listing.totals(self._db, text=text, **self._told))


@contextmanager
def reading(
    session: Session, listing: Listing, stale: Callable[[], bool] = lambda: False
) -> Iterator[Source]:
    """A listing in one snapshot; what is read ends with `Abandoned` once `stale` says that nobody waits for it."""
    from stpdesk.db.abandoning import abandoning

    with session.park.reading() as db, abandoning(db, stale):
        yield Source(db, session, listing)


def unless_stale(work: Callable[[], T]) -> T | None:
    """The answer; None if it was abandoned."""
    from stpdesk.db.abandoning import Abandoned

    try:
        return work()
    except Abandoned:
        return None


def load_first(session: Session, listing: Listing, asked: Asked, stale: Callable[[], bool]) -> Loaded:
    """The first keys and their rows; all of them where they are so few, or take as long."""
    with reading(session, listing, stale) as source:
        keys = source.first(asked) if asked.top is None else array("q")
        if not keys:
            return _whole(source, asked)
        return Loaded(asked, keys, source.pages(keys, {0}), {}, source.today, whole=False)


def load(session: Session, listing: Listing, asked: Asked, stale: Callable[[], bool]) -> Loaded:
    """Keys, places and the pages around what stays at the top, in one snapshot."""
    with reading(session, listing, stale) as source:
        return _whole(source, asked)


def _whole(source: Source, asked: Asked) -> Loaded:
    """All of it."""
    keys = source.keys(asked)
    places = found(keys, (*asked.kept, *([] if asked.top is None else [asked.top])))
    top = places.get(asked.top, 0) if asked.top is not None else 0
    first = page_of(top)
    pages = source.pages(keys, {first, first + 1} if top else {first})
    count = len(keys) if not asked.text else None
    if asked.text and asked.counted:
        count = len(source.keys(replace(asked, text="")))
    return Loaded(asked, keys, pages, places, source.today, count=count)


def page_of(row: int) -> int:
    """The page a row is on."""
    return row // PAGE


def found(keys: array[int], wanted: Iterable[int]) -> dict[int, int]:
    """Where keys are; those that are gone are left out."""
    some = set(wanted)
    if len(some) > FEW:
        return {key: row for row, key in enumerate(keys) if key in some}
    places = {}
    for key in some:
        try:
            places[key] = keys.index(key)
        except ValueError:
            continue
    return places
