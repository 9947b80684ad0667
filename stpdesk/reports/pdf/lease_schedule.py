"""The schedule of a lease as PDF: its term on an axis above its months."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from stpdesk.reports.figures.imprint import Imprint
from stpdesk.reports.figures.table import Report
from stpdesk.reports.pdf import written
from stpdesk.reports.pdf.blocks import Heading, Stack
from stpdesk.reports.pdf.charts.hatch import Hatch
from stpdesk.reports.pdf.charts.timeline import Bar, Lane, Timeline
from stpdesk.reports.pdf.sheet import Colour
from stpdesk.reports.pdf.tables import report_pdf

TICKS = 12
"""So many months at most are named."""
GAP = 0.15
"""Of a month, between two amounts: bars that touch show a line here and none there."""

PARTS = (("Rent", "rent"), ("Other charges", "charges"), ("Subsidy", "subsidy"))
NOTE = "Rupees a month; hatched while no rent is due."

Month = dict[str, Any]


def lease_schedule_pdf(report: Report, imprint: Imprint | None = None) -> bytes:
    """The report with its term drawn."""
    months = report.data["months"]
    drawn = [Stack([Heading("The term", NOTE, rule=False), _term(months)])] if months else []
    return report_pdf(report, imprint, drawn)


def _term(months: Sequence[Month]) -> Timeline:
    """What is billed a month, a bar for as long as it stays the same."""
    step = -(-len(months) // TICKS)
    ticks = [
        (float(at), written.day(date.fromisoformat(f"{one['month']}-01"))[2:])
        for at, one in enumerate(months)
        if at % step == 0
    ]
    lanes = [
        Lane(name, [*_bars(months, key)]) for name, key in PARTS if any(float(one[key]) for one in months)
    ]
    return Timeline(0, len(months), lanes, ticks)


def _bars(months: Sequence[Month], key: str) -> Iterator[Bar]:
    """Stretches of one amount; rent-free months are hatched, a month without the amount is empty."""
    told = [(one[key], key == "rent" and one["rent_free"]) for one in months]
    for (amount, free), found in groupby(range(len(months)), told.__getitem__):
        listed = list(found)
        start, end = listed[0], float(listed[-1] + 1)
        if end < len(months):
            end -= GAP
        if free:
            yield Bar(start, end, Colour.MUTED, Hatch.STRIPES)
        elif float(amount):
            colour = Colour.AMBER if key == "subsidy" else Colour.GREEN
            yield Bar(start, end, colour, word=written.quantity(amount))
