"""What an import takes but a person should look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from stpdesk.actions.importing.plan import SheetPlan
from stpdesk.core.codes import fold
from stpdesk.core.identifiers import doubt
from stpdesk.core.returns import doubts


def notices(plans: Mapping[str, SheetPlan], values: Mapping[str, object]) -> Iterator[str]:
    """Doubtful identifiers, charges that look like ones already there, tenants crowded into too little space."""
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
    for entry in plans["Returns"].added:
        cells = entry.cells
        for why in doubts(None, cells.get("men"), cells.get("women"), cells.get("exports_usd")):
            yield f"sheet Returns, row {entry.number}: {why}"


def _charge(cells: dict[str, object]) -> tuple[object, ...]:
    """What makes two charges look like the same one."""
    return fold(str(cells["lease"])), fold(str(cells["head"])), cells.get("description"), cells.get("start")
