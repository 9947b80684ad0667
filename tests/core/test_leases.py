"""Monthly amounts, proration, escalation (rules B2 to B4) where a program is likely to be wrong."""

from __future__ import annotations

import pytest

from stpdesk.core.invoices import Draft
from stpdesk.core.leases import Let, rate_changes

from .made import amounts, charge, day, lease, money, only, run, unit


def changes(*args: str, until: str = "2030-01-01", **more: object) -> list[tuple[str, str]]:
    """The days on which the rate of a lease becomes another, with the rate."""
    found = rate_changes(lease(*args, **more), day(until))  # type: ignore[arg-type]
    return [(when.isoformat(), money(rate)) for when, rate in found]


def segments(draft: Draft) -> list[tuple[str, str, int | None]]:
    """First day, amount and days of each line."""
    return [(line.first.isoformat()[5:], money(line.amount), line.days) for line in draft.lines]


def test_a_unit_by_area_is_rounded_on_its_own() -> None:
    draft = only("2026-10", lease("33.33", units=[unit("A-1", "10.5"), unit("A-2", "10.5")]))
    assert amounts(draft) == ["349.97", "349.97"]  # 349.965 each; together it would be 699.93
    assert [line.unit for line in draft.lines] == ["A-1", "A-2"]


def test_seats_are_one_line_whatever_the_rooms() -> None:
    rooms = [Let(unit("H-1", seats=4), 4), Let(unit("H-2", seats=6), 1)]
    assert amounts(only("2026-10", lease("4500", units=rooms, basis="seat", seats=5))) == ["22500.00"]


def test_blank_seats_are_all_of_the_rooms() -> None:
    rooms = [unit("H-1", seats=4), unit("H-2", seats=6)]
    assert amounts(only("2026-10", lease("4500", units=rooms, basis="seat"))) == ["45000.00"]


def test_a_fixed_rent_is_one_line_for_all_units() -> None:
    draft = only("2026-10", lease("77777.77", units=[unit("A-1"), unit("A-2")], basis="fixed"))
    assert amounts(draft) == ["77777.77"]


@pytest.mark.parametrize("month", ["2026-01", "2026-02", "2028-02", "2026-04"])
def test_a_full_month_is_exactly_the_monthly_amount(month: str) -> None:
    draft = only(month, lease("100.01", basis="fixed"))
    assert amounts(draft) == ["100.01"]
    assert "days" not in draft.lines[0].description


@pytest.mark.parametrize(
    ("start", "end", "amount", "days"),
    [
        ("2026-10-31", None, "1000.00", 1),
        ("2026-10-07", "2026-10-07", "1000.00", 1),
        ("2026-10-01", "2026-10-30", "30000.00", 30),
        ("2026-10-02", "2026-11-15", "30000.00", 30),
    ],
)
def test_first_and_last_day_both_count(start: str, end: str | None, amount: str, days: int) -> None:
    assert segments(only("2026-10", lease("31000", start, end, basis="fixed"))) == [(start[5:], amount, days)]


@pytest.mark.parametrize(("start", "end"), [("2026-11-01", None), ("2020-01-01", "2026-09-30")])
def test_nothing_outside_the_lease(start: str, end: str | None) -> None:
    let = lease("31000", start, end, basis="fixed", charges=[charge("internet", "100", "2020-01-01")])
    assert run("2026-10", let).drafts == ()


def test_rent_free_time_past_the_month_frees_the_month() -> None:
    let = lease(
        "31000", "2026-09-15", basis="fixed", free_to="2026-11-10", charges=[charge("parking", "300")]
    )
    assert amounts(only("2026-09", let)) == ["160.00"]
    assert amounts(only("2026-10", let)) == ["300.00"]
    assert amounts(only("2026-11", let)) == ["20666.67", "300.00"]


def test_rent_free_time_to_the_months_last_day_leaves_the_next_month_whole() -> None:
    let = lease("31000", "2026-09-01", basis="fixed", free_to="2026-09-30")
    assert run("2026-09", let).drafts == ()
    assert amounts(only("2026-10", let)) == ["31000.00"]


def test_rent_free_time_of_the_first_day_alone() -> None:
    one = lease("31000", "2026-10-01", basis="fixed", free_to="2026-10-01")
    assert segments(only("2026-10", one)) == [("10-02", "30000.00", 30)]


def test_rent_free_time_before_the_start_or_past_the_end_does_no_harm() -> None:
    assert segments(only("2026-10", lease("31000", "2026-10-15", basis="fixed", free_to="2026-10-10"))) == [
        ("10-15", "17000.00", 17)
    ]
    assert run("2026-10", lease("1", end="2026-10-20", basis="fixed", free_to="2026-12-31")).drafts == ()


def test_a_charges_own_dates_are_clipped_to_the_lease() -> None:
    charges = [
        charge("a", "31", "2026-01-01", "2027-01-01"),
        charge("b", "310", "2026-10-05", "2026-10-14"),
        charge("c", "3100", "2026-10-25"),
        charge("d", "31000", "2026-01-01", "2026-10-09"),
    ]
    draft = only("2026-10", lease("0", "2026-10-10", "2026-10-24", basis="fixed", charges=charges))
    assert [(line.head, money(line.amount), line.days) for line in draft.lines] == [
        ("a", "15.00", 15),
        ("b", "50.00", 5),
    ]


