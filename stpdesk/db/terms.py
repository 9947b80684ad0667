"""Reads all the terms of a park at once, for a run or a month's figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from stpdesk.core.leases import Charge, Lease, Let, RateStep
from stpdesk.core.meters import FuelAdjustment, Meter, Reading, Tariff
from stpdesk.core.money import E4, Paisa
from stpdesk.core.months import Month
from stpdesk.core.places import Unit
from stpdesk.core.subsidies import Scheme
from stpdesk.core.taxes import TaxRate
from stpdesk.core.tenants import Tenant
from stpdesk.core.terms import OneOff, Terms
from stpdesk.db import rows, settings, unbilled
from stpdesk.db.rows import day, fetch, fetch_dicts, month

if TYPE_CHECKING:
    from sqlite_utils import Database


def load(db: Database, *, metered: bool = True, run: Month | None = None) -> Terms:
    """The terms as they are now; without readings and one-offs where `metered` is false.

    For the `run` of a month only the readings are read that it may bill.
    """
    places = units(db)
    return Terms(
        settings.load(db),
        places,
        tenants(db),
        leases(db, places),
        schemes(db),
        tax_rates(db),
        meters(db) if metered else {},
        tariffs(db) if metered else (),
        {} if not metered else readings(db) if run is None else unbilled.readings(db, run),
        adjustments(db) if metered else (),
        one_offs(db) if metered else (),
    )


def units(db: Database, only: Iterable[str] | None = None) -> dict[str, Unit]:
    """Every unit by key, or only those of some keys."""
    sql = "SELECT id, code, sqft_e4, building, floor, name, kind, seats, lettable FROM units"
    return {
        row[0]: _unit(row) for row in fetch(db, f"{sql} {_among('id', only)} ORDER BY rowid", _packed(only))
    }


def _among(column: str, only: Iterable[str] | None) -> str:
    """A WHERE clause for some keys, none for all."""
    return "" if only is None else f"WHERE {column} IN (SELECT value FROM json_each(:only))"


def _packed(only: Iterable[str] | None) -> dict[str, str]:
    """Some keys as the one value of `_among`."""
    return {} if only is None else {"only": rows.packed(only)}


def _unit(row: tuple[Any, ...]) -> Unit:
    """One unit from its row."""
    key, code, sqft, building, floor, name, kind, seats, lettable = row
    return Unit(key, code, E4(sqft), building, floor, name, kind, seats, bool(lettable))


def tenants(db: Database, folded: str | None = None) -> dict[str, Tenant]:
    """Every tenant by key, or only the one of a folded code."""
    sql = (
        "SELECT id, code, name, kind, pseb_no, pseb_valid_to, ntn, strn, cnic, contact, phone, email, address,"
        " tax_exempt, income_tax_pct_e4, sales_tax_withheld_pct_e4 FROM tenants"
    )
    found = (
        fetch(db, f"{sql} ORDER BY rowid")
        if folded is None
        else fetch(db, f"{sql} WHERE folded = ?", (folded,))
    )
    return {row[0]: _tenant(row) for row in found}


def _tenant(row: tuple[Any, ...]) -> Tenant:
    """One tenant from its row."""
    values = list(row)
    values[5], values[13] = day(row[5]), bool(row[13])
    return Tenant(*values)


def leases_of(db: Database, only: Iterable[str]) -> tuple[Lease, ...]:
    """The leases of some keys, with all their units."""
    wanted = list(only)
    sql = f"SELECT DISTINCT unit_id FROM lease_units {_among('lease_id', wanted)}"
    held = [row[0] for row in fetch(db, sql, _packed(wanted))]
    return leases(db, units(db, held), wanted)


def leases(db: Database, places: dict[str, Unit], only: Iterable[str] | None = None) -> tuple[Lease, ...]:
    """Every lease (or those of some keys) with its units, rate steps and charges."""
    mine, values = _among("lease_id", only), _packed(only)
    lets: dict[str, list[Let]] = defaultdict(list)
    sql = f"SELECT lease_id, unit_id, seats FROM lease_units {mine} ORDER BY lease_id, n"
    for lease_id, unit_id, seats in fetch(db, sql, values):
        lets[lease_id].append(Let(places[unit_id], seats))
    steps: dict[str, list[RateStep]] = defaultdict(list)
    sql = f"SELECT lease_id, starts, rate FROM lease_rates {mine} ORDER BY starts"
    for lease_id, starts, rate in fetch(db, sql, values):
        steps[lease_id].append(RateStep(_day(starts), Paisa(rate)))
    charges: dict[str, list[Charge]] = defaultdict(list)
    sql = f"SELECT lease_id, id, head, monthly, description, starts, ends FROM lease_charges {mine} ORDER BY rowid"
    for lease_id, key, head, monthly, text, starts, ends in fetch(db, sql, values):
        charges[lease_id].append(Charge(key, head, Paisa(monthly), text, day(starts), day(ends)))
    return tuple(
        _lease(row, tuple(lets[row["id"]]), tuple(steps[row["id"]]), tuple(charges[row["id"]]))
        for row in fetch_dicts(db, f"SELECT * FROM leases {_among('id', only)} ORDER BY rowid", values)
    )


def _lease(
    row: dict[str, Any], lets: tuple[Let, ...], steps: tuple[RateStep, ...], charges: tuple[Charge, ...]
) -> Lease:
    """One lease from its row."""
    return Lease(
        row["id"],
        row["code"],
        row["tenant_id"],
        _day(row["starts"]),
        day(row["ends"]),
        row["basis"],
        Paisa(row["rate"]),
        lets,
        row["seats"],
        day(row["rent_free_to"]),
        row["escalation_pct_e4"],
        row["escalation_months"] or 12,
        row["deposit"],
        bool(row["holdover"]),
        steps,
        charges,
    )


def _day(text: str) -> Any:
    """A date column that is never empty."""
    return day(text)


def schemes(db: Database) -> tuple[Scheme, ...]:
    """Every scheme in the order it was entered, which is the order they pay in (rule B5)."""
    sql = "SELECT name, funder, head, pct_e4, starts, ends, applies_to FROM schemes ORDER BY rowid"
    return tuple(
        Scheme(name, funder, head, E4(pct), _day(starts), _day(ends), _kinds(kinds))
        for name, funder, head, pct, starts, ends, kinds in fetch(db, sql)
    )


def _kinds(text: str | None) -> tuple[str, ...]:
    """Tenant kinds a scheme is for; none = all."""
    return tuple(part.strip() for part in text.split(";")) if text else ()


def tax_rates(db: Database) -> tuple[TaxRate, ...]:
    """Every tax rate row."""
    sql = "SELECT head, name, pct_e4, starts, ends, authority FROM tax_rates ORDER BY rowid"
    return tuple(
        TaxRate(head, name, E4(pct), _day(starts), day(ends), authority)
        for head, name, pct, starts, ends, authority in fetch(db, sql)
    )


def meters(db: Database) -> dict[str, Meter]:
    """Every meter by key."""
    sql = "SELECT id, code, supply, unit_id, multiplier_e4, digits FROM meters ORDER BY rowid"
    return {row[0]: Meter(row[0], row[1], row[2], row[3], E4(row[4]), row[5]) for row in fetch(db, sql)}


def tariffs(db: Database) -> tuple[Tariff, ...]:
    """Every tariff row."""
    sql = "SELECT supply, starts, rate_e4 FROM tariffs ORDER BY starts"
    return tuple(Tariff(supply, _day(starts), E4(rate)) for supply, starts, rate in fetch(db, sql))


def readings(db: Database) -> dict[str, tuple[Reading, ...]]:
    """Every reading by meter key."""
    found: dict[str, list[Reading]] = defaultdict(list)
    for key, meter, taken, value, event in fetch(
        db,
        "SELECT id, meter_id, date, reading_e4, event FROM readings ORDER BY meter_id, date, event = 'reset'",
    ):
        found[meter].append(Reading(key, meter, _day(taken), E4(value), event))
    return {meter: tuple(listed) for meter, listed in found.items()}


def adjustments(db: Database) -> tuple[FuelAdjustment, ...]:
    """Every fuel adjustment."""
    sql = "SELECT id, supply, usage_month, rate_e4, bill_in FROM fuel_adjustments ORDER BY usage_month, rowid"
    return tuple(
        FuelAdjustment(key, supply, month(usage), E4(rate), month(bill))
        for key, supply, usage, rate, bill in fetch(db, sql)
    )


def one_offs(db: Database) -> tuple[OneOff, ...]:
    """Every one-off charge."""
    sql = "SELECT id, tenant_id, head, description, date, amount FROM one_offs ORDER BY date, rowid"
    return tuple(
        OneOff(row[0], row[1], row[2], row[3], _day(row[4]), Paisa(row[5])) for row in fetch(db, sql)
    )


def earliest(db: Database) -> str | None:
    """The earliest date of a lease, reading, one-off or opening balance: `2024-11-01`."""
    sql = (
        "SELECT min(d) FROM (SELECT min(starts) AS d FROM leases UNION ALL SELECT min(date) FROM readings"
        " UNION ALL SELECT min(date) FROM one_offs UNION ALL SELECT min(date) FROM openings)"
    )
    found: str | None = rows.fetch(db, sql)[0][0]
    return found
