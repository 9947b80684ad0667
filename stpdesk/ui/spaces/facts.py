"""What Spaces shows: all days' terms in one `Book`, a day's states in `DayFacts`, a month of them in a `Window`.

Read and worked out on the reader's thread; the figures are core's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from stpdesk.core import floors
from stpdesk.core.codes import natural_key
from stpdesk.core.leases import Lease, Let
from stpdesk.core.money import ONE, Paisa
from stpdesk.core.months import DAY
from stpdesk.core.occupancy import SOON, Occupancy, let_area, occupancy_at
from stpdesk.core.places import Unit
from stpdesk.core.tenants import Tenant
from stpdesk.core.unit_history import Stay, history
from stpdesk.core.unit_states import (
    ARREARS,
    ENDING,
    OCCUPIED,
    Move,
    Repair,
    UnitState,
    let_by_day,
    moves,
    states,
)
from stpdesk.db import deposits, floor_plans, ledger, repairs, terms
from stpdesk.db.lists import overdue
from stpdesk.ui.spaces.shapes import Box, of_place

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.actions.session import Session

SPAN = 31
"""Days of the strip."""
BEFORE = 19
"""Days of it before the day it is opened at."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A floor's image, read off the window's thread, and where it lies; None = fitted behind the units."""

    name: str
    image: QImage
    box: Box | None


@dataclass(frozen=True)
class Book:
    """The park's space and everything agreed about it."""

    today: date
    units: tuple[Unit, ...]
    places: Mapping[str, Box]
    leases: tuple[Lease, ...]
    tenants: Mapping[str, Tenant]
    repairs: tuple[Repair, ...]
    pictures: Mapping[floors.Key, Picture]
    owed: Mapping[date, Mapping[str, Paisa]] = field(default_factory=dict)
    """what tenants were in arrears with, on the days of the strip as it was read with the book"""

    def unit(self, code: str) -> Unit | None:
        """The unit of a code."""
        return next((one for one in self.units if one.code == code), None)

    def near(self, first: date, last: date) -> tuple[Lease, ...]:
        """Leases that matter to the states of these days: also who goes on within 90 days."""
        return tuple(
            one for one in self.leases if one.last >= first - DAY and one.starts <= last + SOON + DAY
        )


@dataclass(frozen=True, slots=True)
class DayFacts:
    """Every unit on one day, and the figures on top; `arrears` of everybody, also who has left."""

    day: date
    states: Mapping[str, UnitState]
    occupancy: Occupancy
    """but for its mean time to expiry, which is not shown here"""
    arrears: Paisa
    floors: Mapping[floors.Key, float | None]
    """share of each floor's lettable area that is let, in percent"""


@dataclass(frozen=True)
class Window:
    """The days of the strip: share let, who came and went. Each day's facts are worked out once it is looked at."""

    first: date
    strip: tuple[tuple[date, float | None], ...]
    moves: tuple[Move, ...]
    book: Book
    owed: Mapping[date, Mapping[str, Paisa]]
    near: tuple[Lease, ...]
    """leases that matter to its days"""
    _known: dict[date, DayFacts] = field(default_factory=dict)
    _alike: dict[object, DayFacts] = field(default_factory=dict)
    """a day by who is there and who ends: its shares hold for others with the same (they cost the most)"""

    @property
    def last(self) -> date:
        """Its last day."""
        return self.strip[-1][0]

    def has(self, day: date) -> bool:
        """Whether a day is one of it."""
        return self.first <= day <= self.last

    def on(self, day: date) -> DayFacts:
        """The facts of one of its days."""
        if day not in self._known:
            let = _standing(self.near, day)
            found = _day(self.book, day, self.owed[day], self.near, self._alike.get(let))
            self._known[day] = self._alike[let] = found
        return self._known[day]


@dataclass(frozen=True)
class Account:
    """What moved on the accounts of those who held a unit, by tenant, and the unit's history."""

    unit_id: str
    moved: Mapping[str, Sequence[tuple[date, Paisa]]] = field(default_factory=dict)
    deposits: Mapping[str, Sequence[tuple[date, Paisa]]] = field(default_factory=dict)
    stays: tuple[Stay, ...] = ()

    def balance(self, tenant_id: str, day: date) -> Paisa:
        """What a tenant owed at the end of a day; negative where it had paid in advance."""
        return _until(self.moved.get(tenant_id, ()), day)

    def held(self, tenant_id: str, day: date) -> Paisa:
        """The deposit held of it."""
        return _until(self.deposits.get(tenant_id, ()), day)


def _until(entries: Iterable[tuple[date, Paisa]], day: date) -> Paisa:
    """The sum of what is dated up to a day."""
    return Paisa(sum(amount for when, amount in entries if when <= day))


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked at when everything is read anew; nothing yet, at first."""

    day: date | None
    first: date | None
    """of the strip's month, in which the day lies"""
    floor: floors.Key | None
    unit_id: str


@dataclass(frozen=True, slots=True)
class Whole:
    """All that the screen shows at once."""

    book: Book
    window: Window
    account: Account | None
    """of the unit beside the plan; None in a park without units"""


