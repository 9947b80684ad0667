"""Meters: from readings to usage periods and their units (rule B8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from stpdesk.core.errors import Refused
from stpdesk.core.money import E4, ONE, Paisa, decimal_text, half_up
from stpdesk.core.months import DAY, Month

GRID, GENERATOR = "grid", "generator"
ROLLOVER, RESET = "rollover", "reset"
HEADS = {GRID: "electricity", GENERATOR: "generator"}
"""The head a supply is billed under."""


@dataclass(frozen=True, slots=True)
class Meter:
    """A meter; without a unit it is a main meter of the park. `digits` says where it rolls over."""

    id: str
    code: str
    supply: str
    unit_id: str | None = None
    multiplier: E4 = E4(ONE)
    digits: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a meter showed at the end of a day."""

    id: str
    meter_id: str
    date: date
    value: E4
    event: str | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """A usage period; `units` are hundred-millionths of a kWh (reading times multiplier, both exact)."""

    meter: Meter
    reading_id: str
    first: date
    last: date
    units: int

    @property
    def units_text(self) -> str:
        """The units as plain decimal text."""
        return decimal_text(self.units, 8)


@dataclass(frozen=True, slots=True)
class Tariff:
    """Rupees a unit, in ten-thousandths, from a date on."""

    supply: str
    starts: date
    rate: E4


@dataclass(frozen=True, slots=True)
class FuelAdjustment:
    """± rupees a unit, in ten-thousandths, on the usage that ended in a month, billed with a later run."""

    id: str
    supply: str
    usage_month: Month
    rate: E4
    bill_in: Month


def in_order(readings: Iterable[Reading]) -> list[Reading]:
    """By date; a reset comes after the old meter's closing reading of the same date."""
    return sorted(readings, key=lambda reading: (reading.date, reading.event == RESET))


def usage_periods(meter: Meter, readings: Iterable[Reading]) -> list[Usage]:
    """Every usage period of a meter, oldest first; refused where a reading cannot follow the one before."""
    found: list[Usage] = []
    previous: Reading | None = None
    for reading in in_order(readings):
        if reading.event != RESET and previous is not None:
            units = used(meter, previous, reading) * meter.multiplier
            found.append(Usage(meter, reading.id, previous.date + DAY, reading.date, units))
        previous = reading
    return found


def reading_faults(meter: Meter, readings: Iterable[Reading]) -> list[tuple[Reading, Refused]]:
    """Every reading that cannot follow the one before, or does not fit the meter's digits, with the reason."""
    found: list[tuple[Reading, Refused]] = []
    previous: Reading | None = None
    for reading in in_order(readings):
        try:
            if meter.digits is not None and reading.value >= 10**meter.digits * ONE:
                raise Refused(
                    "Meter {meter} counts with {digits} digits; {value} does not fit.",
                    field="reading",
                    meter=meter.code,
                    digits=meter.digits,
                    value=decimal_text(reading.value),
                )
            if previous is not None and (reading.event != RESET or previous.event == RESET):
                if reading.event == RESET and previous.date == reading.date:
                    raise Refused(
                        "Meter {meter} has two resets on {date}.",
                        field="date",
                        meter=meter.code,
                        date=reading.date,
                    )
                if reading.event != RESET:
                    used(meter, previous, reading)
        except Refused as refused:
            found.append((reading, refused))
        previous = reading
    return found


def used(meter: Meter, previous: Reading, reading: Reading) -> int:
    """Difference of two readings in ten-thousandths, before the multiplier; refused where it makes no sense."""
    if previous.date == reading.date:
        raise Refused(
            "Meter {meter} has two readings on {date}.", field="date", meter=meter.code, date=reading.date
        )
    difference = reading.value - previous.value
    if reading.event == ROLLOVER:
        if difference >= 0 or meter.digits is None:
            reason = (
                "say with how many digits it counts"
                if difference < 0
                else "a rollover reading is lower than the last"
            )
            raise Refused(
                "Meter {meter} cannot roll over on {date}: {reason}.",
                field="event",
                meter=meter.code,
                date=reading.date,
                reason=reason,
            )
        return int(difference + 10**meter.digits * ONE)
    if difference < 0:
        raise Refused(
            "Meter {meter}: {value} on {date} is lower than {last} before; mark it rollover or reset.",
            field="reading",
            meter=meter.code,
            value=decimal_text(reading.value),
            date=reading.date,
            last=decimal_text(previous.value),
        )
    return difference


def price(units: int, rate: E4) -> Paisa:
    """Units (hundred-millionths) times rupees a unit (ten-thousandths), half up to the paisa."""
    return Paisa(half_up(units * rate, 10**10))


def tariff_on(tariffs: Iterable[Tariff], supply: str, day: date) -> Tariff | None:
    """The tariff of a supply in force on a day."""
    fitting = [tariff for tariff in tariffs if tariff.supply == supply and tariff.starts <= day]
    return max(fitting, key=lambda tariff: tariff.starts) if fitting else None
