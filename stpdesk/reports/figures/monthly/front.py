"""The summary put together: headline and sentences, figures, occupancy, ageing, strip, attention."""

from __future__ import annotations

from collections import defaultdict

from stpdesk.core.ageing import BUCKETS, bucket
from stpdesk.core.money import Paisa
from stpdesk.db import attention
from stpdesk.reports.figures.accounts import NAMES
from stpdesk.reports.figures.monthly import sentences
from stpdesk.reports.figures.monthly.kpis import kpis, women_pct
from stpdesk.reports.figures.monthly.sentences import People
from stpdesk.reports.figures.monthly.strip import strip
from stpdesk.reports.figures.monthly.summary import (
    AgeingBar,
    AgeingBars,
    Matter,
    OccupancyLine,
    Point,
    Summary,
)
from stpdesk.reports.figures.monthly.taken import Taken, percent, settled_pct
from stpdesk.reports.figures.written import day, number, rs, sentence, short_day

LATE = ("d61_90", "over_90")
"""Buckets that are told apart: over 60 days."""


def summary(taken: Taken) -> Summary:
    """The first page."""
    history = taken.history
    points = tuple(Point(month, pct) for month, pct in zip(history.months, history.occupancy, strict=True))
    lettable = number(taken.occupancy.lettable_sqft)
    return Summary(
        headline(taken), told(taken), history.months, kpis(taken),
        OccupancyLine(points, percent(taken.terms.park.occupancy_target_pct), f"Let area as % of {lettable} sq ft that can be let"),
        ageing_bars(taken), strip(taken), matters(taken),
    )  # fmt: skip


def headline(taken: Taken) -> str:
    """What PSEB would ask first: how full, whether there was power, what is owed."""
    park, history = taken.terms.park, taken.history
    full = sentences.occupancy(
        history.occupancy[-1], history.occupancy[-2], percent(park.occupancy_target_pct)
    )
    power = sentences.power(
        taken.power_pct,
        percent(park.power_target_pct),
        anybody=taken.anybody,
        unknown=taken.power.tenants.unknown,
    )
    owed = sentences.debt(taken.ageing.overdue, taken.ageing.buckets[-1], taken.overdue_before, taken.since)
    by = f"by {day(taken.day)}, " if taken.running else ""
    return f"{sentence(by + full)} {sentence(f'{power}; {owed}')}"


def told(taken: Taken) -> tuple[str, ...]:
    """The further sentences: who was there, what was billed and collected, what failed."""
    history, whole = taken.history, taken.internet.whole
    now = taken.billing
    people = People(
        history.companies[-1] or 0, len(taken.present) - (history.companies[-1] or 0), len(taken.returns), len(taken.present),
        history.professionals[-1], women_pct(taken, taken.month), history.exports[-1],
    )  # fmt: skip
    before = None if taken.running else history.billed_net[-2]
    billed = sentences.billed(history.billed_net[-1], now.credited, before, taken.since)
    collected = sentences.collected(history.collected[-1], settled_pct(now))
    grid = taken.power.grid
    cut = sentences.grid(
        grid.down, len(grid.events), grid.down - taken.power.tenant_seconds, known=grid.known > 0
    )
    net = sentences.internet(
        taken.internet_pct,
        percent(taken.terms.park.internet_target_pct),
        whole.down,
        len(whole.events),
        whole.unknown,
    )
    return (
        sentence(sentences.people(people)), sentence(f"{billed}; {collected}"), f"{sentence(cut)} {sentence(net)}",
    )  # fmt: skip


def ageing_bars(taken: Taken) -> AgeingBars:
    """What is open by age."""
    counts: dict[str, int] = defaultdict(int)
    for item in taken.open_items:
        counts[bucket(item.due, taken.day)] += 1
    whole = taken.ageing
    bars = tuple(
        AgeingBar(key, name, amount, 100 * amount / whole.total if whole.total else None, counts[key], key in LATE)
        for key, name, amount in zip(BUCKETS, BARS, whole.buckets, strict=True)
    )  # fmt: skip
    advances = f"; advances of {rs(whole.advances)} are apart" if whole.advances else ""
    note = f"Rupees open on {short_day(taken.day)} by days overdue, share of the total, documents{advances}"
    return AgeingBars(bars, whole.total, len(taken.open_items), whole.advances, note)


BARS = tuple(f"{name} days" if name != NAMES[0] else name for name in NAMES)
"""The buckets' names on the page."""


def matters(taken: Taken) -> tuple[Matter, ...]:
    """What the manager typed for PSEB's attention."""
    return tuple(
        Matter(one.matter, one.since, one.exposure and Paisa(one.exposure), one.decision)
        for one in attention.open_matters(taken.context.db, taken.day)
    )
