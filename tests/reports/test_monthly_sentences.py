"""What a month's figures are made to say: plain words, true figures, right plurals."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from stpdesk.core.money import Paisa, lakh
from stpdesk.reports.figures.monthly import sentences as say
from stpdesk.reports.figures.monthly import strip
from stpdesk.reports.figures.monthly.kpis import changed
from stpdesk.reports.figures.table import Cell
from stpdesk.reports.figures.written import (
    FIXED,
    counted,
    decimals,
    lasted,
    listed,
    pct,
    rounded,
    rs,
    sentence,
)


def plain(words: str) -> str:
    """With blanks that break, as a reader sees them."""
    return words.replace(FIXED, " ")


OCCUPANCY = {
    (92.4, 91.3, 90.0): "occupancy rose by 1.1 points to 92.4 %, 2.4 points above the target of 90 %",
    (92.4, 93.4, None): "occupancy fell by 1 point to 92.4 %",
    (73.76, 73.80, 85.0): "occupancy stayed at 73.8 %, 11.2 points below the target of 85 %",
    (90.0, None, 90.0): "occupancy is 90.0 %, on the target of 90 %",
    (89.99, 90.0, 90.0): "occupancy stayed at 90.0 %, just below the target of 90 %",
    (100.0, 99.99, 99.5): "occupancy rose by 0.1 points to 100.0 %, 0.5 points above the target of 99.5 %",
    (0.0, 4.0, None): "occupancy fell by 4 points to 0.0 %",
    (None, 50.0, 90.0): "no area is lettable, so there is no occupancy",
}  # fmt: skip


@pytest.mark.parametrize(("figures", "words"), OCCUPANCY.items())
def test_occupancy_is_told_as_it_is_printed(figures: tuple[Any, ...], words: str) -> None:
    assert plain(say.occupancy(*figures)) == words


def test_power_is_told_against_its_target() -> None:
    def told(
        share: float | None, target: float | None = None, *, anybody: bool = True, unknown: int = 0
    ) -> str:
        return plain(say.power(share, target, anybody=anybody, unknown=unknown))

    assert told(99.384, 99.5) == "tenants had power 99.38 % of the time, below the target of 99.5 %"
    assert told(99.5, 99.5) == "tenants had power 99.50 % of the time, on the target of 99.5 %"
    assert told(99.999, 99) == "tenants had power 99.99 % of the time, above the target of 99 %"
    assert told(100.0, 99) == "tenants had power all the time"
    assert told(100.0, unknown=7200) == (
        "tenants had power all the time, as far as is known (nobody could tell for 2 h)"
    )
    assert told(None) == "nobody can tell how long tenants had power"
    assert told(99.0, anybody=False) == "no tenant was there to be without power"


def test_a_month_without_an_outage_says_so() -> None:
    assert say.grid(0, 0, 0, known=True) == "the grid was never down"
    assert say.internet(100.0, 99.0, 0, 0, 0) == "the internet was never down"
    assert say.grid(0, 0, 0, known=False) == "nobody can tell how long the grid was up"
    assert say.internet(None, 99.0, 0, 0, 0) == "nobody can tell how long the internet was up"


def test_outages_are_counted_in_the_right_number() -> None:
    assert plain(say.grid(3600, 1, 0, known=True)) == (
        "the grid was down for 1 h in 1 outage, and tenants were without power all that time"
    )
    assert plain(say.grid(92640, 19, 88980, known=True)) == (
        "the grid was down for 25 h 44 min in 19 outages; the generator carried tenants for 24 h 43 min of it"
    )
    assert plain(say.grid(600, 0, 600, known=True)) == (
        "the grid was down for 10 min, in an outage that began earlier, and the generator carried tenants all that time"
    )
    assert plain(say.internet(99.72, 99.0, 7380, 4, 0)) == (
        "the internet was down for 2 h 3 min in 4 outages and up 99.72 % of the time, above the target of 99 %"
    )


def debt(overdue: str, over_90: str = "0", before: str | None = None) -> str:
    """In rupees."""
    had = None if before is None else Paisa(int(before) * 100)
    return plain(say.debt(Paisa(int(overdue) * 100), Paisa(int(over_90) * 100), had, "September"))


def test_what_is_overdue_is_told_against_last_month() -> None:
    assert debt("4120000", "90000", "3920000") == (
        "Rs 41,20,000 is overdue, Rs 2,00,000 more than at the end of September, and Rs 90,000 of it for over 90 days"
    )
    assert debt("4120000", before="4200000") == (
        "Rs 41,20,000 is overdue, Rs 80,000 less than at the end of September"
    )
    assert debt("500", "500", "500") == (
        "Rs 500 is overdue, as at the end of September, all of it for over 90 days"
    )
    assert debt("500") == "Rs 500 is overdue"
    assert debt("0") == debt("0", before="0") == "nothing is overdue"
    assert debt("0", before="700") == "nothing is overdue, after Rs 700 at the end of September"


def test_vacancies_ends_and_debtors_are_counted_in_the_right_number() -> None:
    assert plain(say.space(8, 0, 2, 0, 14.25)) == (
        "8 units are vacant, 2 leases end within 90 days and leases run for 14.3 months more on average"
    )
    assert plain(say.space(1, 1, 1, 1, None)) == (
        "1 unit is vacant, 1 seat of shared rooms is vacant, 1 lease ends within 90 days and 1 goes on past its end"
    )
    assert say.space(0, 0, 0, 0, None) == ""
    assert (
        plain(say.open_with(Paisa(9_00), Paisa(9_00), 1)) == "Rs 9 is open with 1 tenant, all of it overdue"
    )
    assert (
        plain(say.open_with(Paisa(9_00), Paisa(4_00), 3)) == "Rs 9 is open with 3 tenants, Rs 4 of it overdue"
    )
    assert say.open_with(Paisa(9_00), Paisa(0), 3).endswith("none of it overdue")
    assert plain(say.owing(32, 10, 82.84)) == "32 tenants owe something, the 10 largest 82.8 % of it"
    assert plain(say.owing(1, 10, 100)) == "1 tenant owes something"
    assert say.owing(0, 10, 0) == ""


def test_the_longest_outage_is_told_with_how_many_were_announced() -> None:
    assert plain(say.longest(25, "power", 14_400, "5 October 2026", "phase loss", 12)) == (
        "the longest of 25 outages was of power, 4 h on 5 October 2026 (phase loss); 12 were announced"
    )
    assert plain(say.longest(1, "internet", 600, "5 May", "", 1)) == (
        "the one outage was of internet, 10 min on 5 May; it was announced"
    )
    assert plain(say.longest(2, "power", 600, "5 May", "", 2)).endswith("; all were announced")
    assert plain(say.longest(2, "power", 600, "5 May", "", 1)).endswith("; 1 was announced")
    assert plain(say.longest(2, "power", 600, "5 May", "", 0)).endswith("on 5 May")
    assert say.longest(0, "", 0, "", "", 0) == ""


def test_the_generator_is_told_with_what_is_known_of_it() -> None:
    assert plain(say.generator(22, 87000, 310.4, 72000, "September")) == (
        "the generator ran 22 times, 24 h 10 min in all, and burnt 310 litres; in September it ran 20 h"
    )
    assert plain(say.generator(1, 3600, None, None, "May")) == "the generator ran once, 1 h"
    assert plain(say.generator(0, 1800, None, 0, "May")) == "the generator ran 30 min; in May it did not run"
    assert plain(say.generator(0, 0, None, None, "May")) == "the generator did not run"


def test_certificates_and_rates_are_told() -> None:
    assert plain(say.withheld(Paisa(10_000_00), 3, Paisa(40_000_00))) == (
        "tenants withheld Rs 10,000 of tax; 3 certificates for Rs 40,000 are awaited"
    )
    assert (
        plain(say.withheld(Paisa(0), 1, Paisa(500_00)))
        == "no tax was withheld; 1 certificate for Rs 500 is awaited"
    )
    days = date(2026, 8, 31), date(2026, 9, 30)
    assert plain(say.rate(83.7, 80.0, 99.0, "August", *days)) == (
        "of August's invoices 80.0 % was settled by 31 August 2026, and 99.0 % by 30 September 2026"
    )
    assert say.rate(83.7, None, None, "August", *days) == ""
    assert (
        say.rate(None, None, None, "August", *days) == "nothing was invoiced, so there is no collection rate"
    )


CHANGES: dict[tuple[Any, ...], str] = {
    (Cell.PERCENT, 92.4, 91.3, 1): "+1.1 points on May", (Cell.PERCENT, 91.34, 91.31, 1): "as in May",
    (Cell.PERCENT, 90.0, 91.0, 1): "−1 point on May", (Cell.PERCENT, 99.41, 99.62, 2): "−0.21 points on May",
    (Cell.COUNT, 30, 28, 0): "+2 on May", (Cell.COUNT, 28, 28, 0): "as in May", (Cell.COUNT, 3, None, 0): "May not known",
    (Cell.MONEY, 103_20, 100_00, 0): "+3.2 % on May", (Cell.MONEY, 99_99_950_00, 1_00_00_000_00, 0): "−Rs 50 on May",
    (Cell.MONEY, 500_00, 0, 0): "+Rs 500 on May", (Cell.MONEY, -930_00, 1_000_00, 0): "−Rs 1,930 on May",
    (Cell.USD, 20_00, 10_00, 0): "+100.0 % on May", (Cell.USD, None, 5_000_00, 0): "May USD 5,000",
}  # fmt: skip


@pytest.mark.parametrize(("figures", "words"), CHANGES.items())
def test_a_change_reads_well_whatever_it_is(figures: tuple[Any, ...], words: str) -> None:
    kind, value, before, places = figures
    assert plain(changed(kind, value, before, "May", places, flow=False)) == words


def test_a_month_that_is_not_over_is_not_compared() -> None:
    assert plain(changed(Cell.MONEY, 100, 1_00_000_00, "May", 0, flow=True)) == "May Rs 1,00,000"
    assert plain(changed(Cell.MONEY, 100, None, "May", 0, flow=True)) == "May not known"


def test_figures_are_written_as_people_here_read_them() -> None:
    assert plain(rs(1_23_45_678_50)) == "Rs 1,23,45,679"
    assert plain(rs(-50)) == "Rs −1"
    assert lakh(-1_00_000_00) == "−1,00,000.00"
    assert rounded(99.996, 2) == 99.99
    assert rounded(100, 2) == 100
    assert (decimals(-0.04, 1), decimals(-0.06, 1)) == ("0.0", "−0.1")
    assert plain(pct(99.96)) == "99.9 %"
    assert [plain(lasted(seconds)) for seconds in (0, 20, 60, 3600, 3_60_000_00)] == [
        "no time", "less than a minute", "1 min", "1 h", "10,000 h",
    ]  # fmt: skip
    assert [listed(list(letters)) for letters in ("", "a", "ab", "abc")] == ["", "a", "a and b", "a, b and c"]
    assert plain(counted(1_00_000, "company", "companies")) == "1,00,000 companies"
    assert (sentence("it is"), sentence("")) == ("It is.", "")


def test_a_day_tells_its_minutes_half_up_and_never_none_for_some() -> None:
    told = {
        (0, 0): "",
        (1, 0): "<1",
        (29, 0): "<1",
        (30, 0): "1",
        (89, 0): "1",
        (90, 0): "2",
        (0, 59): "",
        (0, 60): "?",
        (60, 60): "1",
    }
    assert {seconds: strip._told(*seconds) for seconds in told} == told
