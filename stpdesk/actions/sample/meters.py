"""Meters of the sample and what they showed, month by month, from who held the rooms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from stpdesk.actions.sample.actors import Actor
from stpdesk.actions.sample.dials import Dial, Point, readings
from stpdesk.actions.sample.park import LAST, Row, Times, days
from stpdesk.actions.sample.placing import Held
from stpdesk.actions.sample.profiles import Profile
from stpdesk.actions.sample.space import CAFE, HALL, OFFICE, SERVER, TRAINING, Room, Space
from stpdesk.core.money import ONE
from stpdesk.core.months import DAY, Month

Span = tuple[date, date]

_SEASON = {
    True: (150, 145, 125, 100, 85, 80, 85, 85, 80, 90, 115, 140),
    False: (95, 90, 85, 100, 130, 160, 165, 155, 135, 100, 80, 90),
}
"""Use of a month in percent of the usual, January first: heating in the mountains, cooling in the plains."""

_USE = {OFFICE: 75, HALL: 60, TRAINING: 55, CAFE: 160, SERVER: 700}
"""Hundredths of a kWh a square foot and month."""


@dataclass(slots=True)
class Metering:
    """Rows of the Meters and Readings sheets."""

    meters: list[Row] = field(default_factory=list)
    readings: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Room:
    """A metered room: when it was held, and which case its tenant is there to show."""

    room: Room
    spans: list[Span]
    cases: frozenset[str]

    @property
    def let_now(self) -> bool:
        """Whether it is held at the sample's end."""
        return any(first <= LAST.last <= last for first, last in self.spans)


def metering(
    profile: Profile,
    times: Times,
    plan: Space,
    actors: Sequence[Actor],
    held: Sequence[Held],
    made: Mapping[Month, int],
) -> Metering:
    """All meters; `made` is what the generator made each month, in tenths of kWh."""  # fmt: skip
    found, dice = Metering(), times.dice("meters")
    rooms = [room for room in _rooms(plan, actors, held) if _metered(room, dice)]
    area = sum(one.room.sqft for one in rooms)
    used: dict[Month, int] = defaultdict(int)
    still = _unread(rooms)
    for one in rooms:
        points = list(_used(times, one, _grid_use(profile, dice, one.room)))
        for point in points:
            used[Month.of(point.day)] += point.units
        _add(found, times, _grid_dial(one, dice), points, still.get(one.room.code, LAST))
        if _on_generator(one):
            share = {month: units * one.room.sqft * 9 // (area * 10) for month, units in made.items()}
            dial = Dial(f"G-{one.room.code}", one.room.code, "generator", 0, digits=6)
            _add(found, times, dial, list(_used(times, one, share)), still.get(one.room.code, LAST))
    _add_mains(found, times, used, made)
    return found


def _add(found: Metering, times: Times, dial: Dial, points: list[Point], until: Month) -> None:
    """A meter and its readings, up to the last month it was read."""
    found.meters.append(dial.row)
    found.readings.extend(readings(times, dial, [one for one in points if Month.of(one.day) <= until]))


def _rooms(plan: Space, actors: Sequence[Actor], held: Sequence[Held]) -> Iterator[_Room]:
    """Every room that can have a meter, with the time it was used."""
    spans: dict[str, list[Span]] = defaultdict(list)
    cases: dict[str, set[str]] = defaultdict(set)
    for lease in held:
        for place, room in enumerate(lease.rooms):
            if lease.seats is None:
                spans[room.code].append((lease.term.starts, lease.term.last))
            cases[room.code].add(actors[lease.n].case if place == 0 else "")
    for room in plan.rooms:
        always = [(date.min, LAST.last + DAY)] if room.kind in (HALL, SERVER) else []
        if room.kind in _USE:
            yield _Room(room, sorted(always or spans[room.code]), frozenset(cases[room.code] - {""}))


def _metered(one: _Room, dice: Random) -> bool:
    """Whether the room has a meter of its own: one office in ten has none."""
    unmetered = dice.randrange(10) == 0
    return bool(one.cases) or one.room.kind != OFFICE or not unmetered


def _on_generator(one: _Room) -> bool:
    """Whether the generator's units are metered too: every third office, and wherever a case needs it."""
    number = int("".join(letter for letter in one.room.code if letter.isdigit()))
    return one.room.kind == OFFICE and (number % 3 == 0 or "several_units" in one.cases)


def _unread(rooms: Sequence[_Room]) -> dict[str, Month]:
    """Units whose meters nobody has read yet in the open month, two not even for its run → last month read."""
    let = [one.room.code for one in rooms if one.let_now and not one.cases and one.room.kind == OFFICE]
    return {**dict.fromkeys(let[2::7], LAST + -1), **dict.fromkeys(let[1:6:3], LAST + -2)}


def _grid_dial(one: _Room, dice: Random) -> Dial:
    """The room's grid meter; a call centre's first room has a meter with current transformers."""
    turned = "rollover" if "rollover" in one.cases else "reset" if "meter_reset" in one.cases else ""
    return Dial(
        f"E-{one.room.code}", one.room.code, "grid", dice.randrange(900, 9000) * 10,
        multiplier=10 if "several_units" in one.cases else 1, digits=5 if turned == "rollover" else 6, turned=turned,
    )  # fmt: skip


def _grid_use(profile: Profile, dice: Random, room: Room) -> dict[Month, int]:
    """The room's habit, by its size and kind; the months follow from the season."""
    usual = room.sqft // ONE * _USE[room.kind] * dice.randrange(80, 121)
    return _Habit(usual, _SEASON[profile.harsh_winter], dice)


class _Habit(dict[Month, int]):
    """Tenths of kWh of a full month in a room, drawn month by month."""

    def __init__(self, usual: int, season: tuple[int, ...], dice: Random) -> None:
        super().__init__()
        self._usual, self._season, self._dice = usual, season, dice

    def __missing__(self, month: Month) -> int:
        """Usual use times season times chance: 100 × hundredths of kWh × percent × percent."""
        value = self._usual * self._season[month.number - 1] * self._dice.randrange(85, 116) // 10_000_000
        self[month] = value
        return value


def _used(times: Times, one: _Room, monthly: Mapping[Month, int]) -> Iterator[Point]:
    """What was used up to each reading: at each month's end, and on the day a tenant left."""
    begun = times.first.first
    for month in times.every:
        ends = [last for _, last in one.spans if month.first <= last < month.last]
        for day in sorted({*ends, month.last}):
            let = sum(days(max(first, begun), min(last, day)) for first, last in one.spans)
            yield Point(day, (monthly[month] * let // month.days) if let else 0)
            begun = day + DAY


def _add_mains(found: Metering, times: Times, used: Mapping[Month, int], made: Mapping[Month, int]) -> None:
    """The park's main meter behind current transformers, and the generator's: all rooms, common parts, losses."""
    main = Dial("MAIN", None, "grid", 51_200, multiplier=40, digits=8)
    generator = Dial("GEN", None, "generator", 88_000, digits=8)
    grid = [Point(month.last, used[month] * 114 // 100 + 12_000) for month in times.every]
    _add(found, times, main, grid, LAST)
    _add(found, times, generator, [Point(month.last, made.get(month, 0)) for month in times.every], LAST)