def read_whole(session: Session, asked: Asked) -> Whole:
    """The book, the month around the day looked at (today at first), and the account of the unit beside the plan."""
    with session.park.reading() as db:
        day = asked.day or session.today
        first = asked.first or day - timedelta(days=BEFORE)
        book = _book(session, db, first)
        window = _window(book, first, book.owed)
        facts = window.on(day)
        shown = asked.floor if asked.floor in facts.floors else next(iter(floors.in_order(book.units)), None)
        chosen = asked.unit_id if asked.unit_id in facts.states else first_unit(facts, shown)
        one = facts.states.get(chosen)
        return Whole(book, window, None if one is None else _account(db, book, one.unit))


def first_unit(facts: DayFacts, floor: floors.Key | None) -> str:
    """The key of the unit of a floor that needs somebody most, so that there is something to say at first; "" of no unit."""
    here = [one for one in facts.states.values() if floors.floor_of(one.unit) == floor]
    needy = [one for state in (ARREARS, ENDING, OCCUPIED) for one in here if one.state == state]
    return (needy or here)[0].unit.id if here else ""


def _book(session: Session, db: Database, first: date) -> Book:
    """The book, with the arrears on the days of the strip's month."""
    units = terms.units(db)
    ordered = tuple(sorted(units.values(), key=lambda one: natural_key(one.code)))
    pictures = {
        floors.key_of(one.building, one.floor): Picture(
            one.name, _image(session, one.sha256), of_place(one.place) if one.place else None
        )
        for one in floor_plans.images(db)
    }
    owed = overdue.by_day(db, first, first + timedelta(days=SPAN - 1))
    return Book(
        session.today, ordered, {key: of_place(place) for key, place in floor_plans.places(db).items()},
        terms.leases(db, units), terms.tenants(db), tuple(repairs.every(db)), pictures, owed,
    )  # fmt: skip


def _image(session: Session, sha256: str) -> QImage:
    """A picture of the documents; an empty one where it is missing or damaged (the plan is drawn without it)."""
    from stpdesk.core.errors import Refused

    try:
        return QImage.fromData(session.park.vault.read(sha256))
    except Refused:
        return QImage()


def read_day(session: Session, book: Book, day: date) -> DayFacts:
    """One day of a book."""
    owed = book.owed
    if day not in owed:
        with session.park.reading() as db:
            owed = overdue.by_day(db, day, day)
    return _day(book, day, owed[day])


def read_window(session: Session, book: Book, first: date) -> Window:
    """The month that begins on a day."""
    last, owed = first + timedelta(days=SPAN - 1), book.owed
    if first not in owed or last not in owed:
        with session.park.reading() as db:
            owed = overdue.by_day(db, first, last)
    return _window(book, first, owed)


def _window(book: Book, first: date, owed: Mapping[date, Mapping[str, Paisa]]) -> Window:
    """A month whose days' arrears are known."""
    last = first + timedelta(days=SPAN - 1)
    near = book.near(first, last)
    strip = tuple(let_by_day(book.units, near, first, last))
    return Window(first, strip, tuple(moves(near, first, last)), book, owed, near)


def _standing(leases: Sequence[Lease], day: date) -> object:
    """What the shares let and the number of ends depend on: who is there, and who ends within 90 days."""
    here = [one for one in leases if one.in_force(day)]
    ends = (one.id for one in here if one.ends is not None and day <= one.ends <= day + SOON)
    return tuple(one.id for one in here), tuple(ends)


def _day(
    book: Book,
    day: date,
    owed: Mapping[str, Paisa],
    leases: Sequence[Lease] | None = None,
    like: DayFacts | None = None,
) -> DayFacts:
    """One day; `like`: a day with the same leases, whose shares hold for it too (they cost the most)."""
    near = book.near(day, day) if leases is None else leases
    found = states(book.units, near, day, owed, book.repairs)
    arrears = Paisa(sum(owed.values()))
    if like is not None:
        return DayFacts(day, found, like.occupancy, arrears, like.floors)
    return DayFacts(day, found, occupancy_at(book.units, near, day), arrears, _floors(found.values()))


def _floors(found: Iterable[UnitState]) -> dict[floors.Key, float | None]:
    """Share let of each floor (rule C1)."""
    lettable: dict[floors.Key, int] = {}
    let: dict[floors.Key, Fraction] = {}
    for one in found:
        key = floors.key_of(one.unit.building, one.unit.floor)
        lettable.setdefault(key, 0)
        let.setdefault(key, Fraction(0))
        if one.unit.lettable:
            lettable[key] += one.unit.sqft
            let[key] += sum((let_area(Let(one.unit, holder.seats)) for holder in one.holders), Fraction(0))
    return {key: float(100 * let[key] * ONE / area) if area else None for key, area in lettable.items()}


def read_account(session: Session, book: Book, unit: Unit) -> Account:
    """The accounts of everybody who ever held a unit, so that the panel follows the date without another read."""
    with session.park.reading() as db:
        return _account(db, book, unit)


def _account(db: Database, book: Book, unit: Unit) -> Account:
    """In the snapshot at hand."""
    here = {lease.tenant_id for lease in book.leases if any(let.unit.id == unit.id for let in lease.units)}
    return Account(
        unit.id,
        {one: [(move.date, move.amount) for move in ledger.movements(db, one)] for one in here},
        {one: deposits.entries(db, one) for one in here},
        tuple(history(unit, book.leases, book.repairs, book.today)),
    )
