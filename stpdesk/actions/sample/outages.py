"""Power and internet of the sample: links, outages, generator and UPS runs, load shedding, time unknown."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from stpdesk.actions.sample import names
from stpdesk.actions.sample.park import LAST, Row, Times
from stpdesk.actions.sample.profiles import Profile
from stpdesk.core.months import DAY, Month, months_between
from stpdesk.core.park import ZONE

_ZONE = ZoneInfo(ZONE)
_WINTER = (11, 12, 1, 2, 3)
_SHED = {True: ((600, 780), (1020, 1260)), False: ((840, 930),)}
"""Announced load shedding in winter and summer: minutes after midnight."""


@dataclass(slots=True)
class Cut:
    """A power cut, in local minutes since midnight of `day`; may run into the next days."""

    day: date
    start: int
    end: int
    cause: str | None
    planned: bool = False
    note: str | None = None


@dataclass(slots=True)
class Service:
    """Rows of the five service sheets."""

    links: list[Row] = field(default_factory=list)
    outages: list[Row] = field(default_factory=list)
    schedule: list[Row] = field(default_factory=list)
    gaps: list[Row] = field(default_factory=list)


def instant(day: date, minutes: int, seconds: int = 0) -> datetime:
    """So many minutes after local midnight, in UTC."""
    local = datetime.combine(day, time(), _ZONE) + timedelta(minutes=minutes, seconds=seconds)
    return local.astimezone(UTC)


def harsh(profile: Profile, day: date) -> bool:
    """Whether it is the season of long cuts there: winter in the mountains, summer in the plains."""
    return day.month in (_WINTER if profile.harsh_winter else (6, 7, 8))


def power_cuts(profile: Profile, times: Times) -> list[Cut]:
    """Every cut of the whole park, in order, none touching the next."""
    dice = times.dice("power")
    crossing = times.at(0.5).last
    day_long = {month.day(9 + month.number) for month in times.every if month.number in (1, 12)}
    if not profile.harsh_winter:
        day_long = set()
    found: list[Cut] = []
    day = times.first.first
    while day <= LAST.last:
        cuts = [Cut(day, 22 * 60, 29 * 60, "fault", note="Feeder fault")] if day == crossing else []
        if day in day_long:
            cuts.append(Cut(day, 4 * 60, 23 * 60, "fault", note=names.URDU_SNOW))
        for cut in sorted([*cuts, *_daily(profile, dice, day)], key=lambda one: one.start):
            if not found or instant(cut.day, cut.start) > instant(found[-1].day, found[-1].end + 10):
                found.append(cut)
        day += DAY
    _without_cause(found)
    return found


def _daily(profile: Profile, dice: Random, day: date) -> list[Cut]:
    """One day's candidates."""
    bad, often = harsh(profile, day), 2 if profile.harsh_winter else 1
    cuts: list[Cut] = []
    for start, end in _SHED[bad]:
        if dice.randrange(100) < (27 if bad else 18) * often:
            cuts.append(
                Cut(day, start + dice.randrange(-3, 13), end + dice.randrange(-10, 26), "load shedding")
            )
    if dice.randrange(100) < 9 * often:
        start = dice.randrange(5, 1380)
        length = dice.choice((2, 3, 4, 5, 12, 25, 40, 75, 130, 240))
        cuts.append(Cut(day, start, start + length, dice.choice(("fault", "fault", "voltage", "phase loss"))))
    if day.weekday() == 6 and dice.randrange(8) == 0:
        cuts.append(Cut(day, 420, 780, "planned shutdown", True, "Feeder maintenance, announced"))
    return cuts


def _without_cause(cuts: list[Cut]) -> None:
    """The last cuts still wait for their causes, as they do in an open month."""
    for cut in [one for one in cuts if Month.of(one.day) == LAST and not one.planned][-3:]:
        cut.cause = None


def service(profile: Profile, times: Times, cuts: list[Cut], floors: list[tuple[str, ...]]) -> Service:
    """All rows but the generator's; `floors` are the units of each floor."""
    found = Service()
    for link in profile.links:
        since = times.first.first if link.role == "primary" else _second_since(times)
        found.links.append(
            {
                "link": link.code, "isp": link.isp, "upstream": link.upstream, "mbps": link.mbps * 10_000,
                "role": link.role, "in_service_from": since,
            }
        )  # fmt: skip
    found.outages.extend(_power_row(cut) for cut in cuts)
    found.outages.extend(_tripped(times, floors))
    found.outages.extend(_internet(profile, times, cuts))
    found.outages.sort(key=lambda row: (str(row["start"]), str(row["service"]), str(row.get("link"))))
    found.schedule.extend(_schedule(profile, times))
    found.gaps.extend(_gaps(times))
    return found


