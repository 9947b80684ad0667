"""Which backups are kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from stpdesk.core.keeping import DAILY, MONTHLY, WEEKLY, superfluous

NOW = datetime(2026, 11, 2, 18, 0)
HALF_HOURS = [NOW - timedelta(minutes=30 * step) for step in range(48 * 800)]
MOMENTS = st.lists(st.datetimes(NOW - timedelta(days=900), NOW + timedelta(days=3)), max_size=60)


def kept_after(made: list[datetime], now: datetime = NOW) -> list[datetime]:
    gone = superfluous(made, now)
    return sorted((one for one in made if one not in gone), reverse=True)


def test_all_of_two_days_then_twelve_days_ten_weeks_nine_months() -> None:
    kept = kept_after(HALF_HOURS)
    young = [one for one in kept if NOW - one <= timedelta(days=2)]
    assert len(young) == 97, "every half hour of two days, both ends"
    old = kept[len(young) :]
    assert len(old) == DAILY + WEEKLY + MONTHLY
    days, weeks, months = old[:12], old[12:22], old[22:]
    assert [one.date() for one in days] == [(NOW - timedelta(days=back)).date() for back in range(2, 14)]
    assert [one.date() for one in weeks][:2] == [datetime(2026, 10, 19).date(), datetime(2026, 10, 18).date()]
    assert len({one.isocalendar()[:2] for one in weeks}) == 10
    assert [(one.year, one.month) for one in months] == [(2026, month) for month in range(8, 0, -1)] + [
        (2025, 12)
    ]


def test_a_park_opened_once_a_month_keeps_years() -> None:
    monthly = [NOW - timedelta(days=31 * step) for step in range(40)]
    assert len(kept_after(monthly)) == 1 + DAILY + WEEKLY + MONTHLY


@given(MOMENTS)
def test_the_newest_and_the_last_two_days_stay(made: list[datetime]) -> None:
    gone = superfluous(made, NOW)
    assert gone <= set(made)
    assert not made or max(made) not in gone
    assert all(NOW - one > timedelta(days=2) for one in gone)


@given(MOMENTS)
def test_twice_is_once(made: list[datetime]) -> None:
    kept = kept_after(made)
    assert superfluous(kept, NOW) == set()


@given(MOMENTS)
def test_a_clock_gone_wild_leaves_a_backup_of_every_age(made: list[datetime]) -> None:
    kept = kept_after(made, NOW + timedelta(days=36_500))
    assert len(kept) >= min(len({one.date() for one in made}), DAILY)


def test_day_after_day_half_hour_after_half_hour_the_oldest_stay_about_a_year_old() -> None:
    kept: list[datetime] = []
    for step in range(0, 48 * 420, 8):
        now = NOW + timedelta(minutes=30 * step)
        kept = kept_after([now, *kept], now)
    assert len(kept) < 13 + DAILY + WEEKLY + MONTHLY + 3
    assert now - kept[-1] > timedelta(days=300)
