"""What an import takes but a person should look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction

from stpdesk.actions.importing.checks import State, leases_of
from stpdesk.actions.importing.plan import SheetPlan
from stpdesk.core.codes import fold
from stpdesk.core.identifiers import doubt
from stpdesk.core.leases import Lease
from stpdesk.core.occupancy import let_area
from stpdesk.core.returns import doubts

SOON = timedelta(days=31)
"""What is dated later than this from today is looked at twice."""


def notices(plans: Mapping[str, SheetPlan], values: Mapping[str, object], today: date) -> Iterator[str]:
    """Doubtful identifiers, charges that look like ones already there, returns that cannot be quite right."""
    for name in ("ntn", "strn", "iban"):
        value = values.get(name)
        if value and (why := doubt(name, str(value))):
            yield f"sheet Park, {name} “{value}”: {why}"
    for entry in (*plans["Tenants"].added, *plans["Tenants"].changed):
        for name in ("ntn", "strn", "cnic"):
            value = entry.cells.get(name)
            if value and (why := doubt(name, str(value))):
                yield f"sheet Tenants, row {entry.number}, {name} “{value}”: {why}"
    there = {_charge(cells) for cells in plans["Charges"].before.values()}
    for entry in plans["Charges"].added:
        if _charge(entry.cells) in there:
            yield (
                f"sheet Charges, row {entry.number}: lease {entry.cells['lease']} has a charge of the same head and "
                "start already; both will be billed"
            )
    yield from _returns(plans)
    for sheet in ("Readings", "Receipts", "Deposits"):
        for entry in plans[sheet].added:
            if entry.cells["date"] > today + SOON:
                yield f"sheet {sheet}, row {entry.number}: {entry.cells['date']} lies in the future"


def _returns(plans: Mapping[str, SheetPlan]) -> Iterator[str]:
    """Returns with too little or too much space or exports a person (rule C4)."""
    if not plans["Returns"].added:
        return
    state = State(plans)
    leases: dict[str, list[Lease]] = defaultdict(list)
    for lease, entry in leases_of(state):
        leases[fold(str(entry.cells["tenant"]))].append(lease)
    for entry in plans["Returns"].added:
        cells = entry.cells
        month = cells["month"]
        held = [one for one in leases[fold(str(cells["tenant"]))] if one.in_force(month.last)]
        area = sum((let_area(let) for lease in held for let in lease.units), Fraction(0))
        for why in doubts(area, cells.get("men"), cells.get("women"), cells.get("exports_usd")):
            yield f"sheet Returns, row {entry.number}: {why}"


def _charge(cells: dict[str, object]) -> tuple[object, ...]:
    """What makes two charges look like the same one."""
    return fold(str(cells["lease"])), fold(str(cells["head"])), cells.get("description"), cells.get("start")
