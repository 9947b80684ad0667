"""Occupancy and the rent roll (rules C1, C3)."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import Any

from stpdesk.core.codes import natural_key
from stpdesk.core.floors import rank
from stpdesk.core.leases import SQFT, Lease, rate_changes, rent_of
from stpdesk.core.money import ONE, Paisa, decimal_text, rupees
from stpdesk.core.occupancy import Occupancy, average_pct, let_area, let_seats, occupancy_at
from stpdesk.reports.figures.context import Context
from stpdesk.reports.figures.table import Cell, Heading, Report, Table


def exact(value: Fraction | None) -> int | float | None:
    """An exact figure as a JSON number."""
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(value)


def occupancy_json(context: Context) -> dict[str, Any]:
    """`occupancy` of the monthly report, as at the day and over the month."""
    terms = context.terms
    found = occupancy_at(terms.units.values(), terms.leases, context.day)
    return occupancy_of(found, average_pct(terms.units.values(), terms.leases, context.month))


def occupancy_of(found: Occupancy, average: float | None) -> dict[str, Any]:
    """`occupancy` from its figures."""
    return {
        "lettable_sqft": exact(found.lettable_sqft), "leased_sqft": exact(found.leased_sqft), "pct": found.pct,
        "average_pct": average, "units": found.units,
        "units_let": found.units_let, "seats": found.seats, "seats_let": found.seats_let,
        "wale_months": exact(found.wale_months), "ending_90_days": found.ending_90_days,
    }  # fmt: skip


def _e4(value: Fraction) -> int:
    """Square feet as the tables' ten-thousandths."""
    return round(value * ONE)


def occupancy(context: Context) -> Report:
    """Let and lettable by floor and unit, as at the day."""
    terms = context.terms
    units = sorted(
        terms.units.values(),
        key=lambda unit: (natural_key(unit.building or ""), rank(unit.floor or ""), natural_key(unit.code)),
    )
    holders: dict[str, list[Lease]] = defaultdict(list)
    for lease in terms.leases:
        if lease.in_force(context.day):
            for let in lease.units:
                holders[let.unit.id].append(lease)
    rows: list[tuple[Any, ...]] = []
    listed: list[dict[str, Any]] = []
    for unit in units:
        names = [terms.tenants[lease.tenant_id].code for lease in holders[unit.id]]
        lets = [let for lease in holders[unit.id] for let in lease.units if let.unit.id == unit.id]
        leased = sum((let_area(let) for let in lets), Fraction(0))
        seats = sum(let_seats(let) for let in lets)
        state = "not lettable" if not unit.lettable else "let" if names else "vacant"
        rows.append(
            (unit.floor, unit.code, unit.name, unit.sqft, _e4(leased), unit.seats, seats if unit.seats else None, state,
             ", ".join(names) or None)
        )  # fmt: skip
        listed.append(
            {"unit": unit.code, "floor": unit.floor, "sqft": exact(Fraction(unit.sqft, ONE)), "seats": unit.seats,
             "leased_sqft": exact(leased), "seats_let": seats, "lettable": unit.lettable, "state": state,
             "tenants": names}
        )  # fmt: skip
    found = occupancy_at(terms.units.values(), terms.leases, context.day)
    data = {"park": context.park(), "month": str(context.month), "as_of": context.day.isoformat(),
            **occupancy_json(context), "by_unit": listed}  # fmt: skip
    return Report(
        "occupancy", "Occupancy", context.park(), context.about(*_told(found)), [_units(rows, found)], data
    )


def _told(found: Occupancy) -> list[tuple[str, str]]:
    """The headline figures in words."""
    if found.pct is None:
        return [("Occupancy", "no lettable area")]
    return [
        ("Occupancy", f"{found.pct:.1f} % of the lettable area"),
        ("Units", f"{found.units_let} of {found.units}"),
        ("Seats", f"{found.seats_let} of {found.seats}"),
    ]


def _units(rows: list[tuple[Any, ...]], found: Occupancy) -> Table:
    """The table of units."""
    headings = [Heading("Floor"), Heading("Unit"), Heading("Name"), Heading("Sq ft", Cell.E4),
                Heading("Leased sq ft", Cell.E4), Heading("Seats", Cell.COUNT), Heading("Seats let", Cell.COUNT),
                Heading("State"), Heading("Tenants")]  # fmt: skip
    totals = ("Lettable", None, None, _e4(found.lettable_sqft), _e4(found.leased_sqft), found.seats, found.seats_let,
              None, None)  # fmt: skip
    return Table("Units", headings, rows, totals, empty="No unit is entered yet.")


BASES = {SQFT: "sq ft"}
"""What a rate is of, as it is written."""


def rent_roll(context: Context) -> Report:
    """Every lease in force on the day: units, dates, rate, month's rent and charges, deposit."""
    terms = context.terms
    rows: list[tuple[Any, ...]] = []
    listed: list[dict[str, Any]] = []
    leases = [lease for lease in terms.leases if lease.in_force(context.day)]
    for lease in sorted(
        leases, key=lambda one: (natural_key(terms.tenants[one.tenant_id].code), natural_key(one.code))
    ):
        tenant = terms.tenants[lease.tenant_id]
        rate = rate_changes(lease, context.day)[-1][1]
        rent = rent_of(lease, rate)
        charges = Paisa(
            sum(
                charge.monthly
                for charge in lease.charges
                if lease.charge_window(charge)[0] <= context.day <= lease.charge_window(charge)[1]
            )
        )
        area = sum((let_area(let) for let in lease.units), Fraction(0))
        codes = ", ".join(let.unit.code for let in lease.units)
        rows.append(
            (tenant.code, tenant.name, lease.code, codes, _e4(area), lease.starts, lease.ends, BASES.get(lease.basis, lease.basis), rate, rent,
             charges, lease.deposit)
        )  # fmt: skip
        listed.append(
            {"tenant": tenant.code, "name": tenant.name, "lease": lease.code,
             "units": [let.unit.code for let in lease.units], "sqft": exact(area), "start": lease.starts.isoformat(),
             "end": lease.ends.isoformat() if lease.ends else None, "holdover": lease.holdover, "basis": lease.basis,
             "rate": rupees(rate), "rent": rupees(rent), "charges": rupees(charges),
             "escalation_pct": decimal_text(lease.escalation_pct) if lease.escalation_pct else None,
             "deposit": rupees(lease.deposit) if lease.deposit is not None else None}
        )  # fmt: skip
    sums = [sum(row[place] or 0 for row in rows) for place in (4, 9, 10, 11)]
    headings = [Heading("Tenant"), Heading("Name"), Heading("Lease"), Heading("Units"), Heading("Sq ft", Cell.E4),
                Heading("Start", Cell.DATE), Heading("End", Cell.DATE), Heading("Basis"), Heading("Rate", Cell.MONEY),
                Heading("Rent a month", Cell.MONEY), Heading("Charges a month", Cell.MONEY),
                Heading("Deposit", Cell.MONEY)]  # fmt: skip
    totals = ("Total", None, None, None, sums[0], None, None, None, None, sums[1], sums[2], sums[3])
    data = {"park": context.park(), "as_of": context.day.isoformat(), "leases": listed,
            "rent": rupees(sums[1]), "charges": rupees(sums[2]), "deposits": rupees(sums[3])}  # fmt: skip
    table = Table("Rent roll", headings, rows, totals, empty="No lease is in force.")
    return Report("rent-roll", "Rent roll", context.park(), context.about(), [table], data)
