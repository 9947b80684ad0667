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
from stpdesk.core.unit_states import Move, Repair, UnitState, let_by_day, moves, states
from stpdesk.db import deposits, floor_plans, ledger, repairs, terms
from stpdesk.db.lists import overdue
from stpdesk.ui.spaces.shapes import Box, of_place

if TYPE_CHECKING:
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
    """The days of the strip: share let, who came and went, and every day's facts."""

    first: date
    strip: tuple[tuple[date, float | None], ...]
    moves: tuple[Move, ...]
    days: Mapping[date, DayFacts]

    @property
    def last(self) -> date:
        """Its last day."""
        return self.strip[-1][0]


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


def read_book(session: Session, day: date | None = None, first: date | None = None) -> tuple[Book, DayFacts]:
    """The book, and a day of it (today where none is given); the strip's month begins at `first`, or around that day."""
    with session.park.reading() as db:
        units = terms.units(db)
        ordered = tuple(sorted(units.values(), key=lambda one: natural_key(one.code)))
        pictures = {
            floors.key_of(one.building, one.floor): Picture(
                one.name, _image(session, one.sha256), of_place(one.place) if one.place else None
            )
            for one in floor_plans.images(db)
        }
        wanted = day or session.today
        first = first or wanted - timedelta(days=BEFORE)
        owed = overdue.by_day(db, first, first + timedelta(days=SPAN - 1))
        if wanted not in owed:
            owed |= overdue.by_day(db, wanted, wanted)
        book = Book(
            session.today, ordered, {key: of_place(place) for key, place in floor_plans.places(db).items()},
            terms.leases(db, units), terms.tenants(db), tuple(repairs.every(db)), pictures, owed,
        )  # fmt: skip
    return book, _day(book, wanted, owed[wanted])


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
    """The month that begins on a day, every day of it worked out."""
    last = first + timedelta(days=SPAN - 1)
    wanted = [first + n * DAY for n in range(SPAN)]
    owed = book.owed
    if not owed.keys() >= set(wanted):
        with session.park.reading() as db:
            owed = overdue.by_day(db, first, last)
    near = book.near(first, last)
    days: dict[date, DayFacts] = {}
    before: tuple[object, DayFacts] | None = None
    for day in wanted:
        let = _standing(near, day)
        days[day] = _day(book, day, owed[day], near, before[1] if before and before[0] == let else None)
        before = let, days[day]
    return Window(
        first, tuple(let_by_day(book.units, near, first, last)), tuple(moves(near, first, last)), days
    )


def _standing(leases: Sequence[Lease], day: date) -> object:
    """What the shares let and the number of ends depend on: who is there, and who ends within 90 days."""
    here = [one for one in leases if one.in_force(day)]
    return [one.id for one in here], [
        one.id for one in here if one.ends is not None and day <= one.ends <= day + SOON
    ]


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
    here = {lease.tenant_id for lease in book.leases if any(let.unit.id == unit.id for let in lease.units)}
    with session.park.reading() as db:
        return Account(
            unit.id,
            {one: [(move.date, move.amount) for move in ledger.movements(db, one)] for one in here},
            {one: deposits.entries(db, one) for one in here},
            tuple(history(unit, book.leases, book.repairs, book.today)),
        )
