"""The same as a table: every unit on the chosen day."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from stpdesk.core.unit_states import ARREARS, ENDING, KEPT, OCCUPIED, REPAIR
from stpdesk.db.lists import units
from stpdesk.db.lists.units import UnitRow, UnitTotals
from stpdesk.ui import wording
from stpdesk.ui.spaces.telling import kind_name, state_name, tr
from stpdesk.ui.tables import Cell, Column, Kind, Listing

_MARKS = {OCCUPIED: "good", ENDING: "ask", ARREARS: "bad", REPAIR: "unknown"}


def units_on(day: date) -> Listing:
    """The listing of a day."""
    return Listing(
        "units", tr("Units"),
        (
            Column("code", tr("Unit"), Kind.STRONG, 88),
            Column("floor", tr("Floor"), Kind.TEXT, 104, gives=2),
            Column("building", tr("Building"), Kind.MUTED, 96, sort="floor", hidden=True),
            Column("name", tr("Name"), Kind.TEXT, 120, hidden=True),
            Column("kind", tr("Kind"), Kind.MUTED, 104, hidden=True),
            Column("tenant", tr("Tenant"), Kind.TEXT, 176, stretch=True),
            Column("sqft", tr("Sq ft"), Kind.QUANTITY, 72, gives=3),
            Column("seats", tr("Seats"), Kind.COUNT, 64, hidden=True),
            Column("seats_let", tr("Seats let"), Kind.COUNT, 80, gives=4),
            Column("overdue", tr("In arrears, Rs"), Kind.MONEY, 112, gives=1),
            Column("state", tr("State"), Kind.STATE, 142),
        ),
        keys=partial(units.keys, day=day), first=partial(units.first, day=day), ahead=partial(units.look_ahead, day=day), rows=partial(units.rows, day=day),
        cells=partial(cells, day), totals=partial(units.totals, day=day), sums=sums,
        said={state: state_name(state) for state in units.STATES}, empty=tr("No unit is recorded yet."), act=tr("Add unit…"),
    )  # fmt: skip


def cells(day: date, one: UnitRow, _today: date) -> tuple[Any, ...]:
    """One unit."""
    tenants = ", ".join(name for _, name in one.tenants)
    seats_let = one.seats_let if one.seats else Cell(None, "–", tone="muted")
    return (
        one.code, one.floor, one.building, one.name, Cell(one.kind, kind_name(one.kind or "")), Cell(tenants or None, text=tenants or "–", tone="" if tenants else "muted"),
        one.sqft, one.seats, seats_let, Cell(one.overdue, tone="due") if one.overdue else one.overdue, _state(one, day),
    )  # fmt: skip


def _state(one: UnitRow, day: date) -> Cell:
    """The state with its mark, and what it is about."""
    words = state_name(one.state)
    if one.state == ENDING and one.days is not None:
        words = tr("%s, %s") % (words, wording.left(one.days))
    elif one.state == REPAIR and one.repair_ends is not None:
        words = tr("%s to %s") % (words, wording.day(one.repair_ends, year=one.repair_ends.year != day.year))
    return Cell(
        one.state, text=words, mark=_MARKS.get(one.state, "off"), tone="muted" if one.state == KEPT else ""
    )


def sums(all_: UnitTotals) -> tuple[Any, ...]:
    """What is counted below."""
    count = wording.counted(all_.count, tr("1 unit"), tr("{n} units"))
    return count, None, None, None, None, None, all_.sqft, all_.seats, all_.seats_let, None, None