def test_a_charge_is_not_split_by_the_rents_escalation() -> None:
    let = lease("31000", "2025-10-16", basis="fixed", pct="10", charges=[charge("internet", "100")])
    assert segments(only("2026-10", let)) == [
        ("10-01", "15000.00", 15),
        ("10-16", "17600.00", 16),
        ("10-01", "100.00", 31),
    ]


@pytest.mark.parametrize(
    ("start", "every", "days"),
    [
        ("2024-02-29", 12, ["2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]),
        ("2023-08-31", 6, ["2024-02-29", "2024-08-31", "2025-02-28", "2025-08-31"]),
        ("2022-12-30", 1, ["2023-01-30", "2023-02-28", "2023-03-30", "2023-04-30"]),
        ("2023-11-29", 3, ["2024-02-29", "2024-05-29", "2024-08-29", "2024-11-29"]),
        ("2020-05-15", 30, ["2022-11-15", "2025-05-15", "2027-11-15", "2030-05-15"]),
    ],
)
def test_escalation_days_are_clipped_to_the_month_and_never_drift(
    start: str, every: int, days: list[str]
) -> None:
    assert [when for when, _ in changes("100", start, pct="1", every=every, until=days[-1])[1:]] == days


def test_an_escalation_on_the_first_splits_nothing_and_on_the_last_leaves_one_day() -> None:
    first, last = lease("31000", "2025-10-01", basis="fixed", pct="10"), "2025-10-31"
    assert segments(only("2026-10", first)) == [("10-01", "34100.00", 31)]
    assert segments(only("2026-10", lease("31000", last, basis="fixed", pct="10"))) == [
        ("10-01", "30000.00", 30),
        ("10-31", "1100.00", 1),
    ]


def test_a_rate_that_does_not_change_is_no_split() -> None:
    assert changes("0.04", "2025-10-16", pct="10", until="2027-01-01") == [("2025-10-16", "0.04")]
    same = lease("31000", "2025-01-01", basis="fixed", steps=[("2026-10-16", "31000")])
    assert segments(only("2026-10", same)) == [("10-01", "31000.00", 31)]


def test_a_step_holds_from_its_day_and_later_escalations_compound_on_it() -> None:
    assert changes(
        "100", "2024-07-01", pct="10", steps=[("2025-01-01", "80")], until="2026-07-01"
    ) == [
        ("2024-07-01", "100.00"),
        ("2025-01-01", "80.00"),
        ("2025-07-01", "88.00"),
        ("2026-07-01", "96.80"),
    ]  # fmt: skip


def test_a_step_on_the_last_day_leaves_that_day_alone() -> None:
    let = lease("3100", "2025-01-01", "2026-10-31", basis="fixed", steps=[("2026-10-31", "6200")])
    assert segments(only("2026-10", let)) == [("10-01", "3000.00", 30), ("10-31", "200.00", 1)]


def test_on_the_day_of_an_escalation_the_step_wins() -> None:
    assert changes(
        "100", "2024-07-01", pct="10", steps=[("2025-07-01", "105")], until="2026-07-01"
    ) == [("2024-07-01", "100.00"), ("2025-07-01", "105.00"), ("2026-07-01", "115.50")]  # fmt: skip


@pytest.mark.parametrize("steps", [[("2024-01-01", "80"), ("2023-01-01", "70")], [("2024-07-01", "80")]])
def test_a_step_on_or_before_the_start_is_the_starting_rate(steps: list[tuple[str, str]]) -> None:
    found = changes("100", "2024-07-01", pct="10", steps=steps, until="2025-07-01")
    assert found == [("2024-07-01", "80.00"), ("2025-07-01", "88.00")]


def test_a_step_and_an_escalation_in_one_month_make_three_segments() -> None:
    let = lease("3100", "2025-10-21", basis="fixed", pct="10", steps=[("2026-10-11", "6200")])
    assert segments(only("2026-10", let)) == [
        ("10-01", "1000.00", 10),
        ("10-11", "2000.00", 10),
        ("10-21", "2420.00", 11),
    ]


def test_a_lease_without_escalation_never_changes() -> None:
    assert changes("100", "2020-01-01") == [("2020-01-01", "100.00")]


def test_holdover_runs_on_at_the_last_rate_with_its_charges() -> None:
    let = lease(
        "30000", "2024-03-01", "2026-08-31", basis="fixed", pct="10", holdover=True,
        charges=[charge("internet", "100"), charge("parking", "50", None, "2026-10-15")],
        steps=[("2026-10-01", "99999")],
    )  # fmt: skip
    assert amounts(only("2026-10", let)) == ["36300.00", "100.00", "24.19"]
    assert amounts(only("2028-04", let)) == ["36300.00", "100.00"]


def test_an_escalation_on_the_last_day_still_holds_in_holdover() -> None:
    let = lease("100", "2024-03-31", "2026-03-31", basis="fixed", pct="10", holdover=True)
    assert amounts(only("2026-05", let)) == ["121.00"]


def test_without_holdover_the_end_is_the_end() -> None:
    let = lease("31000", end="2026-10-10", basis="fixed", charges=[charge("internet", "3100")])
    assert amounts(only("2026-10", let)) == ["10000.00", "1000.00"]
    assert run("2026-11", let).drafts == ()
