"""Meters whose use a run would bill, and whose closing reading is not there yet (rule B8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from stpdesk.core.codes import natural_key
from stpdesk.core.meters import Meter
from stpdesk.core.months import DAY, Date, Month
from stpdesk.core.park import ParkSettings
from stpdesk.core.terms import Terms


@dataclass(frozen=True, slots=True)
class Unread:
    """A meter of a let unit without a reading since the run before: whose use is not billed, and what was read last."""

    meter: Meter
    unit: str
    tenant_id: str
    tenant: str
    last: Date


@dataclass(frozen=True, slots=True)
class Needed:
    """Which month's readings the run of `run` bills (rule B1), the meters that have none yet, and the run that bills those of `run` itself."""

    run: Month
    readings: Month
    missing: tuple[Unread, ...]
    billed_by: Month


def needed(park: ParkSettings, month: Month, missing: tuple[Unread, ...]) -> Needed:
    """What the run of a month bills: the readings of the month that lies before its invoice date."""
    readings = readings_of(park, month)
    return Needed(month, readings, missing, month if readings == month else month + 1)


def readings_of(park: ParkSettings, month: Month) -> Month:
    """The month whose readings the run of `month` bills: where invoices are dated its first day, the one before."""
    return Month.of(park.invoice_date(month) - DAY)


def unread(terms: Terms, last_read: Mapping[str, date], month: Month) -> list[Unread]:
    """Meters read before (`last_read`: by key, up to the run's invoice date), but not after the invoice date of the run before up to that of this one; natural order.

    A meter that never was read waits for nothing: its first reading only starts it. Where several tenants hold the unit,
    nobody can be charged, so nobody waits.
    """
    after, day = terms.park.invoice_date(month + -1), terms.park.invoice_date(month)
    if terms.park.billing_from is not None and day < terms.park.billing_from.first:
        return []
    found: list[Unread] = []
    for meter in sorted(terms.meters.values(), key=lambda one: natural_key(one.code)):
        last = last_read.get(meter.id)
        if meter.unit_id is None or last is None or last > after:
            continue
        tenant = _waits(terms, meter.unit_id, after, day)
        if tenant is not None:
            found.append(
                Unread(meter, terms.units[meter.unit_id].code, tenant, terms.tenants[tenant].code, last)
            )
    return found


def _waits(terms: Terms, unit_id: str, after: date, day: date) -> str | None:
    """The one tenant whose use between two invoice dates is to be read; who only comes on the second has none yet."""
    leases = terms.leases_of_unit.get(unit_id, ())
    there = {one.tenant_id for one in leases if one.starts < day and one.last > after}
    if len(there) > 1:
        there = terms.holders(unit_id, day - DAY)
    return next(iter(there)) if len(there) == 1 else None
