"""The meter grid: many readings in one act, priced as the run prices them; asked, billed and closed ones refused (rule B8)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from stpdesk.actions import drafts, meter_history, meters
from stpdesk.actions.readings import FORM, grid, save_readings
from stpdesk.actions.session import Role, Session
from stpdesk.actions.undo import undo
from stpdesk.core.errors import Refused
from stpdesk.core.forms import MeterForm
from stpdesk.core.money import E4
from stpdesk.core.months import Month
from stpdesk.core.reading_grid import MeterRow, TypedReading, asks, odd, standing, times_usual, usual, worked
from stpdesk.db import rows
from tests.closing import close_month

from .conftest import Desk, money

OCT = Month(2026, 10)
LAST = date(2026, 10, 31)


def e4(text: str) -> E4:
    return E4(int(Decimal(text).scaleb(4)))


def read(value: str, day: date = LAST, event: str | None = None, closing: str | None = None, digits: int | None = None) -> TypedReading:  # fmt: skip
    return TypedReading(e4(value), day, event, e4(closing) if closing else None, digits)


@pytest.fixture
def park(desk: Desk) -> Desk:
    desk.today("2026-11-02").let(rate="0", basis="fixed").let(
        rate="0", basis="fixed", code="L2", tenant="T2", units="A-2"
    )
    desk.put("Units", unit="A-3", sqft="100").put("Tariffs", supply="grid", from_="2020-01-01", rate="31.59")
    desk.put("Meters", meter="E-10", unit="A-1", supply="grid", multiplier="40", digits=5)
    desk.put("Meters", meter="E-2", unit="A-2", supply="grid").put(
        "Meters", meter="E-3", unit="A-3", supply="grid"
    )
    desk.put("Meters", meter="MAIN", supply="grid", digits=6)
    for meter, start, step in (
        ("E-10", 99_350, 300),
        ("E-2", 1_000, 100),
        ("E-3", 5, 0),
        ("MAIN", 10_000, 900),
    ):
        for place, day in enumerate(("2026-07-31", "2026-08-31", "2026-09-30")):
            desk.put("Readings", meter=meter, date=day, reading=str(start + place * step))
    return desk.store()


def row(desk: Desk, code: str, month: Month = OCT) -> MeterRow:
    return next(one for one in grid(desk.session, month).rows if one.meter.code == code)


def refused(desk: Desk, code: str, typed: TypedReading | None, month: Month = OCT) -> tuple[str, str]:
    with pytest.raises(Refused) as told:
        save_readings(desk.session, month, {code: typed})
    return str(told.value.field), str(told.value)


def test_the_grid_has_a_row_a_meter_in_the_order_of_units_and_main_meters_last(park: Desk) -> None:
    found = grid(park.session, OCT)
    assert [(one.meter.code, one.unit, one.read) for one in found.rows] == [
        ("E-10", "A-1", False), ("E-2", "A-2", False), ("E-3", "A-3", False), ("MAIN", None, False)
    ]  # fmt: skip
    assert found.usual_day == LAST


def test_usual_is_the_median_use_a_day_times_the_days_and_half_to_double_is_not_odd(park: Desk) -> None:
    expected = usual(row(park, "E-2"), LAST)
    assert expected is not None  # 100 in 31 days of August, 100 in 30 of September, for the 31 of October
    assert abs(expected - (100 + 103.3333333) / 2 * 10**8) < 10**4
    assert [odd(units, 100) for units in (49, 50, 100, 200, 201)] == [True, False, False, False, True]
    assert (odd(None, 100), odd(5, None), odd(0, 0), odd(1, 0)) == (False, False, False, True)
    assert [times_usual(units, 100) for units in (310, 4, 994, 61_249)] == ["3.1", "0.0", "9.9", "612"]
    assert usual(row(park, "E-3"), LAST) == 0


def test_many_readings_are_saved_in_one_act_with_the_drafts_end_and_priced_as_the_run_bills_them(
    park: Desk,
) -> None:
    drafts.save(park.session, FORM, "2026-10", {"x": "1"})
    found = grid(park.session, OCT)
    typed = {
        "E-10": read("130", event="rollover"),
        "e-2": read("1320.5"),
        "E-3": read("6"),
        "MAIN": read("13000"),
    }
    foretold = {
        one.meter.code: worked(found.terms, one, typed[code])
        for one in found.rows
        for code in typed
        if code.upper() == one.meter.code
    }
    told = save_readings(park.session, OCT, typed, drafted=True).told
    assert (told["saved"], told["taken_out"]) == (4, 0)
    assert drafts.find(park.session, FORM, "2026-10") is None
    now = grid(park.session, OCT)
    assert {one.meter.code: standing(now.terms, one) for one in now.rows} == foretold
    assert foretold["E-10"].units == 7_200 * 10**8  # worked case 14: 180 × 40
    run = park.preview("2026-11").run
    lines = {line.unit: line for draft in run.drafts for line in draft.lines if line.last == LAST}
    assert {unit: money(line.amount) for unit, line in lines.items()} == {
        "A-1": "227448.00",
        "A-2": "3806.60",
    }
    assert money(foretold["E-2"].amount or 0) == "3806.60"
    assert money(foretold["E-10"].amount or 0) == "227448.00"
    why = {one.usage.meter.code: one.reason for one in run.unbilled if one.usage.last == LAST}
    assert why == {"E-3": "no tenant", "MAIN": "park main meter"}
    assert (foretold["E-3"].why, foretold["MAIN"].why, foretold["MAIN"].amount) == ("nobody", "main", None)


def test_a_lower_reading_is_asked_about_and_not_guessed(park: Desk) -> None:
    head = park.head()
    assert asks(row(park, "E-2"), read("7"))
    assert refused(park, "E-2", read("7")) == (
        "E-2.reading",
        "Meter E-2 showed more on 2026-09-30: say whether the dial rolled over or the meter was replaced or reset.",
    )
    field, words = refused(park, "E-2", read("7", event="rollover"))
    assert (field, "say with how many digits it counts" in words) == ("E-2.digits", True)
    assert park.head() == head
    save_readings(park.session, OCT, {"E-2": read("7", event="rollover", digits=4)})
    assert standing(grid(park.session, OCT).terms, row(park, "E-2")).units == (10_000 - 1_200 + 7) * 10**8
    assert row(park, "E-2").meter.digits == 4


def test_a_replaced_meter_keeps_the_old_ones_last_use_and_begins_anew(park: Desk) -> None:
    save_readings(park.session, OCT, {"E-2": read("3", event="reset", closing="1250")})
    assert [(one.reading.event, one.units) for one in meter_history.history(park.session, "E-2")[:2]] == [
        ("reset", None), (None, 50 * 10**8)
    ]  # fmt: skip
    assert standing(grid(park.session, OCT).terms, row(park, "E-2")).units == 50 * 10**8
    save_readings(park.session, OCT, {"E-10": read("4", date(2026, 10, 12), "reset")})
    again = row(park, "E-10")
    assert (again.taken, again.read) == (None, True)  # it is read again at the month's end
    save_readings(park.session, OCT, {"E-10": read("9")})
    assert standing(grid(park.session, OCT).terms, row(park, "E-10")).units == 5 * 40 * 10**8


def test_a_saved_reading_is_corrected_or_taken_out_until_it_is_billed(park: Desk) -> None:
    save_readings(park.session, OCT, {"E-2": read("1300"), "E-10": read("99960")})
    save_readings(park.session, OCT, {"E-2": read("1310", date(2026, 10, 30))})
    with park.session.park.reading() as db:
        found = rows.fetch(
            db, "SELECT date, reading_e4 FROM readings WHERE date > '2026-10-01' ORDER BY reading_e4"
        )
    assert found == [("2026-10-30", 13_100_000), ("2026-10-31", 999_600_000)]
    assert save_readings(park.session, OCT, {"E-10": None}).told["taken_out"] == 1
    assert row(park, "E-10").taken is None
    (number, *_) = [str(one.number) for one in park.bill("2026-11") if one.tenant == "T2"]
    sentence = (
        f"Meter E-2 is billed up to 2026-10-30 on {number}. Credit that line under Invoices; then enter the right reading of"
        " that day as a reset, and use counts on from it."
    )
    for typed in (read("1305"), None):
        assert refused(park, "E-2", typed) == ("E-2.reading", sentence)
    key = meter_history.history(park.session, "E-2")[0].reading.id
    with pytest.raises(Refused, match="is billed up to"):
        meter_history.remove_reading(park.session, "E-2", key)
    right = TypedReading(e4("1305"), date(2026, 10, 30), "reset")
    meter_history.save_reading(park.session, "E-2", right)  # as the sentence says
    assert [one.billed for one in meter_history.history(park.session, "E-2")[:2]] == [None, number]


DAYS = [
    (
        read("1300", date(2026, 11, 1)),
        "2026-11-01 is not in 2026-10; turn to its month, or give a day of this one.",
    ),
    (
        read("1300", date(2026, 9, 30)),
        "2026-09-30 is not in 2026-10; turn to its month, or give a day of this one.",
    ),
]


def test_a_reading_is_dated_in_its_month_and_not_ahead(park: Desk) -> None:
    for typed, sentence in DAYS:
        assert refused(park, "E-2", typed) == ("E-2.day", sentence)
    park.today("2026-10-20")
    assert refused(park, "E-2", read("1300"))[1].startswith("2026-10-31 is not here yet")
    assert grid(park.session, OCT).usual_day == date(2026, 10, 20)


def test_a_closed_month_and_a_viewer_are_refused_whole(park: Desk) -> None:
    save_readings(park.session, OCT, {"E-2": read("1300")})
    viewer = Session(park.session.park, "viewer", park.clock, Role.VIEWER)
    with pytest.raises(Refused, match="may not do this"):
        save_readings(viewer, OCT, {})
    duty = Session(park.session.park, "duty", park.clock, Role.DUTY)
    save_readings(duty, OCT, {"MAIN": read("12800")})
    close_month(park.session, OCT)
    assert (
        refused(park, "E-10", read("99960"))[1]
        == "The month 2026-10 is closed; reopen it with a reason first."
    )
    key = meter_history.history(park.session, "E-2")[0].reading.id
    with pytest.raises(Refused, match="is closed"):
        meter_history.save_reading(park.session, "E-2", read("1301"), key)


def test_one_of_many_that_cannot_be_saved_saves_none(park: Desk) -> None:
    head = park.head()
    with pytest.raises(Refused, match="does not fit"):
        save_readings(park.session, OCT, {"E-2": read("1300"), "E-10": read("123456")})
    assert park.head() == head


def test_a_reading_before_another_must_leave_it_possible(park: Desk) -> None:
    sep = Month(2026, 9)
    save_readings(park.session, OCT, {"E-2": read("1300")})
    assert refused(park, "E-2", read("1400", date(2026, 9, 30)), sep)[1].startswith(
        "Meter E-2 showed 1300 on 2026-10-31"
    )
    save_readings(park.session, OCT, {"MAIN": read("100", event="reset")})
    gone = meter_history.history(park.session, "MAIN")[0].reading
    meter_history.save_reading(park.session, "MAIN", read("50", date(2026, 10, 31), "reset"), gone.id)
    with pytest.raises(Refused, match="two readings on"):
        meter_history.save_reading(park.session, "E-2", read("1301"))


def test_a_meter_is_entered_with_what_it_shows_changed_and_taken_out_until_it_was_read(park: Desk) -> None:
    session = park.session
    form, units = meters.new_form(session)
    assert units == ("A-1", "A-2", "A-3")
    assert form.code.startswith("E-")
    new = MeterForm("G-1", "A-1", "generator", E4(400_000), 6, e4("12.5"), LAST)
    told = meters.add_meter(session, new)
    assert (told.nouns, told.told["meter"]) == (frozenset({"meters", "readings"}), "G-1")
    assert row(park, "G-1").taken is not None
    for field, wrong in (
        ("code", MeterForm("e-2", None)), ("code", MeterForm("")), ("unit", MeterForm("X", "Z-9")),
        ("multiplier", MeterForm("X", multiplier=E4(0))), ("digits", MeterForm("X", digits=13)),
        ("day", MeterForm("X", reading=e4("1"))), ("reading", MeterForm("X", digits=2, reading=e4("100"), day=LAST)),
    ):  # fmt: skip
        with pytest.raises(Refused) as why:
            meters.add_meter(session, wrong)
        assert why.value.field == field
    meters.add_meter(session, MeterForm("NEW", "A-3"))
    meters.remove_meter(session, "new")
    with pytest.raises(Refused, match="it was read"):
        meters.remove_meter(session, "E-2")
    meters.change_meter(session, "G-1", MeterForm("G-2", None, "generator", E4(10_000), 6))
    assert row(park, "G-2").unit is None
    park.bill("2026-10")
    with pytest.raises(Refused, match="under a code of its own") as stays:
        meters.change_meter(session, "E-2", MeterForm("E-2", "A-2", multiplier=E4(20_000)))
    assert stays.value.field == "multiplier"
    with pytest.raises(Refused, match="does not fit that many digits"):
        meters.change_meter(session, "E-2", MeterForm("E-2", "A-2", digits=3))
    meters.change_meter(session, "E-2", MeterForm("E-2", "A-3", digits=4))


def test_saved_readings_are_undone_whole_until_one_of_them_is_billed_or_another_hangs_on_it(
    park: Desk,
) -> None:
    def saved(month: Month, **typed: TypedReading | None) -> tuple[int, int]:
        act = save_readings(duty, month, {code.replace("_", "-"): one for code, one in typed.items()}).told[
            "act"
        ]
        assert isinstance(act, tuple)
        return act

    duty = Session(park.session.park, "duty", park.clock, Role.DUTY)
    rolled = saved(OCT, MAIN=read("5", event="rollover"), E_3=read("7"))
    undo(duty, rolled)
    assert row(park, "MAIN").taken is None and row(park, "E-3").taken is None
    rolled = saved(OCT, E_10=read("20", event="rollover"))
    later = saved(Month(2026, 11), E_10=read("50", date(2026, 11, 2)))
    with pytest.raises(Refused, match="A later reading of meter E-10 could not follow without it"):
        undo(duty, rolled)
    undo(duty, later)
    undo(duty, rolled)
    billed = saved(OCT, E_2=read("1300"))
    park.bill("2026-11")
    with pytest.raises(Refused, match="Meter E-2 is billed up to"):
        undo(duty, billed)
