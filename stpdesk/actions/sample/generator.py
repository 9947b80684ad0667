"""Generator and UPS runs of the sample, with litres and hours, and what the generator made each month."""

from __future__ import annotations

from collections import defaultdict
from random import Random

from stpdesk.actions.sample.outages import Cut, instant
from stpdesk.actions.sample.park import Row, Times
from stpdesk.core.months import Month

_LONGEST = 300
"""Minutes the set runs at a stretch before it rests for 45."""

_FIRST_HOURS = 31_200
"""Tenths of hours on the hour meter at the start."""


def runs(times: Times, cuts: list[Cut], floors: int) -> tuple[list[Row], dict[Month, int]]:
    """Rows of the Runs sheet, and tenths of kWh by month; night cuts are left to the batteries."""
    dice = times.dice("generator")
    found: list[Row] = []
    made: dict[Month, int] = defaultdict(int)
    minutes = 0
    for turn, cut in enumerate(cuts):
        if turn % 9 == 4:
            found.append(_battery(cut))
        if cut.end - cut.start < 6 or not 360 <= cut.start < 1320:
            continue
        if dice.randrange(40) == 0:
            cut.note = "Generator did not start"
            continue
        for start, end in _stretches(cut, dice):
            minutes += end - start
            kwh = (end - start) * dice.randrange(170, 250) * floors // 180
            made[Month.of(cut.day)] += kwh
            found.append(_run(cut, start, end, kwh * dice.randrange(260, 321), minutes))
    found.sort(key=lambda row: (str(row["start"]), str(row["source"])))
    return found, made


def _stretches(cut: Cut, dice: Random) -> list[tuple[int, int]]:
    """When the set really ran: from a few minutes after the cut to a few after its end, with rests."""
    start, end = cut.start + dice.randrange(2, 6), cut.end + dice.randrange(2, 8)
    found: list[tuple[int, int]] = []
    while start < end:
        stop = min(end, start + _LONGEST)
        found.append((start, stop))
        start = stop + 45
    return found


def _run(cut: Cut, start: int, end: int, litres: int, minutes: int) -> Row:
    """One run; `litres` in ten-thousandths, to the nearest half litre; `minutes` run since the sample's start."""
    return {
        "source": "generator",
        "start": instant(cut.day, start),
        "end": instant(cut.day, end),
        "carries": "park",
        "litres": max(5000, (litres + 2500) // 5000 * 5000),
        "hour_meter": (_FIRST_HOURS + minutes // 6) * 1000,
    }


def _battery(cut: Cut) -> Row:
    """The rack's UPS until it is empty or the power is back."""
    return {
        "source": "ups",
        "start": instant(cut.day, cut.start),
        "end": instant(cut.day, min(cut.end, cut.start + 35)),
        "carries": "rack",
    }