def _second_since(times: Times) -> date:
    """The day the second link came into service."""
    return times.at(0.1).day(10)


def _power_row(cut: Cut) -> Row:
    """A cut as a row."""
    row: Row = {
        "service": "power", "start": instant(cut.day, cut.start), "end": instant(cut.day, cut.end),
        "planned": cut.planned,
    }  # fmt: skip
    if cut.cause:
        row["cause"] = cut.cause
    if cut.note:
        row["note"] = cut.note
    return row


def _tripped(times: Times, floors: list[tuple[str, ...]]) -> list[Row]:
    """Every other month one floor is without power by a fault inside the building."""
    dice = times.dice("floors")
    found: list[Row] = []
    for turn, month in enumerate(times.every[1::2]):
        start = dice.randrange(540, 960)
        day = month.day(dice.randrange(3, 27))
        found.append(
            {
                "service": "power", "units": floors[turn % len(floors)], "start": instant(day, start),
                "end": instant(day, start + dice.randrange(8, 90)), "cause": "fault", "note": "Main breaker tripped",
            }
        )  # fmt: skip
    return found


def _internet(profile: Profile, times: Times, cuts: list[Cut]) -> list[Row]:
    """Faults of each link, what the power cuts brought down, and one long fault of the first link's cable."""
    dice = times.dice("internet")
    first, second = (link.code for link in profile.links)
    long_day = times.at(0.35).day(20)
    found = [
        _link_row(first, long_day, 395, 395 + 2 * 1440, "fibre cut", "Cable cut by a landslide, repaired on site")
    ]  # fmt: skip
    found.append(_link_row(second, long_day, 640, 702, "upstream fault", None))
    busy = {long_day, long_day + DAY, long_day + 2 * DAY}
    for month in times.every:
        for link, count in ((first, 3), (second, 2)):
            for _ in range(dice.randrange(count + 1)):
                day, start = month.day(dice.randrange(1, 29)), dice.randrange(0, 1300)
                cause = dice.choice(("upstream fault", "fibre cut", "router"))
                if day not in busy and (link == first or day >= _second_since(times)):
                    found.append(_link_row(link, day, start, start + dice.randrange(4, 180), cause, None))
                busy.add(day)
    for cut in cuts[5::17]:
        if cut.end - cut.start > 30 and cut.day not in busy:
            busy.add(cut.day)
            found.append(
                _link_row(None, cut.day, cut.start + 12, cut.end + 3, "router", "Rack battery was empty")
            )
    return found


def _link_row(link: str | None, day: date, start: int, end: int, cause: str, note: str | None) -> Row:
    """An internet outage; without a link, of all."""
    row: Row = {
        "service": "internet", "start": instant(day, start, 12), "end": instant(day, end, 47), "cause": cause,
    }  # fmt: skip
    if link:
        row["link"] = link
    if note:
        row["note"] = note
    return row


def _schedule(profile: Profile, times: Times) -> list[Row]:
    """The announced hours of each season that touches the sample."""
    found: list[Row] = []
    starts = (11, 4) if profile.harsh_winter else (6, 9)
    seasons = [month for month in months_between(times.first + -11, LAST) if month.number in starts]
    for turn, month in enumerate(seasons):
        following = seasons[turn + 1] if turn + 1 < len(seasons) else LAST + 1
        if following.first <= times.first.first:
            continue
        for start, end in _SHED[harsh(profile, month.first)]:
            found.append(
                {
                    "weekday": tuple(range(7)) if month.number == starts[0] else (0, 1, 2, 3, 4), "from": start,
                    "to": end, "service": "power", "valid_from": month.first, "valid_to": following.first - DAY,
                }
            )  # fmt: skip
    return found


def _gaps(times: Times) -> list[Row]:
    """A night or two a month the watching computer was off."""
    dice = times.dice("gaps")
    found: list[Row] = []
    for month in times.every:
        for day in sorted(month.day(dice.randrange(half, half + 13)) for half in (1, 15)):
            start = dice.randrange(30, 300)
            if dice.randrange(3):
                found.append(
                    {
                        "start": instant(day, start), "end": instant(day, start + dice.randrange(20, 200)),
                        "note": "Monitor was off",
                    }
                )  # fmt: skip
    return found
