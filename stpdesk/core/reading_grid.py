"""The month's meter readings as one grid: what stands, what is typed, what it would be billed as, what looks odd (rule B8)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from stpdesk.core.errors import Refused
from stpdesk.core.meters import RESET, Meter, Reading, Usage, in_order, reading_faults, usage_periods
from stpdesk.core.money import E4, ONE, Paisa, decimal_text, group_lakh, half_up
from stpdesk.core.months import Date, Month
from stpdesk.core.runs import usage_line
from stpdesk.core.tenants import Tenant
from stpdesk.core.terms import Terms

PERIODS = 6
"""Usual is the median use a day of so many usage periods, those that were read last …"""
MONTHS_BEFORE = 7
"""… among those closed in a reading's month and so many months before it."""
FAR, MUCH = 10, 100
"""Times the usual, and units, beyond both of which a typed reading is asked about: a digit too many.

The run asks from five times on, whoever read it and when (`unlikely.SLIP`); a question at every second reading is read by nobody.
"""

NEW, OLD_DIAL = "typed", "typed-closing"
"""Keys of readings that are typed and not saved yet: the new one, and the old meter's last one."""


@dataclass(frozen=True, slots=True)
class MeterRow:
    """One meter in a month: `before` are its readings until then, oldest first, the last one is what use counts from.

    `taken` is the month's own reading, `after` the next one behind the month, `billed` the latest that is on a document,
    with its number.
    """

    meter: Meter
    unit: str | None
    before: tuple[Reading, ...] = ()
    taken: Reading | None = None
    after: Reading | None = None
    billed: tuple[Date, str] | None = None
    read: bool = False
    """it has a reading in the month; a meter replaced in it is read again all the same"""

    @property
    def last(self) -> Reading | None:
        """The reading that use counts from; None for a meter that was never read."""
        return self.before[-1] if self.before else None


@dataclass(frozen=True, slots=True)
class TypedReading:
    """What is typed of one meter: a rollover says with how many digits it counts, a reset what the old meter showed last.

    `digits` is only asked where it is not known; `closing` is on the same day, None where nobody knows it.
    """

    value: E4
    day: Date
    event: str | None = None
    closing: E4 | None = None
    digits: int | None = None


@dataclass(frozen=True, slots=True)
class Worked:
    """What a reading comes to: `units` in hundred-millionths, None where it only starts the meter.

    `amount` is before subsidy and tax, None where nobody is billed; `why` says why not.
    """

    units: int | None = None
    amount: Paisa | None = None
    tenant: Tenant | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class MonthReadings:
    """Every meter of a month; `terms` without readings, for amounts."""

    month: Month
    today: Date
    closed: bool
    terms: Terms
    rows: tuple[MeterRow, ...]

    @property
    def usual_day(self) -> Date:
        """The day readings are dated where nothing else is typed: the month's last, or today in a running month."""
        return max(min(self.month.last, self.today), self.month.first)


def readings_with(row: MeterRow, typed: TypedReading) -> tuple[Meter, tuple[Reading, ...]]:
    """The meter and its readings up to the typed one, as they would be saved."""
    meter = replace(row.meter, digits=typed.digits) if typed.digits is not None else row.meter
    made = [*row.before]
    if typed.event == RESET and typed.closing is not None:
        made.append(Reading(OLD_DIAL, meter.id, typed.day, typed.closing))
    made.append(Reading(NEW, meter.id, typed.day, typed.value, typed.event))
    return meter, tuple(in_order(made))


def asks(row: MeterRow, typed: TypedReading) -> bool:
    """Whether it is lower than the last and nobody said yet why."""
    return row.last is not None and typed.event is None and typed.value < row.last.value


def faults(row: MeterRow, typed: TypedReading, month: Month, today: Date) -> Iterator[Refused]:
    """All that a typed reading would be refused for; the field is `reading`, `day`, `closing` or `digits`."""
    code = row.meter.code
    if not month.first <= typed.day <= month.last:
        yield Refused(
            "{day} is not in {month}; turn to its month, or give a day of this one.", field="day", day=typed.day,
            month=month,
        )  # fmt: skip
        return
    if typed.day > today:
        yield Refused(
            "{day} is not here yet; a reading is dated when it was taken.", field="day", day=typed.day
        )
        return
    refusal = billed_already(row, typed.day, typed.event)
    if refusal is not None:
        yield refusal
        return
    meter, chain = readings_with(row, typed)
    if chain[-1].id != NEW and row.last is not None:
        yield Refused(
            "Meter {meter} was read on {last} already; give a later day.", field="day", meter=code, last=row.last.date
        )  # fmt: skip
        return
    mine = {NEW: "reading", OLD_DIAL: "closing"}
    for reading, why in reading_faults(meter, [*chain, *([row.after] if row.after is not None else [])]):
        if reading.id in mine:
            place = {"event": "digits", "date": "day"}.get(why.field or "", mine[reading.id])
            why.field = place
            yield why
        elif row.after is not None and reading.id == row.after.id:
            yield Refused(
                "Meter {meter} showed {value} on {later}, which cannot follow this; correct that reading first.",
                field="reading", meter=code, value=decimal_text(reading.value), later=reading.date,
            )  # fmt: skip


