"""From what was used to what a dial showed: rollovers and new meters too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from stpdesk.actions.sample.park import Row, Times
from stpdesk.core.money import ONE
from stpdesk.core.months import DAY, Month

TENTH = ONE // 10
_NEW_METER = 12
"""Tenths a new meter shows when it is fitted."""


@dataclass(frozen=True, slots=True)
class Point:
    """What was used since the point before, in tenths of kWh."""

    day: date
    units: int


@dataclass(frozen=True, slots=True)
class Dial:
    """A meter; `begins` in tenths; `turned` is rollover, reset or nothing."""

    code: str
    unit: str | None
    supply: str
    begins: int
    multiplier: int = 1
    digits: int = 6
    turned: str = ""

    @property
    def row(self) -> Row:
        """Its row of the Meters sheet."""
        row: Row = {"meter": self.code, "supply": self.supply, "digits": self.digits}
        if self.unit:
            row["unit"] = self.unit
        if self.multiplier != 1:
            row["multiplier"] = self.multiplier * ONE
        return row


def readings(times: Times, dial: Dial, points: Sequence[Point]) -> Iterator[Row]:
    """The first reading, which only starts the meter, and one for each point."""
    steps = [point.units // dial.multiplier for point in points]
    turn = next((place for place, one in enumerate(points) if Month.of(one.day) == times.at(0.4)), 0)
    limit = 10**dial.digits * 10
    shown = dial.begins
    if dial.turned == "rollover":
        shown = limit - sum(steps[:turn]) - steps[turn] // 2 - 1
    yield _row(dial, times.first.first - DAY, shown)
    for place, point in enumerate(points):
        step = steps[place]
        if dial.turned == "reset" and place == turn:
            day = point.day.replace(day=14)
            yield _row(dial, day, shown + step // 2)
            yield _row(dial, day, _NEW_METER, event="reset", note="New meter fitted")
            shown, step = _NEW_METER, step - step // 2
        shown += step
        if shown >= limit:
            shown -= limit
            yield _row(dial, point.day, shown, event="rollover", note="Dial began again")
        else:
            yield _row(dial, point.day, shown)


def _row(dial: Dial, day: date, shown: int, **more: str) -> Row:
    """One row of the Readings sheet."""
    return {"meter": dial.code, "date": day, "reading": shown * TENTH, **more}
