"""The plan of one floor or of all: each unit's place, state and tenant on the day (rule C1)."""

from __future__ import annotations

from typing import Any

from stpdesk.core.codes import fold, natural_key
from stpdesk.core.errors import Refused
from stpdesk.core.floors import floor_of, in_order
from stpdesk.core.money import E4, ONE, rupees
from stpdesk.core.unit_states import UnitState, states
from stpdesk.db import floor_plans, repairs
from stpdesk.db.floor_plans import Place
from stpdesk.reports.figures.context import Context
from stpdesk.reports.figures.table import Cell, Heading, Report, Table

UNNAMED = "Floor not named"
WORDS = {"occupied": "let", "ending": "lease ends soon", "arrears": "in arrears", "repair": "under repair"}


def floor_plan(context: Context, floor: str | None) -> Report:
    """Every floor, or one by its name; refused where no unit is on a floor of the name."""
    terms = context.terms
    overdue = {key: int(one.overdue) for key, one in context.ageing.items()}
    found = states(terms.units.values(), terms.leases, context.day, overdue, repairs.every(context.db))
    floors = [
        (name, units)
        for name, units in _floors(found)
        if floor is None or fold(floor) in {fold(name), fold(name.split(", ")[-1])}
    ]
    if floor is not None and not floors:
        raise Refused("No unit is on a floor called {floor}.", field="floor", floor=floor)
    places = floor_plans.places(context.db)
    data = {
        "park": context.park(), "as_of": context.day.isoformat(),
        "floors": [
            {"floor": name, "units": [_unit(context, one, places.get(one.unit.id)) for one in units]}
            for name, units in floors
        ],
    }  # fmt: skip
    tables = [
        _table(context, name, units, "" if at else READ) for at, (name, units) in enumerate(floors)
    ] or [Table("Units", [Heading("Unit")], [], empty="No unit is entered yet.")]
    return Report("floor-plan", "Floor plan", context.park(), context.about(), tables, data)


def _floors(found: dict[str, UnitState]) -> list[tuple[str, list[UnitState]]]:
    """Floors from below, building by building, each with its units in the order of their codes."""
    listed = sorted(found.values(), key=lambda one: natural_key(one.unit.code))
    return [
        (
            ", ".join(part for part in key if part) or UNNAMED,
            [one for one in listed if floor_of(one.unit) == key],
        )
        for key in in_order(one.unit for one in listed)
    ]


def _unit(context: Context, one: UnitState, place: Place | None) -> dict[str, Any]:
    """One of `units`; its place in feet from the top left, None where it has none."""
    return {
        "unit": one.unit.code, "name": one.unit.name, "sqft": _plain(one.unit.sqft),
        "state": WORDS.get(one.state, one.state), "tenants": _tenants(context, one),
        "ends": [holder.ends.isoformat() for holder in one.holders if holder.ending and holder.ends],
        "overdue": rupees(one.overdue), "place": [_plain(side) for side in place] if place else None,
    }  # fmt: skip


def _plain(value: E4) -> float | int:
    """Ten-thousandths as a number."""
    return value // ONE if value % ONE == 0 else value / ONE


def _tenants(context: Context, one: UnitState) -> list[str]:
    """Names of who holds the unit."""
    return list(dict.fromkeys(context.terms.tenants[holder.tenant_id].name for holder in one.holders))


READ = "Ends: a lease that ends soon. Overdue: all that the tenants of the unit have overdue, whatever for."


def _table(context: Context, name: str, units: list[UnitState], note: str) -> Table:
    """A row a unit."""
    headings = [
        Heading("Unit"), Heading("Name"), Heading("Sq ft", Cell.E4), Heading("State"), Heading("Tenants"),
        Heading("Ends", Cell.DATE), Heading("Overdue", Cell.MONEY),
    ]  # fmt: skip
    rows = [
        (one.unit.code, one.unit.name, one.unit.sqft, WORDS.get(one.state, one.state), ", ".join(_tenants(context, one)) or None,
         min((holder.ends for holder in one.holders if holder.ending and holder.ends), default=None), one.overdue or None)
        for one in units
    ]  # fmt: skip
    totals = ("Total", None, E4(sum(one.unit.sqft for one in units)), None, None, None, None)
    return Table(name, headings, rows, totals, note=note or None)
