"""Who may hold what (rule C2), and occupancy as the month's figures show it (rules C1, C3, C4)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from stpdesk.actions.importing import import_rows
from stpdesk.core.errors import Refused
from stpdesk.core.months import Month
from stpdesk.reports.figures.context import Context
from stpdesk.reports.figures.monthly.report import monthly

from .conftest import Desk


def refused(desk: Desk) -> str:
    """The faults of what was put down; nothing is written."""
    desk_head = desk.session.park
    with desk_head.reading() as db:
        before = db.execute("SELECT max(seq) FROM change_log").fetchone()
    with pytest.raises(Refused) as told:
        desk.store()
    with desk_head.reading() as db:
        assert db.execute("SELECT max(seq) FROM change_log").fetchone() == before
    return "; ".join(str(fault) for fault in told.value.faults) or str(told.value)


def test_a_unit_is_never_let_twice_on_a_day(desk: Desk) -> None:
    desk.let(start="2026-01-01", end="2026-06-30").store()
    desk.let(start="2026-06-30", code="L2", tenant="T2")
    assert "A-1" in refused(desk)
    desk.let(start="2026-07-01", code="L2", tenant="T2").store()


def test_holdover_keeps_the_unit(desk: Desk) -> None:
    desk.let(start="2026-01-01", end="2026-06-30", holdover=True).store()
    assert "A-1" in refused(desk.let(start="2026-09-01", code="L2", tenant="T2"))


def test_two_leases_of_one_workbook_crowd_each_other_too(desk: Desk) -> None:
    assert "A-1" in refused(desk.let(start="2026-02-01").let(end="2026-02-01", code="L2", tenant="T2"))


def test_no_more_seats_than_the_hall_has_on_any_day(desk: Desk) -> None:
    desk.put("Units", unit="H", sqft="1000", seats=10).store()
    for code, start, end, seats in (("L1", "2026-01-01", "2026-03-31", 6), ("L2", "2026-03-01", None, 4)):
        desk.let("1", start, end, code=code, units="H", basis="seat", seats=seats).store()
    assert "H" in refused(desk.let("1", "2026-02-01", code="L3", units="H", basis="seat", seats=5))


def test_later_seats_are_free_again(desk: Desk) -> None:
    desk.put("Units", unit="H", sqft="1000", seats=10)
    desk.let("1", "2026-01-01", "2026-03-31", units="H", basis="seat", seats=6)
    desk.let("1", "2026-03-01", code="L2", units="H", basis="seat", seats=4)
    desk.let("1", "2026-04-01", code="L3", units="H", basis="seat", seats=6).store()
    assert "H" in refused(desk.let("1", "2026-05-01", code="L4", units="H", basis="seat", seats=1))


def test_an_end_before_the_start_and_too_many_seats_are_faults(desk: Desk) -> None:
    assert "2026-05-01" in refused(desk.let(start="2026-05-01", end="2026-04-30"))
    desk.put("Units", unit="H", sqft="1000", seats=10)
    assert "seats" in refused(desk.let("1", units="H", basis="seat", seats=11, tenant="T9"))


def figures(desk: Desk, month: str, as_at: str) -> dict[str, Any]:
    """The monthly report as JSON."""
    with desk.store().session.park.reading() as db:
        data: dict[str, Any] = monthly(Context(db, date.fromisoformat(as_at), Month.parse(month))).data
        return data


def test_the_months_occupancy(desk: Desk) -> None:
    desk.put("Units", unit="H", sqft="1000", seats=20).put("Units", unit="S", sqft="500", lettable=False)
    desk.let("90", "2026-06-16", "2027-06-30", sqft="600").let(
        "1", code="L2", units="H", basis="seat", seats=5
    )
    found = figures(desk, "2026-06", "2026-06-30")["occupancy"]
    assert (found["lettable_sqft"], found["leased_sqft"], found["pct"]) == (1600, 850, 53.125)
    assert found["average_pct"] == pytest.approx(100 * (600 * 15 + 250 * 30) / (1600 * 30))
    assert (found["units"], found["units_let"], found["seats"], found["seats_let"]) == (2, 2, 20, 5)
    assert found["wale_months"] == pytest.approx(365 / 30.4375)


def test_case_c3_through_the_park(desk: Desk) -> None:
    for code, sqft, end in (
        ("A", "1000", "2027-06-01"),
        ("B", "5000", "2029-06-01"),
        ("C", "4000", "2030-06-01"),
    ):
        desk.let("1", end=end, code=code, units=code, sqft=sqft)
    assert round(figures(desk, "2026-06", "2026-06-01")["occupancy"]["wale_months"], 1) == 38.4


def test_returns_that_are_missing_are_not_reported_and_never_zero(desk: Desk) -> None:
    desk.let().let(code="L2", tenant="T2", units="A-2").let(code="L3", tenant="T3", units="A-3")
    desk.put("Returns", tenant="T1", month="2026-06", men=3, women=0)
    desk.put("Returns", tenant="T2", month="2026-06", men=1, exports_usd="1000.50")
    found = figures(desk, "2026-06", "2026-06-30")
    told = found["returns"]
    assert (told["reported"], told["expected"], told["men"], told["women"]) == (2, 3, 4, 0)
    assert (told["exports_usd"], told["domestic_pkr"], told["trainees"]) == ("1000.50", None, None)
    assert [one["men"] for one in found["tenants"]] == [3, 1, None]
    assert [one["exports_usd"] for one in found["tenants"]] == [None, "1000.50", None]


@pytest.mark.parametrize(("exports", "warned"), [(None, False), ("50000.00", False), ("50000.01", True)])
def test_more_than_sixty_thousand_dollars_a_year_a_person_is_warned_of(
    desk: Desk, exports: str | None, warned: bool
) -> None:
    row = {"tenant": "T1", "month": Month(2026, 6), "men": 10, "women": 0}
    if exports:
        row["exports_usd"] = int(exports.replace(".", ""))
    told = import_rows(desk.let().store().session, {}, {"Returns": [row]}).told["notices"]
    assert isinstance(told, list)
    assert bool(told) == warned
