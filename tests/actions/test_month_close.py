"""What the month's close counts and leads to: its own month, and the oldest one that is open."""

from __future__ import annotations

from stpdesk.actions.closing import reopen_month
from stpdesk.actions.month_close import checklist, months, run_state
from stpdesk.actions.readings import needed
from stpdesk.core.months import Month
from stpdesk.db import closings
from tests.closing import close_month

from .conftest import Desk

AUGUST, SEPTEMBER, OCTOBER = Month(2026, 8), Month(2026, 9), Month(2026, 10)

WITHOUT = "One reading of {month} has no tenant who pays: the unit was vacant. Is a lease missing?"


def to_close(desk: Desk) -> Month:
    """The month to close."""
    with desk.session.park.reading() as db:
        return closings.to_close(db, desk.session.today)


def test_the_oldest_open_month_is_closed_first_once_months_are_closed_here(desk: Desk) -> None:
    desk.store().today("2026-11-22")
    assert to_close(desk) == OCTOBER  # nobody goes back through years for the first time
    assert [one.month for one in months(desk.session, OCTOBER)] == [Month(2026, 11), OCTOBER]
    close_month(desk.session, AUGUST)
    assert to_close(desk) == SEPTEMBER
    close_month(desk.session, OCTOBER)
    assert to_close(desk) == SEPTEMBER
    close_month(desk.session, SEPTEMBER)
    assert to_close(desk) == Month(2026, 11)
    reopen_month(desk.session, AUGUST, "a receipt was forgotten")
    assert to_close(desk) == AUGUST


def test_certificates_are_counted_up_to_the_months_last_day_as_in_its_report(desk: Desk) -> None:
    desk.let("1000", "2026-09-01", basis="fixed").bill("2026-10")
    for day in ("2026-10-20", "2026-11-03"):
        desk.pay("90", day, income_tax="10")
    desk.today("2026-11-22")
    for month, count in ((SEPTEMBER, 0), (OCTOBER, 1), (Month(2026, 11), 2)):
        steps = checklist(desk.session, month, None).steps
        assert next(one.left for one in steps if one.name == "certificates") == count


def test_readings_say_which_of_the_month_before_the_run_waits_for_as_the_run_does(desk: Desk) -> None:
    desk.let("1000", "2026-08-01", basis="fixed")
    desk.put("Meters", meter="M-1", unit="A-1", supply="grid")
    desk.put("Tariffs", supply="grid", from_="2026-08-01", rate="10")
    desk.put("Readings", meter="M-1", date="2026-08-31", reading="100")
    desk.store().today("2026-11-22")
    found = needed(desk.session, OCTOBER)
    assert (found.readings, found.billed_by) == (SEPTEMBER, Month(2026, 11))
    assert found.missing == desk.preview("2026-10").unread
    assert [one.meter.code for one in found.missing] == ["M-1"]
    state = run_state(desk.session, OCTOBER)
    assert (state.unread, state.readings) == (1, SEPTEMBER)
    assert (state.documents, state.total, state.waiting) == (0, 0, 1)  # issuing now would issue nothing
    run = next(one for one in checklist(desk.session, OCTOBER, state).steps if one.name == "run")
    assert run.says.startswith("One reading of Sep 2026 is missing, one document waits for it.")
    desk.put("Readings", meter="M-1", date="2026-09-30", reading="150").store()
    assert needed(desk.session, OCTOBER).missing == ()


def test_the_close_never_says_that_all_is_charged_while_the_run_lists_a_use_nobody_pays_for(
    desk: Desk,
) -> None:
    desk.put("Units", unit="A-1", sqft="100").put("Meters", meter="M-1", unit="A-1", supply="grid")
    desk.put("Tariffs", supply="grid", from_="2026-08-01", rate="10")
    for day, reading in (("2026-08-31", "0"), ("2026-09-30", "7"), ("2026-10-31", "9")):
        desk.put("Readings", meter="M-1", date=day, reading=reading)
    desk.store().today("2026-12-02")

    def said(month: Month) -> tuple[str, str]:
        state = run_state(desk.session, month)
        found = next(one for one in checklist(desk.session, month, state).steps if one.name == "unbilled")
        return found.state, found.says

    listed = {month: len(desk.preview(str(month)).run.unpaid) for month in (SEPTEMBER, OCTOBER, OCTOBER + 1)}
    assert list(listed.values()) == [0, 1, 2]
    assert said(SEPTEMBER) == ("ask", WITHOUT.format(month="Sep 2026"))
    assert said(OCTOBER) == (
        "ask",
        WITHOUT.format(month="Oct 2026") + " One older reading has no tenant.",
    )
    assert said(OCTOBER + 1) == (
        "none",
        "No meter is read in Nov 2026. 2 older readings have no tenant.",
    )


def test_no_lease_is_missed_where_a_unit_is_not_for_letting_or_shared(desk: Desk) -> None:
    desk.put("Units", unit="UPS", sqft="100", lettable=False).put(
        "Meters", meter="M-1", unit="UPS", supply="grid"
    )
    desk.put("Tariffs", supply="grid", from_="2026-08-01", rate="10")
    for day, reading in (("2026-09-30", "0"), ("2026-10-31", "9")):
        desk.put("Readings", meter="M-1", date=day, reading=reading)
    desk.store().today("2026-12-02")
    state = run_state(desk.session, OCTOBER)
    assert (state.unbilled, state.own, state.older) == (0, 1, 0)
    (used,) = desk.preview("2026-11").run.unbilled  # never lost silently (rule B8)
    assert (used.unit, used.reason, used.asks) == ("UPS", "no tenant", False)
