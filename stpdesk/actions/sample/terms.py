"""Subsidy schemes and tariffs of the sample."""

from __future__ import annotations

from datetime import date, timedelta

from stpdesk.actions.sample.park import Row, Times
from stpdesk.actions.sample.profiles import PERCENT, Profile, established
from stpdesk.core.months import add_months

STANDING = "PSEB first year"
STARTUP_RENT = "Sample start-up rent support"
STARTUP_NET = "Sample start-up internet support"
POWER_RELIEF = "Sample generator relief"


def schemes(profile: Profile, times: Times) -> list[Row]:
    """The park's standing schemes, and invented ones whose windows end in the middle of a month."""
    since = established(profile, times)
    year = add_months(since, 12) - timedelta(days=1)
    begun = (times.first + -6).day(1)
    fund = "Sample IT Fund (invented)"
    relief = (times.first + max(1, times.months // 4)).last
    return [
        _scheme(STANDING, "PSEB", "rent", 25, since, year),
        _scheme(STANDING, "PSEB", "internet", 100, since, year),
        _scheme(STARTUP_RENT, fund, "rent", 20, begun, times.at(0.5).day(15), ("start-up",)),
        _scheme(
            STARTUP_NET, fund, "internet", 50, begun, times.every[-1].day(15), ("start-up", "freelancer")
        ),
        _scheme(POWER_RELIEF, "Sample Energy Cell (invented)", "generator", 30, times.first.first, relief),
    ]


def _scheme(
    name: str, funder: str, head: str, pct: int, first: date, last: date, kinds: tuple[str, ...] = ()
) -> Row:
    """One row of the Subsidies sheet; no kinds: all tenants."""
    row: Row = {
        "scheme": name,
        "funder": funder,
        "head": head,
        "pct": pct * PERCENT,
        "from": first,
        "to": last,
    }
    return {**row, "applies_to": kinds} if kinds else row


_GRID = (
    (2014, 7, 118_000),
    (2016, 7, 126_000),
    (2018, 7, 149_000),
    (2019, 7, 168_500),
    (2020, 7, 182_500),
    (2021, 7, 205_000),
    (2022, 7, 248_000),
    (2023, 7, 297_800),
    (2024, 7, 324_200),
    (2025, 7, 315_900),
    (2026, 7, 318_450),
)
_GENERATOR = (
    (2014, 7, 310_000),
    (2018, 7, 360_000),
    (2020, 7, 395_000),
    (2022, 3, 560_000),
    (2023, 7, 720_000),
    (2024, 7, 755_000),
    (2025, 7, 742_500),
    (2026, 4, 768_000),
)


def tariffs(times: Times) -> list[Row]:
    """Rupees per kWh as they were decided, from the one in force at the start; one grid change in mid-month."""
    start, change = times.first.first, times.at(0.6).day(16)
    found: list[Row] = []
    for supply, table in (("grid", _GRID), ("generator", _GENERATOR)):
        days = [(date(year, month, 1), rate) for year, month, rate in table]
        if supply == "grid":
            before = [rate for day, rate in days if day <= change] or [days[0][1]]
            days = sorted([*days, (change, before[-1] * 51 // 50)])
        held = [pair for pair in days if pair[0] <= start] or [(start, days[0][1])]
        for day, rate in [held[-1], *(pair for pair in days if pair[0] > start)]:
            found.append({"supply": supply, "from": day, "rate": rate})
    return found
