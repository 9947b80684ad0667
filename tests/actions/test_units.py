"""Units entered, changed, placed, repaired and taken out, through a real park."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest

from stpdesk.actions import units
from stpdesk.actions.session import Role, Session
from stpdesk.core.errors import Refused
from stpdesk.core.forms import UnitForm
from stpdesk.core.months import Month
from stpdesk.core.unit_forms import faults
from stpdesk.core.unit_history import BROKEN, EMPTY, LET, history
from stpdesk.core.unit_states import REPAIR, let_by_day, moves, states
from stpdesk.db import repairs, rows, terms
from tests.closing import close_month

from .conftest import Desk, money

ROOM = UnitForm("A-10", sqft=10_000_000, floor="First", name=" ")  # type: ignore[arg-type]


def refused(work: Callable[[], object]) -> tuple[str | None, str]:
    with pytest.raises(Refused) as caught:
        work()
    return caught.value.field, str(caught.value)


def test_a_unit_is_entered_changed_and_taken_out_again(desk: Desk) -> None:
    assert units.add_unit(desk.session, ROOM).told["unit"] == "A-10"
    units.change_unit(desk.session, "a-10", replace(ROOM, code="A-11", seats=4))
    with desk.session.park.reading() as db:
        assert rows.fetch(db, "SELECT code, folded, natural, sought, name, seats FROM units") == [
            ("A-11", "a-11", "a-\t00211", "a-11 first", None, 4)
        ]
    units.remove_unit(desk.session, "A-11")
    with desk.session.park.reading() as db:
        assert rows.fetch(db, "SELECT count(*) FROM units") == [(0,)]


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"code": ""}, "code", "Give the unit a code, as on its door."),
        ({"code": "a-1"}, "code", "There is a unit a-1 already."),
        ({"sqft": None}, "sqft", "Give the area in square feet."),
        ({"sqft": -1}, "sqft", "The area must be between 0 and 10 crore square feet."),
        ({"seats": -1}, "seats", "The seats must be between 0 and 1,00,000."),
    ],
)
def test_what_is_wrong_with_a_unit_is_said_beside_the_field(
    desk: Desk, changes: dict[str, Any], field: str, sentence: str
) -> None:
    desk.put("Units", unit="A-1", sqft="1").store()
    head = desk.head()
    assert refused(lambda: units.add_unit(desk.session, replace(ROOM, **changes))) == (field, sentence)
    assert desk.head() == head


def test_seats_that_are_let_cannot_go(desk: Desk) -> None:
    desk.put("Units", unit="H", sqft="600", seats=10)
    desk.let(code="L1", units="H", basis="seat", rate="9", seats=6).put(
        "Tenants", tenant="T2", name="T2"
    ).store()
    desk.let(code="L2", tenant="T2", units="H", basis="seat", rate="9", seats=4).store()
    hall = UnitForm("H", sqft=6_000_000, seats=10)  # type: ignore[arg-type]
    for seats in (9, 3, None):
        assert (
            refused(partial(units.change_unit, desk.session, "H", replace(hall, seats=seats)))[0] == "seats"
        )
    units.change_unit(desk.session, "H", replace(hall, seats=12))


def test_another_area_lists_the_billed_days_it_changes(desk: Desk) -> None:
    desk.let().bill("2026-09", "2026-10")
    told = units.change_unit(desk.session, "A-1", UnitForm("A-1", sqft=9_000_000)).told["changed"]  # type: ignore[arg-type]
    assert isinstance(told, list)
    assert [money(one.difference) for one in told] == ["-9000.00", "-9000.00"]
    assert told == desk.changed()


def test_a_closed_month_is_warned_of_when_areas_change(desk: Desk) -> None:
    desk.let().bill("2026-09")
    close_month(desk.session, Month(2026, 9))
    told = units.add_unit(desk.session, ROOM).told["notices"]
    assert told == [
        (
            "Months up to 2026-09 are closed; their occupancy is counted with this unit as it is now, and their reports print"
            " other shares than before."
        )
    ]
    assert units.add_unit(desk.session, replace(ROOM, code="S", lettable=False)).told["notices"] == []


def test_several_units_move_on_the_plan_in_one_act(desk: Desk) -> None:
    for code in ("A-1", "A-2"):
        desk.put("Units", unit=code, sqft="100", x="1", y="1", w="10", h="10")
    desk.store()
    head = desk.head()[0]
    moved = units.place_units(desk.session, {"A-1": (0, 0, 140_000, 320_000), "A-2": None})  # type: ignore[dict-item]
    assert moved.told["act"] == (head + 1, head + 2)
    assert units.place_units(desk.session, {"A-1": (0, 0, 140_000, 320_000)}).nouns == frozenset()  # type: ignore[dict-item]
    assert refused(lambda: units.place_units(desk.session, {"A-1": (0, 0, 0, 1)}))[0] == "unit"  # type: ignore[dict-item]


def test_a_unit_that_was_ever_let_stays(desk: Desk) -> None:
    desk.let().store()
    assert refused(lambda: units.remove_unit(desk.session, "A-1")) == (
        "lettable", "Unit A-1 stays, for it was let; mark it as not to be let instead."
    )  # fmt: skip
    desk.put("Units", unit="B", sqft="1").put("Meters", meter="M1", unit="B", supply="grid").store()
    assert "it has a meter" in refused(lambda: units.remove_unit(desk.session, "B"))[1]


def test_a_repair_shows_on_the_plan_and_changes_no_figure(desk: Desk) -> None:
    desk.let().put("Units", unit="A-2", sqft="500").store()
    key = str(units.add_repair(desk.session, "A-2", date(2026, 10, 1), None, " New wiring ").told["key"])
    assert refused(lambda: units.add_repair(desk.session, "A-2", date(2026, 10, 1), None, " "))[0] == "note"
    assert (
        refused(lambda: units.change_repair(desk.session, key, date(2026, 10, 2), date(2026, 10, 1), "x"))[0]
        == "ends"
    )
    units.change_repair(desk.session, key, date(2026, 10, 1), date(2026, 12, 5), "New wiring")
    with desk.session.park.reading() as db:
        agreed = terms.load(db)
        here = states(agreed.units.values(), agreed.leases, date(2026, 10, 2), {}, repairs.every(db))
        later = states(agreed.units.values(), agreed.leases, date(2026, 12, 6), {}, repairs.every(db))
    found = {one.unit.code: (one.state, one.repair.note if one.repair else None) for one in here.values()}
    assert found == {"A-1": ("occupied", None), "A-2": (REPAIR, "New wiring")}
    assert {one.state for one in later.values()} == {"occupied", "vacant"}
    assert [one.ends for one in units.repairs_of(desk.session, "a-2")] == [date(2026, 12, 5)]
    units.remove_repair(desk.session, key)
    assert refused(lambda: units.remove_repair(desk.session, key))[1] == "This repair is not noted any more."


def test_the_strip_and_the_moves_follow_the_leases(desk: Desk) -> None:
    desk.put("Units", unit="A-2", sqft="1000").put("Units", unit="S", sqft="9000", lettable=False)
    desk.let(code="L1", start="2026-10-10", end="2026-10-20").let(code="L2", start="2026-10-21", rate="99")
    desk.let(code="L3", tenant="T2", units="A-2", start="2026-09-01", end="2026-10-14").store()
    with desk.session.park.reading() as db:
        agreed = terms.load(db)
    strip = let_by_day(agreed.units.values(), agreed.leases, date(2026, 10, 8), date(2026, 10, 22))
    assert [share for _, share in strip] == [50.0] * 2 + [100.0] * 5 + [50.0] * 8
    told = [
        (one.day.day, one.unit.code, one.came)
        for one in moves(agreed.leases, date(2026, 10, 1), date(2026, 10, 31))
    ]
    assert told == [(10, "A-1", True), (15, "A-2", False)]


def test_the_history_of_a_unit_joins_renewals_and_shows_who_moved_where(desk: Desk) -> None:
    desk.put("Units", unit="A-2", sqft="1000")
    desk.let(code="L1", start="2024-01-01", end="2024-12-31").let(
        code="L2", start="2025-01-01", end="2025-06-30"
    )
    desk.let(code="L3", units="A-2", start="2025-07-01").let(
        code="L4", tenant="T2", start="2025-10-01", end="2026-03-31"
    ).store()
    units.add_repair(desk.session, "A-1", date(2025, 8, 1), date(2025, 8, 31), "Paint")
    with desk.session.park.reading() as db:
        agreed = terms.load(db)
        unit = next(one for one in agreed.units.values() if one.code == "A-1")
        found = history(unit, agreed.leases, repairs.every(db), date(2026, 10, 1))
    assert [(one.kind, one.first, one.last) for one in found] == [
        (EMPTY, date(2026, 4, 1), None), (LET, date(2025, 10, 1), date(2026, 3, 31)),
        (BROKEN, date(2025, 8, 1), date(2025, 8, 31)), (EMPTY, date(2025, 7, 1), date(2025, 9, 30)),
        (LET, date(2024, 1, 1), date(2025, 6, 30)),
    ]  # fmt: skip
    assert (found[4].moved_to, len(found[4].leases)) == (("A-2",), 2)


def test_a_viewer_changes_nothing_and_the_duty_officer_notes_repairs(desk: Desk) -> None:
    desk.put("Units", unit="A-1", sqft="1").store()
    viewer = Session(desk.session.park, "auditor", desk.clock, Role.VIEWER)
    duty = Session(desk.session.park, "guard", desk.clock, Role.DUTY)
    assert "viewer" in refused(lambda: units.add_unit(viewer, ROOM))[1]
    assert "duty" in refused(lambda: units.add_unit(duty, ROOM))[1]
    assert units.add_repair(duty, "A-1", date(2026, 10, 1), None, "Door").touch("repairs")


def test_the_faults_of_a_unit_are_told_without_a_park() -> None:
    assert [one.field for one in faults(UnitForm(), [])] == ["code", "sqft"]
