"""What a session has worked out is not worked out again while the park and the day are the same."""

from __future__ import annotations

from stpdesk.actions.month_close import known_run, run_state
from stpdesk.core.months import Month

from .conftest import Desk

OCTOBER = Month(2026, 10)


def test_a_run_is_worked_out_once_until_anything_is_changed_or_it_is_another_day(desk: Desk) -> None:
    desk.let("1000", "2026-10-01", basis="fixed").store().today("2026-11-22")
    assert known_run(desk.session, OCTOBER) is None
    first = run_state(desk.session, OCTOBER)
    assert first.documents == 1
    assert run_state(desk.session, OCTOBER) is first
    assert known_run(desk.session, OCTOBER) is first
    assert known_run(desk.session, OCTOBER + 1) is None
    desk.today("2026-11-23")
    assert known_run(desk.session, OCTOBER) is None
    desk.today("2026-11-22")
    desk.run("2026-10")
    assert known_run(desk.session, OCTOBER) is None
    assert run_state(desk.session, OCTOBER).documents == 0
