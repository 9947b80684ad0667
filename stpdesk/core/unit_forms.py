"""What is wrong, or worth a look, about a unit as typed, beside its field (rules C1, C2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from stpdesk.core.codes import fold, too_long
from stpdesk.core.errors import Refused
from stpdesk.core.forms import UnitForm
from stpdesk.core.leases import SEAT, Lease, Let
from stpdesk.core.money import ONE
from stpdesk.core.months import Month
from stpdesk.core.occupancy import crowds
from stpdesk.core.places import Unit
from stpdesk.core.sentences import Sentence

LARGEST_SQFT, MOST_SEATS = 10**8 * ONE, 10**5


def faults(
    form: UnitForm, there: Iterable[Unit], before: Unit | None = None, leases: Iterable[Lease] = ()
) -> list[Refused]:
    """All that would be refused when this is saved; `before` is the unit it changes, with the `leases` that hold it."""
    found: list[Refused] = []
    if not fold(form.code):
        found.append(Refused("Give the unit a code, as on its door.", field="code"))
    elif long := too_long(form.code):
        found.append(long)
    elif any(fold(one.code) == fold(form.code) for one in there if before is None or one.id != before.id):
        found.append(Refused("There is a unit {code} already.", field="code", code=form.code.strip()))
    if form.sqft is None:
        found.append(Refused("Give the area in square feet.", field="sqft"))
    elif not 0 <= form.sqft <= LARGEST_SQFT:
        found.append(Refused("The area must be between 0 and 10 crore square feet.", field="sqft"))
    if form.seats is not None and not 0 <= form.seats <= MOST_SEATS:
        found.append(Refused("The seats must be between 0 and 1,00,000.", field="seats"))
    elif before is not None and form.seats != before.seats:
        found += _seats(form, before, list(leases))
    return found


def _seats(form: UnitForm, before: Unit, leases: list[Lease]) -> list[Refused]:
    """Seats that are let and would be gone."""
    unit = replace(before, seats=form.seats)
    held = [
        replace(lease, units=tuple(Let(unit if let.unit.id == unit.id else let.unit, let.seats) for let in lease.units))
        for lease in leases
    ]  # fmt: skip
    if not form.seats and any(lease.basis == SEAT for lease in leases):
        return [Refused("Unit {unit} is let by seats, so it keeps them.", field="seats", unit=before.code)]
    for lease in held:
        for let in lease.units:
            if let.unit.id == unit.id and let.seats is not None and let.seats > (form.seats or 0):
                return [_too_few(before)]
    if any(crowd.unit.id == unit.id for crowd in crowds(held)):
        return [_too_few(before)]
    return []


def _too_few(unit: Unit) -> Refused:
    """The refusal of fewer seats than are let."""
    return Refused("Unit {unit} has leases for more seats than that.", field="seats", unit=unit.code)


def notices(form: UnitForm, before: Unit | None, closed: Month | None) -> list[str]:
    """What may be saved but should be looked at: figures of closed months that are counted with it from now on."""
    changed = before is None or (form.sqft, form.lettable, form.seats) != (
        before.sqft,
        before.lettable,
        before.seats,
    )
    if closed is None or not changed or (before is None and not form.lettable):
        return []
    told = (
        "Months up to {month} are closed; their occupancy is counted with this unit as it is now, and their reports"
        " print other shares than before."
    )
    return [Sentence(told, month=str(closed))]
