"""The list of recorded outages: its columns, and how one reads in them."""

from __future__ import annotations

from datetime import date
from typing import Any

from stpdesk.core.civil import day_of, seconds_of
from stpdesk.core.outages import MANUAL
from stpdesk.core.spans import FOREVER, Span
from stpdesk.db.lists import outages
from stpdesk.ui import wording
from stpdesk.ui.outages import words
from stpdesk.ui.outages.words import tr
from stpdesk.ui.tables import Cell, Column, Kind, Listing


def listing(title: str, first: date, last: date) -> Listing:
    """The outages that have time from one day to another, newest first."""
    return Listing(
        "outages", title,
        (
            Column("start", tr("Day"), Kind.TEXT, 108),
            Column("end", tr("From–to"), Kind.TEXT, 150, sort=None),
            Column("service", tr("What"), Kind.STATE, 120),
            Column("cause", tr("Cause"), Kind.TEXT, 180, stretch=True),
            Column("length", tr("Lasted"), Kind.MINUTES, 96),
            Column("planned", tr("Planned"), Kind.TEXT, 84, gives=3),
            Column("source", tr("Known from"), Kind.MUTED, 148, gives=2),
            Column("note", tr("Note"), Kind.MUTED, 160, sort=None, hidden=True),
            Column("number", tr("Record"), Kind.MUTED, 72, gives=1),
        ),
        keys=outages.keys, first=outages.first, rows=outages.rows, cells=cells, totals=outages.totals, sums=sums,
        filters={"first_day": first, "last_day": last}, when="now", sort="start", descending=True,
        said={"ongoing": tr("out now"), "uncaused": tr("not given"), "planned": tr("planned"), "detected": tr("Measured")},
        empty=tr("No outage in this time. F9 records that power went, the moment it goes."), act=tr("Enter an outage that is over…"),
    )  # fmt: skip


def cells(one: outages.OutageRow, _today: date) -> tuple[Any, ...]:
    """One outage as its columns say it."""
    start = seconds_of(one.start)
    span = Span(start, FOREVER if one.end is None else seconds_of(one.end))
    name = words.service(one.service, [one.link] if one.link else [])
    if one.units:
        name = f"{name}, {', '.join(one.units)}"
    cause: Any = one.cause or Cell(None, tr("not given"), chip="ask")
    return (
        Cell(day_of(start).isoformat(), words.day(start)),
        Cell(words.times(span), tone="due" if one.end is None else ""),
        Cell(name, mark="bad" if one.end is None else "off"),
        cause,
        Cell(one.seconds // 60, wording.length(one.seconds)),
        tr("planned") if one.planned else None,
        words.source(one.source) if one.source != MANUAL else Cell(words.source(one.source), tone="muted"),
        one.note,
        one.number,
    )


def sums(found: outages.OutageTotals) -> tuple[Any, ...]:
    """How many, and how long one by one."""
    count = wording.counted(found.count, tr("1 record"), tr("{n} records"))
    length = Cell(found.seconds // 60, wording.length(found.seconds))
    return (count, None, None, None, length, None, None, None, None)
