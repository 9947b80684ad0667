"""Which rooms and seats every stay gets: in the order tenants come, rooms that became free first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import heappop, heappush

from stpdesk.actions.sample.actors import CAFETERIA, OFFICES, SEATS, TRAINING_ROOM, Actor, Stay, Term
from stpdesk.actions.sample.profiles import Profile
from stpdesk.actions.sample.space import HALL_SEATS, Room, Space, needed_floors, space
from stpdesk.core.months import FAR

IDLE = timedelta(days=25)
"""An office stands empty so long before it is let again."""


@dataclass(frozen=True, slots=True)
class Held:
    """One lease: who holds what; `seats` None = the rooms whole. `n` is the tenant's place, `stay` its stay's."""

    n: int
    code: str
    tenant: str
    kind: str
    stay: int
    first_term: bool
    term: Term
    rooms: tuple[Room, ...]
    seats: int | None
    fixed: bool

    @property
    def size(self) -> int:
        """Leased area in whole square feet; seats with their part of the room."""
        area = sum(room.sqft for room in self.rooms) // 10_000
        room_seats = self.rooms[0].seats
        return area * self.seats // room_seats if self.seats and room_seats else area

    @property
    def people(self) -> int:
        """How many can sit there."""
        return self.seats or sum(room.seats or 0 for room in self.rooms) or max(1, self.size // 85)


class _Offices:
    """Offices by number: free ones by the day they are free, then ones never let."""

    def __init__(self) -> None:
        self.fresh = 0
        self._free: list[tuple[date, int]] = []

    def take(self, stay: Stay) -> tuple[int, ...]:
        """Numbers for a stay; several are taken side by side, never let before."""
        if stay.count == 1 and self._free and self._free[0][0] <= stay.starts:
            taken: tuple[int, ...] = (heappop(self._free)[1],)
        else:
            taken = tuple(range(self.fresh, self.fresh + stay.count))
            self.fresh += stay.count
        if stay.last < FAR - IDLE:
            for number in taken:
                heappush(self._free, (stay.last + IDLE, number))
        return taken


class _Halls:
    """Seats of the shared halls, each given once, so that they never run out on any day."""

    def __init__(self) -> None:
        self.hall, self._left = 0, HALL_SEATS

    def take(self, stay: Stay) -> int:
        """The hall of a stay."""
        if stay.count > self._left:
            self.hall, self._left = self.hall + 1, HALL_SEATS
        self._left -= stay.count
        return self.hall


def place(profile: Profile, actors: Sequence[Actor]) -> tuple[Space, list[Held]]:
    """The buildings, and every lease in the order of tenants."""
    offices, halls = _Offices(), _Halls()
    stays = [(n, place_, stay) for n, actor in enumerate(actors) for place_, stay in enumerate(actor.stays)]
    taken: dict[tuple[int, int], tuple[int, ...]] = {}
    for n, place_, stay in sorted(stays, key=lambda one: (one[2].starts, one[0], one[1])):
        if stay.want == OFFICES:
            taken[n, place_] = offices.take(stay)
        elif stay.want == SEATS:
            taken[n, place_] = (halls.take(stay),)
    plan = space(profile, needed_floors(offices.fresh, halls.hall + 1), offices.fresh)
    held: list[Held] = []
    for n, place_, stay in stays:
        rooms = _rooms(plan, stay, taken.get((n, place_), (0,)))
        earlier = sum(len(one.terms) for one in actors[n].stays[:place_])
        held.extend(_leases(n, actors[n].kind, place_, stay, rooms, earlier))
    return plan, held


def _rooms(plan: Space, stay: Stay, numbers: tuple[int, ...]) -> tuple[Room, ...]:
    """The rooms behind the numbers."""
    pool = {OFFICES: plan.offices, SEATS: plan.halls, CAFETERIA: plan.cafes, TRAINING_ROOM: plan.trainings}
    return tuple(pool[stay.want][number] for number in numbers)


def _leases(n: int, kind: str, place_: int, stay: Stay, rooms: tuple[Room, ...], earlier: int) -> list[Held]:
    """The stay's leases, one after another."""
    seats = stay.count if stay.want == SEATS else None
    return [
        Held(
            n, lease_code(n, earlier + turn), tenant_code(n), kind, place_, turn == 0, term, rooms, seats,
            stay.fixed,
        )
        for turn, term in enumerate(stay.terms)
    ]  # fmt: skip


def tenant_code(n: int) -> str:
    """`T07` of the seventh tenant."""
    return f"T{n + 1:02d}"


def lease_code(n: int, turn: int) -> str:
    """`L07` for a tenant's first lease, `L07-2` for its second."""
    return f"L{n + 1:02d}" + (f"-{turn + 1}" if turn else "")
