"""What is overdue in the whole park is what the ageing of every tenant says, and meters are read or not."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from stpdesk.core.money import Paisa
from stpdesk.core.months import Month
from stpdesk.db import figures, ledger, terms
from stpdesk.db.arrears import Arrears, arrears
from stpdesk.db.park import Park
from tests.ui.conftest import PASSWORD, USER, clock


@pytest.fixture
def park(demo_park: Path) -> Park:
    """The sample park of half a year, to read."""
    return Park.open(demo_park, user=USER, password=PASSWORD, write=False, clock=clock)


def test_arrears_of_any_day_are_the_ageings_and_their_oldest_day_too(park: Park) -> None:
    some = 0
    with park, park.reading() as db:
        for ahead in range(0, 200, 9):
            day = date(2026, 5, 1) + timedelta(days=ahead)
            late = [one for one in ledger.ageing(db, day).values() if one.overdue > 0]
            dues = [one.due for one in ledger.open_items(db, as_at=day) if one.due < day]
            oldest = (day - min(dues)).days if dues else 0
            assert arrears(db, day) == Arrears(Paisa(sum(one.overdue for one in late)), len(late), oldest)
            some += len(late)
    assert some


def test_a_meter_without_a_reading_in_the_month_is_unread(park: Park) -> None:
    with park, park.reading() as db:
        meters, readings = terms.meters(db), terms.readings(db)
        for month in (Month(2026, 4), Month(2026, 10), Month(2026, 11)):
            taken = [
                key for key in meters if any(Month.of(one.date) == month for one in readings.get(key, ()))
            ]
            assert figures.unread(db, month) == (len(meters) - len(taken), len(meters))
