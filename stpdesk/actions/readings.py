"""Meter readings: the grid of a month, many saved in one act, one put right or taken out (rule B8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from stpdesk.actions.acting import acting, refuse_any
from stpdesk.actions.session import Role, Session
from stpdesk.core.changes import Changes
from stpdesk.core.codes import fold, natural_key
from stpdesk.core.errors import Refused
from stpdesk.core.meters import RESET, Meter, Reading
from stpdesk.core.months import Date, Month
from stpdesk.core.reading_grid import (
    MeterRow,
    MonthReadings,
    TypedReading,
    asks,
    billed_already,
    chain_refusal,
    faults,
)
from stpdesk.core.unread import Needed, unread
from stpdesk.core.unread import needed as of_run
from stpdesk.db import closings, drafts, meters, run_months, terms, unbilled

if TYPE_CHECKING:
    from sqlite_utils import Database

FORM = "readings"
"""What drafts of the grid are kept under; the thing is the month."""


def grid(session: Session, month: Month) -> MonthReadings:
    """Every meter of the park in a month, in the order of units and codes, the park's main meters last."""
    with session.park.reading() as db:
        agreed = meters.terms_of(db, month)
        return MonthReadings(
            month, session.today, closings.is_closed(db, month), agreed, tuple(_rows(db, month))
        )


def needed(session: Session, month: Month) -> Needed:
    """Which readings the run of a month bills, and the meters of tenants it has not billed yet that have none."""
    with session.park.reading() as db:
        agreed = replace(meters.terms_of(db, month, before=1), meters=terms.meters(db))
        day = agreed.park.invoice_date(month)
        there = {one.tenant_id for one in run_months.issued(db, month)}
        waits = () if closings.is_closed(db, month) else unread(agreed, unbilled.last_read(db, day), month)
        return of_run(agreed.park, month, tuple(one for one in waits if one.tenant_id not in there))


def _rows(db: Database, month: Month) -> list[MeterRow]:
    """The rows as they are in the transaction at hand."""
    near, later, billed = meters.around(db, month), meters.after(db, month), meters.billed(db)
    units = terms.units(db)
    found = [
        _row(month, one, units[one.unit_id].code if one.unit_id else None, near.get(one.id, []), later.get(one.id), billed)
        for one in terms.meters(db).values()
    ]  # fmt: skip
    return sorted(
        found, key=lambda one: (one.unit is None, natural_key(one.unit or ""), natural_key(one.meter.code))
    )


def _row(
    month: Month,
    meter: Meter,
    unit: str | None,
    readings: list[Reading],
    after: Reading | None,
    billed: Mapping[str, tuple[Date, str]],
) -> MeterRow:
    """One meter: the month's own reading is its last, but for a reset that the month goes on after."""
    read = bool(readings) and Month.of(readings[-1].date) == month
    taken = readings[-1] if read else None
    if taken is not None and taken.event == RESET and taken.date < month.last:
        taken = None
    before = readings[:-1] if taken is not None else readings
    return MeterRow(meter, unit, tuple(before), taken, after, billed.get(meter.id), read)


def save_readings(
    session: Session, month: Month, typed: Mapping[str, TypedReading | None], *, drafted: bool = False
) -> Changes:
    """Saves what was typed of a month by meter code, all or none; None takes the month's own reading out.

    The month's reading of a meter becomes another where it has one. With `drafted` the draft of the grid goes in the same
    transaction. `told`: saved, taken_out (how many), and the act, which can be undone until it is billed. A refusal's field is `METER.reading`, `.day`, `.closing`, `.digits`.
    """
    with acting(session, Role.ACCOUNTS, Role.DUTY) as act:
        if closings.is_closed(act.db, month):
            raise Refused(
                "The month {month} is closed; reopen it with a reason first.", field="month", month=month
            )
        there = {fold(one.meter.code): one for one in _rows(act.db, month)}
        for code, one in typed.items():
            row = there.get(fold(code))
            if row is None:
                raise Refused("There is no meter {meter} in this park.", field=f"{code}.reading", meter=code)
            try:
                _save(session, act.db, month, row, one)
            except Refused as refused:
                refused.field = f"{row.meter.code}.{refused.field or 'reading'}"
                raise
        if drafted:
            drafts.drop(act.db, FORM, str(month))
        gone = sum(one is None for one in typed.values())
        return act.changes("readings", "meters", saved=len(typed) - gone, taken_out=gone)


def _save(session: Session, db: Database, month: Month, row: MeterRow, typed: TypedReading | None) -> None:
    """One meter's reading."""
    if typed is None:
        _take_out(db, row)
        return
    if asks(row, typed) and row.last is not None:
        raise Refused(
            "Meter {meter} showed more on {last}: say whether the dial rolled over or the meter was replaced or reset.",
            field="reading", meter=row.meter.code, last=row.last.date,
        )  # fmt: skip
    refuse_any(list(faults(row, typed, month, session.today)))
    if typed.digits is not None and row.meter.digits is None:
        meters.set_digits(db, row.meter.id, typed.digits)
    if typed.event == RESET and typed.closing is not None:
        meters.add_reading(db, row.meter.id, typed.day, typed.closing, None)
    if row.taken is not None:
        meters.change_reading(db, row.taken, typed.day, typed.value, typed.event)
    else:
        meters.add_reading(db, row.meter.id, typed.day, typed.value, typed.event)


def _take_out(db: Database, row: MeterRow) -> None:
    """The month's own reading, unless it is billed or a later one hangs on it."""
    if row.taken is None:
        return
    refusal = billed_already(row, row.taken.date)
    if refusal is not None:
        raise refusal
    remove(db, row.meter, row.taken)


def remove(db: Database, meter: Meter, gone: Reading) -> None:
    """Takes a reading out where those that are left can follow each other."""
    there = meters.of_meter(db, meter.id)
    if chain_refusal(meter, there, [one for one in there if one.id != gone.id]) is not None:
        raise Refused(
            "The reading of {day} stays, for the next could not follow without it. Correct that one first.",
            field="reading", day=gone.date,
        )  # fmt: skip
    meters.remove_reading(db, gone.id)