def billed_already(row: MeterRow, day: Date, event: str | None = None) -> Refused | None:
    """The refusal of a reading on a day whose use is on a document, with what to do instead.

    A reset of the very day of the last billed reading may follow it: use counts on from there.
    """
    if row.billed is None:
        return None
    last, number = row.billed
    stands = row.taken is not None and row.taken.date <= last
    if not stands and (day > last or (day == last and event == RESET)):
        return None
    return billed_up_to(row.meter.code, last, number)


def billed_up_to(meter: str, last: Date, number: str) -> Refused:
    """A reading whose use is on a document stays (rule B8): what to do instead."""
    return Refused(
        "Meter {meter} is billed up to {date} on {number}. Credit that line under Invoices; then enter the right reading of"
        " that day as a reset, and use counts on from it.",
        field="reading", meter=meter, date=last, number=number,
    )  # fmt: skip


def worked(terms: Terms, row: MeterRow, typed: TypedReading) -> Worked:
    """What a typed reading comes to, by the functions of the run; refused where it cannot follow the last one."""
    meter, chain = readings_with(row, typed)
    return _worked(terms, meter, chain, {NEW, OLD_DIAL})


def standing(terms: Terms, row: MeterRow) -> Worked:
    """What the month's saved reading comes to."""
    if row.taken is None:
        return Worked()
    closing = row.last
    both = row.taken.event == RESET and closing is not None and closing.date == row.taken.date
    mine = {row.taken.id} | ({closing.id} if both and closing is not None else set())
    return _worked(terms, row.meter, (*row.before, row.taken), mine)


def _worked(terms: Terms, meter: Meter, chain: tuple[Reading, ...], mine: set[str]) -> Worked:
    """The usage periods that end with some readings, priced for whoever holds the unit then."""
    first = terms.park.billing_from
    periods = [one for one in usage_periods(meter, chain[-3:]) if one.reading_id in mine]
    if not periods:
        return Worked(why="starts")
    units, amount, tenant, why = 0, 0, None, ""
    for one in periods:
        units += one.units
        billed_to = _billed_to(terms, one)
        if isinstance(billed_to, str):
            why = billed_to
        elif first is not None and one.last < first.first:
            why = "earlier"
        else:
            tenant = billed_to
            try:
                amount += usage_line(terms, one, billed_to).amount
            except Refused:
                why = "tariff"
    return Worked(units, Paisa(amount) if not why else None, tenant, why)


def _billed_to(terms: Terms, usage: Usage) -> Tenant | str:
    """The one tenant a usage is billed to, else why nobody is: "main", "nobody", "several"."""
    if usage.meter.unit_id is None:
        return "main"
    holders = terms.holders(usage.meter.unit_id, usage.last)
    if len(holders) != 1:
        return "several" if holders else "nobody"
    return terms.tenants[holders.pop()]


def usual(row: MeterRow, day: Date) -> int | None:
    """Usual use up to a day in hundred-millionths of a unit: the median use a day of the last periods, times the days.

    None where nothing was used before, or the history cannot be read.
    """
    return usual_use(row.meter, row.before, day)


def usual_use(meter: Meter, before: Iterable[Reading], day: Date) -> int | None:
    """The same of the readings before that day, as `leading_to` gives them: what the grid and the run both judge by."""
    earlier = [one for one in before if one.date < day]  # a replaced meter's last reading is of the same day
    try:
        periods = usage_periods(meter, earlier)[-PERIODS:]
    except Refused:
        return None
    if not periods:
        return None
    finest = 10**6
    a_day = sorted(half_up(one.units * finest, (one.last - one.first).days + 1) for one in periods)
    twice = a_day[(len(a_day) - 1) // 2] + a_day[len(a_day) // 2]
    return half_up(twice * (day - max(one.date for one in earlier)).days, 2 * finest)


def leading_to(chain: Sequence[Reading], day: Date) -> list[Reading]:
    """The readings before a day that tell what is usual, of a meter's in order: of some months, and the one before those."""
    first = (Month.of(day) + -MONTHS_BEFORE).first
    earlier = [one for one in chain if one.date < day]
    last = max((one.date for one in earlier if one.date < first), default=first)
    return [one for one in earlier if one.date >= last]


def odd(units: int | None, expected: int | None) -> bool:
    """Whether a use lies outside half to double of the usual."""
    return units is not None and expected is not None and not expected <= 2 * units <= 4 * expected


def far(units: int | None, expected: int | None) -> bool:
    """Whether so much is asked about before it is saved; of a usual of none only the run asks, for somebody may be new there."""
    if units is None or not expected:
        return False
    return units > FAR * expected and units > MUCH * 10**8


def times_usual(units: int, expected: int) -> str:
    """How many times the usual: `3.1`, `0.4`, from ten on whole (`612`); only for a usual that is not zero."""
    tenths = half_up(units * 10, expected)
    return decimal_text(tenths, 1, 1) if tenths < 100 else group_lakh(half_up(units, expected))


def whole(units: int) -> E4:
    """Units rounded to whole ones, in ten-thousandths: for a usual, which is no measured figure."""
    return E4(half_up(units, 10**8) * ONE)


def chain_refusal(meter: Meter, before: Iterable[Reading], after: Iterable[Reading]) -> Refused | None:
    """Why a meter's readings cannot become these: the first fault that was not there before."""
    known = {(one.id, why.template) for one, why in reading_faults(meter, before)}
    return next(
        (why for one, why in reading_faults(meter, after) if (one.id, why.template) not in known), None
    )
