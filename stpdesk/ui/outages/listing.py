"""The list of recorded outages: its columns, and how one reads in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stpdesk.core.civil import day_of, seconds_of
from stpdesk.core.outages import MANUAL
from stpdesk.core.spans import FOREVER, Span
from stpdesk.db.lists import outages
from stpdesk.ui import wording
from stpdesk.ui.outages import words
from stpdesk.ui.outages.facts import Met
from stpdesk.ui.outages.heat import shown
from stpdesk.ui.outages.words import tr
from stpdesk.ui.tables import Cell, Column, Kind, Listing


def listing(title: str, within: Span, met: Mapping[int, Met] | None = None) -> Listing:
    """The outages that have time in a span, newest first; with `met` what they came to, as the report has it."""
    years = met is None  # the timeline's, which may be of any year
    known = () if met is None else (
        Column("carried", tr("Carried, min"), Kind.COUNT, 116, sort=None, gives=1),
        Column("tenants", tr("Tenants hit"), Kind.COUNT, 92, sort=None, gives=2),
    )  # fmt: skip
    return Listing(
        "outages" if met is None else "outages-month", title,
        (
            Column("start", tr("Day"), Kind.TEXT, 140 if years else 108),
            Column("end", tr("From–to"), Kind.TEXT, 150, sort=None),
            Column("service", tr("What"), Kind.STATE, 140),
            Column("cause", tr("Cause"), Kind.TEXT, 180, stretch=True),
            Column("length", tr("Lasted"), Kind.MINUTES, 96),
            *known,
            Column("planned", tr("Marked planned") if years else tr("Planned"), Kind.TEXT, 128 if years else 100, gives=3),
            Column("source", tr("Known from"), Kind.MUTED, 148, gives=4),
            Column("note", tr("Note"), Kind.MUTED, 160, sort=None, hidden=True),
            Column("number", tr("Record"), Kind.MUTED, 72, gives=5),
        ),
        keys=outages.keys, first=outages.first, rows=outages.rows, totals=outages.totals,
        cells=lambda one, _today: cells(one, met, years=years), sums=lambda found: sums(found, len(known)),
        filters={"since": within.start, "until": within.end}, when="now", sort="start", descending=True,
        said={"ongoing": tr("out now"), "uncaused": tr("not given"), "planned": tr("planned"), "detected": tr("Measured")},
        empty=tr("No outage in this time. F9 records that power went, the moment it goes."), act=tr("Enter an outage that is over…"),
    )  # fmt: skip


def cells(one: outages.OutageRow, met: Mapping[int, Met] | None, *, years: bool = False) -> tuple[Any, ...]:
    """One outage as its columns say it; with `years` where its day may be any year's."""
    start = seconds_of(one.start)
    span = Span(start, FOREVER if one.end is None else seconds_of(one.end))
    name = words.service(one.service, [one.link] if one.link else [])
    short = ""
    if one.units:
        short = f"{name}, {wording.counted(len(one.units), one.units[0], tr('{n} units'))}"
        name = f"{name}, {', '.join(one.units)}"
    cause: Any = one.cause or Cell(None, tr("not given"), chip="ask")
    return (
        Cell(day_of(start).isoformat(), words.day(start, year=years)),
        Cell(words.times(span), tone="due" if one.end is None else ""),
        Cell(name, short=short, mark="bad" if one.end is None else "off"),
        cause,
        Cell(one.seconds // 60, wording.length(one.seconds)),
        *(() if met is None else carried(met.get(one.number))),
        planned(one, None if met is None else met.get(one.number)),
        words.source(one.source) if one.source != MANUAL else Cell(words.source(one.source), tone="muted"),
        one.note,
        one.number,
    )


def planned(one: outages.OutageRow, met: Met | None) -> str | None:
    """Marked planned, or announced: what the report says of its event, also where nobody marked it."""
    if one.planned:
        return tr("planned")
    return tr("announced") if met is not None and met.planned else None


def carried(met: Met | None) -> tuple[Any, Any]:
    """`61 of 75` minutes behind the generator or the UPS, and how many tenants were without; nothing where nothing is counted."""
    if met is None:
        return Cell(None, "–", tone="muted"), Cell(None, "–", tone="muted")
    tenants = Cell(met.tenants, tone="" if met.tenants else "muted")
    if met.carried is None:
        return Cell(None, tr("does not apply"), tone="muted"), tenants
    text = tr("{carried} of {minutes}").format(carried=shown(met.carried), minutes=shown(met.minutes))
    return Cell(met.carried, text, tone="" if met.carried else "muted"), tenants


def sums(found: outages.OutageTotals, more: int) -> tuple[Any, ...]:
    """How many, and how long one by one; `more` columns have no sum."""
    count = wording.counted(found.count, tr("1 record"), tr("{n} records"))
    length = Cell(found.seconds // 60, wording.length(found.seconds))
    return (count, None, None, None, length, *(None for _ in range(more)), None, None, None, None)
