"""The summary put together: headline and sentences, figures, occupancy, ageing, strip, attention."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from stpdesk.core.ageing import BUCKETS, bucket
from stpdesk.core.money import Paisa
from stpdesk.db import attention
from stpdesk.reports.figures.accounts import NAMES
from stpdesk.reports.figures.monthly import sentences
from stpdesk.reports.figures.monthly.kpis import kpis
from stpdesk.reports.figures.monthly.money import Debtor, Money
from stpdesk.reports.figures.monthly.strip import strip
from stpdesk.reports.figures.monthly.summary import (
    AgeingBar,
    AgeingBars,
    Matter,
    OccupancyLine,
    Owed,
    Owing,
    Point,
    Summary,
)
from stpdesk.reports.figures.monthly.taken import Taken, percent
from stpdesk.reports.figures.written import counted, day, number, rs, sentence

LATE = ("d61_90", "over_90")
"""Buckets that are told apart: over 60 days."""


MOST_OWING = 5
"""So many that owe are named on the first page."""


def summary(taken: Taken, money: Money) -> Summary:
    """The first page; who owes is of the section on money."""
    history = taken.history
    points = tuple(Point(month, pct) for month, pct in zip(history.months, history.occupancy, strict=True))
    lettable = number(taken.occupancy.lettable_sqft)
    return Summary(
        headline(taken), told(taken), history.months, kpis(taken),
        OccupancyLine(points, percent(taken.terms.park.occupancy_target_pct), f"Let area as % of {lettable} sq ft that can be let"),
        ageing_bars(taken), owing(taken, money), strip(taken), matters(taken),
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
    """The further sentence, on what failed; who was there and what was billed the figures beneath tell."""
    whole, grid = taken.internet.whole, taken.power.grid
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
    apart = taken.in_some_units
    some = sentences.some_units(len(apart), sum(one.within for one in apart))
    return (" ".join(sentence(one) for one in (cut, some, net) if one),)


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
    note = f"Rupees by days overdue{advances}" if advances else "Rupees by days overdue, share, documents"
    return AgeingBars(bars, whole.total, len(taken.open_items), whole.advances, note)


def owing(taken: Taken, money: Money) -> Owing:
    """Who owes most, the others together, and how much is open and overdue."""
    count = sum(1 for one in taken.context.ageing.values() if one.total)
    named, rest = money.debtors[:MOST_OWING], money.debtors[MOST_OWING:]
    others = (*rest, *([money.others] if money.others else []))
    whole = taken.ageing
    note = sentence(sentences.open_with(whole.total, whole.overdue, count)) if count else ""
    rows = tuple(_owed(one.tenant, one.name, [one]) for one in named)
    name = counted(count - len(named), "other tenant")
    return Owing(rows, _owed("", name, others) if others else None, note)


def _owed(tenant: str, name: str, found: Sequence[Debtor]) -> Owed:
    """What one or several owe."""
    total = sum(one.total for one in found)
    late = total - sum(one.not_due for one in found)
    return Owed(tenant, name, Paisa(total), Paisa(late), max(one.overdue_days for one in found))


BARS = tuple(f"{name} days" if name != NAMES[0] else name for name in NAMES)
"""The buckets' names on the page."""


def matters(taken: Taken) -> tuple[Matter, ...]:
    """What the manager typed for PSEB's attention."""
    return tuple(
        Matter(one.matter, one.since, one.exposure and Paisa(one.exposure), one.decision)
        for one in attention.open_matters(taken.context.db, taken.day)
    )
