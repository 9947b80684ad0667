"""The outage report as PDF: its days as a strip above its tables, where they are a month at most."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from stpdesk.reports.figures.imprint import Imprint
from stpdesk.reports.figures.table import Report
from stpdesk.reports.figures.written import DASH, pct
from stpdesk.reports.pdf.blocks import Heading, Stack
from stpdesk.reports.pdf.charts.strip import Day, Lane, Strip
from stpdesk.reports.pdf.tables import report_pdf

MOST = 31
"""Days that fit side by side."""

NOTE = "Minutes without service each day, darker = longer; hatched = nobody could tell for a part of it."


def outages_pdf(report: Report, imprint: Imprint | None = None) -> bytes:
    """The report with its strip."""
    days = report.data["days"]
    drawn = (
        [Stack([Heading("Day by day", NOTE, rule=False), _strip(report.data)])]
        if 0 < len(days) <= MOST
        else []
    )
    return report_pdf(report, imprint, drawn)


def _strip(data: Mapping[str, Any]) -> Strip:
    """Grid, tenants, every link, internet: the lanes of the report's days with their availability."""
    days, power, internet = data["days"], data["power"], data["internet"]
    links = [one for one in internet["links"] if one["link"]]
    unknown = [bool(one["unknown_minutes"]) for one in days]
    named = [
        ("Grid", [one["grid_minutes"] for one in days], power["availability_pct"]),
        ("Power at tenants", [one["tenants_minutes"] for one in days], power["tenant_availability_pct"]),
        *(
            (one["link"], [day["links"].get(one["link"], 0) for day in days], one["availability_pct"])
            for one in links
        ),
        ("Internet", [one["internet_minutes"] for one in days], internet["availability_pct"]),
    ]
    lanes = [
        Lane(
            name,
            [Day(down, _minutes(down), maybe) for down, maybe in zip(minutes, unknown, strict=True)],
            DASH if share is None else pct(share, 2),
        )
        for name, minutes, share in named
    ]
    return Strip([date.fromisoformat(one["day"]) for one in days], lanes)


def _minutes(down: float) -> str:
    """Whole minutes; less than one is said so, none is nothing."""
    if not down:
        return ""
    return "<1" if down < 1 else f"{down:.0f}"
