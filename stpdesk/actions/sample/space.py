"""The floors of the sample: rooms on a plan in feet, as many buildings as the tenants need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stpdesk.actions.sample.park import Row, e4
from stpdesk.actions.sample.profiles import Profile

OFFICE, HALL, TRAINING, CAFE, SERVER, MEETING, STORE, CORE = (
    "office",
    "shared hall",
    "training room",
    "cafeteria",
    "server room",
    "meeting room",
    "store",
    "",
)
HALL_SEATS, TRAINING_SEATS = 40, 20
CORRIDOR = 8

Strip = tuple[tuple[str, int], ...]


def _offices(*widths: int) -> Strip:
    """Offices side by side."""
    return tuple((OFFICE, width) for width in widths)


_STAIRS: Strip = ((CORE, 12),)
_WASH: Strip = ((CORE, 8),)

_PLAN: tuple[tuple[Strip, Strip], ...] = (
    (
        _offices(16, 16, 12, 12) + _STAIRS + _offices(20, 14, 14, 14, 14),
        ((HALL, 64), *_WASH, (SERVER, 12), (CAFE, 24), *_offices(18, 18)),
    ),
    (
        _offices(16, 16, 12, 12) + _STAIRS + _offices(20, 14, 14, 14, 14),
        _offices(24, 20) + _WASH + ((MEETING, 16),) + _offices(16, 16, 16, 14, 14),
    ),
    (
        _offices(18, 18, 14, 14) + _STAIRS + _offices(18, 18, 16, 16),
        ((TRAINING, 32), *_WASH, *_offices(18, 18, 18, 18, 16), (STORE, 16)),
    ),
)
"""Each floor's two strips of rooms along the corridor, west to east: kind and width in feet; stairs and wash rooms
are no units."""

_NAMES = {HALL: "Shared hall", TRAINING: "Training room", CAFE: "Cafeteria", SERVER: "Server room"}


@dataclass(frozen=True, slots=True)
class Room:
    """A unit of the sample, with its row; `sqft` in ten-thousandths."""

    code: str
    kind: str
    sqft: int
    seats: int | None
    building: int
    floor: str
    row: Row


@dataclass(frozen=True, slots=True)
class Space:
    """All rooms in plan order, and those that are let by kind."""

    rooms: tuple[Room, ...]
    offices: tuple[Room, ...]
    halls: tuple[Room, ...]
    trainings: tuple[Room, ...]
    cafes: tuple[Room, ...]


def needed_floors(offices: int, halls: int) -> int:
    """How many floors hold so many offices and shared halls, one office spare: whole buildings, then a part."""
    floors = offices_there = halls_there = 0
    while floors < len(_PLAN) or offices_there <= offices or halls_there < halls:
        kinds = [kind for strip in _PLAN[floors % len(_PLAN)] for kind, _ in strip]
        offices_there += kinds.count(OFFICE)
        halls_there += kinds.count(HALL)
        floors += 1
    return floors


def space(profile: Profile, floors: int, let: int) -> Space:
    """The rooms of so many floors; `let` of the offices are ever let, the others lie between them."""
    rooms = [room for floor in range(floors) for room in _floor(profile, *divmod(floor, len(_PLAN)))]
    offices = [room for room in rooms if room.kind == OFFICE]
    spare, every = len(offices) - let, len(offices)
    taken = [room for n, room in enumerate(offices) if n * spare // every == (n + 1) * spare // every]
    return Space(
        tuple(rooms),
        tuple(taken),
        *(tuple(room for room in rooms if room.kind == kind) for kind in (HALL, TRAINING, CAFE)),
    )


def _letters(building: int) -> str:
    """A, B … Z, AA, AB …"""
    head, tail = divmod(building, 26)
    return (_letters(head - 1) if head else "") + chr(ord("A") + tail)


def _floor(profile: Profile, building: int, level: int) -> Iterator[Room]:
    """One floor of a building, each strip from west to east."""
    floor, code = profile.floors[level]
    number = 0
    for side, strip in enumerate(_PLAN[level]):
        x = 0
        for kind, width in strip:
            if kind != CORE:
                number += 1
                place = (x, side * (profile.depth + CORRIDOR), width)
                yield _room(profile, f"{_letters(building)}-{code}{number:02d}", kind, building, floor, place)
            x += width


def _room(
    profile: Profile, code: str, kind: str, building: int, floor: str, place: tuple[int, int, int]
) -> Room:
    """One room; its area is its rectangle's."""
    num, den = profile.stretch
    x, y, width = place
    seats = {HALL: HALL_SEATS, TRAINING: TRAINING_SEATS}.get(kind)
    sqft = e4(width * num * profile.depth / den)
    row: Row = {
        "unit": code,
        "building": f"Block {_letters(building)}",
        "floor": floor,
        "kind": "hall" if kind == TRAINING else kind,
        "sqft": sqft,
        "lettable": kind not in (SERVER, MEETING),
        "x": e4(x * num / den),
        "y": e4(y),
        "w": e4(width * num / den),
        "h": e4(profile.depth),
    }
    if kind in _NAMES:
        row["name"] = _NAMES[kind]
    if seats:
        row["seats"] = seats
    return Room(code, kind, sqft, seats, building, floor, row)
