"""What a unit says on the plan, in the panel and to a screen reader: the words of its state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication

from stpdesk.core.money import ONE, group_lakh
from stpdesk.core.tenants import Tenant
from stpdesk.core.unit_states import ARREARS, ENDING, KEPT, OCCUPIED, REPAIR, VACANT, UnitState
from stpdesk.ui import wording


def tr(text: str) -> str:
    """Translated, in the context of this module."""
    return QCoreApplication.translate("spaces", text)


def state_name(state: str) -> str:
    """`In arrears`."""
    return {
        OCCUPIED: tr("Occupied"), VACANT: tr("Vacant"), ENDING: tr("Ending"), ARREARS: tr("In arrears"),
        REPAIR: tr("Under repair"), KEPT: tr("Not for letting"),
    }[state]  # fmt: skip


ICONS = {ENDING: "clock", ARREARS: "alert", REPAIR: "repair"}
"""The mark before what a state is about."""


@dataclass(frozen=True, slots=True)
class Face:
    """What is drawn of a unit: `name` wraps, `about` stands beside the state's mark, `seats` are states in their order."""

    code: str
    state: str
    name: str
    about: str
    area: str
    words: str
    """all of it as a sentence"""
    seats: tuple[str, ...] = ()
    brief: str = ""
    """`about`, or the name of a hall, where there is little room"""


def kind_name(kind: str) -> str:
    """`Meeting room`."""
    return kind[:1].upper() + kind[1:]


def sqft(e4: int) -> str:
    """`448 sq ft`."""
    return tr("%s sq ft") % group_lakh(round(e4 / ONE))


def short_sum(paisa: int) -> str:
    """`1.86 lakh`, `4,200`, `1.20 crore`."""
    rupees = paisa / 100
    if rupees >= 1_00_00_000:
        return tr("%.2f crore") % (rupees / 1_00_00_000)
    if rupees >= 10_000:
        return tr("%.2f lakh") % (rupees / 1_00_000)
    return tr("Rs %s") % group_lakh(round(rupees))


def seats(count: int) -> str:
    """`2 seats`."""
    return tr("1 seat") if count == 1 else tr("%d seats") % count


def about(one: UnitState, day: date) -> str:
    """What stands beside the mark: days to the end, the sum in arrears, the end of the repair."""
    if one.state == ENDING and one.days is not None:
        return wording.left(one.days)
    if one.state == ARREARS:
        return short_sum(one.overdue)
    if one.state == REPAIR and one.repair is not None:
        ends = one.repair.ends
        return wording.day(ends, year=ends.year != day.year) if ends else tr("open end")
    return ""


def brief(one: UnitState, day: date) -> str:
    """The same in a few letters: `28 d`, `1.86 L`."""
    if one.state == ENDING and one.days is not None:
        return tr("%d d") % one.days
    if one.state == ARREARS and one.overdue >= 10_00_000:
        return tr("%.2f L") % (one.overdue / 1_00_00_000)
    return about(one, day)


def chip(one: UnitState, day: date) -> str:
    """The state in the panel: `Ending, 28 days`."""
    told = about(one, day)
    if one.state == REPAIR and one.repair is not None and one.repair.ends is not None:
        return tr("Under repair until %s") % told
    return f"{state_name(one.state)}, {told}" if told and one.state != REPAIR else state_name(one.state)


def seats_of(one: UnitState) -> tuple[str, ...]:
    """The state of every seat of a room that is let by seats, tenant after tenant; none for a room that is not."""
    count = one.unit.seats or 0
    if not count or any(holder.seats is None for holder in one.holders):
        return ()
    if one.state in {REPAIR, KEPT}:
        return ()
    taken = [holder.state for holder in one.holders for _ in range(holder.seats or 0)][:count]
    return tuple(taken + [VACANT] * (count - len(taken)))


def face(one: UnitState, tenants: Mapping[str, Tenant], day: date) -> Face:
    """What a unit shows on a day."""
    held = seats_of(one)
    unit = one.unit
    names = list(dict.fromkeys(tenants[holder.tenant_id].name for holder in one.holders))
    if held:
        room = unit.name or tr("Seat hall")
        name = tr("%s, %d of %d seats let") % (room, one.seats_let, len(held))
    elif names:
        name = ", ".join(names)
    elif one.state == KEPT:
        name = unit.name or kind_name(unit.kind or "") or state_name(KEPT)
    else:
        name = state_name(one.state)
    return Face(
        unit.code,
        one.state,
        name,
        about(one, day),
        sqft(unit.sqft),
        sentence(one, names, day),
        held,
        tr("%d of %d let") % (one.seats_let, len(held)) if held else brief(one, day),
    )


def sentence(one: UnitState, names: list[str], day: date) -> str:
    """`Unit 114, Neelum Digital, ends in 28 days`."""
    parts = [tr("Unit %s") % one.unit.code]
    if one.unit.name:
        parts.append(one.unit.name)
    if seats_of(one):
        parts.append(tr("%d of %d seats let") % (one.seats_let, one.unit.seats or 0))
    parts += names
    told = about(one, day)
    parts.append(
        {
            ENDING: tr("ends today") if one.days == 0 else tr("ends in %s") % told,
            ARREARS: tr("in arrears with %s") % told,
            REPAIR: tr("under repair, %s")
            % (tr("until %s") % told if one.repair and one.repair.ends else told),
        }.get(one.state, state_name(one.state).lower())
    )
    return ", ".join(parts)
