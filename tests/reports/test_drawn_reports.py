"""Reports of tables with a drawing above: outages, lease schedules."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from stpdesk.reports.figures.table import Cell, Heading, Table
from stpdesk.reports.pdf.lease_schedule import lease_schedule_pdf
from stpdesk.reports.pdf.outages import outages_pdf
from stpdesk.reports.pdf.tables import report_pdf
from tests.reports import drawn, reading, sheets

TABLE = Table("Events", [Heading("Start"), Heading("Minutes", Cell.MINUTES)], [("now", 5)])


def outage_days(count: int) -> dict[str, Any]:
    """The figures of so many days from 1 October 2026."""
    days = [
        {
            "day": f"2026-{10 + at // 31:02d}-{at % 31 + 1:02d}", "grid_minutes": at * 7, "tenants_minutes": 0.4,
            "internet_minutes": 0, "unknown_minutes": at % 2, "links": {"SCO": 12},
        }
        for at in range(count)
    ]  # fmt: skip
    return {
        "days": days, "power": {"availability_pct": 97.123, "tenant_availability_pct": None},
        "internet": {"availability_pct": 99.9999, "links": [{"link": "SCO", "availability_pct": 100}, {"link": None}]},
    }  # fmt: skip


def test_a_month_of_outages_begins_with_its_days() -> None:
    content = outages_pdf(replace(sheets.report(TABLE), data=outage_days(31)))
    told = reading.text(content)
    for part in (
        "Day by day",
        "Grid",
        "Power at tenants",
        "SCO",
        "97.12\u00a0%",
        "99.99\u00a0%",
        "210",
        "<1",
        "12",
    ):
        assert part.replace("\u00a0", " ") in told.replace("\u00a0", " ")
    assert drawn.faults(content) == []


def test_longer_or_no_time_has_tables_alone() -> None:
    for count in (0, 32, 60):
        report = replace(sheets.report(TABLE), data=outage_days(count))
        assert outages_pdf(report) == report_pdf(report)


def schedule(*rents: str) -> dict[str, Any]:
    """The figures of a lease that is free of rent in its first month."""
    return {
        "months": [
            {"month": f"{2026 + at // 12}-{at % 12 + 1:02d}", "rent": rent, "charges": "0.00", "subsidy": "-2500.00" if at < 3
             else "0.00", "rent_free": at == 0}
            for at, rent in enumerate(rents)
        ]
    }  # fmt: skip


def test_a_term_shows_every_stretch_of_one_amount() -> None:
    content = lease_schedule_pdf(
        replace(sheets.report(TABLE), data=schedule("0.00", *["100000.00"] * 14, *["110000.00"] * 15))
    )
    told = reading.text(content)
    for part in ("The term", "Rent", "Subsidy", "1,00,000.00", "1,10,000.00", "Jan 2026", "−2,500.00"):
        assert part in told
    assert "Other charges" not in told
    assert drawn.faults(content) == []


def test_a_lease_without_months_has_tables_alone() -> None:
    report = replace(sheets.report(TABLE), data=schedule())
    assert lease_schedule_pdf(report) == report_pdf(report)
