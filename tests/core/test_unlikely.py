"""Use far from usual: what of a run's use somebody should look at before it is issued."""

from __future__ import annotations

from typing import Any

import pytest

from stpdesk.core.months import Month
from stpdesk.core.terms import Billed
from stpdesk.core.unlikely import Unlikely, months_read, unlikely

from .made import lease, meter, money, readings, settings, tariff, terms
from .made import run as run_of

SHOWN = [("2026-05-31", "0"), ("2026-06-30", "300"), ("2026-07-31", "610"), ("2026-08-31", "920")]
"""Ten units a day."""


def told(
    *more: tuple[str, str] | tuple[str, str, str],
    month: str = "2026-10",
    had: tuple[str, ...] = (),
    **settled: Any,
) -> list[Unlikely]:
    """What the run of a month says of a meter that was read as `SHOWN` and then `more`."""
    shown = readings(*SHOWN, *more)
    known: dict[str, Any] = {
        "meters": {"M1": meter()},
        "readings": {"M1": shown},
        "tariffs": [tariff("60")],
        "park": settings(**settled),
    }
    before = Billed(readings=dict.fromkeys((one.id for one in shown[: len(SHOWN)]), "T1"))
    made = run_of(month, lease("100", basis="fixed"), billed=before, **known)
    agreed = terms(lease("100", basis="fixed"), **known)
    return unlikely(agreed, made, {"M1": shown}, had)


@pytest.mark.parametrize(
    ("reading", "far"),
    [("1069", True), ("1070", False), ("1220", False), ("1520", False), ("1521", True), ("184520", True)],
)
def test_outside_half_to_double_of_the_usual_300_units_is_told(reading: str, far: bool) -> None:
    assert bool(told(("2026-09-30", reading))) == far


@pytest.mark.parametrize(
    ("reading", "slip"), [("930", False), ("1521", False), ("2420", False), ("2421", True), ("184520", True)]
)
def test_more_than_five_times_the_usual_300_units_is_asked_about(reading: str, slip: bool) -> None:
    (one,) = told(("2026-09-30", reading))
    assert one.slip == slip


def test_it_says_the_meter_both_figures_who_is_billed_and_how_much() -> None:
    (one,) = told(("2026-09-30", "184520"))
    assert (one.usage.meter.code, one.unit, one.tenant.code) == ("M1", "A-1", "T1")
    assert (one.usage.units, one.usual) == (183_600 * 10**8, 300 * 10**8)
    assert money(one.amount) == "11016000.00"


def test_a_meter_that_stands_still_is_told_once_and_not_to_who_was_billed_already() -> None:
    (one,) = told(("2026-09-30", "920"))
    assert (one.usage.units, one.amount) == (0, 0)
    assert told(("2026-09-30", "920"), had=("T1",)) == []
    assert told(("2026-09-30", "920"), month="2026-11") == []  # the run of October was asked about it
    assert told(("2026-09-30", "920"), billing_from=Month(2026, 10)) == []


def test_each_reading_of_a_month_is_judged_by_those_before_it() -> None:
    found = told(("2026-09-10", "1020"), ("2026-09-30", "3020"))
    assert [(str(one.usage.last), one.usage.units // 10**8, one.usual // 10**8) for one in found] == [
        ("2026-09-30", 2000, 200)
    ]


def test_what_a_replaced_meter_showed_last_is_judged_by_its_own_days() -> None:
    assert told(("2026-09-30", "1220"), ("2026-09-30", "5", "reset")) == []


def test_the_readings_of_all_it_bills_and_since_the_run_before_are_wanted() -> None:
    known: dict[str, Any] = {"meters": {"M1": meter()}, "tariffs": [tariff("60")]}
    shown = readings(("2026-05-31", "0"), ("2026-06-30", "300"))
    for of_meter, first in ((shown, Month(2026, 6)), ((), Month(2026, 9))):
        made = run_of("2026-10", lease(), readings={"M1": of_meter}, **known)
        assert months_read(terms(lease(), **known), made) == (first, Month(2026, 10))
